//! What a page says of an image so that a browser takes the smallest version that will do.

use crate::vocab::picture::Picture;

/// The `srcset` of an image at `address`, a full path; nothing when there is only one version. `root` is where the site begins.
pub(super) fn srcset(picture: &Picture, root: &str, address: &str) -> Option<String> {
    if picture.versions.is_empty() {
        return None;
    }
    let mut text = String::new();
    for version in &picture.versions {
        text.push_str(&format!("{root}{} {}w, ", version.path, version.width));
    }
    text.push_str(&format!("{address} {}w", picture.width));
    Some(text)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::vocab::picture::Version;

    #[test]
    fn versions_come_before_the_image_itself() {
        let mut picture = Picture { width: 1600, height: 900, versions: Vec::new() };
        assert_eq!(srcset(&picture, "/kb/", "/kb/talks/x/a.jpg"), None);
        picture.versions = vec![Version { width: 480, path: "assets/images/0a-480.webp".to_owned() }];
        let text = srcset(&picture, "/kb/", "/kb/talks/x/a.jpg").unwrap();
        assert_eq!(text, "/kb/assets/images/0a-480.webp 480w, /kb/talks/x/a.jpg 1600w");
    }
}
