"""Case splits: two indices equal or not, a number's sign, an index where a maximum is attained."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import combinations

from symsoft.kernel import domain
from symsoft.kernel.context import Claim, Context, Hypothesis, Index
from symsoft.kernel.normal import Env
from symsoft.kernel.poly import minus, of_atom, scale, to_term
from symsoft.kernel.terms import (
    UNBOUND_INDICES,
    ZERO,
    Term,
    add,
    mk,
    mul,
    neg,
    num,
    open_,
    subterms,
)
from symsoft.prover.combine import combined
from symsoft.prover.goal import Goal, Proof, having
from symsoft.prover.monotone import SIGN
from symsoft.prover.terms import inside, invented, is_whole, unused

Search = Callable[[Goal], Proof | None]
MOST_BARS = 5


def index_cases(goal: Goal, search: Search) -> Proof | None:
    """Two free indices are equal or not."""
    for gone, kept in _index_pairs(goal):
        same = search(merged(goal, gone, kept))
        if same is None:
            return None
        apart = search(goal.assuming(Hypothesis(Claim("=", mk("delta", gone, kept), ZERO))))
        if apart is None:
            return None
        return goal.first({"rule": "cases", "index": [gone, kept], "equal": same, "apart": apart})
    return None


def merged(goal: Goal, gone: Term, kept: Term) -> Goal:
    """The goal with one index put in for another."""
    context = goal.env.context
    hypotheses = tuple(h.subst({gone: kept}) for h in context.hypotheses)
    env = Env(Context(context.names, hypotheses))
    return goal.deeper(goal.claim.subst({gone: kept}), env)


def _index_pairs(goal: Goal) -> Iterator[tuple[Term, Term]]:
    """Pairs of indices that a delta compares, or that a guard of a hypothesis would tell apart;
    or the two that an inequality is about, if something is known of one."""
    env = goal.env
    parts = list(inside(goal.gap))
    pairs = [t.args for t in parts if t.op == "delta" and not t.loose]
    plain = [t for f in env.facts if not f.hypothesis.vars for t in inside(f.poly)]
    if any(h.guards for h in env.context.hypotheses):
        found = [t for t in dict.fromkeys(parts + plain) if t.op in UNBOUND_INDICES]
        pairs += list(combinations(found, 2))
    about = [t for t in parts if t.op == "ix"]
    if not pairs and goal.claim.rel != "=" and len(about) == 2 and set(about) & set(plain):
        pairs = [tuple(about)]
    for a, b in pairs:
        gone, kept = (a, b) if a.op == "ix" and not invented(a) else (b, a)
        free = gone.op == "ix" and not invented(gone) and not invented(kept)
        if free and env.in_range(kept, gone.args[1]):
            known = env.poly(mk("delta", gone, kept))
            if known == of_atom(mk("delta", gone, kept)):
                yield gone, kept


def sign_cases(goal: Goal, term: Term, search: Search) -> Proof | None:
    """`term` is negative, zero or positive."""
    parts: dict[str, Proof] = {}
    for rel, name in (("<", "negative"), ("=", "zero"), (">", "positive")):
        found = search(goal.assuming(Hypothesis(Claim(rel, term, ZERO))))
        if found is None:
            return None
        parts[name] = found
    return goal.first({"rule": "cases", "term": term, **parts})


def bars_alone(goal: Goal) -> Proof | None:
    """The signs of all that stands between bars, a few at most; each case by the cheapest rules."""
    bars = {t for t in inside(goal.gap) if t.op == "abs" and not t.loose}
    if not 0 < len(bars) <= MOST_BARS or any(invented(t) for t in bars):
        return None
    return _by_signs(goal.at(0))


def _by_signs(goal: Goal) -> Proof | None:
    found = goal.first(SIGN) or combined(goal)
    if found is not None:
        return found
    bars = {t.args[0] for t in inside(goal.gap) if t.op == "abs" and not t.loose}
    inner = sorted(bars, key=lambda t: (len(t.key), t.key))  # what stands inside of others first
    about = next((t for t in inner if not _known_sign(goal.env, t)), None)
    return sign_cases(goal, about, _by_signs) if about is not None else None


def _known_sign(env: Env, term: Term) -> bool:
    return env.sign(term) in (domain.NEG, domain.NIL, domain.POS)


def both_signs(goal: Goal, search: Search) -> Proof | None:
    """|a| <= b from a <= b and -a <= b."""
    if goal.claim.rel == "!=":
        return None
    gap = scale(goal.gap, -1 if ">" in goal.claim.rel else 1)
    bars = [a for a, e in (m[0] for m in gap if len(m) == 1) if a.op == "abs" and e == 1]
    if len(bars) != 1 or bars[0].loose or gap[((bars[0], 1),)] < 0 or not goal.lemmas:
        return None
    ((bar,), coef) = bars, gap[((bars[0], 1),)]
    rest = to_term(minus(gap, {((bar, 1),): coef}))
    lemmas = []
    for side in (bar.args[0], neg(bar.args[0])):
        statement = Claim(goal.claim.rel.replace(">", "<"), add(mul(num(coef), side), rest), ZERO)
        shown = search(replace(goal, claim=statement))
        if shown is None:
            return None
        lemmas.append((Hypothesis(statement), shown))
    cases = dict.fromkeys(("negative", "zero", "positive"), SIGN)
    return goal.first(having(lemmas, {"rule": "cases", "term": bar.args[0], **cases}))


def bar_cases(goal: Goal, search: Search) -> Proof | None:
    """What an absolute value or a bracket depends on is negative, zero or positive."""
    for t in inside(goal.gap):
        if t.op in ("abs", "iv") and not t.loose:
            about = t.args[0] if t.op == "abs" else t.args[1]
            if not invented(about):
                return sign_cases(goal, about, search)
    return None


def _says_where(h: Hypothesis) -> bool:
    """Whether it was brought in to say where a maximum is attained."""
    return is_whole(h.claim.lhs, "max") and any(n.startswith("@i") for n in h.claim.rhs.names)


def attained(goal: Goal, search: Search) -> Proof | None:
    """Let i be where a maximum is attained, or one within it, once that is known to be there."""
    env = goal.env
    within = (t for f in env.facts if _says_where(f.hypothesis) for t in inside(f.poly))
    for top in dict.fromkeys((*inside(goal.gap), *within)):
        if not is_whole(top, "max") or top.loose or invented(top):
            continue
        i = mk("ix", unused(env.reserved, "@i"), top.args[1][0])
        at = Hypothesis(Claim("=", top, open_(top.args[2], i)))
        if any(f.hypothesis.claim.lhs is top for f in env.facts):
            continue
        context = env.context.declare(i.args[0], Index(i.args[1])).assume(at)
        there = goal.deeper(env=Env(context))
        bars = any(t.op == "abs" for t in subterms(at.claim.rhs))
        then = _with_value(there, at, search) if bars else search(there)
        if then is not None:
            return goal.first({"rule": "attain", "max": top, "name": i.args[0], "then": then})
    return None


def _with_value(goal: Goal, at: Hypothesis, search: Search) -> Proof | None:
    """The goal from itself with its value, of which the signs matter, for a maximum."""
    top, value = at.claim.lhs, at.claim.rhs
    sides = (goal.env.canonical(side) for side in (goal.claim.lhs, goal.claim.rhs))
    claim = Claim(goal.claim.rel, *sides).subst({top: value})
    shown = search(replace(goal, claim=claim))
    rule = "algebra" if claim.rel == "=" else "sign"
    by_value: Proof = {"rule": rule, "with": [[at, top]]}
    return goal.first(having([(Hypothesis(claim), shown)], by_value)) if shown else None
