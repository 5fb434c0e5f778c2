//! At which addresses a post was published, by its generator's rules, so that links to it are found and its old addresses lead to it.
//!
//! What always holds: an address begins with `/`, has no host, query or fragment; of a template that asks for what is not known there is none.

use serde_json::Value;

use crate::harvest::reading::dates;
use crate::harvest::reading::tables::{Table, table_of, text, text_of, texts_of};
use crate::vocab::date::PartialDate;
use crate::vocab::fold::slug;
use crate::vocab::path::markdown_stem;

/// What a folder is written for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Generator {
    Jekyll,
    Hugo,
    Zola,
    Eleventy,
    Obsidian,
    /// Front matter, and nothing else that tells.
    Plain,
}

/// The addresses of a post.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Addresses {
    /// Where it was published last.
    pub(crate) own: Option<String>,
    /// Where it had been before.
    pub(crate) former: Vec<String>,
}

/// What an address is made of.
pub(crate) struct Of<'a> {
    pub(crate) generator: Generator,
    /// The site's config.
    pub(crate) config: &'a Table,
    /// The folder that posts stand in, with its slash.
    pub(crate) content: &'a str,
    /// Below the imported folder.
    pub(crate) below: &'a str,
    pub(crate) table: &'a Table,
    pub(crate) title: &'a str,
    pub(crate) date: Option<PartialDate>,
    /// The language that the file's name says, which is not the site's.
    pub(crate) language: Option<&'a str>,
}

/// The addresses of a post.
pub(crate) fn of(post: &Of<'_>) -> Addresses {
    let table = post.table;
    let own = match post.generator {
        Generator::Jekyll => jekyll(post),
        Generator::Hugo => hugo(post),
        Generator::Zola => Some(zola(post)),
        Generator::Eleventy => eleventy(post),
        Generator::Obsidian => text_of(table, &["permalink"]).map(|path| absolute(&path)),
        Generator::Plain => text_of(table, &["permalink", "path"]).filter(|path| path.starts_with('/')),
    };
    let mut former = texts_of(table, &["redirect_from", "redirects", "redirect_from_urls"]);
    if matches!(post.generator, Generator::Hugo | Generator::Zola) {
        let folder = own
            .as_deref()
            .unwrap_or("/")
            .trim_end_matches('/')
            .rsplit_once('/')
            .map_or("", |(folder, _)| folder);
        former.extend(texts_of(table, &["aliases", "alias"]).into_iter().map(|alias| {
            if alias.starts_with('/') {
                alias
            } else if post.generator == Generator::Hugo {
                format!("{folder}/{alias}")
            } else {
                format!("/{alias}")
            }
        }));
    } else if post.generator != Generator::Obsidian {
        former.extend(texts_of(table, &["aliases", "alias"]).into_iter().filter(|alias| alias.contains('/')));
    }
    let former = former.iter().filter_map(|address| clean(address)).collect();
    Addresses { own: own.and_then(|address| clean(&address)), former }
}

/// The names that `aliases` gives, where it gives no addresses.
pub(crate) fn names(generator: Generator, table: &Table) -> Vec<String> {
    match generator {
        Generator::Hugo | Generator::Zola => Vec::new(),
        _ => {
            texts_of(table, &["aliases", "alias"]).into_iter().filter(|alias| !alias.contains('/')).collect()
        }
    }
}

/// An address from the site's root, without host, query and fragment.
pub(crate) fn clean(address: &str) -> Option<String> {
    let path = match address.split_once("://") {
        Some((_, rest)) => rest.find('/').map_or("/", |at| &rest[at..]),
        None => address,
    };
    let path = path.split(['?', '#']).next().unwrap_or(path).trim();
    let path = path.strip_suffix("index.html").filter(|rest| rest.ends_with('/')).unwrap_or(path);
    (!path.is_empty() && !path.contains(['{', '}', ':'])).then(|| absolute(path))
}

fn absolute(path: &str) -> String {
    let mut address = String::from("/");
    address.push_str(
        &path
            .trim_start_matches('/')
            .split('/')
            .filter(|part| !part.is_empty() && *part != "." && *part != "..")
            .collect::<Vec<_>>()
            .join("/"),
    );
    if path.ends_with('/') && address.len() > 1 {
        address.push('/');
    }
    address
}

fn jekyll(post: &Of<'_>) -> Option<String> {
    let written = text_of(post.table, &["permalink"]);
    let is_post = post.below.contains("_posts/") || post.below.contains("_drafts/");
    let template = written.or_else(|| {
        let of_config = text_of(post.config, &["permalink"]).filter(|_| is_post);
        let folder = post
            .below
            .split('/')
            .find(|part| part.starts_with('_') && *part != "_posts" && *part != "_drafts");
        let of_collection = folder.and_then(|folder| {
            let collection = table_of(table_of(post.config, &["collections"])?, &[&folder[1..]])?;
            text_of(collection, &["permalink"])
        });
        of_collection.or(of_config)
    });
    let template = match (template.as_deref(), is_post) {
        (Some("date") | None, true) => "/:categories/:year/:month/:day/:title.html",
        (Some("pretty"), true) => "/:categories/:year/:month/:day/:title/",
        (Some("ordinal"), true) => "/:categories/:year/:y_day/:title.html",
        (Some("none"), true) => "/:categories/:title.html",
        (Some(template), _) => template,
        (None, false) => {
            let path = post.below.trim_start_matches('_');
            let stem = markdown_stem(path).unwrap_or(path);
            return Some(format!(
                "/{}",
                stem.strip_suffix("index").map_or_else(|| format!("{stem}.html"), str::to_owned)
            ));
        }
    };
    filled(template, post)
}

/// A template with `:year`, `:title` and the like filled in.
fn filled(template: &str, post: &Of<'_>) -> Option<String> {
    let mut out = String::new();
    let mut rest = template;
    while let Some(at) = rest.find(':') {
        out.push_str(&rest[..at]);
        rest = &rest[at + 1..];
        let length =
            rest.find(|letter: char| !letter.is_ascii_alphabetic() && letter != '_').unwrap_or(rest.len());
        let (key, after) = rest.split_at(length);
        out.push_str(&token(key, post)?);
        rest = after;
        // Hugo's `:sections[1:]` and the like.
        if rest.starts_with('[') {
            return None;
        }
    }
    out.push_str(rest);
    Some(out)
}

fn token(key: &str, post: &Of<'_>) -> Option<String> {
    let two = |number: Option<i8>| number.map(|number| format!("{number:02}"));
    let date = || post.date;
    let day_of_year = || post.date?.civil().map(|day| format!("{:03}", day.day_of_year()));
    Some(match key {
        "year" => date()?.year.to_string(),
        "short_year" => format!("{:02}", date()?.year % 100),
        "month" => two(date()?.month)?,
        "day" => two(date()?.day)?,
        "i_month" => date()?.month?.to_string(),
        "i_day" => date()?.day?.to_string(),
        "y_day" | "yearday" => day_of_year()?,
        "monthname" => dates::english_month(u8::try_from(date()?.month?).ok()?)?.to_owned(),
        "categories" => categories(post).join("/"),
        "output_ext" => ".html".to_owned(),
        "collection" => post.below.split('/').next()?.trim_start_matches('_').to_owned(),
        "path" | "name" | "filename" | "contentbasename" => stem(post).to_owned(),
        "title" if post.generator == Generator::Hugo => slug(post.title),
        "title" | "slug" | "slugorcontentbasename" | "slugorfilename" | "slugorlasttitle" => own_slug(post),
        "section" => post.below.strip_prefix(post.content)?.split_once('/')?.0.to_owned(),
        "sections" => post.below.strip_prefix(post.content)?.rsplit_once('/')?.0.to_owned(),
        _ => return None,
    })
}

/// Jekyll's categories: folders above `_posts`, then those of front matter.
fn categories(post: &Of<'_>) -> Vec<String> {
    let folders = post.below.split('/').take_while(|part| !part.starts_with('_')).map(str::to_owned);
    let mut categories: Vec<String> =
        if post.below.contains("_posts/") { folders.collect() } else { Vec::new() };
    let written = match (post.table.get("category"), post.table.get("categories")) {
        (Some(one), _) if text(one).is_some() => text(one).into_iter().collect(),
        (_, Some(Value::String(several))) => several.split_whitespace().map(str::to_owned).collect(),
        (_, Some(Value::Array(list))) => list.iter().filter_map(text).collect::<Vec<_>>(),
        _ => Vec::new(),
    };
    categories.extend(written.into_iter().map(|name| name.to_lowercase().replace(' ', "-")));
    categories
}

/// The name of a post's file, or of its folder, less a date.
pub(crate) fn stem<'a>(post: &Of<'a>) -> &'a str {
    bare(post.below, post.language)
}

/// The name of a file without ending, language and date; of an `index.md` that of its folder.
pub(crate) fn bare<'a>(below: &'a str, language: Option<&str>) -> &'a str {
    let (folder, name) = below.rsplit_once('/').unwrap_or(("", below));
    let stem = markdown_stem(name).unwrap_or_else(|| name.split('.').next().unwrap_or(name));
    let stem = language.and_then(|language| stem.strip_suffix(language)?.strip_suffix('.')).unwrap_or(stem);
    let stem = match stem {
        "index" | "_index" if !folder.is_empty() => folder.rsplit('/').next().unwrap_or(folder),
        stem => stem,
    };
    let (rest, _) = dates::dated_name(stem);
    if rest.is_empty() { stem } else { rest }
}

fn own_slug(post: &Of<'_>) -> String {
    text_of(post.table, &["slug"]).unwrap_or_else(|| stem(post).to_owned())
}

/// The folder of a post below its content folder, above its own where that is a bundle.
fn folder<'a>(post: &Of<'a>) -> &'a str {
    let rest = post.below.strip_prefix(post.content).unwrap_or(post.below);
    let (folder, name) = rest.rsplit_once('/').unwrap_or(("", rest));
    let is_bundle = name.starts_with("index.") || name.starts_with("_index.");
    if is_bundle { folder.rsplit_once('/').map_or("", |(above, _)| above) } else { folder }
}

fn hugo(post: &Of<'_>) -> Option<String> {
    if let Some(url) = text_of(post.table, &["url"]) {
        return Some(url);
    }
    let section = folder(post).split('/').next().unwrap_or_default();
    let permalinks = table_of(post.config, &["permalinks"]);
    let of_pages = permalinks.and_then(|table| table_of(table, &["page"])).or(permalinks);
    let template = of_pages.and_then(|table| text_of(table, &[section])).filter(|_| !section.is_empty());
    let path = if let Some(template) = template {
        filled(&template, post)?
    } else {
        let last = text_of(post.table, &["slug"]).unwrap_or_else(|| raw_stem(post));
        format!("/{}/{last}/", folder(post)).to_lowercase().replace(' ', "-")
    };
    let prefix = post.language.map(|language| format!("/{language}")).unwrap_or_default();
    Some(format!("{prefix}/{}", path.trim_start_matches('/')))
}

/// The name with its date, which Hugo keeps in addresses.
fn raw_stem(post: &Of<'_>) -> String {
    let (above, name) = post.below.rsplit_once('/').unwrap_or(("", post.below));
    let stem = markdown_stem(name).unwrap_or(name);
    let stem =
        post.language.and_then(|language| stem.strip_suffix(language)?.strip_suffix('.')).unwrap_or(stem);
    match stem {
        "index" | "_index" => above.rsplit('/').next().unwrap_or(above).to_owned(),
        stem => stem.to_owned(),
    }
}

fn zola(post: &Of<'_>) -> String {
    if let Some(path) = text_of(post.table, &["path"]) {
        return format!("{}/", path.trim_end_matches('/'));
    }
    let last = text_of(post.table, &["slug"]).unwrap_or_else(|| slug(stem(post)));
    let folder: Vec<String> = folder(post).split('/').filter(|part| !part.is_empty()).map(slug).collect();
    let prefix = post.language.map(|language| format!("/{language}")).unwrap_or_default();
    format!("{prefix}/{}/{last}/", folder.join("/"))
}

fn eleventy(post: &Of<'_>) -> Option<String> {
    if let Some(permalink) = text_of(post.table, &["permalink"]) {
        let name = own_slug(post);
        let mut address = permalink;
        for (asked, said) in [
            ("page.fileSlug", name.clone()),
            ("title | slugify", slug(post.title)),
            ("title | slug", slug(post.title)),
            ("slug", name),
        ] {
            for written in [format!("{{{{ {asked} }}}}"), format!("{{{{{asked}}}}}")] {
                address = address.replace(&written, &said);
            }
        }
        return Some(address).filter(|address| !address.contains('{'));
    }
    let folder = folder(post);
    let folder = ["src", "content", "site"]
        .iter()
        .find_map(|input| folder.strip_prefix(input).filter(|rest| rest.is_empty() || rest.starts_with('/')));
    Some(format!("{}/{}/", folder.unwrap_or(self::folder(post)), stem(post)))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn site(generator: Generator, config: &Value) -> (Generator, Table) {
        (generator, config.as_object().cloned().unwrap_or_default())
    }

    fn read((generator, config): &(Generator, Table), below: &str, table: &Value) -> Vec<String> {
        let table = table.as_object().cloned().unwrap_or_default();
        let date = PartialDate::parse("2015-03-09").ok();
        let content = if matches!(generator, Generator::Hugo | Generator::Zola) { "content/" } else { "" };
        let (generator, title) = (*generator, "A Title");
        let addresses =
            of(&Of { generator, config, content, below, table: &table, title, date, language: None });
        addresses.own.into_iter().chain(addresses.former).collect()
    }

    #[test]
    fn jekyll_has_permalinks() {
        let post = "news/_posts/2015-03-09-a-b.md";
        let plain = site(Generator::Jekyll, &json!({}));
        assert_eq!(read(&plain, post, &json!({})), ["/news/2015/03/09/a-b.html"]);
        assert_eq!(
            read(
                &plain,
                post,
                &json!({ "permalink": "x.html", "redirect_from": ["/y/", "https://e.org/z?q"] })
            ),
            ["/x.html", "/y/", "/z"]
        );
        assert_eq!(
            read(&plain, post, &json!({ "permalink": "/:year/:i_month/:title:output_ext", "slug": "s" })),
            ["/2015/3/s.html"]
        );
        assert_eq!(
            read(
                &site(Generator::Jekyll, &json!({ "permalink": "pretty" })),
                "_posts/2015-03-09-a.md",
                &json!({ "categories": "X y" })
            ),
            ["/x/y/2015/03/09/a/"]
        );
        assert_eq!(read(&plain, "about.md", &json!({})), ["/about.html"]);
        assert_eq!(read(&plain, "docs/index.md", &json!({})), ["/docs/"]);
    }

    #[test]
    fn others_go_by_folders() {
        let hugo = site(Generator::Hugo, &json!({ "permalinks": { "news": "/:year/:slug/" } }));
        assert_eq!(
            read(&hugo, "content/posts/My Post.md", &json!({ "aliases": ["/old/", "older"] })),
            ["/posts/my-post/", "/old/", "/posts/older"]
        );
        assert_eq!(read(&hugo, "content/posts/a/index.md", &json!({ "slug": "b" })), ["/posts/b/"]);
        assert_eq!(read(&hugo, "content/news/a.md", &json!({})), ["/2015/a/"]);
        assert_eq!(read(&hugo, "content/posts/a.md", &json!({ "url": "/x/y.html" })), ["/x/y.html"]);
        let zola = site(Generator::Zola, &json!({}));
        assert_eq!(
            read(&zola, "content/blog/2015-03-09-Été.md", &json!({ "aliases": ["old/x.html"] })),
            ["/blog/ete/", "/old/x.html"]
        );
        assert_eq!(read(&zola, "content/blog/a.md", &json!({ "path": "p/q" })), ["/p/q/"]);
        let eleventy = site(Generator::Eleventy, &json!({}));
        assert_eq!(read(&eleventy, "src/posts/2015-03-09-a.md", &json!({})), ["/posts/a/"]);
        assert_eq!(
            read(&eleventy, "posts/a.md", &json!({ "permalink": "/p/{{ page.fileSlug }}/" })),
            ["/p/a/"]
        );
        assert_eq!(
            read(&eleventy, "posts/a.md", &json!({ "permalink": "/p/{{ date }}/" })),
            Vec::<String>::new()
        );
    }
}
