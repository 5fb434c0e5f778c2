//! All integration tests, in one binary: one module a concern. `house` checks that no file is forgotten here.

#![allow(
    clippy::disallowed_methods,
    clippy::unwrap_used,
    reason = "tests make and read files, and may panic"
)]

#[path = "suite/addresses.rs"]
mod addresses;
#[path = "suite/adopted_talks.rs"]
mod adopted_talks;
#[path = "suite/adopting.rs"]
mod adopting;
#[path = "suite/as_markdown.rs"]
mod as_markdown;
#[path = "suite/asking.rs"]
mod asking;
#[path = "suite/assistants.rs"]
mod assistants;
#[path = "suite/audience.rs"]
mod audience;
#[path = "suite/blogs.rs"]
mod blogs;
#[path = "suite/bounds.rs"]
mod bounds;
#[path = "suite/broken.rs"]
mod broken;
#[path = "suite/browser.rs"]
mod browser;
#[path = "suite/circles.rs"]
mod circles;
#[path = "suite/command_line.rs"]
mod command_line;
#[path = "suite/constants.rs"]
mod constants;
#[path = "suite/corpora.rs"]
mod corpora;
#[path = "suite/counts.rs"]
mod counts;
#[path = "suite/debts.rs"]
mod debts;
#[path = "suite/demo.rs"]
mod demo;
#[path = "suite/drafts.rs"]
mod drafts;
#[path = "suite/edits.rs"]
mod edits;
#[path = "suite/edits_of_audience.rs"]
mod edits_of_audience;
#[path = "suite/edits_of_files.rs"]
mod edits_of_files;
#[path = "suite/edits_of_lessons.rs"]
mod edits_of_lessons;
#[path = "suite/edits_of_media.rs"]
mod edits_of_media;
#[path = "suite/edits_of_metrics.rs"]
mod edits_of_metrics;
#[path = "suite/edits_of_names.rs"]
mod edits_of_names;
#[path = "suite/explained.rs"]
mod explained;
#[path = "suite/exports.rs"]
mod exports;
#[path = "suite/exports_elsewhere.rs"]
mod exports_elsewhere;
#[path = "suite/figures.rs"]
mod figures;
#[path = "suite/folders.rs"]
mod folders;
#[path = "suite/following.rs"]
mod following;
#[path = "suite/french.rs"]
mod french;
#[path = "suite/fuzzed.rs"]
mod fuzzed;
#[path = "suite/guide.rs"]
mod guide;
#[path = "suite/held.rs"]
mod held;
#[path = "suite/hostile.rs"]
mod hostile;
#[path = "suite/hostile_corpus.rs"]
mod hostile_corpus;
#[path = "suite/hostile_inputs.rs"]
mod hostile_inputs;
#[path = "suite/hosts.rs"]
mod hosts;
#[path = "suite/house.rs"]
mod house;
#[path = "suite/incremental.rs"]
mod incremental;
#[path = "suite/instants.rs"]
mod instants;
#[path = "suite/kills.rs"]
mod kills;
#[path = "suite/laws.rs"]
mod laws;
#[path = "suite/lessons.rs"]
mod lessons;
#[path = "suite/links.rs"]
mod links;
#[path = "suite/lives.rs"]
mod lives;
#[path = "suite/machines.rs"]
mod machines;
#[path = "suite/media.rs"]
mod media;
#[path = "suite/metrics.rs"]
mod metrics;
#[path = "suite/names.rs"]
mod names;
#[path = "suite/notes.rs"]
mod notes;
#[path = "suite/packaged.rs"]
mod packaged;
#[path = "suite/pages.rs"]
mod pages;
#[path = "suite/parity.rs"]
mod parity;
#[path = "suite/phrases.rs"]
mod phrases;
#[path = "suite/prose.rs"]
mod prose;
#[path = "suite/published_law.rs"]
mod published_law;
#[path = "suite/publishing.rs"]
mod publishing;
#[path = "suite/queries.rs"]
mod queries;
#[path = "suite/references.rs"]
mod references;
#[path = "suite/reports.rs"]
mod reports;
#[path = "suite/s3.rs"]
mod s3;
#[path = "suite/schedule_forms.rs"]
mod schedule_forms;
#[path = "suite/schedule_laws.rs"]
mod schedule_laws;
#[path = "suite/schedule_private.rs"]
mod schedule_private;
#[path = "suite/schedule_samples.rs"]
mod schedule_samples;
#[path = "suite/schedules.rs"]
mod schedules;
#[path = "suite/schemas.rs"]
mod schemas;
#[path = "suite/searching.rs"]
mod searching;
#[path = "suite/served.rs"]
mod served;
#[path = "suite/shared_files.rs"]
mod shared_files;
#[path = "suite/shared_names.rs"]
mod shared_names;
#[path = "suite/site.rs"]
mod site;
#[path = "suite/template_keys.rs"]
mod template_keys;
#[path = "suite/theme_context.rs"]
mod theme_context;
#[path = "suite/themes.rs"]
mod themes;
#[path = "suite/third_party.rs"]
mod third_party;
#[path = "suite/transcripts.rs"]
mod transcripts;
#[path = "suite/untouched.rs"]
mod untouched;
#[path = "suite/weights.rs"]
mod weights;
#[path = "suite/wordpress.rs"]
mod wordpress;
