"""Computes the known answers of `tests/methods/composite.csv` with numpy and scipy.

Comes in: nothing. Goes out, on stdout: its rows but those by hand, one for each area of each case below. Nothing here
is taken from the Rust code: scores are scipy's `zscore` and numpy's `average`, ranks are scipy's `rankdata` and a
table of all pairs. The numbers of the cases are made up.
"""

import csv
import sys

import numpy
from scipy import stats

CITATION = "OECD and JRC (2008), Handbook on Constructing Composite Indicators, z-scores and linear aggregation; Goldstein and Spiegelhalter (1996), ranges of ranks; computed with numpy and scipy by tests/independent/composite.py"

# Values by indicator and area, how far each limit lies from its value, +1 where more is worse, weights.
CASES = {
    "seven areas apart": (
        [[24.1, 18.3, 9.7, 31.0, 4.2, 27.5, 22.8], [5.1, 3.9, 2.6, 4.4, 1.2, 4.0, 4.9]],
        [[1.1, 1.0, 0.8, 1.3, 0.6, 1.2, 1.1], [0.2, 0.2, 0.15, 0.25, 0.1, 0.2, 0.2]],
        [1, 1],
        [2, 1],
    ),
    "overlapping, one turned": (
        [
            [12.5, 14.0, 13.2, 15.9, 11.1],
            [61.0, 55.5, 58.0, 49.5, 66.0],
            [7.0, 7.5, 6.0, 8.5, 8.0],
        ],
        [
            [1.5, 1.2, 1.4, 2.0, 0.9],
            [3.0, 2.5, 4.0, 3.5, 2.0],
            [1.0, 1.5, 0.5, 2.0, 1.0],
        ],
        [1, -1, 1],
        [3, 1, 0.5],
    ),
    "two areas alike": (
        [[10.0, 20.0, 20.0, 30.0], [4.0, 2.0, 2.0, 1.0]],
        [[2.0, 2.0, 2.0, 2.0], [0.5, 0.5, 0.5, 0.5]],
        [1, 1],
        [1, 3],
    ),
}


def ranks(scores):
    """The highest and lowest rank of each; what is the same to nine places is one score."""
    turned = -numpy.round(scores, 9)
    return stats.rankdata(turned, "min"), stats.rankdata(turned, "max")


def main():
    out = csv.writer(sys.stdout, lineterminator="\n")
    out.writerow(
        "case area values halves signs weights score score_lower score_upper highest lowest reweighed_highest"
        " reweighed_lowest tolerance citation".split()
    )
    for case, (values, halves, signs, weights) in CASES.items():
        x, half, w = numpy.array(values), numpy.array(halves), numpy.array(weights, dtype=float)
        z = stats.zscore(x, axis=1, ddof=0) * numpy.array(signs)[:, None]
        score = numpy.average(z, axis=0, weights=w)
        error = half / stats.norm.ppf(0.975) / numpy.std(x, axis=1)[:, None]
        spread = stats.norm.ppf(0.975) * numpy.sqrt(((w / w.sum())[:, None] ** 2 * error**2).sum(axis=0))
        low, high = score - spread, score + spread
        above = (low[None, :] > high[:, None]).sum(axis=1) + 1
        below = len(score) - (high[None, :] < low[:, None]).sum(axis=1)
        tried = [w, numpy.ones_like(w)]
        for index in range(len(w)):
            tried += [numpy.where(numpy.arange(len(w)) == index, w * factor, w) for factor in (0, 0.5, 2)]
        all_ranks = [ranks(numpy.average(z, axis=0, weights=other)) for other in tried]
        best = numpy.min([found for found, _ in all_ranks], axis=0)
        worst = numpy.max([found for _, found in all_ranks], axis=0)
        lists = [";".join(" ".join(str(number) for number in row) for row in table) for table in (values, halves)]
        for area in range(len(score)):
            out.writerow(
                [case, area, *lists, " ".join(map(str, signs)), " ".join(map(str, weights))]
                + [repr(float(number[area])) for number in (score, low, high)]
                + [int(number[area]) for number in (above, below, best, worst)]
                + ["1e-9", CITATION]
            )


if __name__ == "__main__":
    main()
