"""`decide` gives the same verdicts from many threads at once, in the time it is given."""

import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from fractions import Fraction

import pytest
from sympy import Derivative, Eq, Le, exp, log

from symsoft import decide, delta, dim, indices, softmax, sum_over, vector
from symsoft.kernel.terms import mk

K = dim("K")
i, j, k = indices("i j k", K)
z = vector("z", K)
p = softmax(z)
CLAIMS = [
    (Eq(sum_over(p[k], k), 1), "proved"),
    (Eq(Derivative(log(p[i]), z[j]), delta(i, j) - p[j]), "proved"),
    (Eq(Derivative(log(p[i]), z[j]), delta(i, j) - p[i]), "refuted"),
    (Le(p[i], 1), "proved"),
    (Le(p[i], p[j]), "refuted"),
]


@pytest.fixture
def together():
    """Where four threads wait for each other, then to take turns after every few instructions.

    Not before they run: coverage.py cannot start to trace two threads at once.
    """
    before = sys.getswitchinterval()
    yield threading.Barrier(4, lambda: sys.setswitchinterval(1e-5), timeout=60)
    sys.setswitchinterval(before)


def test_threads_agree(together):
    def one(n):
        together.wait()
        turned = CLAIMS[n:] + CLAIMS[:n]
        return [(decide(claim, timeout=60).status, expected) for claim, expected in turned]

    with ThreadPoolExecutor(4) as pool:
        for found in pool.map(one, range(4)):
            assert all(status == expected for status, expected in found), found


def test_equal_terms_are_one_object_in_all_threads(together):
    """The kernel compares terms by identity: two objects for one term would break capture."""
    rounds, size = 50, 40
    made = [[] for _ in range(4)]

    def make(mine):
        for n in range(rounds):
            together.wait()
            first = 10**9 + n * size
            mine.append([mk("num", Fraction(m)) for m in range(first, first + size)])

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(make, made))
    for terms in zip(*made, strict=True):
        assert all(len(set(map(id, same))) == 1 for same in zip(*terms, strict=True))


def test_the_time_is_kept():
    hard = Eq(sum_over(exp(p[k]) * log(1 + z[k] ** 4), k), log(sum_over(exp(p[k] ** 2), k)) + 7)
    began = time.process_time()
    assert decide(hard, timeout=0.2).status in ("unknown", "refuted")
    assert time.process_time() - began < 5  # soft: a step that has begun is finished
