"""What a stranger can work out of a published site: least and most of each withheld count.

    attacker.py SITE [LATER_SITE ...] [--lookup areas.csv] [--truth truth.csv] [--width N] [--exact] [--out cells.csv]

It reads published files only: the downloads of numbers (`sna-EDITION.csv`, those of indicators, areas and
figures), `indicators.csv` for the words on what was withheld, and the pages of areas for what lies in what;
`--lookup` (code,parent) is what anybody can look up. It shares no code with the tool it judges.

Knowledge used: a printed count, or the interval that its rounding leaves; a printed value times people; the
ratio of a printed limit and its value, which tells the count with no population; all areas of a level add up
to the area they lie in; the bands of an age, the sexes and their crossings add up to everyone; the years of a
pooled period add up to it; two indicators that agree wherever both are printed count the same; what two editions
print alike, and all its parts, is the same in both. Counts are whole and never below zero; a withheld one is 1 or more where
zeros are shown, and under the threshold where nothing else is ever withheld.

`--truth` (edition,indicator,area code,period,breakdown,count) is never used to find an interval. It checks that
the truth satisfies every equation and lies in every interval (status 2 if not: the attacker is wrong) and tells
which withheld counts are small.
"""

import argparse
import csv
import glob
import itertools
import json
import math
import os
import re
import sys
from collections import defaultdict

import numpy
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import csr_matrix
from scipy.stats import chi2

INF = math.inf
SEXES = {"female", "male", "females", "males", "women", "men", "not stated", "unknown sex"}


class Wrong(Exception):
    """The attacker believed something that is not so."""


# --- What is printed ------------------------------------------------------------------------------------------


class Rule:
    """What the site says it withheld and rounded."""

    def __init__(self, words):
        found = re.search(r"counts of 1 to (\d+) withheld", words)
        self.under = int(found.group(1)) + 1 if found else 0
        self.zeros_shown = not re.search(r"and zeros|zeros? (is|are) withheld", words)
        self.others = bool(re.search(r"and others by which one|others? (are|is) withheld|more (are|is) withheld|subtract", words))
        found = re.search(r"nearest (\d+)", words)
        self.round = int(found.group(1)) if found else 1
        found = re.search(r"for each ([\d,]+)", words)
        self.per = float(found.group(1).replace(",", "")) if found else (100.0 if "in each 100" in words else 1.0)
        self.divided = "divided by" in words

    def of_printed(self, count):
        """The counts that are printed as `count`."""
        if self.round <= 1:
            return count, count
        if count == 0 and self.under > self.round // 2:
            return (0, 0)
        half = self.round // 2
        return max(count - half, self.under, 0), count + (half if self.round % 2 else half - 1)

    def of_withheld(self):
        """What the rule alone says of a withheld count."""
        return (1 if self.zeros_shown else 0), (INF if self.others or not self.under else self.under - 1)


class Row:
    """One line of a download; of several lines on one cell, all that any of them prints."""

    def __init__(self):
        self.count = self.value = self.lower = self.upper = self.people = None
        self.decimals = {}
        self.withheld = False

    def take(self, line):
        self.withheld |= line.get("status", "").startswith("[c]")
        for name, column in (("count", "count"), ("value", "value"), ("lower", "lower"), ("upper", "upper"),
                             ("people", "denominator")):
            text = (line.get(column) or "").replace(",", "").strip()
            if re.fullmatch(r"-?\d+(\.\d+)?", text):
                setattr(self, name, float(text))
                self.decimals[name] = len(text.partition(".")[2])


class Site:
    """One published folder."""

    def __init__(self, folder):
        found = sorted(glob.glob(os.path.join(folder, newest(folder), "data", "sna-*.csv")))
        if len(found) != 1:
            raise SystemExit(f"{folder}: {len(found)} files of all numbers, where one was expected")
        self.edition = re.search(r"sna-(.+)\.csv$", found[0]).group(1)
        base = os.path.dirname(found[0])
        self.rows, self.names, self.levels, self.source = defaultdict(Row), {}, {}, {}
        methods = lines(os.path.join(base, "indicators.csv"))
        self.rules = {line["indicator"]: Rule(line["how it was made"]) for line in methods}
        ids = {line["title"]: line["indicator"] for line in methods}
        figures = os.path.join(os.path.dirname(base), "f", "*", "*.csv")
        for path in found + sorted(glob.glob(os.path.join(base, "*", "*.csv"))) + sorted(glob.glob(figures)):
            for line in lines(path):
                if {"indicator", "area code", "period", "breakdown"} <= line.keys():
                    # Files of figures name an indicator by its title.
                    indicator = ids.get(line["indicator"], line["indicator"])
                    if indicator not in self.rules:
                        continue
                    period = re.sub(r"^(\d{4}) to (\d{4})$", r"\1-to-\2", line["period"])
                    self.rows[indicator, line["area code"], period, line["breakdown"]].take(line)
                    if line.get("area level"):
                        self.names[line["area code"]] = line["area"]
                        self.levels[line["area code"]] = line["area level"]
                    if line.get("source"):
                        self.source[indicator] = line["source"].split()[0]
        self.parents = {}
        codes = {(name, self.levels[code]): code for code, name in self.names.items()}
        by_name = defaultdict(list)
        for (name, _), code in codes.items():
            by_name[name].append(code)
        for path in glob.glob(os.path.join(os.path.dirname(base), "areas", "*", "index.html")):
            with open(path, encoding="utf-8") as file:
                text = file.read()
            title = re.search(r"<h1[^>]*>([^<]+)</h1>", text)
            kind = re.search(r'<p class="kind">([^<]+?) in ([^<]+)</p>', text)
            if title and kind and len(by_name[kind.group(2)]) == 1:
                own = codes.get((title.group(1), kind.group(1)))
                if own:
                    self.parents[own] = by_name[kind.group(2)][0]


def newest(folder):
    """The edition that a folder is of: it carries those before it, which are attacked as sites of their own."""
    with open(os.path.join(folder, "editions.json"), encoding="utf-8") as file:
        return json.load(file)["current"]


def lines(path):
    with open(path, encoding="utf-8-sig", newline="") as file:
        text = [line for line in file if not line.startswith("#")]
    return list(csv.DictReader(text))


# --- Counts from rates and limits -------------------------------------------------------------------------------


def exact_limit(count, confidence=0.95):
    return chi2.ppf(1 - (1 - confidence) / 2, 2 * (count + 1)) / 2


def byar_limit(count, z=1.959963984540054):
    more = count + 1
    return more * (1 - 1 / (9 * more) + z / (3 * math.sqrt(more))) ** 3


RATIOS = {count: (exact_limit(count) / count if count < 10 else byar_limit(count) / count) for count in range(1, 400)}


def of_value(row, rule, people):
    """The counts that a printed value allows, where the count itself is not printed."""
    low, high = 0, INF
    half = 0.5 * 10.0 ** -row.decimals["value"]
    if row.value == 0:
        return (0, 0) if row.upper in (None, 0.0) or not rule.divided else (0, INF)
    if people or not rule.divided:
        scale = (people if rule.divided else 1.0) / rule.per
        low = math.ceil((row.value - half) * scale - 1e-9)
        high = math.floor((row.value + half) * scale + 1e-9)
    if row.upper is not None and row.value > half:
        slack = 0.5 * 10.0 ** -row.decimals["upper"]
        least, most = (row.upper - slack) / (row.value + half), (row.upper + slack) / (row.value - half)
        fits = [count for count, ratio in RATIOS.items() if least <= ratio <= most]
        if fits and max(fits) < max(RATIOS):
            low, high = max(low, min(fits)), min(high, max(fits))
    if low > high:
        raise Wrong(f"a value of {row.value} allows no count")
    return low, high


# --- The system of equations --------------------------------------------------------------------------------------


class System:
    """Cells with bounds, and sums between them."""

    def __init__(self):
        self.index, self.keys, self.low, self.high, self.sums = {}, [], [], [], []
        self.withheld, self.rule, self.dropped = {}, {}, 0

    def add(self, key, low, high):
        at = self.index.setdefault(key, len(self.keys))
        if at == len(self.keys):
            self.keys.append(key)
            self.low.append(low)
            self.high.append(high)
        else:
            self.low[at], self.high[at] = max(self.low[at], low), min(self.high[at], high)
            if self.low[at] > self.high[at]:
                raise Wrong(f"two files print different counts of {key}")
        return at


def same_counts(site):
    """Indicators that count the same: those of one source that agree wherever both print a count."""
    printed = defaultdict(dict)
    for (indicator, *cell), row in site.rows.items():
        if row.count is not None:
            printed[indicator][tuple(cell)] = row.count
    heads = {}
    for indicator in sorted(site.rules):
        for head in sorted(set(heads.values())):
            both = printed[indicator].keys() & printed[head].keys()
            told = [printed[head][cell] for cell in both if printed[head][cell] != 0]
            alike = all(printed[indicator][cell] == printed[head][cell] for cell in both)
            if site.source.get(indicator) == site.source.get(head) and alike and len(set(told)) >= 3:
                heads[indicator] = head
                break
        else:
            heads[indicator] = indicator
    return heads


def dimensions(cells):
    """Which words belong to one breakdown: by their place in crossings, else by their kind."""
    place = {}
    for words in cells:
        for word in words:
            kind = "sex" if word.lower() in SEXES else ("age" if re.match(r"(\d|under|aged)", word.lower()) else "other")
            place[word] = kind
    return place


def words_of(breakdown):
    return frozenset() if breakdown == "all" else frozenset(breakdown.split(", "))


def build(sites, lookup):
    system = System()
    alike, parents = alike_in(sites), dict(lookup)
    for site in sites:
        for code, parent in site.parents.items():
            parents.setdefault(code, parent)
    for site in sites:
        heads = same_counts(site)
        people = {}
        for (indicator, area, period, breakdown), row in site.rows.items():
            if row.people is not None:
                people[area, period, words_of(breakdown)] = row.people
        for (indicator, area, period, breakdown), row in sorted(site.rows.items(), key=lambda entry: entry[0]):
            rule = site.rules.get(indicator)
            if rule is None:
                raise Wrong(f"no words on how {indicator} was made")
            if row.count is None and not row.withheld and row.value is None:
                continue
            cell = (heads[indicator], area, period, words_of(breakdown))
            key = ("" if is_alike(alike, parents, cell) else site.edition, *cell)
            if row.count is not None:
                low, high = rule.of_printed(row.count)
            else:
                low, high = rule.of_withheld() if row.withheld else (0, INF)
                if row.value is not None:
                    least, most = of_value(row, rule, people.get((area, period, words_of(breakdown))))
                    low, high = max(low, least), min(high, most)
            at = system.add(key, low, high)
            system.rule[at] = rule
            if row.withheld:
                system.withheld[site.edition, indicator, area, period, breakdown] = at
    sums(system, parents)
    return system


def alike_in(sites):
    """The cells of which every edition prints the same exact count."""
    if len(sites) < 2:
        return set()
    told = []
    for site in sites:
        heads, counts = same_counts(site), {}
        for (indicator, area, period, breakdown), row in site.rows.items():
            # A rounded count that stays the same may have been revised.
            if row.count is not None and site.rules[indicator].round <= 1:
                counts[heads[indicator], area, period, words_of(breakdown)] = row.count
        told.append(counts)
    return {cell for cell in told[0] if all(counts.get(cell) == told[0][cell] for counts in told[1:])}


def is_alike(alike, parents, cell):
    """Whether two editions can be taken to mean one count: this cell, or a larger one that holds it, stayed the same.

    Events are found late and not lost again, so parts of an unchanged total are unchanged.
    """
    quantity, area, period, group = cell
    while area is not None and alike:
        for size in range(len(group) + 1):
            for larger in itertools.combinations(sorted(group), size):
                if (quantity, area, period, frozenset(larger)) in alike:
                    return True
        area = parents.get(area)
    return False


def sums(system, parents):
    """Every sum of cells that makes another cell."""
    children = defaultdict(set)
    for code, parent in parents.items():
        children[parent].add(code)
    slices, words = defaultdict(dict), defaultdict(set)
    editions = sorted({key[0] for key in system.keys if key[0]}) or [""]
    for (edition, quantity, area, period, group), at in system.index.items():
        for one in [edition] if edition else editions:
            slices[one, quantity, area, period][group] = at
        words[quantity].update(group)
    found = defaultdict(list)
    for (edition, quantity, area, period), groups in slices.items():
        kinds = dimensions([words[quantity]])
        for group, total in groups.items():
            # Areas: the nearest level below of which every area has a cell.
            below = children.get(area, set())
            while below:
                parts = [slices.get((edition, quantity, code, period), {}).get(group) for code in sorted(below)]
                if all(part is not None for part in parts):
                    found[quantity, "areas"].append((total, tuple(parts)))
                    break
                below = {code for middle in below for code in children.get(middle, ())}
            # Breakdowns: one more dimension, all its words.
            taken = {kinds[word] for word in group}
            for kind in set(kinds.values()) - taken - {"other"}:
                parts = [groups.get(group | {word}) for word in sorted(words[quantity]) if kinds[word] == kind]
                if parts and all(part is not None for part in parts):
                    found[quantity, kind].append((total, tuple(parts)))
            # Periods: the years of a pooled one.
            years = re.fullmatch(r"(\d{4})-to-(\d{4})", period)
            if years:
                parts = [
                    slices.get((edition, quantity, area, str(year)), {}).get(group)
                    for year in range(int(years.group(1)), int(years.group(2)) + 1)
                ]
                if all(part is not None for part in parts):
                    found[quantity, "years"].append((total, tuple(parts)))
    for kind, equations in found.items():
        # A kind of sum that printed numbers contradict anywhere is not believed at all.
        def holds(equation):
            total, parts = equation
            return (
                sum(system.low[part] for part in parts) <= system.high[total]
                and sum(system.high[part] for part in parts) >= system.low[total]
            )

        if all(holds(equation) for equation in equations):
            system.sums.extend(dict.fromkeys(equations))
        else:
            system.dropped += 1
            print(f"note: {kind} of printed numbers do not add up, and are not used", file=sys.stderr)


def propagate(system):
    """Bounds from each sum alone, until none moves; enough for most of what can be recovered."""
    low, high = system.low, system.high
    of = defaultdict(list)
    for at, (total, parts) in enumerate(system.sums):
        for cell in (total, *parts):
            of[cell].append(at)
    waiting, queued = list(range(len(system.sums))), set(range(len(system.sums)))
    steps = 0
    while waiting and steps < 200_000:
        steps += 1
        at = waiting.pop()
        queued.discard(at)
        total, parts = system.sums[at]
        moved = []

        def tighten(cell, least, most):
            if least > low[cell]:
                low[cell] = least
                moved.append(cell)
            if most < high[cell]:
                high[cell] = most
                moved.append(cell)
            if low[cell] > high[cell]:
                raise Wrong(f"nothing is left for {system.keys[cell]}")

        least = sum(low[part] for part in parts)
        open_ended = [part for part in parts if high[part] == INF]
        most = sum(high[part] for part in parts if high[part] != INF)
        tighten(total, least, INF if open_ended else most)
        for part in parts:
            others_low = least - low[part]
            others_high = INF if [other for other in open_ended if other != part] else most - (high[part] if high[part] != INF else 0)
            tighten(part, -INF if others_high == INF else low[total] - others_high, high[total] - others_low)
            if moved and moved[-1] == part:
                least = sum(low[other] for other in parts)
                open_ended = [other for other in parts if high[other] == INF]
                most = sum(high[other] for other in parts if high[other] != INF)
        for cell in moved:
            for other in of[cell]:
                if other not in queued:
                    queued.add(other)
                    waiting.append(other)


# --- Solving ------------------------------------------------------------------------------------------------------


class Component:
    """Cells that hang together by sums, as one small problem whose solutions are shared by all its cells."""

    def __init__(self, system, cells, equations):
        self.cells = cells
        self.at = {cell: place for place, cell in enumerate(cells)}
        rows, columns, values, right = [], [], [], []
        for line, (total, parts) in enumerate(equations):
            known = 0.0
            for cell, sign in [(total, 1.0)] + [(part, -1.0) for part in parts]:
                if cell in self.at:
                    rows.append(line)
                    columns.append(self.at[cell])
                    values.append(sign)
                else:
                    known += sign * system.low[cell]
            right.append(-known)
        matrix = csr_matrix((values, (rows, columns)), shape=(len(equations), len(cells)))
        self.matrix, self.right = matrix, numpy.array(right)
        self.constraint = LinearConstraint(matrix, right, right)
        self.low = numpy.array([system.low[cell] for cell in cells], float)
        self.high = numpy.array([system.high[cell] for cell in cells], float)
        self.seen_low, self.seen_high = numpy.full(len(cells), INF), numpy.full(len(cells), -INF)
        self.solves = self.programs = 0

    def remember(self, point):
        whole = numpy.round(point)
        if numpy.abs(point - whole).max() > 1e-6 or numpy.abs(self.matrix @ whole - self.right).max() > 0.5:
            return False
        self.seen_low, self.seen_high = numpy.minimum(self.seen_low, whole), numpy.maximum(self.seen_high, whole)
        return True

    def extreme(self, place, sign):
        """The least (sign 1) or most (sign -1) of a cell over whole numbers."""
        objective = numpy.zeros(len(self.cells))
        objective[place] = sign
        for whole in (0, 1):
            self.solves += 1
            self.programs += whole
            found = milp(
                objective,
                constraints=self.constraint,
                bounds=Bounds(self.low, self.high),
                integrality=numpy.full(len(self.cells), whole),
                options={"time_limit": 20.0},
            )
            if found.status == 3 or (found.status == 4 and found.x is None and self.high[place] == INF and sign < 0):
                self.seen_high[place] = INF
                return INF
            if found.status == 2:
                raise Wrong("the published numbers contradict each other")
            if found.x is None:
                return self.low[place] if sign > 0 else self.high[place]
            if self.remember(found.x):
                return float(round(found.x[place]))
            bound = found.mip_dual_bound if whole and found.mip_dual_bound is not None else found.fun
            bound *= sign
            outer = math.ceil(bound - 1e-6) if sign > 0 else math.floor(bound + 1e-6)
            limits = self.low if sign > 0 else self.high
            limits[place] = outer
        return float(outer)


def components(system):
    """The problems that are left when what is known is taken out."""
    head = list(range(len(system.keys)))

    def root(cell):
        while head[cell] != cell:
            head[cell] = head[head[cell]]
            cell = head[cell]
        return cell

    unknown = [system.low[cell] != system.high[cell] for cell in range(len(system.keys))]
    for total, parts in system.sums:
        left = [cell for cell in (total, *parts) if unknown[cell]]
        for other in left[1:]:
            head[root(other)] = root(left[0])
    cells, equations = defaultdict(list), defaultdict(list)
    for cell, is_open in enumerate(unknown):
        if is_open:
            cells[root(cell)].append(cell)
    for total, parts in system.sums:
        left = [cell for cell in (total, *parts) if unknown[cell]]
        if left:
            equations[root(left[0])].append((total, parts))
    return [Component(system, cells[one], equations[one]) for one in sorted(cells) if equations[one]]


def attack(system, width, exact):
    """The interval of each withheld cell, as (low, high, whether these are the exact ends)."""
    hidden = set(system.withheld.values())
    alone = {cell: (system.low[cell], system.high[cell]) for cell in hidden}
    propagate(system)
    answers, solves, programs = {}, 0, 0
    for cell in hidden:
        answers[cell] = (system.low[cell], system.high[cell], True)
    for part in components(system):
        for cell in part.cells:
            if cell not in hidden:
                continue
            place, rule = part.at[cell], system.rule[cell]
            wanted = width if width is not None else rule.under

            def safe():
                low, high = part.seen_low[place], part.seen_high[place]
                if not rule.others:
                    return low < high
                return low < INF and high >= rule.under and high - low >= wanted

            low, high, sure = part.low[place], part.high[place], True
            if exact or not safe():
                high = part.extreme(place, -1.0)
            if exact or not safe():
                low = part.extreme(place, 1.0)
            if not exact and (low, high) != (part.seen_low[place], part.seen_high[place]) and safe():
                low, high, sure = part.seen_low[place], part.seen_high[place], False
            answers[cell] = (float(low), float(high), sure)
        solves, programs = solves + part.solves, programs + part.programs
    return answers, alone, solves, programs


def is_narrowed(rule, width, alone, low, high):
    if not rule.others:
        return (low, high) != alone
    return high < rule.under or high - low < (width if width is not None else rule.under)


# --- Truth ----------------------------------------------------------------------------------------------------------


def check(system, truth, sites, answers):
    """Whether the truth satisfies all that was believed."""
    heads = {site.edition: same_counts(site) for site in sites}
    true = {}
    for (edition, indicator, area, period, breakdown), count in truth.items():
        if edition not in heads or indicator not in heads[edition]:
            continue
        for one in (edition, ""):
            at = system.index.get((one, heads[edition][indicator], area, period, words_of(breakdown)))
            if at is None:
                continue
            if true.setdefault(at, count) != count:
                raise Wrong(f"{system.keys[at]} is {true[at]} and {count}: two cells were taken for one")
            if not system.low[at] <= count <= system.high[at]:
                raise Wrong(f"{system.keys[at]} is {count}, outside {system.low[at]} to {system.high[at]}")
    unchecked = 0
    for total, parts in system.sums:
        if any(cell not in true for cell in (total, *parts)):
            unchecked += 1
        elif true[total] != sum(true[part] for part in parts):
            raise Wrong(f"{system.keys[total]} is not the sum that was believed")
    for at, (low, high, sure) in answers.items():
        if sure and at in true and not low <= true[at] <= high:
            raise Wrong(f"{system.keys[at]} is {true[at]}, outside {low} to {high}")
    for cell, at in system.withheld.items():
        if at not in true:
            raise Wrong(f"the truth of {cell} is not given")
    return true, unchecked


def read_truth(path):
    return {
        (line["edition"], line["indicator"], line["area code"], line["period"], line["breakdown"]): int(line["count"])
        for line in lines(path)
    }


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("site", nargs="+")
    parser.add_argument("--lookup")
    parser.add_argument("--truth")
    parser.add_argument("--width", type=int)
    parser.add_argument("--exact", action="store_true")
    parser.add_argument("--out")
    asked = parser.parse_args()
    sites = [Site(folder) for folder in asked.site]
    lookup = {line["code"]: line["parent"] for line in lines(asked.lookup)} if asked.lookup else {}
    truth = read_truth(asked.truth) if asked.truth else None
    attacks = [(site.edition, [site]) for site in sites] + ([("together", sites)] if len(sites) > 1 else [])
    out = []
    for name, seen in attacks:
        try:
            system = build(seen, lookup)
            answers, alone, solves, programs = attack(system, asked.width, asked.exact)
            true, unchecked = check(system, truth, seen, answers) if truth is not None else ({}, 0)
        except Wrong as wrong:
            print(f"{name}: the attacker is wrong: {wrong}", file=sys.stderr)
            sys.exit(2)
        tally = defaultdict(int)
        tally["printed"] = sum(len(site.rows) for site in seen)
        tally["sums"], tally["solved"], tally["whole"] = len(system.sums), solves, programs
        tally["unchecked"], tally["dropped"] = unchecked, system.dropped
        for cell, at in sorted(system.withheld.items()):
            low, high, sure = answers[at]
            rule = system.rule[at]
            small = 1 <= true[at] < rule.under if at in true else None
            recovered, narrowed = low == high, is_narrowed(rule, asked.width, alone[at], low, high)
            tally["withheld"] += 1
            tally["small"] += small is not False
            tally["recovered"] += recovered
            tally["narrowed"] += narrowed
            tally["recovered_small"] += recovered and small is not False
            tally["narrowed_small"] += narrowed and small is not False
            out.append([name, *cell, *(end if end == INF else int(end) for end in (low, high)), yes(recovered), yes(narrowed), yes(sure), "" if small is None else yes(small)])
        print(json.dumps({"attack": name, **{key: int(tally[key]) for key in (
            "printed", "withheld", "small", "recovered", "recovered_small", "narrowed", "narrowed_small", "sums",
            "solved", "whole", "unchecked", "dropped")}}))
    if asked.out:
        with open(asked.out, "w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file)
            writer.writerow(["attack", "edition", "indicator", "area code", "period", "breakdown", "lower", "upper",
                             "recovered", "narrowed", "exact", "small"])
            writer.writerows(out)


def yes(fact):
    return "yes" if fact else "no"


if __name__ == "__main__":
    main()
