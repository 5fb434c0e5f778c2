#!/usr/bin/env python3
"""generate.py N OUT --from CONTENT: write the same N talks as a Rexbase, a Hugo and a Zola site.

CONTENT is a Rexbase content folder with talks in TOML front matter. Talks are taken in a fixed shuffled order, so that a smaller
set is part of a larger one; when there are fewer than N, they are taken again with a number after their names. Needs Python 3.11."""
import argparse
import json
import pathlib
import random
import re
import shutil
import tomllib

arguments = argparse.ArgumentParser(description=__doc__)
arguments.add_argument("count", type=int)
arguments.add_argument("out", type=pathlib.Path)
arguments.add_argument("--from", dest="content", type=pathlib.Path, required=True)
options = arguments.parse_args()

BASE = "https://talks.example.org"
PER_PAGE = 50


def slug(text):
    return re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-")[:80].strip("-")


def prose(text):
    """The text without what one of the three reads as its own markup."""
    text = text.replace("<", " ").replace("{{", "{ {").replace("{%", "{ %").replace("{#", "{ #").replace("[[", "[ [")
    text = re.sub(r"\]\([^)]*\)", "]", text)
    text = re.sub(r"(?m)^(\s*\[[^\]\n]*\]):", r"\1 -", text)
    return re.sub(r"(?m)^(\+\+\++|---+|===+)\s*$", "", text).strip()


def day(date):
    """A whole day, for the tools that know no other dates."""
    return date[:10] if len(date) >= 10 else "2015-01-01"


def read(path):
    head, body = path.read_text(encoding="utf-8").split("+++\n", 2)[1:]
    matter = tomllib.loads(head)
    video = matter.get("video")
    names = [person["name"] if isinstance(person, dict) else person for person in matter.get("speakers", [])]
    return {
        "title": matter["title"],
        "date": day(str(matter.get("date", ""))),
        "event": matter.get("event") or "",
        "language": matter.get("language", "en"),
        "people": [name for name in dict.fromkeys(names) if slug(name)],
        "topics": [topic for topic in dict.fromkeys(matter.get("topics", [])) if slug(topic)],
        "video": video if isinstance(video, str) else "",
        "body": prose(body),
    }


def write(path, text):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def quoted(value):
    return json.dumps(value, ensure_ascii=False)


def talks():
    found = [read(path) for path in sorted(options.content.glob("talks/**/*.md"))]
    random.Random(7).shuffle(found)
    taken = set()
    for index in range(options.count):
        cycle, at = divmod(index, len(found))
        talk = dict(found[at])
        if cycle:
            talk["title"] += f" part {cycle + 1}"
            talk["event"] = f"{talk['event']}-{cycle + 1}" if talk["event"] else ""
            talk["people"] = [f"{name} {cycle + 1}" for name in talk["people"]]
        name, number = slug(f"{talk['event']} {talk['title']}") or "talk", 2
        base = name
        while name in taken:
            name, number = f"{base}-{number}", number + 1
        taken.add(name)
        talk["slug"] = name
        yield talk


LINKS = '<a href="/">Home</a><a href="/talks/">Talks</a><a href="/people/">People</a><a href="/topics/">Topics</a><a href="/events/">Events</a>'
CSS = "body{font:16px/1.5 system-ui;max-width:60rem;margin:auto;padding:1rem}nav a{margin-right:1rem}\n"


def page(title, main):
    return f"""<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title} | Talk archive</title>
<link rel="stylesheet" href="/style.css">
<link rel="alternate" type="application/atom+xml" href="/atom.xml" title="Feed">
</head>
<body>
<header><nav>{LINKS}</nav></header>
<main>
{main}
</main>
<footer><p>Talk archive. <a href="/atom.xml">Feed</a> <a href="/sitemap.xml">Sitemap</a></p></footer>
</body>
</html>
"""


def rexbase(site, talks):
    write(site / "rexbase.toml", f'title = "Talk archive"\nbase_url = "{BASE}/"\nlanguage = "en"\ntheme = "peers"\nrecord_feeds = 0\n')
    shutil.copytree(pathlib.Path(__file__).parent / "theme", site / "themes/peers")
    for event in sorted({talk["event"] for talk in talks if talk["event"]}):
        dates = sorted(talk["date"] for talk in talks if talk["event"] == event)
        write(site / f"content/events/{slug(event)}.md", f"+++\ntitle = {quoted(event)}\nstart_date = {dates[0]}\nend_date = {dates[-1]}\n+++\n")
    for talk in talks:
        event = f"event = {quoted(slug(talk['event']))}\n" if talk["event"] else ""
        video = f"video = {quoted(talk['video'])}\n" if talk["video"] else ""
        write(
            site / f"content/talks/{talk['slug']}.md",
            f"+++\ntitle = {quoted(talk['title'])}\ndate = {talk['date']}\nlanguage = {quoted(talk['language'])}\n{event}{video}"
            f"speakers = {quoted(talk['people'])}\ntopics = {quoted(talk['topics'])}\n+++\n\n{talk['body']}\n",
        )


def hugo(site, talks):
    write(site / "hugo.toml", f'baseURL = "{BASE}/"\ntitle = "Talk archive"\n[taxonomies]\npeople = "people"\ntopics = "topics"\nevents = "events"\n[pagination]\npagerSize = {PER_PAGE}\n[outputs]\nhome = ["html", "atom"]\nsection = ["html"]\ntaxonomy = ["html"]\nterm = ["html"]\npage = ["html"]\n[mediaTypes."application/atom+xml"]\nsuffixes = ["xml"]\n[outputFormats.atom]\nmediaType = "application/atom+xml"\nbaseName = "atom"\nisPlainText = false\n[markup.highlight]\ncodeFences = false\n')
    write(site / "static/style.css", CSS)
    write(site / "content/_index.md", '+++\ntitle = "Home"\n+++\n')
    write(site / "content/talks/_index.md", '+++\ntitle = "Talks"\n+++\n')
    layouts = site / "layouts"
    write(layouts / "baseof.html", page('{{ block "title" . }}{{ .Site.Title }}{{ end }}', '{{ block "main" . }}{{ end }}'))
    date = '{{ .Date.Format "2006-01-02" }}'
    write(layouts / "_partials/item.html", f'<li><a href="{{{{ .Permalink }}}}">{{{{ .Title }}}}</a> <time datetime="{date}">{date}</time>{{{{ with .Params.people }}}} {{{{ delimit . ", " }}}}{{{{ end }}}}</li>\n')
    write(layouts / "_partials/pager.html", '<nav class="pager">{{ if .HasPrev }}<a href="{{ .Prev.URL }}">Previous</a>{{ end }} {{ .PageNumber }} of {{ .TotalPages }} {{ if .HasNext }}<a href="{{ .Next.URL }}">Next</a>{{ end }}</nav>')
    listing = '{{ define "title" }}{{ .Title }}{{ end }}{{ define "main" }}<h1>{{ .Title }}</h1><ul>\n{{ range .Paginator.Pages }}{{ partial "item.html" . }}{{ end }}</ul>{{ partial "pager.html" .Paginator }}{{ end }}\n'
    write(layouts / "section.html", listing)
    write(layouts / "term.html", listing)
    write(layouts / "home.html", '{{ define "main" }}<h1>Latest talks</h1><ul>\n{{ range first 50 .Site.RegularPages.ByDate.Reverse }}{{ partial "item.html" . }}{{ end }}</ul>{{ end }}\n')
    write(layouts / "taxonomy.html", '{{ define "title" }}{{ .Title }}{{ end }}{{ define "main" }}<h1>{{ .Title }}</h1><ul>\n{{ range .Data.Terms.Alphabetical }}<li><a href="{{ .Page.Permalink }}">{{ .Page.Title }}</a> ({{ .Count }})</li>\n{{ end }}</ul>{{ end }}\n')
    terms = "".join(
        f'{open_}{{{{ range .GetTerms "{kind}" }}}}{item}<a href="{{{{ .Permalink }}}}">{{{{ .Title }}}}</a>{end} {{{{ end }}}}{close}\n'
        for kind, open_, item, end, close in (("people", '<ul class="speakers">', "<li>", "</li>", "</ul>"), ("topics", '<p class="tags">', "", "", "</p>"))
    )
    write(
        layouts / "page.html",
        f'{{{{ define "title" }}}}{{{{ .Title }}}}{{{{ end }}}}{{{{ define "main" }}}}<article data-pagefind-body lang="{{{{ .Params.lang }}}}">\n<h1>{{{{ .Title }}}}</h1>\n'
        f'<p><time datetime="{date}">{date}</time>{{{{ range .GetTerms "events" }}}} <a href="{{{{ .Permalink }}}}">{{{{ .Title }}}}</a>{{{{ end }}}}</p>\n{terms}'
        '{{ with .Params.video }}<p><a href="{{ . }}">Watch the video</a></p>{{ end }}\n{{ .Content }}\n</article>\n'
        '<nav class="prevnext">{{ with .PrevInSection }}<a rel="prev" href="{{ .Permalink }}">{{ .Title }}</a>{{ end }} {{ with .NextInSection }}<a rel="next" href="{{ .Permalink }}">{{ .Title }}</a>{{ end }}</nav>{{ end }}\n',
    )
    write(layouts / "home.atom.xml", '{{ printf "<?xml version=\\"1.0\\" encoding=\\"utf-8\\"?>" | safeHTML }}\n<feed xmlns="http://www.w3.org/2005/Atom"><title>{{ .Site.Title }}</title><id>{{ .Permalink }}</id>\n{{ range first 50 .Site.RegularPages.ByDate.Reverse }}<entry><title>{{ .Title }}</title><id>{{ .Permalink }}</id><link href="{{ .Permalink }}"/><published>{{ .Date.Format "2006-01-02T15:04:05Z07:00" }}</published><updated>{{ .Lastmod.Format "2006-01-02T15:04:05Z07:00" }}</updated><content type="html">{{ .Content | html }}</content></entry>\n{{ end }}</feed>\n')
    for talk in talks:
        events = [talk["event"]] if talk["event"] else []
        write(
            site / f"content/talks/{talk['slug']}.md",
            f"+++\ntitle = {quoted(talk['title'])}\ndate = {talk['date']}\npeople = {quoted(talk['people'])}\ntopics = {quoted(talk['topics'])}\nevents = {quoted(events)}\n"
            f"[params]\nlang = {quoted(talk['language'])}\nvideo = {quoted(talk['video'])}\n+++\n\n{talk['body']}\n",
        )


def zola(site, talks):
    kinds = "".join(f'  {{name = "{kind}", paginate_by = {PER_PAGE}}},\n' for kind in ("people", "topics", "events"))
    write(site / "config.toml", f'base_url = "{BASE}"\ntitle = "Talk archive"\ngenerate_feeds = true\nfeed_filenames = ["atom.xml"]\nfeed_limit = 50\nbuild_search_index = false\ntaxonomies = [\n{kinds}]\n')
    write(site / "static/style.css", CSS)
    write(site / "content/_index.md", '+++\ntitle = "Home"\n+++\n')
    write(site / "content/talks/_index.md", f'+++\ntitle = "Talks"\nsort_by = "date"\npaginate_by = {PER_PAGE}\npage_template = "page.html"\n+++\n')
    templates = site / "templates"
    write(templates / "base.html", page("{% block title %}{{ config.title }}{% endblock %}", "{% block main %}{% endblock %}"))
    item = '<li><a href="{{ p.permalink | safe }}">{{ p.title }}</a> <time datetime="{{ p.date }}">{{ p.date }}</time>{% if p.taxonomies.people %} {{ p.taxonomies.people | join(sep=", ") }}{% endif %}</li>\n'
    pager = '<nav class="pager">{% if paginator.previous %}<a href="{{ paginator.previous | safe }}">Previous</a>{% endif %} {{ paginator.current_index }} of {{ paginator.number_pagers }} {% if paginator.next %}<a href="{{ paginator.next | safe }}">Next</a>{% endif %}</nav>'
    extends = '{% extends "base.html" %}\n'
    for name, title in (("section", "section.title"), ("taxonomy_single", "term.name")):
        write(templates / f"{name}.html", f"{extends}{{% block title %}}{{{{ {title} }}}}{{% endblock %}}\n{{% block main %}}<h1>{{{{ {title} }}}}</h1><ul>\n{{% for p in paginator.pages %}}{item}{{% endfor %}}</ul>{pager}{{% endblock %}}\n")
    write(templates / "index.html", f'{extends}{{% block main %}}<h1>Latest talks</h1><ul>\n{{% set s = get_section(path="talks/_index.md") %}}{{% for p in s.pages | slice(end=50) %}}{item}{{% endfor %}}</ul>{{% endblock %}}\n')
    write(templates / "taxonomy_list.html", f"{extends}{{% block title %}}{{{{ taxonomy.name }}}}{{% endblock %}}\n{{% block main %}}<h1>{{{{ taxonomy.name }}}}</h1><ul>\n{{% for t in terms %}}<li><a href=\"{{{{ t.permalink | safe }}}}\">{{{{ t.name }}}}</a> ({{{{ t.page_count }}}})</li>\n{{% endfor %}}</ul>{{% endblock %}}\n")
    link = lambda kind: f'<a href="{{{{ get_taxonomy_url(kind="{kind}", name=e) | safe }}}}">{{{{ e }}}}</a>'
    each = lambda kind, item: f"{{% for e in page.taxonomies.{kind} | default(value=[]) %}}{item}{{% endfor %}}"
    write(
        templates / "page.html",
        f"{extends}{{% block title %}}{{{{ page.title }}}}{{% endblock %}}\n{{% block main %}}<article lang=\"{{{{ page.extra.lang }}}}\">\n<h1>{{{{ page.title }}}}</h1>\n"
        f"<p><time datetime=\"{{{{ page.date }}}}\">{{{{ page.date }}}}</time>{each('events', ' ' + link('events'))}</p>\n"
        f"<ul class=\"speakers\">{each('people', '<li>' + link('people') + '</li>')}</ul>\n<p class=\"tags\">{each('topics', link('topics') + ' ')}</p>\n"
        '{% if page.extra.video %}<p><a href="{{ page.extra.video | safe }}">Watch the video</a></p>{% endif %}\n{{ page.content | safe }}\n</article>\n'
        '<nav class="prevnext">{% if page.lower %}<a rel="prev" href="{{ page.lower.permalink | safe }}">{{ page.lower.title }}</a>{% endif %} {% if page.higher %}<a rel="next" href="{{ page.higher.permalink | safe }}">{{ page.higher.title }}</a>{% endif %}</nav>{% endblock %}\n',
    )
    for talk in talks:
        events = [talk["event"]] if talk["event"] else []
        write(
            site / f"content/talks/{talk['slug']}.md",
            f"+++\ntitle = {quoted(talk['title'])}\ndate = {talk['date']}\n[taxonomies]\npeople = {quoted(talk['people'])}\ntopics = {quoted(talk['topics'])}\nevents = {quoted(events)}\n"
            f"[extra]\nlang = {quoted(talk['language'])}\nvideo = {quoted(talk['video'])}\n+++\n\n{talk['body']}\n",
        )


every = list(talks())
for write_site in (rexbase, hugo, zola):
    site = options.out / f"{write_site.__name__}-{options.count}"
    shutil.rmtree(site, ignore_errors=True)
    write_site(site, every)
# What benches/search asks about.
told = [{"slug": talk["slug"], "title": talk["title"], "body": talk["body"], "people": talk["people"], "topics": talk["topics"], "events": [talk["event"]] if talk["event"] else []} for talk in every]
write(options.out / f"talks-{options.count}.json", json.dumps(told, ensure_ascii=False))
print(f"{len(every)} talks, {len({name for talk in every for name in talk['people']})} people, {sum(len(talk['body']) for talk in every)} characters of text")
