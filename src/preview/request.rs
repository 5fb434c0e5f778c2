//! What a request asks for: a file of the site by the parts of its path, or one of the preview's own.

use percent_encoding::percent_decode_str;

/// What is asked for.
#[derive(Debug, PartialEq, Eq)]
pub enum Asked {
    /// The script that listens for changes.
    Script,
    /// The stream of changes.
    Events,
    /// A file of the output folder; the last part is empty when the path ends with `/`.
    File(Vec<String>),
    /// The way to the site, which is below another path.
    Elsewhere,
}

/// The path is none of the site's, and never will be.
#[derive(Debug, PartialEq, Eq)]
pub struct Refused;

/// Reads a request's path; the site's addresses begin with `root`, which ends with `/`.
///
/// # Errors
/// The path is none of a file of the site.
pub fn read(path: &str, root: &str) -> Result<Asked, Refused> {
    let Some(below) = path.strip_prefix(root) else {
        let is_near = path == "/" || path == root.trim_end_matches('/');
        return if is_near { Ok(Asked::Elsewhere) } else { Err(Refused) };
    };
    match below {
        "_rexbase/reload.js" => return Ok(Asked::Script),
        "_rexbase/events" => return Ok(Asked::Events),
        _ => {}
    }
    let decoded = percent_decode_str(below).decode_utf8().map_err(|_| Refused)?;
    let parts: Vec<String> = decoded.split('/').map(str::to_owned).collect();
    let last = parts.len() - 1;
    for (index, part) in parts.iter().enumerate() {
        let is_hidden = part.starts_with('.') && part != ".well-known";
        let is_empty = part.is_empty() && index < last;
        if is_hidden || is_empty || part.contains(['\\', ':', '\0']) {
            return Err(Refused);
        }
    }
    Ok(Asked::File(parts))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(parts: &[&str]) -> Asked {
        Asked::File(parts.iter().map(|part| (*part).to_owned()).collect())
    }

    #[test]
    fn paths_are_those_of_files() {
        assert_eq!(read("/", "/"), Ok(file(&[""])));
        assert_eq!(read("/talks/x/", "/"), Ok(file(&["talks", "x", ""])));
        assert_eq!(read("/kb/a%20b.png", "/kb/"), Ok(file(&["a b.png"])));
        assert_eq!(read("/", "/kb/"), Ok(Asked::Elsewhere));
        assert_eq!(read("/kb", "/kb/"), Ok(Asked::Elsewhere));
        assert_eq!(read("/_rexbase/events", "/"), Ok(Asked::Events));
        assert_eq!(read("/.well-known/x", "/"), Ok(file(&[".well-known", "x"])));
    }

    #[test]
    fn what_leads_out_is_refused() {
        for path in [
            "/../secret",
            "/talks/../../secret",
            "/%2e%2e/secret",
            "/%2E%2e%2fsecret",
            "/talks/..%2f..%2fsecret",
            "/..%5csecret",
            "/a%00b",
            "//etc/passwd",
            "/%2fetc/passwd",
            "/C:/windows",
            "/C%3a/windows",
            "/.rexbase-manifest",
            "/talks/.hidden/x",
            "/%ff",
            "/./x",
        ] {
            assert_eq!(read(path, "/"), Err(Refused), "{path}");
        }
        assert_eq!(read("/other/x", "/kb/"), Err(Refused));
    }
}
