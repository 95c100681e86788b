"""``given``: hypotheses, with the letters that they are to hold for."""

from __future__ import annotations

import re

from symsoft.kernel.context import Claim, Hypothesis, Index, Scalar
from symsoft.kernel.terms import Term, ix, var
from symsoft.language.tex import TexScope, Unreadable, parse, read_claim
from symsoft.notes.hypotheses import Given, given
from symsoft.notes.rows import relation
from symsoft.notes.state import State, lexed, sides

_FOR_ALL = re.compile(r"\s*,?\s*(?:\\quad\s*)?(?:\bfor\s+(?:all|every|each)\b|\\forall\b)")


def give(state: State, text: str, at: int, end: int) -> None:
    """Take in the hypothesis in ``text[at:end]``."""
    try:
        quantifier = _FOR_ALL.search(text, at, end)
        stop = quantifier.start() if quantifier else end
        claim = _claim(state, text, at, stop)
        if quantifier is not None:
            state.given.append(_quantified(state, claim, text, quantifier.end(), end))
        else:
            state.given.append(given(claim, state.scope))
    except Unreadable:
        state.lost.append(at)
        raise


def _claim(state: State, text: str, at: int, end: int) -> Claim:
    left, rel, right, sign = sides(state, text, at, end)
    one, other = parse(left, sign, state.scope), parse(right, end, state.scope)
    return read_claim(one, rel, other, state.scope)


def _quantified(state: State, claim: Claim, text: str, at: int, end: int) -> Given:
    r"""``for all k``, ``for all k, l``, ``for all k \neq i``."""
    tokens = lexed(state, text, at, end)
    guards: list[Claim] = []
    letters: list[str] = []
    signs = [n for n, token in enumerate(tokens) if relation(token, None)]
    if signs:
        guards.append(_claim(state, text, at, end))
        tokens = tokens[: signs[0]]
    letters = [token.text for token in tokens if not token.is_(",")]
    variables = [_variable(state.scope, letter, at) for letter in letters]
    if not variables:
        raise Unreadable("for all needs letters", at)
    return Given(Hypothesis(claim, tuple(variables), tuple(guards)))


def _variable(scope: TexScope, key: str, at: int) -> Term:
    match scope.meaning(key, at):
        case Index(dim):
            return ix(scope.plain[key], dim)
        case Scalar(domain):
            return var(scope.plain[key], domain)
    raise Unreadable(f"{key} is declared neither as an index nor as a scalar", at)
