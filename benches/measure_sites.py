"""Measures how long whole sites take to build, beside the floor and beside other builders.

    cargo build --release
    python3 benches/measure_sites.py             # the sets S, M and P, three runs of each
    python3 benches/measure_sites.py --sets E --share 20

Prints one Markdown table. Every set is built as it stands, with pictures for sharing ("cards"), and without. The floor
is `cp -r` of what was built. Hugo and Eleventy, where `hugo` and `eleventy` are commands or are named, build the words
of the set P, the only one that needs no program of charts; what they write has neither downloads nor a search, and
no link of it is checked. It may be run from any folder, on Linux or macOS; all that is made stays below `target/bench/`.
"""

import argparse
import os
import re
import shlex
import shutil
import statistics
import subprocess
import sys
from datetime import date
from pathlib import Path

import make_sites
from measure import FOLDER, REPOSITORY, Cost, processor, run

LAYOUT = """<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>{title}</title></head>
<body><main><h1>{title}</h1>{content}</main></body></html>
"""


def made(name, share):
    """The folder of a set, made anew."""
    folder = FOLDER / f"site-{name}"
    make_sites.write_site(name, folder, share)
    return folder


def without_cards(folder):
    """The same site without pictures for sharing."""
    other = folder.with_name(folder.name + "-plain")
    shutil.rmtree(other, ignore_errors=True)
    shutil.copytree(folder, other)
    with open(other / "site.yaml", "a", encoding="utf-8") as settings:
        settings.write("cards: no\n")
    return other


def words(folder):
    """Title and Markdown of every page of a site."""
    for path in sorted((folder / "content" / "chapters").glob("*.md")):
        head, body = path.read_text(encoding="utf-8").split("---\n", 2)[1:]
        yield path.stem, re.search("title: (.*)", head).group(1), body


def for_hugo(folder):
    """The words of a site as Hugo wants them."""
    other = folder.with_name(folder.name + "-hugo")
    shutil.rmtree(other, ignore_errors=True)
    (other / "content").mkdir(parents=True)
    (other / "layouts" / "_default").mkdir(parents=True)
    (other / "config.toml").write_text('disableKinds = ["taxonomy", "term", "RSS", "sitemap"]\n')
    page = LAYOUT.format(title="{{ .Title }}", content="{{ .Content }}")
    for layout in ("single", "list"):
        (other / "layouts" / "_default" / f"{layout}.html").write_text(page)
    for name, title, body in words(folder):
        (other / "content" / f"{name}.md").write_text(f"---\ntitle: {title}\n---\n{body}")
    return other


def for_eleventy(folder):
    """The words of a site as Eleventy wants them."""
    other = folder.with_name(folder.name + "-eleventy")
    shutil.rmtree(other, ignore_errors=True)
    (other / "_includes").mkdir(parents=True)
    (other / "_includes" / "page.njk").write_text(LAYOUT.format(title="{{ title }}", content="{{ content | safe }}"))
    for name, title, body in words(folder):
        (other / f"{name}.md").write_text(f"---\ntitle: {title}\nlayout: page.njk\n---\n{body}")
    return other


def builders(name, folder, options):
    """Name, command, folder it runs in and output of each builder of a set."""
    output = folder.with_name(folder.name + "-public")
    plain = without_cards(folder)
    ours = shlex.split(options.ours)
    yield "sna", [*ours, "--root", str(folder), "--output", str(output)], folder, output
    yield "sna, no cards", [*ours, "--root", str(plain), "--output", str(output)], folder, output
    if name != "P":
        return
    for builder, prepare, arguments in (
        ("hugo", for_hugo, ["--quiet", "--destination"]),
        ("eleventy", for_eleventy, ["--quiet", "--output"]),
    ):
        program = shlex.split(getattr(options, builder))
        if shutil.which(program[0]):
            yield builder, [*program, *arguments, str(output)], prepare(folder), output


def cost_of(command, folder, output, log):
    """What one run costs, into a place where nothing stands."""
    shutil.rmtree(output, ignore_errors=True)
    os.chdir(folder)
    return run(command, log)


def measured(options):
    """The rows of the table."""
    log = FOLDER / "sites.log"
    for name in options.sets:
        folder = made(name, options.share)
        for builder, command, place, output in builders(name, folder, options):
            costs, floors = [], []
            for number in range(options.runs):
                costs.append(cost_of(command, place, output, log))
                copy = output.with_name(output.name + "-copy")
                floors.append(cost_of(["cp", "-r", str(output), str(copy)], place, copy, log))
                shutil.rmtree(copy)
                print(f"  {number + 1}/{options.runs} {name} {builder}: {costs[-1].wall:.1f} s", file=sys.stderr)
            files = [path for path in output.rglob("*") if path.is_file()]
            pages = sum(path.suffix == ".html" for path in files)
            size = sum(path.stat().st_size for path in files)
            yield name, builder, middle(costs), middle(floors), pages, len(files), size
            shutil.rmtree(output)


def middle(costs):
    """The medians, each by itself."""
    return Cost(*(statistics.median(getattr(cost, name) for cost in costs) for name in ("cpu", "wall", "peak")))


def main():
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sets", nargs="+", choices=sorted(make_sites.INDICATORS), default=["S", "M", "P"])
    parser.add_argument("--share", type=int, default=1, metavar="N", help="one Nth of the pages and areas of each set")
    parser.add_argument("--runs", type=int, default=3, metavar="N")
    parser.add_argument("--ours", default=f"{REPOSITORY}/target/release/sna build --quiet", metavar="COMMAND")
    parser.add_argument("--hugo", default="hugo", metavar="COMMAND")
    parser.add_argument("--eleventy", default="eleventy", metavar="COMMAND")
    options = parser.parse_args()
    FOLDER.mkdir(parents=True, exist_ok=True)
    share = f"one {options.share}th of each set; " if options.share > 1 else ""
    lines = [f"{share}median of {options.runs}; {processor()}, {date.today()}", "",
             "| Set | Builder | CPU s | Wall s | Peak MB | CPU / `cp -r` | Pages | Files | MB written |",
             "| --- | --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: |"]
    for name, builder, cost, floor, pages, files, size in measured(options):
        ratio = cost.cpu / max(floor.cpu, 0.01)
        lines.append(f"| {name} | {builder} | {cost.cpu:.2f} | {cost.wall:.2f} | {cost.peak:,.0f} | {ratio:.1f} "
                     f"| {pages:,} | {files:,} | {size / 1e6:,.1f} |")
    print("\n".join(lines))


if __name__ == "__main__":
    main()
