"""Hypothesis strategies for contexts, terms and claims of the whole language.

    from hypothesis import given
    from symsoft.testing.strategies import claims

    @given(claims())
    def test_nothing_false_is_proved(made): ...

`claims` draws a context with a claim in it, in kernel terms: true identities made by applying laws
backwards, the same with a slip, inequalities, signs and plain pairs.  Needs Hypothesis, which
``pip install symsoft[testing]`` brings.
"""

from __future__ import annotations

from typing import Any

from symsoft.kernel.context import Claim, Context
from symsoft.kernel.terms import Term
from symsoft.testing.strategies.contexts import grown_context, whole_context
from symsoft.testing.strategies.growing import Grower
from symsoft.testing.strategies.making import KINDS, grown_claim
from symsoft.testing.strategies.source import Source

try:
    from hypothesis import strategies as st
except ModuleNotFoundError as missing:  # pragma: no cover
    raise ModuleNotFoundError(
        "symsoft.testing.strategies needs Hypothesis; install symsoft[testing]"
    ) from missing


def _source(draw: Any) -> Source:
    return Source(lambda n: int(draw(st.integers(0, n - 1))))


def contexts(hypotheses: int = 2) -> st.SearchStrategy[Context]:
    """Contexts with some names of every kind and at most so many hypotheses, which can be met."""

    @st.composite
    def strategy(draw: st.DrawFn) -> Context:
        return grown_context(_source(draw), hypotheses)

    return strategy()


def terms(
    context: Context | None = None, depth: int = 3, heavy: bool = False
) -> st.SearchStrategy[Term]:
    """Well-formed terms of a context (one with every kind of name unless said).

    `depth` bounds how deep they nest; `heavy` lets limits and integrals grow too.
    """
    within = context or whole_context()

    @st.composite
    def strategy(draw: st.DrawFn) -> Term:
        return Grower(within, _source(draw), heavy=heavy).number(depth)

    return strategy()


def claims(
    context: Context | None = None, kind: str = "", depth: int = 3
) -> st.SearchStrategy[tuple[Context, Claim]]:
    """A context (drawn too unless given) and a claim in it.

    `kind` is one of ``identity``, ``slip``, ``inequality``, ``sign`` and ``pair``; any unless
    said.  An identity is true wherever both its sides are defined.
    """

    @st.composite
    def strategy(draw: st.DrawFn) -> tuple[Context, Claim]:
        source = _source(draw)
        within = context or grown_context(source)
        return within, grown_claim(within, source, kind, depth)

    return strategy()


__all__ = ["KINDS", "claims", "contexts", "terms"]
