"""Each operator of the language stands in each position, and a careless law about it is false."""

from __future__ import annotations

from itertools import product

from tests.soundness.positions import OPERATORS, POSITIONS, WITHOUT, place, statements


def test_each_operator_is_in_each_position() -> None:
    """A false statement for each pair, but for those that are left out with a reason."""
    wrong = {place(c) for c in statements() if c.expect == "refutes"}
    assert set(product(OPERATORS, POSITIONS)) - wrong == set(WITHOUT)
    assert all(WITHOUT.values())


def test_a_third_of_the_positions_have_a_true_partner() -> None:
    right = {place(c) for c in statements() if c.expect in ("proves", "sound")}
    assert 3 * len(right) >= len(OPERATORS) * len(POSITIONS)
