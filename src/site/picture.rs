//! What a page says of an image so that a browser takes the smallest version that will do.

use crate::vocab::picture::Picture;

/// The `srcset` of an image as WebP; nothing when it is not there as WebP.
pub(crate) fn webp(picture: &Picture, root: &str) -> Option<String> {
    let versions = picture.webp.iter().map(|version| format!("{root}{} {}w", version.path, version.width));
    (!picture.webp.is_empty()).then(|| versions.collect::<Vec<_>>().join(", "))
}

/// The `srcset` of an image at `address`, a full path; nothing when there is only one version. `root` is where the site begins.
pub(crate) fn srcset(picture: &Picture, root: &str, address: &str) -> Option<String> {
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
        let mut picture = Picture { width: 1600, height: 900, versions: Vec::new(), webp: Vec::new() };
        assert_eq!(srcset(&picture, "/kb/", "/kb/talks/x/a.jpg"), None);
        assert_eq!(webp(&picture, "/kb/"), None);
        let version = |width, path: &str| Version { width, path: path.to_owned() };
        picture.versions = vec![version(480, "assets/images/0a-480.jpg")];
        picture.webp =
            vec![version(480, "assets/images/0b-480.webp"), version(1600, "assets/images/0c-1600.webp")];
        let text = srcset(&picture, "/kb/", "/kb/talks/x/a.jpg").unwrap();
        assert_eq!(text, "/kb/assets/images/0a-480.jpg 480w, /kb/talks/x/a.jpg 1600w");
        let text = webp(&picture, "/kb/").unwrap();
        assert_eq!(text, "/kb/assets/images/0b-480.webp 480w, /kb/assets/images/0c-1600.webp 1600w");
    }
}
