r"""Partial derivatives by a name that is defined: ∂L/∂p_k where p is a softmax.

There p is held to be independent: what L says of it is differentiated, and p is put in afterwards.
The rules are those of every textbook; what they do not cover is refused.
"""

from __future__ import annotations

from collections.abc import Callable

from symsoft.kernel.context import Context
from symsoft.kernel.terms import (
    MINUS_ONE,
    ONE,
    ZERO,
    Term,
    add,
    binder,
    fresh,
    ix,
    log,
    mk,
    mul,
    num,
    open_,
    power,
)
from symsoft.language.tex.env import Env
from symsoft.language.tex.errors import Unreadable


def partial(body: Term, target: Term, at: int, env: Env) -> Term:
    """The derivative of `body` by the definition `target`, an entry of it or a scalar."""
    name = target.args[0]
    whole = env.scope.context([body, target])
    others = Context({n: d for n, d in whole.names.items() if n != name})
    opened = others.unfold(body)
    speaks_of = whole.unfold(target).names - _dimensions(whole)
    if name not in opened.names and opened.names & speaks_of:
        readings = (f"{name} is held fixed", f"{name} moves with what it is made of")
        raise Unreadable(f"what is differentiated by {name} does not mention it", at, readings)
    return _Partial(target, at).of(opened)


def _dimensions(context: Context) -> frozenset[str]:
    from symsoft.kernel.context import Dimension

    return frozenset(n for n, d in context.names.items() if isinstance(d, Dimension))


class _Partial:
    def __init__(self, target: Term, at: int) -> None:
        self.target, self.at = target, at

    def of(self, term: Term) -> Term:
        """The derivative of a term."""
        if self.target.args[0] not in term.names:
            return ZERO
        rule = _RULES.get(term.op)
        if rule is None:
            why = f"a derivative by {self.target.args[0]}, which is defined, is not read here"
            raise Unreadable(why, self.at)
        return rule(self, term)

    def defined(self, term: Term) -> Term:
        """∂p_i/∂p_k = δ_ik; another definition was unfolded before."""
        pairs = zip(term.args[1:], self.target.args[1:], strict=True)
        return mul(*(_delta(one, other) for one, other in pairs))

    def added(self, term: Term) -> Term:
        parts = [d for d in map(self.of, term.args) if d is not ZERO]
        return add(*parts)

    def multiplied(self, term: Term) -> Term:
        found = []
        for n, factor in enumerate(term.args):
            inner = self.of(factor)
            if inner is not ZERO:
                found.append(mul(*term.args[:n], inner, *term.args[n + 1 :]))
        return add(*found)

    def raised(self, term: Term) -> Term:
        base, exponent = term.args
        found = []
        if (inner := self.of(base)) is not ZERO:
            found.append(mul(exponent, power(base, _less_one(exponent)), inner))
        if (inner := self.of(exponent)) is not ZERO:
            found.append(mul(term, log(base), inner))
        return add(*found)

    def applied(self, term: Term) -> Term:
        name, order, argument = term.args
        return mul(mk("app", name, order + 1, argument), self.of(argument))

    def summed(self, term: Term) -> Term:
        hint, bounds, body = term.args
        mark = ix(fresh(body.names, self.target.names), bounds[0])
        return binder("sum", hint, bounds, var=mark, body=self.of(open_(body, mark)))

    def chosen(self, term: Term) -> Term:
        test, one, other = term.args
        if self.target.args[0] in test.names:
            raise Unreadable("a derivative of cases that depend on it is not read", self.at)
        return mk("if", test, self.of(one), self.of(other))


def _less_one(exponent: Term) -> Term:
    if exponent.op == "num":
        return num(exponent.args[0] - 1)
    return add(exponent, MINUS_ONE)


def _delta(one: Term, other: Term) -> Term:
    if one is other:
        return ONE
    return ZERO if one.op == other.op == "lit" else mk("delta", one, other)


_RULES: dict[str, Callable[[_Partial, Term], Term]] = {
    "def": _Partial.defined,
    "add": _Partial.added,
    "mul": _Partial.multiplied,
    "pow": _Partial.raised,
    "exp": lambda self, t: mul(t, self.of(t.args[0])),
    "log": lambda self, t: mul(power(t.args[0], -1), self.of(t.args[0])),
    "app": _Partial.applied,
    "sum": _Partial.summed,
    "if": _Partial.chosen,
}
