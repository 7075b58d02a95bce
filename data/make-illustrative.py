"""Writes the two illustrative sources: ambulance incidents and emergency department assaults.

No open file of ambulance or emergency department records of assault by place exists. These records
are made up, so that the whole way from a record to a page can be shown and tested. Nothing in them
happened to anybody. They are spread over the LSOAs of the seven authorities in proportion to
residents, raised by deprivation, with more in the evening and at weekends, and some lack a place, an
age or a sex as real records do.

Run from any folder:  python3 data/make-illustrative.py
Python's standard library only. The seed is fixed, and only `random()` is drawn from the generator,
whose sequence Python guarantees, so the unpacked files are the same on every machine.
"""

import csv
import datetime
import gzip
import hashlib
import io
import random
from bisect import bisect
from itertools import accumulate
from pathlib import Path

DATA = Path(__file__).resolve().parent
SEED = 20260331
YEARS = (2024, 2025)  # financial years by their first year
FIRST_DAY = {year: datetime.date(year, 4, 1) for year in (2024, 2025, 2026)}

AMBULANCE_ROWS = {2024: 2940, 2025: 3060}
DEPARTMENT_ROWS = {2024: 4430, 2025: 4570}

NEIGHBOURS = ("Bromsgrove", "Cannock Chase", "Lichfield", "North Warwickshire", "Nuneaton and Bedworth",
              "South Staffordshire")

# How much likelier a record is in an LSOA of each national decile of deprivation, 1 the most deprived.
BY_DECILE = {1: 2.6, 2: 2.1, 3: 1.7, 4: 1.4, 5: 1.15, 6: 0.95, 7: 0.8, 8: 0.65, 9: 0.55, 10: 0.45}
BY_WEEKDAY = (0.85, 0.8, 0.85, 0.9, 1.15, 1.5, 1.35)  # Monday first
BY_HOUR = (1.9, 1.6, 1.3, 1.0, 0.6, 0.35, 0.3, 0.35, 0.45, 0.5, 0.55, 0.6,
           0.7, 0.75, 0.8, 1.1, 1.2, 1.2, 1.3, 1.5, 1.7, 1.9, 2.1, 2.2)
BY_AGE_BAND = (((0, 9), 2), ((10, 14), 6), ((15, 19), 17), ((20, 24), 18), ((25, 34), 26),
               ((35, 44), 15), ((45, 54), 9), ((55, 64), 4), ((65, 89), 3))

DISPATCH = (
    ("04A01A", "Assault, not recent", "Assault", 9),
    ("04B01A", "Assault, possibly dangerous body area", "Assault", 26),
    ("04B03A", "Assault, unknown status", "Assault", 14),
    ("04B01S", "Sexual assault", "Sexual assault", 4),
    ("04D02A", "Assault, not alert", "Assault", 10),
    ("04D03A", "Assault, abnormal breathing", "Assault", 5),
    ("04D04A", "Assault, dangerous body area", "Assault", 8),
    ("27A01S", "Stab, not recent, peripheral", "Stabbing", 2),
    ("27B02S", "Stab, single peripheral wound", "Stabbing", 5),
    ("27D03S", "Stab, central wound", "Stabbing", 4),
    ("27D04S", "Stab, multiple wounds", "Stabbing", 2),
    ("27D03G", "Gunshot, central wound", "Gunshot", 1),
    ("17B01G", "Fall, possibly dangerous body area", "Fall", 6),
    ("31D02", "Unconscious, breathing", "Unconscious", 4),
)
AMBULANCE_OUTCOMES = (("Conveyed to emergency department", 62), ("Treated at scene", 21),
                      ("Refused treatment", 12), ("Stood down", 5))
MEANS = (("Fist, foot or other body part", 64), ("Blunt object", 10), ("Knife or other sharp object", 9),
         ("Glass or bottle", 4), ("Firearm", 0.5), ("Other weapon", 3), ("Not known", 6), ("", 3.5))
PLACES = (("Street", 33), ("Own home", 22), ("Other home", 9), ("Bar or club", 12), ("Workplace", 6),
          ("School or college", 6), ("Public transport", 4), ("Park", 3), ("", 5))
ARRIVALS = (("Ambulance", 38), ("Own transport", 34), ("Walk-in", 22), ("Police", 6))
DEPARTMENT_OUTCOMES = (("Discharged", 71), ("Admitted", 12), ("Referred to clinic", 9), ("Left before treatment", 8))
ALCOHOL = (("Yes", 34), ("No", 41), ("", 25))
SEXES = (("Male", 68), ("Female", 30.5), ("", 1.5))


class Draw:
    """Draws from weighted lists with `random()` alone."""

    def __init__(self, seed):
        self.random = random.Random(seed).random

    def below(self, number):
        return min(int(self.random() * number), number - 1)

    def one(self, weighted):
        return self.from_list([item for item, _ in weighted], list(accumulate(weight for _, weight in weighted)))

    def from_list(self, items, running):
        return items[min(bisect(running, self.random() * running[-1]), len(items) - 1)]

    def happens(self, chance):
        return self.random() < chance


def rows_of(path):
    opened = gzip.open(path, "rt", encoding="utf-8-sig") if path.suffix == ".gz" else open(path, encoding="utf-8-sig")
    with opened as text:
        yield from csv.DictReader(text)


def places():
    """LSOA codes with running weights: those of the seven authorities, and those of their neighbours."""
    deciles = {row["lsoa21_code"]: int(row["IMD_decile"])
               for row in rows_of(DATA / "deprivation-2025-lsoa" / "imd2025_england_lsoa21_west_midlands.csv")}
    inside, near = [], []
    for row in rows_of(DATA / "census-2021" / "TS001_usual_residents_LSOA2021.csv.gz"):
        code, name = row["mnemonic"], row["2021 super output area - lower layer"]
        if code in deciles:
            inside.append((code, int(row["total"]) * BY_DECILE[deciles[code]]))
        elif name.rsplit(" ", 1)[0] in NEIGHBOURS:
            near.append((code, int(row["total"])))
    return tuple(([code for code, _ in part], list(accumulate(weight for _, weight in part)))
                 for part in (sorted(inside), sorted(near)))


def moments(draw, year, count):
    """`count` moments of a financial year in order, more of them in the evening and at weekends."""
    days = [FIRST_DAY[year] + datetime.timedelta(days=n)
            for n in range((FIRST_DAY[year + 1] - FIRST_DAY[year]).days)]
    running = list(accumulate(BY_WEEKDAY[day.weekday()] * (1.1 if day.month in (6, 7, 8, 12) else 1.0) for day in days))
    hours = list(enumerate(BY_HOUR))
    return sorted(
        datetime.datetime.combine(draw.from_list(days, running), datetime.time(draw.one(hours), draw.below(60)))
        for _ in range(count))


def age_of(draw):
    if draw.happens(0.04):
        return ""
    low, high = draw.one(BY_AGE_BAND)
    return str(low + draw.below(high - low + 1))


def ambulance(draw, year, inside, near):
    yield ("Incident number", "Call time", "Dispatch code", "Dispatch description", "Chief complaint",
           "Patient age", "Sex", "LSOA", "Location text", "Outcome", "Alcohol")
    codes = [((code, words, complaint), weight) for code, words, complaint, weight in DISPATCH]
    for number, moment in enumerate(moments(draw, year, AMBULANCE_ROWS[year]), start=1):
        code, words, complaint = draw.one(codes)
        lsoa = "" if draw.happens(0.06) else draw.from_list(*(near if draw.happens(0.01) else inside))
        yield (f"ILL-{year}-{number:05}", moment.strftime("%Y-%m-%d %H:%M"), code, words, complaint,
               age_of(draw), draw.one(SEXES), lsoa, f"ILLUSTRATIVE free text {number:05}",
               draw.one(AMBULANCE_OUTCOMES), draw.one(ALCOHOL))


def department(draw, year, inside, near):
    yield ("Attendance number", "Arrival date", "Arrival time", "Incident date", "Incident time",
           "Incident location type", "Specific location", "Primary means of assault", "Age", "Sex",
           "LSOA of residence", "Arrival mode", "Alcohol", "Outcome")
    for number, moment in enumerate(moments(draw, year, DEPARTMENT_ROWS[year]), start=1):
        happened = moment - datetime.timedelta(minutes=20 + draw.below(600))
        # Real records often give the time of an assault in words; nothing reads this column.
        time = "about midnight" if happened.hour == 0 and draw.happens(0.4) else happened.strftime("%H:%M")
        lsoa = "" if draw.happens(0.09) else draw.from_list(*(near if draw.happens(0.03) else inside))
        yield (f"ILL-ED-{year}-{number:05}", moment.strftime("%Y-%m-%d"), moment.strftime("%H:%M"),
               happened.strftime("%Y-%m-%d"), time, draw.one(PLACES), f"ILLUSTRATIVE free text {number:05}",
               draw.one(MEANS), age_of(draw), draw.one(SEXES), lsoa, draw.one(ARRIVALS), draw.one(ALCOHOL),
               draw.one(DEPARTMENT_OUTCOMES))


def residents(draw):
    """Made-up residents by ten years of age: the published estimates of mid-2020, each moved by up to 3%."""
    yield ("authority code", "age", "year", "residents")
    bands = [(low, low + 9) for low in range(0, 60, 10)] + [(60, 90)]
    for row in rows_of(DATA / "population-mid-2020" / "population20_ltla21.csv.gz"):
        if not "E08000025" <= row["ltla21_code"] <= "E08000031":
            continue
        for low, high in bands:
            published = sum(int(row["90+" if age == 90 else str(age)]) for age in range(low, high + 1))
            for year in YEARS:
                made_up = round(published * (0.97 + 0.06 * draw.random()), -1)
                yield (row["ltla21_code"], f"{low}+" if high == 90 else f"{low}-{high}", year, int(made_up))


def write_table(source, rows):
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows(rows)
    path = DATA / source / f"{source}.csv"
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(text.getvalue().encode("utf-8"))
    print(f"{path.name}: {hashlib.sha256(path.read_bytes()).hexdigest()}")


def write(source, year, rows):
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows(rows)
    content = text.getvalue().encode("utf-8")
    path = DATA / source / f"{source}-{year}-{(year + 1) % 100:02}.csv.gz"
    path.parent.mkdir(exist_ok=True)
    # No name and no time in the header, so that the same content gives the same file.
    with open(path, "wb") as raw, gzip.GzipFile(filename="", mode="wb", compresslevel=9, fileobj=raw, mtime=0) as packed:
        packed.write(content)
    print(f"{path.name}: {len(content.splitlines()) - 1} rows")
    print(f"  stored   {hashlib.sha256(path.read_bytes()).hexdigest()}")
    print(f"  unpacked {hashlib.sha256(content).hexdigest()}")


def main():
    inside, near = places()
    # One generator for each file: a change to one leaves the others as they are.
    for offset, year in enumerate(YEARS):
        write("ambulance-incidents-illustrative", year, ambulance(Draw(SEED + offset), year, inside, near))
        write("emergency-department-assaults-illustrative", year,
              department(Draw(SEED + 100 + offset), year, inside, near))
    write_table("residents-illustrative", residents(Draw(SEED + 200)))


if __name__ == "__main__":
    main()
