"""Assertions for users' tests: what passes, and what a failure says."""

import pytest
from sympy import Derivative, Eq, Le, Lt, log

from symsoft import UnsupportedTerm, delta, dim, indices, softmax, sum_over, vector
from symsoft.kernel import replay
from symsoft.testing import assert_equal, assert_proved, assert_refuted

K = dim("K")
i, j, k = indices("i j k", K)
z, y = vector("z", K), vector("y", K)
p = softmax(z)
ONE = Eq(sum_over(y[k], k), 1)


def test_a_theorem_comes_back():
    theorem = assert_equal(sum_over(p[k], k), 1)
    assert replay(theorem.certificate).claim == theorem.claim
    assert assert_proved(Le(p[i], 1)).conditions == ()


def test_hypotheses_are_used():
    total = sum_over(2 * y[k], k)
    assert_equal(total, 2, given=[ONE])
    with pytest.raises(AssertionError, match="refuted"):
        assert_equal(total, 2)


def test_a_refuted_claim_shows_both_sides_and_the_counterexample():
    with pytest.raises(AssertionError) as raised:
        assert_equal(Derivative(log(p[i]), z[j]), delta(i, j) - p[i])
    assert str(raised.value).splitlines() == [
        "the claim is refuted",
        "  ∂/∂z_j log p_i  =  δ_ij − p_i",
        "  fails at K = 2, i = 1, j = 2, z = (1, 0):   left −0.2689…, right −0.7310…",
    ]


def test_a_slip_is_refuted_at_a_point():
    found = assert_refuted(Lt(p[i], 1))
    assert found.dims == {"K": 1}


def test_a_proved_claim_is_not_refuted():
    with pytest.raises(AssertionError) as raised:
        assert_refuted(Eq(sum_over(z[k] * y[k], k), sum_over(y[k] * z[k], k), evaluate=False),
                       given=[ONE])  # fmt: skip
    message = str(raised.value)
    assert message.startswith("the claim is proved, not refuted\n  Σ_k ")
    assert "  given Σ_k y_k = 1" in message


def test_what_is_outside_of_the_language_is_said_as_such():
    with pytest.raises(UnsupportedTerm, match="evaluate=False"):
        assert_proved(Eq(z[i], z[i]))
