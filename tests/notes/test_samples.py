# ruff: noqa: E501
"""Notes on data sets: L_n of each sample beside L of all, and what holds for every row."""

import pytest

from tests.notes.test_brackets import assert_read_alike, shown, statuses

HEAD = r"""<!-- symsoft: let N dimension; let K dimension; let n, m index N; let k, c index K;
let y, z matrix N K; let w vector K; define p_{nk} = \frac{e^{z_{nk}}}{\sum_c e^{z_{nc}}};
define L_n = -\sum_k y_{nk} \log p_{nk}; define L = \frac{1}{N} \sum_n L_n;
define J = \sum_n \sum_k z_{nk}; define J_n = \sum_k z_{nk} -->
"""


SAME = [
    (r"L = 1", r"\frac{1}{N} \sum_n L_n = 1"),
    (r"N L^2 = L_n", r"N (\frac{1}{N} \sum_n L_n)^2 = L_n"),
    (r"J = \sum_n J_n", r"\sum_n \sum_k z_{nk} = \sum_n J_n"),
    (r"J_m^2 = J^2_m", r"(\sum_k z_{mk})^2 = (\sum_k z_{mk})^2"),
]


@pytest.mark.parametrize(("one", "other"), SAME, ids=[one for one, _ in SAME])
def test_a_total_and_its_parts_are_told_apart(one, other):
    assert_read_alike(one, other, HEAD)


def test_a_third_definition_of_the_name_is_complained_of():
    for third in ("L_m = 2", "L = 3"):
        _, complaints = shown("1 = 1", f"{HEAD}<!-- symsoft: define {third} -->\n")
        assert [
            complaint.endswith("already declared as something else") for complaint in complaints
        ] == [True]


def test_totals_and_parts_are_decided():
    formulas = {
        r"L = \frac{1}{N} \sum_n L_n": "proved",
        r"L = \sum_n L_n": "refuted",
        r"L_n = L": "refuted",
        r"J = J_n": "refuted",
        r"\frac{\partial L}{\partial z_{nk}} = \frac{1}{N} \frac{\partial L_n}{\partial z_{nk}}": "proved",
        r"\frac{\partial L}{\partial z_{nk}} = \frac{\partial L_n}{\partial z_{nk}}": "refuted",
    }
    assert statuses(HEAD, "", formulas) == list(formulas.values())


def test_the_rows_of_a_matrix_are_alike_where_no_row_is_spoken_of():
    formulas = {
        r"N L = \sum_n \log \sum_k e^{z_{nk}} - \sum_n \sum_k y_{nk} z_{nk}": "proved",
        r"N L = \sum_n \log \sum_k e^{z_{nk}} + \sum_n \sum_k y_{nk} z_{nk}": "refuted",
        r"N \frac{\partial L}{\partial z_{nk}} = p_{nk} - y_{nk}": "proved",
        r"N \frac{\partial L}{\partial z_{mk}} = p_{mk} - y_{mk}": "unknown",  # is it this row?
        r"\sum_k y_{mk} = 1": "unknown",
        r"\sum_n \sum_k y_{nk} = N": "proved",
        r"\sum_n \sum_k y_{nk} = 1": "refuted",
    }
    assert statuses(HEAD, r"given \sum_k y_{nk} = 1", formulas) == list(formulas.values())


def test_what_is_said_of_one_row_is_not_meant_for_all():
    formula = [r"\sum_n \sum_k y_{nk} = N"]
    assert statuses(HEAD, r"given \sum_k y_{nk} = 1; given n = 1", formula) == ["unknown"]
    assert statuses(HEAD, r"given w_c = 1", [r"\sum_k w_k = K"]) == ["unknown"]
    assert statuses(HEAD, r"given y_{nk} = 1", [r"\sum_n \sum_k y_{nk} = N K"]) == ["unknown"]


def test_entries_may_be_the_same_number():
    formulas = {
        r"\sum_n u_n = N / 2": "proved",
        r"u_n = u_m": "proved",
        r"\sum_n u_n = 1": "refuted",
    }
    assert statuses(HEAD, r"define u_n = \frac12", formulas) == list(formulas.values())


def test_a_vector_for_each_index_is_a_matrix():
    head = r"define o_n = \sum_m A_{nm} y_m; define g_n = w^\top y_n; define h_n = A_{nn} w"
    formulas = {
        r"o = A y": "proved",
        r"o = A^\top y": "refuted",
        r"o_{nk} = \sum_m A_{nm} y_{mk}": "proved",
        r"o_{kn} = 1": "unreadable",
        r"w^\top o_n = \sum_m A_{nm} g_m": "proved",
        r"\nabla_{y_m} w^\top o_n = A_{nm} w": "proved",
        r"\nabla_{y_m} w^\top o_n = A_{mn} w": "refuted",
        r"h_n = o_n": "refuted",
    }
    assert statuses(HEAD, f"let A matrix N N; {head}", formulas) == list(formulas.values())
