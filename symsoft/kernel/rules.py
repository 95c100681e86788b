"""The inference rules. Each takes an environment, a claim and a proof, and raises unless the
proof shows the claim.

A proof is a dictionary with the rule's name and its arguments (terms, claims, further proofs); it
may come from a stranger.  Everything a rule needs is in it, so checking never searches.  Terms
that a proof brings in must be defined (`require_defined`), the author's terms are taken to be.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from symsoft.kernel import domain
from symsoft.kernel.context import (
    Array,
    Claim,
    Context,
    Dimension,
    Hypothesis,
    Index,
    Scalar,
    read_claim,
    read_hypothesis,
)
from symsoft.kernel.limits import eventual_sign, l_hopital, limit
from symsoft.kernel.normal import Env, Rewrite, match
from symsoft.kernel.poly import minus, of_atom, scale
from symsoft.kernel.terms import (
    ONE,
    ZERO,
    KernelError,
    Term,
    add,
    div,
    exp,
    from_data,
    log,
    mk,
    mul,
    neg,
    num,
    open_,
    sub,
    subst,
    subst_vector,
    subterms,
    var,
)

Proof = Mapping[str, Any]
ORDER = {"<": 1, "<=": 1, ">": -1, ">=": -1}


def establish(env: Env, claim: Claim, proof: Proof) -> None:
    """Raise `KernelError` unless `proof` shows `claim` in `env`."""
    rule = RULES.get(str(proof.get("rule"))) if isinstance(proof, Mapping) else None
    if rule is None:
        raise KernelError(f"no rule in the proof: {str(proof)[:60]}")
    if claim.rhs.op == "inf" and rule not in (_limit, _have, _cases, _lemma):
        raise KernelError("only a limit is infinite")
    try:
        rule(env, claim, proof)
    except KeyError as error:
        raise KernelError(f"the proof by {proof['rule']} lacks {error}") from None


# --- arguments ----------------------------------------------------------------------------------


def term_of(arg: Any, env: Env) -> Term:
    """A term that a proof brings in, well-formed and defined."""
    term = arg if isinstance(arg, Term) else from_data(arg)
    term = env.context.unfold(term)
    env.context.check_term(term)
    return term


def defined_term(arg: Any, env: Env) -> Term:
    """`term_of`, and certainly defined."""
    term = term_of(arg, env)
    require_defined(env, term)
    return term


def require_defined(env: Env, term: Term) -> None:
    """Refuse a term that may be undefined."""
    for n in domain.needs(env, term):
        shown = env.holds(n.need) if n.limit is None else _exists(env, n.limit)
        if not shown:
            raise KernelError("a term of the proof may be undefined")


def _exists(env: Env, lim: Term) -> bool:
    """Whether a hypothesis, or an equation shown before, speaks of this limit, so that it exists."""
    here = env.canonical(lim)
    for h in env.context.hypotheses:
        if h.claim.rel == "=" and not h.guards and h.claim.lhs.op in ("lim", "int"):
            inner = Env(env.context.with_vars(h.vars))
            if match(inner.canonical(h.claim.lhs), here, frozenset(h.vars)) is not None:
                return True
    return False


def _require_limits(env: Env, claim: Claim) -> None:
    """Refuse a claim with a limit or integral that was not shown to exist."""
    for side in (claim.lhs, claim.rhs):
        if any(t.op in ("lim", "int") for t in subterms(side)):
            for n in domain.needs(env, side):
                if n.limit is not None and not _exists(env, n.limit):
                    raise KernelError("it is not shown that the limit exists")


def claim_of(arg: Any, env: Env) -> Claim:
    """A claim that a proof brings in; its sides are defined."""
    claim = arg if isinstance(arg, Claim) else read_claim(arg)
    claim = claim.unfolded(env.context)
    env.context.check_claim(claim)
    return claim


# --- equations ----------------------------------------------------------------------------------


def rewriting(env: Env, uses: list[Any]) -> Env:
    """`env` with equations among its hypotheses solved for an atom and used from left to right.

    Lemma: if q a + r = 0 for a rational q != 0, and a does not occur in r, then a = -r/q.
    """
    for number, pivot in uses:
        h = _hypothesis(env, number)
        if h.claim.rel != "=" or h.guards:
            raise KernelError("only an equation without guards rewrites")
        inner = Env(env.context.with_vars(h.vars), env.rewrites) if h.vars else env
        poly = minus(inner.poly(h.claim.lhs), inner.poly(h.claim.rhs))
        atom = inner.canonical(pivot if isinstance(pivot, Term) else from_data(pivot))
        ((mono, coef),) = [(m, c) for m, c in poly.items() if m == ((atom, 1),)] or [((), None)]
        if coef is None or not all(v.args[0] in atom.names for v in h.vars):
            raise KernelError("the equation cannot be solved for that")
        rest = {m: c for m, c in poly.items() if m != mono}
        replacement = inner.term(scale(rest, -1 / coef))
        if _occurs(atom, replacement):
            raise KernelError("the equation's unknown stands on both sides")
        env = Env(env.context, (*env.rewrites, Rewrite(h.vars, atom, replacement)))
    return env


def _occurs(atom: Term, term: Term) -> bool:
    if atom.op in ("entry", "sym"):
        return atom.args[0] in term.names
    return term is atom or any(_occurs(atom, a) for a in term.args if isinstance(a, Term))


def _hypothesis(env: Env, number: Any) -> Hypothesis:
    hypotheses = env.context.hypotheses
    if type(number) is not int or not 0 <= number < len(hypotheses):
        raise KernelError(f"no hypothesis {number}")
    return hypotheses[number]


def _algebra(env: Env, claim: Claim, proof: Proof) -> None:
    """The normal forms of the two sides agree, given the equations used."""
    _require_limits(env, claim)
    env = rewriting(env, proof.get("with", []))
    if claim.rel not in ("=", "<=", ">=") or not env.equal(claim.lhs, claim.rhs):
        raise KernelError("the two sides have different normal forms")


def _combination(env: Env, claim: Claim, proof: Proof) -> None:
    """a - b = sum of c_i (l_i - r_i) for hypotheses l_i = r_i gives a = b."""
    _require_limits(env, claim)
    rest = minus(env.poly(claim.lhs), env.poly(claim.rhs))
    for number, factor, values in proof["parts"]:
        rest = minus(rest, _multiple(env, number, factor, values, ("=",)))
    if claim.rel != "=" or not env.is_zero(rest):
        raise KernelError("the combination is not the difference of the sides")


def _multiple(env: Env, number: Any, factor: Any, values: list[Any], rels: tuple[str, ...]) -> Any:
    h = _hypothesis(env, number)
    given = [v if isinstance(v, Term) else from_data(v) for v in values]
    if h.claim.rel not in rels or len(given) != len(h.vars):
        raise KernelError("that hypothesis does not fit")
    for v, x in zip(h.vars, given, strict=True):
        _fits(env, v, x)
    at = dict(zip(h.vars, given, strict=True))
    if not all(env.holds(Hypothesis(g.subst(at))) for g in h.guards):
        raise KernelError("a guard of the hypothesis is not met")
    claim = h.claim.subst(at)
    if h.vars:
        require_defined(env, claim.lhs)
        require_defined(env, claim.rhs)
    return env.poly(mul(defined_term(factor, env), sub(claim.lhs, claim.rhs)))


def _fits(env: Env, v: Term, x: Term) -> None:
    """Refuse a value outside the range of a quantified name."""
    if v.op == "ix":
        env.context.index_dim(x)
        if not env.in_range(x, v.args[1]):
            raise KernelError("the index is out of range")
    else:
        require_defined(env, term_of(x, env))
        if env.sign(x) & ~domain._OF_DOMAIN[v.args[1]]:
            raise KernelError("the value is outside the domain")


# --- order --------------------------------------------------------------------------------------


def _sign(env: Env, claim: Claim, proof: Proof) -> None:
    """The sign of the difference is known."""
    _require_limits(env, claim)
    env = rewriting(env, proof.get("with", []))
    if not env.holds(Hypothesis(claim)):
        raise KernelError("the sign of the difference is not known")


def _order(env: Env, claim: Claim, proof: Proof) -> None:
    """f (a - b) = g + sum of c_i (l_i - r_i), f > 0, with the sign of g plain from its form."""
    _require_limits(env, claim)
    env = rewriting(env, proof.get("with", []))
    factor, witness = defined_term(proof["factor"], env), defined_term(proof["witness"], env)
    if env.sign(factor) != domain.POS:
        raise KernelError("the factor is not known to be positive")
    rest = env.poly(add(mul(factor, sub(claim.lhs, claim.rhs)), neg(witness)))
    for number, coefficient, values in proof.get("parts", []):
        rest = minus(rest, _multiple(env, number, coefficient, values, ("=",)))
    if not env.is_zero(rest):
        raise KernelError("the witness is not the difference of the sides")
    if domain.manifest(env, witness) & ~domain.ALLOWED[claim.rel]:
        raise KernelError("the sign of the witness is not plain")


def _monotone(env: Env, claim: Claim, proof: Proof) -> None:
    """exp and log are strictly increasing: a R b if exp a R exp b; for a, b > 0, if log a R log b."""
    by = exp if proof["by"] == "exp" else log
    if by is log and any(env.sign(s) != domain.POS for s in (claim.lhs, claim.rhs)):
        raise KernelError("log is taken of what may not be positive")
    establish(env, Claim(claim.rel, by(claim.lhs), by(claim.rhs)), proof["proof"])


def _both(env: Env, claim: Claim, proof: Proof) -> None:
    """a <= b and b <= a give a = b."""
    if claim.rel != "=":
        raise KernelError("two inequalities show an equation only")
    establish(env, Claim("<=", claim.lhs, claim.rhs), proof["le"])
    establish(env, Claim(">=", claim.lhs, claim.rhs), proof["ge"])


def _weaken(env: Env, claim: Claim, proof: Proof) -> None:
    """< gives <= and !=, = gives <= and >=."""
    strong = proof["rel"]
    if strong not in STRONGER.get(claim.rel, ()):
        raise KernelError(f"{strong} does not give {claim.rel}")
    establish(env, Claim(strong, claim.lhs, claim.rhs), proof["proof"])


STRONGER = {"<=": ("<", "="), ">=": (">", "="), "!=": ("<", ">")}


def compose(first: str, second: str) -> str:
    """The relation of a to c from a `first` b, b `second` c."""
    if "=" in (first, second):
        return second if first == "=" else first
    if first[0] != second[0] or "!" in first:
        raise KernelError(f"{first} and {second} do not chain")
    return first[0] if "=" not in first or "=" not in second else first


def _chain(env: Env, claim: Claim, proof: Proof) -> None:
    """a R b, b S c, … give the composed relation of the ends."""
    rel, here = "=", claim.lhs
    for step_rel, arg, inner in proof["steps"]:
        last = arg is None
        target = claim.rhs if last else defined_term(arg, env)
        establish(env, Claim(step_rel, here, target), inner)
        rel, here = compose(rel, step_rel), target
    if rel != claim.rel or here is not claim.rhs:
        raise KernelError("the chain does not end in the claim")


def _attain(env: Env, claim: Claim, proof: Proof) -> None:
    """A maximum is attained: let i be an index with max f = f(i)."""
    top = defined_term(proof["max"], env)
    if top.op != "max":
        raise KernelError("not a maximum over an index")
    i = mk("ix", str(proof["name"]), top.args[1][0])
    context = _declare(env.context, i.args[0], Index(i.args[1]))
    h = Hypothesis(Claim("=", top, open_(top.args[2], i)))
    # In a range that leaves out its ends the index differs from those.
    dim, first, off = top.args[1]
    out = [mk("lit", n) for n in range(1, first)] + [mk("end", dim, n) for n in range(off)]
    away = [Hypothesis(Claim("=", mk("delta", i, o), ZERO)) for o in out]
    establish(_env(env, context.assume(h, *away)), claim, proof["then"])


def _declare(context: Context, name: str, declaration: Any) -> Context:
    if not name.startswith("@"):
        raise KernelError("a name that a proof brings in starts with @")
    return context.declare(name, declaration)


def _env(env: Env, context: Context) -> Env:
    return Env(context, env.rewrites)


# --- structure ----------------------------------------------------------------------------------


def _have(env: Env, claim: Claim, proof: Proof) -> None:
    """Show a statement first (for all `vars`), then use it as a hypothesis."""
    h = proof["claim"]
    h = h if isinstance(h, Hypothesis) else read_hypothesis(h)
    if h.guards:
        raise KernelError("a statement shown on the way has no guards")
    context = env.context
    for v in h.vars:
        local = Index(v.args[1]) if v.op == "ix" else Scalar(v.args[1])
        context = _declare(context, v.args[0], local)
    inner = _env(env, context) if h.vars else env
    shown = claim_of(h.claim, inner)
    if shown.rhs.op == "inf":
        raise KernelError("an infinite limit is no equation to use")
    establish(inner, shown, proof["proof"])
    require_defined(inner, shown.rhs)
    if proof["proof"]["rule"] != "limit":  # that rule shows that its limit exists
        require_defined(inner, shown.lhs)
    establish(env.assuming(Hypothesis(shown, h.vars)), claim, proof["then"])


def _cases(env: Env, claim: Claim, proof: Proof) -> None:
    """Two indices are equal or not; a number is negative, zero or positive."""
    if "index" in proof:
        gone, kept = (x if isinstance(x, Term) else from_data(x) for x in proof["index"])
        delta = mk("delta", gone, kept)
        env.context.check_term(delta)
        if gone.op != "ix" or isinstance(kept.args[0], int):
            raise KernelError("cases need a free index first, and one that is in range second")
        if not env.in_range(kept, gone.args[1]):
            raise KernelError("the indices range over different dimensions")
        hypotheses = tuple(h.subst({gone: kept}) for h in env.context.hypotheses)
        same = _env(env, Context(env.context.names, hypotheses))
        if env.rewrites:
            raise KernelError("cases come before rewriting")
        establish(same, claim.subst({gone: kept}), proof["equal"])
        establish(env.assuming(Hypothesis(Claim("=", delta, ZERO))), claim, proof["apart"])
        return
    t = defined_term(proof["term"], env)
    for rel, name in (("<", "negative"), ("=", "zero"), (">", "positive")):
        establish(env.assuming(Hypothesis(Claim(rel, t, ZERO))), claim, proof[name])


# --- limits -------------------------------------------------------------------------------------


def frames(env: Env, lim: Term) -> list[tuple[Env, Term, Term]]:
    """For each side from which the point is approached: an environment with a scalar t -> oo, t, and
    the function of t."""
    _, dom, side, point, inner = lim.args
    name = "@t"
    while name in env.reserved:
        name += "'"
    t = var(name, "positive")
    sub_env = _env(env, _declare(env.context, name, Scalar("positive")))
    return [(sub_env, t, open_(inner, at)) for at in _approaches(env, dom, side, point, t)]


def _approaches(env: Env, dom: str, side: str, point: Term, t: Term) -> list[Term]:
    if point.op == "inf":
        if point.args[0] < 0 and dom != "real":
            raise KernelError("the variable does not tend to -oo in its domain")
        return [t if point.args[0] > 0 else neg(t)]
    right, left = add(point, div(ONE, t)), sub(point, div(ONE, t))
    signs = domain.POS if dom == "real" else env.sign(point)
    if signs == domain.NIL and side == "":
        return [right]
    if signs != domain.POS:
        raise KernelError("the point is not known to be in or at the end of the domain")
    return [left] if side else [right, left]


def _limit(env: Env, claim: Claim, proof: Proof) -> None:
    """The limit of a function, from every side."""
    lim = claim.lhs
    if lim.op != "lim" or claim.rel != "=":
        raise KernelError("the left side is not a limit")
    sides = frames(env, lim)
    if len(proof["sides"]) != len(sides):
        raise KernelError("a limit from each side is needed")
    for (inner, t, f), part in zip(sides, proof["sides"], strict=True):
        eventually_defined(inner, f, t)
        found = _along(inner, f, t, part["steps"])
        if found.op == "inf" or claim.rhs.op == "inf":
            if found is not claim.rhs:
                raise KernelError("the limit is another one")
        else:
            establish(env, Claim("=", found, claim.rhs), part["then"])


def eventually_defined(env: Env, f: Term, t: Term) -> None:
    """Refuse a function of t that may be undefined for large t."""
    for n in domain.needs(env, f):
        difference = sub(n.need.claim.lhs, n.need.claim.rhs)
        allowed = domain.ALLOWED[n.need.claim.rel]
        if n.limit is not None or not env.holds(n.need):
            if n.limit is not None or eventual_sign(env, difference, t) & ~allowed:
                raise KernelError("the function may be undefined near the point")


def _along(env: Env, f: Term, t: Term, steps: list[Any]) -> Term:
    """The limit of `f` after the steps: l'Hôpital's rule, or differences to a maximum."""
    if not steps:
        return limit(env, f, t)
    step, *more = steps
    if "l_hopital" in step:
        upper, lower = (term_of(x, env) for x in step["l_hopital"])
        for part in (upper, lower):
            eventually_defined(env, part, t)
        return _along(env, l_hopital(env, f, upper, lower, t), t, more)
    return _shifted(env, f, t, step["shift"], more)


def shift_frame(env: Env, top: Term, u: str, m: str) -> tuple[Env, Callable[[Term], Term]]:
    """An environment with a vector u_k = w_k - max w and a scalar m = max w, where `top` is max w;
    and the map that writes u and m out again."""
    dim = top.args[1][0]
    if top.op != "max" or top.args[1][1:] != (1, 0):
        raise KernelError("differences are taken to a maximum over a whole range")
    context = _declare(_declare(env.context, u, Array((dim,))), m, Scalar())
    k = mk("ix", "@k", dim)
    entry = mk("entry", u, k)
    highest = mk("max", "k", top.args[1], mk("entry", u, mk("bv", 0)))
    ties = mk("sum", "k", top.args[1], mk("iv", "=", mk("entry", u, mk("bv", 0)), ZERO))
    inner = Env(
        context.assume(
            Hypothesis(Claim("<=", entry, ZERO), (k,)),
            Hypothesis(Claim("=", highest, ZERO)),
            Hypothesis(Claim(">", ties, ZERO)),
        ),
        (*env.rewrites, Rewrite((), mk("max", "", top.args[1], entry_of(u)), ZERO)),
    )

    def back(term: Term) -> Term:
        written = subst_vector(term, u, lambda i: sub(open_(top.args[2], i[0]), top))
        return subst(written, {var(m): top})

    return inner, back


def entry_of(u: str) -> Term:
    """The entry of a vector at the innermost bound index."""
    return mk("entry", u, mk("bv", 0))


def _shifted(env: Env, f: Term, t: Term, args: Any, more: list[Any]) -> Term:
    top, u, m, body = args
    top = defined_term(top, env)
    if t.args[0] in top.names:
        raise KernelError("the maximum must not depend on the variable")
    inner, back = shift_frame(env, top, u, m)
    g = term_of(body, inner)
    if not env.equal(back(g), f):
        raise KernelError("the shifted function is another one")
    eventually_defined(inner, g, t)
    found = _along(inner, g, t, more)
    return found if found.op == "inf" else back(found)


def _lemma(env: Env, claim: Claim, proof: Proof) -> None:
    """Use a theorem: for all its indices that its hypotheses do not speak of."""
    from symsoft.kernel.theorem import replay

    theorem = proof["theorem"]
    if isinstance(theorem, Mapping):
        theorem = replay(theorem)
    h = import_theorem(env, theorem)
    establish(env.assuming(h), claim, proof["then"])


def import_theorem(env: Env, theorem: Any) -> Hypothesis:
    """A theorem as a hypothesis of `env`, if its names, hypotheses and conditions are met here."""
    source = theorem.context
    claim = theorem.claim.unfolded(source)
    if claim.rhs.op == "inf":
        raise KernelError("an infinite limit is no equation to use")
    assumed = [h.unfolded(source) for h in source.hypotheses]
    fixed = frozenset().union(*(h.names for h in assumed))
    if not all(h in env.context.hypotheses for h in assumed):
        raise KernelError("a hypothesis of the cited theorem is not given here")
    renamed = {}
    for name in sorted(claim.names.union(*(c.names for c in theorem.conditions))):
        declared = source.names.get(name)
        if isinstance(declared, Index) and name not in fixed:
            renamed[mk("ix", name, declared.dim)] = mk("ix", f"@{name}'", declared.dim)
        elif declared is not None and not _within(env.context.names.get(name), declared):
            raise KernelError(f"the cited theorem means something else by {name}")
    inner = _env(env, env.context.with_vars(renamed.values()))
    for c in theorem.conditions:
        if not inner.holds(c.subst(renamed)):
            raise KernelError("a condition of the cited theorem is not met here")
    return Hypothesis(claim.subst(renamed), tuple(renamed.values()))


def _within(here: Any, there: Any) -> bool:
    """Whether whatever `here` allows, `there` allows too."""
    if isinstance(here, Dimension) and isinstance(there, Dimension):
        return here.least >= there.least
    return bool(here == there)


RULES: dict[str, Callable[[Env, Claim, Proof], None]] = {
    "algebra": _algebra,
    "combination": _combination,
    "sign": _sign,
    "order": _order,
    "monotone": _monotone,
    "both": _both,
    "weaken": _weaken,
    "chain": _chain,
    "attain": _attain,
    "have": _have,
    "cases": _cases,
    "limit": _limit,
    "lemma": _lemma,
}

__all__ = ["RULES", "num", "of_atom"]
