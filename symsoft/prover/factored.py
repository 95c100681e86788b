"""Factors of a polynomial with squares completed: t^3 - t^2 - t + 1 = (t + 1) (t - 1)^2."""

from __future__ import annotations

from math import lcm

import flint

from symsoft.kernel.normal import Env
from symsoft.kernel.poly import Poly, accumulate, atoms, mono_term, over
from symsoft.kernel.terms import Term, mul, num, power
from symsoft.prover.squares import completed

MOST_TERMS = 40
MOST_ATOMS = 8
MOST_DEGREE = 12


def factored(env: Env, p: Poly) -> Term | None:
    """`p` as a product of its factors over the rationals, None if it has but one."""
    coef, mono, prim = env.content(p)
    names = list(atoms(prim))
    if not 1 < len(prim) <= MOST_TERMS or len(names) > MOST_ATOMS:
        return None
    roots = [lcm(*(dict(m).get(a, 0).denominator for m in prim)) for a in names]
    degrees = [
        [int(dict(m).get(a, 0) * r) for a, r in zip(names, roots, strict=True)] for m in prim
    ]
    if any(not 0 <= e <= MOST_DEGREE for exponents in degrees for e in exponents):
        return None
    ring = flint.fmpq_mpoly_ctx.get([f"x{n}" for n in range(len(names))], "lex")
    values = (flint.fmpq(*c.as_integer_ratio()) for c in prim.values())
    lead, parts = ring.from_dict(dict(zip(map(tuple, degrees), values, strict=True))).factor()
    if sum(e for _, e in parts) < 2:
        return None
    head = mul(num(over(int(lead.p), int(lead.q))), mono_term(mono, coef))
    return mul(head, *(_factor(env, f, int(e), names, roots) for f, e in parts))


def _factor(env: Env, f: flint.fmpq_mpoly, e: int, names: list[Term], roots: list[int]) -> Term:
    q: Poly = {}
    for exponents, c in f.to_dict().items():
        found = zip(names, exponents, roots, strict=True)
        mono = env.monomial({a: over(int(x), r) for a, x, r in found if x})
        accumulate(q, mono, over(int(c.p), int(c.q)))
    return power(completed(env, q) if e % 2 else env.term(q), e)
