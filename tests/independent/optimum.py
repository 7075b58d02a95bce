"""The fewest cells that protect a small table, beside what a published site withheld.

    optimum.py SITE --lookup areas.csv --truth truth.csv [--seconds N]

For each count indicator of SITE: every cell that is small by the site's published rule is withheld, and the fewest
others are sought such that each small cell's interval, which begins at 1 or more, can be as wide as the threshold:
it must end above it. What it begins at is left open, and the attacker is the linear one (real numbers, each withheld count at least 1), so the answer is never more than a pattern needs that
holds against whole numbers: the ratio printed is never too good.

Source: Fischetti and Salazar (2001), Solving the cell suppression problem on tabular data with linear constraints,
Management Science 47(7). The pattern is a mixed integer program; each attacker that wins adds a cut from the dual
of its own linear program, until none wins.
"""

import argparse
import json
import time

import numpy
from scipy.optimize import Bounds, LinearConstraint, linprog, milp
from scipy.sparse import csr_matrix

import attacker


def table(system, true, quantity):
    """The cells, counts and sums of one indicator."""
    cells = [at for at, key in enumerate(system.keys) if key[1] == quantity]
    place = {at: number for number, at in enumerate(cells)}
    equations = [(total, parts) for total, parts in system.sums if total in place]
    matrix = numpy.zeros((len(equations), len(cells)))
    for line, (total, parts) in enumerate(equations):
        matrix[line, place[total]] = 1.0
        for part in parts:
            matrix[line, place[part]] = -1.0
    return cells, matrix, numpy.array([float(true[at]) for at in cells])


def cuts_of(matrix, low, high, chosen, cell, sign, needed):
    """A cut if the attacker keeps `cell` from moving `needed` in the direction `sign`; else nothing."""
    objective = numpy.zeros(matrix.shape[1])
    objective[cell] = -sign
    bounds = list(zip(-low * chosen, high * chosen))
    found = linprog(objective, A_eq=matrix, b_eq=numpy.zeros(matrix.shape[0]), bounds=bounds, method="highs")
    if -found.fun >= needed - 1e-6:
        return None
    # Reduced costs say how far each cell's freedom would let the small one move.
    reduced = objective - matrix.T @ found.eqlin.marginals
    weight = numpy.where(reduced < 0, -reduced * high, reduced * low)
    return numpy.minimum(weight, needed)


def fewest(matrix, counts, under, seconds):
    """The fewest withheld cells, and whether they are proved to be; nothing where no pattern protects them."""
    small = (counts >= 1) & (counts < under)
    if not small.any():
        return 0, True
    low = numpy.maximum(counts - 1, 0)
    high = numpy.where(counts > 0, float(counts.max() * 2 + under), 0.0)
    fixed = numpy.where(small, 1.0, 0.0)
    free = numpy.where(counts > 0, 1.0, 0.0)
    rows, right = [], []
    ends = time.monotonic() + seconds
    while time.monotonic() < ends:
        constraints = [LinearConstraint(csr_matrix(numpy.array(rows)), numpy.array(right), numpy.inf)] if rows else []
        found = milp(
            numpy.ones(len(counts)),
            constraints=constraints,
            bounds=Bounds(fixed, free),
            integrality=numpy.ones(len(counts)),
            options={"time_limit": max(1.0, ends - time.monotonic())},
        )
        if found.status == 2:
            return None, True
        if found.status != 0:
            return None, False
        chosen = numpy.round(found.x)
        before = len(rows)
        for cell in numpy.flatnonzero(small):
            # An interval from 1 or more that is as wide as the threshold ends above it: no pattern can do with less.
            needed = under + 1 - counts[cell]
            up = cuts_of(matrix, low, high, chosen, cell, 1.0, needed)
            if up is not None:
                rows.append(up)
                right.append(needed)
        if len(rows) == before:
            return int(chosen.sum()), True
    return None, False


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("site")
    parser.add_argument("--lookup", required=True)
    parser.add_argument("--truth", required=True)
    parser.add_argument("--seconds", type=float, default=10.0)
    asked = parser.parse_args()
    site = attacker.Site(asked.site)
    lookup = {line["code"]: line["parent"] for line in attacker.lines(asked.lookup)}
    system = attacker.build([site], lookup)
    true, _ = attacker.check(system, attacker.read_truth(asked.truth), [site], {})
    for quantity in sorted({system.keys[at][1] for at in system.withheld.values()}):
        cells, matrix, counts = table(system, true, quantity)
        rule = system.rule[cells[0]]
        hidden = set(system.withheld.values())
        small = int(((counts >= 1) & (counts < rule.under)).sum())
        least, proved = fewest(matrix, counts, rule.under, asked.seconds)
        print(json.dumps({"indicator": quantity, "cells": len(cells), "small": small, "proved": proved,
                          "site": sum(at in hidden for at in cells), "fewest": least}))


if __name__ == "__main__":
    main()
