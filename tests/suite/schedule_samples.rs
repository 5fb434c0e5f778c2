//! A small schedule of each form, with the quirks that real ones have.

use serde_json::{Value, json};

use crate::site::{Ran, Site};

/// A schedule: the file that is given to `import`, other files, and what else is asked.
pub(crate) struct Form {
    pub(crate) name: &'static str,
    pub(crate) files: Vec<(&'static str, String)>,
    pub(crate) arguments: &'static [&'static str],
    /// A row for each talk, in order: title, start, minutes, room, speakers.
    pub(crate) talks: Value,
}

pub(crate) fn import(site: &Site, form: &Form) -> Ran {
    for (path, text) in &form.files {
        site.file(path, text);
    }
    site.run(&[&["import"], form.arguments].concat())
}

pub(crate) const FRAB: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<schedule>
  <conference><title>Conf</title><acronym>conf</acronym><start>2024-02-03</start><end>2024-02-04</end><venue>Hall</venue></conference>
  <day index="1" date="2024-02-03"><room name="A">
    <event id="1" guid="not-a-uuid"><date>2024-02-03T10:00:00+01:00</date><start>10:00</start><duration>135.0:00</duration><room>A</room>
      <title>Say &amp;quot;hi&amp;quot;</title><subtitle/><track>Nets, and more</track><type>lecture</type><language/>
      <abstract>It&amp;#x27;s short.</abstract><description>&lt;p&gt;It is &lt;b&gt;long&lt;/b&gt;.&lt;/p&gt;</description>
      <recording><optout>true</optout></recording>
      <persons><person id="7">Ann Example</person><person id="8">ann@example.org</person><person id="9">TBA</person></persons>
      <links><link href="https://example.org/s.pdf">Slides</link><link href="/relative">x</link></links></event>
    <event id="1" guid=""><start>01:30</start><duration>00:45:00</duration><title>At night</title><persons/></event>
    <event id="3"><start>12:00</start><duration>01:00</duration><title>Lunch</title><persons/></event>
  </room><room name="A"><event id="4"><start>15:00</start><duration>9999:00</duration><title>Endless</title></event></room></day>
</schedule>"#;

pub(crate) const ICAL: &str = "BEGIN:VCALENDAR\r\nX-WR-CALNAME:Conf\r\nX-WR-TIMEZONE:Europe/Paris\r\nBEGIN:VEVENT\r\nUID:1@example\r\nSUMMARY:A long ti\r\n tle\\, folded\r\n\
    DTSTART:20240601T073000Z\r\nDTEND:20240601T081500Z\r\nLOCATION:A\r\nDESCRIPTION:One.\\n\\nTwo.\r\nEND:VEVENT\r\nBEGIN:VEVENT\r\nUID:2\r\nSUMMARY:All day\r\n\
    DTSTART;VALUE=DATE:20240602\r\nDTEND;VALUE=DATE:20240603\r\nEND:VEVENT\r\nBEGIN:VEVENT\r\nUID:3\r\nSUMMARY:Off\r\nSTATUS:CANCELLED\r\n\
    DTSTART:20240601T100000\r\nEND:VEVENT\r\nBEGIN:VEVENT\r\nUID:4\r\nSUMMARY:In New York\r\nDTSTART;TZID=America/New_York:20240601T100000\r\nDURATION:PT30M\r\n\
    END:VEVENT\r\nEND:VCALENDAR\r\n";

pub(crate) fn pretalx() -> Value {
    let session = |id: u32, title: &str, more: Value| {
        let mut session = json!({ "id": id, "guid": format!("g{id}"), "date": "2024-02-03T10:00:00+01:00", "start": "10:00",
            "duration": "00:45", "room": "A", "title": title, "type": "Keynote", "language": "en", "abstract": "x\r\ny", "persons": [] });
        session.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        session
    };
    let person = json!({ "id": 1, "code": "AB", "public_name": "Ann Example", "biography": "She *writes*.", "answers": [] });
    // eventyay has the conference at the top.
    json!({ "schedule": { "version": "1" }, "conference": { "acronym": "conf", "title": "Conf", "time_zone_name": "Europe/Paris", "days": [
        { "index": 1, "date": "2024-02-03", "rooms": { "A": [
            session(1, "One", json!({ "persons": [person], "do_not_record": true })),
            session(2, "Two", json!({ "date": "2024-06-03T08:00:00Z", "room": null })),
            session(3, "Coffee break", json!({})),
        ] } } ] } })
}

pub(crate) fn sessionize() -> Value {
    let session = |id: &str, title: &str, more: Value| {
        let mut session = json!({ "id": id, "title": title, "description": "x", "startsAt": "2024-06-01T10:00:00", "endsAt": "2024-06-01T10:45:00",
            "isServiceSession": false, "isPlenumSession": false, "speakers": ["u1"], "categoryItems": [5, 6, 7], "roomId": 1, "status": "Accepted",
            "recordingUrl": null, "questionAnswers": [{ "questionId": 1, "answerValue": "https://youtu.be/x" }, { "questionId": 2, "answerValue": "SECRET" }] });
        session.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        session
    };
    json!({
        "sessions": [session("1", "One", json!({})), session("2", "Lunch", json!({ "isServiceSession": true, "speakers": [] })),
            session("3", "Refused", json!({ "status": "Declined", "speakers": ["u2"] }))],
        "speakers": [{ "id": "u1", "fullName": "Ann Example", "bio": "B", "tagLine": "Writer", "links": [], "sessions": [1] },
            { "id": "u2", "fullName": "SECRET Person", "bio": "SECRET", "sessions": [3] }],
        "questions": [{ "id": 1, "question": "YouTube Video" }, { "id": 2, "question": "Video of an earlier talk" }],
        "categories": [{ "id": 1, "title": "Level", "items": [{ "id": 5, "name": "Beginner" }] }, { "id": 2, "title": "Track", "items": [{ "id": 6, "name": "Nets" }] },
            { "id": 3, "title": "Needs a hotel", "items": [{ "id": 7, "name": "SECRET" }] }],
        "rooms": [{ "id": 1, "name": "A" }]
    })
}

fn grid() -> Value {
    let plenum = json!({ "id": "1", "title": "Keynote", "startsAt": "2024-06-01T07:00:00Z", "endsAt": "2024-06-01T08:00:00Z", "isPlenumSession": true,
        "isServiceSession": false, "speakers": [{ "id": "u1", "name": "Ann Example" }], "room": "A", "roomId": 1,
        "categories": [{ "id": 1, "name": "Session format", "categoryItems": [{ "id": 2, "name": "Keynote" }] }] });
    json!([{ "date": "2024-06-01T00:00:00", "isDefault": true, "rooms": [
        { "id": 1, "name": "A", "sessions": [plenum], "hasOnlyPlenumSessions": false }, { "id": 2, "name": "B", "sessions": [plenum] }] }])
}

fn proposals() -> Value {
    let proposal = |id: &str, deliberation: &str, publication: &str, confirmation: Value| {
        json!({ "id": id, "title": format!("Talk {id}"), "abstract": "x", "deliberationStatus": deliberation, "publicationStatus": publication,
            "confirmationStatus": confirmation, "level": "BEGINNER", "formats": [{ "name": "Quickie" }], "categories": ["Nets"], "tags": ["go"], "languages": ["fr"],
            "references": "SECRET", "review": { "average": 4.5, "note": "SECRET" },
            "speakers": [{ "id": format!("s{id}"), "name": format!("Ann {id}"), "bio": "B", "company": "ACME", "email": "ann@example.org", "survey": { "diet": "SECRET" },
                "location": "SECRET", "socialLinks": ["https://example.org/ann"] }] })
    };
    json!({ "name": "Conf", "startDate": "2024-05-31T22:00:00.000Z", "endDate": "2024-06-01T22:00:00.000Z", "proposals": [
        proposal("1", "ACCEPTED", "PUBLISHED", json!("CONFIRMED")), proposal("2", "ACCEPTED", "NOT_PUBLISHED", json!(null)),
        proposal("3", "REJECTED", "PUBLISHED", json!(null)), proposal("4", "ACCEPTED", "PUBLISHED", json!("DECLINED")),
        proposal("5", "PENDING", "NOT_PUBLISHED", json!("PENDING"))] })
}

fn hall_schedule() -> Value {
    json!({ "name": "Conf", "days": ["2024-06-01T00:00:00.000Z"], "timeZone": "Europe/Paris", "sessions": [
        { "id": "a", "start": "2024-06-01T07:30:00.000Z", "end": "2024-06-01T08:10:00.000Z", "track": "A", "title": "", "language": "fr",
          "proposal": { "id": "1", "title": "One", "abstract": "x", "speakers": [{ "id": "s", "name": "Ann Example", "company": "ACME", "bio": null }] } },
        { "id": "b", "start": "2024-06-01T10:00:00.000Z", "end": "2024-06-01T11:00:00.000Z", "track": "A", "title": "Pause déjeuner", "proposal": null },
        { "id": "c", "start": "2024-06-01T12:00:00.000Z", "end": "2024-06-01T12:30:00.000Z", "track": "A", "title": "", "proposal": null }] })
}

fn open_planner() -> Value {
    json!({ "event": { "id": "e", "name": "Conf", "scheduleVisible": true, "dateStart": "2024-06-01", "dateEnd": "2024-06-02",
            "formats": [{ "id": "f", "name": "Conférence" }], "categories": [{ "id": "c", "name": "Nets" }], "tracks": [{ "id": "t", "name": "A" }] },
        "speakers": [{ "id": "s", "name": "Ann Example", "jobTitle": "Writer", "company": "ACME", "bio": "B", "note": "SECRET", "email": "ann@example.org",
            "phone": "+33 6 12 34 56 78", "socials": [{ "name": "Web", "icon": "x", "link": "https://example.org/ann" }] }],
        "sessions": [
            { "id": "1", "title": "One", "abstract": "x", "dateStart": "2024-06-01T09:30:00+02:00", "dateEnd": "2024-06-01T10:10:00+02:00", "durationMinutes": 40,
              "speakerIds": ["s"], "trackId": "t", "formatId": "f", "categoryId": "c", "tags": ["go"], "level": "easy", "language": "French",
              "videoLink": "https://youtu.be/x", "presentationLink": "https://example.org/s.pdf", "note": "SECRET" },
            { "id": "2", "title": "Partners", "dateStart": "2024-06-01T12:00:00+02:00", "dateEnd": "2024-06-01T13:00:00+02:00", "speakerIds": [], "hideTrackTitle": true }],
        "sponsors": [{ "name": "SECRET" }], "generatedAt": "2024-05-01" })
}

pub(crate) const CSV: &str = "\u{feff}Id;Title;Who;When;Until;Where;State;E-mail\r\n1;\"One; two\";Ann Example|Bob Sample;2024-06-01 09:30;2024-06-01 10:00;A;accepted;ann@example.org\r\n\
    2;No;Cy;;;;refused;SECRET\r\n";
const MAP: &str = "[event]\ntitle = \"Conf\"\ntimezone = \"Europe/Paris\"\n[columns]\nid = \"Id\"\ntitle = \"Title\"\nspeakers = \"Who\"\nstart = \"When\"\nend = \"Until\"\n\
    room = \"Where\"\nstatus = \"State\"\n[values]\nseparator = \"|\"\n";

#[expect(clippy::needless_pass_by_value, reason = "a sample is a text or a value")]
pub(crate) fn one(
    name: &'static str,
    path: &'static str,
    text: impl ToString,
    arguments: &'static [&'static str],
    talks: Value,
) -> Form {
    Form { name, files: vec![(path, text.to_string())], arguments, talks }
}

pub(crate) fn forms() -> Vec<Form> {
    let mut forms = vec![
        one(
            "frab",
            "s.xml",
            FRAB,
            &["schedule", "s.xml"],
            json!([
                ["At night", "2024-02-04T01:30", 45, "A", []],
                ["Endless", "2024-02-03T15:00", null, "A", []],
                ["Say \"hi\"", "2024-02-03T10:00", 135, "A", ["Ann Example"]]
            ]),
        ),
        one(
            "pretalx",
            "s.json",
            pretalx(),
            &["schedule", "s.json"],
            json!([
                ["One", "2024-02-03T10:00", 45, "A", ["Ann Example"]],
                ["Two", "2024-06-03T10:00", 45, "A", []]
            ]),
        ),
        one(
            "Sessionize",
            "s.json",
            sessionize(),
            &["schedule", "s.json", "--event", "Conf", "--timezone", "Europe/Paris"],
            json!([["One", "2024-06-01T10:00", 45, "A", ["Ann Example"]]]),
        ),
        one(
            "Sessionize's grid",
            "s.json",
            grid(),
            &["schedule", "s.json", "--event", "Conf", "--timezone", "Europe/Paris"],
            json!([["Keynote", "2024-06-01T09:00", 60, "A", ["Ann Example"]]]),
        ),
        one(
            "Sessionize's sessions",
            "s.json",
            json!([{ "groupId": null, "groupName": "All", "sessions": [grid()[0]["rooms"][0]["sessions"][0]] }]),
            &["schedule", "s.json", "--event", "Conf"],
            json!([["Keynote", "2024-06-01T07:00", 60, "A", ["Ann Example"]]]),
        ),
        one(
            "Sessionize's speakers",
            "s.json",
            json!([sessionize()["speakers"][0]]),
            &["schedule", "s.json", "--event", "Conf"],
            json!([]),
        ),
        one(
            "Conference Hall",
            "s.json",
            proposals(),
            &["schedule", "s.json", "--timezone", "Europe/Paris"],
            json!([["Talk 1", null, null, null, ["Ann 1"]]]),
        ),
        one(
            "Conference Hall's schedule",
            "s.json",
            hall_schedule(),
            &["schedule", "s.json"],
            json!([["One", "2024-06-01T09:30", 40, "A", ["Ann Example"]]]),
        ),
        one(
            "OpenPlanner",
            "s.json",
            open_planner(),
            &["schedule", "s.json"],
            json!([["One", "2024-06-01T09:30", 40, "A", ["Ann Example"]]]),
        ),
        one(
            "iCalendar",
            "s.ics",
            ICAL,
            &["schedule", "s.ics"],
            json!([
                ["A long title, folded", "2024-06-01T09:30", 45, "A", []],
                ["All day", null, null, null, []],
                ["In New York", "2024-06-01T10:00", 30, null, []]
            ]),
        ),
        Form {
            name: "CSV",
            files: vec![("s.csv", CSV.to_owned()), ("map.toml", MAP.to_owned())],
            arguments: &["schedule", "s.csv", "--map", "map.toml"],
            talks: json!([["One; two", "2024-06-01T09:30", 30, "A", ["Ann Example", "Bob Sample"]]]),
        },
    ];
    forms.extend(folders());
    forms
}

/// What is a folder of files.
fn folders() -> [Form; 2] {
    [
        Form {
        name: "RubyEvents",
        files: vec![
            ("r/data/conf/series.yml", "name: Conf\nwebsite: https://example.org/\nemail: SECRET\n".to_owned()),
            ("r/data/conf/conf-2024/event.yml", "title: Conf 2024\nstart_date: '2024-06-01'\nend_date: '2024-06-02'\nlocation: Lyon, France\ncoordinates: SECRET\n".to_owned()),
            ("r/data/conf/conf-2024/videos.yml", "---\n- title: 'Keynote: One'\n  raw_title: x\n  speakers: [Ann Example]\n  date: '2024-06-01'\n  video_provider: youtube\n  video_id: abc\n  \
              notes: SECRET\n- title: Lightning Talks\n  date: '2024-06-02'\n  video_provider: youtube\n  video_id: def\n  talks:\n    - title: Short\n      speakers: [Bob Sample]\n      \
              video_provider: parent\n- title: Unseen\n  speakers: [Cy Third]\n  date: '2024-06-02'\n  video_provider: not_recorded\n  video_id: x\n".to_owned()),
        ],
        arguments: &["rubyevents", "r"],
        talks: json!([["Keynote: One", null, null, null, ["Ann Example"]], ["Short", null, null, null, ["Bob Sample"]], ["Unseen", null, null, null, ["Cy Third"]]]),
        },
        Form {
        name: "DevOpsDays",
        files: vec![
            ("d/data/events/2024/lyon/main.yml", "city: Lyon\nyear: 2024\nstartdate: 2024-06-01\nenddate: 2024-06-02\norganizer_email: SECRET\nprogram:\n  - title: ann-example\n    \
              type: talk\n    date: 2024-06-01\n    start_time: '09:30'\n    end_time: '10:00'\n".to_owned()),
            ("d/content/events/2024-lyon/program/ann-example.md", "+++\nTitle = \"One\"\nType = \"talk\"\nSpeakers = [\"ann-example\", \"bob-sample\"]\nYouTube = \"abc\"\nEmail = \"SECRET\"\n+++\n\nText.\n".to_owned()),
            ("d/content/events/2024-lyon/program/broken.md", "+++\nTitle = \n+++\n".to_owned()),
            ("d/content/events/2024-lyon/program/lunch.md", "---\ntitle: Lunch\ntype: custom\n---\n".to_owned()),
            ("d/content/events/2024-lyon/speakers/ann-example.md", "+++\nTitle = \"Ann Example\"\nTwitter = \"@ann\"\nEmail = \"SECRET\"\n+++\nBio.\n".to_owned()),
        ],
        arguments: &["devopsdays", "d"],
        talks: json!([["One", "2024-06-01T09:30", 30, null, ["Ann Example", "Bob Sample"]]]),
        },
    ]
}
