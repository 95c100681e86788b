"""Small questions about terms and polynomials that several tactics ask."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from symsoft.kernel import domain
from symsoft.kernel.context import Claim
from symsoft.kernel.normal import Env
from symsoft.kernel.poly import Mono, Poly, atoms, mono_of, of_atom
from symsoft.kernel.terms import Term, close, mk, subterms


def claim_subterms(claim: Claim) -> Iterator[Term]:
    """The subterms of both sides."""
    for side in (claim.lhs, claim.rhs):
        yield from subterms(side)


def inside(p: Poly) -> Iterator[Term]:
    """The subterms of the atoms, without repetition, in a stable order."""
    found = {t for a in atoms(p) for t in subterms(a)}
    return iter(sorted(found, key=lambda t: t.key))


def is_whole(t: Term, op: str = "sum") -> bool:
    """Whether `t` is a sum (or maximum) over all of 1..K."""
    return bool(t.op == op and t.args[1][1:] == (1, 0))


def sum_over(dim: str, v: Term, body: Term, op: str = "sum") -> Term:
    """The sum (or maximum) of `body` over the index `v` from 1 to the dimension."""
    return mk(op, "k", (dim, 1, 0), close(body, v))


def without(mono: Mono, *gone: Term) -> Mono:
    """A monomial without some of its atoms."""
    return mono_of({a: e for a, e in mono if a not in gone})


def positive(env: Env, atom: Term) -> bool:
    """Whether an atom is known to be positive."""
    return domain.sign(env, of_atom(atom)) == domain.POS


def unused(names: Iterable[str], start: str) -> str:
    """`start` with primes until it is not among the names."""
    taken, name = set(names), start
    while name in taken:
        name += "'"
    return name


def invented(t: Term) -> bool:
    """Whether the term uses a name that the kernel invented for an opened binder."""
    return any(name.startswith("#") for name in t.names)
