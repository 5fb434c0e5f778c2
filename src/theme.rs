//! A theme: templates, phrases and assets, read once and used for every build.
//!
//! Comes in: the theme's files, those of the site already laid over the built-in ones. Goes out: a [`Theme`], or what is wrong and in which file. What always
//! holds: every template of a loaded theme is parsed, and its filters and components are known.

mod assets;
mod bundle;
pub(crate) mod dates;
pub(crate) mod early;
pub(crate) mod family;
mod file;
mod filters;
mod manifest;
mod markup;
mod names;
pub(crate) mod phrases;
mod script;
pub(crate) mod shape;
mod style;
pub(crate) mod value;
pub(crate) mod view;

use std::collections::BTreeMap;
use std::path::Path;

use tera::{Context, ErrorKind, Tera};

use crate::vocab::artifact::Artifact;
use crate::vocab::language::Language;
use crate::vocab::path::OutputPath;

pub(crate) use file::ThemeError;
pub use file::ThemeFile;
pub(crate) use manifest::Manifest;
pub use shape::{Described, Handed, Key, Shape};

use assets::Assets;
use early::Early;
use family::Family;
use file::text;
use phrases::Phrases;
use style::Styles;
use view::Html;

/// A theme, ready to render.
#[derive(Debug)]
pub struct Theme {
    tera: Tera,
    manifest: Manifest,
    phrases: Phrases,
    assets: Assets,
    early: Option<Early>,
    /// Whether what stands around each page is the built-in theme's.
    has_our_frame: bool,
    /// What errors call each template.
    shown: BTreeMap<String, String>,
}

impl Theme {
    /// Reads a theme for an interface in `language`, or in English when the theme does not speak it. Each path comes once, in any order.
    ///
    /// # Errors
    /// A template, the manifest or the phrases have a mistake; the text says where.
    pub fn load(files: &[ThemeFile<'_>], language: &Language) -> Result<Self, ThemeError> {
        let find = |path: &str| files.iter().find(|file| file.path == path);
        let manifest = find("theme.toml").map_or_else(|| Ok(Manifest::default()), manifest::read)?;
        let phrases = read_phrases(files, language)?;
        let styles = Styles::new(files)?;
        let mut sorted: Vec<_> = files.iter().collect();
        sorted.sort_by_key(|file| file.path);

        let mut templates = Vec::new();
        let mut shown = BTreeMap::new();
        let (mut assets, mut of_root) = (Vec::new(), Vec::new());
        let mut bundle = bundle::bundled(&sorted);
        let has_our_frame = sorted.iter().all(|file| is_built_in(file) || !is_a_frame(file));
        // A page holds what was joined: modules apart would each have to be fetched.
        let is_joined = bundle.engine.is_some();
        for file in sorted {
            if let Some(name) = file.path.strip_prefix("templates/") {
                templates.push((name, text(file)?));
                shown.insert(name.to_owned(), file.shown.to_owned());
            } else if let Some(name) =
                file.path.strip_prefix("assets/").filter(|_| !styles.is_part(file.path))
            {
                if OutputPath::new(file.path).is_none() {
                    return Err(ThemeError::new(file, "not a plain file name"));
                }
                let bytes = match bundle.modules.remove(file.path) {
                    None => asset(file, &styles),
                    Some(Some(whole)) => script::published(&whole).into_bytes(),
                    Some(None) => continue,
                };
                assets.push((name, bytes));
            } else if let Some(name) = file.path.strip_prefix("root/") {
                let path =
                    OutputPath::new(name).ok_or_else(|| ThemeError::new(file, "not a plain file name"))?;
                of_root.push(Artifact { path, bytes: asset(file, &styles) });
            }
        }
        let early = assets.iter().find(|(name, _)| is_joined && *name == early::FILE);
        let early = early.map(|(_, bytes)| bytes.clone());
        let mut assets = Assets::new(assets);
        let early = early.and_then(|script| Early::of(&script, &assets.scripts));
        if !manifest.leave_out.contains(&Family::Search) {
            let alone = bundle.engine.map(|text| script::published(&text));
            of_root.extend(assets.search_engine(alone));
        }
        assets.files.append(&mut of_root);
        let mut tera = Tera::new();
        filters::register(&mut tera, &phrases.locale);
        tera.autoescape_on([".html", ".xml", ".svg"]);
        tera.add_raw_templates(templates).map_err(|error| {
            ThemeError::reported(
                file_of(&error).and_then(|name| shown.get(name).cloned()),
                report(&error, &shown),
            )
        })?;
        Ok(Self { tera, manifest, phrases, assets, early, has_our_frame, shown })
    }

    /// Whether the theme's pages are searched in the browser, which needs the site to have search data.
    pub fn has_search(&self) -> bool {
        !self.manifest.leave_out.contains(&Family::Search)
    }

    pub(crate) fn manifest(&self) -> &Manifest {
        &self.manifest
    }

    pub(crate) fn phrases(&self) -> &Phrases {
        &self.phrases
    }

    /// The theme's assets, at their addresses.
    pub(crate) fn assets(&self) -> &[Artifact] {
        &self.assets.files
    }

    /// The folder of all assets but scripts, relative to the site: `assets/0a1b2c3d4e/`.
    pub(crate) fn assets_folder(&self) -> &str {
        &self.assets.folder
    }

    /// The folder of scripts, the same way.
    pub(crate) fn scripts_folder(&self) -> &str {
        &self.assets.scripts
    }

    /// The script that the search page has in itself; none where the theme's scripts of search are the site's own.
    pub(crate) fn early(&self) -> Option<&Early> {
        self.early.as_ref()
    }

    /// Whether every page has the built-in theme's frame, and so the policy in its head.
    pub(crate) fn has_our_frame(&self) -> bool {
        self.has_our_frame
    }

    /// The HTML of one component, when it can be made of these arguments and of what is the same on all pages.
    pub(crate) fn component(&self, name: &str, arguments: &Context, shared: &Context) -> Option<Html> {
        let html = self.tera.render_component_with_implicits(name, arguments, shared, None, true);
        html.ok().map(|html| Html::of(&html))
    }

    /// Renders one page, or reports why it cannot.
    pub(crate) fn render(&self, template: &str, context: &Context) -> Result<Vec<u8>, String> {
        let mut bytes = Vec::with_capacity(16 * 1024);
        match self.tera.render_to(template, context, &mut bytes) {
            Ok(()) => Ok(markup::without_forbidden(bytes)),
            Err(error) => Err(report(&error, &self.shown)),
        }
    }
}

fn is_built_in(file: &ThemeFile<'_>) -> bool {
    file.shown == file.path
}

/// Whether a template is a whole page: it does not say that it extends one, and is no component.
fn is_a_frame(file: &ThemeFile<'_>) -> bool {
    let is_page = Path::new(file.path).extension().is_some_and(|ending| ending == "html")
        && file.path.strip_prefix("templates/").is_some_and(|name| !name.starts_with("components/"));
    let extends = |text: &str| {
        let mut tags = text.split("{%").skip(1);
        tags.any(|tag| tag.trim_start_matches(['-', ' ', '\n', '\t']).starts_with("extends"))
    };
    is_page && std::str::from_utf8(file.bytes).is_ok_and(|text| !extends(text))
}

/// An asset as it is published.
fn asset(file: &ThemeFile<'_>, styles: &Styles) -> Vec<u8> {
    if let Some(whole) = styles.whole(file.path) {
        return whole.as_bytes().to_vec();
    }
    let is_script = Path::new(file.path).extension().is_some_and(|extension| extension == "js");
    let is_built_in_script = is_script && is_built_in(file);
    match std::str::from_utf8(file.bytes) {
        Ok(source) if is_built_in_script => script::published(source).into_bytes(),
        _ => file.bytes.to_vec(),
    }
}

/// The phrases of the interface's language, and of the others what is said within prose that is in them.
fn read_phrases(files: &[ThemeFile<'_>], language: &Language) -> Result<Phrases, ThemeError> {
    let mut tables = BTreeMap::new();
    for file in files {
        let name = file.path.strip_prefix("i18n/").and_then(|name| name.strip_suffix(".toml"));
        if let Some(tag) = name {
            let table = text(file)?.parse::<toml::Table>();
            tables.insert(tag, table.map_err(|error| ThemeError::new(file, error))?);
        }
    }
    let english = Language::english();
    let [lowest, primary, whole] =
        [english.as_str(), language.primary(), language.as_str()].map(|tag| tables.get(tag));
    let spoken = if whole.or(primary).is_some() { language } else { &english };
    let phrases = Phrases::new(spoken.clone(), [lowest, primary, whole].into_iter().flatten());
    let phrases = phrases.map_err(|text| ThemeError::reported(None, text))?;
    Ok(phrases.speaking(tables.iter().map(|(tag, table)| (*tag, table))))
}

/// The template that an error is about.
fn file_of(error: &tera::Error) -> Option<&str> {
    match error.kind() {
        ErrorKind::SyntaxError(report) | ErrorKind::RenderingError(report) => Some(report.filename()),
        ErrorKind::MissingParent { current, .. } => Some(current),
        ErrorKind::CircularExtend { tpl, .. } | ErrorKind::CircularInclude { tpl, .. } => Some(tpl),
        _ => None,
    }
}

/// Tera's own report, with templates called by the names of their files.
fn report(error: &tera::Error, shown: &BTreeMap<String, String>) -> String {
    let mut text = error.to_string();
    let mut source = std::error::Error::source(error);
    while let Some(cause) = source {
        text.push_str(&format!("\ncaused by: {cause}"));
        source = cause.source();
    }
    let mut lines = Vec::new();
    for line in text.lines() {
        let places = ["--> ", "called from ", "included from ", "in "];
        let renamed = places.iter().find_map(|before| {
            let at = line.find(before)? + before.len();
            let (name, _) = line[at..].split_once(':')?;
            let file = shown.get(name)?;
            Some(format!("{}{file}{}", &line[..at], &line[at + name.len()..]))
        });
        lines.push(renamed.unwrap_or_else(|| line.to_owned()));
    }
    lines.join("\n")
}
