//! Which generator a folder is for, told by its files, and what its config says: where posts stand, which hosts are its own.
//!
//! What always holds: of a config nothing becomes content but the site's title, in a text that asks for it.

use std::path::Path;

use super::config;
use crate::document::PAPERS;
use crate::harvest::listed::Listed;
use crate::harvest::reading::addresses::Generator;
use crate::harvest::reading::markup::Language;
use crate::harvest::reading::tables::{Table, table_of, text, text_of, value};
use crate::vocab::path::markdown_stem;

/// A site to import.
#[derive(Debug)]
pub(super) struct Site {
    pub(super) generator: Generator,
    pub(super) config: Table,
    pub(super) title: String,
    /// Addresses that lead to it: `https://example.org/blog`.
    pub(super) homes: Vec<String>,
    /// The folder that posts stand in, with its slash.
    pub(super) content: String,
    /// Folders whose files stand at the site's root.
    pub(super) statics: Vec<String>,
    /// Jekyll's collections, by their folders.
    collections: Vec<String>,
}

/// What a file is to its site.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Part {
    Post,
    /// A post that is not done.
    Draft,
    Page,
    /// Not for readers: a licence, a template.
    Paper,
    Nothing,
}

const HUGO: &[&str] = &[
    "hugo.toml",
    "hugo.yaml",
    "hugo.yml",
    "hugo.json",
    "config/_default/hugo.toml",
    "config/_default/hugo.yaml",
    "config/_default/config.toml",
    "config/_default/config.yaml",
    "config.toml",
    "config.yaml",
    "config.yml",
    "config.json",
];
const JEKYLL: &[&str] = &["_config.yml", "_config.yaml", "_config.toml"];
const ELEVENTY: &[&str] =
    &["eleventy.config.js", "eleventy.config.mjs", "eleventy.config.cjs", ".eleventy.js"];

impl Site {
    /// Looks at the files below a folder.
    pub(super) fn read(root: &Path, files: &[Listed]) -> Self {
        let has_folder = |folder: &str| files.iter().any(|file| file.below.starts_with(folder));
        let jekyll = config::first(root, JEKYLL);
        let hugo = if has_folder("content/") { config::first(root, HUGO) } else { None };
        let eleventy = ELEVENTY.iter().any(|name| root.join(name).is_file());
        let has_posts = files.iter().any(|file| file.below.split('/').any(|part| part == "_posts"));
        let (generator, config) = match (jekyll, hugo) {
            (Some((_, config)), _) => (Generator::Jekyll, config),
            (None, Some((name, config))) => {
                let is_zola = name == "config.toml" && config.contains_key("base_url");
                (if is_zola { Generator::Zola } else { Generator::Hugo }, config)
            }
            (None, None) if has_posts => (Generator::Jekyll, Table::new()),
            (None, None) if eleventy => (Generator::Eleventy, Table::new()),
            (None, None) if root.join(".obsidian").is_dir() => (Generator::Obsidian, Table::new()),
            (None, None) => (Generator::Plain, Table::new()),
        };
        let content = if matches!(generator, Generator::Hugo | Generator::Zola) { "content/" } else { "" };
        Self { statics: statics(generator, files), ..Self::of(generator, config, content) }
    }

    /// A site of this generator and config.
    pub(super) fn of(generator: Generator, config: Table, content: &str) -> Self {
        Self {
            generator,
            title: text_of(&config, &["title"]).unwrap_or_default(),
            homes: homes(&config),
            content: content.to_owned(),
            statics: Vec::new(),
            collections: collections(&config),
            config,
        }
    }

    /// The template language of its posts.
    pub(super) fn language(&self) -> Language {
        match self.generator {
            Generator::Jekyll | Generator::Eleventy => Language::Liquid,
            Generator::Hugo => Language::Hugo,
            Generator::Zola => Language::Tera,
            Generator::Obsidian | Generator::Plain => Language::None,
        }
    }

    /// What the file at this path is to it.
    pub(super) fn part(&self, below: &str) -> Part {
        let name = below.rsplit('/').next().unwrap_or(below);
        let is_html_post = self.generator == Generator::Jekyll
            && below.contains("_posts/")
            && name.strip_suffix(".html").is_some();
        let Some(stem) = markdown_stem(name).or_else(|| is_html_post.then_some(name)) else {
            return Part::Nothing;
        };
        let parts: Vec<&str> = below.split('/').collect();
        let is_paper = PAPERS.contains(&stem) && (parts.len() == 1 || stem != "README");
        if is_paper || self.is_of_templates(&parts[..parts.len() - 1]) {
            return Part::Paper;
        }
        match self.generator {
            Generator::Jekyll => self.part_of_jekyll(&parts, stem),
            Generator::Hugo | Generator::Zola => match below.strip_prefix("content/") {
                Some(_) if name.starts_with("_index.") => Part::Page,
                Some(rest) if !rest.contains('/') => Part::Page,
                Some(rest) if rest.starts_with("authors/") || rest.starts_with("author/") => Part::Paper,
                Some(_) => Part::Post,
                None => Part::Nothing,
            },
            Generator::Eleventy if parts.iter().any(|part| part.starts_with('_')) => Part::Nothing,
            Generator::Eleventy if stem == "index" && parts.len() <= 2 => Part::Page,
            Generator::Eleventy | Generator::Obsidian | Generator::Plain => Part::Post,
        }
    }

    /// Whether a folder is one of templates, programs and what they made.
    fn is_of_templates(&self, folders: &[&str]) -> bool {
        let is = |names: &[&str], part: &&str| names.iter().any(|name| name.eq_ignore_ascii_case(part));
        let anywhere: &[&str] = match self.generator {
            Generator::Obsidian => &["templates", "template", "_templates"],
            _ => &["_includes", "_layouts", "_site", "node_modules", "archetypes"],
        };
        let has_programs = !matches!(self.generator, Generator::Plain | Generator::Obsidian);
        let at_root: &[&str] =
            if has_programs { &["public", "resources", "templates", "themes", "vendor"] } else { &[] };
        folders.iter().any(|part| is(anywhere, part)) || folders.first().is_some_and(|part| is(at_root, part))
    }

    fn part_of_jekyll(&self, parts: &[&str], stem: &str) -> Part {
        if parts.contains(&"_drafts") {
            return Part::Draft;
        }
        if parts.contains(&"_posts") {
            return Part::Post;
        }
        match parts.iter().find(|part| part.starts_with('_')) {
            Some(folder) if self.collections.contains(&folder[1..].to_lowercase()) => Part::Post,
            Some(_) => Part::Nothing,
            None if stem.eq_ignore_ascii_case("readme") => Part::Paper,
            None => Part::Page,
        }
    }
}

/// The addresses of a site's home, with and without its base path.
fn homes(config: &Table) -> Vec<String> {
    let Some(url) =
        text_of(config, &["url", "baseurl", "base_url", "baseURL"]).filter(|url| url.starts_with("http"))
    else {
        return Vec::new();
    };
    let bare = url.trim_end_matches('/').to_owned();
    let mut homes: Vec<String> = Vec::new();
    if let Some(base) = text_of(config, &["baseurl"]).filter(|base| base.starts_with('/') && base.len() > 1) {
        homes.push(format!("{bare}{}", base.trim_end_matches('/')));
    }
    homes.push(bare);
    let others = homes.iter().map(|home| match home.strip_prefix("https://") {
        Some(rest) => format!("http://{rest}"),
        None => home.replacen("http://", "https://", 1),
    });
    let others: Vec<String> = others.collect();
    homes.extend(others);
    homes
}

fn statics(generator: Generator, files: &[Listed]) -> Vec<String> {
    let folders: &[&str] = match generator {
        Generator::Hugo => &["static/", "assets/", "content/"],
        Generator::Zola => &["static/", "content/"],
        Generator::Jekyll | Generator::Obsidian => &[""],
        Generator::Eleventy | Generator::Plain => &["", "public/", "static/", "src/", "assets/", "content/"],
    };
    let is_there =
        |folder: &&&str| folder.is_empty() || files.iter().any(|file| file.below.starts_with(**folder));
    folders.iter().filter(is_there).map(|folder| (*folder).to_owned()).collect()
}

fn collections(config: &Table) -> Vec<String> {
    match value(config, &["collections"]) {
        Some(serde_json::Value::Object(table)) => table.keys().map(|key| key.to_lowercase()).collect(),
        Some(serde_json::Value::Array(list)) => {
            list.iter().filter_map(text).map(|key| key.to_lowercase()).collect()
        }
        _ => Vec::new(),
    }
}

/// What the config hands down to posts at this path: Jekyll's `defaults`.
pub(super) fn defaults(site: &Site, below: &str, part: Part) -> Table {
    let mut handed = Table::new();
    let Some(serde_json::Value::Array(list)) = value(&site.config, &["defaults"]) else { return handed };
    for entry in list.iter().filter_map(serde_json::Value::as_object) {
        let scope = table_of(entry, &["scope"]);
        let path = scope.and_then(|scope| text_of(scope, &["path"])).unwrap_or_default();
        let kind = scope.and_then(|scope| text_of(scope, &["type"])).unwrap_or_default();
        let of_kind = match kind.as_str() {
            "" => true,
            "posts" => matches!(part, Part::Post) && below.contains("_posts/"),
            "drafts" => part == Part::Draft,
            "pages" => part == Part::Page,
            other => below.starts_with(&format!("_{other}/")),
        };
        let path = path.trim_end_matches(['*', '/']);
        if of_kind && below.starts_with(path) {
            handed.extend(table_of(entry, &["values"]).cloned().unwrap_or_default());
        }
    }
    handed
}

#[cfg(test)]
mod tests {
    use super::*;

    fn site(names: &[&str], config: &str) -> (Site, tempfile::TempDir) {
        let folder = tempfile::tempdir().unwrap();
        let files: Vec<Listed> = names
            .iter()
            .map(|below| {
                let path = folder.path().join(below);
                std::fs::create_dir_all(path.parent().unwrap()).unwrap();
                std::fs::write(&path, config).unwrap();
                Listed { below: (*below).to_owned(), path, length: 0 }
            })
            .collect();
        (Site::read(folder.path(), &files), folder)
    }

    #[test]
    fn generators_are_told_by_their_files() {
        for (names, config, wanted) in [
            (
                &["_config.yml", "_posts/2015-01-02-a.md"][..],
                "url: https://e.org\nbaseurl: /blog\n",
                Generator::Jekyll,
            ),
            (&["_posts/2015-01-02-a.md"], "", Generator::Jekyll),
            (&["hugo.toml", "content/posts/a.md"], "baseURL = \"https://e.org/\"\n", Generator::Hugo),
            (&["config.toml", "content/a.md"], "baseURL = \"https://e.org/\"\n", Generator::Hugo),
            (&["config.toml", "content/a.md"], "base_url = \"https://e.org\"\n", Generator::Zola),
            (&["eleventy.config.js", "posts/a.md"], "", Generator::Eleventy),
            (&["a.md"], "", Generator::Plain),
        ] {
            let (site, _folder) = site(names, config);
            assert_eq!(site.generator, wanted, "{names:?}");
        }
        let (site, folder) = site(&["a.md"], "");
        assert!(site.homes.is_empty());
        std::fs::create_dir(folder.path().join(".obsidian")).unwrap();
        assert_eq!(Site::read(folder.path(), &[]).generator, Generator::Obsidian);
    }

    #[test]
    fn parts_are_told_by_their_folders() {
        let (site, _folder) = site(
            &["_config.yml"],
            "url: https://e.org\nbaseurl: /blog\ncollections:\n  talks:\n    output: true\n",
        );
        for (below, part) in [
            ("_posts/2015-01-02-a.md", Part::Post),
            ("news/_posts/2015-01-02-a.md", Part::Post),
            ("_drafts/a.md", Part::Draft),
            ("_talks/a.md", Part::Post),
            ("_other/a.md", Part::Nothing),
            ("about.md", Part::Page),
            ("README.md", Part::Paper),
            ("LICENSE.md", Part::Paper),
            ("_includes/a.md", Part::Paper),
            ("a.txt", Part::Nothing),
        ] {
            assert_eq!(site.part(below), part, "{below}");
        }
        assert_eq!(site.homes, ["https://e.org/blog", "https://e.org", "http://e.org/blog", "http://e.org"]);
    }
}
