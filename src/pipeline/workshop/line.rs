//! What was gathered, with its theme: all that the site is due to be made from.

use std::sync::Arc;

use crate::config::{Config, GeneralSynonyms};
use crate::knowledge::RecordId;
use crate::pipeline::gather::{Gathered, ReadConfig};
use crate::pipeline::keyed::Keyed;
use crate::pipeline::ledger::{Due, Shown};
use crate::pipeline::options::{BuildOptions, SiteOptions};
use crate::pipeline::run::Run;
use crate::render::Ground;
use crate::search::Synonyms;
use crate::site::{self, Drawn, root_of};
use crate::theme::Theme;
use crate::vocab::fingerprint::Hasher;

use super::themes::Loaded;

/// What was read: the config as it is written, and the theme; all content is in the memory.
pub(in crate::pipeline) struct Looked {
    pub(super) read: Arc<ReadConfig>,
    pub(super) theme: Arc<Loaded>,
}

/// What is to be published.
pub(in crate::pipeline) struct Line {
    pub(in crate::pipeline) gathered: Gathered,
    pub(super) looked: Looked,
    pub(super) due: Due,
    /// What of the content it shows.
    pub(super) shown: Shown,
    base_url: String,
}

impl Looked {
    pub(in crate::pipeline) fn config(&self) -> &Config {
        &self.read.config
    }
}

/// All choices that show in the site, as text.
pub(super) fn choices(options: &BuildOptions, config: &Config) -> String {
    let base_url = base_url(options, config);
    let SiteOptions { drafts, strict, today, .. } = &options.site;
    let audience = options.site.audience(config);
    format!("{config:?} {base_url} {drafts} {strict} {today:?} {audience:?} {}", env!("CARGO_PKG_VERSION"))
}

fn base_url<'a>(options: &'a BuildOptions, config: &'a Config) -> &'a str {
    options.base_url.as_deref().unwrap_or(&config.base_url)
}

impl Line {
    pub(super) fn new(gathered: Gathered, looked: Looked, options: &BuildOptions) -> Self {
        let (config, theme) = (looked.config(), &looked.theme);
        let base_url = base_url(options, config).to_owned();
        let mut ground = Hasher::new();
        ground.update(gathered.fingerprint.as_bytes()).update(theme.fingerprint.as_bytes());
        ground.update(choices(options, config).as_bytes());
        let mut searched = Hasher::new();
        searched.update(gathered.fingerprint.as_bytes()).update(base_url.as_bytes());
        searched.update(&[u8::from(theme.theme.has_search())]);
        searched.update(format!("{:?} {:?}", config.synonyms, config.general_synonyms).as_bytes());
        gathered.prose.add_to(&mut searched);
        let (ground, searched) = (ground.finish(), searched.finish());
        let due = Due { ground, prose: gathered.prose.clone(), searched };
        let shown = Shown { drafts: options.site.drafts, audience: options.site.audience(config) };
        Self { gathered, looked, due, shown, base_url }
    }

    /// The path that the site's addresses begin with.
    pub(in crate::pipeline) fn address_root(&self) -> String {
        root_of(&self.base_url)
    }

    pub(in crate::pipeline) fn config(&self) -> &Config {
        self.looked.config()
    }

    /// The names that mean the same to a reader who searches.
    pub(super) fn synonyms(&self) -> Synonyms {
        let own = Synonyms::new(self.config().synonyms.clone());
        match self.config().general_synonyms {
            GeneralSynonyms::Known => own.with_general(),
            GeneralSynonyms::LeftOut => own,
        }
    }

    pub(in crate::pipeline) fn theme(&self) -> &Theme {
        &self.looked.theme.theme
    }

    /// What all its pages share.
    pub(super) fn ground(&self, grounds: &mut Keyed<Ground>, drawn: &Drawn, run: &Run<'_>) -> Arc<Ground> {
        run.time("prepare", || {
            grounds.get_or_make(self.due.ground, || Ground::new(self.theme(), &self.input(&[], drawn)))
        })
    }

    /// What pages are made of.
    pub(in crate::pipeline) fn input<'a>(
        &'a self,
        related: &'a [Vec<RecordId>],
        drawn: &'a Drawn,
    ) -> site::Input<'a> {
        let config = self.config();
        site::Input {
            knowledge: &self.gathered.knowledge,
            documents: &self.gathered.documents,
            related,
            drawn,
            pictures: &self.gathered.pictures,
            options: site::Options {
                title: &config.title,
                base_url: &self.base_url,
                description: config.description.as_deref(),
                page_size: config.page_size,
                record_feeds: config.record_feeds,
                markdown: config.markdown,
                edit_url: config.edit_url.as_deref(),
                social_cards: config.social_cards,
                trust_html: config.raw_html,
                peertube: config.peertube.as_deref(),
                generator: concat!("Rexbase ", env!("CARGO_PKG_VERSION")),
            },
        }
    }
}
