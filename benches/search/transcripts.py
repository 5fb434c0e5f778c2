"""Makes two sites of the same talks of pyvideo, one with transcripts and one without: python3 transcripts.py PYVIDEO.tar.xz FOLDER [TALKS [WORDS]]

FOLDER/without and FOLDER/with are sites to build; FOLDER/queries.json are queries for transcripts.mjs. What is said in a talk is made of sentences of other talks'
descriptions, thirty of them, drawn with a fixed seed: so it has some 1,200 different words in 6,000, as speech has.
"""

import json
import pathlib
import random
import re
import sys
import tarfile

archive, folder = sys.argv[1], pathlib.Path(sys.argv[2])
count, words = int((sys.argv[3:] or ["1000"])[0]), int((sys.argv[4:] or ["6000"])[0])
dice = random.Random(17)

talks, described = [], []
with tarfile.open(archive) as tar:
    for member in sorted(tar.getmembers(), key=lambda member: member.name):
        if "/videos/" not in member.name or not member.name.endswith(".json"):
            continue
        talk = json.load(tar.extractfile(member))
        text = re.sub(r"<[^>]+>|[*_`\\#|]+|https?://\S+", " ", talk.get("description") or "")
        text = " ".join(text.split())
        if talk.get("language", "eng") != "eng" or len(text) < 80:
            continue
        talks.append({"title": talk["title"], "text": text, "speakers": talk.get("speakers") or [], "tags": talk.get("tags") or [], "recorded": talk.get("recorded")})
        described.append([s.split() for s in re.split(r"(?<=[.!?])\s+", text) if 4 < len(s.split()) < 40])
talks = dice.sample(talks, count)
quoted = lambda text: json.dumps(text, ensure_ascii=False)


def clock(second):
    return f"{second // 3600:02}:{second // 60 % 60:02}:{second % 60:02}.000"


def said():
    all_words = []
    own = [sentence for _ in range(30) for sentence in dice.choice(described)]
    while len(all_words) < words:
        all_words += dice.choice(own)
    cues = [all_words[at : at + 10] for at in range(0, words, 10)]
    lines = ["WEBVTT", ""]
    for number, cue in enumerate(cues):
        line = " ".join(cue).replace("-->", "").replace("&", "&amp;").replace("<", "&lt;")
        lines += [f"{clock(number * 4)} --> {clock(number * 4 + 4)}", line or "so", ""]
    return "\n".join(lines), [word for cue in cues for word in cue]


heard = []
for site in ["without", "with"]:
    (folder / site / "content/talks").mkdir(parents=True, exist_ok=True)
    (folder / site / "rexbase.toml").write_text('title = "Talks"\nbase_url = "https://example.org/"\nlanguage = "en"\n')
for number, talk in enumerate(talks):
    matter = [f"title = {quoted(talk['title'])}", f"topics = {quoted(talk['tags'][:8])}", f"speakers = {quoted(talk['speakers'][:6])}", 'video = "https://www.youtube.com/watch?v=aaaaaaaaaaa"']
    if talk["recorded"] and re.fullmatch(r"\d{4}-\d\d-\d\d", talk["recorded"]):
        matter.append(f"date = {talk['recorded']}")
    body = "\n+++\n\n" + talk["text"] + "\n"
    name = f"t-{number:05}"
    (folder / f"without/content/talks/{name}.md").write_text("+++\n" + "\n".join(matter) + body)
    (folder / f"with/content/talks/{name}.md").write_text("+++\n" + "\n".join([*matter, f'transcript = "{name}.en.vtt"']) + body)
    text, spoken = said()
    (folder / f"with/content/talks/{name}.en.vtt").write_text(text)
    heard.append(spoken)

plain = lambda word: re.sub(r"\W", "", word)
long_words = lambda text: [plain(word) for word in text if len(plain(word)) > 4]
queries = []
for index in range(40):
    queries.append({"sort": "title", "q": " ".join(long_words(dice.choice(talks)["title"].split())[:3])})
    spoken = dice.choice(heard)
    at = dice.randrange(len(spoken) - 40)
    queries.append({"sort": "said", "q": " ".join(long_words(spoken[at : at + 30])[:3])})
    queries.append({"sort": "phrase", "q": '"' + " ".join(plain(word) for word in spoken[at : at + 4]) + '"'})
    queries.append({"sort": "word", "q": dice.choice(long_words(dice.choice(talks)["text"].split()) or ["python"])})
(folder / "queries.json").write_text(json.dumps([query for query in queries if query["q"].strip('" ')], ensure_ascii=False))
