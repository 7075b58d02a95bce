"""Writes made-up street crime as data.police.uk publishes it, and a whole site around it.

The rows have the twelve columns, the widths, the order and the oddities of the real files: no `Crime ID`
and no outcome for anti-social behaviour, points shared by many crimes, rows without a place, names with a
comma in quotes, `Context` always empty. Names of areas, streets and forces are made up, and so is every
row: the site is for measuring speed and says so in its title.

    python3 benches/generate.py target/bench/wide --rows 5000000 --areas 35672 --months 36
    python3 benches/generate.py target/bench/usual --rows 5000000 --areas 1200 --months 12

Python's standard library only. Every draw comes from SHAKE-256 of the seed, so the same options give the
same bytes on every machine and with every version of Python. `made.json` says what was made: the options,
the files, the bytes and how many groups there are, which are areas, months and types taken together.
"""

import argparse
import hashlib
import json
import shutil
import struct
from bisect import bisect_right
from itertools import accumulate
from pathlib import Path

HEADER = ("Crime ID,Month,Reported by,Falls within,Longitude,Latitude,Location,LSOA code,LSOA name,Crime type,"
          "Last outcome category,Context")
FIRST_YEAR = 2023

# The types of data.police.uk and about how many of 1,000 rows each is.
TYPES = (("Anti-social behaviour", 160), ("Bicycle theft", 10), ("Burglary", 42), ("Criminal damage and arson", 78),
         ("Drugs", 30), ("Other crime", 22), ("Other theft", 72), ("Possession of weapons", 10),
         ("Public order", 72), ("Robbery", 14), ("Shoplifting", 76), ("Theft from the person", 20),
         ("Vehicle crime", 62), ("Violence and sexual offences", 332))
WITHOUT_ID = 0  # anti-social behaviour: incidents, which have no identifier and no outcome

# Outcomes and how many of 64 rows have each.
OUTCOMES = (("Unable to prosecute suspect", 25), ("Investigation complete; no suspect identified", 22),
            ("Status update unavailable", 4), ("Awaiting court outcome", 3), ("Court result unavailable", 2),
            ("Under investigation", 3), ("Local resolution", 1), ("Offender given a caution", 1),
            ("Action to be taken by another organisation", 1),
            ("Further investigation is not in the public interest", 1),
            ("Further action is not in the public interest", 1))

FORCES = 43
AREAS_IN_AUTHORITY = 110
POINTS_IN_AREA = 4
WITHOUT_PLACE = 80  # one row in so many has neither a point nor an area

STEMS = ("Ash", "Birch", "Cold", "Dun", "Elder", "Fern", "Gorse", "Hazel", "Ivy", "Juniper", "Kell", "Linden",
         "Marl", "North", "Oak", "Pine", "Quarry", "Rowan", "Stone", "Thorn", "Upper", "Vale", "Willow", "Yew")
ENDS = ("bourne", "bury", "combe", "dale", "field", "ford", "ham", "hurst", "ley", "minster", "mouth", "stead",
        "ton", "worth")
STREETS = ("Avenue", "Close", "Drive", "Grove", "Lane", "Road", "Street", "Way")
PLACES = ("Parking Area", "Supermarket", "Shopping Area", "Petrol Station", "Sports/Recreation Area",
          "Park/Open Space", "Hospital", "Bus/Coach Station")


def draws(seed, purpose, size):
    """`size` bytes that depend on nothing but the seed and what they are for."""
    return hashlib.shake_256(f"{seed} {purpose}".encode()).digest(size)


def quoted(text):
    """A field as a CSV file has it: in quotes only where it must be."""
    if "," in text or '"' in text:
        return '"' + text.replace('"', '""') + '"'
    return text


def made_up_name(number):
    """A name of a place; about one in a hundred has commas, as one of the merged authorities has."""
    stem, end = STEMS[number % len(STEMS)], ENDS[number // len(STEMS) % len(ENDS)]
    if number % 90 == 40:
        other = ENDS[(number + 5) % len(ENDS)]
        return f"{stem}{end}, {stem}{other} and Lower {stem}{end}"
    return stem + end


class Country:
    """Areas in order of their force, each with its points, and how likely a row is to be at each."""

    def __init__(self, areas, seed):
        self.codes = [f"E01{number:06}" for number in range(1, areas + 1)]
        self.names = []
        self.forces = []  # the slug of each, and the number of its first spot
        self.points = []  # for each spot, the middle of its rows: from `Reported by` to `LSOA name`
        self.shares = []
        forces = min(FORCES, areas)
        random = struct.unpack(f"<{areas}H", draws(seed, "areas", 2 * areas))
        for force in range(forces):
            first, last = areas * force // forces, areas * (force + 1) // forces
            name = STEMS[force % len(STEMS)] + ("shire Police" if force < len(STEMS) else "wick Constabulary")
            self.forces.append((name.lower().replace(" police", "").replace(" constabulary", ""), len(self.points)))
            for area in range(first, last):
                self._add_area(area, f"{name},{name}", random[area], seed)
            self.points.append([f"{name},{name},,,No Location,,"] * POINTS_IN_AREA)
            self.shares.append(sum(self.shares[-(last - first):]) // WITHOUT_PLACE)

    def _add_area(self, area, force, draw, seed):
        within = area % AREAS_IN_AUTHORITY
        name = f"{made_up_name(area // AREAS_IN_AUTHORITY)} {within // 5 + 1:03}{'ABCDE'[within % 5]}"
        self.names.append(name)
        random = draws(seed, f"points {area}", 8 * POINTS_IN_AREA)
        points = []
        for point in range(POINTS_IN_AREA):
            east, north, street = struct.unpack_from("<HHI", random, 8 * point)
            longitude = f"{-2.9 + area % 200 / 60 + east / 4e6:.6f}"
            latitude = f"{50.9 + area // 200 / 45 + north / 4e6:.6f}"
            place = f"{longitude},{latitude},{quoted(location(street))},{self.codes[area]},{quoted(name)}"
            points.append(f"{force},{place}")
        self.points.append(points)
        # A town centre has ten times the rows of an ordinary area, a quiet one a fifth.
        self.shares.append(200 + 1500 * draw // 65536 + 60 * 65536 // (65736 - draw))

    def limits(self):
        """The end of each spot on a scale of 32 bits, for drawing spots by their shares."""
        total = sum(self.shares)
        return [(so_far << 32) // total for so_far in accumulate(self.shares)]


def location(draw):
    """`On or near` a street or, for one point in eight, a kind of place; a few names have quotes in them."""
    stem, end = STEMS[draw % len(STEMS)], ENDS[draw // 32 % len(ENDS)]
    if draw >> 29 == 0:
        return f"On or near {PLACES[draw // 1024 % len(PLACES)]}"
    if draw >> 16 & 511 == 0:
        return f'On or near The "Old {stem}{end}" Road'
    return f"On or near {stem}{end} {STREETS[draw // 1024 % len(STREETS)]}"


def spread(shares, size):
    """A table of `size` places in which each number stands as often as its share says."""
    total = sum(shares)
    limits = [so_far * size // total for so_far in accumulate(shares)]
    return [bisect_right(limits, place) for place in range(size)]


class Rows:
    """Makes the rows of a month, in the order of publication: by force, by area, by type."""

    def __init__(self, country, seed, ending):
        self.country = country
        self.seed = seed
        self.limits = country.limits()
        self.types = spread([share for _, share in TYPES], 65536)
        outcomes = [OUTCOMES[place][0] for place in spread([share for _, share in OUTCOMES], 64)]
        self.tails = [
            [f",{name},{'' if kind == WITHOUT_ID else outcome},{ending}" for outcome in outcomes]
            for kind, (name, _) in enumerate(TYPES)
        ]

    def keys(self, month, count):
        """Which spot and type each row has, as one number, sorted; and how many different ones have an area."""
        random = draws(self.seed, f"keys {month}", 6 * count)
        spots = struct.unpack_from(f"<{count}I", random)
        kinds = struct.unpack_from(f"<{count}H", random, 4 * count)
        limits, types, width = self.limits, self.types, len(TYPES)
        keys = sorted([bisect_right(limits, spot) * width + types[kind] for spot, kind in zip(spots, kinds)])
        without_place = {start - 1 for _, start in self.country.forces[1:]} | {len(self.country.points) - 1}
        groups = sum(1 for key in set(keys) if key // width not in without_place)
        return keys, groups

    def text(self, month, keys, first):
        """The lines of `keys`, of which the first is row `first` of the month."""
        random = draws(self.seed, f"rows {month} {first}", 33 * len(keys))
        digits, picks = random[len(keys):].hex(), random[:len(keys)]
        points, tails, width, month = self.country.points, self.tails, len(TYPES), f",{month},"
        lines = []
        at = 0
        for key, pick in zip(keys, picks):
            spot, kind = divmod(key, width)
            if kind == WITHOUT_ID:
                lines.append(f"{month}{points[spot][pick & 3]}{tails[kind][pick >> 2]}")
            else:
                lines.append(f"{digits[at:at + 64]}{month}{points[spot][pick & 3]}{tails[kind][pick >> 2]}")
            at += 64
        return "".join(lines)


def shuffled(keys, random):
    """The same keys in any order."""
    order = struct.unpack(f"<{len(keys)}Q", random)
    return [key for _, key in sorted(zip(order, keys))]


class Output:
    """Files below the folder of a source, with their checksums."""

    def __init__(self, folder, ending):
        self.folder = folder
        self.header = (HEADER + ending).encode()
        self.bytes = 0
        self.files = {}
        self.open = None

    def write(self, name, text):
        """Adds lines to the file called `name`; files are written one after the other."""
        if name not in self.files:
            self.close()
            path = self.folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            self.open = path.open("wb")
            self.files[name] = hashlib.sha256()
            self._put(name, self.header)
        self._put(name, text.encode())

    def _put(self, name, block):
        self.open.write(block)
        self.files[name].update(block)
        self.bytes += len(block)

    def close(self):
        """Ends the last file."""
        if self.open:
            self.open.close()
        self.open = None


def write_rows(options, country):
    """Writes all rows; returns the files with their checksums, their bytes and the number of groups."""
    ending = "\r\n" if options.crlf else "\n"
    output = Output(options.site / "data" / "police", ending)
    rows = Rows(country, options.seed, ending)
    groups = 0
    for number in range(options.months):
        month = f"{FIRST_YEAR + number // 12}-{number % 12 + 1:02}"
        count = options.rows * (number + 1) // options.months - options.rows * number // options.months
        keys, found = rows.keys(month, count)
        groups += found
        for name, start, end in parts(options.layout, country, month, keys):
            part = keys[start:end]
            if options.order == "shuffled":
                part = shuffled(part, draws(options.seed, f"order {month} {start}", 8 * len(part)))
            # A block at a time, so that memory does not grow with the rows.
            for first in range(0, max(len(part), 1), 100_000):
                output.write(name, rows.text(month, part[first:first + 100_000], start + first))
    output.close()
    return {name: digest.hexdigest() for name, digest in output.files.items()}, output.bytes, groups


def parts(layout, country, month, keys):
    """The name of each file of a month and which of the month's rows stand in it."""
    if layout == "one":
        yield "all-forces-street.csv", 0, len(keys)
        return
    for number, (force, first) in enumerate(country.forces):
        last = country.forces[number + 1][1] if number + 1 < len(country.forces) else len(country.points)
        start, end = (bisect_right(keys, spot * len(TYPES) - 1) for spot in (first, last))
        yield f"{month}/{month}-{force}-street.csv", start, end


SITE = """\
title: Made-up street crime for measuring speed
publisher: Nobody; no number here is of any place
demonstration: Every row is made up, to measure how fast files are read. Do not publish it.
edition: "2026"
published: 2026-01-01
licence: {name: MIT, address: "https://opensource.org/license/mit"}
accessibility:
  status: partially
  answer-within: 10 working days
  prepared: 1 January 2026
  reviewed: 1 January 2026
areas:
  assessed: made-up-country
  levels:
    - id: country
      name: Country
      plural: Countries
      profile: yes
      list:
        - {code: E92000001, name: Made-up country}
    - id: lsoa
      name: Small area (LSOA)
      plural: Small areas (LSOAs)
      parent: E92000001
      lookup: {source: areas, file: areas.csv, code: lsoa21cd, name: lsoa21nm}
"""

LOOKUP = """\
title: Made-up small areas
publisher: Nobody; made up to measure speed
licence: {name: MIT, address: "https://opensource.org/license/mit"}
attribution: Made up to measure speed.
address: none
period: none
status: published
format: lookup
files: [areas.csv]
disclosure: {rule: none, why: names and codes of made-up areas}
layout:
  lsoa: {code: lsoa21cd, name: lsoa21nm}
"""

SOURCE = """\
title: Made-up street crime
publisher: Nobody; made up to measure speed
licence: {name: MIT, address: "https://opensource.org/license/mit"}
attribution: Made up to measure speed.
address: none
period: none
status: published
disclosure: {rule: none, why: every row is made up}
"""

FORMATS = {
    "police-street": "format: police-street\n",
    "table": """\
format: table
layout:
  area: {column: LSOA code}
  area-missing: drop
  period: {column: Month, form: month}
  series: {column: Crime type}
  count: rows
""",
}

PAGES = {"index.md": ("Made-up street crime", 0, "home"), "methods.md": ("Methods", 90, "methods")}


def write_site(options, country, files):
    """Writes all that the rows need around them to be a site."""
    site = options.site
    (site / "content").mkdir(exist_ok=True)
    (site / "data" / "areas").mkdir(exist_ok=True)
    (site / "site.yaml").write_text(SITE, encoding="utf-8")
    (site / "data" / "areas" / "source.yaml").write_text(LOOKUP, encoding="utf-8")
    with (site / "data" / "areas" / "areas.csv").open("w", encoding="utf-8", newline="") as file:
        file.write("lsoa21cd,lsoa21nm\n")
        file.writelines(f"{code},{quoted(name)}\n" for code, name in zip(country.codes, country.names))
    line = "  - {{name: {}, sha256: {}}}\n" if options.checksums else "  - {}\n"
    listed = "".join(line.format(name, digest) for name, digest in files.items())
    source = f"{SOURCE}files:\n{listed}{FORMATS[options.format]}"
    (site / "data" / "police" / "source.yaml").write_text(source, encoding="utf-8")
    for name, (title, order, kind) in PAGES.items():
        page = f"---\ntitle: {title}\nsummary: For measuring speed.\norder: {order}\nkind: {kind}\n---\n\nWords.\n"
        (site / "content" / name).write_text(page, encoding="utf-8")


def arguments(given=None):
    """The options, which are also what `made.json` keeps of them."""
    parser = argparse.ArgumentParser(description="Writes made-up street crime and a site around it.")
    parser.add_argument("site", type=Path, help="the folder of the site; what was there of an earlier run goes")
    parser.add_argument("--rows", type=int, default=5_000_000)
    parser.add_argument("--months", type=int, default=36, help=f"from January {FIRST_YEAR} on")
    parser.add_argument("--areas", type=int, default=35_672, help="how many LSOAs, from E01000001 on")
    parser.add_argument("--layout", choices=("one", "folders"), default="one",
                        help="one file, or a folder for each month with a file for each force")
    parser.add_argument("--order", choices=("published", "shuffled"), default="published",
                        help="rows of a file by area and type within a month, or in any order within a month")
    parser.add_argument("--crlf", action="store_true", help="lines end as Windows ends them")
    parser.add_argument("--checksums", action="store_true", help="declare the SHA-256 of each file")
    parser.add_argument("--format", choices=sorted(FORMATS), default="police-street",
                        help="the word under `format:`")
    parser.add_argument("--seed", type=int, default=20260331)
    options = parser.parse_args(given)
    if options.rows < 1 or not 1 <= options.months <= 240 or not 1 <= options.areas <= 999_999:
        parser.error("rows, months and areas must be 1 or more, with at most 240 months and 999,999 areas")
    return options


def make(options):
    """Writes the site; `made.json` is empty until all is whole."""
    marker = options.site / "made.json"
    if options.site.exists() and any(options.site.iterdir()) and not marker.exists():
        raise SystemExit(f"{options.site} holds something that this script did not make: give another folder")
    options.site.mkdir(parents=True, exist_ok=True)
    marker.write_text("{}\n", encoding="utf-8")
    shutil.rmtree(options.site / "data", ignore_errors=True)
    (options.site / "data" / "police").mkdir(parents=True)
    country = Country(options.areas, options.seed)
    files, size, groups = write_rows(options, country)
    write_site(options, country, files)
    whole = {**asked(options), "script": script(), "files": len(files), "bytes": size, "groups": groups}
    marker.write_text(json.dumps(whole, indent=2) + "\n", encoding="utf-8")
    return whole


def asked(options):
    """The options that decide what is made."""
    return {name: value for name, value in sorted(vars(options).items()) if name != "site"}


def made(options):
    """What stands in the folder, if it was made whole with these options by this script."""
    try:
        found = json.loads((options.site / "made.json").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    return found if found.items() >= {**asked(options), "script": script()}.items() else None


def script():
    """The checksum of this script: rows of an earlier one are not taken for its own."""
    return hashlib.sha256(Path(__file__).read_bytes()).hexdigest()


if __name__ == "__main__":
    MADE = make(arguments())
    print(f"{MADE['rows']:,} rows, {MADE['bytes']:,} bytes, {MADE['files']:,} files, {MADE['groups']:,} groups")
