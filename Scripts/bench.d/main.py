"""Scripts/bench, behind its set-up: makes the city, races ours against the rivals, prints a table.

bench [start|heatmap|join|import|export|server|field|all] [--quick] [--rounds N] [--rivals-only]
"""

import argparse
import os
import platform
import re
import shutil
import subprocess
import sys
import time
from pathlib import Path

import field
import jobs
import web
from measure import measure, race
from setting import ROWS

ROOT = Path(__file__).resolve().parent.parent.parent


def stores(stage, tags):
    """Our own stores, made by our own import; how long the large one takes is worth a line."""
    empty = stage.folder / "empty.tabaqa.sqlite"
    # Made by the program as it is now: an older one may have had another schema.
    stage.clear(empty)()
    measure(stage.ours("init", store=empty))
    measure(stage.ours("import", "areas", stage.folder / "areas.geojson", store=empty))
    for tag in tags:
        store = stage.store(tag)
        newer = stage.program.stat().st_mtime
        if store.exists() and store.stat().st_mtime > newer:
            continue
        stage.clear(store)()
        shutil.copy(empty, store)
        run = measure(stage.ours("import", "points", stage.folder / f"{tag}.csv", store=store), timeout=600)
        rows = ROWS[tag]
        print(f"bench: {rows:,} rows of CSV into our store in {run.seconds:.2f} s "
              f"({rows / run.seconds / 1000:,.0f} thousand rows/s, {run.megabytes:,.0f} MB)", flush=True)


def started(contender):
    """The best seconds a Python rival itself says it worked, without the interpreter's start and imports."""
    told = [re.search(r"seconds=(\S+)", run.output) for run in contender.runs]
    told = [float(match[1]) for match in told if match]
    return min(told) if told else None


def number(value):
    return f"{value:.3f}" if value < 1 else f"{value:.2f}" if value < 10 else f"{value:.1f}"


def rows_of(job, tag, contenders):
    """Table rows: each rival beside the last of ours before it, the one that starts from the same kind of file."""
    ours = first = None
    for contender in contenders:
        if contender.name.startswith("tabaqa"):
            ours = contender
        if first is None and not contender.failure:
            first = contender
        verdict = jobs.judge(job, contender, first)
        if contender.failure:
            yield f"| {job} {tag} | {contender.name} | | | | | | {verdict} |"
            continue
        ratio = ""
        if ours and ours is not contender and not ours.failure:
            ratio = f"**{contender.median / ours.median:.1f}×**"
        alone = started(contender)
        yield (
            f"| {job} {tag} | {contender.name} | {number(contender.median)} | {number(contender.best)} "
            f"| {number(alone) if alone else ''} | {ratio} | {contender.megabytes:,.0f} | {verdict} |")


def arguments():
    parser = argparse.ArgumentParser(prog="Scripts/bench", description="Ours against the rivals, in the same run.")
    parser.add_argument("job", nargs="?", default="all", choices=[*jobs.JOBS, "server", "field", "all"])
    parser.add_argument("--quick", action="store_true", help="one million points only, fewer rounds")
    parser.add_argument("--rounds", type=int, help="how often each is run (default 5, quick 3)")
    parser.add_argument("--rivals-only", action="store_true", help="without our own program")
    return parser.parse_args()


def main():
    wish = arguments()
    began = time.monotonic()
    folder = ROOT / ".build-bench"
    folder.mkdir(exist_ok=True)
    stage = jobs.Stage(folder, ROOT / os.environ["TABAQA_BUILD"] / "tabaqa")
    chosen = list(jobs.JOBS) if wish.job == "all" else [wish.job] if wish.job in jobs.JOBS else []
    tags = [tag for tag in ("1m", "10m") if any(tag in jobs.SIZES[job] for job in chosen)] or ["1m"]
    tags = tags[:1] if wish.quick else tags
    rounds = wish.rounds or (3 if wish.quick else 5)

    subprocess.run(
        [sys.executable, "-B", str(Path(__file__).with_name("formats.py")), str(folder), *tags], check=True)
    if not wish.rivals_only:
        stores(stage, tags)

    lines, failed = [], False
    for job in chosen:
        for tag in [tag for tag in jobs.SIZES[job] if tag in tags]:
            contenders = [
                contender for contender in jobs.JOBS[job](stage, tag, wish.quick)
                if not (wish.rivals_only and contender.name.startswith("tabaqa"))]
            print(f"bench: {job} {tag}: " + ", ".join(contender.name for contender in contenders), flush=True)
            if job == "heatmap" and not wish.rivals_only:
                measure(jobs.heatmap_values(stage, tag))
            race(contenders, 20 if job == "start" else rounds, patience=15 if wish.quick else 40)
            lines += rows_of(job, tag, contenders)
            failed = failed or any(
                contender.failure for contender in contenders if contender.name.startswith("tabaqa"))

    served = []
    if wish.job in ("server", "all") and not wish.rivals_only:
        served, bad = web.Web(ROOT, stage, min(rounds, 3)).run()
        failed = failed or bad

    sent = []
    if wish.job in ("field", "all") and not wish.rivals_only:
        sent, bad = field.Field(stage, min(rounds, 3)).run()
        failed = failed or bad

    print(f"\nWhole processes, page cache hot, {os.cpu_count()} processors ({platform.machine()}), "
          f"up to {rounds} rounds in turn, load {os.getloadavg()[0]:.1f}. "
          "“Work” is a Python rival's own time without the interpreter's start and imports.\n")
    print("| job | who | median s | best s | work s | ours is faster by | peak MB | answer |")
    print("|---|---|---:|---:|---:|---:|---:|---|")
    print("\n".join(lines))
    if served:
        print("\nServers on loopback, wrk on one processor; medians of the rounds.\n")
        print(web.TITLE)
        print("\n".join(served))
    if sent:
        print("\nWhat comes in, on loopback; wrk and pgbench share the processors with who answers them.\n")
        print(field.TITLE)
        print("\n".join(sent))
    print(f"\nbench: {time.monotonic() - began:.0f} s altogether")
    return 1 if failed or any("DIFFER" in line or "ROWS, NOT" in line for line in lines) else 0


if __name__ == "__main__":
    sys.exit(main())
