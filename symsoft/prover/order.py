"""Inequalities: the difference, cleared of denominators, as a term whose sign is plain."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from itertools import combinations, islice

from symsoft.kernel import domain
from symsoft.kernel.context import Claim
from symsoft.kernel.normal import Env
from symsoft.kernel.poly import (
    Mono,
    Poly,
    Rational,
    accumulate,
    atoms,
    constant,
    minus,
    mono_of,
    mono_term,
    over,
    plus,
    scale,
    size,
    to_term,
)
from symsoft.kernel.proofs import rewriting
from symsoft.kernel.rules import ORDER
from symsoft.kernel.terms import (
    ONE,
    UNBOUND_INDICES,
    KernelError,
    Term,
    add,
    mk,
    mul,
    neg,
    num,
    open_,
    rebuild,
    sub,
    subst,
    subterms,
)
from symsoft.prover.factored import factored
from symsoft.prover.goal import Goal, Proof
from symsoft.prover.gram import gram_pieces
from symsoft.prover.hypotheses import ways
from symsoft.prover.jensen import mean_pieces
from symsoft.prover.onesum import OneSum, connected_sums, one_sums, unit_sums
from symsoft.prover.ranges import range_pieces
from symsoft.prover.squares import apart_pieces, completed, pair_pieces, root_pieces
from symsoft.prover.tangents import double_pieces, exp_pieces, log_pieces, log_pieces_under
from symsoft.prover.terms import is_whole, positive

PER_FORM = 40  # terms tried for one form of the difference


def plain_sign(goal: Goal, at: Sequence[Term] = (), but: Claim | None = None) -> Proof | None:
    """A proof that the difference is a sum of squares, facts and terms of known sign.

    Where indices are given, sums are split at one of them, whose term may be strictly positive.
    The hypothesis `but` is not used.
    """
    if goal.claim.rel not in ORDER:
        return None
    units = unit_sums(goal.env)
    for uses in [[], *islice(ways(goal.env, but), 3)]:
        env = rewriting(goal.env, uses) if uses else goal.env
        for p in _forms(goal, env, but):
            proof = _for_form(goal, env, p, units, uses, at)
            if proof is not None:
                return proof
    return None


def term_by_term(goal: Goal) -> Proof | None:
    """Two sums are equal as their terms are, once denominators in the terms are cleared."""
    if goal.infinite:
        return None
    for one in one_sums(goal.env, goal.gap, []):
        if not one.rest and goal.env.is_zero(one.inside):
            witness = one.total(goal.env.term(one.inside))
            return goal.first({"rule": "order", "factor": ONE, "witness": witness})
    return None


def _forms(goal: Goal, env: Env, but: Claim | None) -> Iterator[Poly]:
    """The difference that should be >= 0, also with an equation added to it."""
    claim = goal.claim
    p = scale(minus(env.poly(claim.lhs), env.poly(claim.rhs)), -ORDER[claim.rel])
    yield p
    for f in goal.env.facts:
        if f.mask == domain.NIL and not f.hypothesis.vars and f.hypothesis.claim != but:
            for mono, coef in f.poly.items():
                if mono in p and any(is_whole(a) for a, _ in mono):
                    yield minus(p, scale(f.poly, over(p[mono], coef)))


def _for_form(
    goal: Goal,
    env: Env,
    p: Poly,
    units: list[Term],
    uses: list[list[object]],
    at: Sequence[Term],
) -> Proof | None:
    for factor in positive_factors(env, p):
        found = islice(witnesses(env, env.times(p, factor), units), PER_FORM)
        for w in (s for whole in found for s in _splits(whole, at)) if at else found:
            signed = w if ORDER[goal.claim.rel] < 0 else neg(w)
            proof = {"rule": "order", "factor": env.term(factor), "witness": signed}
            if uses:
                proof["with"] = uses
            if _plain(goal, env, signed) and goal.accepts(proof):
                return proof
    return None


def _plain(goal: Goal, env: Env, witness: Term) -> bool:
    """Whether the sign of a witness is plain: what the kernel asks last, and most often denies."""
    try:
        plain = not domain.manifest(env, witness) & ~domain.ALLOWED[goal.claim.rel]
    except KernelError:
        plain = False
    if not plain:
        goal.tick()  # it counts as a proof that the kernel refused
    return plain


def _splits(witness: Term, at: Sequence[Term]) -> Iterator[Term]:
    """`witness` with its sums split at one of the indices, double ones also at two of them."""
    yield from (_split(witness, [i]) for i in at)
    if any(is_whole(t) and is_whole(t.args[2]) for t in subterms(witness)):
        yield from (_split(witness, pair) for pair in combinations(at, 2))


def _split(witness: Term, at: Sequence[Term]) -> Term:
    """`witness` with the term at the first index taken out of each sum over its dimension, and in
    this term that at the next one."""
    i, *inner = at

    def visit(t: Term, depth: int) -> Term:
        dim = t.args[1][0] if is_whole(t) and not t.loose else ""
        if i.args[1:] == (dim,) or i.op == "lit" and dim:
            here = open_(t.args[2], i)
            return add(_split(here, inner) if inner else here, left_out(t, [i]))
        return rebuild(t, visit, depth) if t.op in ("add", "mul") else t

    return visit(witness, 0)


def positive_factors(env: Env, p: Poly) -> Iterator[Poly]:
    """Positive polynomials: 1, one that clears denominators, one that makes squares of roots."""
    yield constant(1)
    low: dict[Term, Rational] = {}
    for mono in p:
        for a, e in mono:
            if e < low.get(a, 0) and positive(env, a):
                low[a] = e
    if low:
        yield env.monomial({a: -e for a, e in low.items()})
    if len(p) == 2 and any(e.denominator == 2 for m in p for _, e in m):
        conjugate = {m: size(c) for m, c in p.items()}
        if domain.sign(env, conjugate) == domain.POS:
            yield conjugate


def witnesses(env: Env, p: Poly, units: list[Term]) -> Iterator[Term]:
    """Terms equal to `p` whose sign may be plain, for p >= 0."""
    seen: set[Term] = set()
    makers: list[Callable[[], Iterator[Term]]] = [
        lambda: iter([env.term(p), completed(env, p)]),
        lambda: iter(filter(None, [factored(env, p)])),
        partial(_summed, env, p, units),
        partial(_from_pieces, env, p, units),
    ]
    for make in makers:
        try:
            for term in make():
                if term not in seen:
                    seen.add(term)
                    yield term
        except KernelError:
            continue


def _summed(env: Env, p: Poly, units: list[Term]) -> Iterator[Term]:
    """Under one sum, the summand factored or completed to squares."""
    for one in one_sums(env, p, units):
        for body in _summands(env, one):
            whole = one.total(body)
            yield add(whole, env.term(one.rest)) if one.rest else whole
        yield from _besides_terms(env, one)
        if one.rest:  # what is left, spread evenly over the K terms
            count = mk("pow", mk("dim", one.v.args[1]), num(-1))
            yield one.total(add(env.term(one.inside), mul(env.term(one.rest), count)))
    for one in connected_sums(env, p):
        if not domain.sign(env, one.rest) & domain.NEG:
            yield from (add(one.total(b), env.term(one.rest)) for b in _summands(env, one))


def _besides_terms(env: Env, one: OneSum) -> Iterator[Term]:
    """The sum without its term at an index, if that is what the rest takes away."""
    for i in sorted({i for b in atoms(one.rest) for i in _indices(b)}, key=lambda t: t.key)[:3]:
        if i.op == "ix" and i.args[1] == one.v.args[1]:
            inside = to_term(one.inside)
            left = plus(one.rest, env.poly(subst(inside, {one.v: i})))
            if not domain.sign(env, left) & domain.NEG:
                for body in _summands(env, one):
                    away = sub(num(1), mk("delta", one.v, i))
                    yield add(one.total(mul(body, away)), env.term(left))


def _summands(env: Env, one: OneSum) -> Iterator[Term]:
    coef, mono, prim = env.content(one.inside)
    head = mono_term(mono, size(coef))
    prim = prim if coef > 0 else scale(prim, -1)
    yield mul(head, env.term(prim))
    yield mul(head, completed(env, prim))
    product = factored(env, prim)
    if product is not None:
        yield mul(head, product)
    yield completed(env, one.inside)


def _from_pieces(env: Env, p: Poly, units: list[Term]) -> Iterator[Term]:
    """A difference of known sign and what is left of `p`."""
    for piece in _pieces(env, p, units):
        left = minus(p, env.poly(piece))
        if not left:
            yield piece
        elif not domain.sign(env, left) & domain.NEG:
            yield add(piece, env.term(left))
        else:
            yield from (add(piece, more) for more in islice(_finished(env, left, units), 6))


def _finished(env: Env, left: Poly, units: list[Term]) -> Iterator[Term]:
    yield completed(env, left)
    yield from _summed(env, left, units)
    below = (p for one in one_sums(env, left, units) for p in log_pieces_under(env, one))
    single = (*pair_pieces(env, left, units), *log_pieces(env, left), *exp_pieces(env, left))
    for piece in (*single, *below):
        rest = minus(left, env.poly(piece))
        if not domain.sign(env, rest) & domain.NEG:
            yield add(piece, env.term(rest))


def _pieces(env: Env, p: Poly, units: list[Term]) -> Iterator[Term]:
    parts: list[Iterator[Term]] = [
        log_pieces(env, p),
        *(log_pieces_under(env, one) for one in one_sums(env, p, units)),
        gram_pieces(env, p, units),
        pair_pieces(env, p, units),
        root_pieces(env, p, units),
        apart_pieces(env, p),
        _members(env, p),
        exp_pieces(env, p),
        double_pieces(env, p),
        mean_pieces(env, p, units),
        range_pieces(env, p),
    ]
    for part in parts:
        try:
            yield from part
        except KernelError:
            continue


def _members(env: Env, p: Poly) -> Iterator[Term]:
    """A sum of terms >= 0 less some of them: the sum of f(k) (1 - d_ik) (1 - d_jk) …."""
    for a, others in _weighted_sums(env, p):
        dim = a.args[1][0]
        found = {i for b in (*atoms(p), *_known_atoms(env)) for i in _indices(b)}
        fit = (i for i in found if env.in_range(i, dim))
        chosen = sorted(fit, key=lambda t: t.key)[:3]
        yield from (mul(others, left_out(a, [i])) for i in chosen)
        yield mul(others, left_out(a, chosen))


def _weighted_sums(env: Env, p: Poly) -> Iterator[tuple[Term, Term]]:
    """Sums in `p` with what they are multiplied by: in a monomial, or in several that differ in
    dimensions, as K - 1 times something."""
    parts: dict[tuple[Term, Mono], Poly] = {}
    for mono, coef in p.items():
        for a, e in mono:
            if e == 1 and is_whole(a):
                rest = mono_of({b: x for b, x in mono if b is not a})
                plain = mono_of({b: x for b, x in rest if b.op != "dim"})
                accumulate(parts.setdefault((a, plain), {}), {rest: coef})
                if coef > 0:
                    yield a, mono_term(rest, coef)
    for (a, _), factor in parts.items():
        if len(factor) > 1 and not domain.sign(env, factor) & domain.NEG:
            yield a, env.term(factor)


def _known_atoms(env: Env) -> Iterator[Term]:
    """What the hypotheses about single indices speak of."""
    return (a for f in env.facts if not f.hypothesis.vars for a in atoms(f.poly))


def left_out(total: Term, indices: list[Term]) -> Term:
    """A sum over an index without its terms at some indices."""
    away = [sub(num(1), mk("delta", mk("bv", 0), i)) for i in indices]
    return mk("sum", "k", total.args[1], mul(total.args[2], *away))


def _indices(term: Term) -> set[Term]:
    return {t for t in subterms(term) if t.op in UNBOUND_INDICES}
