#!/usr/bin/env python3
"""generate.py SITE OUT [--lessons N] [--figures N]: copy a Rexbase site of talks, with N lessons and N figures in its talks.

SITE is what benches/peers/generate.py writes (TOML front matter, no headings that Rexbase knows). The copy has the built-in theme. Lessons are made of the words of
their talk, so that the vocabulary grows as it does in earnest. Of every 40 lessons, 20 have a life: a state, where they were applied, who verified them, or a
relation (`same_as`, `contradicts`, `supersedes`) to a lesson of another talk; relations never go in circles. Figures measure 40 metrics of 200 organisations. The same
arguments make the same bytes. `--lessons 0 --figures 0` makes the site to compare with."""
import argparse
import pathlib
import random
import re
import shutil

arguments = argparse.ArgumentParser(description=__doc__)
arguments.add_argument("site", type=pathlib.Path)
arguments.add_argument("out", type=pathlib.Path)
arguments.add_argument("--lessons", type=int, default=20_000)
arguments.add_argument("--figures", type=int, default=5_000)
options = arguments.parse_args()

HEADINGS = ["Lessons learned", "What went wrong", "What went well", "Surprises"]
VERBS = ["Measure", "Restore", "Rehearse", "Automate", "Watch", "Refuse", "Write down", "Test", "Share", "Stop"]
METRICS = [("incident duration", "min"), ("production releases", "releases/month"), ("availability", "%"), ("cost of hosting", "EUR"), ("build time", "min")]
random = random.Random(11)
words_of = re.compile(r"\b[A-Za-z]{3,}\b")


def lesson(number, words):
    """The words of a lesson: a verb, words of the talk, and a number, so that no two are the same."""
    some = [random.choice(words).lower() for _ in range(random.randint(6, 14))]
    return f"{random.choice(VERBS)} {' '.join(some)} in case {number}"


def anchor(text):
    """A lesson's anchor: its first eight words, at most 80 letters."""
    return "-".join(re.findall(r"[a-z0-9]+", text.lower())[:8])[:80].strip("-")


def life(number, earlier):
    """The list below a lesson that says what has become of it."""
    other = random.choice(earlier) if earlier else None
    state = ["observed", "identified", "applied", "validated", "rejected"][number % 5]
    match number % 40:
        case kind if kind >= 20:
            return []
        case kind if kind >= 9 or other is None:
            return [f"state: {state}"]
        case kind if kind >= 6:
            return [f"applied: checkout; since 20{10 + number % 15}-0{1 + number % 9}; by Ada Example; result: {number} fewer calls"]
        case 5:
            return [f"state: {state}", f"stale_after: 20{20 + number % 20}"]
        case 4:
            return ["verified: by Grace Example; at 2019-02"]
        case 3:
            return [f"contradicts: [[{other}]]"]
        case 2:
            return [f"supersedes: [[{other}]]"]
        case _:
            return [f"same_as: [[{other}]]", f"state: {state}"]


def figure(number):
    metric, unit = METRICS[number % len(METRICS)]
    metric = f"{metric} {number % 40}" if number % 40 >= len(METRICS) else metric
    value, before = random.randint(1, 900), random.randint(1, 900)
    return (
        f'\n[[figures]]\nmetric = "{metric}"\nvalue = {value}\nbefore = {before}\nunit = "{unit}"\nperiod = "{2010 + number % 15}"\n'
        f'organisation = "Organisation {number % 200}"\nquote = "It was {value}, and before that {before}."\n'
    )


shutil.rmtree(options.out, ignore_errors=True)
shutil.copytree(options.site, options.out, ignore=shutil.ignore_patterns("output", ".rexbase", "themes"))
config = options.out / "rexbase.toml"
config.write_text("".join(line for line in config.read_text(encoding="utf-8").splitlines(True) if not line.startswith(("theme ", "theme=", "record_feeds"))), encoding="utf-8")
talks = sorted((options.out / "content/talks").rglob("*.md"))
earlier, lessons, figures = [], 0, 0
for index, path in enumerate(talks):
    _, matter, body = path.read_text(encoding="utf-8").split("+++\n", 2)
    of_talk = (index + 1) * options.figures // len(talks) - figures
    matter += "".join(figure(figures + number) for number in range(of_talk))
    figures += of_talk
    of_talk = (index + 1) * options.lessons // len(talks) - lessons
    words = words_of.findall(body) or ["nothing", "more"]
    told = ""
    for _ in range(of_talk):
        text = lesson(lessons, words)
        told += f"\n## {HEADINGS[lessons % len(HEADINGS)]}\n\n- {text}.\n" + "".join(f"  - {line}\n" for line in life(lessons, earlier))
        record = path.relative_to(options.out / "content").with_suffix("")
        earlier.append(f"{record}#lesson-{anchor(text)}")
        lessons += 1
    path.write_text(f"+++\n{matter}+++\n{body}{told}", encoding="utf-8")
print(f"{len(talks)} talks, {lessons} lessons, {figures} figures")
