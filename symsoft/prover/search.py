"""The search for a proof of one claim, from the cheapest rule to the dearest."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from symsoft.kernel.context import Claim, Hypothesis
from symsoft.kernel.poly import atoms, minus, of_atom, scale
from symsoft.kernel.rules import ORDER, STRONGER
from symsoft.kernel.terms import (
    INDEX_OPS,
    ZERO,
    KernelError,
    Term,
    exp,
    log,
    mk,
    open_,
    sub,
    subterms,
    var,
)
from symsoft.prover import limits, order
from symsoft.prover.goal import Goal, Proof
from symsoft.prover.hypotheses import ways

ALGEBRA: Proof = {"rule": "algebra"}
SIGN: Proof = {"rule": "sign"}
Tactic = Callable[[Goal], Proof | None]


def search(goal: Goal) -> Proof | None:
    """A proof that the kernel accepts for `goal`, or None."""
    goal.tick()
    if goal.depth < 0:
        return None
    tactics = EQUATION if goal.claim.rel == "=" else INEQUALITY
    for tactic in tactics:
        try:
            found = tactic(goal)
        except KernelError:
            continue
        if found is not None:
            return found
    return None


# --- equations ----------------------------------------------------------------------------------


def _plain(goal: Goal) -> Proof | None:
    rule = ALGEBRA if goal.claim.rel == "=" else SIGN
    return goal.first(rule) if goal.claim.rhs.op != "inf" else None


def _with_hypotheses(goal: Goal) -> Proof | None:
    if goal.claim.rhs.op == "inf":
        return None
    rule = "algebra" if goal.claim.rel == "=" else "sign"
    return goal.first(*({"rule": rule, "with": uses} for uses in ways(goal.env)))


def _limits(goal: Goal) -> Proof | None:
    """A claim that is a limit, or that holds limits to be evaluated first."""
    claim = goal.claim
    if claim.lhs.op != "lim" and claim.rhs.op == "lim":
        return None
    if claim.lhs.op == "lim":
        proof = _one_limit(goal, claim.lhs, claim.rhs)
        if proof is not None or not _inner_limits(claim.rhs):
            return proof or _cases_of_growth(goal, claim.lhs)
    return _evaluate(goal)


def _one_limit(goal: Goal, lim: Term, value: Term) -> Proof | None:
    sides = limits.from_every_side(goal.env, lim)
    if sides is None:
        return None
    parts = []
    for side in sides:
        if side.value.op == "inf" or value.op == "inf":
            if side.value is not value:
                return None
            then: Proof | None = ALGEBRA
        else:
            then = search(goal.deeper(Claim("=", side.value, value)))
        if then is None:
            return None
        parts.append({"steps": side.steps, "then": then})
    return goal.first({"rule": "limit", "sides": parts})


def _cases_of_growth(goal: Goal, lim: Term) -> Proof | None:
    question = limits.growth_question(goal.env, lim)
    if question is None or any(n.startswith(("@", "#")) for n in question.names):
        return None
    return _sign_cases(goal, question)


def _inner_limits(term: Term) -> list[Term]:
    return [t for t in subterms(term) if t.op == "lim" and not t.loose]


def _evaluate(goal: Goal) -> Proof | None:
    """Show `lim = value` for a limit inside the claim, then go on with that equation."""
    for lim in _inner_limits(goal.claim.lhs) + _inner_limits(goal.claim.rhs):
        known = {goal.env.canonical(h.claim.lhs) for h in goal.env.context.hypotheses if not h.vars}
        if goal.env.canonical(lim) in known:
            continue
        sides = limits.from_every_side(goal.env, lim)
        if not sides or sides[0].value.op == "inf":
            return _cases_of_growth(goal, lim)
        h = Hypothesis(Claim("=", lim, sides[0].value))
        proof = _one_limit(goal, lim, sides[0].value)
        then = search(goal.assuming(h)) if proof is not None else None
        if then is None:
            return None
        return goal.first({"rule": "have", "claim": h, "proof": proof, "then": then})
    return None


def _index_cases(goal: Goal) -> Proof | None:
    """Two free indices are equal or not."""
    for gone, kept in _index_pairs(goal):
        same = search(_merged(goal, gone, kept))
        if same is None:
            return None
        apart = search(goal.assuming(Hypothesis(Claim("=", mk("delta", gone, kept), ZERO))))
        if apart is None:
            return None
        return goal.first({"rule": "cases", "index": [gone, kept], "equal": same, "apart": apart})
    return None


def _merged(goal: Goal, gone: Term, kept: Term) -> Goal:
    from symsoft.kernel.context import Context
    from symsoft.kernel.normal import Env

    context = goal.env.context
    hypotheses = tuple(h.subst({gone: kept}) for h in context.hypotheses)
    return goal.deeper(goal.claim.subst({gone: kept}), Env(Context(context.names, hypotheses)))


def _index_pairs(goal: Goal) -> Iterator[tuple[Term, Term]]:
    """Pairs of indices that a delta compares, or that a guard of a hypothesis would tell apart."""
    env = goal.env
    p = minus(env.poly(goal.claim.lhs), env.poly(goal.claim.rhs))
    deltas = [t for a in atoms(p) for t in subterms(a) if t.op == "delta" and not t.loose]
    pairs = [d.args for d in sorted(set(deltas), key=lambda t: t.key)]
    found = {t for a in atoms(p) for t in subterms(a) if t.op in INDEX_OPS - {"bv"}}
    if any(h.guards for h in env.context.hypotheses):
        ordered = sorted(found, key=lambda t: t.key)
        pairs += [(a, b) for n, a in enumerate(ordered) for b in ordered[n + 1 :]]
    for a, b in pairs:
        gone, kept = (a, b) if a.op == "ix" and a.args[0][0] != "#" else (b, a)
        known = env.poly(mk("delta", gone, kept))
        if gone.op == "ix" and known == of_atom(mk("delta", gone, kept)):
            yield gone, kept


def _cases_of_sign(goal: Goal) -> Proof | None:
    """An absolute value or a bracket is decided by a sign."""
    env = goal.env
    p = minus(env.poly(goal.claim.lhs), env.poly(goal.claim.rhs))
    for a in atoms(p):
        for t in sorted(subterms(a), key=lambda s: s.key):
            if t.op in ("abs", "iv") and not t.loose:
                inside = t.args[0] if t.op == "abs" else t.args[1]
                if not any(n.startswith("#") for n in inside.names):
                    return _sign_cases(goal, inside)
    return None


def _sign_cases(goal: Goal, term: Term) -> Proof | None:
    parts: dict[str, Proof] = {}
    for rel, name in (("<", "negative"), ("=", "zero"), (">", "positive")):
        found = search(goal.assuming(Hypothesis(Claim(rel, term, ZERO))))
        if found is None:
            return None
        parts[name] = found
    return goal.first({"rule": "cases", "term": term, **parts})


def _two_inequalities(goal: Goal) -> Proof | None:
    """A maximum equals what it is not above and not below."""
    sides = (goal.claim.lhs, goal.claim.rhs)
    if goal.depth < 2 or not any(s.op in ("max", "min") for s in sides):
        return None
    below = search(goal.deeper(Claim("<=", *sides)))
    above = search(goal.deeper(Claim(">=", *sides))) if below is not None else None
    return goal.first({"rule": "both", "le": below, "ge": above}) if above is not None else None


def _unique_maximum(goal: Goal) -> Proof | None:
    """From z_k < z_i for k != i: max z = z_i and [z_k = max z] = delta_ik, then go on."""
    env = goal.env
    if goal.depth < 2 or any(v.args[0].startswith("@") for h in env.context.hypotheses for v in h.vars):
        return None
    tops = {t for s in (goal.claim.lhs, goal.claim.rhs) for t in subterms(env.canonical(s))}
    tops |= {t for s in (goal.claim.lhs, goal.claim.rhs) for t in subterms(s) if t.op == "sum"}
    for h in env.context.hypotheses:
        if h.guards and h.claim.rel in ("<", ">") and len(h.vars) == 1:
            found = _from_unique(goal, h)
            if found is not None:
                return found
    return None


def _from_unique(goal: Goal, h: Hypothesis) -> Proof | None:
    k = h.vars[0]
    low, high = (h.claim.lhs, h.claim.rhs) if h.claim.rel == "<" else (h.claim.rhs, h.claim.lhs)
    v = mk("ix", "@n", k.args[1])
    at = Hypothesis(h.claim, h.vars).claim.subst({k: v})
    low_v = at.lhs if h.claim.rel == "<" else at.rhs
    i = next((t for t in sorted(_free_indices(high), key=lambda t: t.key)), None)
    if i is None or k.args[0] in high.names:
        return None
    from symsoft.kernel.terms import close

    top = mk("max", "k", (k.args[1], 1, 0), close(low, k))
    steps: list[tuple[Hypothesis, Proof]] = []
    largest = Hypothesis(Claim("=", top, high))
    shown = _two_inequalities(Goal(goal.env, largest.claim, 3, goal.deadline))
    if shown is None:
        return None
    steps.append((largest, shown))
    tie = Hypothesis(Claim("=", mk("iv", "=", low_v, high), mk("delta", v, i)), (v,))
    inner = goal.env.context.declare("@n", _index(k.args[1]))
    from symsoft.kernel.normal import Env

    tied = search(Goal(Env(inner), tie.claim, 2, goal.deadline))
    current = goal.env.assuming(largest)
    if tied is not None:
        steps.append((tie, tied))
        current = current.assuming(tie)
    then = search(Goal(current, goal.claim, goal.depth - 1, goal.deadline))
    for step, proof in reversed(steps):
        then = then and {"rule": "have", "claim": step, "proof": proof, "then": then}
    return goal.first(then) if then else None


def _index(dim: str) -> object:
    from symsoft.kernel.context import Index

    return Index(dim)


def _free_indices(term: Term) -> set[Term]:
    return {t for t in subterms(term) if t.op == "ix"}


# --- inequalities -------------------------------------------------------------------------------


def _witness(goal: Goal) -> Proof | None:
    """The difference, cleared of denominators, as a term whose sign is plain."""
    claim = goal.claim
    if claim.rel not in ORDER:
        return None
    way = ORDER[claim.rel]
    for uses in [[], *ways(goal.env)]:
        env = goal.env if not uses else _rewritten(goal, uses)
        p = scale(minus(env.poly(claim.lhs), env.poly(claim.rhs)), -way)
        for factor in order.factors(env, p):
            q = env.times(p, factor)
            for w in order.witnesses(env, q):
                flipped = w if way < 0 else mk("mul", mk("num", _minus_one()), w)
                proof = {"rule": "order", "factor": env.term(factor), "witness": flipped}
                if uses:
                    proof["with"] = uses
                if goal.accepts(proof):
                    return proof
    return None


def _minus_one() -> object:
    from fractions import Fraction

    return Fraction(-1)


def _rewritten(goal: Goal, uses: list[list[object]]) -> object:
    from symsoft.kernel.rules import rewriting

    return rewriting(goal.env, uses)


def _monotone(goal: Goal) -> Proof | None:
    """Exponentiate where logarithms stand alone; take logarithms of powers."""
    claim = goal.claim
    if goal.depth < 2:
        return None
    sides = (claim.lhs, claim.rhs)
    has_log = any(
        len(m) == 1 and m[0][0].op == "log" for s in sides for m in goal.env.poly(s)
    )
    has_exp = any(t.op == "exp" for s in sides for t in subterms(s))
    for use, by, name in ((has_log, exp, "exp"), (has_exp and not has_log, log, "log")):
        if use and claim.rel in (*ORDER, "="):
            inner = search(goal.deeper(Claim(claim.rel, *(by(s) for s in sides))))
            if inner is not None:
                return goal.first({"rule": "monotone", "by": name, "proof": inner})
    return None


def _attain(goal: Goal) -> Proof | None:
    """Let i be where a maximum is attained."""
    env = goal.env
    p = minus(env.poly(goal.claim.lhs), env.poly(goal.claim.rhs))
    for top in (t for a in atoms(p) for t in subterms(a) if t.op == "max" and not t.loose):
        name = "@i"
        while name in env.reserved:
            name += "'"
        i = mk("ix", name, top.args[1][0])
        if any(n.startswith("#") for n in top.names):
            continue
        context = env.context.declare(name, _index(i.args[1])).assume(
            Hypothesis(Claim("=", top, open_(top.args[2], i)))
        )
        if top.args[1][1:] != (1, 0):
            continue
        from symsoft.kernel.normal import Env

        then = search(goal.deeper(env=Env(context)))
        if then is not None:
            return goal.first({"rule": "attain", "max": top, "name": name, "then": then})
    return None


def _equal_or_strict(goal: Goal) -> Proof | None:
    for strong in STRONGER.get(goal.claim.rel, ()):
        if goal.claim.rel == "!=" or strong == "=":
            found = search(goal.deeper(Claim(strong, goal.claim.lhs, goal.claim.rhs)))
            if found is not None:
                return goal.first({"rule": "weaken", "rel": strong, "proof": found})
    return None


EQUATION: tuple[Tactic, ...] = (
    _plain,
    _limits,
    _with_hypotheses,
    _index_cases,
    _unique_maximum,
    _two_inequalities,
    _cases_of_sign,
)
INEQUALITY: tuple[Tactic, ...] = (
    _plain,
    _with_hypotheses,
    _witness,
    _monotone,
    _attain,
    _index_cases,
    _evaluate,
    _equal_or_strict,
    _cases_of_sign,
)

__all__ = ["Goal", "search", "sub", "var"]
