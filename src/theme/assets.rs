//! A theme's assets, in two folders that are named after what they are: one of scripts, one of all others.
//!
//! One fingerprint stands for all of a folder: `assets/0a1b2c3d4e/style.css`. So a host may let browsers keep them for ever, and what one asset
//! says of another (`url(…)` in a style sheet, `import` in a script) is right as it was written, since they stay side by side. Scripts stand
//! apart so that a page which is previewed can take a new style sheet without being loaded anew: its scripts are still where they were.

use crate::vocab::artifact::Artifact;
use crate::vocab::fingerprint::Hasher;
use crate::vocab::path::OutputPath;

/// A theme's assets, at their addresses.
#[derive(Debug)]
pub(super) struct Assets {
    /// The folder of all assets but scripts, relative to the site, with a slash at its end.
    pub(super) folder: String,
    /// The folder of scripts, the same way.
    pub(super) scripts: String,
    pub(super) files: Vec<Artifact>,
}

/// Both below the folder of scripts and at the site's root.
const SEARCH_ENGINE: &str = "search/engine.js";

/// How many digits of the fingerprint name the folder.
const DIGITS: usize = 10;

impl Assets {
    /// Names the folders after these files, which come by their paths below the theme's `assets/`, in order. A name that is no path is left out.
    pub(super) fn new(files: Vec<(&str, Vec<u8>)>) -> Self {
        let (scripts_here, others): (Vec<_>, Vec<_>) =
            files.into_iter().partition(|(name, _)| is_script(name));
        let (folder, scripts) = (folder_of(&others), folder_of(&scripts_here));
        let at = |folder: &str, files: Vec<(&str, Vec<u8>)>| {
            let artifact = |(name, bytes): (&str, Vec<u8>)| {
                Some(Artifact { path: OutputPath::new(&format!("{folder}{name}"))?, bytes })
            };
            files.into_iter().filter_map(artifact).collect::<Vec<_>>()
        };
        let mut files = at(&folder, others);
        files.append(&mut at(&scripts, scripts_here));
        Self { folder, scripts, files }
    }

    /// The engine of search at an address that stays, for other scripts. It is the engine itself, in one file, so that they wait for one; where
    /// that is written in several modules, it is a module that names them.
    pub(super) fn search_engine(&self, alone: Option<String>) -> Option<Artifact> {
        let path = format!("{}{SEARCH_ENGINE}", self.scripts);
        self.files.iter().find(|file| file.path.as_str() == path)?;
        let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
        // What it loads later is beside the other scripts.
        let text = alone.map_or_else(
            || format!("export * from \"../{path}\";\n"),
            |text| text.replace("\"./", &format!("\"../{folder}/")),
        );
        Some(Artifact { path: OutputPath::new(SEARCH_ENGINE)?, bytes: text.into_bytes() })
    }
}

fn is_script(name: &str) -> bool {
    name.rsplit_once('.').is_some_and(|(_, ending)| ending == "js" || ending == "mjs")
}

/// The folder of these files.
fn folder_of(files: &[(&str, Vec<u8>)]) -> String {
    let mut hasher = Hasher::new();
    for (name, bytes) in files {
        hasher.update(name.as_bytes()).update(bytes);
    }
    let fingerprint = hasher.finish().to_string();
    format!("assets/{}/", &fingerprint[..DIGITS])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_engine_of_search_stays_where_it_is() {
        let of = |text: &str| Assets::new(vec![("search/engine.js", text.as_bytes().to_vec())]);
        let assets = of("import { a } from \"./a.js\";");
        let at_root = |alone: Option<&str>| {
            let engine = assets.search_engine(alone.map(str::to_owned)).unwrap();
            assert_eq!(engine.path.as_str(), "search/engine.js");
            String::from_utf8(engine.bytes).unwrap()
        };
        let scripts = &assets.scripts;
        assert_eq!(at_root(None), format!("export * from \"../{scripts}search/engine.js\";\n"));
        assert_eq!(at_root(Some("import(\"./b.js\");")), format!("import(\"../{scripts}search/b.js\");"));
        assert!(Assets::new(Vec::new()).search_engine(None).is_none());
    }

    #[test]
    fn a_folder_changes_with_any_file_of_its_own() {
        let of = |files: &[(&'static str, &str)]| {
            Assets::new(files.iter().map(|(name, text)| (*name, text.as_bytes().to_vec())).collect())
        };
        let assets = of(&[("a.css", "x"), ("search/b.js", "y")]);
        assert_eq!(assets.files[0].path.as_str(), format!("{}a.css", assets.folder));
        assert_eq!(assets.files[1].path.as_str(), format!("{}search/b.js", assets.scripts));
        assert_eq!(assets.folder.len(), "assets/0123456789/".len());
        for (name, text) in [("search/b.js", "z"), ("search/c.js", "y")] {
            let other = of(&[("a.css", "x"), (name, text)]);
            assert!(other.scripts != assets.scripts && other.folder == assets.folder, "{name}");
        }
        let other = of(&[("a.css", "y"), ("search/b.js", "y")]);
        assert!(other.scripts == assets.scripts && other.folder != assets.folder);
    }
}
