"""Measures how fast a folder of street crime is counted by area, month and type, beside other tools.

Prints one Markdown table. All commands run in one run on one machine, in turns, each as a process of its
own, after the files have been read once; what is printed is the median of the runs. The floors are `cat`
and `wc -l`, the measure is DuckDB, and `--peers` adds polars and pandas. All of them are asked for the
same: the number of rows for each LSOA, month and type, without rows that have no LSOA, as a sorted CSV.
The results are then compared, and the script fails where they differ.

    cargo build --release
    python3 benches/measure.py              # both sets of 5 million rows; a few minutes, 5 GB on the disk
    python3 benches/measure.py --quick      # 200,000 rows

It may be run from any folder, on Linux or macOS. Generated files, the virtual environment of the other
tools and the results stay below `target/bench/`.
"""

import argparse
import csv
import os
import platform
import re
import shlex
import statistics
import subprocess
import sys
import time
import venv
from datetime import date
from pathlib import Path

import generate

REPOSITORY = Path(__file__).resolve().parents[1]
FOLDER = REPOSITORY / "target" / "bench"
OURS = "{repository}/target/release/sna tally police --root {site} --output {output}"

# Rows, areas and months: 3.4 million groups, as three years of the whole country have, and the 200,000 of
# a site that is about one force.
SETS = {"wide": (5_000_000, 35_672, 36), "usual": (5_000_000, 1_200, 12)}
QUICK = {"wide": (200_000, 1_427, 36), "usual": (200_000, 48, 12)}

DUCKDB = """\
import sys
import duckdb
files, output = (path.replace("'", "''") for path in sys.argv[1:])
duckdb.sql(f'''
    COPY (
        SELECT "LSOA code", "Month", "Crime type", count(*) AS "rows"
        FROM read_csv('{files}')
        WHERE "LSOA code" IS NOT NULL
        GROUP BY ALL ORDER BY ALL
    ) TO '{output}'
''')
"""

POLARS = """\
import sys
import polars
files, output = sys.argv[1:]
keys = ["LSOA code", "Month", "Crime type"]
rows = polars.scan_csv(files).select(keys).drop_nulls("LSOA code")
rows.group_by(keys).agg(polars.len().alias("rows")).sort(keys).collect(engine="streaming").write_csv(output)
"""

PANDAS = """\
import glob
import sys
import pandas
files, output = sys.argv[1:]
keys = ["LSOA code", "Month", "Crime type"]
rows = pandas.concat(pandas.read_csv(path, usecols=keys) for path in sorted(glob.glob(files)))
rows.groupby(keys).size().rename("rows").to_csv(output)
"""

# What DuckDB's process takes before it reads anything: Python and the library are loaded.
START = "import duckdb; duckdb.sql('SELECT 1').fetchall()"

PROGRAMS = {"duckdb": DUCKDB, "polars": POLARS, "pandas": PANDAS}


class Cost:
    """What one run of a command took."""

    def __init__(self, cpu, wall, peak):
        self.cpu = cpu
        self.wall = wall
        self.peak = peak


def run(command, log):
    """Runs a command to its end and returns its cost; stops all where it did not succeed."""
    with log.open("wb") as said:
        start = time.perf_counter()
        child = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=said)
        _, status, usage = os.wait4(child.pid, 0)
        wall = time.perf_counter() - start
        child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode != 0:
        said = log.read_text(encoding="utf-8", errors="replace").strip()[-2000:]
        name = " ".join([Path(command[0]).name, *command[1:2]])
        raise SystemExit(f"`{name}` ended with {child.returncode} and said:\n{said or 'nothing'}")
    # Linux counts kilobytes, macOS bytes.
    unit = 1 if platform.system() == "Darwin" else 1024
    return Cost(usage.ru_utime + usage.ru_stime, wall, usage.ru_maxrss * unit / 1e6)


def environment(packages):
    """The Python of a virtual environment that has the packages."""
    folder = FOLDER / "venv"
    python = folder / "bin" / "python"
    if not python.exists():
        venv.create(folder, with_pip=True)
    wanted = [name for name in packages if version(python, name) is None]
    if wanted:
        subprocess.run([python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", *wanted], check=True)
    return python


def version(python, package):
    """The version of a package in an environment, or nothing where it is not there."""
    program = f"from importlib.metadata import version; print(version({package!r}))"
    found = subprocess.run([python, "-c", program], capture_output=True, text=True, check=False)
    return found.stdout.strip() if found.returncode == 0 else None


def site(name, options):
    """Makes the site of a set, unless it stands there already; returns its folder and what was made."""
    rows, areas, months = (QUICK if options.quick else SETS)[name]
    folder = FOLDER / (f"{name}-quick" if options.quick else name)
    given = [str(folder), "--rows", str(rows), "--areas", str(areas), "--months", str(months),
             "--layout", options.layout, "--order", options.order, "--format", options.format]
    given += [f"--{name}" for name in ("crlf", "checksums") if getattr(options, name)]
    wanted = generate.arguments(given)
    made = generate.made(wanted)
    if made is None:
        print(f"making {rows:,} rows in {folder}", file=sys.stderr)
        # In a process of its own: a child's peak of memory is at least that of its parent when it began.
        subprocess.run([sys.executable, Path(generate.__file__), *given], check=True, stdout=subprocess.DEVNULL)
        made = generate.made(wanted)
    return folder, made


def commands(folder, options, python):
    """Each tool's command for the files of a site, and where its result will stand."""
    data = folder / "data" / "police"
    files = [str(path) for path in sorted(data.rglob("*-street.csv"))]
    pattern = str(data / ("*-street.csv" if options.layout == "one" else "*/*-street.csv"))
    results = FOLDER / "results"
    results.mkdir(parents=True, exist_ok=True)
    found = {"cat": (["cat", *files], None), "wc -l": (["wc", "-l", *files], None),
             "duckdb, start alone": ([str(python), "-c", START], None)}
    for name in peers(options):
        output = results / f"{folder.name}-{name}.csv"
        found[name] = ([str(python), "-c", PROGRAMS[name], pattern, str(output)], output)
    if options.ours != "none":
        output = results / f"{folder.name}-ours.csv"
        words = {"repository": REPOSITORY, "site": folder, "data": data, "output": output}
        command = [word.format(**words) for word in shlex.split(options.ours)]
        found[Path(command[0]).name] = (command, output)
    return found


def peers(options):
    """The tools of others that are asked for."""
    return list(PROGRAMS) if options.peers else ["duckdb"]


def measure(found, runs, warm):
    """The costs of each tool: first all files are read once, then the tools take turns."""
    log = FOLDER / "said.log"
    run(warm, log)
    costs = {name: [] for name in found}
    for number in range(runs):
        for name, (command, output) in found.items():
            if output:
                output.unlink(missing_ok=True)
            costs[name].append(run(command, log))
            print(f"  {number + 1}/{runs} {name}: {costs[name][-1].wall:.2f} s", file=sys.stderr)
    return {name: middle(each) for name, each in costs.items()}


def middle(costs):
    """The medians, each by itself."""
    return Cost(*(statistics.median(getattr(cost, name) for cost in costs) for name in ("cpu", "wall", "peak")))


def name_of(series):
    """A type of crime as it is compared: tools may write it as words or as an identifier."""
    return re.sub("[^a-z0-9]+", "-", series.lower())


def counts(path):
    """The rows of each area, month and type in a result, ours or another's."""
    with path.open(encoding="utf-8", newline="") as file:
        lines = csv.reader(file)
        header = next(lines, [])
        wanted = (("LSOA code", "area"), ("Month", "period"), ("Crime type", "series"), ("rows", "value"))
        area, month, kind, value = (column_of(header, either, path) for either in wanted)
        names, found = {}, {}
        for line in lines:
            series = names.get(line[kind])
            if series is None:
                series = names[line[kind]] = name_of(line[kind])
            key = f"{line[area]} {line[month]} {series}"
            if key in found:
                raise SystemExit(f"{path} has {key} twice")
            found[key] = int(line[value])
    return found


def column_of(header, wanted, path):
    """Where the first of these columns stands that the file has."""
    for name in wanted:
        if name in header:
            return header.index(name)
    raise SystemExit(f"{path} has no column {' or '.join(wanted)}; its first line is {header}")


def compare(found, made):
    """Stops where two results, or a result and what was made, are not the same; returns how many groups."""
    results = {name: output for name, (_, output) in found.items() if output}
    first, *others = results
    expected = counts(results[first])
    if len(expected) != made["groups"]:
        raise SystemExit(f"{first} finds {len(expected):,} groups and {made['groups']:,} were made")
    for name in others:
        other = counts(results[name])
        if other != expected:
            keys = sorted(key for key in expected.keys() | other.keys() if expected.get(key) != other.get(key))
            shown = "\n".join(f"  {key}: {first} {expected.get(key)}, {name} {other.get(key)}" for key in keys[:5])
            raise SystemExit(f"{name} and {first} differ in {len(keys):,} of {len(expected):,} groups:\n{shown}")
    return len(expected)


def table(name, costs, found, groups, versions):
    """The lines of one set."""
    base = costs["duckdb"]
    for tool, cost in costs.items():
        told = f"{tool} {versions[tool]}" if versions.get(tool) else tool
        ratios = f"{cost.cpu / base.cpu:.2f} | {cost.wall / base.wall:.2f}"
        counted = f"{groups:,}" if found[tool][1] else ""
        yield f"| {name} | {told} | {cost.cpu:.2f} | {cost.wall:.2f} | {cost.peak:,.0f} | {ratios} | {counted} |"


def processor():
    """What class of machine this is."""
    return f"{os.cpu_count()} cores, {platform.machine().replace('_', '-')}, {platform.system()}"


def arguments():
    """What is asked for on the command line."""
    parser = argparse.ArgumentParser(description="Measures counting street crime, beside other tools.")
    parser.add_argument("--set", choices=("wide", "usual", "both"), default="both", dest="which",
                        help="3.4 million groups, 200,000, or one after the other")
    parser.add_argument("--quick", action="store_true", help="200,000 rows instead of 5 million")
    parser.add_argument("--peers", action="store_true", help="measure polars and pandas too")
    parser.add_argument("--runs", type=int, default=3, help="how often each command runs; the median is printed")
    parser.add_argument("--layout", choices=("one", "folders"), default="one", help="as for generate.py")
    parser.add_argument("--order", choices=("published", "shuffled"), default="published", help="as for generate.py")
    parser.add_argument("--crlf", action="store_true", help="as for generate.py")
    parser.add_argument("--checksums", action="store_true",
                        help="as for generate.py: our run then also checks each file, which no other tool does")
    parser.add_argument("--format", choices=sorted(generate.FORMATS), default="police-street",
                        help="as for generate.py")
    parser.add_argument("--ours", default=OURS, metavar="COMMAND",
                        help="our command, with {site}, {data}, {output} and {repository} in it; "
                             "`none` leaves it out")
    options = parser.parse_args()
    if options.runs < 1:
        parser.error("runs must be 1 or more")
    return options


def main():
    """Makes the data, measures, compares, and prints the table last."""
    options = arguments()
    program = REPOSITORY / "target" / "release" / "sna"
    if options.ours == OURS and not program.exists():
        raise SystemExit(f"{program} is not there: run `cargo build --release`, or give `--ours none`")
    FOLDER.mkdir(parents=True, exist_ok=True)
    load = os.getloadavg()[0]
    if load > 0.5:
        print(f"the machine is busy (load {load:.1f}): wall times, and CPU times somewhat, will be too high",
              file=sys.stderr)
    python = environment(peers(options))
    versions = {name: version(python, name) for name in peers(options)}
    measured = []
    for name in SETS if options.which == "both" else [options.which]:
        folder, made = site(name, options)
        print(f"measuring {name}", file=sys.stderr)
        found = commands(folder, options, python)
        measured.append((name, found, measure(found, options.runs, found["cat"][0]), made))
    # Results are compared when all is measured: they fill the memory that children would be charged with.
    lines = []
    for name, found, costs, made in measured:
        lines.extend(table(name, costs, found, compare(found, made), versions))
    made = measured[0][3]
    size = " and ".join(f"{made['bytes'] / 1e9:.2f} GB" for _, _, _, made in measured)
    files = "one file" if made["files"] == 1 else f"{made['files']:,} files"
    print(f"{made['rows']:,} rows, {size}, {files}, order {made['order']}; median of {options.runs}; "
          f"{processor()}, load {load:.1f} at the start; {date.today().isoformat()}\n")
    print("| Set | Tool | CPU s | Wall s | Peak MB | CPU / DuckDB | Wall / DuckDB | Groups |")
    print("| --- | --- | ---: | ---: | ---: | ---: | ---: | ---: |")
    print("\n".join(lines))


if __name__ == "__main__":
    main()
