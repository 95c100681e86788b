"""Small changes of a term: the places where one may be made, and the slips that people make there.

A place inside a binder is reached with the bound letter free, so that a change may speak of it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import partial

from symsoft.kernel.terms import (
    BINDERS,
    MINUS_ONE,
    ONE,
    ZERO,
    KernelError,
    Term,
    add,
    close,
    ix,
    mk,
    mul,
    neg,
    num,
    open_,
    power,
    subterms,
    var,
)

OVER_INDEX = ("sum", "prod", "max", "min")
INDEXED = ("entry", "sym", "def", "delta", "val")


@dataclass(frozen=True)
class Place:
    """A subterm, the letters that may stand there, and what the whole is with another in it."""

    term: Term
    letters: tuple[Term, ...]
    put: Callable[[Term], Term]


Change = tuple[Term, Term]  # the subterm before and after
Slip = Callable[[Term, Sequence[Term]], Iterator[Change]]


def places(
    term: Term, letters: Sequence[Term], enter: Callable[[Term], bool] = lambda _: True
) -> Iterator[Place]:
    """Every place of a term, the outermost first; `enter` says which terms to look into."""
    yield Place(term, tuple(letters), lambda new: new)
    for part in inside(term, letters) if enter(term) else ():
        for place in places(part.term, part.letters, enter):
            yield Place(place.term, place.letters, _through(place.put, part.put))


def _through(
    inner: Callable[[Term], Term], outer: Callable[[Term], Term]
) -> Callable[[Term], Term]:
    return lambda new: outer(inner(new))


def inside(term: Term, letters: Sequence[Term]) -> Iterator[Place]:
    """The arguments of a term that are terms, a binder's body with its letter made free.

    What a derivative is taken by is left out: the derivative as a whole is its place.
    """
    last = len(term.args) - 1
    for n, arg in enumerate(term.args):
        if not isinstance(arg, Term) or (term.op == "deriv" and n == 0):
            continue
        if term.op not in BINDERS or n < last:
            yield Place(arg, tuple(letters), partial(_with_argument, term, n))
            continue
        bound = _bound(term, letters)
        try:
            body = open_(arg, bound)
        except KernelError:
            return
        yield Place(body, (*letters, bound), partial(_with_body, term, bound))


def _with_argument(term: Term, n: int, new: Term) -> Term:
    return mk(term.op, *term.args[:n], new, *term.args[n + 1 :])


def _with_body(term: Term, bound: Term, new: Term) -> Term:
    return mk(term.op, *term.args[:-1], close(new, bound))


def _bound(term: Term, letters: Sequence[Term]) -> Term:
    """A free letter for what a binder binds, the author's where nothing else has that name."""
    name, body = term.args[0], term.args[-1]
    while name in body.names or any(name == letter.args[0] for letter in letters):
        name += "'"
    if term.op in OVER_INDEX:
        return ix(name, term.args[1][0])
    return var(name, term.args[1] if term.op == "lim" else "real")


def free_letters(*terms: Term) -> list[Term]:
    """The free indices and scalars of terms, in a fixed order."""
    found = {t for term in terms for t in subterms(term) if t.op in ("ix", "var")}
    return sorted(found, key=lambda t: t.key)


def negated(term: Term) -> Term:
    """-term, a sign that is there taken away."""
    if term.op == "num":
        return num(-term.args[0])
    if term.op == "mul" and term.args[0].op == "num":
        first, rest = num(-term.args[0].args[0]), term.args[1:]
        return mul(*rest) if first is ONE else mul(first, *rest)
    return neg(term)


def other_indices(term: Term, letters: Sequence[Term]) -> Iterator[Change]:
    """p_j for p_i: one index of an entry, a definition, a delta replaced by another."""
    if term.op not in INDEXED:
        return
    for n, arg in enumerate(term.args):
        if isinstance(arg, Term) and arg.op == "ix":
            for other in letters:
                if other is not arg and other.op == "ix" and other.args[1] == arg.args[1]:
                    yield term, mk(term.op, *term.args[:n], other, *term.args[n + 1 :])


def flipped_signs(term: Term, _: Sequence[Term]) -> Iterator[Change]:
    """-x for x: one term of a sum, the argument of an exponential."""
    if term.op == "add":
        for n, arg in enumerate(term.args):
            yield term, add(*term.args[:n], negated(arg), *term.args[n + 1 :])
    if term.op == "exp":
        yield term, mk("exp", negated(term.args[0]))


def dropped_terms(term: Term, _: Sequence[Term]) -> Iterator[Change]:
    """x for 1 + x: one term of a sum lost."""
    if term.op == "add":
        for n in range(len(term.args)):
            yield term, add(*term.args[:n], *term.args[n + 1 :])


def dropped_factors(term: Term, _: Sequence[Term]) -> Iterator[Change]:
    """x for x y: one factor lost, a denominator too; a lost -1 is a slip of the sign."""
    if term.op == "mul":
        for n, arg in enumerate(term.args):
            if arg is not MINUS_ONE and (len(term.args) > 2 or term.args[1 - n] is not MINUS_ONE):
                yield term, mul(*term.args[:n], *term.args[n + 1 :])


def other_exponents(term: Term, _: Sequence[Term]) -> Iterator[Change]:
    """x^3 or x for x^2: an exponent off by one."""
    if term.op != "pow" or term.args[1].op != "num":
        return
    base, exponent = term.args[0], term.args[1].args[0]
    for new in (exponent + 1, exponent - 1):
        if new and (exponent < 0) == (new < 0):
            yield term, base if new == 1 else power(base, Fraction(new))


def other_bounds(term: Term, _: Sequence[Term]) -> Iterator[Change]:
    """A sum over 2..K or 1..K-1 for 1..K: a bound off by one."""
    if term.op not in OVER_INDEX:
        return
    hint, (dim, first, off), body = term.args
    for low, high in ((first + 1, off), (first, off + 1), (first - 1, off), (first, off - 1)):
        if low >= 1 and high >= 0:
            yield term, mk(term.op, hint, (dim, low, high), body)


def other_variables(term: Term, letters: Sequence[Term]) -> Iterator[Change]:
    """The derivative by z_i for that by z_j."""
    if term.op != "deriv":
        return
    by, body = term.args
    for _, new in other_indices(by, letters):
        yield term, mk("deriv", new, body)
    if by.op == "var":
        for other in letters:
            if other.op == "var" and other is not by:
                yield term, mk("deriv", other, body)


def other_extrema(term: Term, _: Sequence[Term]) -> Iterator[Change]:
    """The least value for the greatest."""
    other = {"max": "min", "min": "max"}.get(term.op)
    if other:
        yield term, mk(other, *term.args)


SLIPS: Mapping[str, Slip] = {
    "index": other_indices,
    "sign": flipped_signs,
    "term": dropped_terms,
    "factor": dropped_factors,
    "exponent": other_exponents,
    "bound": other_bounds,
    "variable": other_variables,
    "extremum": other_extrema,
}


def slips(term: Term, letters: Sequence[Term]) -> Iterator[tuple[str, Change, Term]]:
    """Each slip in a term: its kind, the subterm before and after, and the term with it."""
    for place in places(term, letters):
        for kind, slip in SLIPS.items():
            for change in slip(place.term, place.letters):
                new = _made(place.put, change[1])
                if new is not None and new is not term:
                    yield kind, change, new
    if term is not ZERO and term.op not in ("inf", "add"):
        yield "sign", (term, negated(term)), negated(term)


def _made(put: Callable[[Term], Term], new: Term) -> Term | None:
    try:
        return put(new)
    except KernelError:
        return None
