//! What pages show beyond text: images with their sizes and versions, assets with addresses for ever, all that Markdown can say.

use crate::browser;
use crate::site::Site;

const PAGE: &str = "everything/index.html";
const IMAGE: &str = "content/pages/everything/diagram.png";

fn everything() -> Site {
    Site::copy_of("tests/sites/markdown")
}

/// The addresses, from the site's root, between `before` and a space or quote.
fn addresses<'a>(html: &'a str, before: &str) -> Vec<&'a str> {
    html.split(before).skip(1).filter_map(|rest| rest.split([' ', '"']).next()).collect()
}

#[test]
fn images_have_sizes_and_versions() {
    let site = everything();
    let ran = site.build();
    assert!(!ran.err.contains("warning"), "{}", ran.err);
    let (page, output) = (site.page(PAGE), site.output());
    let images: Vec<_> = page.split("<img ").skip(1).filter(|image| image.contains("diagram")).collect();
    assert_eq!(images.len(), 2);
    assert!(images.iter().all(|image| image.contains("width=\"1600\" height=\"700\"")), "{page}");
    assert!(!images[0].contains("loading=") && images[1].contains("loading=\"lazy\""), "{page}");
    let versions = addresses(&page, "/assets/images/");
    assert!(versions.len() >= 4, "{page}");
    for version in versions {
        assert!(output.contains_key(&format!("assets/images/{version}")), "{version}");
    }
    let sizes: Vec<_> = output.iter().filter(|(path, _)| path.starts_with("assets/images/")).collect();
    assert!(sizes.iter().all(|(_, bytes)| bytes.len() < output["everything/diagram.png"].len()));
}

/// A photograph, which has the noise of one, as a JPEG.
fn photograph() -> Vec<u8> {
    let mut noise = 1_u32;
    let image = image::RgbImage::from_fn(1000, 600, |x, y| {
        noise = noise.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        let light = ((x / 5 + y / 7) % 200) as u8;
        image::Rgb([light, light / 2, 220 - light].map(|part| part + (noise >> 28) as u8))
    });
    let mut file = std::io::Cursor::new(Vec::new());
    image.write_to(&mut file, image::ImageFormat::Jpeg).unwrap();
    file.into_inner()
}

/// The page of everything, with a photograph at its end.
fn with_photograph() -> Site {
    let site = everything();
    let page = std::fs::read_to_string(site.path("content/pages/everything/index.md")).unwrap();
    site.file("content/pages/everything/lake.jpg", photograph());
    site.file("content/pages/everything/index.md", format!("{page}\n\n![A lake](lake.jpg)\n"));
    site
}

#[test]
fn photographs_are_there_as_webp_with_the_jpeg_for_who_cannot_read_it() {
    let site = with_photograph();
    let poster = "video = { url = \"https://vimeo.com/1\", poster = \"still.jpg\" }";
    site.file("content/talks/t/index.md", format!("+++\ntitle = \"T\"\n{poster}\n+++\n"));
    site.file("content/talks/t/still.jpg", photograph());
    site.build();
    let output = site.output();
    for (page, image) in [(PAGE, "everything/lake.jpg"), ("talks/t/index.html", "talks/t/still.jpg")] {
        let page = site.page(page);
        let (source, rest) = page.split_once("<picture><source ").unwrap().1.split_once("<img ").unwrap();
        let (tag, after) = rest.split_once('>').unwrap();
        assert!(after.starts_with("</picture>") && source.contains("type=\"image/webp\""), "{page}");
        assert!(tag.contains(&format!("src=\"/{image}\"")) && tag.contains("-480.jpg 480w"), "{tag}");
        let webp = addresses(source, "/assets/images/");
        assert_eq!(webp.len(), 3, "{source}");
        for address in webp {
            let file = &output[&format!("assets/images/{address}")];
            assert!(file.starts_with(b"RIFF") && file.len() < output[image].len(), "{address}");
        }
    }
    // The cache gives back what it took.
    std::fs::remove_dir_all(site.path("output")).unwrap();
    site.build();
    assert!(site.output() == output);
}

#[test]
fn a_video_shows_its_poster_before_it_plays() {
    let site = everything();
    let talk = |poster: &str| {
        let video = format!("{{ url = \"https://vimeo.com/1\", poster = \"{poster}\" }}");
        site.file("content/talks/t/index.md", format!("+++\ntitle = \"T\"\nvideo = {video}\n+++\n"));
        site.build().err
    };
    site.file("content/talks/t/still.png", std::fs::read(site.path(IMAGE)).unwrap());
    assert_eq!(talk("still.png").matches("missing-poster").count(), 0);
    let page = site.page("talks/t/index.html");
    let image = page.split("<img ").skip(1).find(|image| image.contains("still.png")).unwrap();
    for part in ["src=\"/talks/t/still.png\"", "width=\"1600\"", "height=\"700\"", "480w", "alt=\"\""] {
        assert!(image.contains(part), "{part}: {image}");
    }
    for wrong in ["other.png", "../still.png", "https://example.org/still.png", "x\\\" onerror=\\\"alert(1)"]
    {
        let report = talk(wrong);
        assert!(report.contains("warning[missing-poster]"), "{wrong}: {report}");
        let page = site.page("talks/t/index.html");
        assert!(!page.contains("still.png") && !page.contains("onerror"), "{wrong}");
    }
}

#[test]
fn another_image_is_another_version_and_a_damaged_cache_changes_nothing() {
    let site = everything();
    site.build();
    let first = site.output();
    // A photograph of one colour, as a bitmap that is a valid PNG: the same drawing, cut in the middle of its pixels.
    let whole = std::fs::read(site.path(IMAGE)).unwrap();
    site.file(IMAGE, &whole[..whole.len() / 2]);
    let ran = site.build();
    assert!(ran.err.contains("warning[image]"), "{}", ran.err);
    assert!(!site.page(PAGE).contains("srcset") && site.page(PAGE).contains("width=\"1600\""));
    assert!(!site.output().keys().any(|path| path.starts_with("assets/images/")));

    site.file(IMAGE, &whole);
    for (path, _) in crate::site::files(&site.path(".rexbase/images")) {
        site.file(&format!(".rexbase/images/{path}"), "damaged");
    }
    site.build();
    assert!(site.output() == first, "not what a clean build makes");
    for (path, bytes) in crate::site::files(&site.path(".rexbase/images")) {
        assert_ne!(bytes, b"damaged", "{path}");
    }
    site.remove(IMAGE);
    site.file("content/pages/everything/index.md", "+++\ntitle = \"Everything\"\n+++\n");
    site.build();
    assert!(crate::site::files(&site.path(".rexbase/images")).is_empty());
}

/// Only who decodes the image sees the damage, and a file that ends too early is seen by its lengths alone.
#[test]
fn a_check_measures_images_and_neither_decodes_nor_writes() {
    let site = everything();
    let whole = std::fs::read(site.path(IMAGE)).unwrap();
    let warnings = |command: &str| {
        let ran = site.run(&[command]);
        assert_eq!(ran.code, Some(0), "{}", ran.err);
        ran.err.matches("warning[image]").count()
    };
    let mut damaged = whole.clone();
    let middle = damaged.len() / 2;
    damaged[middle..middle + 40].fill(0);
    site.file(IMAGE, damaged);
    assert_eq!(warnings("check"), 0);
    assert!(!site.path(".rexbase").exists() && !site.path("output").exists());
    assert_eq!(warnings("build"), 1);
    for (bytes, count) in [(&whole[..middle], 1), (&whole[..20], 1), (&whole[..], 0)] {
        site.file(IMAGE, bytes);
        assert_eq!(warnings("check"), count);
    }
}

/// A PNG, and the same with a chunk that says what it was made with, before its last chunk.
#[test]
fn images_of_the_same_pixels_share_their_versions() {
    let site = Site::new();
    let image = crate::site::png(1000, 500);
    let end = image.len() - 12;
    let chunk = b"\0\0\0\x0ctEXtSoftware\0abc\xdf\xf9\xad\x97";
    let with_chunk = [&image[..end], &chunk[..], &image[end..]].concat();
    site.file("content/talks/x/index.md", "+++\ntitle = \"X\"\n+++\n![a](a.png) ![b](b.png) ![c](c.png)\n");
    for (name, bytes) in [("a", &image), ("b", &with_chunk), ("c", &image)] {
        site.file(&format!("content/talks/x/{name}.png"), bytes);
    }
    let ran = site.build();
    assert!(!ran.err.contains("warning"), "{}", ran.err);
    let versions = |site: &Site| {
        let output = site.output();
        output.keys().filter(|path| path.starts_with("assets/images/")).cloned().collect::<Vec<_>>()
    };
    let first = versions(&site);
    assert_eq!(first.len(), 2, "{first:?}");
    // Each of them may go without taking the versions with it, and a build that keeps them ends the same.
    site.file("content/talks/x/index.md", "+++\ntitle = \"Y\"\n+++\n![a](a.png) ![b](b.png) ![c](c.png)\n");
    site.build();
    assert_eq!(versions(&site), first);
    site.remove("content/talks/x/a.png").remove("content/talks/x/c.png");
    site.file("content/talks/x/index.md", "+++\ntitle = \"X\"\n+++\n![b](b.png)\n");
    site.build();
    assert_eq!(versions(&site), first);
}

#[test]
fn an_image_whose_versions_would_take_too_much_memory_is_published_as_it_is() {
    let site = Site::new();
    site.file("content/talks/x/index.md", "+++\ntitle = \"X\"\n+++\n![high](high.png)\n");
    site.file("content/talks/x/high.png", crate::site::png(481, 33_000));
    for command in ["check", "build"] {
        let ran = site.run(&[command]);
        assert!(ran.code == Some(0) && ran.err.contains("warning[image]"), "{command}: {}", ran.err);
        assert!(ran.err.contains("481 by 33000 pixels"), "{command}: {}", ran.err);
    }
    assert!(site.output().contains_key("talks/x/high.png"));
    assert!(site.page("talks/x/index.html").contains("width=\"481\" height=\"33000\""));
}

#[test]
fn assets_are_where_pages_say_and_move_when_they_change() {
    let site = everything();
    site.build();
    let folder = |site: &Site| {
        let page = site.page("index.html");
        let styles = addresses(&page, "rel=\"stylesheet\" href=\"/");
        assert!(site.output().contains_key(styles[0]), "{styles:?}");
        styles[0].rsplit_once('/').unwrap().0.to_owned()
    };
    let before = folder(&site);
    let config = std::fs::read_to_string(site.path("rexbase.toml")).unwrap();
    site.file("rexbase.toml", format!("{config}theme = \"mine\"\n"))
        .file("themes/mine/assets/extra.css", "p {}\n");
    site.build();
    assert_ne!(folder(&site), before);
    assert!(!site.output().keys().any(|path| path.starts_with(&before)), "the old folder is still there");
}

/// A page with all of Markdown on it: valid, usable by everybody, and no wider than a small telephone.
#[test]
fn all_of_markdown_is_for_everybody() {
    let site = with_photograph();
    site.build();
    browser::run("markdown.test.mjs", &site);
}
