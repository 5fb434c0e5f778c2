//! A site in a temporary folder, to be edited, built and looked at.

use std::collections::BTreeMap;
use std::fs::File;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::sync::OnceLock;

use tempfile::TempDir;
use walkdir::WalkDir;

/// A site that is gone when this is dropped.
pub(crate) struct Site {
    folder: TempDir,
}

/// A drawing of this size, as a PNG.
pub(crate) fn png(width: u32, height: u32) -> Vec<u8> {
    let drawing = image::RgbImage::from_fn(width, height, |x, y| {
        image::Rgb([x, y, x * y].map(|part| (part % 251) as u8))
    });
    let mut file = std::io::Cursor::new(Vec::new());
    drawing.write_to(&mut file, image::ImageFormat::Png).unwrap();
    file.into_inner()
}

/// What a command printed and how it ended.
pub(crate) struct Ran {
    pub(crate) code: Option<i32>,
    pub(crate) out: String,
    pub(crate) err: String,
}

impl Site {
    /// A site with a config and nothing else.
    pub(crate) fn new() -> Self {
        let site = Self { folder: tempfile::tempdir().unwrap() };
        site.file(
            "rexbase.toml",
            "title = \"Test\"\nbase_url = \"https://example.org/\"\nlanguage = \"en\"\n",
        );
        std::fs::create_dir_all(site.path("content")).unwrap();
        site
    }

    /// A copy of a folder of the package, without what a build left in it.
    pub(crate) fn copy_of(folder: &str) -> Self {
        let site = Self { folder: tempfile::tempdir().unwrap() };
        site.copy(folder, "");
        site
    }

    /// A copy of the demo.
    pub(crate) fn demo() -> Self {
        let site = Self { folder: tempfile::tempdir().unwrap() };
        site.copy("content", "content");
        std::fs::copy(package().join("rexbase.toml"), site.path("rexbase.toml")).unwrap();
        site
    }

    /// The demo as a build left it: a copy of one that was built for all tests that want it so.
    pub(crate) fn built_demo() -> Self {
        static BUILT: OnceLock<(PathBuf, File)> = OnceLock::new();
        let (built, _) = BUILT.get_or_init(|| {
            let (folder, lock) = folder_of_this_run("demo");
            let demo = Self::demo();
            demo.build();
            copy_whole(&demo.path(""), &folder);
            (folder, lock)
        });
        let site = Self { folder: tempfile::tempdir().unwrap() };
        copy_whole(built, &site.path(""));
        site
    }

    /// The demo with no report but one, which is built in a third of the time; what leads to the others is told.
    pub(crate) fn small_demo() -> Self {
        let site = Self::demo();
        for path in files(&site.path("content/reports")).into_keys() {
            if !path.contains("devops-rex-2017") {
                site.remove(&format!("content/reports/{path}"));
            }
        }
        site
    }

    /// Writes a file.
    pub(crate) fn file(&self, path: &str, text: impl AsRef<[u8]>) -> &Self {
        let path = self.path(path);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
        self
    }

    pub(crate) fn remove(&self, path: &str) -> &Self {
        std::fs::remove_file(self.path(path)).unwrap();
        self
    }

    pub(crate) fn path(&self, path: &str) -> PathBuf {
        self.folder.path().join(path)
    }

    /// Runs `rexbase` in the site's folder.
    pub(crate) fn run(&self, arguments: &[&str]) -> Ran {
        self.command(arguments).output().unwrap().into()
    }

    /// The command, to be run otherwise.
    pub(crate) fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_rexbase"));
        command
            .current_dir(self.folder.path())
            .args(arguments)
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
        command
    }

    /// Builds, and expects that all is well.
    pub(crate) fn build(&self) -> Ran {
        let ran = self.run(&["build"]);
        assert_eq!(ran.code, Some(0), "{}{}", ran.out, ran.err);
        ran
    }

    /// A file of the published site.
    pub(crate) fn page(&self, path: &str) -> String {
        let path = self.path(&format!("output/{path}"));
        std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
    }

    /// Every file of the output folder.
    pub(crate) fn output(&self) -> BTreeMap<String, Vec<u8>> {
        files(&self.path("output"))
    }

    /// Every file of the site's folder but the output and the cache.
    pub(crate) fn sources(&self) -> BTreeMap<String, Vec<u8>> {
        let mut all = files(self.folder.path());
        all.retain(|path, _| !path.starts_with("output/") && !path.starts_with(".rexbase/"));
        all
    }

    /// The texts of the content folder, by their paths in it.
    pub(crate) fn content(&self) -> BTreeMap<String, String> {
        let all = files(&self.path("content")).into_iter();
        all.filter_map(|(path, bytes)| Some((path, String::from_utf8(bytes).ok()?))).collect()
    }

    fn copy(&self, from: &str, to: &str) {
        for (path, bytes) in files(&package().join(from)) {
            let left = path.starts_with("output/") || path.starts_with(".rexbase/");
            if !left {
                let target = if to.is_empty() { path } else { format!("{to}/{path}") };
                self.file(&target, bytes);
            }
        }
    }
}

impl From<Output> for Ran {
    fn from(output: Output) -> Self {
        let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("the command prints UTF-8");
        Self { code: output.status.code(), out: text(output.stdout), err: text(output.stderr) }
    }
}

/// The package's folder.
pub(crate) fn package() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// Whether a path has this ending.
pub(crate) fn ends_in(path: &str, ending: &str) -> bool {
    Path::new(path).extension().is_some_and(|found| found == ending)
}

/// Every file below a folder, by relative path.
pub(crate) fn files(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let entries =
        WalkDir::new(folder).into_iter().filter_map(Result::ok).filter(|entry| entry.file_type().is_file());
    entries
        .filter_map(|entry| {
            let path = entry.path().strip_prefix(folder).unwrap().to_string_lossy().replace('\\', "/");
            match std::fs::read(entry.path()) {
                Ok(bytes) => Some((path, bytes)),
                // A preview that is at work took it away since it was listed.
                Err(error) if error.kind() == std::io::ErrorKind::NotFound => None,
                Err(error) => panic!("{path}: {error}"),
            }
        })
        .collect()
}

/// An empty folder that no other run of the tests has while the lock is kept; the next run takes it again, since nothing removes it.
fn folder_of_this_run(name: &str) -> (PathBuf, File) {
    let all = Path::new(env!("CARGO_TARGET_TMPDIR"));
    for number in 0.. {
        let lock = File::create(all.join(format!("{name}-{number}.lock"))).unwrap();
        if lock.try_lock().is_ok() {
            let folder = all.join(format!("{name}-{number}"));
            match std::fs::remove_dir_all(&folder) {
                Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
                    panic!("{}: {error}", folder.display())
                }
                _ => return (folder, lock),
            }
        }
    }
    unreachable!("there are more numbers than runs")
}

/// Copies every file, and what a build left there, too.
fn copy_whole(from: &Path, to: &Path) {
    for entry in WalkDir::new(from) {
        let entry = entry.unwrap();
        let place = to.join(entry.path().strip_prefix(from).unwrap());
        if entry.file_type().is_dir() {
            std::fs::create_dir_all(place).unwrap();
        } else {
            std::fs::copy(entry.path(), place).unwrap();
        }
    }
}
