"""Signs and definedness: t > 0, t >= 0, t != 0, and when a term is defined.

A sign is a set of {negative, zero, positive} as bits: the signs a term may have, as far as is
known.  `sign` is sound for every value of the names at which the term is defined.  The base facts
it assumes about the reals are these, all from any first course in analysis (Rudin, *Principles of
Mathematical Analysis*, ch. 1 and 8):

- products, sums and powers of known signs; e^x > 0; |x| >= 0; log is increasing, log 1 = 0;
- a maximum over a finite range that is not empty is attained and no less than each value;
- the tangent: e^x >= 1 + x, with equality at 0 only;
- a sum of terms >= 0 is no less than each one of them.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache, reduce
from itertools import product
from typing import TYPE_CHECKING

from symsoft.kernel import poly as pl
from symsoft.kernel import terms as tm
from symsoft.kernel.context import Array, Claim, Function, Hypothesis
from symsoft.kernel.poly import Mono, Poly, Rational
from symsoft.kernel.terms import ONE, ZERO, Term, mk, num, sub

if TYPE_CHECKING:
    from symsoft.kernel.normal import Env

NEG, NIL, POS = 1, 2, 4
ANY, NONZERO, NONNEGATIVE = 7, NEG | POS, NIL | POS
ALLOWED = {"=": NIL, "!=": NONZERO, "<": NEG, "<=": NEG | NIL, ">": POS, ">=": NONNEGATIVE}
_PARTIAL = frozenset({"log", "if", "pow", "lim", "int", "lit"})  # lit: 2 needs that K >= 2
OF_DOMAIN = {"real": ANY, "positive": POS, "nonnegative": NONNEGATIVE}


def flip(mask: int) -> int:
    """The signs of -t."""
    return (mask & NIL) | (POS if mask & NEG else 0) | (NEG if mask & POS else 0)


def times(a: int, b: int) -> int:
    """The signs of a product."""
    signed = (b if a & POS else 0) | (flip(b) if a & NEG else 0)
    return (NIL if (a | b) & NIL else 0) | signed & NONZERO


def plus(a: int, b: int) -> int:
    """The signs of a sum."""
    result = 0
    for one, other in product((NEG, NIL, POS), repeat=2):
        if a & one and b & other:
            result |= ANY if one | other == NONZERO else (one | other) & NONZERO or NIL
    return result


def powered(mask: int, e: Rational) -> int:
    """The signs of a power; one that is not whole has a base >= 0."""
    if e.denominator > 1:
        mask &= NONNEGATIVE
    elif e % 2 == 0:
        mask = (mask & NIL) | (POS if mask & NONZERO else 0)
    return mask & NONZERO if e < 0 else mask


def summed(env: Env, t: Term, mask: int) -> int:
    """The signs of a sum over an index whose terms have the signs `mask`."""
    dim, first, off = t.args[1]
    empty = NIL if env.context.least(dim) - off < first else 0
    return ANY if mask & NONZERO == NONZERO else mask | empty


# --- facts --------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Fact:
    """A hypothesis in normal form: `poly` has one of the signs `mask`, for all its variables."""

    hypothesis: Hypothesis
    poly: Poly
    mask: int
    term: Term  # of the polynomial


def facts(env: Env, h: Hypothesis) -> list[Fact]:
    """What a hypothesis says in normal form, its quantified names told apart from the free ones.

    No factor of a product that is not 0 is 0.
    """
    h = h.apart(env.reserved)
    p, mask = env.poly(sub(h.claim.lhs, h.claim.rhs)), ALLOWED[h.claim.rel]
    coef, mono, prim = env.content(p)
    if not coef:
        p = {}  # 0 once denominators are cleared: it says nothing
    elif len(p) > 1 and _of_mono(env, mono) == POS:
        p, mask = prim, mask if coef > 0 else flip(mask)
    found = [Fact(h, p, mask, pl.to_term(p))]
    if len(p) == 1 and not mask & NIL:
        found += [Fact(h, pl.of_atom(a), NONZERO, a) for a in pl.atoms(p) if p != pl.of_atom(a)]
    return found


def _instances(env: Env, f: Fact, p: Poly) -> Iterator[Poly]:
    """`f` at the indices that occur in `p`, where its guards hold."""
    variables = f.hypothesis.vars
    if any(v.op != "ix" for v in variables):
        return
    choices = [[i for i in indices(p) if env.in_range(i, v.args[1])] for v in variables]
    for values in product(*choices):
        at = dict(zip(variables, values, strict=True))
        if all(env.holds(Hypothesis(g.subst(at))) for g in f.hypothesis.guards):
            yield env.poly(tm.subst(f.term, at)) if at else f.poly


def indices(p: Poly) -> list[Term]:
    """The indices that occur in `p`."""
    return sorted(frozenset[Term]().union(*map(_indices, pl.atoms(p))), key=lambda t: t.key)


@lru_cache(2_000)
def _indices(atom: Term) -> frozenset[Term]:
    return frozenset(t for t in tm.subterms(atom) if t.op in tm.UNBOUND_INDICES)


def _by_facts(env: Env, p: Poly) -> int:
    """What the hypotheses say: p is a multiple of a fact, plus something of known sign."""
    mask = ANY
    for q, signs in ((q, f.mask) for f in env.facts for q in _instances(env, f, p) if q):
        top = pl.leading(q)
        if top in p:
            ratio = pl.over(p[top], q[top])
            rest = _of_terms(env, pl.minus(p, pl.scale(q, ratio)))
            mask &= plus(signs if ratio > 0 else flip(signs), rest)
    return mask


# --- signs --------------------------------------------------------------------------------------


def sign(env: Env, p: Poly) -> int:
    """The signs a polynomial may have."""
    if pl.is_number(p):
        return NIL if not p else POS if pl.value(p) > 0 else NEG
    key = frozenset(p.items())
    if key not in env.signs:
        env.signs[key] = ANY  # what is known while it is being worked out
        env.signs[key] = _sign(env, env.poly(pl.to_term(p)) if len(p) > 1 else p)
    return env.signs[key]


def _sign(env: Env, p: Poly) -> int:
    if len(p) == 1:
        ((mono, coef),) = p.items()
        if coef == 1 and len(mono) == 1 and mono[0][1] == 1:
            mask = _of_atom(env, mono[0][0])
            return mask if mask in (NEG, NIL, POS) else mask & _by_facts(env, p)
        return _of_terms(env, p) & _by_facts(env, p)
    coef, mono, prim = env.content(p)
    if mono or coef != 1:
        outer = times(sign(env, pl.constant(coef)), _of_mono(env, mono))
        mask = times(outer, sign(env, prim)) & _by_facts(env, p)
        return mask if mask in (NEG, NIL, POS) else mask & _by_members(env, p)
    mask = ANY
    for rule in (_of_terms, _by_facts, _by_dimensions, _by_brackets, _by_monotony, _by_members):
        if mask not in (NEG, NIL, POS):
            mask &= rule(env, p)
    return mask


def _of_terms(env: Env, p: Poly) -> int:
    """From the signs of the monomials alone."""
    masks = ((_of_mono(env, mono), coef) for mono, coef in p.items())
    return reduce(plus, (m if coef > 0 else flip(m) for m, coef in masks), NIL)


def _of_mono(env: Env, mono: Mono) -> int:
    return reduce(times, (powered(sign(env, pl.of_atom(a)), e) for a, e in mono), POS)


def _of_atom(env: Env, a: Term) -> int:
    match a.op:
        case "num" | "pi" | "dim" | "val" | "exp":
            return POS
        case "delta" | "iv":
            return NONNEGATIVE
        case "var":
            return OF_DOMAIN[a.args[1]]
        case "entry" | "sym" | "app" if a.op != "app" or a.args[1] == 0:
            declared = env.context.names.get(a.args[0])
            return OF_DOMAIN[declared.domain] if isinstance(declared, Array | Function) else ANY
        case "abs":
            return POS if not env.sign(a.args[0]) & NIL else NONNEGATIVE
        case "log":
            return sign(env, pl.minus(env.poly(a.args[0]), pl.constant(1)))
        case "padd" | "pmul":
            p = env.poly(a)
            return sign(env, p) if p != pl.of_atom(a) else ANY
        case "if":
            cases = zip((ONE, ZERO), a.args[1:], strict=True)
            masks = [env.case(Claim("=", a.args[0], v)).sign(branch) for v, branch in cases]
            return masks[0] | masks[1]
        case "sum" | "max" | "prod":
            return _of_binder(env, a)
    return ANY


def _of_binder(env: Env, a: Term) -> int:
    v, body = env.open(a)
    mask = env.sign(body)
    if a.op == "sum":
        kept = _unweighted(env, body)
        if kept is not body:
            return env.sign(mk("sum", "", a.args[1], tm.close(kept, v)))
        return POS if _attained(env, v, body, a.args[1]) else summed(env, a, mask)
    if a.op == "max":
        return mask
    return ANY if mask & NEG else mask | POS  # an empty product is 1


def _unweighted(env: Env, body: Term) -> Term:
    """`body` without its positive factors, if what is left is >= 0 and no number: a sum of such
    terms is 0 where all of them are 0."""
    p = env.poly(body)
    if len(p) != 1:
        return body
    ((mono, coef),) = p.items()
    rest = tuple((a, e) for a, e in mono if sign(env, pl.of_atom(a)) != POS)
    kept = pl.mono_term(rest)
    fewer = coef > 0 and rest and (coef != 1 or len(rest) < len(mono))
    return kept if fewer and not env.sign(kept) & NEG else body


def _attained(env: Env, v: Term, body: Term, rng: tuple[str, int, int]) -> bool:
    """Whether `body` is [f(v) = max f]: some v attains the maximum."""
    if body.op != "iv" or body.args[0] != "=":
        return False
    p = env.poly(body.args[1])
    for top, coef in _alone(p, "max"):
        rest = pl.minus(pl.scale(p, pl.over(1, coef)), pl.of_atom(top))
        if top.args[1] == rng and rest == pl.scale(env.poly(tm.open_(top.args[2], v)), -1):
            return True
    return False


def _by_dimensions(env: Env, p: Poly) -> int:
    """Write each dimension K as its least value plus something >= 0."""
    least = {a: env.context.least(a.args[0]) for a in pl.atoms(p) if a.op == "dim"}
    above = {d: tm.var(f"#{d.args[0]} more", "nonnegative") for d in least}
    shifted = {d: tm.add(above[d], num(n)) for d, n in least.items()}
    return _of_terms(env, env.poly(tm.subst(pl.to_term(p), shifted))) if least else ANY


def _by_brackets(env: Env, p: Poly) -> int:
    """Both values of a 0/1 atom; where guards speak of one, it may meet them."""
    for b in pl.atoms(p):
        if b.op in ("delta", "iv"):
            met = any(f.hypothesis.guards for f in env.facts)
            cases = [env.case(Claim("=", b, v)) if met else env for v in (ZERO, ONE)]
            sides = [at_bracket(p, b, 0), _where_equal(env, at_bracket(p, b, 1), b)]
            return sign(cases[0], sides[0]) | sign(cases[1], sides[1])
    return ANY


def _where_equal(env: Env, p: Poly, b: Term) -> Poly:
    """`p` with one index in place of the other, if `b` is a Kronecker delta."""
    if b.op == "iv" or b.args[0].op != "ix":
        return p
    return env.poly(tm.subst(pl.to_term(p), {b.args[0]: b.args[1]}))


def at_bracket(p: Poly, bracket: Term, v: int) -> Poly:
    """`p` with the 0/1 atom `bracket` at `v`."""
    result: Poly = {}
    for mono, coef in p.items():
        rest = tuple(pair for pair in mono if pair[0] is not bracket)
        if v or len(rest) == len(mono):
            pl.accumulate(result, {rest: coef})
    return result


def _by_monotony(env: Env, p: Poly) -> int:
    """e^a - e^b has the sign of a - b."""
    if len(p) != 2 or sum(p.values()) != 0 or any(a.op != "exp" for m in p for a, _ in m):
        return ANY
    difference: Poly = {}
    for mono, coef in p.items():
        for a, e in mono:
            pl.accumulate(difference, env.poly(a.args[0]), e if coef > 0 else -e)
    return sign(env, difference)


def _alone(p: Poly, *ops: str) -> list[tuple[Term, Rational]]:
    """Atoms of some operators that stand alone in `p`, with their coefficients."""
    single = ((m[0][0], m[0][1], c) for m, c in p.items() if len(m) == 1)
    return [(a, c) for a, e, c in single if a.op in ops and e == 1]


def _by_members(env: Env, p: Poly) -> int:
    """max f - f(i) >= 0; sum f - f(i) >= 0 where f >= 0, and > 0 where f > 0 and K >= 2."""
    mask, alone = ANY, _alone(p, "max", "sum")
    for (whole, coef), i in product(alone, indices(p) if alone else ()):
        dim, first, off = whole.args[1]
        signs = env.sign(env.open(whole)[1]) if whole.op == "sum" else NIL
        if (first, off) == (1, 0) and env.in_range(i, dim) and not signs & NEG:
            slack = pl.minus(pl.of_atom(whole), env.poly(tm.open_(whole.args[2], i)))
            rest = _of_terms(env, pl.minus(p, pl.scale(slack, coef)))
            more = POS if signs == POS and env.context.least(dim) > 1 else NONNEGATIVE
            mask &= plus(more if coef > 0 else flip(more), rest)
    return mask


def apart(env: Env, delta: Term) -> bool:
    """Whether the two indices of a Kronecker delta are known to differ."""
    left, right = sorted(delta.args, key=lambda i: str(i.op))
    fixed = left.op == right.op and left.op in ("lit", "end")
    if fixed and left.args[:-1] == right.args[:-1]:  # two numbers, or K - m and K - n
        return left is not right
    if left.op == "end" and right.op == "lit":
        return bool(env.context.least(left.args[0]) - left.args[1] > right.args[0])
    known = (f for f in env.facts if f.mask == NIL and f.poly == pl.of_atom(delta))
    return any(not f.hypothesis.vars and not f.hypothesis.guards for f in known)


def counts(p: Poly) -> bool:
    """Whether `p` is a polynomial in dimensions with whole coefficients."""
    whole = all(c.denominator == 1 for c in p.values())
    return whole and all(a.op == "dim" and e.denominator == 1 and e > 0 for m in p for a, e in m)


# --- signs of terms as written -------------------------------------------------------------------


def tangent(x: Term) -> Term:
    """e^x - 1 - x, which is >= 0; log X <= X - 1 is the case x = log X."""
    return tm.add(tm.exp(x), num(-1), tm.neg(x))


def manifest(env: Env, t: Term) -> int:
    """The signs of a term as it is written: sums of squares, of facts, of products of those."""
    mask = ANY
    if t.op == "tangent":  # a tangent touches at one point only
        x = t.args[0]
        corner = env.sign(sub(x.args[0], ONE) if x.op == "log" else x)
        mask = NIL if corner == NIL else NONNEGATIVE if corner & NIL else POS
    elif t.op in ("add", "padd"):
        mask = reduce(plus, (manifest(env, a) for a in t.args), NIL)
    elif t.op in ("mul", "pmul"):
        mask = reduce(times, (manifest(env, a) for a in t.args), POS)
    elif t.op == "pow" and pl.is_number(env.poly(t.args[1])):
        mask = powered(manifest(env, t.args[0]), pl.value(env.poly(t.args[1])))
    elif t.op == "sum":
        body = env.open(t)[1]
        mask = NIL if env.is_zero(env.poly(body)) else summed(env, t, manifest(env, body))
    return mask & env.sign(t)


# --- definedness --------------------------------------------------------------------------------


def needs(
    env: Env, t: Term, variables: tuple[Term, ...] = (), guards: tuple[Claim, ...] = ()
) -> Iterator[Hypothesis | Term]:
    """What must hold, and the limits and integrals that must exist, for `t` to be defined."""
    for claim in _own_needs(env, t):
        names = claim.names.union(*(g.names for g in guards))
        used = tuple(v for v in variables if v.args[0] in names)
        yield Hypothesis(claim, used, guards)
    if t.op in ("lim", "int"):
        yield t
    elif t.op in ("sum", "prod", "max", "min"):
        v = _named(env, t, variables)
        away = tuple(Claim("=", mk("delta", v, o), ZERO) for o in left_out(t))
        yield from needs(env, tm.open_(t.args[2], v), (*variables, v), guards + away)
    elif t.op == "if":
        yield from needs(env, t.args[0], variables, guards)
        for v, branch in zip((ONE, ZERO), t.args[1:], strict=True):
            yield from needs(env, branch, variables, (*guards, Claim("=", t.args[0], v)))
    else:
        for a in t.args:
            if isinstance(a, Term) and _partial(a):
                yield from needs(env, a, variables, guards)


@lru_cache(2_000)
def _partial(t: Term) -> bool:
    """Whether a term holds anything that may be undefined."""
    return t.op in _PARTIAL or any(_partial(a) for a in t.args if isinstance(a, Term))


def left_out(t: Term) -> list[Term]:
    """The indices at the ends of 1..K that the range of a binder leaves out."""
    dim, first, off = t.args[1]
    return [mk("lit", n) for n in range(1, first)] + [mk("end", dim, n) for n in range(off)]


def _named(env: Env, t: Term, variables: tuple[Term, ...]) -> Term:
    """An index that keeps the binder's letter where that is free."""
    taken = env.reserved | t.names | {v.args[0] for v in variables}
    name = t.args[0] if t.args[0].isidentifier() else "k"
    while name in taken:
        name += "'"
    return mk("ix", name, t.args[1][0])


def _own_needs(env: Env, t: Term) -> Iterator[Claim]:
    if t.op == "log":
        yield Claim(">", t.args[-1], ZERO)
    elif t.op == "if":
        yield Claim("=", tm.mul(t.args[0], sub(ONE, t.args[0])), ZERO)
    elif t.op == "pow":
        rel = _power_needs(env, env.poly(t.args[1]))
        if rel:
            yield Claim(rel, t.args[0], ZERO)
    elif t.op in ("entry", "sym"):
        declared = env.context.names[t.args[0]]
        assert isinstance(declared, Array)
        for dim, i in zip(declared.dims, t.args[1:], strict=True):
            if i.op == "lit" and i.args[0] > 1:
                yield Claim(">=", mk("dim", dim), num(i.args[0]))


def _power_needs(env: Env, e: Poly) -> str:
    """How the base of a power with exponent `e` must compare with 0."""
    if not pl.is_number(e):
        return ">" if not counts(e) else "!=" if sign(env, e) & NEG else ""
    whole, negative = pl.value(e).denominator == 1, pl.value(e) < 0
    return ("!=" if negative else "") if whole else (">" if negative else ">=")
