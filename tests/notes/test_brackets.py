# ruff: noqa: E501
r"""Definitions with brackets as people write them: p(y = k \mid x), H(p, q), D(p \| q), J(\theta)."""

import pytest

from symsoft.language.text import text_claim
from symsoft.notes.checking import Options, check, read
from tests.notes.test_chains import document

HEAD = r"""<!-- symsoft: let K dimension; let n dimension; let D dimension; let i, k, c, l index K; let m index n;
let d index D; let z, p, q vector K; let x vector D; let W matrix K D; let X matrix n D; let y vector n;
let a, b, \mu real;
define P(y = k \mid x) = \frac{\exp(\sum_d W_{kd} x_d)}{\sum_c \exp(\sum_d W_{cd} x_d)};
define s(k) = \frac{e^{z_k}}{\sum_i e^{z_i}}; define r_k(a) = a s(k);
define f(a; \mu) = a - \mu; define f(a, \mu) = a + \mu; define f_k = z_k^2;
define H(p) = -\sum_k p_k \log p_k; define H(p, q) = -\sum_k p_k \log q_k;
define D_{\mathrm{KL}}(p \| q) = \sum_k p_k \log \frac{p_k}{q_k};
define \langle E \rangle = \sum_k p_k z_k; define \langle E^2 \rangle = \sum_k p_k z_k^2;
define \mathbb{E}[z] = \sum_k p_k z_k; define \mathbb{KL}(p \| q) = \sum_k p_k \log \frac{p_k}{q_k};
define P(y = 1 \mid x) = 1; define G(y = 0 \mid x) = a^2; define G(y = 1 | x) = 3; define L = \sum_k q_k \log s(k); define J(z) = L^2; let V matrix n D; define u^{(m)}_d = X_{md}; define y^{(m)} = y_m;
define h(V^{(m)}) = \sum_d V^{(m)}_d -->
"""


def shown(formula, head=HEAD):
    """The claims of a display as text, and what is wrong with those that are not read."""
    complaints = []
    found = [
        text_claim(r.claim.unfolded(r.state.scope.context([r.claim.lhs, r.claim.rhs])))
        if r.claim
        else r.fault
        for r in read(document(f"{head}$$ {formula} $$"), Options(), complaints)
    ]
    return found, [str(fault) for _, fault in complaints]


def assert_read_alike(one, other, head=HEAD):
    """Both displays are read, and as the same claims."""
    found, complaints = shown(one, head)
    assert complaints == []
    assert "column" not in found[0], found[0]
    assert found == shown(other, head)[0]


def statuses(head, given, formulas):
    """What becomes of displays under hypotheses that are all understood."""
    text = f"{head}<!-- symsoft: {given} -->\n" + "\n\n".join(f"$$ {f} $$" for f in formulas)
    checked = check(document(text), Options(suggest=False))
    assert checked.complaints == []
    return [f.status for f in checked.findings]


SAME = [
    (r"D_{\text{KL}}(p \,\|\, q) = 1", r"\sum_k p_k \log \frac{p_k}{q_k} = 1"),
    (r"D_{\rm KL}\left(q \middle\| p\right) = 1", r"\sum_k q_k \log \frac{q_k}{p_k} = 1"),
    (r"D_{KL}(p || q) = 1", r"\sum_k p_k \log \frac{p_k}{q_k} = 1"),
    (r"D_{\mathrm{KL}}(p \parallel p) = 1", r"\sum_k p_k \log \frac{p_k}{p_k} = 1"),
    (r"\mathbb{KL}(q \| p) = 1", r"\sum_k q_k \log \frac{q_k}{p_k} = 1"),
    (r"\langle E \rangle = 1", r"\sum_k p_k z_k = 1"),
    (
        r"\left\langle E^2 \right\rangle - \langle E \rangle^2 = 1",
        r"\sum_k p_k z_k^2 - (\sum_k p_k z_k)^2 = 1",
    ),
    (r"\langle z, q \rangle = 1", r"\sum_k z_k q_k = 1"),
    (r"\mathbb{E}[z + 2q] = 1", r"\sum_k p_k (z_k + 2q_k) = 1"),
    (r"G(y = 0 | x) = G(y = 1 | x)", r"a^2 = 3"),
    (r"\mathbf{softmax}(z)_k = 1", r"\operatorname{softmax}(z)_k = 1"),
    (r"H(q) = 1", r"-\sum_k q_k \log q_k = 1"),
    (r"H(q, p) = 1", r"-\sum_k q_k \log p_k = 1"),
    (r"H(s) = 1", r"-\sum_k s(k) \log s(k) = 1"),
    (r"f(1; b) = 1", r"1 - b = 1"),
    (r"f(1, b) = 1", r"1 + b = 1"),
    (r"f(|a|; 2) = 1", r"|a| - 2 = 1"),
    (r"f_k = 1", r"z_k^2 = 1"),
    (r"f_k (1 - a) = 1", r"z_k^2 \cdot (1 - a) = 1"),
    (r"s(c) = 1", r"\frac{e^{z_c}}{\sum_i e^{z_i}} = 1"),
    (r"s(1) = 1", r"\frac{e^{z_1}}{\sum_i e^{z_i}} = 1"),
    (r"\sum_{i \neq k} s(i) = 1", r"\sum_{i \neq k} \frac{e^{z_i}}{\sum_l e^{z_l}} = 1"),
    (r"r_k(2b) = 1", r"2b \frac{e^{z_k}}{\sum_i e^{z_i}} = 1"),
    (r"J(z) = 1", r"L^2 = 1"),
    (
        r"\frac{\partial J}{\partial z_k} = 1",
        r"\frac{\partial}{\partial z_k} \Bigl( L^2 \Bigr) = 1",
    ),
    (r"P(y = c | x) = 1", r"\frac{\exp(\sum_d W_{cd} x_d)}{\sum_k \exp(\sum_d W_{kd} x_d)} = 1"),
    (
        r"\sum_{k} P(y = k \mid x) = 1",
        r"\sum_k \frac{\exp(\sum_d W_{kd} x_d)}{\sum_c \exp(\sum_d W_{cd} x_d)} = 1",
    ),
    (r"h(V^{(1)}) = 1", r"\sum_d V_{1d} = 1"),
    (r"\sum_{m=1}^n h(V^{(m)}) = 1", r"\sum_m \sum_d V_{md} = 1"),
    (r"y^{(m)} = 1", r"y_m = 1"),
    (r"u^{(m)}_d = 1", r"X_{md} = 1"),
    (r"u^{(2)}_1 = 1", r"X_{2,1} = 1"),
]


@pytest.mark.parametrize(("one", "other"), SAME, ids=[one for one, _ in SAME])
def test_both_are_read_alike(one, other):
    assert_read_alike(one, other)


REFUSED = {
    r"P(y = k, x) = 1": "P is defined as P(·|·)",
    r"P(k | x) = 1": "something else in this place",
    r"P(y = k | z) = 1": "a vector over D is needed",
    r"P(x | y = k) = 1": "something else in this place",
    r"G(y = 0 | x) = G": "it is defined with brackets",
    r"G(y = 2 | x) = 1": "something else in this place",
    r"P(y = 1 | x) = 1": "two definitions of P fit here",
    r"\langle E^3 \rangle = 1": "something else in this place",
    r"\mathbb{KL}(q) = 1": "is defined as",
    r"P(c = k | x) = 1": "something else in this place",
    r"P(y = k) = 1": "P is defined as P(·|·)",
    r"H(p; q) = 1": "H is defined as H(·) and H(·,·)",
    r"H(p, q, q) = 1": "another bracket",
    r"f(a | \mu) = 1": "another bracket",
    r"s(a) = 1": "a is no index",
    r"s(z) = 1": "is no index",
    r"J(p) = 1": "was not defined by p",
    r"h(X^{(m)}) = 1": "something else",
    r"f(|a|b|; 1) = 1": "two ways",
}


@pytest.mark.parametrize(("formula", "why"), REFUSED.items(), ids=list(REFUSED))
def test_what_was_not_defined_so_is_refused(formula, why):
    (found,), complaints = shown(formula)
    assert complaints == []
    assert "column" in found
    assert why in found


def test_a_conditional_density_is_not_that_with_its_letters_exchanged():
    head = r"<!-- symsoft: let a, b real; define p(a | b) = a - b -->" + "\n"
    assert shown(r"p(2 | 1) = 1", head) == (["2 − 1 = 1"], [])
    (found,), _ = shown(r"p(b | a) = 1", head)
    assert "can be read in two ways: either what p is, with its letters exchanged" in found


def test_a_name_with_the_letter_of_a_sum_in_it_is_not_constant():
    head = r"<!-- symsoft: let n dimension; let m index n; let y^{(m)} real -->" + "\n"
    for formula in (r"\sum_{m} y^{(m)} = n y^{(m)}", r"\sum_{m=1}^n y^{(m)} = n"):
        (found,), _ = shown(formula, head)
        assert "y^{(m)} is declared as one name, and m runs" in found


def test_a_definition_made_of_what_was_defined_recalls_its_vector():
    """Its argument is the vector that p is made of, so at another one nobody knows what it is."""
    text = HEAD + r"$$ J(z) = J, \quad \frac{\partial J(z)}{\partial q_k} = 2 L \log s(k) $$"
    assert [f.status for f in check(document(text), Options()).findings] == ["proved"] * 2


@pytest.mark.parametrize(
    ("directive", "why"),
    [
        (r"define f(a; b = a - b", "one relation"),
        (r"define f(a < b) = a", "other than ="),
        (r"define x^{(a)}_d = x_d", "in two ways"),
        (r"define y^{(m)} = 2 y_m", "already declared"),
        (r"define g(K) = K", "cannot be an argument"),
        (r"define H(q) = 3", "already declared as something else"),
        (r"define g(a, a) = a", "stands for two things"),
    ],
)
def test_a_definition_that_says_two_things_is_complained_of(directive, why):
    _, complaints = shown("1 = 1", HEAD + f"<!-- symsoft: {directive} -->\n")
    assert [why in complaint for complaint in complaints] == [True]
