"""Writes made-up sites of four shapes, to measure how long a whole site takes to build.

    python3 benches/make_sites.py S target/bench/site-S
    python3 benches/make_sites.py E target/bench/site-E --share 10     # a tenth of it

S  50 chapters of 600 words with 4 charts and a table each, from 340 areas, 30 indicators and 10 periods.
M  340 areas with a profile, 12 indicators and 10 periods.
P  10,000 pages of 300 words without charts.
E  England: 309 districts, 6,900 wards and 33,755 neighbourhoods with a profile each, 30 indicators and 5 periods.

Python's standard library only; the same options give the same bytes everywhere. All areas, words and numbers are
made up, and the title of each site says so.
"""

import argparse
import csv
import shutil
import struct
from pathlib import Path

import generate

INDICATORS = {"S": 30, "M": 12, "P": 1, "E": 30}
PERIODS = {"S": 10, "M": 10, "P": 1, "E": 5}
FIRST_YEAR = 2014

WORDS = ("violence harm people place evening street school family service police health council child adult need risk "
         "year month rate number change report support early help change young town centre home work street partner "
         "evidence known record offence victim injury area ward safe fear trust local community group better often").split()

SITE = """\
title: Made-up figures for measuring speed, set {name}
publisher: Nobody; made up for measuring speed
demonstration: Everything here is made up, to measure how fast pages are built. Nothing can be concluded from it.
edition: "2026"
published: 2026-11-30
base-address: https://sna.example.org/
licence: {{name: CC0 1.0, address: "https://creativecommons.org/publicdomain/zero/1.0/"}}
accessibility:
  status: partially
  exceptions: [Nobody has looked at this site.]
  answer-within: 10 working days
  prepared: 30 November 2026
  reviewed: 30 November 2026
areas:
  assessed: all
  levels:
    - {{id: country, name: Country, plural: Countries, profile: yes, list: [{{code: E92000001, name: Everywhere, slug: all}}]}}
"""

LEVEL = """\
    - id: {id}
      name: {name}
      plural: {name}s
      profile: {profile}
      lookup: {{source: areas-illustrative, file: areas-illustrative.csv, code: {id}, name: {id} name, parent: {parent}}}
"""

SOURCE = """\
title: {title}
publisher: Nobody; made up for measuring speed
licence: {{name: CC0 1.0, address: "https://creativecommons.org/publicdomain/zero/1.0/"}}
attribution: Made up for measuring speed.
address: none
period: made up
status: illustrative
format: {format}
files: [{file}]
disclosure: {{rule: none, why: made up for measuring speed}}
"""

INDICATOR = """\
---
code: {code}
title: Measure {number} (illustrative)
short: Measure {number} (illustrative)
theme: Theme {theme}
unit: offences per 1,000 residents
method: rate
per: 1000
numerator: {{source: figures-illustrative, series: [{series}]}}
denominator: {{source: figures-illustrative, series: [residents]}}
polarity: lower is better
benchmark: all
levels: [country, {levels}]
sum: yes
{headline}definition: A made-up measure, for each 1,000 residents.
caution: Made up; nothing can be concluded from it.
---

Made up for measuring speed.
"""


def words(purpose, count):
    """So many words, always the same for the same purpose."""
    random = generate.draws(1, purpose, count)
    lines, sentence = [], []
    for at, draw in enumerate(random):
        sentence.append(WORDS[draw % len(WORDS)])
        if len(sentence) == 14 or at == count - 1:
            lines.append(" ".join(sentence).capitalize() + ".")
            sentence = []
    return "\n\n".join(" ".join(lines[at:at + 5]) for at in range(0, len(lines), 5))


class Areas:
    """The levels of a set with the code, the name and the parent of each area, and how many residents it has."""

    def __init__(self, name, share):
        if name == "E":
            wards, small = 6900 // share, 33755 // share
            districts = max(309 // share, 1)
            self.levels = [("district", districts, "E07"), ("ward", wards, "E05"), ("neighbourhood", small, "E02")]
        else:
            self.levels = [("district", 1 if name == "P" else max(340 // share, 1), "E07")]

    def code(self, level, number):
        """The nine letters of an area."""
        return f"{self.levels[level][2]}{number + 1:06}"

    def rows(self):
        """One for each smallest area: its code and name, and those of every area that it lies in."""
        count = self.levels[-1][1]
        for number in range(count):
            row = []
            # Each level is cut from the one below it, so that no area lies in two.
            at, of = number, count
            for level, (_, many, _) in reversed(list(enumerate(self.levels))):
                at, of = at * many // of, many
                row = [self.code(level, at), f"{generate.made_up_name(at)} {at + 1}", *row]
            yield row


def write_areas(folder, areas):
    """The lookup of areas as a source."""
    place = folder / "data" / "areas-illustrative"
    place.mkdir(parents=True)
    layout = "".join(f"  {level}: {{code: {level}, name: {level} name}}\n" for level, _, _ in areas.levels)
    text = SOURCE.format(title="Areas (illustrative)", format="lookup", file="areas-illustrative.csv")
    (place / "source.yaml").write_text(text + "layout:\n" + layout)
    with open(place / "areas-illustrative.csv", "w", newline="") as out:
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow([name for level, _, _ in areas.levels for name in (level, f"{level} name")])
        writer.writerows(areas.rows())


def write_figures(folder, areas, indicators, periods):
    """Counts of every indicator for every smallest area and period, each at least some hundred."""
    place = folder / "data" / "figures-illustrative"
    place.mkdir(parents=True)
    series = [f"measure-{number + 1}" for number in range(indicators)]
    values = "".join(f"    {name}: {name}\n" for name in [*series, "residents"])
    text = SOURCE.format(title="Figures (illustrative)", format="table", file="figures-illustrative.csv")
    layout = "layout:\n  area: {column: code}\n  period: {column: year, form: year}\n  values:\n" + values
    (place / "source.yaml").write_text(text + layout)
    level = len(areas.levels) - 1
    with open(place / "figures-illustrative.csv", "w", newline="") as out:
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow(["code", "year", *series, "residents"])
        for number in range(areas.levels[-1][1]):
            random = struct.unpack(f"<{indicators + 1}H", generate.draws(1, f"area {number}", 2 * indicators + 2))
            residents = 5_000 + random[-1] % 4_000
            for period in range(periods):
                counts = [100 + draw % 400 + (draw >> 9) * period // 10 for draw in random[:-1]]
                writer.writerow([areas.code(level, number), FIRST_YEAR + period, *counts, residents + 20 * period])


def write_indicators(folder, areas, count):
    """The definitions of the indicators."""
    place = folder / "content" / "indicators"
    place.mkdir(parents=True)
    for number in range(count):
        text = INDICATOR.format(
            code=f"ME-{number + 1:02}", number=number + 1, theme=number // 6 + 1, series=f"measure-{number + 1}",
            levels=", ".join(level for level, _, _ in areas.levels), headline="headline: yes\n" if number < 4 else "",
        )
        (place / f"measure-{number + 1}.md").write_text(text)


def write_chapters(folder, name, share, indicators):
    """Pages of words; those of S have charts and a table."""
    place = folder / "content" / "chapters"
    place.mkdir(parents=True)
    districts = max(340 // share, 1)
    pages, length = {"S": (50, 600), "M": (1, 300), "P": (10_000, 300), "E": (1, 300)}[name]
    for page in range(max(pages // share, 1)):
        of = f"measure-{page % indicators + 1}"
        text = [f"---\ntitle: Page {page + 1}\nsummary: Made-up words.\norder: {page + 1}\nkind: chapter\n---\n"]
        blocks = []
        if name == "S":
            for at, kind in enumerate(("line", "bar", "line", "bar")):
                chosen = f"measure-{(page + at) % indicators + 1}"
                first = page * 5 + at * 7
                codes = [f"E07{(first + step) % districts + 1:06}" for step in range(4 if kind == "line" else 10)]
                blocks.append(f"```chart\nid: PA-{page + 1}-{at + 1}\nkind: {kind}\nindicator: {chosen}\n"
                              f"areas: [{', '.join(codes)}]\nfinding: \"The rate was {{{{ {chosen}.rate }}}}\"\n```")
            codes = [f"E07{(page * 5 + step) % districts + 1:06}" for step in range(20)]
            blocks.append(f"```table\nid: PA-{page + 1}-5\nfinding: \"The rate was {{{{ {of}.rate }}}}\"\n"
                          f"indicators: [{of}]\nareas: [{', '.join(codes)}]\n```")
        paragraphs = words(f"page {page}", length).split("\n\n")
        for at, paragraph in enumerate(paragraphs):
            text.append(f"## Part {at // 2 + 1}\n" if at % 2 == 0 else "")
            text.append(paragraph + "\n")
            if at < len(blocks):
                text.append(blocks[at] + "\n")
        text += [block + "\n" for block in blocks[len(paragraphs):]]
        (place / f"page-{page + 1}.md").write_text("\n".join(text))
    content = folder / "content"
    (content / "index.md").write_text("---\ntitle: Made-up figures\nsummary: Made up for measuring speed.\nkind: home\n---\n\nMade up.\n")
    for page in ("methods", "accessibility"):
        (content / f"{page}.md").write_text(f"---\ntitle: {page.capitalize()}\nsummary: Made up.\nkind: {page}\norder: 90000\n---\n\nMade up.\n")


def write_site(name, folder, share=1):
    """A whole site below `folder`, which is emptied first."""
    shutil.rmtree(folder, ignore_errors=True)
    areas = Areas(name, share)
    folder.mkdir(parents=True)
    text = SITE.format(name=name)
    parent = None
    for level, _, _ in areas.levels:
        entry = LEVEL.format(id=level, name=level.capitalize(), profile="no" if name in "PS" else "yes", parent=parent or "")
        text += entry if parent else entry.replace(", parent: }", "}").replace("      lookup", "      parent: E92000001\n      lookup")
        parent = level
    (folder / "site.yaml").write_text(text)
    indicators = INDICATORS[name]
    write_areas(folder, areas)
    write_figures(folder, areas, indicators, PERIODS[name])
    write_indicators(folder, areas, indicators)
    write_chapters(folder, name, share, indicators)


def main():
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("set", choices=sorted(INDICATORS))
    parser.add_argument("folder", type=Path)
    parser.add_argument("--share", type=int, default=1, metavar="N", help="one Nth of the pages and areas")
    options = parser.parse_args()
    write_site(options.set, options.folder, options.share)


if __name__ == "__main__":
    main()
