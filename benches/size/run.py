#!/usr/bin/env python3
"""run.py [--rexbase COMMAND] SITE [SITE ...]: what sites of different sizes take.

Of each site, one after the other: a build with nothing there before (time on the clock, of processors, the most memory), what it wrote, a build after an edit of one talk's
prose, and how long after such a save a preview serves the new words. The talk is put back. Loopback only."""
import argparse
import http.client
import os
import pathlib
import shutil
import socket
import subprocess
import time

arguments = argparse.ArgumentParser(description=__doc__)
arguments.add_argument("--rexbase", default="target/release/rexbase")
arguments.add_argument("sites", nargs="+", type=pathlib.Path)
options = arguments.parse_args()
program = os.path.abspath(options.rexbase)


def build(site):
    """Seconds on the clock, of processors, and the most memory in megabytes."""
    start = time.monotonic()
    process = subprocess.Popen([program, "build", "--root", str(site)], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, used = os.wait4(process.pid, 0)
    assert status == 0, f"{site}: the build failed"
    return time.monotonic() - start, used.ru_utime + used.ru_stime, used.ru_maxrss / 1000


def written(folder):
    files, size = 0, 0
    for path, _, names in os.walk(folder):
        files += len(names)
        size += sum(os.lstat(os.path.join(path, name)).st_size for name in names)
    return files, size


def to_screen(site, talk, address, text):
    """Seconds from a save until the page is served with it."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port = listener.getsockname()[1]
    process = subprocess.Popen([program, "serve", "--port", str(port), "--root", str(site)], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    try:
        while "Ctrl-C" not in (line := process.stdout.readline()):
            assert line, "the preview ended"
        took = []
        for number in range(3):
            time.sleep(3)
            word = f"marker{number}marker"
            save(talk, f"{text}\n\n{word}\n")
            start = time.monotonic()
            connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
            while True:
                connection.request("GET", address)
                if word.encode() in connection.getresponse().read():
                    break
                time.sleep(0.001)
            took.append(time.monotonic() - start)
        return sorted(took)[1]
    finally:
        process.terminate()
        process.wait()


def save(path, text):
    new = path.with_name(path.name + ".tmp~")
    new.write_text(text, encoding="utf-8")
    os.replace(new, path)


for site in options.sites:
    shutil.rmtree(site / "output", ignore_errors=True)
    shutil.rmtree(site / ".rexbase", ignore_errors=True)
    wall, processors, memory = build(site)
    files, size = written(site / "output")
    print(f"{site}: cold {wall:.1f} s, {processors:.1f} s of processors, {memory:.0f} MB at most; {files:,} files, {size / 1e6:,.0f} MB", flush=True)
    talk = min((site / "content/talks").glob("*/*.md"))
    text = talk.read_text(encoding="utf-8")
    address = f"/talks/{talk.parent.name}/{talk.stem}/"
    try:
        save(talk, f"{text}\n\nOne sentence more.\n")
        wall, processors, memory = build(site)
        print(f"  built after an edit in {wall:.1f} s, {processors:.1f} s of processors, {memory:.0f} MB", flush=True)
        print(f"  on the screen after {to_screen(site, talk, address, text) * 1000:.0f} ms", flush=True)
    finally:
        save(talk, text)
