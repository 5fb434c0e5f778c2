//! `_headers`, which some hosts read: what all files of the site may load.
//!
//! Comes in: the theme's file, in which [`POLICY`] stands for what the site makes of it. What always holds: each page's own policy, which stands in the page, is as strict or
//! stricter, and a browser heeds both; so what is allowed here for one page's recording is allowed to that page alone. Where nothing is known of what pages load, the policy says nothing of it.

use std::collections::BTreeSet;

use crate::site::{Site, media};
use crate::vocab::artifact::Artifact;
use crate::vocab::hash::HashSet;

/// In the theme's assets.
pub(super) const FILE: &str = "_headers";
/// What stands for the policy in the theme's file.
const POLICY: &str = "{policy}";
/// What no policy in a page can say: who may frame it.
const FRAMED: &str = "frame-ancestors 'self'";
/// The longest list of hosts, in bytes: Cloudflare reads lines of 2,000 characters, and there are two lists.
const LONGEST: usize = 700;

/// The theme's file with the site's policy in it; none when the theme's has no place for one. `of_authors` are their own files, in lower case.
pub(super) fn filled(site: &Site<'_>, of_authors: &HashSet<String>) -> Option<Artifact> {
    let asset = site.theme.assets().iter().find(|asset| asset.path.as_str() == FILE)?;
    let text = std::str::from_utf8(&asset.bytes).ok().filter(|text| text.contains(POLICY))?;
    let bytes = text.replace(POLICY, &policy(site, of_authors)).into_bytes();
    Some(Artifact { path: asset.path.clone(), bytes })
}

fn policy(site: &Site<'_>, of_authors: &HashSet<String>) -> String {
    let has =
        |endings: &[&str]| of_authors.iter().any(|path| endings.iter().any(|ending| path.ends_with(ending)));
    // Nothing is known of what a page of an author's own loads, nor of what a theme's own frame of pages allows.
    if has(&[".html", ".htm", ".xhtml"]) || !site.theme.has_our_frame() {
        return FRAMED.to_owned();
    }
    // Browsers show a PDF by an object of their own.
    let objects = if has(&[".pdf"]) { "'self'" } else { "'none'" };
    let mut policy =
        format!("default-src 'self'; object-src {objects}; base-uri 'none'; form-action 'self'; {FRAMED}");
    if let Some(early) = site.theme.early() {
        policy.push_str(&format!("; script-src 'self' '{}'", early.hash));
    }
    // Drawings bring their own styles.
    if has(&[".svg"]) {
        policy.push_str("; style-src 'self' 'unsafe-inline'");
    }
    let options = site.options();
    if options.trust_html {
        policy.push_str("; frame-src 'self' https:; img-src 'self' data: https:; media-src 'self' https:");
        return policy;
    }
    let (mut frames, mut files) = (BTreeSet::new(), BTreeSet::new());
    for record in &site.knowledge().records {
        let (of_frames, of_files) = media::origins(record, options.peertube);
        frames.extend(of_frames);
        files.extend(of_files);
    }
    for (name, hosts) in [("frame-src", frames), ("media-src 'self'", files)] {
        if !hosts.is_empty() {
            let listed: String = hosts.iter().flat_map(|host| [" ", host]).collect();
            let listed = if listed.len() > LONGEST { " https:" } else { &listed };
            policy.push_str(&format!("; {name}{listed}"));
        }
    }
    policy
}
