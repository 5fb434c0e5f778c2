#!/usr/bin/env python3
"""What a schedule holds, counted without Rexbase: one JSON row for each talk.

A row is [title, start, minutes, room, speakers]: the start as clocks there show it, to the minute; what is not known is null. Breaks, and what was not
accepted, are left out. `tests/suite/schedules.rs` compares the rows with what `rexbase import` wrote.

Usage: count.py FORM PATH, where FORM is xml, c3voc, sessionize, table, devfest or devopsdays.
"""

import datetime
import gzip
import html
import json
import pathlib
import re
import sys
import unicodedata
import xml.etree.ElementTree as ElementTree


def line(text):
    """One line, composed, without entities and invisible letters."""
    text = unicodedata.normalize("NFC", html.unescape(text or ""))
    text = "".join(" " if letter in "\u2028\u2029\x85" else letter for letter in text)
    kept = (letter for letter in text if letter.isspace() or unicodedata.category(letter) not in ("Cc", "Co"))
    return " ".join("".join(kept).replace("\u200b", "").replace("\ufeff", "").split())


def minutes(text):
    """The minutes of `01:30` or `00:05:00`."""
    if not text:
        return None
    hours, rest, *_ = text.split(":")
    return int(hours) * 60 + int(rest)


def is_name(text):
    """An e-mail address is none, nor is a number."""
    return any(letter.isalpha() for letter in text) and not re.fullmatch(r"\S+@\S+\.\S+", text)


def row(title, start, length, room, speakers):
    names = sorted({line(name) for name in speakers if is_name(line(name))})
    return [line(title), start, length, line(room) or None, names]


def xml(path):
    for day in ElementTree.parse(path).getroot().iter("day"):
        for room in day.iter("room"):
            for event in room.findall("event"):
                start = event.findtext("date") or f"{day.get('date')}T{event.findtext('start')}"
                people = [person.text for person in event.findall("persons/person")]
                length = minutes(event.findtext("duration"))
                yield row(event.findtext("title"), start[:16], length, event.findtext("room"), people)


def c3voc(path):
    for day in json.load(open(path))["schedule"]["conference"]["days"]:
        for sessions in day["rooms"].values():
            for session in sessions:
                people = [person["public_name"] for person in session["persons"]]
                length = minutes(session["duration"])
                yield row(session["title"], session["date"][:16], length, session["room"], people)


def between(start, end):
    read = datetime.datetime.fromisoformat
    return int((read(end) - read(start)).total_seconds()) // 60


def sessionize(path):
    everything = json.load(open(path))
    names = {speaker["id"]: speaker["fullName"] for speaker in everything["speakers"]}
    rooms = {room["id"]: room["name"] for room in everything["rooms"]}
    for session in everything["sessions"]:
        if session["status"] != "Accepted" or session["isServiceSession"]:
            continue
        people = [names[speaker] for speaker in session["speakers"]]
        start, end = session["startsAt"], session["endsAt"]
        yield row(session["title"], start[:16], between(start, end), rooms.get(session["roomId"]), people)


def table(path):
    for written in gzip.open(path, "rt", encoding="utf-8"):
        talk = json.loads(written)
        start, end = talk["start"], talk["end"]
        length = between(start, end) if start and end else None
        room = None if talk["room"] == "UNKNOWN" else talk["room"]
        yield row(talk["title"], start and start[:16], length if (length or 0) > 0 else None, room, talk["speakers"])


def front_matter(path, fence):
    """The flat keys and lists of a file's front matter, in lower case: enough for these files."""
    text = path.read_text(encoding="utf-8")
    if not text.startswith(f"{fence}\n"):
        return {}
    matter = text.split(f"{fence}\n", 2)[1]
    keys, last = {}, None
    for written in matter.split("\n"):
        pair = re.match(r"^(\w+)\s*[:=]\s*(.*)$", written)
        item = re.match(r"^\s+- (.*)$", written)
        if pair:
            last = pair[1].lower()
            keys[last] = pair[2].strip()
        elif item and last:
            keys[last] = (keys[last] if isinstance(keys[last], list) else []) + [item[1].strip()]
        elif last and isinstance(keys[last], str) and written.startswith(" "):
            keys[last] = f"{keys[last]} {written.strip()}"
    return keys


def unquoted(text):
    text = text.strip()
    if text.startswith(">-"):
        return text[2:].strip()
    if len(text) > 1 and text[0] == text[-1] == "'":
        return text[1:-1].replace("''", "'")
    if len(text) > 1 and text[0] == text[-1] == '"':
        return json.loads(re.sub(r"\\U([0-9A-F]{8})", lambda code: chr(int(code[1], 16)), text))
    return text


def blocks(path):
    """The maps of a YAML list of flat maps, one level deep."""
    found, name = [], None
    for written in path.read_text(encoding="utf-8").split("\n"):
        if written.startswith("- "):
            found.append({})
        pair = re.match(r"^(?:- |  )(\w+):\s*(.*)$", written)
        if pair:
            found[-1][pair[1]] = unquoted(pair[2])
    return {block["key"]: block for block in found}


def devfest(path):
    root = pathlib.Path(path)
    slots, rooms = blocks(root / "data/slots.yml"), blocks(root / "data/rooms.yml")
    speakers = {}
    for file in sorted((root / "content/speakers").glob("*.md")):
        keys = front_matter(file, "---")
        if "key" in keys and "name" in keys:
            speakers[unquoted(keys["key"])] = unquoted(keys["name"])
    places, day, room, slot = {}, None, None, None
    schedule = (root / "data/schedule.yml").read_text(encoding="utf-8")
    for written in re.sub(r">-\n\s+", "", schedule).split("\n"):
        pair = re.match(r"^[\s-]*(day|room|slot|talk):\s*(.*)$", written)
        if not pair:
            continue
        name, value = pair[1], unquoted(pair[2])
        if name == "day":
            day = value
        elif name == "room":
            room = value
        elif name == "slot":
            slot = value
        else:
            places.setdefault(value, (day, slots[slot], rooms[room]))
    for file in sorted((root / "content/sessions").glob("*.md")):
        keys = front_matter(file, "---")
        if "key" not in keys or unquoted(keys["format"]) in ("pause", "lunch", "open", "party"):
            continue
        people = [speakers.get(unquoted(key), unquoted(key)) for key in keys["speakers"] if key not in "[]"]
        start = length = room = None
        if unquoted(keys["key"]) in places:
            day, slot, place = places[unquoted(keys["key"])]
            start, length, room = f"{day}T{slot['start']}", int(slot["duration"]), place["label"]
        yield row(unquoted(keys["title"]), start, length, room, people)


def devopsdays(path):
    root = pathlib.Path(path)
    for file in sorted(root.glob("content/events/*/program/*.md")):
        keys = front_matter(file, "+++")
        names = []
        for key in json.loads(keys.get("speakers", "[]")):
            page = file.parent.parent / "speakers" / f"{key}.md"
            title = unquoted(front_matter(page, "+++")["title"]) if page.exists() else None
            names.append(title or key.replace("-", " ").title())
        yield row(unquoted(keys["title"]), None, None, None, names)


if __name__ == "__main__":
    forms = {form.__name__: form for form in (xml, c3voc, sessionize, table, devfest, devopsdays)}
    for found in forms[sys.argv[1]](sys.argv[2]):
        print(json.dumps(found, ensure_ascii=False))
