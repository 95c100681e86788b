"""The same identities in other systems, written out for one K, with e^{z_k} a positive real.

Each call runs in a process of its own: ``python -m tests.benchmarks.peers PEER IDENTITY K`` prints
the seconds taken, imports and the writing down of the identity left out, and whether it was
settled.  The derivatives are worked out by SymPy beforehand, which favours the others.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from functools import partial
from importlib.util import find_spec
from typing import Any

import sympy

from tests.benchmarks.identities import IDENTITIES, Entries
from tests.benchmarks.timing import timed

Settle = Callable[[], bool]
Fraction = tuple[Any, Any]


class NotRational(Exception):
    """An identity that has logarithms after differentiation."""


def rational(expr: Any) -> Any:
    """The expression with a letter of its own for each exponential of an entry or scalar."""
    letters: dict[Any, Any] = {}

    def letter(exponent: Any) -> Any:
        parts = (part.as_coeff_Mul() for part in sympy.Add.make_args(exponent))
        return sympy.Mul(
            *(letters.setdefault(p, sympy.Symbol(f"E_{p}")) ** int(n) for n, p in parts)
        )

    found = expr.replace(sympy.exp, letter)
    if found.has(sympy.log):
        raise NotRational
    return found


def fraction(expr: Any, letter: Callable[[Any], Any], number: Callable[[Any], Any]) -> Fraction:
    """Numerator and denominator of a rational expression in another system's polynomials."""
    again = partial(fraction, letter=letter, number=number)
    one = number(1)
    if expr.is_Symbol:
        return letter(expr), one
    if expr.is_Rational:
        return number(expr.p), number(expr.q)
    if expr.is_Pow:
        top, bottom = again(expr.base)
        n = int(expr.exp)
        return (top**n, bottom**n) if n >= 0 else (bottom**-n, top**-n)
    parts = [again(argument) for argument in expr.args]
    top, bottom = parts[0]
    for other, below in parts[1:]:
        if expr.is_Mul:
            top, bottom = top * other, bottom * below
        elif bottom == below:
            top = top + other
        else:
            top, bottom = top * below + other * bottom, bottom * below
    return top, bottom


def _simplify(differences: list[Any]) -> Settle:
    return lambda: all(sympy.simplify(d) == 0 for d in differences)


def _cancel(differences: list[Any]) -> Settle:
    found = list(map(rational, differences))
    return lambda: all(sympy.cancel(d) == 0 for d in found)


def _symengine(differences: list[Any]) -> Settle:
    import symengine

    found = list(map(rational, differences))

    def zero(expr: Any) -> bool:
        top, _ = fraction(expr, lambda s: symengine.Symbol(s.name), symengine.Integer)
        return bool(symengine.expand(top) == 0)

    return lambda: all(map(zero, found))


def _flint(differences: list[Any]) -> Settle:
    import flint

    found = list(map(rational, differences))
    names = sorted({s.name for d in found for s in d.free_symbols})
    ring = flint.fmpq_mpoly_ctx.get(names, "lex")
    letters = dict(zip(names, ring.gens(), strict=True))

    def zero(expr: Any) -> bool:
        return bool(fraction(expr, lambda s: letters[s.name], ring.constant)[0] == 0)

    return lambda: all(map(zero, found))


def _z3(differences: list[Any]) -> Settle:
    import z3

    found = list(map(rational, differences))

    def valid(expr: Any) -> bool:
        solver = z3.Solver()
        for symbol in expr.free_symbols:
            if symbol.name.startswith("E_"):
                solver.add(z3.Real(symbol.name) > 0)
        solver.add(_smt(expr, lambda s: z3.Real(s.name), z3.RealVal) != 0)
        return bool(solver.check() == z3.unsat)

    return lambda: all(map(valid, found))


def _cvc5(differences: list[Any]) -> Settle:
    from cvc5 import pythonic as smt

    found = list(map(rational, differences))

    def valid(expr: Any) -> bool:
        solver = smt.Solver()
        for symbol in expr.free_symbols:
            if symbol.name.startswith("E_"):
                solver.add(smt.Real(symbol.name) > 0)
        solver.add(_smt(expr, lambda s: smt.Real(s.name), smt.RealVal) != 0)
        return bool(solver.check() == smt.unsat)

    return lambda: all(map(valid, found))


def _smt(expr: Any, letter: Callable[[Any], Any], number: Callable[[Any], Any]) -> Any:
    """A rational expression as a solver's term."""
    again = partial(_smt, letter=letter, number=number)
    if expr.is_Symbol:
        return letter(expr)
    if expr.is_Rational:
        return number(str(expr))
    if expr.is_Pow:
        base, n = again(expr.base), int(expr.exp)
        product = base
        for _ in range(abs(n) - 1):
            product = product * base
        return product if n > 0 else number("1") / product
    first, *rest = map(again, expr.args)
    for part in rest:
        first = first * part if expr.is_Mul else first + part
    return first


PEERS: dict[str, tuple[str, Callable[[list[Any]], Settle]]] = {
    "SymPy simplify": ("sympy", _simplify),
    "SymPy cancel": ("sympy", _cancel),
    "SymEngine": ("symengine", _symengine),
    "FLINT": ("flint", _flint),
    "z3": ("z3", _z3),
    "cvc5": ("cvc5", _cvc5),
}


def installed() -> list[str]:
    """The systems that are there."""
    return [name for name, (module, _) in PEERS.items() if find_spec(module)]


def _warm_up() -> None:
    """`simplify` once, since it imports most of what it needs when it is first called."""
    x = sympy.Symbol("x", real=True)
    sympy.simplify(sympy.log(sympy.exp(x)) / (sympy.exp(x) + 1))
    sympy.cancel(1 / x + 1)


def main(peer: str, identity: int, K: int) -> None:
    """Print the seconds and whether the identity was settled; null for both if it cannot be put."""
    _warm_up()
    try:
        settle = PEERS[peer][1](IDENTITIES[identity].differences(Entries(K)))
    except NotRational:
        print(json.dumps([None, None]))
        return
    print(json.dumps(timed(settle)))


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]))
