"""Formulas as Typst, each written here as it is to be; Typst itself takes all of the library's."""

from fractions import Fraction

import pytest
import typst as compiler

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
from symsoft.language.markup import spoken_markup, typst_markup
from symsoft.language.typst import summands, typst, typst_claim, typst_hypothesis
from tests.language.library import library_terms
from tests.language.test_latex import c, delta, f, i, infinity, iv, j, k, p, t, x, z

FORMULAS = [
    (div(exp(z(i)), total(k, exp(z(k)))), "frac(e^(z_i), sum_(k=1)^K e^(z_k))"),
    (mk("deriv", z(j), log(p(i))), "frac(partial, partial z_j) log p_i"),
    (sub(delta(i, j), p(j)), "δ_(i j) - p_j"),
    (mul(num(Fraction(1, 2)), p(i), p(j)), "frac(1, 2) p_i p_j"),
    (exp(neg(div(x, c))), r"e^(-x\/c)"),
    (mul(num(2), power(num(3), x)), "2 dot 3^x"),
    (power(add(x, ONE), 2), "(1 + x)^2"),
    (power(add(x, ONE), num(Fraction(1, 2))), "sqrt(1 + x)"),
    (f(x, 1), "f' (x)"),
    (f(x), "f(x)"),
    (power(mk("var", "x'", "real"), 2), "attach(x', t: 2)"),
    (iv("=", z(i), c), "[z_i = c]"),
    (mk("abs", neg(x)), "abs(-x)"),
    (mk("if", mul(iv(">", x, ZERO), iv("<", x, c)), x, c),
     r'cases(x & "if " x > 0\, x < c, c & "otherwise")'),
    (div(f(x), mul(x, c)), "frac(f(x), c x)"),
    (binder("max", "k", ("K", 1, 0), var=k, body=z(k)), "max_k z_k"),
    (binder("max", "k", ("K", 1, 1), var=k, body=z(k)), "max_(1 <= k <= K-1) z_k"),
    (binder("lim", "t", "positive", "", ZERO, var=t, body=f(t)), "lim_(t -> 0^+) f(t)"),
    (binder("int", "t", mk("inf", -1), infinity, var=t, body=f(t)),
     "integral_(-oo)^(oo) f(t) thin d t"),
    (mk("deriv", x, f(x)), "frac(d f(x), d x)"),
    (var("loss"), 'upright("loss")'),
    (var("eta_1"), "η_1"),
    (mk("entry", "eta_1", i), "η_(1,i)"),
]  # fmt: skip


@pytest.mark.parametrize(("term", "expected"), FORMULAS, ids=[e for _, e in FORMULAS])
def test_formulas(term, expected):
    assert typst(term) == expected


def test_claims_and_hypotheses():
    assert typst_claim(Claim("!=", x, ZERO)) == "x != 0"
    unique = Hypothesis(Claim("<", z(k), z(i)), (k,), (Claim("=", delta(i, k), ZERO),))
    assert typst_hypothesis(unique) == "z_k < z_i quad (k = 1, dots, K; k != i)"


def test_the_authors_names():
    assert typst(var("s"), {"s": r"\mathbf{s}_{0}"}) == "bold(s)_0"


def test_typst_takes_every_term_of_the_library():
    shown = {typst(term, names) for term, names in library_terms()}
    shown |= {expected for _, expected in FORMULAS}
    text = "\n".join(f"$ {formula} $" for formula in sorted(shown))
    assert compiler.compile(text.encode(), format="svg")


def test_lines_are_cut_between_terms_only():
    assert summands("-a + f(b - c) - e^(-x)") == ["-a", "+ f(b - c)", "- e^(-x)"]
    assert summands('x "a - b"') == ['x "a - b"']


MARKUP = [
    (r"\frac12 \sum_k v_k^2", "frac(1, 2) sum_k v_k^2",
     "the fraction 1 over 2 end fraction the sum over k of v sub k squared"),
    (r"\mathrm{softmax}(z)_i", 'upright("softmax") (z)_i',
     "softmax open parenthesis z close parenthesis sub i"),
    (r"x^{\mathsf T}", "x^(sans(T))", "x transpose"),
    (r"K \ge 1", "K >= 1", "capital K is at least 1"),
    (r"z = (1, \frac{1}{2})", "z = (1, frac(1, 2))",
     "z equals open parenthesis 1 comma the fraction 1 over 2 end fraction close parenthesis"),
    (r"4.53\ldots \cdot 10^{-5}", "4.53 dots dot.op 10^(- 5)",
     "4.53 and so on times 10 to the power begin minus 5 end power"),
    (r"\mystery{x}", 'upright("mystery") x', "mystery x"),
    (r"\left( x \right)_{a", "(x)_a", "open parenthesis x close parenthesis sub a"),
]  # fmt: skip


@pytest.mark.parametrize(("latex", "shown", "said"), MARKUP, ids=[m[0] for m in MARKUP])
def test_an_authors_latex(latex, shown, said):
    assert (typst_markup(latex), spoken_markup(latex)) == (shown, said)


@pytest.mark.parametrize("latex", ["", "_", "^", "}", "{", r"\frac", r"\text{", "a__b", "\\", "'"])
def test_broken_latex_does_not_stop_the_reader(latex):
    shown = typst_markup(latex)
    assert isinstance(shown, str) and isinstance(spoken_markup(latex), str)
