"""Formulas as one line of Unicode, as messages show them."""

from fractions import Fraction

import pytest

from symsoft.kernel.context import Claim, Hypothesis
from symsoft.kernel.terms import (
    ONE,
    ZERO,
    add,
    binder,
    div,
    exp,
    ix,
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
from symsoft.language.text import text, text_claim, text_hypothesis

i, j, k, d = (*(ix(name, "K") for name in "ijk"), ix("d", "D"))
c, t, x, T, mu, sigma = map(var, ("c", "t", "x", "T", "mu", "sigma"))
infinity, L = mk("inf", 1), mk("def", "L")
half = num(Fraction(1, 2))


def z(index):
    return mk("entry", "z", index)


def p(index):
    return mk("def", "p", index)


def delta(a, b):
    return mk("delta", a, b)


def by(variable, term):
    return mk("deriv", variable, term)


partition = total(k, exp(z(k)))
largest = binder("max", "k", ("K", 1, 0), var=k, body=z(k))
last = mk("end", "K", 0)
gradient = by(z(j), sub(z(i), log(partition)))

FORMULAS = [
    (gradient, "∂/∂z_j (z_i − log Σ_k e^{z_k})"),
    (add(neg(p(j)), delta(i, j)), "δ_ij − p_j"),
    (mul(p(i), sub(delta(i, j), p(j))), "p_i (δ_ij − p_j)"),
    (div(exp(z(i)), partition), "e^{z_i}/(Σ_k e^{z_k})"),
    (neg(total(k, mul(p(k), log(p(k))))), "−Σ_k p_k log p_k"),
    (log(div(p(i), x)), "log(p_i/x)"),
    (exp(neg(div(power(sub(x, mu), 2), mul(num(2), power(sigma, 2))))), "e^{−(x − μ)²/(2σ²)}"),
    (exp(total(k, z(k))), "exp(Σ_k z_k)"),
    (exp(x), "e^x"),
    (mul(half, x), "x/2"),
    (mul(half, p(i), p(j)), "(1/2) p_i p_j"),
    (mul(num(-2), x, c), "−2c x"),
    (mul(num(2), log(x)), "2 log x"),
    (mul(num(2), power(num(3), x)), "2 · 3^x"),
    (div(ONE, div(x, c)), "1/(x/c)"),
    (power(x, -1), "1/x"),
    (power(x, 10), "x¹⁰"),
    (power(x, Fraction(3, 2)), "x^{3/2}"),
    (power(x, half), "√x"),
    (power(add(ONE, x), half), "√(1 + x)"),
    (power(log(x), 2), "(log x)²"),
    (mul(total(k, z(k)), partition), "(Σ_k e^{z_k}) Σ_k z_k"),
    (mul(power(mk("dim", "K"), -1), total(k, z(k))), "(1/K) Σ_k z_k"),
    (total(k, z(k), 1, 1), "Σ_{k=1}^{K−1} z_k"),
    (total(k, z(k), 2), "Σ_{k=2}^K z_k"),
    (total(k, mul(sub(ONE, delta(i, k)), z(k))), "Σ_{k≠i} z_k"),
    (binder("prod", "k", ("K", 1, 0), var=k, body=p(k)), "∏_k p_k"),
    (largest, "max_k z_k"),
    (binder("min", "k", ("K", 1, 1), var=k, body=z(k)), "min_{1≤k≤K−1} z_k"),
    (mk("iv", "=", z(i), largest), "[z_i = max_k z_k]"),
    (by(z(j), p(i)), "∂p_i/∂z_j"),
    (by(z(i), by(z(j), log(partition))), "∂²/∂z_i∂z_j log Σ_k e^{z_k}"),
    (total(k, mul(by(mk("entry", "y", k), L), by(z(j), p(k)))), "Σ_k (∂L/∂y_k) ∂p_k/∂z_j"),
    (mul(num(2), by(c, power(c, 2))), "2 d/dc c²"),
    (binder("lim", "c", "real", "", infinity, var=c, body=p(i)), "lim_{c→∞} p_i"),
    (binder("lim", "c", "real", "-", ZERO, var=c, body=div(ONE, c)), "lim_{c→0⁻} 1/c"),
    (binder("int", "t", mk("inf", -1), x, var=t, body=t), "∫_{−∞}^x t dt"),
    (mk("if", mk("iv", ">", x, ZERO), x, c), "{x if x > 0; otherwise c}"),
    (mk("app", "f", 1, x), "f′(x)"),
    (mk("app", "f", 4, x), "f⁽⁴⁾(x)"),
    (mk("abs", x), "|x|"),
    (mk("pi"), "π"),
    (delta(i, mk("lit", 1)), "δ_i1"),
    (z(mk("lit", 12)), "z_{12}"),
    (z(mk("end", "K", 1)), "z_{K−1}"),
    (mk("entry", "W", k, d), "W_kd"),
    (mk("entry", "W", last, mk("lit", 1)), "W_{K,1}"),
    (mk("entry", "eta_1", i), "η_{1,i}"),
    (var("eta_1"), "η_1"),
    (var("100%"), "100%"),
]


@pytest.mark.parametrize(("term", "expected"), FORMULAS, ids=[e for _, e in FORMULAS])
def test_formulas(term, expected):
    assert text(term) == expected


def test_other_spellings_are_used_unless_they_are_latex():
    assert text(x, {"x": "xi"}) == "ξ"
    assert text(x, {"x": r"\mathbf{x}"}) == "x"


def test_claims():
    claim = Claim("=", gradient, sub(delta(i, j), p(i)))
    assert text_claim(claim) == "∂/∂z_j (z_i − log Σ_k e^{z_k}) = δ_ij − p_i"
    assert text_claim(Claim("=", partition, infinity)) == "Σ_k e^{z_k} = ∞"
    assert text_claim(Claim("!=", x, ZERO)) == "x ≠ 0"


def test_hypotheses():
    unique = Hypothesis(Claim("<", z(k), z(i)), (k,), (Claim("=", delta(i, k), ZERO),))
    assert text_hypothesis(unique) == "z_k < z_i   (k = 1, …, K; k ≠ i)"
    assert text_hypothesis(Hypothesis(Claim("=", delta(i, j), ZERO))) == "i ≠ j"
    assert text_hypothesis(Hypothesis(Claim(">=", x, c), (x,))) == "x ≥ c   (x real)"
