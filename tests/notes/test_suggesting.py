"""What is suggested in place of a slip is true, and says which part to change."""

import pytest

from symsoft.kernel.context import Claim
from symsoft.kernel.terms import num
from symsoft.notes.suggesting import suggest
from tests.language.tex.reading import read, state

SLIPS = [
    (r"\frac{\partial p_i}{\partial z_j}", r"p_j (\delta_{ij} - p_j)", "p_i for p_j"),
    (r"\frac{\partial}{\partial z_j} \log p_i", r"\delta_{ij} - p_i", "p_j for p_i"),
    (r"\sum_k p_k z_i", r"z_j", "z_i for z_j"),
    (r"\frac{\partial}{\partial z_j} \log p_i", r"\delta_{ij} + p_j", "δ_ij − p_j for δ_ij + p_j"),
    (r"-\log q_i", r"\log q_i", "−log q_i for log q_i"),
    (r"(a + b)^2", r"a^2 + a b + b^2", ""),
    (r"\frac{d}{da} a^2", "a", "2a for a"),
    (r"\sum_k q_k z_i", r"\sum_k q_k z_k", "z_i for z_k"),
]


@pytest.mark.parametrize(("left", "right", "change"), SLIPS)
def test_the_change_is_named(left, right, change):
    known = state()
    claim = Claim("=", read(left, known), read(right, known))
    found = suggest(known.scope.context([claim.lhs, claim.rhs]), claim, budget=20)
    assert found == (f"true with {change}" if change else "")


def test_a_strict_relation_is_weakened():
    known = state()
    claim = Claim("<", read("p_i", known), num(1))
    context = known.scope.context([claim.lhs, claim.rhs])
    assert suggest(context, claim, budget=20) == "true with ≤ for <"


def test_time_is_kept():
    known = state()
    claim = Claim("=", read(r"\log p_i", known), read(r"z_j", known))
    assert suggest(known.scope.context([claim.lhs, claim.rhs]), claim, budget=0) == ""
