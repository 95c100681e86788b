"""Formulas as LaTeX, each written here as a lecturer would write it by hand."""

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
from symsoft.language.latex import latex, latex_claim, latex_hypothesis

i, j, k, l, d = (*(ix(name, "K") for name in "ijkl"), ix("d", "D"))
c, t, x, T, mu, sigma = map(var, ("c", "t", "x", "T", "mu", "sigma"))
first, last = mk("lit", 1), mk("end", "K", 0)
K, L, infinity = mk("dim", "K"), mk("def", "L"), mk("inf", 1)
half = num(Fraction(1, 2))


def entry(name, *indices):
    return mk("entry", name, *indices)


def z(index):
    return entry("z", index)


def p(index):
    return mk("def", "p", index)


def delta(a, b):
    return mk("delta", a, b)


def iv(rel, a, b):
    return mk("iv", rel, a, b)


def f(argument, order=0):
    return mk("app", "f", order, argument)


def by(variable, term):
    return mk("deriv", variable, term)


def over(op, index, term, first=1, off=0):
    return binder(op, index.args[0], ("K", first, off), var=index, body=term)


def limit(variable, point, term, side=""):
    return binder("lim", *variable.args, side, point, var=variable, body=term)


def integral(low, high, variable, term):
    return binder("int", variable.args[0], low, high, var=variable, body=term)


partition = total(k, exp(z(k)))
largest = over("max", k, z(k))
unlike = sub(ONE, delta(i, j))

NUMBERS_AND_POWERS = [
    (num(Fraction(-3, 2)), r"-\frac{3}{2}"),
    (mul(num(2), num(3)), r"2 \cdot 3"),
    (mul(num(2), x), "2 x"),
    (mul(num(2), power(num(3), x)), r"2 \cdot 3^{x}"),
    (mul(half, x), r"\frac{x}{2}"),
    (mul(half, p(i), p(j)), r"\frac{1}{2} p_i p_j"),
    (mul(num(Fraction(3, 2)), x), r"\frac{3}{2} x"),
    (neg(neg(x)), "x"),
    (power(x, -1), r"\frac{1}{x}"),
    (power(x, half), r"\sqrt{x}"),
    (power(x, Fraction(-1, 2)), r"\frac{1}{\sqrt{x}}"),
    (power(x, Fraction(3, 2)), "x^{3/2}"),
    (power(x, 10), "x^{10}"),
    (power(x, neg(c)), "x^{-c}"),
    (power(power(x, 2), 3), "(x^2)^3"),
    (power(p(i), 2), "p_i^2"),
    (power(num(-2), 2), "(-2)^2"),
    (power(half, 3), r"\left( \frac{1}{2} \right)^3"),
    (power(log(x), 2), r"(\log x)^2"),
    (power(f(x, 1), 2), "f'(x)^2"),
    (power(var("x'"), 2), "{x'}^2"),
    (div(ONE, div(x, c)), r"\frac{1}{x/c}"),
    (div(ONE, power(mul(num(2), mk("pi"), power(sigma, 2)), half)),
     r"\frac{1}{\sqrt{2 \pi \sigma^2}}"),
]  # fmt: skip

SUMS_AND_PRODUCTS = [
    (add(neg(p(j)), delta(i, j)), r"\delta_{ij} - p_j"),
    (add(power(x, 2), num(-1)), "x^2 - 1"),
    (add(exp(x), ONE), "1 + e^{x}"),
    (add(mul(half, power(x, 2)), ONE, x), r"1 + x + \frac{x^2}{2}"),
    (add(neg(log(partition)), z(i)), r"z_i - \log \sum_{k=1}^{K} e^{z_k}"),
    (add(c, z(k)), "z_k + c"),
    (add(neg(c), neg(x)), "-c - x"),
    (sub(x, sub(c, t)), "x - (c - t)"),
    (add(z(last), z(mk("lit", 2)), z(first)), "z_1 + z_2 + z_K"),
    (mul(sub(delta(i, j), p(j)), p(i)), r"p_i (\delta_{ij} - p_j)"),
    (mul(x, sub(K, ONE)), "(K - 1) x"),
    (mul(log(x), add(c, x)), r"(c + x) \log x"),
    (mul(log(x), log(c)), r"(\log c) \log x"),
    (mul(partition, z(i)), r"z_i \sum_{k=1}^{K} e^{z_k}"),
    (mul(total(k, z(k)), partition), r"\left( \sum_{k=1}^{K} e^{z_k} \right) \sum_{k=1}^{K} z_k"),
    (mul(power(K, -1), total(k, z(k))), r"\frac{1}{K} \sum_{k=1}^{K} z_k"),
    (div(exp(z(i)), partition), r"\frac{e^{z_i}}{\sum_{k=1}^{K} e^{z_k}}"),
    (div(sub(delta(i, j), p(j)), T), r"\frac{\delta_{ij} - p_j}{T}"),
    (div(log(partition), T), r"\frac{1}{T} \log \sum_{k=1}^{K} e^{z_k}"),
    (total(k, z(k), 1, 1), r"\sum_{k=1}^{K-1} z_k"),
    (total(k, z(k), 2), r"\sum_{k=2}^{K} z_k"),
    (total(k, add(z(k), c)), r"\sum_{k=1}^{K} (z_k + c)"),
    (total(k, mul(sub(ONE, delta(i, k)), z(k))), r"\sum_{k \neq i} z_k"),
    (over("prod", k, mul(p(k), z(k))), r"\prod_{k=1}^{K} (p_k z_k)"),
    (largest, r"\max_{k} z_k"),
    (over("min", k, z(k), off=1), r"\min_{1 \le k \le K-1} z_k"),
    (mul(unlike, x), r"x \, [i \neq j]"),
    (mul(iv("=", z(i), largest), iv(">", x, ZERO)), r"[x > 0, z_i = \max_{k} z_k]"),
]  # fmt: skip

FUNCTIONS = [
    (log(mul(c, x)), r"\log(c x)"),
    (log(div(p(i), entry("q", i))), r"\log \frac{p_i}{q_i}"),
    (log(add(ONE, x)), r"\log(1 + x)"),
    (log(add(ONE, partition)), r"\log\left( 1 + \sum_{k=1}^{K} e^{z_k} \right)"),
    (neg(total(k, mul(log(p(k)), p(k)))), r"-\sum_{k=1}^{K} p_k \log p_k"),
    (exp(div(z(k), T)), "e^{z_k/T}"),
    (exp(neg(div(power(sub(x, mu), 2), mul(num(2), power(sigma, 2))))),
     r"e^{-(x - \mu)^2/(2 \sigma^2)}"),
    (exp(total(k, z(k))), r"\exp\left( \sum_{k=1}^{K} z_k \right)"),
    (power(exp(x), 2), "(e^{x})^2"),
    (mk("abs", x), "|x|"),
    (mk("abs", div(x, T)), r"\left| \frac{x}{T} \right|"),
    (mk("abs", mk("abs", x)), r"\bigl| \, |x| \, \bigr|"),
    (f(x, 2), "f''(x)"),
    (f(div(x, c), 4), r"f^{(4)}\left( \frac{x}{c} \right)"),
    (mk("def", "sigma", neg(x)), r"\sigma(-x)"),
    (mk("def", "p", i, c), "p_i(c)"),
    (
        mk("if", iv(">", x, ZERO), x, mk("if", delta(i, j), c, ZERO)),
        r"\begin{cases} x & \text{if } x > 0 \\ c & \text{if } i = j"
        r" \\ 0 & \text{otherwise} \end{cases}",
    ),
    (
        mk("if", mul(unlike, sub(ONE, iv("<", x, c))), x, c),
        r"\begin{cases} x & \text{if } i \neq j, x \ge c \\ c & \text{otherwise} \end{cases}",
    ),
    (
        mk("if", sub(add(delta(i, j), iv("<", x, c)), mul(delta(i, j), iv("<", x, c))), x, c),
        r"\begin{cases} x & \text{if } i = j \text{ or } x < c \\ c & \text{otherwise} \end{cases}",
    ),
    (
        mk("if", var("b"), x, c),
        r"\begin{cases} x & \text{if } b = 1 \\ c & \text{otherwise} \end{cases}",
    ),
]  # fmt: skip

CALCULUS = [
    (by(z(j), p(i)), r"\frac{\partial p_i}{\partial z_j}"),
    (by(z(j), log(p(i))), r"\frac{\partial}{\partial z_j} \log p_i"),
    (by(z(j), mul(p(i), log(p(i)))), r"\frac{\partial}{\partial z_j} (p_i \log p_i)"),
    (
        by(z(j), sub(z(i), log(partition))),
        r"\frac{\partial}{\partial z_j} \left( z_i - \log \sum_{k=1}^{K} e^{z_k} \right)",
    ),
    (by(z(i), by(z(j), L)), r"\frac{\partial^2 L}{\partial z_i \, \partial z_j}"),
    (by(z(i), by(z(i), L)), r"\frac{\partial^2 L}{\partial z_i^2}"),
    (by(entry("W", k, d), L), r"\frac{\partial L}{\partial W_{kd}}"),
    (by(c, power(c, 2)), r"\frac{d}{dc} c^2"),
    (by(c, by(c, f(c))), r"\frac{d^2 f(c)}{dc^2}"),
    (by(c, mul(c, x)), r"\frac{\partial}{\partial c} (c x)"),
    (by(c, L), r"\frac{\partial L}{\partial c}"),
    (
        total(k, mul(by(z(j), p(k)), by(mk("entry", "y", k), L))),
        r"\sum_{k=1}^{K} \frac{\partial L}{\partial y_k} \frac{\partial p_k}{\partial z_j}",
    ),
    (log(by(c, power(c, 2))), r"\log\left( \frac{d}{dc} c^2 \right)"),
    (limit(c, infinity, mk("def", "p", i, c)), r"\lim_{c \to \infty} p_i(c)"),
    (limit(c, mk("inf", -1), add(c, ONE)), r"\lim_{c \to -\infty} (1 + c)"),
    (limit(c, ZERO, c, "-"), r"\lim_{c \to 0^-} c"),
    (limit(c, add(x, ONE), c, "-"), r"\lim_{c \to (1 + x)^-} c"),
    (limit(var("t", "positive"), ZERO, mul(var("t", "positive"), log(var("t", "positive")))),
     r"\lim_{t \to 0^+} t \log t"),
    (
        integral(mk("inf", -1), infinity, x, exp(neg(mul(half, power(x, 2))))),
        r"\int_{-\infty}^{\infty} e^{-x^2/2} \, dx",
    ),
    (mul(integral(ZERO, x, t, t), c), r"c \int_{0}^{x} t \, dt"),
]  # fmt: skip

NAMES_AND_LETTERS = [
    (delta(first, i), r"\delta_{i1}"),
    (delta(mk("end", "K", 1), i), r"\delta_{i,K-1}"),
    (entry("W", last, first), "W_{K,1}"),
    (entry("W", first, mk("lit", 2)), "W_{1,2}"),
    (mk("sym", "A", first, j), "A_{j1}"),
    (entry("alpha", ix("beta", "K"), j), r"\alpha_{\beta j}"),
    (entry("eta_1", i), r"\eta_{1,i}"),
    (mul(var("eta_1"), x), r"\eta_1 x"),
    (var("loss"), r"\mathrm{loss}"),
    (var("x_new"), r"x_{\mathrm{new}}"),
    (var("λ"), r"\lambda"),
    (var(r"\hat{x}"), r"\hat{x}"),
    (var("100%"), r"\mathrm{100\%}"),
    (mul(mk("val", i), z(i)), "i z_i"),
    (mk("val", mk("end", "K", 1)), "K-1"),
    (mk("tangent", x), r"\mathrm{tangent}(x)"),
    (i, "i"),
    # A bound letter gives way to a free one and to those around it.
    (over("sum", i, mul(z(i), entry("b", k))), r"\sum_{i=1}^{K} b_k z_i"),
    (mul(p(k), partition), r"p_k \sum_{l=1}^{K} e^{z_l}"),
    (add(largest, log(total(k, exp(sub(z(k), largest))))),
     r"\max_{k} z_k + \log \sum_{k=1}^{K} e^{z_k - \max_{l} z_l}"),
    (mk("sum", "", ("K", 1, 0), entry("z", mk("bv", 0))), r"\sum_{k=1}^{K} z_k"),
    (mk("sum", "#0", ("K", 1, 0), mul(mk("val", mk("bv", 0)), var("k"))), r"\sum_{l=1}^{K} l k"),
]  # fmt: skip


def check(term, expected):
    assert latex(term) == expected


def cases(table):
    return pytest.mark.parametrize(("term", "expected"), table, ids=[e for _, e in table])


@cases(NUMBERS_AND_POWERS)
def test_numbers_and_powers(term, expected):
    check(term, expected)


@cases(SUMS_AND_PRODUCTS)
def test_sums_and_products(term, expected):
    check(term, expected)


@cases(FUNCTIONS)
def test_functions(term, expected):
    check(term, expected)


@cases(CALCULUS)
def test_calculus(term, expected):
    check(term, expected)


@cases(NAMES_AND_LETTERS)
def test_names_and_letters(term, expected):
    check(term, expected)


def test_an_author_names_what_is_printed():
    names = {"z": r"\mathbf{z}", "mu": r"\mu_{0}", "w": "w^*", "q": "k"}
    assert latex(partition, names) == r"\sum_{k=1}^{K} e^{\mathbf{z}_k}"
    assert latex(entry("mu", i), names) == r"\mu_{0,i}"
    assert latex(power(var("w"), 2), names) == "{w^*}^2"
    assert latex(mul(var("q"), partition), names) == r"k \sum_{l=1}^{K} e^{\mathbf{z}_l}"


def test_letters_are_never_short():
    body = mk("bv", 0)
    for n in range(12):
        body = mk("sum", "k", ("K", 1, 0), mul(mk("val", mk("bv", 0)), body) if n else z(body))
    assert r"\sum_{k'=1}^{K}" in latex(body)


def test_a_claim_keeps_its_bound_letters_from_both_sides():
    claim = Claim("=", p(k), div(exp(z(k)), partition))
    assert latex_claim(claim) == r"p_k = \frac{e^{z_k}}{\sum_{l=1}^{K} e^{z_l}}"
    assert latex_claim(Claim(">=", partition, ZERO)) == r"\sum_{k=1}^{K} e^{z_k} \ge 0"


def test_hypotheses_say_what_their_letters_range_over():
    total_is_not_0 = Hypothesis(Claim("!=", total(k, z(k)), ZERO))
    assert latex_hypothesis(total_is_not_0) == r"\sum_{k=1}^{K} z_k \neq 0"
    each = Hypothesis(Claim("!=", add(ONE, z(k)), ZERO), (k,))
    assert latex_hypothesis(each) == r"1 + z_k \neq 0 \quad (k = 1, \dots, K)"
    unique = Hypothesis(Claim("<", z(k), z(i)), (k,), (Claim("=", delta(i, k), ZERO),))
    assert latex_hypothesis(unique) == r"z_k < z_i \quad (k = 1, \dots, K; k \neq i)"
    pairs = Hypothesis(Claim("<=", z(k), z(l)), (k, l, var("t", "positive"), x))
    assert latex_hypothesis(pairs).endswith(r"(k, l = 1, \dots, K; t > 0; x \in \mathbb{R})")
    assert latex_hypothesis(Hypothesis(Claim("=", delta(i, j), ONE))) == "i = j"
