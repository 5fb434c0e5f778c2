//! The site that `init` begins: one event, one talk, one report on it.

/// Every file, by its path below the site's root.
pub(super) const FILES: &[(&str, &str)] = &[
    ("rexbase.toml", CONFIG),
    ("content/events/example-conf-2026.md", EVENT),
    ("content/talks/example-conf-2026/a-rollback-in-a-minute.md", TALK),
    ("content/reports/2026-03-20-back-from-example-conf.md", REPORT),
    ("content/pages/about.md", ABOUT),
    (".gitignore", GITIGNORE),
];

const CONFIG: &str = r#"title = "My knowledge base"
base_url = "https://example.org/"   # where the site will be
language = "en"                     # of the pages around your texts: en or fr
description = "What we heard at conferences, and what we learned."
"#;

const EVENT: &str = r#"+++
title = "Example Conf 2026"
series = "Example Conf"
start_date = 2026-03-18
end_date = 2026-03-19
timezone = "Europe/Paris"
announced_talks = 12
+++

An event to be replaced by one of yours.
"#;

const TALK: &str = r#"+++
title = "A rollback in a minute"
event = "example-conf-2026"
date = 2026-03-18T10:00:00
duration = "40m"
speakers = [{ name = "Camille Example", role = "operations", organisation = "Example Shop" }]
organisations = ["Example Shop"]
topics = ["Continuous delivery"]
technologies = [{ name = "Git", stance = "adopted" }]
video = { status = "awaited", expected = "2026-05" }

[[figures]]
metric = "time to roll back"
value = 1
before = 45
unit = "min"
organisation = "Example Shop"
+++

## Context

A team that was afraid of Fridays.

## What went wrong

- Rolling back by hand was slower than waiting for the fix.

## Lessons learned

- Practise the rollback on a day when nothing is wrong.
"#;

const REPORT: &str = r#"+++
title = "Back from Example Conf"
event = "example-conf-2026"
authors = ["Your Name"]
covers = [{ talk = "example-conf-2026/a-rollback-in-a-minute", section = "rollback", depth = "detailed", recommended = true }]
+++

One talk of twelve, and what I think of it.

## A rollback in a minute {#rollback}

[[A rollback in a minute]] is for everyone who deploys on Fridays.

## Next steps

- [ ] Time our own rollback (@Your Name, 2026-04)
"#;

const ABOUT: &str = r#"+++
title = "About"
menu = 1
+++

What this knowledge base is, and who writes it.
"#;

const GITIGNORE: &str = "/output\n/.rexbase\n";
