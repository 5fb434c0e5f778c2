//! What must hold of any bytes: one function for each fuzz target, which panics where it does not hold.
//!
//! `fuzz_targets/` calls them with what libFuzzer makes, and the suite with the corpora (`tests/suite/fuzzed.rs`), so that an input
//! that once failed is tried at every run of the tests.

use std::collections::BTreeSet;
use std::path::Path;
use std::sync::{Arc, LazyLock, Mutex, PoisonError};

use rexbase::face::document::{self, Document, Place, SlotPart};
use rexbase::face::knowledge;
use rexbase::face::pipeline::{BuildOptions, Foreign, OnErrors, Progress, SiteOptions, build};
use rexbase::face::search::{LastWord, Options, Searcher, Sort};
use rexbase::face::vocab::Audience;
use rexbase::face::vocab::ContentPath;
use rexbase::face::vocab::Diagnostic;
use rexbase::face::vocab::Kind;
use rexbase::face::vocab::Language;
use rexbase::face::{import, memo, preview};

/// Front matter in both syntaxes: a document comes of any bytes, its mistakes have places in the file, and what is remembered of it is
/// read back as it was.
pub fn front_matter(data: &[u8]) {
    let Some((first, text)) = data.split_first() else { return };
    let kinds: Vec<Kind> = Kind::written().collect();
    let kind = kinds[usize::from(*first) % kinds.len()];
    let document = parse(kind, "x", text);
    check_places(&document.diagnostics, text);
    check_remembered(&document);
}

/// A file of what is said is read in the order of time, as plain text on one line; its mistakes have places in the file. The first byte says in which form it is.
pub fn transcript(data: &[u8]) {
    let Some((first, text)) = data.split_first() else { return };
    let name = if *first == b's' { "x.srt" } else { "x.vtt" };
    let language = Language::parse("en").expect("a tag");
    let (transcript, diagnostics) = document::read_transcript(&content_path(name), text, language);
    check_places(&diagnostics, text);
    assert!(transcript.passages.windows(2).all(|pair| pair[0].second <= pair[1].second));
    for passage in &transcript.passages {
        assert!(!passage.text.trim().is_empty() && !passage.text.contains(char::is_control), "{passage:?}");
    }
}

/// Markdown becomes HTML that can be published: no script, no handler of events, no address that runs code.
pub fn markdown(data: &[u8]) {
    let Some((first, text)) = data.split_first() else { return };
    let options = document::Options { math: first % 2 == 1, ..document::Options::default() };
    let place = Place::of(&content_path("talks/x.md"), "talks/x.md").expect("talks are a kind");
    let text = [b"+++\ntitle = \"T\"\n+++\n", text].concat();
    let document = document::parse(place, &text, &options);
    check_places(&document.diagnostics, &text);
    check_remembered(&document);
    check_html(&document);
}

/// Every string is a query; its answer is the same each time, in order, and pages of it follow one another.
pub fn query(data: &[u8]) {
    let Some((first, rest)) = data.split_first() else { return };
    let query = String::from_utf8_lossy(rest);
    let options = Options {
        limit: 5,
        offset: 0,
        sort: if first % 2 == 0 { Sort::Relevance } else { Sort::Date },
        last_word: if first % 4 < 2 { LastWord::Prefix } else { LastWord::Whole },
    };
    let answer = SMALL.searcher.search(&query, &options).expect("a query is answered");
    assert!(answer.hits.len() <= 5 && answer.hits.len() <= answer.total);
    if options.sort == Sort::Relevance {
        assert!(answer.hits.is_sorted_by(|a, b| a.score >= b.score), "not in order: {query:?}");
    }
    let later = Options { offset: 1, ..options };
    let rest = SMALL.searcher.search(&query, &later).expect("a query is answered");
    assert_eq!(rest.total, answer.total);
    assert!(rest.hits.iter().zip(answer.hits.iter().skip(1)).all(|(a, b)| a.document == b.document));
}

/// Whatever is changed in what a build left, the next one ends as a clean one does, or says why not and leaves the site whole.
///
/// The first byte says which file, the next two where, the fourth how; the rest is put there. What has a checksum gets a right one
/// half of the time, so that its reader is reached.
pub fn stored(data: &[u8]) {
    let [which, high, low, how, rest @ ..] = data else { return };
    let site = STORED.lock().unwrap_or_else(PoisonError::into_inner);
    let root = site.folder.path();
    let is_stored = |path: &&String| path.starts_with(".rexbase/") || path.starts_with("output/.rexbase");
    let stored: Vec<&String> = site.files.iter().filter(is_stored).collect();
    let path = root.join(stored[usize::from(*which) % stored.len()]);
    let Ok(bytes) = std::fs::read(&path) else { return restore(&site) };
    let saved = memo::load(&path).filter(|_| how % 2 == 0);
    let damaged = damage(
        saved.as_deref().unwrap_or(&bytes),
        usize::from(u16::from_be_bytes([*high, *low])),
        how / 2,
        rest,
    );
    if saved.is_some() {
        memo::save(&path, &damaged);
    } else {
        std::fs::write(&path, damaged).expect("the folder is ours");
    }
    if build(&options_of(root), OnErrors::Stop, &Quiet).is_ok() {
        assert!(published(root) == site.published, "the site differs after a change of {}", path.display());
    }
    restore(&site);
}

/// Any JSON in pyvideo's place is imported or told; what is written can be read again, and written again only where that changes something.
pub fn import_json(data: &[u8]) {
    let folder = tempfile::tempdir().expect("there is room for a folder");
    let event = folder.path().join("data/event");
    std::fs::create_dir_all(event.join("videos")).expect("the folder is ours");
    let (category, talk) = data.split_at(data.iter().position(|byte| *byte == 0).unwrap_or(0));
    let category: &[u8] = if category.is_empty() { br#"{"title": "Event"}"# } else { category };
    std::fs::write(event.join("category.json"), category).expect("the folder is ours");
    std::fs::write(event.join("videos/talk.json"), talk).expect("the folder is ours");
    let content = folder.path().join("content");
    std::fs::create_dir_all(&content).expect("the folder is ours");
    let data = folder.path().join("data");
    let read = || import::pyvideo(&data);
    check_import(&read, folder.path(), &content);
}

/// Any text is a note: alone or in an event's folder, with another beside it that links to it. The first byte says where it is.
pub fn import_notes(data: &[u8]) {
    let Some((first, text)) = data.split_first() else { return };
    let folder = tempfile::tempdir().expect("there is room for a folder");
    let notes = folder.path().join("notes");
    let below = ["x.md", "2018/conf/x.md", "2018/conf/README.md", "x"][usize::from(*first) % 4];
    let path = notes.join(below);
    std::fs::create_dir_all(path.parent().expect("it is in a folder")).expect("the folder is ours");
    std::fs::write(&path, text).expect("the folder is ours");
    std::fs::write(notes.join("other.md"), format!("# Other\n\n[x]({below}) ![y](y.png)\n"))
        .expect("the folder is ours");
    check_import(&|| import::notes(&notes), folder.path(), &folder.path().join("content"));
}

/// Any text is a post of a blog, with another beside it that links to it. The first byte says of which generator.
pub fn import_blog(data: &[u8]) {
    let [first, text @ ..] = data else { return };
    let folder = tempfile::tempdir().expect("there is room for a folder");
    let blog = folder.path().join("blog");
    let (config, below) = [
        ("_config.yml", "_posts/2015-02-03-x.md"),
        ("hugo.toml", "content/posts/x/index.md"),
        ("config.toml", "content/x.md"),
        ("eleventy.config.js", "posts/x.md"),
        (".obsidian/app.json", "a/x.md"),
        ("plain.txt", "x.md"),
    ][usize::from(*first) % 6];
    let other = "---\ntitle: Other\n---\n[x](/x/) [[x]] ![y](/y.png)\n";
    let files = [
        (config, b"base_url = \"https://example.org\"\n".as_slice()),
        (below, text),
        ("y.png", b"y"),
        ("content/other.md", other.as_bytes()),
    ];
    for (name, bytes) in files {
        let path = blog.join(name);
        std::fs::create_dir_all(path.parent().expect("it is in a folder")).expect("the folder is ours");
        std::fs::write(&path, bytes).expect("the folder is ours");
    }
    check_import(&|| import::blog(&blog), folder.path(), &folder.path().join("content"));
}

/// Any bytes are a post: as text, Markdown or HTML, as the first byte says.
pub fn import_post(data: &[u8]) {
    let Some((first, text)) = data.split_first() else { return };
    let folder = tempfile::tempdir().expect("there is room for a folder");
    let post = folder.path().join(["post.txt", "post.md", "post.html"][usize::from(*first) % 3]);
    std::fs::write(&post, text).expect("the folder is ours");
    check_import(&|| import::post(&post), folder.path(), &folder.path().join("content"));
}

/// Any bytes are an export of WordPress, or the text of a post in one, as the first byte says.
pub fn import_wordpress(data: &[u8]) {
    let Some((first, text)) = data.split_first() else { return };
    let folder = tempfile::tempdir().expect("there is room for a folder");
    let file = folder.path().join("blog.xml");
    let whole = if first % 2 == 0 { text.to_vec() } else { [EXPORT.0, text, EXPORT.1].concat() };
    std::fs::write(&file, whole).expect("the folder is ours");
    let content = folder.path().join("content");
    check_import(&|| import::wordpress(&file), folder.path(), &content);
    if first % 2 == 1 && !String::from_utf8_lossy(text).contains("eldword") {
        for (below, text) in files(&content) {
            assert!(
                !String::from_utf8_lossy(&text).contains("Heldword"),
                "{below}: what is private was taken"
            );
        }
    }
}

/// What stands before and after the text of a post: parts that hold one another, one that is private, and a private image.
const EXPORT: (&[u8], &[u8]) = (
    b"<rss xmlns:content='content' xmlns:wp='wp'><channel><link>https://example.org</link><wp:wxr_version>1.2</wp:wxr_version>\
    <item><title>x</title><link>https://example.org/x/</link><wp:post_id>1</wp:post_id><wp:post_type>post</wp:post_type><wp:status>publish</wp:status><content:encoded><![CDATA[",
    b"]]></content:encoded></item><item><title>y</title><wp:post_id>2</wp:post_id><wp:post_parent>1</wp:post_parent><wp:post_type>attachment</wp:post_type>\
    <wp:attachment_url>https://example.org/wp-content/y.png</wp:attachment_url></item>\
    <item><wp:post_id>3</wp:post_id><wp:post_type>wp_block</wp:post_type><wp:status>publish</wp:status>\
    <content:encoded><![CDATA[<p>Three</p><!-- wp:block {\"ref\":4} /--><!-- wp:block {\"ref\":4} /-->]]></content:encoded></item>\
    <item><wp:post_id>4</wp:post_id><wp:post_type>wp_block</wp:post_type><wp:status>publish</wp:status>\
    <content:encoded><![CDATA[[quote]Four[/quote]<!-- wp:block {\"ref\":3} /--><!-- wp:block {\"ref\":5} /-->]]></content:encoded></item>\
    <item><wp:post_id>5</wp:post_id><wp:post_type>wp_block</wp:post_type><wp:status>private</wp:status>\
    <content:encoded>Heldword</content:encoded></item>\
    <item><title>Heldword</title><wp:post_id>6</wp:post_id><wp:post_parent>1</wp:post_parent><wp:post_type>attachment</wp:post_type>\
    <wp:status>private</wp:status><wp:attachment_url>https://example.org/wp-content/z.png</wp:attachment_url></item></channel></rss>",
);

/// Any bytes are a schedule that is imported, or refused with nothing written; what is imported can be read again.
///
/// The first byte says whether what can be read of a broken one is taken, and whether there is a mapping, so that a table is read.
pub fn import_schedule(data: &[u8]) {
    let Some((first, text)) = data.split_first() else { return };
    let folder = tempfile::tempdir().expect("there is room for a folder");
    let root = folder.path();
    let (file, map) = (root.join("schedule"), root.join("map.toml"));
    std::fs::write(&file, text).expect("the folder is ours");
    std::fs::write(&map, MAPPING).expect("the folder is ours");
    let content = root.join("content");
    std::fs::create_dir_all(&content).expect("the folder is ours");
    let asked = import::Asked {
        event: None,
        timezone: (first % 2 == 0).then(|| "Europe/Paris".to_owned()),
        mapping: (first / 2 % 2 == 0).then_some(map),
        on_broken: if first / 4 % 2 == 0 { import::OnBroken::KeepGoing } else { import::OnBroken::Refuse },
    };
    check_import(&|| import::schedule(&file, &asked), root, &content);
}

const MAPPING: &str = "[columns]\ntitle = \"a\"\nevent = \"e\"\nstart = \"s\"\nend = \"t\"\nspeakers = \"p\"\nid = \"i\"\nstatus = \"x\"\n";

/// Any bytes are an event of RubyEvents, its recordings and its series, parted by a NUL.
pub fn import_rubyevents(data: &[u8]) {
    const FILES: [&str; 3] = ["data/s/e/event.yml", "data/s/e/videos.yml", "data/s/series.yml"];
    check_folder(&parted(data, &FILES), import::rubyevents);
}

/// Any bytes are a talk of the site of DevOpsDays, one of its speakers and what is known of the event, parted by a NUL.
pub fn import_devopsdays(data: &[u8]) {
    const FILES: [&str; 3] = [
        "content/events/2024-x/program/ann.md",
        "content/events/2024-x/speakers/ann.md",
        "data/events/2024/x/main.yml",
    ];
    check_folder(&parted(data, &FILES), import::devopsdays);
}

/// The files of these names, of what stands between NULs; what follows the last belongs to it.
fn parted<'a>(data: &'a [u8], names: &[&'a str]) -> Vec<(&'a str, &'a [u8])> {
    names.iter().copied().zip(data.splitn(names.len(), |byte| *byte == 0)).collect()
}

/// A folder of these files is imported, or refused.
fn check_folder(files: &[(&str, &[u8])], read: fn(&Path) -> Result<import::Harvest, import::ImportError>) {
    let folder = tempfile::tempdir().expect("there is room for a folder");
    let source = folder.path().join("source");
    for (name, bytes) in files {
        let path = source.join(name);
        std::fs::create_dir_all(path.parent().expect("it is in a folder")).expect("the folder is ours");
        std::fs::write(&path, bytes).expect("the folder is ours");
    }
    check_import(&|| read(&source), folder.path(), &folder.path().join("content"));
}

/// What a source reads is written in a form that can be read again, and a second time only where that changes something.
fn check_import(
    read: &dyn Fn() -> Result<import::Harvest, import::ImportError>,
    root: &Path,
    content: &Path,
) {
    let Ok(harvest) = read() else { return };
    let mut plan = import::plan(harvest, content).expect("the folder is ours");
    import::carry_out(&mut plan, root).expect("the folder is ours");
    for (below, text) in files(content)
        .into_iter()
        .filter(|(below, _)| Path::new(below).extension().is_some_and(|ending| ending == "md"))
    {
        let place = Place::of(&content_path(&below), &below).expect("an importer writes into kinds' folders");
        let document = document::parse(place, &text, &document::Options::default());
        let wrong = document.diagnostics.iter().find(|one| one.code.name().starts_with("front-matter"));
        assert!(wrong.is_none(), "{below}: {wrong:?}\n{}", String::from_utf8_lossy(&text));
        check_html(&document);
    }
    let again = read().expect("what was imported is imported again");
    let again = import::plan(again, content).expect("the folder is ours");
    assert!(again.is_idle(), "the same data twice write something");
}

/// Prose of importers, reST or HTML or neither, becomes Markdown whose HTML can be published.
pub fn import_rest(data: &[u8]) {
    let text = import::markdown(&String::from_utf8_lossy(data));
    check_html(&parse(Kind::Page, "x", format!("+++\ntitle = \"T\"\n+++\n{text}").as_bytes()));
}

/// What a request asks for never lies outside the site's folder, and only this machine's names are answered.
pub fn request(data: &[u8]) {
    let text = String::from_utf8_lossy(data);
    let (path, host) = text.split_once('\n').unwrap_or((&text, ""));
    for root in ["/", "/kb/"] {
        let Ok(preview::Asked::File(parts)) = preview::read_request(path, root) else { continue };
        let (last, folders) = parts.split_last().expect("a path has a part");
        assert!(folders.iter().all(|part| !part.is_empty()), "{path:?}");
        for part in folders.iter().chain([last]) {
            let is_plain = part != "." && part != ".." && !part.contains(['/', '\\', '\0', ':']);
            assert!(is_plain && (!part.starts_with('.') || part == ".well-known"), "{path:?}");
        }
    }
    if preview::is_this_machine(host) {
        let host = host.to_ascii_lowercase();
        assert!(
            ["localhost", "127.0.0.1", "[::1]", "::1"].iter().any(|name| host.starts_with(name)),
            "{host:?}"
        );
    }
}

/// Files of any names get addresses that are theirs alone; whatever a redirect says is an address, or is told.
///
/// Each line is the path of a file below the content folder or, with `>` before it, a redirect of the file of the line before.
pub fn addresses(data: &[u8]) {
    let text = String::from_utf8_lossy(data);
    let mut files: Vec<(String, Vec<&str>)> = Vec::new();
    for line in text.lines().take(40) {
        match (line.strip_prefix('>'), files.last_mut()) {
            (Some(redirect), Some((_, redirects))) => redirects.push(redirect),
            _ => files.push((line.to_owned(), Vec::new())),
        }
    }
    files.sort();
    files.dedup_by(|a, b| a.0 == b.0);
    let outlines = files.iter().filter_map(|(below, redirects)| {
        let place = Place::of(&ContentPath::new(&format!("content/{below}"))?, below).ok()?;
        let redirects: Vec<String> = redirects.iter().map(|redirect| serde_text(redirect)).collect();
        let text = format!("+++\ntitle = \"T\"\nredirects = [{}]\n+++\n", redirects.join(", "));
        Some(document::parse(place, text.as_bytes(), &document::Options::default()).outline)
    });
    let outlines: Vec<Arc<document::Outline>> = outlines.collect();
    let language = Language::english();
    let options = knowledge::Options {
        own_pages_from: 1,
        language: &language,
        audience: Audience::Public,
        drafts: knowledge::Drafts::LeaveOut,
        future_dates: knowledge::FutureDates::Publish,
        today: None,
        others: &[],
        trust_files: false,
    };
    let (knowledge, _) = knowledge::resolve(&outlines, options);
    let mut taken = BTreeSet::new();
    for record in &knowledge.records {
        let address = record.address.as_str();
        assert!(address.starts_with('/') && address.ends_with('/'), "{address}");
        assert!(!address.contains("//") && !address.chars().any(char::is_control), "{address:?}");
        assert!(taken.insert(address.to_lowercase()), "{address} is given twice");
    }
}

/// The bytes of an image have a size, or are told to have none; versions are smaller than the image; who only measures is told the same.
pub fn images(data: &[u8]) {
    if let Ok(prepared) = rexbase::face::images::prepare(data, &rexbase::face::images::Budget::default()) {
        let picture = &prepared.picture;
        let measure = rexbase::face::images::measure(data).expect("what is prepared is measured");
        assert_eq!((measure.width, measure.height), (picture.width, picture.height));
        assert!(picture.width > 0 && picture.height > 0);
        for (version, file) in picture.all_versions().zip(&prepared.files) {
            assert!(version.width <= picture.width && !file.is_empty());
        }
    }
}

fn parse(kind: Kind, name: &str, text: &[u8]) -> Document {
    let below = format!("{}/{name}.md", kind.folder());
    let place = Place::of(&content_path(&below), &below).expect("the folder is a kind's");
    document::parse(place, text, &document::Options::default())
}

fn content_path(below: &str) -> ContentPath {
    ContentPath::new(&format!("content/{below}")).expect("it leads nowhere else")
}

/// A text as TOML writes it.
fn serde_text(text: &str) -> String {
    let escaped: String = text
        .chars()
        .map(|letter| match letter {
            '"' | '\\' => format!("\\{letter}"),
            letter if letter.is_control() => format!("\\u{:04x}", u32::from(letter)),
            letter => letter.to_string(),
        })
        .collect();
    format!("\"{escaped}\"")
}

/// Every diagnostic says something of a place that is in the file's text, where what is not UTF-8 is replaced.
fn check_places(diagnostics: &[Diagnostic], text: &[u8]) {
    let text = String::from_utf8_lossy(text);
    for diagnostic in diagnostics {
        assert!(!diagnostic.message.is_empty());
        let Some(span) = &diagnostic.span else { continue };
        assert!(text.get(span.clone()).is_some(), "{diagnostic:?}");
    }
}

/// A document that is remembered is read back as it was.
fn check_remembered(document: &Document) {
    let mut bytes = Vec::new();
    if !document.write(&mut bytes) {
        return;
    }
    let mut rest = &bytes[..];
    let read = Document::read(&mut rest).expect("what was written is read");
    assert!(rest.is_empty());
    assert_eq!(read.body, document.body);
    let mut again = Vec::new();
    assert!(read.write(&mut again) && again == bytes, "what was read is written otherwise");
}

/// The elements that prose may become.
const FORBIDDEN: &[&str] = &[
    "script",
    "style",
    "iframe",
    "object",
    "embed",
    "applet",
    "base",
    "form",
    "meta",
    "link",
    "svg",
    "frame",
    "frameset",
    "template",
    "noscript",
    "button",
    "textarea",
    "select",
    "plaintext",
    "xmp",
    "title",
    "html",
    "body",
    "head",
];

fn check_html(document: &Document) {
    let body = &document.body;
    assert!(body.slots.is_sorted_by(|a, b| a.offset <= b.offset));
    for slot in &body.slots {
        assert!(body.html.is_char_boundary(slot.offset), "a gap within a letter");
        if let SlotPart::Open(link) | SlotPart::Image(link) | SlotPart::Title(link) | SlotPart::Close(link) =
            slot.part
        {
            assert!(link < document.outline.links.len(), "a gap for no link");
        }
    }
    for (name, attributes) in tags(&body.html) {
        assert!(!FORBIDDEN.contains(&name.as_str()), "<{name}> in {}", body.html);
        for (attribute, value) in attributes {
            assert!(
                !attribute.starts_with("on") && attribute != "srcdoc" && attribute != "style",
                "{attribute} in {}",
                body.html
            );
            let plain: String =
                value.chars().filter(|letter| !letter.is_control() && *letter != ' ').collect();
            let plain = plain.to_lowercase();
            let runs = ["javascript:", "vbscript:", "data:"].iter().any(|scheme| plain.starts_with(scheme));
            let is_address = ["href", "src", "action", "formaction", "xlink:href", "poster", "cite"]
                .contains(&attribute.as_str());
            assert!(!(is_address && runs), "{value:?} in {}", body.html);
        }
    }
}

/// The opening tags of HTML that a serialiser wrote, with their attributes.
fn tags(html: &str) -> Vec<(String, Vec<(String, String)>)> {
    let mut tags = Vec::new();
    let mut rest = html;
    while let Some(at) = rest.find('<') {
        rest = &rest[at + 1..];
        if !rest.starts_with(|letter: char| letter.is_ascii_alphabetic()) {
            continue;
        }
        let end = rest.find([' ', '>', '/', '\n', '\t']).unwrap_or(rest.len());
        let name = rest[..end].to_lowercase();
        rest = &rest[end..];
        let mut attributes = Vec::new();
        loop {
            rest = rest.trim_start_matches([' ', '\n', '\t', '/']);
            if rest.is_empty() || rest.starts_with('>') {
                break;
            }
            let end = rest.find(['=', ' ', '>', '\n', '\t']).unwrap_or(rest.len());
            let attribute = rest[..end.max(1)].to_lowercase();
            rest = &rest[end.max(1)..];
            let Some(value) = rest.strip_prefix('=') else {
                attributes.push((attribute, String::new()));
                continue;
            };
            let (value, after) = match value.chars().next() {
                Some(quote @ ('"' | '\'')) => value[1..].split_once(quote).unwrap_or((&value[1..], "")),
                _ => value.split_at(value.find([' ', '>']).unwrap_or(value.len())),
            };
            attributes.push((attribute, value.to_owned()));
            rest = after;
        }
        tags.push((name, attributes));
    }
    tags
}

/// The bytes with some put in, put over others or cut off.
fn damage(bytes: &[u8], at: usize, how: u8, put: &[u8]) -> Vec<u8> {
    let at = at % (bytes.len() + 1);
    let (before, after) = bytes.split_at(at);
    match how % 4 {
        0 => [before, put].concat(),
        1 => [before, put, after].concat(),
        2 => [before, put, after.get(put.len()..).unwrap_or_default()].concat(),
        _ => [before, after.get(1 + put.len()..).unwrap_or_default()].concat(),
    }
}

struct Quiet;

impl Progress for Quiet {
    fn begin(&self, _stage: &'static str, _total: usize) {}
    fn advance(&self) {}
}

fn options_of(root: &Path) -> BuildOptions {
    BuildOptions {
        site: SiteOptions {
            root: root.to_owned(),
            config: None,
            drafts: false,
            audience: None,
            today: None,
            strict: false,
        },
        base_url: None,
        output: None,
        foreign: Foreign::Refuse,
    }
}

/// A small site that was built.
struct Built {
    folder: tempfile::TempDir,
    searcher: Searcher,
    /// Every file, by its path below the folder.
    files: Vec<String>,
    originals: Vec<(String, Vec<u8>)>,
    published: Vec<(String, Vec<u8>)>,
}

static SMALL: LazyLock<Built> = LazyLock::new(|| built(TALKS));
static STORED: LazyLock<Mutex<Built>> = LazyLock::new(|| Mutex::new(built(&TALKS[..1])));

const TALKS: &[(&str, &str)] = &[
    (
        "talks/a.md",
        "+++\ntitle = \"Chaos engineering in production\"\nspeakers = [\"Zoé Ångström\"]\ntopics = [\"Resilience\", \"C++\"]\nlanguage = \"en\"\n+++\nWe broke the database on purpose.\n\n# Lessons\n\n- Rehearse before it breaks\n",
    ),
    (
        "talks/b.md",
        "+++\ntitle = \"Retour d'expérience : la résilience\"\nlanguage = \"fr\"\ntopics = [\"resilience\"]\ndate = 2024-05-01\n+++\nNous avons cassé les bases de données, exprès.\n",
    ),
    (
        "talks/c.md",
        "+++\ntitle = \"数据库 コンテナ 데이터베이스\"\nlanguage = \"zh\"\n+++\n数据库的故障。 Кириллица العربية ไทย.\n",
    ),
    (
        "reports/d.md",
        "+++\ntitle = \"Node.js and .NET, e-mail & co\"\ndate = 2023\n[[figures]]\nmetric = \"deployments\"\nvalue = 12\n+++\nDeployments, deployed, deploying.\n",
    ),
];

fn built(talks: &[(&str, &str)]) -> Built {
    let folder = tempfile::tempdir().expect("there is room for a folder");
    let root = folder.path();
    std::fs::write(root.join("rexbase.toml"), "title = \"T\"\nlanguage = \"en\"\n")
        .expect("the folder is ours");
    for (below, text) in talks {
        let path = root.join("content").join(below);
        std::fs::create_dir_all(path.parent().expect("it is in a folder")).expect("the folder is ours");
        std::fs::write(path, text).expect("the folder is ours");
    }
    build(&options_of(root), OnErrors::Stop, &Quiet).expect("a small site is built");
    let searcher = Searcher::open(&root.join(".rexbase/search")).expect("the index was written");
    let originals: Vec<_> = files(root);
    let files = originals.iter().map(|(path, _)| path.clone()).collect();
    let published = published(root);
    Built { folder, searcher, files, originals, published }
}

/// Puts back what was there.
fn restore(site: &Built) {
    let root = site.folder.path();
    let now = files(root);
    for (path, _) in now.iter().filter(|(path, _)| !site.files.contains(path)) {
        let _ = std::fs::remove_file(root.join(path));
    }
    for original @ (path, bytes) in &site.originals {
        if now.binary_search(original).is_err() {
            let path = root.join(path);
            std::fs::create_dir_all(path.parent().expect("it is in a folder")).expect("the folder is ours");
            std::fs::write(path, bytes).expect("the folder is ours");
        }
    }
}

fn published(root: &Path) -> Vec<(String, Vec<u8>)> {
    files(&root.join("output"))
}

/// Every file below a folder, in order.
fn files(folder: &Path) -> Vec<(String, Vec<u8>)> {
    let mut found = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(open) = folders.pop() {
        for entry in std::fs::read_dir(&open).into_iter().flatten().flatten() {
            let path = entry.path();
            if path.is_dir() {
                folders.push(path);
            } else if let Ok(bytes) = std::fs::read(&path) {
                let below =
                    path.strip_prefix(folder).expect("it is below").to_string_lossy().replace('\\', "/");
                found.push((below, bytes));
            }
        }
    }
    found.sort();
    found
}
