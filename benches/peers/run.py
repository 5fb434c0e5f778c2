#!/usr/bin/env python3
"""run.py [-n RUNS] [--rexbase COMMAND] SITE [SITE ...]: build each site cold, in turn, RUNS times; print medians and ratios to the first.

What builds a site is told by its config: rexbase.toml, hugo.toml or config.toml (Zola). Cold means: no output, no cache of the tool's; the
sources are in the system's cache of files, since every site is read once before."""
import argparse
import os
import pathlib
import shutil
import statistics
import subprocess
import sys
import time

arguments = argparse.ArgumentParser(description=__doc__)
arguments.add_argument("-n", type=int, default=5)
arguments.add_argument("--rexbase", default=str(pathlib.Path(__file__).resolve().parents[2] / "target/release/rexbase"))
arguments.add_argument("--timings", action="store_true", help="print Rexbase's own profile of its last run")
arguments.add_argument("sites", nargs="+", type=pathlib.Path)
options = arguments.parse_args()

TOOLS = {
    "rexbase.toml": ([options.rexbase, "build", "--timings"], ["output", ".rexbase"]),
    "hugo.toml": (["hugo", "--quiet"], ["public", "resources", ".hugo_build.lock"]),
    "config.toml": (["zola", "build"], ["public"]),
}


def tool(site):
    for config, found in TOOLS.items():
        if (site / config).is_file():
            return found
    sys.exit(f"{site}: neither a Rexbase nor a Hugo nor a Zola site")


def clean(site):
    """Puts the output and the caches aside. They are removed at the end: ext4 gives out slowly the inodes of files that were removed in the
    last minutes, so that removing them now would slow down the build that is measured."""
    for name in tool(site)[1]:
        path = site / name
        if path.exists():
            aside = site / f".aside-{time.monotonic_ns()}"
            path.rename(aside)


def sweep(site):
    for path in site.glob(".aside-*"):
        shutil.rmtree(path) if path.is_dir() else path.unlink()


def build(site):
    """Wall and CPU seconds, peak memory in MB, and what was printed on standard error."""
    clean(site)
    os.sync()
    start = time.monotonic()
    child = subprocess.Popen(tool(site)[0], cwd=site, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
    printed = child.stderr.read()
    _, status, used = os.wait4(child.pid, 0)
    wall = time.monotonic() - start
    if status:
        sys.exit(f"{site}: {' '.join(tool(site)[0])} failed\n{printed[-2000:]}")
    return wall, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024, printed


for site in options.sites:
    sum(len(path.read_bytes()) for path in site.rglob("*") if path.is_file() and not path.parts[len(site.parts)].startswith("."))
runs = {site: [] for site in options.sites}
for _ in range(options.n):
    for site in options.sites:
        runs[site].append(build(site))

first = options.sites[0]
print(f"{'site':24} {'wall s':>18} {'CPU s':>8} {'peak MB':>8} {'files':>8} {'wall / first':>22}")
for site, measured in runs.items():
    wall, cpu, memory = ([run[index] for run in measured] for index in range(3))
    ratios = [run[0] / other[0] for run, other in zip(measured, runs[first])]
    output = site / tool(site)[1][0]
    files = sum(1 for path in output.rglob("*") if path.is_file())
    spread = f"{statistics.median(wall):.2f} ({min(wall):.2f}-{max(wall):.2f})"
    times = f"{statistics.median(ratios):.2f} ({min(ratios):.2f}-{max(ratios):.2f})"
    print(f"{site.name:24} {spread:>18} {statistics.median(cpu):8.2f} {max(memory):8.0f} {files:8} {times:>22}")
if options.timings:
    for site in options.sites:
        if (site / "rexbase.toml").is_file():
            print(f"\n{site.name}, last run:\n{runs[site][-1][3]}")
for site in options.sites:
    sweep(site)
