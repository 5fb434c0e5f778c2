//! Which system wrote a JSON schedule, told by its structure.

use serde_json::Value;

use super::context::Context;
use super::{c3voc, conference_hall, open_planner, sessionize};
use crate::import::error::ImportError;
use crate::programme::session::Programme;

/// The programme in a value.
pub(super) fn read(value: &Value, text: &str, context: &mut Context<'_>) -> Result<Programme, ImportError> {
    if let Some(tree) = c3voc::tree(value) {
        c3voc::check(&tree, text, context)?;
        return Ok(c3voc::read(&tree, context));
    }
    let forms = [sessionize::read, conference_hall::read, open_planner::read];
    let read = forms.into_iter().find_map(|read| read(value, context));
    read.ok_or_else(|| context.unknown(HINT))
}

/// What the forms look like.
const HINT: &str = "known are frab's and pentabarf's XML, iCalendar, and the JSON of pretalx, c3voc, Sessionize, Conference Hall and OpenPlanner";
