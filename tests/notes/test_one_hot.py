# ruff: noqa: E501
r"""y_k = δ_kc says what the vector y is; another condition may be meant for more than it says."""

import pytest

from tests.notes.test_brackets import statuses

HEAD = r"""<!-- symsoft: let K dimension; let i, j, k, c index K; let z, y vector K; let Y matrix K K;
define p_i = \frac{e^{z_i}}{\sum_k e^{z_k}}; define L = -\sum_k y_k \log p_k -->
"""


ONE_HOT = [
    r"y_k = \delta_{kc}",
    r"y_i = 1_{i = c}",
    r"y_j = \mathbb{1}[j = c]",
    r"y_k = \begin{cases} 1 & k = c \\ 0 & k \neq c \end{cases}",
    r"y_k = \begin{cases} 1 & \text{if } k = c \\ 0 & \text{otherwise} \end{cases}",
]


@pytest.mark.parametrize("given", ONE_HOT)
def test_a_one_hot_vector_is_given_by_its_entry(given):
    formulas = {
        r"L = -\log p_c": "proved",
        r"L = \log p_c": "refuted",
        r"\frac{\partial L}{\partial z_k} = p_k - \delta_{kc}": "proved",
        r"\frac{\partial L}{\partial z_k} = \delta_{kc} - p_k": "refuted",
        r"\sum_k y_k = 1": "proved",
        r"y_c = 1": "proved",
        r"y_k = 1": "refuted",
    }
    assert statuses(HEAD, f"given {given}", formulas) == list(formulas.values())


@pytest.mark.parametrize("given", [r"y_c = 1", r"y_k = \delta_{ic}", r"y_k = 2 \delta_{kc}", r"Y_{kk} = \delta_{kc}"])  # fmt: skip
def test_what_is_said_of_other_entries_is_not_meant_for_all(given):
    assert set(statuses(HEAD, f"given {given}", [r"L = -\log p_c", r"\sum_k y_k = 1"])) <= {
        "unknown",
        "refuted",
    }


def test_conditions_in_a_display_are_read_alike():
    formulas = {
        r"L = -\log p_c \quad \text{if } y_k = \delta_{kc}": "proved",
        r"L = -\log p_i \quad \text{if } y_k = \delta_{kc}": "refuted",
        r"\sum_k |z_k| = \sum_k z_k \text{ if } z_k \ge 0": "unknown",  # for one k, or for all
        r"|z_k| = z_k \text{ if } z_k \ge 0": "proved",
        r"|z_k| = -z_k \text{ if } z_k \ge 0": "refuted",
        r"\sum_k y_k = K \text{ if } y_c = 1": "unknown",
    }
    assert statuses(HEAD, "", formulas) == list(formulas.values())
