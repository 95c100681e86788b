"""Differences written with the tangents of exp and log, also under one sum.

With X = e^(-l/s) a weighted logarithm is w l = w s (X - 1 - log X) + w s (1 - X), and X - 1 - log X
is a base fact of the kernel.  So Gibbs' inequality, Jensen's and their kin become sums of facts.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product

from symsoft.kernel import domain
from symsoft.kernel.normal import Env
from symsoft.kernel.poly import (
    Mono,
    Poly,
    Rational,
    accumulate,
    constant,
    mono_of,
    mono_term,
    over,
    scale,
    size,
)
from symsoft.kernel.terms import Term, exp, log, mk, mul, num, open_, sub, subst
from symsoft.prover.onesum import OneSum
from symsoft.prover.terms import is_whole, positive, sum_over

_LINEAR = ("var", "entry", "sym", "max")


def log_pieces(env: Env, p: Poly) -> Iterator[Term]:
    """Facts about logarithms, times their weights, that `p` may be made of."""
    for scale_of in _log_scales(env, p):
        for part in _log_parts(p, scale_of):
            yield _log_fact(env, part, scale_of)
    yield from _single_logs(env, p)


def log_pieces_under(env: Env, one: OneSum) -> Iterator[Term]:
    """The same for a polynomial under one sum."""
    for scale_of in _log_scales(env, one.inside):
        for part in _log_parts(one.inside, scale_of):
            yield one.total(_log_fact(env, part, scale_of))


def _log_parts(p: Poly, scale_of: Poly) -> Iterator[Poly]:
    """All of `p`, or only its logarithms times the scale."""
    yield p
    ((weight, _),) = scale_of.items()
    logs = {m: c for m, c in p.items() if _log_besides(m, weight)}
    if len(logs) < len(p):
        yield logs
    linear = {m: c for m, c in p.items() if _log_besides(m, weight, *_LINEAR)}
    if len(logs) < len(linear) < len(p):
        yield linear


def _log_besides(mono: Mono, weight: Mono, *more: str) -> bool:
    """Whether `mono` is the weight times a logarithm, or times an atom of the operators `more`."""
    rest = [pair for pair in mono if pair not in weight]
    alone = len(rest) == 1 and len(mono) == len(weight) + 1 and rest[0][1] == 1
    return alone and rest[0][0].op in ("log", *more)


def _log_fact(env: Env, p: Poly, scale_of: Poly) -> Term:
    """s (X - 1 - log X) with X = e^(-p/s)."""
    ratio = env.times(scale(p, -1), env.power(scale_of, -1))
    return mul(env.term(scale_of), mk("tangent", log(env.term(env.exponential(ratio)))))


def _log_scales(env: Env, p: Poly) -> list[Poly]:
    """The factors of logarithms, made positive, and s where s (X - 1 - log X) would bring -s."""
    found: list[Poly] = [{(): -p[()]}] if p.get((), 0) < 0 else []
    for mono, coef in p.items():
        for a, e in mono:
            if a.op == "log" and e == 1:
                rest = mono_of({b: x for b, x in mono if b is not a})
                factor = {rest: size(coef)}
                if factor not in found and domain.sign(env, factor) == domain.POS:
                    found.append(factor)
    return found


def _single_logs(env: Env, p: Poly) -> Iterator[Term]:
    """Each logarithm by a tangent of its own, at a power of its argument that occurs."""
    for mono, coef in p.items():
        for a, e in mono:
            if a.op != "log" or e != 1:
                continue
            weight = mono_of({b: x for b, x in mono if b is not a})
            powers = _powers_of(p, a.args[0]) | {1 if coef < 0 else -1}
            for x in sorted(powers):
                if (coef < 0) == (x > 0):
                    inside = env.power(env.poly(a.args[0]), x)
                    head = mono_term(weight, size(over(coef, x)))
                    once = env.times(env.poly(head), inside)
                    for many in (constant(1), *_multiples(env, p, once)):
                        whole = env.term(env.times(many, inside))
                        yield mul(head, mk("tangent", log(whole)))


def _multiples(env: Env, p: Poly, whole: Poly) -> Iterator[Poly]:
    """Numbers c > 0 such as e with a term c * whole in `p`."""
    for mono, coef in p.items() if len(whole) == 1 else ():
        ratio = env.times({mono: coef}, env.power(whole, -1))
        free = all(not a.names for m in ratio for a, _ in m)
        if free and ratio != constant(1) and domain.sign(env, ratio) == domain.POS:
            yield ratio


def _powers_of(p: Poly, atom: Term) -> set[Rational]:
    return {e for mono in p for a, e in mono if a is atom}


def exp_pieces(env: Env, p: Poly) -> Iterator[Term]:
    """e^F >= e^E (1 + F - E) for each e^F that is added and each e^E that is taken away."""
    below = [f(env, m) for m, c in p.items() if c < 0 for f in (_exponent, _whole_exponent)]
    ends: list[Poly] = [{}]
    ends += [e for n, e in enumerate(below) if e and e not in below[:n]]
    for mono, coef in p.items():
        if coef > 0:
            for base, (head, body, wrap) in product(ends, _summands(env, mono, coef)):
                yield from _exp_facts(env, base, head, body, wrap)


def _exp_facts(env: Env, base: Poly, head: Term, body: Mono, v: Term | None) -> Iterator[Term]:
    exps = [a for a, e in body if a.op == "exp"]
    for chosen in [[a] for a in exps] + ([exps] if len(exps) > 1 else []):
        power = _exponent(env, tuple((a, e) for a, e in body if a in chosen))
        weight = mono_term(tuple((a, e) for a, e in body if a not in chosen))
        end = env.term(base)
        fact = mul(weight, exp(end), mk("tangent", sub(env.term(power), end)))
        yield mul(head, fact if v is None else sum_over(v.args[1], v, fact))


def _summands(env: Env, mono: Mono, coef: Rational) -> Iterator[tuple[Term, Mono, Term | None]]:
    """A monomial, or its sum opened: what stands before it, the summand and the index."""
    if any(a.op == "exp" for a, _ in mono):
        yield num(coef), mono, None
    for a, e in mono:
        if e == 1 and is_whole(a):
            v = mk("ix", "#w", a.args[1][0])
            head = mono_term(mono_of({b: x for b, x in mono if b is not a}), coef)
            inside = env.poly(open_(a.args[2], v))
            if len(inside) == 1:  # normalised again a summand may come apart
                ((body, factor),) = inside.items()
                yield mul(num(factor), head), body, v


def _exponent(env: Env, mono: Mono) -> Poly:
    """E where the exponentials of the monomial multiply to e^E."""
    result: Poly = {}
    for a, e in mono:
        if a.op == "exp":
            accumulate(result, env.poly(a.args[0]), e)
    return result


def _whole_exponent(env: Env, mono: Mono) -> Poly:
    """The same with positive sums among the factors, as e^(log S)."""
    result = _exponent(env, mono)
    for a, e in mono:
        if a.op in ("sum", "padd") and positive(env, a):
            accumulate(result, env.poly(log(a)), e)
    return result


def double_pieces(env: Env, p: Poly) -> Iterator[Term]:
    """Sum over i and j of e^(f_j) (e^(f_i - f_j) - 1 - (f_i - f_j)), for Chebyshev's inequality."""
    for mono, coef in p.items():
        sums = [a for a, e in mono if e == 1 and is_whole(a)]
        if coef >= 0 or len(sums) != 2 or sums[0].args[1] != sums[1].args[1]:
            continue
        dim = sums[0].args[1][0]
        i, j = mk("ix", "#v", dim), mk("ix", "#w", dim)
        for s in sums:
            body, *more = env.poly(open_(s.args[2], i)) or [()]
            if more or any(a.op != "exp" for a, _ in body):
                continue
            power = env.term(_exponent(env, body))
            other = subst(power, {i: j})
            fact = mul(exp(other), mk("tangent", sub(power, other)))
            head = mono_term(mono_of({b: x for b, x in mono if b not in sums}), -coef)
            yield mul(head, sum_over(dim, i, sum_over(dim, j, fact)))
