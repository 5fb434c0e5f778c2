//! The credentials of S3 where everybody keeps them: `~/.aws/credentials` and `~/.aws/config`, by profile. Those of the environment, of Google and of Azure the
//! library reads.
//!
//! What always holds: nothing is read in the site's folder, and nothing that was read is printed.

#![expect(clippy::disallowed_methods, reason = "it reads the user's own files")]

use std::net::{SocketAddr, TcpStream};
use std::path::PathBuf;
use std::time::Duration;

/// What a profile says.
#[derive(Default, PartialEq, Eq)]
pub(super) struct Profile {
    pub(super) key: Option<String>,
    pub(super) secret: Option<String>,
    pub(super) token: Option<String>,
    pub(super) region: Option<String>,
    pub(super) endpoint: Option<String>,
}

/// The profile that `AWS_PROFILE` names, or the one called `default`.
pub(super) fn profile(environment: &dyn Fn(&str) -> Option<String>) -> Profile {
    let home = environment("HOME").or_else(|| environment("USERPROFILE")).map(PathBuf::from);
    let usual = |name: &str| home.as_ref().map(|home| home.join(".aws").join(name));
    let file = |variable: &str, name: &str| environment(variable).map(PathBuf::from).or_else(|| usual(name));
    let text =
        |path: Option<PathBuf>| path.and_then(|path| std::fs::read_to_string(path).ok()).unwrap_or_default();
    let name = environment("AWS_PROFILE").unwrap_or_else(|| "default".to_owned());
    let mut profile = Profile::default();
    // In the config, other profiles than the default have the word before their names.
    profile.read(&text(file("AWS_CONFIG_FILE", "config")), &[&name, &format!("profile {name}")]);
    profile.read(&text(file("AWS_SHARED_CREDENTIALS_FILE", "credentials")), &[&name]);
    profile
}

impl Profile {
    fn read(&mut self, text: &str, sections: &[&str]) {
        let mut is_ours = false;
        for line in text.lines().map(str::trim) {
            if let Some(section) = line.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')) {
                is_ours = sections.contains(&section.trim());
            } else if let Some((key, value)) = line.split_once('=').filter(|_| is_ours) {
                let slot = match key.trim().to_ascii_lowercase().as_str() {
                    "aws_access_key_id" => &mut self.key,
                    "aws_secret_access_key" => &mut self.secret,
                    "aws_session_token" => &mut self.token,
                    "region" => &mut self.region,
                    "endpoint_url" => &mut self.endpoint,
                    _ => continue,
                };
                *slot = Some(value.trim().to_owned());
            }
        }
    }
}

/// Whether this machine is one of a cloud's, which hands credentials to what runs on it; `AWS_EC2_METADATA_DISABLED=true` says that it is not.
pub(super) fn is_in_a_cloud(environment: &dyn Fn(&str) -> Option<String>) -> bool {
    if environment("AWS_EC2_METADATA_DISABLED").is_some_and(|word| word.eq_ignore_ascii_case("true")) {
        return false;
    }
    TcpStream::connect_timeout(&SocketAddr::from(([169, 254, 169, 254], 80)), Duration::from_millis(300))
        .is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_profile_is_read_from_both_files() {
        let folder = tempfile::tempdir().unwrap();
        let at = |name: &str| folder.path().join(name).to_string_lossy().into_owned();
        std::fs::write(at("c"), "# x\n[default]\naws_access_key_id = A\n[work]\naws_access_key_id=B\naws_secret_access_key = C=\n").unwrap();
        std::fs::write(at("f"), "[default]\nregion = here\n[profile work]\nregion = there\n").unwrap();
        let of = |name: Option<&str>| {
            profile(&|variable| match variable {
                "AWS_SHARED_CREDENTIALS_FILE" => Some(at("c")),
                "AWS_CONFIG_FILE" => Some(at("f")),
                "AWS_PROFILE" => name.map(str::to_owned),
                _ => None,
            })
        };
        let usual = of(None);
        assert_eq!(
            (usual.key.as_deref(), usual.secret, usual.region.as_deref()),
            (Some("A"), None, Some("here"))
        );
        let work = of(Some("work"));
        assert_eq!(
            (work.key.as_deref(), work.secret.as_deref(), work.region.as_deref()),
            (Some("B"), Some("C="), Some("there"))
        );
        assert!(of(Some("none")) == Profile::default());
    }
}
