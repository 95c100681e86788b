"""Formulas in words: how they sound, and that no two of them sound alike."""

from collections import defaultdict
from fractions import Fraction
from itertools import pairwise

import pytest

from symsoft.kernel.context import Claim, Hypothesis
from symsoft.kernel.terms import (
    ONE,
    ZERO,
    add,
    binder,
    div,
    exp,
    log,
    mk,
    mul,
    neg,
    num,
    power,
    sub,
    total,
    var,
)
from symsoft.language.latex import latex
from symsoft.language.spoken import spoken, spoken_claim, spoken_hypothesis
from tests.language.library import library_terms
from tests.language.test_latex import c, delta, f, i, infinity, iv, j, k, p, sigma, t, x, z

partition = total(k, exp(z(k)))
FORMULAS = [
    (
        div(exp(z(i)), partition),
        "the fraction the exponential of z sub i over the sum over k from 1 to capital K of begin "
        "the exponential of z sub k end sum end fraction",
    ),
    (add(exp(x), c), "c plus the exponential of x"),
    (exp(add(x, c)), "the exponential of begin c plus x end exponential"),
    (add(total(k, z(k)), ONE), "1 plus the sum over k from 1 to capital K of z sub k"),
    (
        total(k, add(z(k), ONE)),
        "the sum over k from 1 to capital K of begin open parenthesis 1 plus z sub k close "
        "parenthesis end sum",
    ),
    (
        mk("deriv", z(j), log(p(i))),
        "the partial derivative with respect to z sub j of begin the logarithm of p sub i end "
        "derivative",
    ),
    (mk("deriv", x, mk("deriv", x, f(x))),
     "the derivative with respect to x twice of begin f of x end derivative"),
    (power(x, 2), "x squared"),
    (power(z(i), 2), "z sub i squared"),
    (power(add(x, c), 3), "open parenthesis c plus x close parenthesis cubed"),
    (power(f(x), 2), "begin f of x end base squared"),
    (f(power(x, 2)), "f of begin x squared end argument"),
    (power(x, t), "x to the power begin t end power"),
    (power(x, num(Fraction(1, 2))), "the square root of x"),
    (power(add(x, ONE), num(Fraction(1, 2))), "the square root of begin 1 plus x end root"),
    (neg(mul(c, x)), "minus c times x"),
    (mk("abs", neg(x)), "the absolute value of begin minus x end absolute value"),
    (delta(i, j), "delta sub i j"),
    (z(mk("end", "K", 1)), "z sub begin capital K minus 1 end sub"),
    (mk("entry", "eta_1", i), "eta sub 1, i"),
    (iv("=", z(i), c), "the indicator of begin z sub i equals c end indicator"),
    (
        binder("lim", "t", "positive", "", ZERO, var=t, body=f(t)),
        "the limit as t tends to 0 from above of begin f of t end limit",
    ),
    (
        binder("int", "t", mk("inf", -1), infinity, var=t, body=f(t)),
        "the integral over t from minus infinity to infinity of begin f of t end integral",
    ),
    (
        mk("if", iv(">", x, ZERO), x, c),
        "begin cases x if x is greater than 0; otherwise c end cases",
    ),
    (f(x, 2), "f prime prime of x"),
    (sigma, "sigma"),
]  # fmt: skip


@pytest.mark.parametrize(("term", "expected"), FORMULAS, ids=[e[:40] for _, e in FORMULAS])
def test_formulas(term, expected):
    assert spoken(term) == expected


def test_the_authors_names_are_spoken():
    assert spoken(var("mean"), {"mean": r"\bar{\mu}_{1}"}) == "bar mu sub 1"
    assert spoken(var("e"), {"e": r"\varepsilon"}) == "variant epsilon"


def test_claims_and_hypotheses():
    assert spoken_claim(Claim("<=", x, infinity)) == "x is at most infinity"
    unique = Hypothesis(Claim("<", z(k), z(i)), (k,), (Claim("=", delta(i, k), ZERO),))
    assert spoken_hypothesis(unique) == (
        "z sub k is less than z sub i, for all k from 1 to capital K; k is not equal to i"
    )
    real = Hypothesis(Claim(">=", x, c), (x,))
    assert spoken_hypothesis(real) == "x is at least c, for all x is real"


def test_no_two_terms_of_the_library_sound_alike():
    heard = defaultdict(set)
    for term, names in library_terms():
        heard[spoken(term, names)].add(latex(term, names))
    assert len(heard) > 500
    assert {words: seen for words, seen in heard.items() if len(seen) > 1} == {}


def test_what_begins_ends():
    for term, names in library_terms():
        words = spoken(term, names).split()
        opened = words.count("begin") + words.count("fraction") - _ends(words, "fraction")
        closed = words.count("end")
        assert opened == closed, " ".join(words)
        assert all(w.isascii() and not set(w) & set(r"\^_{}$") for w in words)


def _ends(words, what):
    return sum(pair == ("end", what) for pair in pairwise(words))


@pytest.mark.parametrize(("one", "other"), [
    (add(div(ONE, x), c), div(ONE, add(x, c))),
    (mul(total(k, z(k)), x), total(k, mul(z(k), x))),
    (sub(log(x), c), log(sub(x, c))),
    (mul(log(x), c), log(mul(x, c))),
    (power(exp(x), 2), exp(power(x, 2))),
    (neg(power(x, 2)), power(neg(x), 2)),
    (power(power(x, c), 2), power(x, power(c, 2))),
    (mk("deriv", x, mul(x, f(x))), mul(mk("deriv", x, f(x)), x)),
    (f(add(x, c)), add(f(x), c)),
    (mk("abs", add(x, c)), add(mk("abs", x), c)),
])  # fmt: skip
def test_neighbours_sound_different(one, other):
    assert spoken(one) != spoken(other)
