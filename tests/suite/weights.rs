//! How much the pages of the demo weigh, in each language of the interface: a reader on a slow network waits for every byte.

#![expect(clippy::case_sensitive_file_extension_comparisons, reason = "the files are ours")]

use std::collections::BTreeSet;

use crate::site::Site;

/// The most that a page weighs, in bytes.
const MOST: usize = 30 * 1024;
/// What may weigh more: post-mortems that have all that a record may have, and all of it is their author's: a long text with a drawn timeline, figures,
/// some ten lessons and actions, each of which is told to machines, too. Everything else on their pages has its bound.
const LONG: &[&str] = &[
    "reports/amazon-dynamodb-empty-name",
    "reports/amazon-kinesis-threads",
    "reports/azure-leap-day-certificates",
    "reports/cloudflare-data-centre-power",
    "reports/cloudflare-one-regex",
    "reports/cloudflare-two-config-faults",
    "reports/datadog-same-hour-everywhere",
    "reports/github-43-seconds",
    "reports/gitlab-wrong-server",
    "reports/google-blank-policy",
    "reports/reddit-autoscaler-zookeeper",
    "reports/roblox-three-days",
    "reports/slack-cold-cache",
];
/// The most that these weigh.
const MOST_OF_LONG: usize = 35 * 1024;

#[test]
fn pages_of_the_demo_are_light() {
    let (mut wrong, mut long) = (Vec::new(), BTreeSet::<&&str>::new());
    for language in ["en", "fr"] {
        let site = Site::demo();
        let config = std::fs::read_to_string(site.path("rexbase.toml")).unwrap();
        site.file("rexbase.toml", config.replace("language = \"en\"", &format!("language = \"{language}\"")));
        site.build();
        let output = site.output();
        let pages: Vec<_> = output.iter().filter(|(path, _)| path.ends_with(".html")).collect();
        assert!(pages.len() > 900, "{}", pages.len());
        for (path, page) in pages.into_iter().filter(|(_, page)| page.len() > MOST) {
            let listed = LONG.iter().find(|listed| **listed == path.trim_end_matches("/index.html"));
            long.extend(listed);
            if listed.is_none() || page.len() > MOST_OF_LONG {
                wrong.push(format!("{language}: {path}: {} bytes", page.len()));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
    let light: Vec<_> = LONG.iter().filter(|listed| !long.contains(listed)).collect();
    assert!(light.is_empty(), "these need not be listed: {light:#?}");
}
