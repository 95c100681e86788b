# ruff: noqa: E501
r"""``\mathbb{E}_{k \sim p}[z_k]``: an expectation, where p is known to be a distribution."""

import pytest

from symsoft.notes.checking import Options, check
from tests.notes.test_brackets import assert_read_alike, shown
from tests.notes.test_chains import document

HEAD = r"""<!-- symsoft: let K dimension; let D dimension; let S dimension; let s index S; let k, j index K;
let d index D; let z, q, r vector K; let f matrix K D; let b real; let Q matrix S K;
define p_k = \frac{e^{z_k}}{\sum_j e^{z_j}}; define P_{sk} = \frac{e^{Q_{sk}}}{\sum_j e^{Q_{sj}}};
define c = z_k; define J = \sum_k p_k r_k -->
"""

SAME = [
    (r"\mathbb{E}_{k \sim p}[z_k] = 1", r"\sum_k p_k z_k = 1"),
    (r"\operatorname{E}_{k \sim p}\left[ (z_k + b)^2 \right] = b", r"\sum_k p_k (z_k + b)^2 = b"),
    (r"E_{j\sim p}(z_j)^2 = \mathbf{E}_{k\sim p}\{z_k\} + 1", r"(\sum_j p_j z_j)^2 = \sum_k p_k z_k + 1"),
    (r"b \, \mathrm{E}_{k\sim p}\bigl[ \left( z_k \right) \bigr] b = 1", r"b (\sum_k p_k z_k) b = 1"),
    (r"\mathbb{E}_{k \sim P_s}[z_k] = 1", r"\sum_k P_{sk} z_k = 1"),
    (r"\mathbb{E}_{m \sim p}[z_m] = b", r"\sum_m p_m z_m = b"),
    (r"\mathbb{E}_{k \sim p}[c] = 1", r"\sum_k p_k z_k = 1"),
    (r"\nabla_z J = \mathbb{E}_{k \sim p}[r_k \nabla_z \log p_k]", r"\nabla_z J = \sum_k p_k r_k \nabla_z \log p_k"),
]  # fmt: skip


@pytest.mark.parametrize(("one", "other"), SAME, ids=[one for one, _ in SAME])
def test_an_expectation_is_a_sum(one, other):
    assert_read_alike(one, other, HEAD)


REFUSED = {
    r"\mathbb{E}_{k \sim p} z_k = 1": "stands in brackets",
    r"\mathbb{E}_{s \sim p}[z_s] = 1": "was not declared to range over K",
    r"\sum_s \mathbb{E}_{k \sim P_s}[z_k] = 1": "depends on a letter that runs",
    r"\mathbb{E}_{k \sim b}[z_k] = 1": "is a vector here",
    r"\mathbb{E}_{p}[z_k] = 1": "is not declared",
    r"\mathbb{E}_{k, j \sim p}[z_k z_j] = 1": "column",
    r"\sum_{k \sim j} z_k = 1": "column",
}


@pytest.mark.parametrize(("formula", "why"), REFUSED.items(), ids=list(REFUSED))
def test_other_expectations_are_refused(formula, why):
    found, _ = shown(formula, HEAD)
    assert "column" in found[0]
    assert why in found[0]


def statuses(given, formulas):
    text = f"{HEAD}<!-- symsoft: {given} -->\n" + "\n\n".join(f"$$ {f} $$" for f in formulas)
    return [f.status for f in check(document(text), Options(suggest=False)).findings]


def test_a_vector_is_a_distribution_only_where_that_is_given():
    formulas = [r"\mathbb{E}_{k \sim q}[b] = b", r"\mathbb{E}_{k \sim q}[z_k] = b"]
    assert statuses("", formulas) == ["unreadable"] * 2
    assert statuses(r"given \sum_k q_k = 1", formulas) == ["unreadable"] * 2
    assert statuses(r"given q_k \ge 0 for all k", formulas) == ["unreadable"] * 2
    both = r"given \sum_k q_k = 1; given q_k \ge 0 for all k"
    assert statuses(both, formulas) == ["proved", "refuted"]


def test_expectations_are_decided():
    formulas = {
        r"\mathbb{E}_{k \sim p}[z_k]^2 \le \mathbb{E}_{k \sim p}[z_k^2]": "proved",
        r"\mathbb{E}_{k \sim p}[z_k]^2 \ge \mathbb{E}_{k \sim p}[z_k^2]": "refuted",
        r"\frac{\partial J}{\partial z_j} = \mathbb{E}_{k \sim p}[r_k (\delta_{jk} - p_j)]": "proved",
        r"\frac{\partial J}{\partial z_j} = \mathbb{E}_{k \sim p}[r_k (\delta_{jk} - p_k)]": "refuted",
        r"\mathbb{E}_{k \sim p}[z_k] + z_k = z_k + J": "refuted",
        r"\mathbb{E}_{k \sim p}[f_k] = f^\top p": "proved",
        r"\mathbb{E}_{k \sim p}[f_k] = f^\top z": "refuted",
    }
    assert statuses("", formulas) == list(formulas.values())


def test_a_definition_or_hypothesis_is_written_as_a_sum():
    for directive in (
        r"define t = \mathbb{E}_{k \sim p}[z_k]",
        r"given \mathbb{E}_{k \sim p}[z_k] = 0",
    ):
        _, complaints = shown("1 = 1", HEAD + f"<!-- symsoft: {directive} -->\n")
        assert ["write it as a sum" in complaint for complaint in complaints] == [True]
