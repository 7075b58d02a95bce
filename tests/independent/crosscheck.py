"""Recomputes answers of the methods with scipy, and says how far apart the two are.

Comes in, on stdin: a line for each case, `name<TAB>inputs<TAB>answers`, numbers apart by spaces. Goes out: a line
for each function with its number of cases, its worst relative difference and where that was; the exit status is 1
where one is over 1e-9 or is no number. Nothing here is taken from the Rust code: each function is scipy's own, or
is written from the cited source in another form.

To add a function: one line of FUNCTIONS here, one of FUNCTIONS in tests/crosscheck.rs.
"""

import sys
from collections import defaultdict

import numpy
from scipy import stats

ALLOWED = 1e-9


def exact(events, level):
    """Garwood (1936): the means under which so many or more, or so many or fewer, have half of what is left."""
    tail = (1 - level) / 2
    lower = numpy.where(events > 0, stats.gamma.ppf(tail, numpy.where(events > 0, events, 1)), 0)
    return lower, stats.chi2.isf(tail, 2 * events + 2) / 2


def byar(events, level):
    """Wilson and Hilferty (1931): a chi-squared variable as the cube of a normal one, which is Byar's limit."""
    z = stats.norm.isf((1 - level) / 2)

    def half_chi_squared(freedom, z):
        spread = 2 / (9 * freedom)
        return freedom / 2 * (1 - spread + z * numpy.sqrt(spread)) ** 3

    return half_chi_squared(2 * events, -z), half_chi_squared(2 * events + 2, z)


def wilson(events, trials, level):
    limits = [
        stats.binomtest(int(k), int(n)).proportion_ci(confidence_level=c, method="wilson")
        for k, n, c in zip(events, trials, level)
    ]
    return [limit.low for limit in limits], [limit.high for limit in limits]


# Each with the size under which a difference is measured against that size and not against the answer: limits of
# proportions are differences, and of no events they are zero but for rounding.
FUNCTIONS = {
    "exact": (exact, 0),
    "byar": (byar, 0),
    "wilson": (wilson, 1e-9),
    "chi_squared_quantile": (lambda probability, freedom: (stats.chi2.ppf(probability, freedom),), 0),
    "chi_squared_above": (lambda value, freedom: (stats.chi2.sf(value, freedom),), 0),
    "normal_below": (lambda value: (stats.norm.cdf(value),), 0),
}


def main():
    cases = defaultdict(list)
    for line in sys.stdin:
        name, inputs, answers = line.rstrip("\n").split("\t")
        cases[name].append(([float(word) for word in inputs.split()], [float(word) for word in answers.split()]))
    apart = not cases
    for name, found in cases.items():
        function, floor = FUNCTIONS[name]
        inputs = numpy.array([given for given, _ in found])
        ours = numpy.array([answers for _, answers in found])
        theirs = numpy.array(function(*inputs.T)).T
        if ours.shape != theirs.shape:
            sys.exit(f"{name}: {ours.shape[1]} answers here, {theirs.shape[1]} by scipy")
        size = numpy.maximum(numpy.abs(theirs), max(floor, sys.float_info.min))
        difference = numpy.where(ours == theirs, 0, numpy.abs(ours - theirs) / size).max(axis=1)
        difference[numpy.isnan(difference)] = numpy.inf
        worst = int(difference.argmax())
        apart |= not difference[worst] <= ALLOWED
        print(
            f"{name}: {len(found)} cases, worst relative difference {difference[worst]:.1e}"
            f" at {inputs[worst].tolist()}: {ours[worst].tolist()}, by scipy {theirs[worst].tolist()}"
        )
    return 1 if apart else 0


if __name__ == "__main__":
    sys.exit(main())
