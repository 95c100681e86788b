"""Inequalities: a witness whose sign is plain, found from the shape of the difference."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from symsoft.kernel import domain
from symsoft.kernel.normal import Env
from symsoft.kernel.poly import (
    Mono,
    Poly,
    accumulate,
    atoms,
    constant,
    minus,
    mono_of,
    mono_term,
    of_atom,
    scale,
)
from symsoft.kernel.terms import KernelError, Term, add, close, mk, mul, num, open_, power


def factors(env: Env, p: Poly) -> Iterator[Poly]:
    """Positive polynomials that clear the denominators of `p`."""
    yield constant(1)
    low: dict[Term, Fraction] = {}
    for mono in p:
        for a, e in mono:
            if e < low.get(a, Fraction(0)) and domain.sign(env, of_atom(a)) == domain.POS:
                low[a] = e
    if low:
        yield env.monomial({a: -e for a, e in low.items()})


def witnesses(env: Env, p: Poly) -> Iterator[Term]:
    """Terms equal to `p` whose sign may be plain, for p >= 0."""
    seen: set[Term] = set()
    for make in (_one_sum, _parts, _squares, _tangents, _pairs):
        try:
            for term in make(env, p):
                if term not in seen:
                    seen.add(term)
                    yield term
        except KernelError:
            continue


def _is_sum(a: Term) -> bool:
    return bool(a.op == "sum" and a.args[1][1:] == (1, 0))


def _one_sum(env: Env, p: Poly) -> Iterator[Term]:
    """Everything with a sum over 1..K, or with a factor K, under one sum."""
    dims = {a.args[1][0] for a in atoms(p) if _is_sum(a)}
    for dim in sorted(dims):
        v = mk("ix", "#w", dim)
        inside: Poly = {}
        rest: Poly = {}
        for mono, coef in p.items():
            under = _under(env, mono, v)
            accumulate(rest if under is None else inside, under or {mono: Fraction(1)}, coef)
        body = env.term(inside)
        merged = mk("sum", "k", (dim, 1, 0), close(body, v))
        yield add(merged, env.term(rest)) if rest else merged
        if rest:  # what is left, spread evenly over the K terms
            spread = env.times(rest, env.power(of_atom(mk("dim", dim)), -1))
            even = env.term(minus(inside, scale(spread, -1)))
            yield mk("sum", "k", (dim, 1, 0), close(even, v))
        shaped = list(_shapes(env, inside))
        for shape in shaped:
            whole = mk("sum", "k", (dim, 1, 0), close(shape, v))
            yield add(whole, env.term(rest)) if rest else whole


def _shapes(env: Env, inside: Poly) -> Iterator[Term]:
    """A summand factored, as squares, or by tangents."""
    coef, mono, prim = env.content(inside)
    yield mul(num(coef), mono_term(mono), env.term(prim))
    for make in (_squares, _tangents):
        for term in make(env, scale(prim, 1)):
            yield mul(num(coef), mono_term(mono), term)


def _under(env: Env, mono: Mono, v: Term) -> Poly | None:
    """The summand of a monomial as a sum over `v`."""
    for a, e in mono:
        others = {b: x for b, x in mono if b is not a}
        if e == 1 and _is_sum(a) and a.args[1][0] == v.args[1]:
            return env.times(env.monomial(others), env.poly(open_(a.args[2], v)))
    for a, e in mono:
        if a.op == "dim" and a.args[0] == v.args[1] and e == 1:
            return env.monomial({b: x for b, x in mono if b is not a})
    return None


def _parts(env: Env, p: Poly) -> Iterator[Term]:
    """A sum of terms >= 0 less one of them."""
    for mono, coef in p.items():
        for a, e in mono:
            if not (_is_sum(a) and e == 1 and coef > 0):
                continue
            others = mono_term(mono_of({b: x for b, x in mono if b is not a}), coef)
            found = {t for q in atoms(p) for t in _indices(q) if env.in_range(t, a.args[1][0])}
            for i in sorted(found, key=lambda t: t.key):
                piece = mul(others, mk("factix", "rest", i, a))
                yield add(piece, env.term(minus(p, env.poly(piece))))


def _indices(term: Term) -> set[Term]:
    from symsoft.kernel.terms import subterms

    return {t for t in subterms(term) if t.op in ("ix", "lit", "end")}


def _squares(env: Env, p: Poly) -> Iterator[Term]:
    """Squares completed, one atom after the other."""
    done = _complete(env, p, 4)
    if done is not None:
        yield done
    yield env.term(p)


def _complete(env: Env, p: Poly, depth: int) -> Term | None:
    if depth == 0 or not p:
        return env.term(p)
    if not domain.sign(env, p) & domain.NEG:
        return env.term(p)
    for a in atoms(p):
        top = max((dict(m).get(a, Fraction(0)) for m in p), default=Fraction(0))
        if top.denominator != 1 or top < 2 or top % 2:
            continue
        half = top / 2
        parts: dict[Fraction, Poly] = {}
        for mono, coef in p.items():
            e = dict(mono).get(a, Fraction(0))
            accumulate(parts.setdefault(e, {}), env.monomial({b: x for b, x in mono if b is not a}), coef)
        square, linear = parts[top], parts.get(half, {})
        if domain.sign(env, square) != domain.POS or set(parts) - {top, half, Fraction(0)}:
            continue
        shift = env.times(linear, env.power(scale(square, 2), -1))
        base = add(power(a, num(half)), env.term(shift))
        whole = mul(env.term(square), power(base, 2))
        rest = _complete(env, minus(p, env.poly(whole)), depth - 1)
        if rest is not None:
            return add(whole, rest)
    return None


def _tangents(env: Env, p: Poly) -> Iterator[Term]:
    """The tangents of exp and log, as often as a logarithm or exponential occurs."""
    pieces: list[Term] = []
    rest = p
    for mono, coef in p.items():
        logs = [a for a, e in mono if a.op == "log" and e == 1]
        if len(logs) == 1 and coef < 0:
            weight = mono_of({b: x for b, x in mono if b is not logs[0]})
            pieces.append(mul(mono_term(weight, -coef), mk("fact", "log", logs[0].args[0])))
        elif len(logs) == 1:  # log X >= 1 - 1/X
            weight = mono_of({b: x for b, x in mono if b is not logs[0]})
            inverse = power(logs[0].args[0], -1)
            pieces.append(mul(mono_term(weight, coef), mk("fact", "log", inverse)))
    for piece in pieces:
        rest = minus(rest, env.poly(piece))
    if pieces:
        yield add(*pieces, env.term(rest))
    for mono, coef in p.items():
        if coef > 0 and mono and all(a.op == "exp" for a, _ in mono):
            exponent: Poly = {}
            for a, e in mono:
                accumulate(exponent, env.poly(a.args[0]), e)
            piece = mul(num(coef), mk("fact", "exp", env.term(exponent)))
            yield add(piece, env.term(minus(p, env.poly(piece))))


def _pairs(env: Env, p: Poly) -> Iterator[Term]:
    """Half the double sum of a_i a_j (v_i - v_j)^2, which is (sum a)(sum a v^2) - (sum a v)^2."""
    for mono, coef in p.items():
        sums = [(a, e) for a, e in mono if _is_sum(a)]
        if coef > 0 and sum(e for _, e in sums) == 2 and len(sums) == 2:
            others = mono_term(mono_of({b: x for b, x in mono if (b, x) not in sums}), coef / 2)
            yield from _lagrange(env, p, others, sums[0][0], sums[1][0])
        if coef > 0 and len(sums) == 1 and sums[0][1] == 1:
            yield from _lagrange_of_one(env, p, mono, coef, sums[0][0])


def _lagrange(env: Env, p: Poly, others: Term, first: Term, second: Term) -> Iterator[Term]:
    dim = first.args[1][0]
    if second.args[1][0] != dim:
        return
    i, j = mk("ix", "#v", dim), mk("ix", "#w", dim)
    at = [(open_(s.args[2], i), open_(s.args[2], j)) for s in (first, second)]
    # With A_i = a_i b_i and roots r = sqrt(A_i B_j): (sum A)(sum B) - (sum sqrt(AB))^2.
    for (ai, aj), (bi, bj) in (at, at[::-1]):
        ratio_i, ratio_j = env.times(env.poly(bi), env.power(env.poly(ai), -1)), env.times(
            env.poly(bj), env.power(env.poly(aj), -1)
        )
        roots = [env.power(r, Fraction(1, 2)) for r in (ratio_i, ratio_j)]
        plain = [_plain(r) for r in roots]
        square = mul(ai, aj, power(add(env.term(plain[0]), mul(num(-1), env.term(plain[1]))), 2))
        double = mk("sum", "i", (dim, 1, 0), close(mk("sum", "j", (dim, 1, 0), close(square, j)), i))
        whole = mul(others, double)
        yield add(whole, env.term(minus(p, env.poly(whole))))


def _plain(root: Poly) -> Poly:
    """|v| without its bars: the square is what counts."""
    result: Poly = {}
    for mono, coef in root.items():
        accumulate(result, {mono_of({(a.args[0] if a.op == "abs" else a): e for a, e in mono}): coef})
    return result


def _lagrange_of_one(env: Env, p: Poly, mono: Mono, coef: Fraction, s: Term) -> Iterator[Term]:
    """The same where one of the two sums is K itself, or 1."""
    dim = s.args[1][0]
    for a, e in mono:
        if a.op == "dim" and a.args[0] == dim and e == 1:
            ones = mk("sum", "k", (dim, 1, 0), num(1))
            others = mono_term(mono_of({b: x for b, x in mono if b not in (a, s)}), coef / 2)
            yield from _lagrange(env, p, others, ones, s)
