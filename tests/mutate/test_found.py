"""False theorems that mutants found; each was accepted once."""

from sympy import Eq, exp

from symsoft import decide, scalar

x, y = scalar("x"), scalar("y")


def test_an_identity_in_disguise_says_nothing():
    """The two sides agree only when the denominator is cleared; this was read as 1 = 0."""
    share = 1 / (1 + exp(-x))
    identity = Eq(share, 1 - exp(-x) / (1 + exp(-x)), evaluate=False)
    assert decide(identity).status == "proved"
    assert decide(Eq(y * exp(-x) / (1 + exp(-x)), 0), given=[identity]).status == "refuted"
