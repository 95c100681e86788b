"""Sums and products over ranges that may be empty: what is undefined for every member does no harm
where there is none, and must not leave the sum.  At K = 1 the sum from 2 to K is 0, whatever its
terms are."""

from __future__ import annotations

from sympy import Eq, Limit, Ne, Product, Sum, diff, exp, log, oo, sqrt

from symsoft import delta
from tests.soundness.case import eq, false, hard, true
from tests.soundness.letters import D, K, N, c, d, i, k, l, r, x, z

_later = lambda f: Sum(f, (l, 2, K))  # noqa: E731
_before = lambda f: Sum(f, (l, 1, K - 1))  # noqa: E731

CASES = [
    # The condition x > 0 is asked for by the members alone: with K = 1 all x are allowed.
    false("constant-logarithms-not-negative", exp(_later(log(x))) < 0, given=[x < 0]),
    false("constant-logarithms-times-base", x * exp(_before(log(x))) > 0),
    false("constant-logarithms-times-negative-base", x * exp(_before(log(x))) > 0, given=[x < 0]),
    true("constant-logarithms-positive", exp(_later(log(x))) > 0),
    hard("constant-logarithms-never-empty", exp(Sum(log(x), (r, 2, N))) > 0),
    true("constant-logarithms-are-a-power", eq(exp(_later(log(x))), exp((K - 1) * log(x)))),
    false("constant-logarithms-one-too-many", eq(exp(_later(log(x))), exp(K * log(x)))),
    false("inverse-deltas-are-a-delta", eq(Product(1 / delta(i, k), (d, 2, D)), delta(i, k))),
    false("inverse-deltas-at-most-a-delta", Product(1 / delta(i, k), (d, 2, D)) <= delta(i, k)),
    true("inverse-deltas-positive", Product(1 / delta(i, k), (d, 2, D)) > 0),
    false("roots-of-deltas-negative", Product(1 / sqrt(delta(i, k)), (d, 2, D)) <= 0),
    false("logarithms-of-deltas", eq(exp(Sum(log(delta(i, k)), (d, 1, D - 1))), delta(i, k))),
    true("constant-inverse-leaves-where-defined", eq(_later(l / x), _later(l) / x)),
    true("constant-root", _later(sqrt(x)) >= sqrt(x) * (K - 2)),
    false("constant-root-too-much", _later(sqrt(x)) >= sqrt(x) * K),
    true("squares-below", _later(1 / x**2) >= 0),
    false("squares-below-strictly", _later(1 / x**2) > 0),
    true("squares-below-strictly-two-classes", Sum(1 / x**2, (r, 2, N)) > 0),
    false("impossible-members", exp(_later(log(-(x**2)))) <= 0),
    false("impossible-members-sum", eq(_later(log(-(x**2))), -1)),
    true(
        "slope-of-constant-logarithms",
        eq(diff(exp(_later(log(c))), c), exp(_later(log(c))) * (K - 1) / c),
    ),
    false(
        "slope-of-constant-logarithms-all",
        eq(diff(exp(_later(log(c))), c), exp(_later(log(c))) * K / c),
    ),
    false("limit-of-constant-members", Eq(Limit(_later(1 / c), c, 0, "+"), oo)),
    true("limit-of-constant-members-two", Eq(Limit(Sum(1 / c, (r, 2, N)), c, 0, "+"), oo)),
    false("limit-of-constant-logarithms", Eq(Limit(exp(_later(log(c))), c, 0, "+"), 0)),
    hard("limit-of-constant-logarithms-two", Eq(Limit(exp(Sum(log(c), (r, 2, N))), c, 0, "+"), 0)),
    false("members-with-own-logarithms", exp(_later(log(z[l]))) * z[1] > 0),
    true("members-with-own-logarithms-alone", exp(_later(log(z[l]))) > 0),
    false("nested-empty", x * exp(_later(Sum(log(x), (k, 1, K)))) > 0),
    true("nested-empty-positive", exp(_later(Sum(log(x), (k, 1, K)))) > 0),
    # The inner index must not take the name of the outer one, of which nothing inside speaks.
    true(
        "nested-first", eq(_before(Sum(log(z[k]), (k, 1, K))), (K - 1) * Sum(log(z[k]), (k, 1, K)))
    ),
    false("nested-exchanged", eq(_before(Sum(log(z[k]), (k, 1, K))), K * _before(log(z[l])))),
    true(
        "nested-roots",
        eq(_before(Sum(sqrt(z[k]), (k, 1, K))), (K - 1) * Sum(sqrt(z[k]), (k, 1, K))),
    ),
    false(
        "nested-roots-exchanged", eq(_before(Sum(sqrt(z[k]), (k, 1, K))), K * _before(sqrt(z[l])))
    ),
    false("both-ends", x * exp(Sum(log(x), (r, 2, N - 1))) > 0),
    false("conditions-do-not-contradict", Ne(_later(log(x)) + 1, 1), given=[x < 0]),
]
