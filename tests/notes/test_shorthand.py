# ruff: noqa: E501
r"""What people leave out: the argument of a function, the range of a sum, braces below a word."""

import pytest

from symsoft.notes.checking import Options, check
from tests.notes.test_brackets import assert_read_alike, shown
from tests.notes.test_chains import document

HEAD = r"""<!-- symsoft: let K dimension; let D dimension; let i, y index K; let x, u, E vector K; let v vector D;
let W matrix K D; let S matrix K K; let a, b, t real; let \beta positive; let g function;
define \sigma(a) = \frac{1}{1 + e^{-a}}; define Z(\beta) = \sum_i e^{-\beta E_i}; define h(a, b) = a b;
define p_i = \frac{e^{x_i}}{\sum_j e^{x_j}}; define f(x) = \log \sum_k e^{x_k}; define q(x) = x^\top x;
define \ell_{\mathrm{ce}}(x, y) = f(x) - x_y; define \mathcal{L}_\text{MSE} = \sum_k x_k^2;
define \phi(u)_i = \frac{e^{u_i}}{\sum_k e^{u_k}};
define o(u, t)_i = e^{t u_i}; define r^\text{new}_i = x_i^2; define J_{KL}(x) = \sum_k x_k; define s(c) = c^2 -->
"""

SAME = [
    (r"\frac{d\sigma}{da} = \sigma(a)", r"\frac{d\sigma(a)}{da} = \sigma(a)"),
    (r"\frac{d\sigma}{da} = \sigma(-a)", r"\frac{d\sigma(a)}{da} = \sigma(-a)"),
    (r"\frac{d}{da} \sigma = (1 - \sigma) \sigma", r"\frac{d}{da} \sigma(a) = (1 - \sigma(a)) \cdot \sigma(a)"),
    (r"\frac{\partial \ln Z}{\partial \beta} = \frac{1}{Z}", r"\frac{\partial \ln Z(\beta)}{\partial \beta} = \frac{1}{Z(\beta)}"),
    (r"h = a b", r"h(a, b) = a b"),
    (r"\lim_{a \to \infty} \sigma = a", r"\lim_{a \to \infty} \sigma(a) = a"),
    (r"\nabla f = x", r"\nabla f(x) = x"),
    (r"u^\top \nabla^2 f(x) u = 1", r"u^\top (\nabla^2 f(x)) u = 1"),
    (r"\nabla f(u)^\top (x - u) = 1", r"(\nabla f(u)) \cdot (x - u) = 1"),
    (r"\nabla f(x) a = u", r"a \nabla f(x) = u"),
    (r"\phi_i(1 - \phi_y) = 1", r"\phi(u)_i \cdot (1 - \phi(u)_y) = 1"),
    (r"\phi_i (\delta_{iy} - \phi_y)^2 = 1", r"\phi(u)_i \cdot (\delta_{iy} - \phi(u)_y)^2 = 1"),
    (r"\phi_i^2 (1 - \phi_i) x_i = 1", r"\phi(u)_i^2 \cdot (1 - \phi(u)_i) x_i = 1"),
    (r"\phi_i(x - \phi(x)) = 1", r"\phi(x - \phi(x))_i = 1"),
    (r"\frac{\partial \phi}{\partial u} = \operatorname{diag}(\phi) - \phi\phi^\top", r"\frac{\partial \phi(u)}{\partial u} = \operatorname{diag}(\phi(u)) - \phi(u) \phi(u)^\top"),
    (r"f(\phi) = 1", r"f(\phi(u)) = 1"),
    (r"\frac{\partial \ell_\text{ce}}{\partial x_i} = \delta_{iy}", r"\frac{\partial \ell_\text{ce}(x, y)}{\partial x_i} = \delta_{iy}"),
    (r"\frac{\partial o_i}{\partial t} = o_i (u_i - o_y)", r"\frac{\partial o(u, t)_i}{\partial t} = o(u, t)_i \cdot (u_i - o(u, t)_y)"),
    (r"\frac{\partial}{\partial x_i} \sum_k x_k \phi_k = 1", r"\frac{\partial}{\partial x_i} \sum_k x_k \phi(u)_k = 1"),
    (r"\sum_j x_j = 1", r"\sum_{j=1}^K x_j = 1"),
    (r"\sum_j \sum_d W_{jd} v_d = 1", r"\sum_{j=1}^K \sum_{d=1}^D W_{jd} v_d = 1"),
    (r"\sum_{j \neq i} p_j = 1", r"\sum_{j=1, j \neq i}^K p_j = 1"),
    (r"\sum_{w \in D} v_w = 1", r"\sum_{w=1}^D v_w = 1"),
    (r"\max_m S_{mm} = 1", r"\max_{m=1}^K S_{mm} = 1"),
    (r"\ell_\text{ce}(u, i) = 1", r"\ell_{\mathrm{ce}}(u, i) = 1"),
    (r"\mathcal{L}_{\mathrm{MSE}} = 1", r"\mathcal{L}_\text{MSE} = 1"),
    (r"r^{\text{new}}_1 = 1", r"r_1^\text{new} = 1"),
    (r"J_\mathrm{KL}(u) = 1", r"\sum_k u_k = 1"),
]  # fmt: skip


@pytest.mark.parametrize(("one", "other"), SAME, ids=[one for one, _ in SAME])
def test_both_are_read_alike(one, other):
    assert_read_alike(one, other, HEAD)


REFUSED = {
    r"\frac{d\sigma}{da} = \sigma(1 - \sigma)": "either its argument or a factor",
    r"\frac{d\sigma}{da} = \sigma(1 - \sigma(a)) + \sigma": "either its argument or a factor",
    r"\frac{\partial \ell_\text{ce}}{\partial x_i} = p_i": "write its argument",  # of which class?
    r"\ell_\text{ce} = x_y x": "a number is compared with a vector",
    r"\frac{\partial \phi_i}{\partial x_y} = \phi_i": "write its argument",  # φ(x) may be meant
    r"\frac{\partial \phi}{\partial x} = x x^\top": "write its argument",
    r"\frac{\partial f}{\partial u_i} = p_i": "write its argument",
    r"o_i = e^{u_i}": "write its argument",
    r"\nabla^2 f(x) f(x) = 1": "needs what it is taken by",
    r"\phi_i(1 - x_i) = 1": "a vector over K is needed",
    r"\phi_i(x_i) = 1": "a vector over K is needed",
    r"\sigma = \frac{1}{1 + e^{-t}}": "write its argument",  # σ(t) may be meant
    r"\frac{d\sigma}{dt} = a": "write its argument",
    r"\frac{d \log \sigma}{dt} = a": "write its argument",
    r"s = c^2": "write its argument",
    r"\frac{dg}{da} = 1": "write its argument",
    r"h(b, a) = h": "either its argument or a factor",
    r"\nabla q(x) q(x) = x": "needs what it is taken by",
    r"\nabla f(x + u) = x": "needs what it is taken by",
    r"\sum_m 1 = K": "range of m is not known",
    r"\sum_m x_m v_m = 1": "range of m is not known",
    r"\sum_t x_t = 1": "range of t is not known",
    r"x_m = 1": "m is not declared",
    r"\ell_{ce} = 1": "column",
    r"\sum_{i \in D} x_i = 1": "declared to range over K",
}


@pytest.mark.parametrize(("formula", "why"), REFUSED.items(), ids=list(REFUSED))
def test_what_may_be_meant_otherwise_is_refused(formula, why):
    found, complaints = shown(formula, HEAD)
    assert complaints == []
    assert "column" in found[0]
    assert why in found[0]


WRONG = [
    r"\frac{d\sigma}{da} = (1 + \sigma) \sigma",
    r"\frac{\partial \ln Z}{\partial \beta} = \frac{1}{Z} \sum_i E_i e^{-\beta E_i}",
    r"f(u) \le f(x) + \nabla f(x)^\top (u - x)",
    r"u^\top \nabla^2 f(x) u = \sum_k p_k u_k^2",
    r"\nabla q = x",
    r"\frac{\partial \phi_i}{\partial u_y} = \phi_i(\delta_{iy} - \phi_i)",
    r"\frac{\partial \phi}{\partial u} = \phi\phi^\top",
    r"\sum_j p_j = K",
    r"\ell_\text{ce}(u, i) = \ell_\text{ce}(x, i)",
]


def test_false_neighbours_are_refuted():
    text = HEAD + "\n\n".join(f"$$ {formula} $$" for formula in WRONG)
    found = check(document(text), Options(suggest=False)).findings
    assert [(f.latex, f.status) for f in found] == [(f.latex, "refuted") for f in found]
    assert len(found) == len(WRONG)
