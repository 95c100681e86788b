"""Sums of squares: completing the square, and Lagrange's identity for two sums."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from fractions import Fraction
from itertools import combinations

from symsoft.kernel import domain
from symsoft.kernel.normal import Env
from symsoft.kernel.poly import (
    Mono,
    Poly,
    Rational,
    accumulate,
    atoms,
    minus,
    mono_term,
    of_atom,
    over,
    scale,
)
from symsoft.kernel.terms import (
    KernelError,
    Term,
    add,
    div,
    mk,
    mul,
    num,
    open_,
    power,
    shift,
    sub,
    subterms,
)
from symsoft.prover.terms import is_whole, sum_over, without

MOST_SQUARES = 4
Root = Callable[[Env, Poly], Poly]


def completed(env: Env, p: Poly, depth: int = MOST_SQUARES) -> Term:
    """`p` with squares completed, one atom after the other, besides common factors."""
    coef, mono, prim = env.content(p)
    if mono and len(p) > 1:
        return mul(mono_term(mono), completed(env, scale(prim, coef), depth))
    if depth and p and domain.sign(env, p) & domain.NEG:
        for a in atoms(p):
            square = _square(env, p, a)
            if square is not None:
                return add(square, completed(env, minus(p, env.poly(square)), depth - 1))
    return env.term(p)


def _square(env: Env, p: Poly, a: Term) -> Term | None:
    """q (a^n + b/2q)^2 where p = q a^2n + b a^n + c with q > 0."""
    parts: dict[Rational, Poly] = {}
    for mono, coef in p.items():
        e = dict(mono).get(a, 0)
        accumulate(parts.setdefault(e, {}), env.monomial(dict(without(mono, a))), coef)
    top = max(parts)
    half = over(top, 2)
    if top <= 0 or set(parts) - {top, half, 0} or half not in parts:
        return None
    if domain.sign(env, parts[top]) != domain.POS:
        return None
    shift = env.times(parts[half], env.power(scale(parts[top], 2), -1))
    return mul(env.term(parts[top]), power(add(power(a, half), env.term(shift)), 2))


def pair_pieces(env: Env, p: Poly, units: list[Term]) -> Iterator[Term]:
    """Half the sum over i, j of (r_ij - r_ji)^2 with r_ij^2 = A_i B_j: that is
    (sum A)(sum B) less the square of the sum of sqrt(A B)."""
    for mono, coef in p.items():
        if coef <= 0:
            continue
        for first, second, rest in _two_sums(mono, units):
            if first.args[1] == second.args[1]:
                bars = any(t.op == "abs" for b in atoms(p) for t in subterms(b))
                for root in (_root, _root_of_size) if bars else (_root,):
                    square = _lagrange(env, first, second, root)
                    yield mul(mono_term(rest, over(coef, 2)), square)


def _two_sums(mono: Mono, units: list[Term]) -> Iterator[tuple[Term, Term, Mono]]:
    """Two sums that are factors of a monomial, one perhaps K or 1, and the other factors."""
    sums = [a for a, e in mono if is_whole(a) and e == 1]
    if len(sums) == 2:
        yield sums[0], sums[1], without(mono, *sums)
    for unit in units:
        for b, e in mono:
            if b.op == "dim" and e == 1 and b.args[0] == unit.args[1][0]:
                yield unit, mk("sum", "k", unit.args[1], num(1)), without(mono, b)
    for a in sums:
        for b, e in mono:
            if b.op == "dim" and e == 1 and b.args[0] == a.args[1][0]:
                yield a, mk("sum", "k", a.args[1], num(1)), without(mono, a, b)
        for unit in units:
            yield a, unit, without(mono, a)


def _lagrange(env: Env, first: Term, second: Term, root: Root) -> Term:
    dim = first.args[1][0]
    i, j = mk("ix", "#v", dim), mk("ix", "#w", dim)
    roots = []
    for one, other in ((i, j), (j, i)):
        both = mul(open_(first.args[2], one), open_(second.args[2], other))
        roots.append(root(env, env.poly(both)))
    square = power(sub(*map(env.term, roots)), 2)
    return sum_over(dim, i, sum_over(dim, j, square))


def root_pieces(env: Env, p: Poly, units: list[Term]) -> Iterator[Term]:
    """Half the sum of (sqrt(A) - sqrt(B))^2 for sums of A and B that are 1, where roots occur."""
    sums = [a for a in atoms(p) if is_whole(a)]
    if not any(e.denominator == 2 for a in sums for m in env.poly(env.open(a)[1]) for _, e in m):
        return
    shares = [mk("sum", "k", a.args[1], div(a.args[2], shift(a, 1))) for a in sums]
    for one, two in combinations([*units, *shares], 2):
        if one.args[1] == two.args[1]:
            v, first = env.open(one, two)
            roots = [env.term(_root(env, env.poly(t))) for t in (first, open_(two.args[2], v))]
            square = mul(num(Fraction(1, 2)), power(sub(*roots), 2))
            yield sum_over(v.args[1], v, square)


def _root(env: Env, p: Poly) -> Poly:
    """A square root, of either sign."""
    ((mono, coef),) = p.items() if len(p) == 1 else [((), 0)]
    result = env.power({(): coef}, Fraction(1, 2)) if coef > 0 else {}
    odd = [a for a, e in mono if e % 2 and domain.sign(env, of_atom(a)) & domain.NEG]
    if not result or odd:
        raise KernelError("no square root is seen")
    return env.multiplied(result, tuple((a, over(e, 2)) for a, e in mono))


def _root_of_size(env: Env, p: Poly) -> Poly:
    """The square root that is >= 0."""
    return env.poly(mk("abs", env.term(_root(env, p))))


def apart_pieces(env: Env, p: Poly) -> Iterator[Term]:
    """The square of a sum less the sum of the squares: the products of terms apart."""
    for mono, coef in p.items():
        for a, e in mono:
            if coef > 0 and e == 2 and is_whole(a):
                v, first = env.open(a)
                w, second = env.open(a, v)
                rest = sub(num(1), mk("delta", v, w))
                inner = sum_over(w.args[1], w, mul(first, second, rest))
                head = mono_term(without(mono, a), coef)
                yield mul(head, sum_over(v.args[1], v, inner))
