r"""Expectations over an index: ``\mathbb{E}_{k \sim p}[z_k]`` is Σ_k p_k z_k.

It is one only if the p_k are the probabilities of the k.  What is read notes that down with what it
rests on, `presumed`; whoever uses it has to prove that.
"""

from __future__ import annotations

from collections.abc import Callable

from symsoft.kernel.context import Claim, Index
from symsoft.kernel.terms import ONE, ZERO, Term, binder, ix, mul
from symsoft.language.tex import tree as t
from symsoft.language.tex.arrays import Mat, array
from symsoft.language.tex.binding import rebound
from symsoft.language.tex.env import Env, mentions, value
from symsoft.language.tex.errors import Unreadable


def mean(node: t.Prefixed, env: Env) -> Term:
    """An expectation that is a number."""
    letter, p = _distribution(node, env)
    return _over(node, letter, p, env, lambda inner: value(node.body, inner))


def mean_vector(node: t.Prefixed, env: Env) -> Mat | None:
    """An expectation of vectors or matrices, None if it is one of numbers."""
    letter, p = _distribution(node, env)
    found = array(node.body, env.bind(letter, ix(env.scope.mark(), str(p.rows))))
    if found is None:
        return None

    def entry(i: Term | None, j: Term | None) -> Term:
        def body(inner: Env) -> Term:
            part = array(node.body, inner)
            assert part is not None  # it was one for another value of the letter
            return part.entry(i, j)

        return _over(node, letter, p, env, body)

    return Mat(found.rows, found.columns, entry)


def _over(node: t.Prefixed, letter: str, p: Mat, env: Env, body: Callable[[Env], Term]) -> Term:
    mark = ix(env.scope.mark(), str(p.rows))
    found = rebound(body(env.bind(letter, mark)), letter, mark, node.at, env)
    range_ = (str(p.rows), 1, 0)
    hint = letter.lstrip("\\")
    return binder("sum", hint, range_, var=mark, body=mul(p.entry(mark, None), found))


def _distribution(node: t.Prefixed, env: Env) -> tuple[str, Mat]:
    """The letter, and the vector of its probabilities."""
    match [c for s in node.scripts for c in s.conds]:
        case [t.Cond((t.Name(letter, at), of), ("sim",), _)]:
            pass
        case _:
            raise Unreadable(r"an expectation is written \mathbb{E}_{k \sim p}[…]", node.at)
    if any(mentions(of, key) for key in (letter, *env.bound, *env.vectors)):
        raise Unreadable("this distribution depends on a letter that runs", of.at)
    p = array(of, env)
    meaning = env.scope.meaning(letter, at)
    if p is None or not p.is_column or p.is_number or p.rows is None:
        raise Unreadable("the distribution of an expectation is a vector here", of.at)
    if meaning is not None and meaning != Index(p.rows):
        raise Unreadable(f"{letter} was not declared to range over {p.rows}", at)
    if not env.layout.several:
        raise Unreadable("an expectation is read in a display only: write it as a sum", node.at)
    mark = ix(env.scope.mark(), p.rows)
    whole = binder("sum", "k", (p.rows, 1, 0), var=mark, body=p.entry(mark, None))
    entry = p.entry(env.scope.entry_index(p.rows, 0), None)
    env.layout.presumed[node] = (Claim("=", whole, ONE), Claim(">=", entry, ZERO))
    return letter, p
