"""Sums, products, fractions, roots, brackets, cases, and functions such as log.

How far a function, a sum or a derivative without brackets reaches is settled here: as LaTeX's
readers agree, or not at all.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction

from symsoft.kernel.terms import (
    ONE,
    ZERO,
    Term,
    add,
    div,
    exp,
    log,
    mk,
    mul,
    neg,
    num,
    power,
    sub,
)
from symsoft.language.tex import tree as t
from symsoft.language.tex.env import Env, value
from symsoft.language.tex.errors import Unreadable
from symsoft.language.tex.indices import exponent, single, split_scripts, truth
from symsoft.language.tex.products import of_vectors, product
from symsoft.language.tex.reach import settled
from symsoft.language.tex.unclear import clear_product, refuse_open_derivatives

_OPPOSITE = {"=": "!=", "!=": "=", "<": ">=", ">=": "<", ">": "<=", "<=": ">"}


@value.register
def _(node: t.Number, env: Env) -> Term:
    return num(node.value)


@value.register
def _(node: t.Infinity, env: Env) -> Term:
    raise Unreadable("infinity may only stand alone on one side of =", node.at)


@value.register
def _(node: t.One, env: Env) -> Term:
    raise Unreadable("a bold 1 needs the condition that it indicates", node.at)


# --- sums and products --------------------------------------------------------------------------


@value.register
def _(node: t.Sum, env: Env) -> Term:
    node = settled(node, env)
    terms = [(sign, value(part, env)) for sign, part in node.parts]
    refuse_open_derivatives(node, [term for _, term in terms], env)
    return add(*(neg(term) if sign == "-" else term for sign, term in terms))


@value.register
def _(node: t.Product, env: Env) -> Term:
    node = clear_product(node, env)
    items, whole = node.items, product(node, env)
    if whole is not None:
        if not whole.is_number:
            why = f"a number is needed here, and this is {whole.shape}"
            raise Unreadable(why, node.at)
        return whole.entry(None, None)
    factors = list[Term]()
    for op, part in items:
        term = value(part, env)
        if op == "/":
            term = power(term, -1)
        elif op == "o":
            raise Unreadable("⊙ and ∘ stand between vectors", part.at)
        factors.append(neg(term) if op == "*-" else term)
    return mul(*factors)


# --- brackets, fractions, roots -----------------------------------------------------------------


@value.register
def _(node: t.Group, env: Env) -> Term:
    if node.mark in ("‖", "⟨"):
        return of_vectors(node, env)
    related = [c for c in node.conds if c.relations]
    if node.mark == "[" and related:
        return truth(node.conds, env)
    if related:
        raise Unreadable("a relation stands inside of brackets", related[0].at)
    if len(node.conds) > 1:
        raise Unreadable("a comma stands where one number is needed", node.conds[1].at)
    inside = value(node.conds[0].terms[0], env)
    return mk("abs", inside) if node.mark == "|" else inside


@value.register
def _(node: t.Ratio, env: Env) -> Term:
    return div(value(node.above, env), value(node.below, env))


@value.register
def _(node: t.Root, env: Env) -> Term:
    degree = Fraction(2)
    if node.degree is not None:
        if not isinstance(node.degree, t.Number) or node.degree.value < 1:
            raise Unreadable("the degree of a root is a number", node.degree.at)
        degree = node.degree.value
    if degree.denominator != 1 or degree.numerator % 2:
        raise Unreadable("of roots, square roots and those of even degree are read", node.at)
    return power(value(node.body, env), 1 / degree)


# --- cases --------------------------------------------------------------------------------------


@value.register
def _(node: t.Cases, env: Env) -> Term:
    values = [value(part, env) for part, _ in node.rows]
    tests = [None if conds is None else truth(conds, env) for _, conds in node.rows]
    if len(node.rows) != 2 or tests[0] is None:
        _check_signs(tests, node)
    elif tests[1] is not None and tests[1] is not _opposite(tests[0]):
        why = "the second case is not the opposite of the first: write otherwise"
        raise Unreadable(why, node.rows[1][0].at)
    result = values[-1]
    for test, found in reversed(list(zip(tests[:-1], values[:-1], strict=True))):
        assert test is not None
        result = mk("if", test, found, result)
    return result


def _opposite(test: Term) -> Term:
    if test.op == "iv":
        return mk("iv", _OPPOSITE[test.args[0]], *test.args[1:])
    return test.args[1].args[1] if test.op == "add" else sub(ONE, test)


def _check_signs(tests: Sequence[Term | None], node: t.Cases) -> None:
    """Three cases are read where they are <, = and > of the same two terms, in any order."""
    signs = {test.args[0] for test in tests if test is not None and test.op == "iv"}
    sides = {test.args[1:] for test in tests if test is not None and test.op == "iv"}
    told = [test for test in tests[:-1] if test is not None and test.op == "iv"]
    whole = len(sides) == 1 and len(signs) == len(tests) - (tests[-1] is None)
    if len(tests) != 3 or len(told) != 2 or not whole or not signs <= {"<", "=", ">"}:
        readings = ("the first that holds", "each by itself")
        raise Unreadable("these cases may overlap or leave a gap", node.at, readings)


# --- functions ----------------------------------------------------------------------------------


@value.register
def _(node: t.Func, env: Env) -> Term:
    below, above, primes = split_scripts(node.scripts)
    if primes:
        raise Unreadable(f"a prime at {node.name}", node.at)
    argument, raised = _argument(node)
    found = _FUNCTIONS[node.name](value(argument, env))
    if below is not None:
        if node.name != "log":
            raise Unreadable(f"{node.name} takes no subscript", below.at)
        found = div(found, log(value(single(below.conds, "a base", below.at), env)))
    if above is not None:
        _refuse_inverse(node, above)
        found = power(found, exponent(above, True, env))
    return found if raised is None else power(found, exponent(raised, False, env))


def _argument(node: t.Func) -> tuple[t.Node, t.Script | None]:
    """The argument, and a power of the whole behind it: exp(x)^2 is the square of exp(x)."""
    argument = node.argument
    if isinstance(argument, t.Scripted) and isinstance(argument.base, t.Group):
        below, above, _ = split_scripts(argument.scripts)
        if argument.base.mark in "([" and above is not None and below is None:
            if node.name != "exp":
                readings = (f"the power of {node.name}(x)", f"{node.name} of the power")
                why = "a power behind the argument can be read in two ways"
                raise Unreadable(why, above.at, readings)
            return argument.base, above
    return argument, None


def _refuse_inverse(node: t.Func, above: t.Script) -> None:
    match above.conds:
        case (t.Cond((t.Sum((("-", t.Number()),), _),), (), _),):
            readings = (f"1/{node.name}(x)", "the inverse function")
            raise Unreadable("the power −1 of a function", above.at, readings)


def _quotient(odd_above: bool, odd_below: bool) -> Callable[[Term], Term]:
    """tanh and coth by exp."""

    def build(x: Term) -> Term:
        odd, even = sub(exp(x), exp(neg(x))), add(exp(x), exp(neg(x)))
        return div(odd if odd_above else even, odd if odd_below else even)

    return build


_FUNCTIONS: dict[str, Callable[[Term], Term]] = {
    "exp": exp,
    "log": log,
    "tanh": _quotient(True, False),
    "coth": _quotient(False, True),
    "sinh": lambda x: div(sub(exp(x), exp(neg(x))), num(2)),
    "cosh": lambda x: div(add(exp(x), exp(neg(x))), num(2)),
    "sign": lambda x: sub(mk("iv", ">", x, ZERO), mk("iv", "<", x, ZERO)),
    "sigmoid": lambda x: div(ONE, add(ONE, exp(neg(x)))),
}
