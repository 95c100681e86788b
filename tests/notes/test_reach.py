# ruff: noqa: E501
r"""``\sum_i a_i + b_i``: decided where every reading that it can have is decided alike."""

import pytest

from symsoft.notes.checking import Options, check
from tests.notes.test_brackets import assert_read_alike, shown
from tests.notes.test_chains import document

HEAD = r"""<!-- symsoft: let m dimension; let n dimension; let i index m; let j index n; let y, b vector m;
let h vector m positive; let c real; let X matrix m n;
define \ell = \sum_{i=1}^m \left( y_i \log h_i + (1-y_i) b_i \right) -->
"""

ONE_READING = [  # r and s are declared nowhere, so they are those of the sum
    (r"\ell = \sum_{r=1}^m y_r + b_r", r"\ell = \sum_{r=1}^m (y_r + b_r)"),
    (r"\ell = -\sum_{r=1}^m -y_r - b_r", r"\ell = -\sum_{r=1}^m (-y_r - b_r)"),
    (r"\ell = c - 2 \sum_{r=1}^m y_r^2 - b_r", r"\ell = c - 2 \sum_{r=1}^m (y_r^2 - b_r)"),
    (
        r"\ell = \sum_{r=1}^m \sum_{s=1}^n X_{rs} + X_{rs}^2",
        r"\ell = \sum_{r=1}^m \sum_{s=1}^n (X_{rs} + X_{rs}^2)",
    ),
    (r"\ell = \max_{r=1}^m y_r + b_r", r"\ell = \max_{r=1}^m (y_r + b_r)"),
    (r"\ell = \sum_{r} y_r + b_r", r"\ell = \sum_{r=1}^m (y_r + b_r)"),
]


@pytest.mark.parametrize(("one", "other"), ONE_READING, ids=[one for one, _ in ONE_READING])
def test_a_letter_that_nobody_declared_is_that_of_the_sum(one, other):
    assert_read_alike(one, other, HEAD)


VERDICTS = {
    r"\ell = \sum_{i=1}^m y_i \log h_i + (1-y_i) b_i": "unreadable",
    r"\ell = \sum_{i=1}^m y_i \log h_i - (1-y_i) b_i": "refuted",
    r"\ell = \sum_{r=1}^m y_r \log h_r + (1-y_r) b_r": "proved",
    r"\ell = \sum_{r=1}^m y_r \log h_r - (1-y_r) b_r": "refuted",
    r"\ell + c = \sum_{r=1}^m y_r \log h_r + (1-y_r) b_r + c": "unreadable",
    r"\ell + m c = \sum_{r=1}^m y_r \log h_r + (1-y_r) b_r + c": "unreadable",
    r"\ell = 2 + \sum_{r=1}^m y_r \log h_r + (1-y_r) b_r": "refuted",
    r"\sum_{r=1}^m \sum_{s=1}^n X_{rs} + y_r = \sum_i ((\sum_j X_{ij}) + y_i)": "unreadable",
    r"\sum_{r=1}^m \sum_{s=1}^n X_{rs} + y_r = \sum_i \sum_j (X_{ij} + y_i)": "unreadable",
    r"\sum_i \sum_j X_{ij} + y_i = 1 + m^2 + \sum_i \sum_j X_{ij}^4": "refuted",
    r"\max_i y_i + b_i \ge y_i + b_i": "proved",
    r"\max_i y_i + b_i \le \max_i y_i + \max_i b_i": "proved",
    r"\sum_i y_i^2 + b_i^2 > -1": "proved",
    r"y_i = \sum_i y_i - y_i": "refuted",
    r"y_i^2 = \sum_i y_i^2 + y_i - y_i": "refuted",
    r"\sum_i y_i + b_i = y_i + \sum_i b_i": "refuted",
    r"\sum_i y_i + b_i = b_i + \sum_i y_i": "unreadable",
}  # fmt: skip


def test_a_relation_is_decided_where_its_readings_agree():
    text = HEAD + "\n\n".join(f"$$ {formula} $$" for formula in VERDICTS)
    found = check(document(text), Options(suggest=False)).findings
    assert [f.status for f in found] == list(VERDICTS.values())


def test_both_readings_are_told_with_their_verdicts():
    text = HEAD + r"$$ \ell = \sum_{i=1}^m y_i \log h_i + (1-y_i) b_i $$"
    (found,) = check(document(text), Options(suggest=False)).findings
    assert found.reason == (
        "column 11: i is used again after the sum, limit or maximum over i: refuted if it ends "
        "before the next + or − or proved if it reaches over what follows"
    )


def test_hypotheses_and_definitions_have_one_reading():
    for directive in (r"given \sum_i y_i + b_i = 1", r"define L = \sum_i y_i + b_i"):
        _, complaints = shown("1 = 1", HEAD + f"<!-- symsoft: {directive} -->\n")
        assert "i is used again" in complaints[0]


@pytest.mark.parametrize(
    "formula",
    [
        r"\sum_{r} y_r" + " + y_r" * 200 + " = 0",
        r"\sum_{r} \sum_{s=1}^n \sum_{t=1}^n \sum_{u=1}^n y_r X_{ru} + y_r + X_{rs} + X_{rt} = 0",
        " + ".join([r"\sum_i y_i + y_i"] * 4) + " = 0",
    ],
)
def test_what_has_many_readings_is_refused_at_once(formula):
    found, _ = shown(formula, HEAD)
    assert "is used again" in found[0]
