//! The talks that the headings of one text name: a record for each, and what their report covers.

use crate::harvest::reading::anchors;
use crate::harvest::reading::blocks::Block;
use crate::harvest::reading::sections::TalkSection;
use crate::harvest::record::{Common, Cover, Harvest, Media, Record, RecordId, Specific, Talk};
use crate::vocab::date::PartialDate;
use crate::vocab::fold::{fold, slug};
use crate::vocab::language::Language;
use crate::vocab::web_address::WebAddress;

/// A text that tells of talks.
pub(crate) struct Told<'a> {
    /// Where the text comes from; of each talk, with its title behind `#`.
    pub(crate) from: &'a str,
    /// The title of the record.
    pub(crate) title: &'a str,
    /// The text, without a heading that is the title.
    pub(crate) text: &'a str,
    pub(crate) blocks: &'a [Block],
    pub(crate) sections: &'a [TalkSection],
    pub(crate) event: Option<RecordId>,
    pub(crate) date: Option<PartialDate>,
    pub(crate) language: Option<&'a Language>,
}

/// Adds the talks; returns the covers of the report.
pub(crate) fn covers(told: &Told<'_>, harvest: &mut Harvest) -> Vec<Cover> {
    let headings = anchors::headings(told.title, told.text);
    let mut rest = headings.iter();
    let mut covers = Vec::with_capacity(told.sections.len());
    for section in told.sections {
        let block = &told.blocks[section.heading];
        let wanted = fold(&block.text);
        let at = rest.clone().position(|heading| fold(&heading.text) == wanted);
        let anchor = at.and_then(|at| rest.nth(at)).map(|heading| heading.anchor.clone());
        let title = &section.talk.title;
        let mut talk = Talk { event: told.event, speakers: section.talk.speakers.clone(), ..Talk::default() };
        let linked = block.links.first().and_then(|(_, address)| WebAddress::parse(address).ok());
        let is_video = linked.as_ref().is_some_and(|url| {
            ["youtube.com/", "youtu.be/", "vimeo.com/"].iter().any(|host| url.as_str().contains(host))
        });
        if is_video {
            talk.media.video.extend(linked.clone().map(Media::Published));
        }
        let from = format!("{}#{}", told.from, slug(title));
        let mut record = Record::new(from, title, title, Specific::Talk(talk));
        record.parent = told.event;
        record.common = Common {
            date: told.date,
            language: told.language.cloned(),
            url: linked.filter(|_| !is_video),
            ..Common::default()
        };
        covers.push(Cover { talk: harvest.add(record), section: anchor });
    }
    covers
}
