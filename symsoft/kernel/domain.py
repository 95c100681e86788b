"""Signs and definedness: t > 0, t >= 0, t != 0, and when a term is defined.

A sign is a set of {negative, zero, positive} as bits: the signs a term may have, as far as is
known.  `sign` is sound for every value of the names at which the term is defined.  The base facts
it assumes about the reals are these, all from any first course in analysis (Rudin, *Principles of
Mathematical Analysis*, ch. 1 and 8):

- products, sums and powers of known signs; e^x > 0; |x| >= 0; log is increasing, log 1 = 0;
- a maximum over a finite range that is not empty is attained and no less than each value;
- the tangents: e^x >= 1 + x and log X <= X - 1 (`expand_fact`);
- a sum of terms >= 0 is no less than each one of them (`expand_fact`).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from symsoft.kernel.context import Array, Claim, Function, Hypothesis
from symsoft.kernel.poly import (
    Mono,
    Poly,
    accumulate,
    atoms,
    constant,
    is_number,
    leading,
    minus,
    mono_term,
    of_atom,
    scale,
    to_term,
    value,
)
from symsoft.kernel.terms import (
    ONE,
    ZERO,
    KernelError,
    Term,
    add,
    exp,
    fresh,
    log,
    mk,
    neg,
    num,
    open_,
    sub,
    subst,
    subterms,
    var,
)

if TYPE_CHECKING:
    from symsoft.kernel.normal import Env

NEG, NIL, POS = 1, 2, 4
ANY, NONZERO, NONNEGATIVE = 7, NEG | POS, NIL | POS
ALLOWED = {"=": NIL, "!=": NONZERO, "<": NEG, "<=": NEG | NIL, ">": POS, ">=": NONNEGATIVE}
_OF_DOMAIN = {"real": ANY, "positive": POS, "nonnegative": NONNEGATIVE}


def flip(mask: int) -> int:
    """The signs of -t."""
    return (mask & NIL) | (POS if mask & NEG else 0) | (NEG if mask & POS else 0)


def times(a: int, b: int) -> int:
    """The signs of a product."""
    result = NIL if (a | b) & NIL else 0
    result |= (b if a & POS else 0) & NONZERO
    return result | (flip(b) & NONZERO if a & NEG else 0)


def plus(a: int, b: int) -> int:
    """The signs of a sum."""
    result = 0
    for one in (NEG, NIL, POS):
        for other in (NEG, NIL, POS):
            if a & one and b & other:
                result |= ANY if one | other == NONZERO else (one | other) & NONZERO or NIL
    return result


# --- facts --------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Fact:
    """A hypothesis in normal form: `poly` has one of the signs `mask`, for all `vars`."""

    hypothesis: Hypothesis
    poly: Poly
    mask: int


def fact(env: Env, h: Hypothesis) -> Fact:
    """The normal form of a hypothesis."""
    # Quantified names are renamed apart, so that they are not taken for free ones.
    taken = set(env.reserved) | h.claim.names
    apart_names = {}
    for v in h.vars:
        name = fresh(taken)
        taken.add(name)
        apart_names[v] = mk(v.op, name, v.args[1])
    variables = tuple(apart_names.values())
    claim = h.claim.subst(apart_names)
    guards = tuple(g.subst(apart_names) for g in h.guards)
    poly = env.poly(sub(claim.lhs, claim.rhs))
    return Fact(Hypothesis(claim, variables, guards), poly, ALLOWED[claim.rel])


def _instances(env: Env, f: Fact, p: Poly) -> Iterator[Poly]:
    """`f` at the indices that occur in `p`, where its guards hold."""
    if any(v.op != "ix" for v in f.hypothesis.vars):
        return
    values: list[dict[Term, Term]] = [{}]
    for v in f.hypothesis.vars:
        found = [i for i in _indices(p) if env.in_range(i, v.args[1])]
        values = [{**m, v: i} for m in values for i in found]
    for m in values:
        guards = [g.subst(m) for g in f.hypothesis.guards]
        if all(env.holds(Hypothesis(g)) for g in guards):
            yield env.poly(subst(to_term(f.poly), m)) if m else f.poly


def _indices(p: Poly) -> list[Term]:
    found = {t for a in atoms(p) for t in subterms(a) if t.op in ("ix", "lit", "end")}
    return sorted(found, key=lambda t: t.key)


def _by_facts(env: Env, p: Poly) -> int:
    """What the hypotheses say: p is a multiple of a fact, or a fact plus something of its sign."""
    mask = ANY
    for f in env.facts:
        for q in _instances(env, f, p):
            if not q:
                continue
            top = leading(q)
            if top not in p:
                continue
            ratio = p[top] / q[top]
            rest = minus(p, scale(q, ratio))
            signs = plus(f.mask if ratio > 0 else flip(f.mask), _of_terms(env, rest))
            mask &= signs
    return mask


# --- signs --------------------------------------------------------------------------------------


def sign(env: Env, p: Poly) -> int:
    """The signs a polynomial may have."""
    if is_number(p):
        return NIL if not p else POS if value(p) > 0 else NEG
    key = to_term(p)
    found = env.signs.get(key)
    if found is None:
        env.signs[key] = ANY  # what is known while it is being worked out
        found = env.signs[key] = _sign(env, p)
    return found


def _sign(env: Env, p: Poly) -> int:
    if len(p) == 1:
        return _of_terms(env, p) & _by_facts(env, p)
    mask = _by_facts(env, p)
    coef, mono, prim = env.content(p)
    if mono or coef != 1:
        outer = times(sign(env, constant(coef)), _of_mono(env, mono))
        return mask & times(outer, sign(env, prim))
    mask &= _of_terms(env, p)
    for rule in (_by_dimensions, _by_brackets, _by_monotony, _by_maximum):
        if mask in (NEG, NIL, POS):
            break
        mask &= rule(env, p)
    return mask


def _of_terms(env: Env, p: Poly) -> int:
    """From the signs of the monomials alone."""
    mask = NIL
    for mono, coef in p.items():
        m = _of_mono(env, mono)
        mask = plus(mask, m if coef > 0 else flip(m))
    return mask


def _of_mono(env: Env, mono: Mono) -> int:
    mask = POS
    for atom, e in mono:
        mask = times(mask, _of_power(env, atom, e))
    return mask


def _of_power(env: Env, atom: Term, e: Fraction) -> int:
    mask = _of_atom(env, atom)
    if e.denominator > 1:  # defined only for a base >= 0
        mask &= NONNEGATIVE
    elif e % 2 == 0:
        mask = (mask & NIL) | (POS if mask & NONZERO else 0)
    return mask & NONZERO if e < 0 else mask


def _of_atom(env: Env, a: Term) -> int:
    if a.op in ("padd", "pmul"):
        return sign(env, env.poly(a))
    mask = _ATOM_SIGNS[a.op](env, a) if a.op in _ATOM_SIGNS else ANY
    return mask if mask in (NEG, NIL, POS) else mask & _by_facts(env, of_atom(a))


def _s_entry(env: Env, a: Term) -> int:
    declared = env.context.names.get(a.args[0])
    return _OF_DOMAIN[declared.domain] if isinstance(declared, (Array, Function)) else ANY


def _s_app(env: Env, a: Term) -> int:
    return _s_entry(env, a) if a.args[1] == 0 else ANY


def _s_abs(env: Env, a: Term) -> int:
    return POS if not env.sign(a.args[0]) & NIL else NONNEGATIVE


def _s_log(env: Env, a: Term) -> int:
    return sign(env, minus(env.poly(a.args[0]), constant(1)))


def _s_sum(env: Env, a: Term) -> int:
    v, body = env.open(a, a.args[1][0])
    mask = env.sign(body)
    if _attained(env, v, body, a.args[1]):
        return POS
    if mask not in (NEG, NIL, POS):
        return mask if mask & NONZERO != NONZERO else ANY
    dim, first, off = a.args[1]
    return mask if env.context.least(dim) - off >= first else mask | NIL


def _attained(env: Env, v: Term, body: Term, rng: tuple[str, int, int]) -> bool:
    """Whether `body` is [f(v) = max f]: some v attains the maximum."""
    if body.op != "iv" or body.args[0] != "=":
        return False
    p = env.poly(body.args[1])
    return any(
        top.args[1] == rng and minus(scale(p, 1 / coef), of_atom(top)) == scale(env.poly(at), -1)
        for top, coef in _maxima(p)
        for at in [open_(top.args[2], v)]
    )


def _s_max(env: Env, a: Term) -> int:
    return env.sign(env.open(a, a.args[1][0])[1])


def _s_prod(env: Env, a: Term) -> int:
    mask = env.sign(env.open(a, a.args[1][0])[1])
    return ANY if mask & NEG else mask | POS if mask & NIL else mask


def _s_if(env: Env, a: Term) -> int:
    cond, yes, no = a.args
    first = env.assuming(Hypothesis(Claim("=", cond, ONE))).sign(yes)
    return first | env.assuming(Hypothesis(Claim("=", cond, ZERO))).sign(no)


_ATOM_SIGNS = {
    "num": lambda env, a: POS,
    "pi": lambda env, a: POS,
    "dim": lambda env, a: POS,
    "val": lambda env, a: POS,
    "exp": lambda env, a: POS,
    "var": lambda env, a: _OF_DOMAIN[a.args[1]],
    "delta": lambda env, a: NONNEGATIVE,
    "iv": lambda env, a: NONNEGATIVE,
    "entry": _s_entry,
    "sym": _s_entry,
    "app": _s_app,
    "abs": _s_abs,
    "log": _s_log,
    "sum": _s_sum,
    "max": _s_max,
    "prod": _s_prod,
    "if": _s_if,
}


def _by_dimensions(env: Env, p: Poly) -> int:
    """Write each dimension K as its least value plus something >= 0."""
    dims = [a for a in atoms(p) if a.op == "dim"]
    if not dims:
        return ANY
    shifted = {
        d: add(var(f"#dim {d.args[0]}", "nonnegative"), num(env.context.least(d.args[0])))
        for d in dims
    }
    return _of_terms(env, env.poly(subst(to_term(p), shifted)))


def _by_brackets(env: Env, p: Poly) -> int:
    """Both values of a 0/1 atom."""
    for b in atoms(p):
        if b.op in ("delta", "iv"):
            low = {m: c for m, c in p.items() if b not in dict(m)}
            high: Poly = {}
            for m, c in p.items():
                accumulate(high, {tuple(pair for pair in m if pair[0] is not b): c})
            return sign(env, low) | sign(env, high)
    return ANY


def _by_monotony(env: Env, p: Poly) -> int:
    """e^a - e^b has the sign of a - b."""
    if len(p) != 2 or sum(p.values()) != 0:
        return ANY
    (first, c), (second, _) = p.items()
    if any(a.op != "exp" for a, _ in first + second):
        return ANY
    difference: Poly = {}
    for mono, s in ((first, 1), (second, -1)):
        for a, e in mono:
            accumulate(difference, env.poly(a.args[0]), s * e)
    return sign(env, difference) if c > 0 else flip(sign(env, difference))


def _maxima(p: Poly) -> list[tuple[Term, Fraction]]:
    """Maxima that stand alone in `p`, with their coefficients."""
    return [
        (m[0][0], c) for m, c in p.items() if len(m) == 1 and m[0][0].op == "max" and m[0][1] == 1
    ]


def _by_maximum(env: Env, p: Poly) -> int:
    """max f - f(i) >= 0."""
    mask = ANY
    for top, coef in _maxima(p):
        for i in _indices(p):
            if top.args[1][1:] == (1, 0) and env.in_range(i, top.args[1][0]):
                slack = minus(of_atom(top), env.poly(open_(top.args[2], i)))
                rest = minus(p, scale(slack, coef))
                side = NONNEGATIVE if coef > 0 else NEG | NIL
                mask &= plus(side, _of_terms(env, rest))
    return mask


def apart(env: Env, delta: Term) -> bool:
    """Whether the two indices of a Kronecker delta are known to differ."""
    left, right = sorted(delta.args, key=lambda i: str(i.op))
    if (
        left.op == right.op == "lit"
        or left.op == right.op == "end"
        and left.args[0] == right.args[0]
    ):
        return left is not right
    if left.op == "end" and right.op == "lit":
        return env.context.least(left.args[0]) - int(left.args[1]) > right.args[0]
    return any(f.mask == NIL and f.poly == of_atom(delta) for f in env.facts)


def counts(p: Poly) -> bool:
    """Whether `p` is a polynomial in dimensions with whole coefficients."""
    whole = all(c.denominator == 1 for c in p.values())
    return whole and all(a.op == "dim" and e.denominator == 1 and e > 0 for m in p for a, e in m)


# --- base facts as terms ------------------------------------------------------------------------


def expand_fact(t: Term) -> Term:
    """The difference that a fact says is >= 0."""
    match t.args:
        case ("exp", x):  # e^x >= 1 + x
            return add(exp(x), neg(x), num(-1))
        case ("log", x):  # log X <= X - 1
            return add(x, neg(log(x)), num(-1))
        case ("rest", i, s) if s.op == "sum" and s.args[1][1:] == (1, 0):
            return sub(s, open_(s.args[2], i))  # f(i) <= sum f, where f >= 0
    raise KernelError("unknown base fact")


def manifest(env: Env, t: Term) -> int:
    """The signs of a term as it is written: sums of squares, of facts, of products of those."""
    mask = env.sign(t)
    if t.op in ("fact", "factix"):
        mask &= NONNEGATIVE
        if t.op == "factix":
            v, body = env.open(t.args[2], t.args[2].args[1][0])
            if env.sign(body) & NEG or not env.in_range(t.args[1], v.args[1]):
                raise KernelError("the summand may be negative")
    elif t.op in ("add", "mul", "padd", "pmul"):
        combine, whole = (plus, NIL) if t.op in ("add", "padd") else (times, POS)
        for a in t.args:
            whole = combine(whole, manifest(env, a))
        mask &= whole
    elif t.op == "pow" and is_number(env.poly(t.args[1])):
        e = value(env.poly(t.args[1]))
        base = manifest(env, t.args[0])
        if e.denominator == 1 and e % 2 == 0:
            mask &= (base & NIL) | (POS if base & NONZERO else 0)
        elif e.denominator == 1:
            mask &= base if e > 0 else base & NONZERO
    elif t.op == "sum":
        body = manifest(env, env.open(t, t.args[1][0])[1])
        dim, first, off = t.args[1]
        empty = NIL if env.context.least(dim) - off < first else 0
        mask &= (body | empty) if body & NONZERO != NONZERO else ANY
    return mask


# --- definedness --------------------------------------------------------------------------------


@dataclass(frozen=True)
class Need:
    """What must hold for a term to be defined; or a limit or integral that must exist."""

    need: Hypothesis
    limit: Term | None = None


def needs(
    env: Env, t: Term, variables: tuple[Term, ...] = (), guards: tuple[Claim, ...] = ()
) -> Iterator[Need]:
    """The conditions under which every part of `t` is defined."""
    for claim in _own_needs(env, t):
        yield _need(claim, variables, guards)
    if t.op in ("lim", "int"):
        yield Need(Hypothesis(Claim("=", ZERO, ZERO), variables, guards), t)
    elif t.op in ("sum", "prod", "max", "min"):
        v, inner = named(env, t, variables)
        dim, first, off = t.args[1]
        outside = [mk("lit", n) for n in range(1, first)] + [mk("end", dim, n) for n in range(off)]
        away = tuple(Claim("=", mk("delta", v, o), ZERO) for o in outside)
        yield from needs(env, inner, (*variables, v), guards + away)
    elif t.op == "if":
        cond, yes, no = t.args
        yield from needs(env, cond, variables, guards)
        yield from needs(env, yes, variables, (*guards, Claim("=", cond, ONE)))
        yield from needs(env, no, variables, (*guards, Claim("=", cond, ZERO)))
    else:
        for a in t.args:
            if isinstance(a, Term):
                yield from needs(env, a, variables, guards)


def named(env: Env, t: Term, variables: tuple[Term, ...]) -> tuple[Term, Term]:
    """The body of a binder at an index that keeps its letter where that is free."""
    taken = env.reserved | t.names | {v.args[0] for v in variables}
    hint, dim = t.args[0], t.args[1][0]
    name = hint if hint and not hint.startswith("#") else "k"
    while name in taken:
        name += "'"
    v = mk("ix", name, dim)
    return v, open_(t.args[-1], v)


def _need(claim: Claim, variables: tuple[Term, ...], guards: tuple[Claim, ...]) -> Need:
    names = claim.names.union(*(g.names for g in guards))
    used = tuple(v for v in variables if v.args[0] in names)
    return Need(Hypothesis(claim, used, guards))


def _own_needs(env: Env, t: Term) -> Iterator[Claim]:
    if t.op == "log" or (t.op == "fact" and t.args[0] == "log"):
        yield Claim(">", t.args[-1], ZERO)
    elif t.op == "pow":
        yield from _power_needs(env, *t.args)
    elif t.op in ("entry", "sym"):
        declared = env.context.names[t.args[0]]
        assert isinstance(declared, Array)
        for dim, i in zip(declared.dims, t.args[1:], strict=True):
            if i.op == "lit" and i.args[0] > 1:
                yield Claim(">=", mk("dim", dim), num(i.args[0]))


def _power_needs(env: Env, base: Term, exponent: Term) -> Iterator[Claim]:
    p = env.poly(exponent)
    if is_number(p):
        e = value(p)
        if e.denominator > 1:
            yield Claim(">" if e < 0 else ">=", base, ZERO)
        elif e < 0:
            yield Claim("!=", base, ZERO)
    elif not counts(p):
        yield Claim(">", base, ZERO)
    elif sign(env, p) & NEG:
        yield Claim("!=", base, ZERO)


__all__ = ["mono_term"]
