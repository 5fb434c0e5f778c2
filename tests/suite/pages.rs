//! What pages and their menu have, of what a site has.

use crate::site::Site;

#[test]
fn charts_are_in_the_menu_when_there_are_any_and_a_page_of_small_headings_has_its_contents() {
    let site = Site::new();
    site.file(
        "content/talks/x.md",
        "+++\ntitle = \"X\"\n+++\n\n#### One\n\na\n\n#### Two\n\nb\n\n#### Three\n\nc\n",
    );
    site.build();
    assert!(
        !site.page("index.html").contains("/explore/") && !site.output().contains_key("explore/index.html")
    );
    let page = site.page("talks/x/index.html");
    let (_, contents) = page.split_once("class=\"toc\"").expect("a table of contents");
    assert!(contents.contains("href=\"#two\""), "{contents}");
    site.file("content/talks/y.md", "+++\ntitle = \"Y\"\ndate = 2020\n+++\n");
    site.build();
    assert!(
        site.page("index.html").contains("/explore/") && site.output().contains_key("explore/index.html")
    );
}
