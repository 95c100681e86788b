"""Random contexts: names of every kind, and hypotheses that can be met together."""

from __future__ import annotations

from symsoft.kernel import terms as tm
from symsoft.kernel.context import (
    Array,
    Claim,
    Context,
    Declaration,
    Definition,
    Dimension,
    Function,
    Hypothesis,
    Index,
    Scalar,
)
from symsoft.kernel.terms import ONE, ZERO, Term, mk
from symsoft.testing.strategies.source import Source

i, j, k = (tm.ix(n, "K") for n in "ijk")
x, y, t, s = tm.var("x"), tm.var("y"), tm.var("t", "positive"), tm.var("s", "nonnegative")


def _z(at: Term, name: str = "z") -> Term:
    return mk("entry", name, at)


_SOFTMAX = tm.div(tm.exp(_z(i)), tm.total(k, tm.exp(_z(k))))
_BASE: dict[str, Declaration] = {
    "K": Dimension(),
    "i": Index("K"),
    "j": Index("K"),
    "z": Array(("K",)),
    "x": Scalar(),
    "t": Scalar("positive"),
}
_MORE: dict[str, Declaration] = {
    "k": Index("K"),  # also the letter that hypotheses are quantified by
    "w": Array(("K",), "positive"),
    "q": Array(("K",), "nonnegative"),
    "y": Scalar(),
    "s": Scalar("nonnegative"),
    "W": Array(("K", "K")),
    "S": Array(("K", "K"), "real", True),
    "D": Dimension(),
    "d": Index("D"),
    "V": Array(("K", "D")),
    "f": Function(),
    "g": Function("positive"),
    "p": Definition((i,), _SOFTMAX),
    "h": Definition((i, x), tm.mul(x, _z(i))),
}
_NEEDS = {"d": "D", "V": "D"}
_TOP = tm.binder("max", "k", ("K", 1, 0), var=k, body=_z(k))
_APART = Claim("=", mk("delta", k, i), ZERO)

# Hypotheses, each about names of its own, so that any few of them can be met together.
_KNOWN: tuple[tuple[str, Hypothesis], ...] = (
    ("z", Hypothesis(Claim("=", tm.total(k, _z(k)), ONE))),
    ("z", Hypothesis(Claim("=", _z(i), _TOP))),
    ("z", Hypothesis(Claim("<", _z(k), _z(i)), (k,), (_APART,))),
    ("z", Hypothesis(Claim(">=", _z(k), ZERO), (k,))),
    ("z", Hypothesis(Claim("!=", _z(i), _z(j)))),
    ("z", Hypothesis(Claim("=", mk("delta", i, j), ZERO))),
    ("q", Hypothesis(Claim("=", tm.total(k, _z(k, "q")), ONE))),
    ("w", Hypothesis(Claim("<=", _z(k, "w"), ONE), (k,))),
    ("z", Hypothesis(_APART, (k,), (Claim("<", _z(k), ZERO),))),
    ("z", Hypothesis(Claim(">", _z(k), ZERO), (k,), (_APART,))),
    ("x", Hypothesis(Claim("=", mk("delta", i, j), ZERO), (), (Claim(">", x, ZERO),))),
    ("x", Hypothesis(Claim("<", x, ZERO))),
    ("x", Hypothesis(Claim("!=", x, ZERO))),
    ("y", Hypothesis(Claim("=", y, tm.mul(tm.num(2), x)))),
    ("y", Hypothesis(Claim(">", y, x))),
    ("s", Hypothesis(Claim("<=", s, t))),
    ("f", Hypothesis(Claim("=", mk("app", "f", 0, ZERO), ONE))),
)


def whole_context(least: int = 1) -> Context:
    """Every kind of name, no hypothesis."""
    return Context({**_BASE, "K": Dimension(least), **_MORE})


def grown_context(source: Source, hypotheses: int = 2) -> Context:
    """Some of the names, and at most so many hypotheses."""
    chosen = [n for n in _MORE if source.below(2)]
    chosen += [_NEEDS[n] for n in chosen if n in _NEEDS]
    least = Dimension(source.pick((1, 1, 1, 2, 3)))
    names = {**_BASE, "K": least, **{n: d for n, d in _MORE.items() if n in chosen}}
    known = [(n, h) for n, h in _KNOWN if h.names <= set(names)]
    picked: dict[str, Hypothesis] = {}
    for _ in range(source.below(hypotheses + 1)):
        name, h = source.pick(known)
        picked[name] = h  # at most one about each name
    return Context(names, tuple(picked.values()))
