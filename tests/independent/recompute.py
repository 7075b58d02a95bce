"""Recomputes published numbers straight from the files in data/, without any of the site's code.

Prints `indicator,area,period,property,value` as CSV; compare with the numbers on the pages. Values are
not rounded, so a page agrees when rounding to its decimals gives what it prints. Python's standard
library only; the definitions are written out again here on purpose and share nothing with the site.

    python3 tests/independent/recompute.py
"""

import calendar
import csv
import gzip
import io
import math
import sys
import zipfile
from pathlib import Path
from xml.etree import ElementTree

DATA = Path(__file__).resolve().parents[2] / "data"
Z = 1.959963984540054  # 97.5% point of the normal distribution

out = csv.writer(sys.stdout, lineterminator="\n")


def say(indicator, area, period, **properties):
    for name, value in properties.items():
        out.writerow((indicator, area, period, name, f"{value:.10g}"))


def table(path, skip_last=0):
    path = DATA / path
    data = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
    lines = data.decode("utf-8-sig").splitlines(keepends=True)
    return list(csv.DictReader(io.StringIO("".join(lines[: len(lines) - skip_last]))))


def poisson_cdf(count, mean):
    return math.fsum(math.exp(k * math.log(mean) - mean - math.lgamma(k + 1)) for k in range(count + 1))


def solve(function, low, high):
    """The root of a falling function."""
    for _ in range(200):
        middle = (low + high) / 2
        low, high = (middle, high) if function(middle) > 0 else (low, middle)
    return (low + high) / 2


def limits(count):
    """95% limits of a count: Byar's from ten on, exact Poisson below."""
    if count >= 10:
        upper = count + 1
        return (count * (1 - 1 / (9 * count) - Z / (3 * math.sqrt(count))) ** 3,
                upper * (1 - 1 / (9 * upper) + Z / (3 * math.sqrt(upper))) ** 3)
    lower = 0 if count == 0 else solve(lambda m: poisson_cdf(count - 1, m) - 0.975, 1e-9, 50)
    return lower, solve(lambda m: poisson_cdf(count, m) - 0.025, 1e-9, 50)


def rate(indicator, area, period, count, people, per):
    low, high = limits(count)
    say(indicator, area, period, count=count, denominator=people, rate=count / people * per,
        lower=low / people * per, upper=high / people * per)


def wilson(count, total):
    root = Z * math.sqrt(Z * Z + 4 * count * (1 - count / total))
    return (2 * count + Z * Z - root) / (2 * (total + Z * Z)), (2 * count + Z * Z + root) / (2 * (total + Z * Z))


def share(indicator, area, period, count, total, with_limits):
    say(indicator, area, period, count=count, denominator=total, value=100 * count / total)
    if with_limits:
        low, high = wilson(count, total)
        say(indicator, area, period, lower=100 * low, upper=100 * high)


def hospital_rule(count):
    """1 to 7 withheld (None); the rest to the nearest 5; zero stays."""
    return 0 if count == 0 else None if count < 8 else int(count / 5 + 0.5) * 5


def lookup():
    rows = table("geography-lookup/lookup_lsoa21_ward24_ltla24_west_midlands.csv")
    return {row["lsoa21_code"]: (row["ward24_code"], row["ltla24_code"]) for row in rows}


PLACE = lookup()
RESIDENTS = {row["mnemonic"]: int(row["total"])
             for row in table("census-2021/TS001_usual_residents_LSOA2021.csv.gz", skip_last=7)
             if row["mnemonic"] in PLACE}


def residents(belongs):
    return sum(people for code, people in RESIDENTS.items() if belongs(code))


def months(first, last):
    year, month = map(int, first.split("-"))
    while f"{year}-{month:02}" <= last:
        yield f"{year}-{month:02}"
        year, month = (year + 1, 1) if month == 12 else (year, month + 1)


def crimes(first, last, belongs, keep):
    return sum(int(row["crime_count"])
               for month in months(first, last)
               for row in table(f"police-lsoa-counts/{month}.csv.gz")
               if belongs(row["lsoa_code"]) and keep(row["category"]))


def police():
    violence = "Violence and sexual offences".__eq__
    for area, belongs in (("birmingham", lambda code: PLACE[code][1] == "E08000025"),
                          ("aston-birmingham", lambda code: PLACE[code][0] == "E05011121"),
                          ("west-midlands", lambda code: True)):
        rate("violence", area, "year-to-2026-03", crimes("2025-04", "2026-03", belongs, violence), residents(belongs), 1000)
    sandwell = lambda code: PLACE[code][1] == "E08000028"
    rate("robbery", "sandwell", "year-to-2026-03", crimes("2025-04", "2026-03", sandwell, "Robbery".__eq__),
         residents(sandwell), 1000)
    everywhere = lambda code: True
    for year in (2024, 2026):
        count = crimes(f"{year}-01", f"{year}-03", everywhere, "Robbery".__eq__)
        low, high = limits(count)
        say("robbery-year-to-date", "west-midlands", f"{year}-01-to-{year}-03", count=count, value=count, lower=low, upper=high)
    for month in ("2024-02", "2026-02"):
        count = crimes(month, month, everywhere, "Robbery".__eq__)
        days = calendar.monthrange(int(month[:4]), int(month[5:]))[1]
        low, high = limits(count)
        say("robbery-per-day", "west-midlands", month, count=count, denominator=days, value=count / days,
            lower=low / days, upper=high / days)
    rate("recorded-crime", "west-midlands", "year-to-2024-08",
         crimes("2023-09", "2024-08", everywhere, lambda kind: kind != "Anti-social behaviour"), residents(everywhere), 1000)


def force():
    population = {}
    for row in table("population-by-force/regionalpopulation.csv"):
        if row["Geography"] != "Metropolitan District" and row["PFA"]:
            population[row["PFA"]] = population.get(row["PFA"], 0) + float(row["Mid-2023"])
    rows = table("police-force-crime/20152024regionalcrime.csv")
    row = next(row for row in rows
               if row["Area name"] == "West Midlands" and row["Year ending September"] == "2024")
    people = population["West Midlands"]
    rate("force-robbery", "west-midlands", "year-to-2024-09", int(row["Robbery"]), people, 1000)
    rate("homicide", "west-midlands", "year-to-2024-09", int(row["Homicide"]), people, 1_000_000)


def workbook(sheet):
    """Cells of a sheet by address."""
    space = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
    link = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
    with zipfile.ZipFile(DATA / "sharp-object-admissions/UK_Knife_Crime_Workbook.xlsx") as book:
        read = lambda name: ElementTree.fromstring(book.read(name))
        shared = ["".join(text.text or "" for text in item.iter(space + "t"))
                  for item in read("xl/sharedStrings.xml").findall(space + "si")]
        wanted = next(entry.get(link) for entry in read("xl/workbook.xml").iter(space + "sheet")
                      if entry.get("name") == sheet)
        target = next(entry.get("Target") for entry in read("xl/_rels/workbook.xml.rels") if entry.get("Id") == wanted)
        cells = {}
        for cell in read("xl/" + target).iter(space + "c"):
            value = cell.find(space + "v")
            if value is not None:
                cells[cell.get("r")] = shared[int(value.text)] if cell.get("t") == "s" else value.text
        return cells


def admissions():
    cells = workbook("GOR-Data-Totals")
    assert cells["Q5"] == "West Midlands" and cells["Q6"] == "FAEs"
    # The total of the last block is labelled "2020-21 Total" in the source; the block is that of 2021-22.
    assert cells["A124"].strip() == "2021-22" and "Total" in cells["A136"]
    people = next(float(row["Mid-2021"]) for row in table("population-by-force/regionalpopulation.csv")
                  if row["PFA"] == "West Midlands Region")
    rate("knife-admissions", "west-midlands-region", "2021-22", int(cells["Q136"]), people, 100_000)


def places_and_people():
    deciles = {row["lsoa21_code"]: row["IMD_decile"]
               for row in table("deprivation-2025-lsoa/imd2025_england_lsoa21_west_midlands.csv")}
    inside = [code for code in PLACE if PLACE[code][1] == "E08000028"]
    share("most-deprived", "sandwell", "2025", sum(deciles[code] == "1" for code in inside), len(inside), False)
    ages = [str(age) for age in range(10, 25)]
    row = next(row for row in table("population-mid-2020/population20_ltla21.csv.gz") if row["ltla21_code"] == "E08000026")
    share("young-people", "coventry", "mid-2020", sum(int(row[age]) for age in ages), int(row["total_population"]), False)


def children():
    row = next(row for row in table("dfe-children-in-need-absence/absence_six_half_terms_la.csv.gz")
               if row["new_la_code"] == "E08000025" and row["time_period"] == "202122"
               and row["social_care_group"] == "CINO at 31 March" and row["school_type"] == "Total")
    share("children-in-need-persistent-absence", "birmingham", "2021-22",
          int(row["t_pupils_pa_10_exact"]), int(row["t_pupils"]), True)
    row = next(row for row in table("children-looked-after/cla_number_and_rate_per_10k_children.csv.gz")
               if row["new_la_code"] == "E08000030" and row["time_period"] == "2024"
               and row["population_count"] == "Children looked after at 31 March each year")
    rate("looked-after", "walsall", "2024", int(row["number"]), int(row["population_estimate"]), 10_000)


def illustrative():
    name = "emergency-department-assaults-illustrative"
    rows = [row for row in table(f"{name}/{name}-2025-26.csv.gz") if row["LSOA of residence"] in PLACE]
    for area, belongs in (("birmingham", lambda code: PLACE[code][1] == "E08000025"),
                          ("aston-birmingham", lambda code: PLACE[code][0] == "E05011121")):
        shown = hospital_rule(sum(belongs(row["LSOA of residence"]) for row in rows))
        if shown is None:
            out.writerow(("ed-assault", area, "2025-26", "count", "withheld"))
        else:
            # Made-up events are never divided by real people, so the count is all there is.
            out.writerow(("ed-assault", area, "2025-26", "count", shown))


def main():
    out.writerow(("indicator", "area", "period", "property", "value"))
    for part in (police, force, admissions, places_and_people, children, illustrative):
        part()


if __name__ == "__main__":
    main()
