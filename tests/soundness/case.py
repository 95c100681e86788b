"""One statement of the corpus, with what symsoft must make of it.

``proves``      true, and symsoft is expected to prove it from the bare statement.
``refutes``     false: a proof is a silent error. A counterexample is expected, but silence is safe.
``sound``       true but hard: it may stay unknown, a refutation is a silent error.
``not proved``  holds at no point at all (or holds everywhere for want of points): no verdict but
                ``unknown`` is honest.
``refuses``     outside the language: reading it raises `UnsupportedTerm`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from sympy import Eq, Ge, Gt, Le, Lt, Ne

EXPECTATIONS = ("proves", "refutes", "sound", "not proved", "refuses")

# SymPy must not decide a relation while it is built.
eq = partial(Eq, evaluate=False)
ne = partial(Ne, evaluate=False)
le = partial(Le, evaluate=False)
lt = partial(Lt, evaluate=False)
ge = partial(Ge, evaluate=False)
gt = partial(Gt, evaluate=False)


@dataclass(frozen=True)
class Case:
    """A claim with its hypotheses; `claim` may be a function that builds the claim when asked."""

    name: str
    claim: Any
    given: tuple[Any, ...]
    expect: str

    def build(self) -> Any:
        """The SymPy relation."""
        return self.claim() if callable(self.claim) else self.claim


def case(name: str, claim: Any, given: Sequence[Any] = (), expect: str = "proves") -> Case:
    """A `Case`; a claim that SymPy has already decided is a mistake in the corpus."""
    if expect not in EXPECTATIONS:
        raise ValueError(f"{name}: unknown expectation {expect!r}")
    if claim in (True, False):
        raise ValueError(f"{name}: SymPy evaluated the claim to {claim}")
    return Case(name, claim, tuple(given), expect)


true = case
false = partial(case, expect="refutes")
hard = partial(case, expect="sound")
refused = partial(case, expect="refuses")
