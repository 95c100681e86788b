"""Weights that add columns up to a target are found where there are some, and only there."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from symsoft.prover.simplex import weights

ROWS = "abcd"
numbers = st.integers(-3, 3)
columns = st.lists(
    st.dictionaries(st.sampled_from(ROWS), numbers.filter(bool), min_size=1), min_size=1, max_size=7
)


def added(found, given_columns):
    total = {}
    for n, x in found.items():
        for row, value in given_columns[n].items():
            total[row] = total.get(row, 0) + x * value
    return {row: value for row, value in total.items() if value}


@settings(max_examples=150)
@given(columns, st.data())
def test_weights_are_found_where_there_are_some(some, data):
    chosen = {n: data.draw(st.integers(0, 4)) for n in range(len(some))}
    target = added(chosen, some)
    found = weights(some, target)
    assert found is not None
    assert all(x >= 0 for x in found.values())
    assert added(found, some) == target


@settings(max_examples=150)
@given(columns, st.dictionaries(st.sampled_from(ROWS), numbers.filter(bool)))
def test_what_is_found_adds_up(some, target):
    found = weights(some, target)
    if found is not None:
        assert all(x >= 0 for x in found.values())
        assert added(found, some) == target


@pytest.mark.parametrize(
    ("some", "target"),
    [
        ([{"a": 1}, {"b": 1}], {"a": 1, "b": -1}),
        ([{"a": 1, "b": 1}, {"a": 1, "b": 2}], {"a": 2, "b": 1}),
        ([{"a": 1, "b": -1}], {"a": 1}),
        ([], {"a": 1}),
    ],
)
def test_there_are_none(some, target):
    assert weights(some, target) is None


def test_weights_may_be_fractions():
    assert weights([{"a": 3, "b": 1}, {"b": -2}], {"a": 1}) == {
        0: Fraction(1, 3),
        1: Fraction(1, 6),
    }
