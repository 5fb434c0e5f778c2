#!/usr/bin/env python3
"""run.py [-n EDITS] [--rexbase COMMAND] [--memory EDITS] SITE [SITE ...]: how long after a save the new text is served.

What previews a site is told by its config: rexbase.toml, hugo.toml or config.toml (Zola). A save is written to another name and renamed, as editors do;
the page is then asked for on one connection, every millisecond, until it has the new words. Of a Rexbase site also measured: a title, a template that every page
is made with (until the page that is looked at has it, and until all pages have), the search data, builds of a cold process, what memory a long session takes, and
how long Ctrl-C takes. All files are put back. Loopback only."""
import argparse
import http.client
import os
import pathlib
import re
import shutil
import signal
import socket
import statistics
import subprocess
import sys
import threading
import time

HERE = pathlib.Path(__file__).resolve().parents[2]
arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
arguments.add_argument("-n", type=int, default=20, help="edits of each kind; of templates a quarter")
arguments.add_argument("--rest", type=float, default=3.0, help="seconds between edits, in which what follows is done")
arguments.add_argument("--memory", type=int, default=0, help="so many edits more, to see what memory they take")
arguments.add_argument("--rexbase", default=str(HERE / "target/release/rexbase"))
arguments.add_argument("sites", nargs="+", type=pathlib.Path)
options = arguments.parse_args()
# It is started in the folders of the sites.
options.rexbase = os.path.abspath(shutil.which(options.rexbase) or sys.exit(f"{options.rexbase}: there is no such command"))


def free_port():
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]


def command(site, port):
    if (site / "rexbase.toml").is_file():
        return [options.rexbase, "serve", "--port", str(port)]
    if (site / "hugo.toml").is_file():
        return ["hugo", "server", "--port", str(port), "--baseURL", f"http://127.0.0.1:{port}/"]
    return ["zola", "serve", "--port", str(port)]


def save(path, data):
    new = path.with_name(path.name + ".tmp~")
    new.write_bytes(data)
    os.replace(new, path)


class Preview:
    """A preview server of a site, and one connection to it."""

    def __init__(self, site):
        self.port = free_port()
        start = time.monotonic()
        self.process = subprocess.Popen(command(site, self.port), cwd=site, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
        self.connection = None
        self.said = ""
        # Always read, since a preview whose words nobody takes waits for room for more.
        threading.Thread(target=self.listen, daemon=True).start()
        while not (self.get("/") and ("Ctrl-C" in self.said or not (site / "rexbase.toml").is_file())):
            if self.process.poll() is not None:
                sys.exit(f"{site}: the preview ended with {self.process.returncode}")
            time.sleep(0.02)
        self.start = time.monotonic() - start

    def listen(self):
        for line in self.process.stdout:
            if len(self.said) < 10_000:
                self.said += line

    def get(self, path):
        for _ in range(2):
            try:
                if self.connection is None:
                    self.connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
                self.connection.request("GET", path, headers={"Cache-Control": "no-cache"})
                return self.connection.getresponse().read()
            except (OSError, http.client.HTTPException):
                self.connection = None
        return b""

    def memory(self, what="VmRSS"):
        status = pathlib.Path(f"/proc/{self.process.pid}/status").read_text()
        return int(re.search(rf"{what}:\s+(\d+)", status)[1]) // 1024

    def end(self):
        start = time.monotonic()
        self.process.send_signal(signal.SIGINT)
        self.process.wait(60)
        return time.monotonic() - start


def until(is_so, start, limit=120.0):
    """Milliseconds from `start` until something is so."""
    while not is_so():
        if time.monotonic() - start > limit:
            return float("nan")
        time.sleep(0.001)
    return (time.monotonic() - start) * 1000


def print_times(what, times):
    known = sorted(time for time in times if time == time)
    if not known:
        return print(f"{what:34} never")
    p95 = known[min(len(known) - 1, int(len(known) * 0.95))]
    print(f"{what:34} min {known[0]:6.0f}  median {statistics.median(known):6.0f}  p95 {p95:6.0f}  max {known[-1]:6.0f} ms, {len(known)} of {len(times)} edits", flush=True)


def titled(text, word):
    return re.sub(rb'(?m)^(title\s*[=:]\s*")', rb"\g<1>" + word.encode() + b" ", text, count=1)


def measure(site):
    is_rexbase = (site / "rexbase.toml").is_file()
    # Hugo and Zola have a page of the section in `_index.md`.
    talk = sorted(file for file in (site / "content/talks").rglob("*.md") if not file.name.startswith("_"))[0]
    original = talk.read_bytes()
    path = f"/talks/{talk.relative_to(site / 'content/talks').with_suffix('')}/"
    files = [talk]
    print(f"\n{site.name}", flush=True)
    if is_rexbase:
        builds(site, talk, original)
        files += begin_theme(site)
    kept = {file: file.read_bytes() for file in files}
    preview = Preview(site)
    print(f"{'ready after':34} {preview.start:.1f} s")
    time.sleep(options.rest)
    try:
        word = lambda kind, number: f"zq{os.getpid()}{kind}{number}"
        times, searched = [], []
        manifest = site / "output/search/manifest"
        for number in range(options.n):
            before = read(manifest)
            new = word("p", number)
            start = time.monotonic()
            save(talk, original + f"\n\n{new}\n".encode())
            times.append(until(lambda: new.encode() in preview.get(path), start))
            if before:
                searched.append(until(lambda: read(manifest) not in (before, b""), start))
            time.sleep(options.rest)
        print_times("prose, until it is served", times)
        if searched:
            print_times("  until search finds it", searched)
        times, searched = [], []
        for number in range(options.n):
            before = read(manifest)
            new = word("t", number)
            start = time.monotonic()
            save(talk, titled(original, new))
            times.append(until(lambda: new.encode() in preview.get(path), start))
            if before:
                searched.append(until(lambda: read(manifest) not in (before, b""), start))
            time.sleep(options.rest * 2)
        print_times("title, until it is served", times)
        if searched:
            print_times("  until search finds it", searched)
        if is_rexbase:
            templates(site, preview, path, word)
            memory(preview, talk, original, path, word)
        print(f"{'memory at the end, and at most':34} {preview.memory()} and {preview.memory('VmHWM')} MB")
    finally:
        ended = preview.end()
        print(f"{'Ctrl-C, until it has ended':34} {ended * 1000:.0f} ms")
        for file, data in kept.items():
            save(file, data)
        if is_rexbase:
            end_theme(site)


def read(path):
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return b""


def builds(site, talk, original):
    def build():
        start = time.monotonic()
        subprocess.run([options.rexbase, "build"], cwd=site, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        return (time.monotonic() - start) * 1000

    build()
    print_times("build, a new process, no change", [build() for _ in range(5)])
    edited = []
    for number in range(5):
        save(talk, original + f"\n\nbuild {number}\n".encode())
        edited.append(build())
    print_times("  after one edit of prose", edited)
    save(talk, original)


def begin_theme(site):
    """A theme of the site's own, which is the built-in one but for what is edited."""
    config = site / "rexbase.toml"
    before = config.read_bytes()
    template = site / "themes/bench/templates/base.html"
    template.parent.mkdir(parents=True)
    template.write_bytes((HERE / "themes/default/templates/base.html").read_bytes())
    config.with_name("rexbase.toml.kept~").write_bytes(before)
    save(config, b'theme = "bench"\n' + before)
    subprocess.run([options.rexbase, "build"], cwd=site, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    return []


def end_theme(site):
    os.replace(site / "rexbase.toml.kept~", site / "rexbase.toml")
    shutil.rmtree(site / "themes/bench")


def templates(site, preview, path, word):
    template = site / "themes/bench/templates/base.html"
    original = template.read_bytes()
    pages = sorted((site / "output").rglob("index.html"))
    # Redirects have a template of their own.
    pages = [page for page in pages[:: max(1, len(pages) // 20)] if b"<nav" in page.read_bytes()]
    shown, everywhere = [], []
    for number in range(max(3, options.n // 4)):
        new = word("b", number)
        preview.get(path)
        start = time.monotonic()
        save(template, original.replace(b"</body>", f"<!-- {new} --></body>".encode()))
        shown.append(until(lambda: new.encode() in preview.get(path), start))
        everywhere.append(until(lambda: all(new.encode() in read(page) for page in pages), start))
        time.sleep(options.rest)
    print_times("template, until the page shows it", shown)
    print_times("  until all pages do", everywhere)
    save(template, original)
    time.sleep(options.rest * 2)


def memory(preview, talk, original, path, word):
    if not options.memory:
        return
    taken = []
    for number in range(options.memory):
        new = word("m", number)
        save(talk, titled(original, new) if number % 10 == 0 else original + f"\n\n{new}\n".encode())
        until(lambda: new.encode() in preview.get(path), time.monotonic())
        if number % (options.memory // 10 or 1) == 0:
            time.sleep(options.rest)
            taken.append(preview.memory())
    print(f"{f'memory during {options.memory} edits':34} {' '.join(map(str, taken))} MB", flush=True)


print(f"{time.strftime('%Y-%m-%d')}, {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}")
for site in options.sites:
    measure(site.resolve())
