//! Whether a schedule of c3voc's form has the shapes that its schema asks for: a file that has not is of some other program, and what it means by
//! its fields is not known.

use serde_json::Value;

use super::pointer::Step;

/// A value that is not as it should be.
pub(super) struct Misfit {
    pub(super) at: Vec<Step>,
    pub(super) message: String,
}

/// What does not fit, in the order of the text.
pub(super) fn misfits(days: &[Value], above: &[Step]) -> Vec<Misfit> {
    let mut misfits = Vec::new();
    for (index, day) in days.iter().enumerate() {
        let above = with(above, Step::Item(index));
        let Some(rooms) = day.get("rooms").and_then(Value::as_object) else {
            misfits.push(Misfit { at: above, message: "a day has no `rooms`".to_owned() });
            continue;
        };
        let above = with(&above, Step::Key("rooms".to_owned()));
        for (room, sessions) in rooms {
            let above = with(&above, Step::Key(room.clone()));
            let Some(sessions) = sessions.as_array() else {
                misfits.push(Misfit { at: above, message: "a room is no list of sessions".to_owned() });
                continue;
            };
            for (index, session) in sessions.iter().enumerate() {
                of_session(session, &with(&above, Step::Item(index)), &mut misfits);
            }
        }
    }
    misfits
}

fn of_session(session: &Value, above: &[Step], misfits: &mut Vec<Misfit>) {
    let mut misfit = |keys: Vec<Step>, message: String| {
        misfits.push(Misfit { at: above.iter().cloned().chain(keys).collect(), message });
    };
    let key = |name: &str| Step::Key(name.to_owned());
    let Some(object) = session.as_object() else {
        return misfit(Vec::new(), "a session is no object".to_owned());
    };
    if let Some(id) = object.get("id").filter(|id| !id.is_i64() && !id.is_u64()) {
        misfit(
            vec![key("id")],
            format!("a session's `id` is a whole number in this form, and {} is none", named(id)),
        );
    }
    for name in ["guid", "title", "start", "duration"] {
        if let Some(value) = object.get(name).filter(|value| !value.is_string()) {
            misfit(vec![key(name)], format!("a session's `{name}` is a text, and {} is none", named(value)));
        }
    }
    let Some(persons) = object.get("persons") else { return };
    let Some(persons) = persons.as_array() else {
        return misfit(vec![key("persons")], "`persons` is no list".to_owned());
    };
    for (index, person) in persons.iter().enumerate() {
        let id = person.get("id").filter(|id| !id.is_i64() && !id.is_u64() && !id.is_null());
        if let Some(id) = id {
            let at = vec![key("persons"), Step::Item(index), key("id")];
            misfit(at, format!("a person's `id` is a whole number in this form, and {} is none", named(id)));
        }
    }
}

fn with(above: &[Step], step: Step) -> Vec<Step> {
    above.iter().cloned().chain([step]).collect()
}

/// What sort of value it is; never what it holds, which may be private.
fn named(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "true or false",
        Value::Number(_) => "a number like this",
        Value::String(_) => "a text",
        Value::Array(_) => "a list",
        Value::Object(_) => "an object",
    }
}
