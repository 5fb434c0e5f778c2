//! Where links lead, and what is said of those that lead nowhere: pages of a line beside a talk.

use crate::knowledge::{Destination, Drafts, Lead};
use crate::vocab::diagnostic::{Code, Diagnostic};
use crate::vocab::kind::Kind;
use crate::vocab::percent;

use super::small::resolved_with;

/// Where the links of a page lead that says this, beside a talk `x` that has this text, and what is wrong.
fn leads(page: &str, talk: (&str, &str), others: &[&str]) -> (Vec<String>, Vec<&'static str>) {
    let talk_text = format!("+++\ntitle = \"X\"\nevent = false\n+++\n{}", talk.1);
    let page = format!("# Page\n\n{page}\n");
    let files = [("pages/page.md", page.as_str()), (talk.0, &talk_text)];
    let (knowledge, diagnostics) = resolved_with(&files, others, Drafts::LeaveOut);
    let lead = |lead: &Option<Lead>| {
        let Some(Lead { to, anchor }) = lead else { return "nowhere".to_owned() };
        let address = match to {
            Destination::Record(id) => knowledge.record(*id).address.to_string(),
            Destination::Address(address) => address.clone(),
            Destination::File(path) => path.address(),
        };
        format!("{address}{}", anchor.as_ref().map_or(String::new(), |anchor| format!("#{anchor}")))
    };
    let code = |told: &Diagnostic| told.code.name();
    let codes = diagnostics.iter().map(code).filter(|code| *code != "stray-file").collect();
    let page = knowledge.of_kind(Kind::Page).next().unwrap().1;
    (page.links.iter().map(lead).collect(), codes)
}

#[test]
fn an_anchor_is_found_and_kept() {
    let talk = "## Overview\n\ntext[^1]\n\n## Own {#mine}\n\n<div id=\"raw\">x</div>\n\n[^1]: note\n";
    for (link, address) in [
        ("[[x#overview]]", "/talks/x/#overview"),
        ("[[X#Overview]]", "/talks/x/#overview"),
        ("[[x#Own|label]]", "/talks/x/#mine"),
        ("[[x#Overview#Own]]", "/talks/x/#mine"),
        ("[x](../talks/x.md#overview)", "/talks/x/#overview"),
        ("[x](../talks/x.md#Overview)", "/talks/x/#overview"),
        ("[x](../talks/x.md#raw)", "/talks/x/#raw"),
        ("[x](../talks/x.md#fn-1)", "/talks/x/#fn-1"),
        ("[x](../talks/x.md#fnref-1)", "/talks/x/#fnref-1"),
        ("[x](../talks/x.md#top)", "/talks/x/#top"),
        ("[x](../talks/x.md#)", "/talks/x/"),
        ("[x](/talks/x/#overview:~:text=text)", "/talks/x/#overview:~:text=text"),
    ] {
        assert_eq!(leads(link, ("talks/x.md", talk), &[]), (vec![address.to_owned()], vec![]), "{link}");
    }
    let dangling = leads("[[x#nowhere]] [[x#^a1]]", ("talks/x.md", talk), &[]);
    let addresses = vec!["/talks/x/#nowhere".to_owned(), "/talks/x/".to_owned()];
    assert_eq!(dangling, (addresses, vec!["dangling-anchor", "block-reference"]));
}

#[test]
fn a_document_is_found_whatever_the_form_of_its_path() {
    for (link, file) in [
        ("../talks/x.md", "talks/x/index.md"),
        ("../talks/x/index.md", "talks/x.md"),
        ("../talks/x/", "talks/x.md"),
        ("../talks/x", "talks/x.md"),
        ("../talks/x.markdown", "talks/x.md"),
        ("../talks/x.MD", "talks/x.md"),
        ("../talks/x.md?plain=1", "talks/x.md"),
        ("<../talks/x.md >", "talks/x.md"),
        ("../talks/x.md%20", "talks/x.md"),
        ("..\\talks\\x.md", "talks/x.md"),
        ("\\talks\\x.md", "talks/x.md"),
        ("/talks/x.md", "talks/x.md"),
        ("/talks/x/index.html", "talks/x.md"),
        ("/talks/../talks/x.md", "talks/x.md"),
        ("../talks/x.md", "talks/2017-10-05-x.md"),
        ("../talks/2017-10-05-x.md", "talks/2017-10-05-x/index.md"),
    ] {
        let found = leads(&format!("[a]({link})"), (file, ""), &[]);
        assert_eq!(found, (vec!["/talks/x/".to_owned()], vec![]), "{link} {file}");
    }
    for (link, address) in [("../talks/", "/talks/"), ("../talks", "/talks/"), ("../", "/"), ("/", "/")] {
        let found = leads(&format!("[a]({link})"), ("talks/x.md", ""), &[]);
        assert_eq!(found, (vec![address.to_owned()], vec![]), "{link}");
    }
    for link in ["../nowhere/", "../pages/", "../../x.md", "../../../../x.md", ""] {
        let found = leads(&format!("[a]({link})"), ("talks/x.md", ""), &[]);
        assert_eq!(found, (vec!["nowhere".to_owned()], vec!["dangling-link"]), "{link}");
    }
}

#[test]
fn letters_are_the_same_composed_and_decomposed() {
    let (composed, decomposed) = ("é", "e\u{301}");
    for (here, there) in [(composed, decomposed), (decomposed, composed)] {
        for (link, address) in [
            (format!("[a](../talks/{here}/index.md)"), "/talks/e/".to_owned()),
            (format!("[a](../talks/{here}/)"), "/talks/e/".to_owned()),
            (format!("[[talks/{here}]]"), "/talks/e/".to_owned()),
            (format!("![a](../talks/{here}/{here}.png)"), format!("/talks/e/{}.png", percent::path(there))),
            (format!("[[{here}.png]]"), format!("/talks/e/{}.png", percent::path(there))),
        ] {
            let (talk, image) =
                (format!("talks/{there}/index.md"), format!("content/talks/{there}/{there}.png"));
            let found = leads(&link, (&talk, ""), &[&image]);
            assert_eq!(found, (vec![address], vec![]), "{link}");
        }
    }
}

#[test]
fn files_have_addresses_whatever_their_names() {
    for (link, address) in [
        ("a%23b.png", "/talks/x/a%23b.png"),
        ("a#b.png", "/talks/x/a%23b.png"),
        ("100%25.png", "/talks/x/100%25.png"),
        ("100%.png", "/talks/x/100%25.png"),
        ("what%3F.png", "/talks/x/what%3F.png"),
        ("what?.png", "/talks/x/what%3F.png"),
        ("a,b.png?raw=true", "/talks/x/a%2Cb.png"),
        ("a%20b.png", "/talks/x/a%2520b.png"),
    ] {
        let files = ["a#b.png", "100%.png", "what?.png", "a,b.png", "a%20b.png"];
        let files = files.map(|file| format!("content/talks/x/{file}"));
        let mut files: Vec<_> = files.iter().map(String::as_str).collect();
        files.sort_unstable();
        let found = leads(&format!("![a](../talks/x/{link})"), ("talks/x/index.md", ""), &files);
        assert_eq!(found, (vec![address.to_owned()], vec![]), "{link}");
    }
}

#[test]
fn a_page_is_embedded_as_a_link() {
    for (embed, address, code) in [
        ("![[x]]", "/talks/x/", "embedded-page"),
        ("![[X#overview]]", "/talks/x/#overview", "embedded-page"),
        ("![x](../talks/x/index.md)", "/talks/x/", "embedded-page"),
        ("![x](/talks/x/)", "/talks/x/", "embedded-page"),
        ("![x](/talks/)", "/talks/", "embedded-page"),
        ("![x](../talks/x/a.pdf)", "/talks/x/a.pdf", "embedded-file"),
        ("![[a.pdf]]", "/talks/x/a.pdf", "embedded-file"),
    ] {
        let files = ["content/talks/x/a.pdf", "content/talks/x/p.png"];
        let found = leads(embed, ("talks/x/index.md", "## Overview\n"), &files);
        assert_eq!(found, (vec![address.to_owned()], vec![code]), "{embed}");
        let image = leads("![[p.png|a]] [[talks/x/p.png]]", ("talks/x/index.md", ""), &files);
        assert_eq!(image, (vec!["/talks/x/p.png".to_owned(); 2], vec![]));
    }
}

#[test]
fn a_link_that_leads_nowhere_is_told_what_was_meant() {
    let hint = |link: &str| {
        let page = format!("# Page\n\n[a]({link})\n");
        let draft = "+++\ntitle = \"D\"\ndraft = true\n+++\n";
        let files = [("pages/page.md", page.as_str()), ("talks/d/index.md", draft)];
        let others = ["content/pages/Bad AMI", "content/talks/d/p.png"];
        let (_, diagnostics) = resolved_with(&files, &others, Drafts::LeaveOut);
        let told = diagnostics.into_iter().find(|told| told.code != Code::StrayFile).unwrap();
        format!("{}: {} {}", told.code, told.message, told.hints.join(" "))
    };
    for (link, words) in [
        ("tinyurl.com/x", "did you mean `https://tinyurl.com/x`?"),
        ("me@example.org", "did you mean `mailto:me@example.org`?"),
        ("Bad%20AMI", "rename it to `Bad AMI.md`"),
        ("../talks/d/p.png", "stands beside a draft"),
        ("../talks/d.md", "draft-reference"),
        ("/talks/d/", "draft-reference"),
        ("pa\u{200b}ge.md", "U+200B"),
        ("", "no address"),
    ] {
        assert!(hint(link).contains(words), "{link}: {}", hint(link));
    }
}
