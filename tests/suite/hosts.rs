//! What is given to hosts that build and publish sites: the GitHub Action, the files in `examples/`, the project's own workflows. They are linted by the
//! linters of their formats, and their shell parts are run, as the host would, on a small site, with a `curl` that has a release.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;

use crate::browser;
use crate::site::{Ran, Site, files, package};

/// A program of `target/tools`, which `scripts/tools` installs.
fn tool(name: &str) -> Command {
    let path = package().join("target/tools/bin").join(name);
    assert!(path.is_file(), "{} is missing: run scripts/tools", path.display());
    let mut command = Command::new(path);
    command.current_dir(package());
    command
}

fn passes(command: &mut Command) {
    let ran = command.output().unwrap();
    let (out, err) = (String::from_utf8_lossy(&ran.stdout), String::from_utf8_lossy(&ran.stderr));
    assert!(ran.status.success(), "{command:?}\n{out}{err}");
}

/// Every file of the project that ends so and is for hosts, from the package's root.
fn yaml() -> Vec<String> {
    let of = |folder: &str| {
        files(&package().join(folder)).into_keys().map(|path| format!("{folder}/{path}")).collect::<Vec<_>>()
    };
    let mut all: Vec<String> = of("examples").into_iter().chain(of(".github")).collect();
    all.retain(|path| Path::new(path).extension().is_some_and(|ending| ending == "yml"));
    all.push("action.yml".to_owned());
    all
}

/// Every shell script of the project: files of no ending that say so.
fn scripts() -> Vec<String> {
    let of = |folder: &str| {
        let all = files(&package().join(folder)).into_iter();
        let shell = all.filter(|(_, bytes)| {
            let first = bytes.split(|byte| *byte == b'\n').next().unwrap_or_default();
            first == b"#!/bin/sh" || first == b"#!/usr/bin/env bash"
        });
        shell.map(|(path, _)| format!("{folder}/{path}")).collect::<Vec<_>>()
    };
    ["examples", "scripts", ".ci"].into_iter().flat_map(of).collect()
}

#[test]
fn yaml_is_well_formed_and_fits_its_schema() {
    let all = yaml();
    assert!(all.len() >= 3, "{all:?}");
    passes(tool("yamllint").args(["--strict", "-c", "tests/tools/yamllint.yml"]).args(&all));
    let check = |schema: &str, files: &[&str]| {
        passes(tool("check-jsonschema").args(["--builtin-schema", schema]).args(files));
    };
    check("vendor.github-actions", &["action.yml"]);
    check("vendor.gitlab-ci", &["examples/gitlab/.gitlab-ci.yml"]);
    let workflows: Vec<&str> = all.iter().map(String::as_str).filter(|path| is_workflow(path)).collect();
    check("vendor.github-workflows", &workflows);
    browser::run("hosts.test.mjs", &Site::new());
}

fn is_workflow(path: &str) -> bool {
    path.starts_with("examples/github/") || path.starts_with(".github/workflows/")
}

#[test]
fn shell_scripts_have_no_finding() {
    let all = scripts();
    assert!(all.len() >= 5, "{all:?}");
    passes(tool("shellcheck").args(&all));
}

/// Who changes an action's tag changes what runs; a commit stays what it is.
#[test]
fn actions_are_pinned_and_permissions_named() {
    for path in yaml() {
        let text = std::fs::read_to_string(package().join(&path)).unwrap();
        for line in text.lines().filter_map(|line| line.split_once("uses: ")) {
            let commit = line.1.split_once('@').and_then(|(_, at)| at.split(' ').next()).unwrap_or_default();
            assert!(
                commit.len() == 40 && commit.bytes().all(|byte| byte.is_ascii_hexdigit()),
                "{path}: {}",
                line.1
            );
        }
        if is_workflow(&path) {
            assert!(text.contains("\npermissions: {}\n"), "{path}: every job names what it needs");
            assert!(!text.contains("write-all") && !text.contains("pull_request_target"), "{path}");
        }
    }
}

/// A runner of a host: a repository with a site, and a `curl` that brings an archive of a release, in which `rexbase` tells what it was asked for.
struct Runner {
    site: Site,
    /// The archive's SHA-256.
    checksum: String,
}

impl Runner {
    fn new(ci: &str) -> Self {
        let site = Site::new();
        site.remove("rexbase.toml");
        let ran = site.run(&["init", "--ci", ci]);
        assert_eq!(ran.code, Some(0), "{}", ran.err);
        let program = env!("CARGO_BIN_EXE_rexbase");
        site.file(
            "release/rexbase-1/rexbase",
            format!("#!/bin/sh\necho \"$*\" >>\"$ASKED\"\nexec '{program}' \"$@\"\n"),
        );
        // As curl is called: the last argument is the address, the one before it where to.
        site.file(
            "bin/curl",
            "#!/bin/sh\nfor argument; do to=${address:-}; address=$argument; done\necho \"$address\" >>\"$ASKED\"\ncp \"$RELEASE\" \"$to\"\n",
        );
        let sh = "chmod +x bin/curl release/rexbase-1/rexbase && tar -czf release.tar.gz -C release rexbase-1 && sha256sum release.tar.gz";
        let ran = shell(&site, "sh", sh, &[]);
        assert_eq!(ran.code, Some(0), "{}", ran.err);
        let checksum = ran.out.split(' ').next().unwrap().to_owned();
        Self { site, checksum }
    }

    /// Runs one step, with what the host would have in its environment.
    fn step(&self, with: &str, step: &str, variables: &[(&str, &str)]) -> Ran {
        let pinned =
            [("REXBASE_ARCHIVE", "https://example.org/release.tar.gz"), ("REXBASE_SHA256", &self.checksum)];
        let all: Vec<_> = pinned.into_iter().chain(variables.iter().copied()).collect();
        shell(&self.site, with, step, &all)
    }

    /// What `curl` and `rexbase` were asked for.
    fn asked(&self) -> Vec<String> {
        let told = std::fs::read_to_string(self.site.path("asked")).unwrap_or_default();
        told.lines().map(str::to_owned).collect()
    }
}

fn shell(site: &Site, with: &str, text: &str, variables: &[(&str, &str)]) -> Ran {
    let paths = std::env::var("PATH").unwrap();
    // What an earlier step said is to be found.
    let found = std::fs::read_to_string(site.path("github-path")).unwrap_or_default().replace('\n', ":");
    let mut command = Command::new(with);
    command.current_dir(site.path("")).args(["-e", "-c", text]);
    command.env("PATH", format!("{}:{found}{paths}", site.path("bin").display()));
    command.env("ASKED", site.path("asked")).env("RELEASE", site.path("release.tar.gz"));
    command.envs(variables.iter().copied()).output().unwrap().into()
}

fn read(path: &str) -> Value {
    serde_saphyr::from_str(&std::fs::read_to_string(package().join(path)).unwrap()).unwrap()
}

/// The commands of a list of steps, each with the variables that it sets from inputs, in order.
fn commands(steps: &Value) -> Vec<String> {
    let all = steps.as_array().unwrap().iter();
    all.filter_map(|step| step["run"].as_str().map(str::to_owned)).collect()
}

#[test]
fn init_writes_what_examples_have() {
    let same: BTreeMap<&str, Vec<(&str, &str)>> = [
        (
            "github",
            vec![
                (".github/workflows/pages.yml", "github/pages.yml"),
                ("ci/install-rexbase", "ci/install-rexbase"),
            ],
        ),
        (
            "gitlab",
            vec![(".gitlab-ci.yml", "gitlab/.gitlab-ci.yml"), ("ci/install-rexbase", "ci/install-rexbase")],
        ),
    ]
    .into();
    for (ci, written) in same {
        let site = Site::new();
        let ran = site.run(&["init", "--ci", ci]);
        assert_eq!(ran.code, Some(0), "{}", ran.err);
        let mut there: Vec<String> =
            site.sources().into_keys().filter(|path| path != "rexbase.toml").collect();
        there.sort();
        assert_eq!(
            there,
            written.iter().map(|(path, _)| *path).collect::<Vec<_>>(),
            "beside a site that was there"
        );
        for (path, example) in written {
            let [written, example] = [site.path(path), package().join("examples").join(example)]
                .map(|path| std::fs::read(path).unwrap());
            assert!(written == example, "{path}");
        }
        let again = site.run(&["init", "--ci", ci]);
        assert!(again.code == Some(1) && again.err.contains("exists already"), "{}", again.err);
    }
}

#[test]
fn github_installs_checks_and_builds() {
    let runner = Runner::new("github");
    let workflow = read("examples/github/pages.yml");
    let path: PathBuf = runner.site.path("github-path");
    for command in commands(&workflow["jobs"]["build"]["steps"]) {
        let ran = runner.step("bash", &command, &[("GITHUB_PATH", path.to_str().unwrap())]);
        assert_eq!(ran.code, Some(0), "{command}\n{}{}", ran.out, ran.err);
    }
    let asked = runner.asked();
    assert_eq!(asked, ["https://example.org/release.tar.gz", "--version", "check --format github", "build"]);
    assert!(runner.site.page("index.html").contains("My knowledge base"));
}

#[test]
fn the_action_builds_a_site_in_any_folder() {
    let runner = Runner::new("github");
    let action = read("action.yml");
    let [path, output] = ["github-path", "github-output"].map(|name| runner.site.path(name));
    let variables = [
        ("GITHUB_PATH", path.to_str().unwrap()),
        ("GITHUB_OUTPUT", output.to_str().unwrap()),
        ("GITHUB_ACTION_PATH", package().to_str().unwrap()),
        ("RUNNER_TEMP", runner.site.path("temp").to_str().unwrap()),
        ("ROOT", "a site"),
    ]
    .map(|(name, value)| (name, value.to_owned()));
    let variables: Vec<(&str, &str)> =
        variables.iter().map(|(name, value)| (*name, value.as_str())).collect();
    assert_eq!(runner.site.run(&["init", "a site"]).code, Some(0));
    for command in commands(&action["runs"]["steps"]) {
        let ran = runner.step("bash", &command, &variables);
        assert_eq!(ran.code, Some(0), "{command}\n{}{}", ran.out, ran.err);
    }
    assert!(runner.site.path("a site/output/index.html").is_file());
    assert_eq!(std::fs::read_to_string(output).unwrap(), "folder=a site/output\n");
    assert_eq!(
        runner.asked()[2..],
        ["check --root a site --format github", "build --root a site --output-dir a site/output"]
    );
}

#[test]
fn gitlab_reports_on_requests_and_publishes_the_default_branch() {
    let runner = Runner::new("gitlab");
    let pipeline = read("examples/gitlab/.gitlab-ci.yml");
    for job in ["check", "pages"] {
        for command in pipeline[job]["script"].as_array().unwrap() {
            let ran = runner.step("sh", command.as_str().unwrap(), &[]);
            assert_eq!(ran.code, Some(0), "{command}\n{}{}", ran.out, ran.err);
        }
    }
    let report = std::fs::read_to_string(runner.site.path("gl-code-quality-report.json")).unwrap();
    assert_eq!(report.trim(), "[]");
    assert!(runner.site.path("public/index.html").is_file());
    // What was installed already is not fetched again.
    let fetched = runner.asked().iter().filter(|line| line.starts_with("https:")).count();
    assert_eq!(fetched, 1);
}

#[test]
fn netlify_and_cloudflare_build_by_one_command() {
    let netlify: Value = toml::from_str::<toml::Value>(
        &std::fs::read_to_string(package().join("examples/netlify/netlify.toml")).unwrap(),
    )
    .map(|value| serde_json::to_value(value).unwrap())
    .unwrap();
    let command = netlify["build"]["command"].as_str().unwrap();
    let cloudflare = std::fs::read_to_string(package().join("examples/cloudflare/wrangler.toml")).unwrap();
    assert!(cloudflare.contains(&format!("#   {command}\n")), "Cloudflare's is the same");
    let folder = &toml::from_str::<toml::Value>(&cloudflare).unwrap()["pages_build_output_dir"];
    assert_eq!(netlify["build"]["publish"].as_str(), folder.as_str());
    let runner = Runner::new("github");
    let ran = runner.step("bash", command, &[]);
    assert_eq!(ran.code, Some(0), "{}{}", ran.out, ran.err);
    assert!(runner.site.path("output/index.html").is_file());
    assert!(runner.site.page("_headers").contains("frame-ancestors"));
}

#[test]
fn only_the_release_that_was_meant_is_installed() {
    let runner = Runner::new("github");
    let install = |variables: &[(&str, &str)]| runner.step("sh", "sh ci/install-rexbase", variables);
    let none = install(&[("REXBASE_ARCHIVE", "")]);
    assert!(none.code == Some(2) && none.err.contains("REXBASE_ARCHIVE is empty"), "{}", none.err);
    let other = "0".repeat(64);
    for wanted in ["", other.as_str()] {
        let ran = install(&[("REXBASE_SHA256", wanted)]);
        assert!(ran.code == Some(1) && ran.err.contains(&runner.checksum), "{}", ran.err);
        assert!(!runner.site.path(".rexbase-bin/rexbase").exists());
    }
    assert_eq!(install(&[]).code, Some(0));
    // Another release than the installed one is fetched, and refused.
    assert_eq!(install(&[("REXBASE_SHA256", &other)]).code, Some(1));
}

/// A file of the static folder that one host does not take; which costs no bytes of the disk here.
#[test]
fn what_a_host_does_not_take_is_told() {
    let site = Site::new();
    site.file("content/talks/a.md", "+++\ntitle = \"A\"\n+++\n");
    let ran = site.run(&["stats", "--hosting"]);
    assert!(ran.code == Some(1) && ran.err.contains("nothing was published yet"), "{}", ran.err);
    assert!(!site.build().err.contains("takes"), "a small site fits everywhere");
    site.file("static/long.mp4", "");
    std::fs::File::options()
        .write(true)
        .open(site.path("static/long.mp4"))
        .unwrap()
        .set_len((25 << 20) + 1)
        .unwrap();
    let said = site.build().err;
    assert!(said.contains("Cloudflare Pages takes 25 MiB of a file: `long.mp4` has 26.2 MB."), "{said}");
    // What nothing changed is told of again.
    assert!(site.build().err.contains("25 MiB of a file"));
    let told = site.run(&["stats", "--hosting", "--format", "json"]).out;
    let told: Value = serde_json::from_str(&told).unwrap();
    assert_eq!(told["files"].as_u64(), Some(site.output().len() as u64 - 1), "all files but the manifest");
    let limits = told["limits"].as_array().unwrap();
    let unfit: Vec<_> = limits.iter().filter(|limit| limit["fits"] == false).collect();
    assert_eq!(unfit.len(), 1);
    assert_eq!(told["largest_file"]["path"], "long.mp4");
    assert!(site.run(&["stats", "--hosting"]).out.contains("TOO MUCH  Cloudflare Pages: 25 MiB of a file"));
}

#[test]
fn the_bill_of_materials_is_valid() {
    browser::run("sbom.test.mjs", &Site::new());
}

/// A `garage` that remembers what was made; what it prints has the form of Garage 2's.
const GARAGE: &str = r#"#!/bin/sh
echo "$*" >>"$ASKED"
case "$1 $2" in
"node id") echo 0123456789abcdef0123456789abcdef@127.0.0.1:3901 ;;
"layout show") cat "$MADE/layout" 2>/dev/null || true ;;
"layout assign") echo 0123456789abcdef >"$MADE/layout" ;;
"bucket info") test -e "$MADE/bucket" ;;
"bucket create") touch "$MADE/bucket" ;;
"key create") touch "$MADE/key" ;;
"key info") test -e "$MADE/key" && printf 'Key ID:      GK31\nKey name:    publish-kb\nSecret key:  5ec4e7\n' ;;
esac
"#;

#[test]
fn a_bucket_of_garage_is_made_once() {
    let site = Site::new();
    site.file("bin/garage", GARAGE).file("made/x", "");
    let (asked, made) = (site.path("asked"), site.path("made"));
    let script = package().join("examples/garage/make-bucket");
    let run = || {
        let command = format!("chmod +x bin/garage && sh '{}' kb", script.display());
        shell(&site, "sh", &command, &[("ASKED", asked.to_str().unwrap()), ("MADE", made.to_str().unwrap())])
    };
    let first = run();
    assert_eq!(first.code, Some(0), "{}", first.err);
    assert!(
        first.out.contains("AWS_ACCESS_KEY_ID=GK31\nexport AWS_SECRET_ACCESS_KEY=5ec4e7\n"),
        "{}",
        first.out
    );
    assert_eq!(run().out, first.out);
    let asked = std::fs::read_to_string(&asked).unwrap();
    let count = |start: &str| asked.lines().filter(|line| line.starts_with(start)).count();
    for once in ["layout assign", "bucket create kb", "key create publish-kb"] {
        assert_eq!(count(once), 1, "{asked}");
    }
    assert!(
        count("bucket allow --read --write kb --key publish-kb") == 2 && count("bucket website --allow") == 2
    );
}
