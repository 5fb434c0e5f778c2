#!/usr/bin/env python3
"""generate.py N OUT --from CONTENT: write a site of N made talks; N may be a million.

CONTENT is a Rexbase content folder with talks and events in TOML front matter, such as an import makes. Talks are taken in a fixed shuffled
order. When there are fewer than N, they are taken again, with a number in titles, in the names of events and in those of people: so all of these grow with
the talks, as they would; topics stay. Nothing is kept in memory but the talks of CONTENT. Needs Python 3.11."""
import argparse
import json
import pathlib
import random
import tomllib

arguments = argparse.ArgumentParser(description=__doc__)
arguments.add_argument("count", type=int)
arguments.add_argument("out", type=pathlib.Path)
arguments.add_argument("--from", dest="content", type=pathlib.Path, required=True)
arguments.add_argument("--few-files", action="store_true", help="with `few_files = true`")
options = arguments.parse_args()


def quoted(value):
    return json.dumps(value, ensure_ascii=False)


def read(path):
    head, body = path.read_text(encoding="utf-8").split("+++\n", 2)[1:]
    return tomllib.loads(head), body


def names(people):
    return list(dict.fromkeys(person["name"] if isinstance(person, dict) else person for person in people))


def talk(path):
    matter, body = read(path)
    video = matter.get("video")
    return {
        "event": path.parent.name,
        "name": path.stem,
        "title": matter["title"],
        "date": str(matter["date"]) if "date" in matter else "",
        "language": matter.get("language", "en"),
        "speakers": names(matter.get("speakers", [])),
        "topics": list(dict.fromkeys(matter.get("topics", []))),
        "video": video.get("url", "") if isinstance(video, dict) else video or "",
        "body": body.strip(),
    }


def write(path, text):
    path.write_text(text, encoding="utf-8")


found = [talk(path) for path in sorted((options.content / "talks").glob("*/*.md"))]
random.Random(7).shuffle(found)
events = {path.stem: read(path)[0]["title"] for path in sorted((options.content / "events").glob("*.md"))}
content = options.out / "content"
(content / "events").mkdir(parents=True)
few = "few_files = true\n" if options.few_files else ""
write(options.out / "rexbase.toml", f'title = "Talk archive"\nbase_url = "https://talks.example.org/"\nlanguage = "en"\n{few}')

made = set()
for index in range(options.count):
    cycle, at = divmod(index, len(found))
    one = found[at]
    number = f" {cycle + 1}" if cycle else ""
    event = f"{one['event']}-{cycle + 1}" if cycle else one["event"]
    folder = content / "talks" / event
    if event not in made:
        made.add(event)
        folder.mkdir(parents=True)
        if one["event"] in events:
            write(content / "events" / f"{event}.md", f"+++\ntitle = {quoted(events[one['event']] + number)}\n+++\n")
    lines = [f"title = {quoted(one['title'] + number)}", f"language = {quoted(one['language'])}"]
    if one["date"]:
        lines.append(f"date = {one['date'][:10]}" if len(one["date"]) >= 10 else f"date = {quoted(one['date'])}")
    if one["event"] in events:
        lines.append(f"event = {quoted(event)}")
    if one["video"]:
        lines.append(f"video = {quoted(one['video'])}")
    lines.append(f"speakers = {quoted([name + number for name in one['speakers']])}")
    lines.append(f"topics = {quoted(one['topics'])}")
    write(folder / f"{one['name']}.md", "+++\n" + "\n".join(lines) + f"\n+++\n\n{one['body']}\n")
