"""The inference rules. Each takes an environment, a claim and a proof, and raises unless the
proof shows the claim.

A proof is a dictionary with the rule's name and its arguments (terms, claims, further proofs); it
may come from a stranger.  Everything a rule needs is in it, so checking never searches.  Terms
that a proof brings in must be defined (`_defined`), the author's terms are taken to be.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from symsoft.kernel import domain
from symsoft.kernel import poly as pl
from symsoft.kernel import terms as tm
from symsoft.kernel.context import Array, Claim, Context, Dimension, Hypothesis, Index, Scalar
from symsoft.kernel.data import decode
from symsoft.kernel.limits import eventual_sign, l_hopital, limit
from symsoft.kernel.normal import Env, Rewrite, match
from symsoft.kernel.terms import ONE, ZERO, KernelError, Term, mk, require, sub, var

if TYPE_CHECKING:
    from symsoft.kernel.theorem import Theorem

Proof = Mapping[str, Any]
ORDER = {"<": 1, "<=": 1, ">": -1, ">=": -1}
STRONGER = {"<=": ("<", "="), ">=": (">", "="), "!=": ("<", ">")}


def establish(env: Env, claim: Claim, proof: Proof) -> None:
    """Raise `KernelError` unless `proof` shows `claim` in `env`."""
    name = proof.get("rule") if isinstance(proof, Mapping) else None
    if not isinstance(name, str) or name not in RULES:
        raise KernelError(f"no rule in the proof: {str(proof)[:60]}")
    finite = claim.rhs.op != "inf" or name in ("limit", "have", "cases", "lemma", "chain")
    require(finite, "only a limit is infinite")
    try:
        RULES[name](env, claim, proof)
    except KeyError as error:
        raise KernelError(f"the proof by {name} lacks {error}") from None


# --- arguments ----------------------------------------------------------------------------------


def _term(arg: Any, env: Env) -> Term:
    """A term that a proof brings in, well-formed."""
    term: Term = env.context.unfold(decode(Term, arg))
    env.context.check_term(term)
    return term


def _defined(arg: Any, env: Env, but_limits: bool = False) -> Term:
    """A term that a proof brings in, well-formed and certainly defined."""
    term = _term(arg, env)
    for n in domain.needs(env, term):
        shown = env.holds(n.need) if n.limit is None else but_limits or _exists(env, n.limit)
        require(shown, "a term of the proof may be undefined")
    return term


def _exists(env: Env, lim: Term) -> bool:
    """Whether a hypothesis, or an equation shown before, speaks of this limit: it exists."""
    here = env.canonical(lim)
    for h in env.context.hypotheses:
        if h.claim.rel == "=" and not h.guards and h.claim.lhs.op in ("lim", "int"):
            there = Env(env.context.with_vars(h.vars)).canonical(h.claim.lhs)
            if match(there, here, frozenset(h.vars)) is not None:
                return True
    return False


def _settled(env: Env, claim: Claim, proof: Proof) -> Env:
    """`env` with the equations that a proof uses, if the claim's limits are known to exist.

    Lemma: if q a + r = 0 for a rational q != 0, and a does not occur in r, then a = -r/q.
    """
    for side in (claim.lhs, claim.rhs):
        if any(t.op in ("lim", "int") for t in tm.subterms(side)):
            limits = [n.limit for n in domain.needs(env, side) if n.limit is not None]
            require(all(_exists(env, lim) for lim in limits), "a limit is not shown to exist")
    return rewriting(env, proof.get("with", []))


def rewriting(env: Env, uses: list[Any]) -> Env:
    """`env` with equations among its hypotheses solved for an atom and used from left to right.

    `uses` lists pairs of a hypothesis's number and the atom.
    """
    for number, pivot in uses:
        require(type(number) is int and 0 <= number < len(env.context.hypotheses), "no hypothesis")
        h = env.context.hypotheses[number]
        require(h.claim.rel == "=" and not h.guards, "only a plain equation rewrites")
        inner = Env(env.context.with_vars(h.vars), env.rewrites) if h.vars else env
        p = pl.minus(inner.poly(h.claim.lhs), inner.poly(h.claim.rhs))
        atom = inner.canonical(decode(Term, pivot))
        (alone,) = pl.of_atom(atom)
        rest = {m: c for m, c in p.items() if m != alone}
        solvable = len(rest) < len(p) and all(v.args[0] in atom.names for v in h.vars)
        require(solvable, "the equation cannot be solved for that")
        value = inner.term(pl.scale(rest, -1 / p[alone]))
        clash = {atom.args[0]} if atom.op in ("entry", "sym") else set()
        circle = clash & value.names or atom in tm.subterms(value)
        require(not circle, "the equation's unknown stands on both sides")
        env = Env(env.context, (*env.rewrites, Rewrite(h.vars, atom, value)))
    return env


# --- equations and order ------------------------------------------------------------------------


def _algebra(env: Env, claim: Claim, proof: Proof) -> None:
    """The normal forms of the two sides agree, given the equations used."""
    env = _settled(env, claim, proof)
    same = claim.rel in ("=", "<=", ">=") and env.equal(claim.lhs, claim.rhs)
    require(same, "the two sides have different normal forms")


def _sign(env: Env, claim: Claim, proof: Proof) -> None:
    """The sign of the difference is known."""
    holds = _settled(env, claim, proof).holds(Hypothesis(claim))
    require(holds, "the sign of the difference is not known")


def _order(env: Env, claim: Claim, proof: Proof) -> None:
    """f (a - b) = g, f > 0, with the sign of g plain from its form."""
    env = _settled(env, claim, proof)
    factor, witness = _defined(proof["factor"], env), _defined(proof["witness"], env)
    require(env.sign(factor) == domain.POS, "the factor is not known to be positive")
    same = env.equal(tm.mul(factor, sub(claim.lhs, claim.rhs)), witness)
    require(same, "the witness is not the difference of the sides")
    plain = not domain.manifest(env, witness) & ~domain.ALLOWED[claim.rel]
    require(plain, "the sign of the witness is not plain")


def _monotone(env: Env, claim: Claim, proof: Proof) -> None:
    """exp and log increase strictly: a R b if exp a R exp b; for a, b > 0, if log a R log b."""
    sides = (claim.lhs, claim.rhs)
    by = {"exp": tm.exp, "log": tm.log}[proof["by"]]
    fits = by is tm.exp or all(env.sign(s) == domain.POS for s in sides)
    require(fits, "log is taken of what may not be positive")
    establish(env, Claim(claim.rel, *map(by, sides)), proof["proof"])


def _both(env: Env, claim: Claim, proof: Proof) -> None:
    """a <= b and b <= a give a = b."""
    require(claim.rel == "=", "two inequalities show an equation only")
    for rel, name in (("<=", "le"), (">=", "ge")):
        establish(env, Claim(rel, claim.lhs, claim.rhs), proof[name])


def _weaken(env: Env, claim: Claim, proof: Proof) -> None:
    """< gives <= and !=, = gives <= and >=."""
    require(proof["rel"] in STRONGER.get(claim.rel, ()), "that does not give the claim")
    establish(env, Claim(proof["rel"], claim.lhs, claim.rhs), proof["proof"])


def compose(first: str, second: str) -> str:
    """The relation of a to c from a `first` b, b `second` c."""
    if "=" in (first, second):
        return second if first == "=" else first
    fits = first[0] == second[0] != "!"
    require(fits, f"{first} and {second} do not chain")
    return first[0] if first != second or first[1:] == "" else first


def _chain(env: Env, claim: Claim, proof: Proof) -> None:
    """a R b, b S c, … give the composed relation of the ends."""
    rel, here = "=", claim.lhs
    for step_rel, arg, inner in proof["steps"]:
        # Each step shows by itself that its limits exist.
        target = claim.rhs if arg is None else _defined(arg, env, but_limits=True)
        establish(env, Claim(step_rel, here, target), inner)
        rel, here = compose(rel, step_rel), target
    require(rel == claim.rel and here is claim.rhs, "the chain does not end in the claim")


def _attain(env: Env, claim: Claim, proof: Proof) -> None:
    """A maximum is attained: let i be an index with max f = f(i)."""
    top = _defined(proof["max"], env)
    require(top.op == "max", "not a maximum over an index")
    i = mk("ix", proof["name"], top.args[1][0])
    context = _declare(env.context, i.args[0], Index(i.args[1]))
    here = Claim("=", top, tm.open_(top.args[2], i))
    away = [Claim("=", mk("delta", i, o), ZERO) for o in domain.left_out(top)]
    establish(Env(context, env.rewrites).given(here, *away), claim, proof["then"])


def _declare(context: Context, name: Any, declaration: Any) -> Context:
    fits = isinstance(name, str) and name.startswith("@")
    require(fits, "a name that a proof brings in starts with @")
    return context.declare(name, declaration)


# --- structure ----------------------------------------------------------------------------------


def _have(env: Env, claim: Claim, proof: Proof) -> None:
    """Show a statement first (for all `vars`), then use it as a hypothesis."""
    h = decode(Hypothesis, proof["claim"])
    context = env.context
    for v in h.vars:
        require(v.op in ("ix", "var"), "only indices and scalars are quantified")
        local = Index(v.args[1]) if v.op == "ix" else Scalar(v.args[1])
        context = _declare(context, v.args[0], local)
    inner = Env(context, env.rewrites) if h.vars else env
    h = h.unfolded(env.context)
    context.check_claim(h.claim)
    require(not h.guards and h.claim.rhs.op != "inf", "no statement to use")
    establish(inner, h.claim, proof["proof"])
    _defined(h.claim.rhs, inner)
    if proof["proof"]["rule"] != "limit":  # that rule shows that its limit exists
        _defined(h.claim.lhs, inner)
    establish(env.assuming(h), claim, proof["then"])


def _cases(env: Env, claim: Claim, proof: Proof) -> None:
    """Two indices are equal or not; a number is negative, zero or positive."""
    if "index" not in proof:
        t = _defined(proof["term"], env)
        for rel, name in (("<", "negative"), ("=", "zero"), (">", "positive")):
            establish(env.given(Claim(rel, t, ZERO)), claim, proof[name])
        return
    gone, kept = (decode(Term, x) for x in proof["index"])
    env.context.check_term(mk("delta", gone, kept))
    fits = gone.op == "ix" and env.in_range(kept, gone.args[1]) and not env.rewrites
    require(fits, "cases need a free index, and one of its dimension")
    hypotheses = tuple(h.subst({gone: kept}) for h in env.context.hypotheses)
    same = Env(Context(env.context.names, hypotheses))
    establish(same, claim.subst({gone: kept}), proof["equal"])
    establish(env.given(Claim("=", mk("delta", gone, kept), ZERO)), claim, proof["apart"])


def _lemma(env: Env, claim: Claim, proof: Proof) -> None:
    """Use a theorem: for all its indices that its hypotheses do not speak of."""
    from symsoft.kernel.theorem import replay

    theorem = proof["theorem"]
    theorem = replay(theorem) if isinstance(theorem, Mapping) else theorem
    establish(env.assuming(import_theorem(env, theorem)), claim, proof["then"])


def import_theorem(env: Env, theorem: Theorem) -> Hypothesis:
    """A theorem as a hypothesis of `env`, if its names, hypotheses and conditions are met here."""
    from symsoft.kernel.theorem import Theorem

    require(isinstance(theorem, Theorem), "not a theorem")
    source, claim = theorem.context, theorem.claim.unfolded(theorem.context)
    require(claim.rhs.op != "inf", "an infinite limit is no equation to use")
    assumed = [h.unfolded(source) for h in source.hypotheses]
    given = all(h in env.context.hypotheses for h in assumed)
    require(given, "a hypothesis of the cited theorem is not given here")
    fixed = frozenset[str]().union(*(h.names for h in assumed))
    renamed: dict[Term, Term] = {}
    used = claim.names.union(fixed, *(c.names for c in theorem.conditions))
    arrays = [d for n, d in source.names.items() if n in used and isinstance(d, Array)]
    for name in sorted(used.union(*(a.dims for a in arrays))):
        match source.names[name], env.context.names.get(name):
            case Index(dim), _ if name not in fixed:
                renamed[mk("ix", name, dim)] = mk("ix", f"@{name}'", dim)
            case Dimension(there), Dimension(here) if here >= there:
                pass
            case there, here:
                require(there == here, f"the cited theorem means something else by {name}")
    inner = Env(env.context.with_vars(renamed.values()), env.rewrites)
    met = all(inner.holds(c.subst(renamed)) for c in theorem.conditions)
    require(met, "a condition of the cited theorem is not met here")
    return Hypothesis(claim.subst(renamed), tuple(renamed.values()))


# --- limits -------------------------------------------------------------------------------------


def frames(env: Env, lim: Term) -> list[tuple[Env, Term, Term]]:
    """For each side from which the point is approached: an environment with a scalar t -> oo, t,
    and the function of t."""
    _, dom, side, point, inner = lim.args
    name = "@t"
    while name in env.reserved:
        name += "'"
    t = var(name, "positive")
    sub_env = Env(_declare(env.context, name, Scalar("positive")), env.rewrites)
    return [(sub_env, t, tm.open_(inner, at)) for at in _approaches(env, dom, side, point, t)]


def _approaches(env: Env, dom: str, side: str, point: Term, t: Term) -> list[Term]:
    if point.op == "inf":
        require(point.args[0] > 0 or dom == "real", "the variable does not tend to -oo")
        return [t if point.args[0] > 0 else tm.neg(t)]
    right, left = tm.add(point, tm.div(ONE, t)), sub(point, tm.div(ONE, t))
    signs = domain.POS if dom == "real" else env.sign(point)
    if signs == domain.NIL and side == "":
        return [right]
    require(signs == domain.POS, "the point is not known to be in or at the end of the domain")
    return [left] if side else [right, left]


def _limit(env: Env, claim: Claim, proof: Proof) -> None:
    """The limit of a function, from every side."""
    require(claim.lhs.op == "lim" and claim.rel == "=", "the left side is not a limit")
    sides = frames(env, claim.lhs)
    require(len(proof["sides"]) == len(sides), "a limit from each side is needed")
    for (inner, t, f), part in zip(sides, proof["sides"], strict=True):
        _eventually_defined(inner, f, t)
        found = _along(inner, f, t, part["steps"])
        if "inf" in (found.op, claim.rhs.op):
            require(found is claim.rhs, "the limit is another one")
        else:
            establish(env, Claim("=", found, claim.rhs), part["then"])


def _eventually_defined(env: Env, f: Term, t: Term) -> None:
    """Refuse a function of t that may be undefined for large t."""
    for n in domain.needs(env, f):
        c = n.need.claim
        if n.limit is not None or not env.holds(n.need):
            signs = eventual_sign(env, sub(c.lhs, c.rhs), t) if n.limit is None else domain.ANY
            fits = not signs & ~domain.ALLOWED[c.rel]
            require(fits, "the function may be undefined near the point")


def _along(env: Env, f: Term, t: Term, steps: list[Any]) -> Term:
    """The limit of `f` after the steps: l'Hôpital's rule, or differences to a maximum."""
    if not steps:
        return limit(env, f, t)
    step, *more = steps
    if "shift" in step:
        return _shifted(env, f, t, step["shift"], more)
    upper, lower = (_term(x, env) for x in step["l_hopital"])
    for part in (upper, lower):
        _eventually_defined(env, part, t)
    return _along(env, l_hopital(env, f, upper, lower, t), t, more)


def shift_frame(env: Env, top: Term, u: str, m: str) -> tuple[Env, Callable[[Term], Term]]:
    """An environment with a vector u_k = w_k - max w and a scalar m = max w, where `top` is max w;
    and the map that writes u and m out again."""
    require(top.op == "max" and top.args[1][1:] == (1, 0), "not a maximum over a whole range")
    rng, dim = top.args[1], top.args[1][0]
    context = _declare(_declare(env.context, u, Array((dim,))), m, Scalar())
    k, bound = mk("ix", "@k", dim), mk("entry", u, mk("bv", 0))
    highest = mk("max", "", rng, bound)
    ties = mk("sum", "", rng, mk("iv", "=", bound, ZERO))
    facts = (
        Hypothesis(Claim("<=", mk("entry", u, k), ZERO), (k,)),
        Hypothesis(Claim("=", highest, ZERO)),
        Hypothesis(Claim(">", ties, ZERO)),
    )
    inner = Env(context.assume(*facts), (*env.rewrites, Rewrite((), highest, ZERO)))

    def back(term: Term) -> Term:
        written = tm.subst_vector(term, u, lambda i: sub(tm.open_(top.args[2], i[0]), top))
        return tm.subst(written, {var(m): top})

    return inner, back


def _shifted(env: Env, f: Term, t: Term, args: Any, more: list[Any]) -> Term:
    top, u, m, body = args
    top = _defined(top, env)
    require(t.args[0] not in top.names, "the maximum must not depend on the variable")
    inner, back = shift_frame(env, top, u, m)
    g = _term(body, inner)
    require(env.equal(back(g), f), "the shifted function is another one")
    _eventually_defined(inner, g, t)
    found = _along(inner, g, t, more)
    return found if found.op == "inf" else back(found)


RULES: dict[str, Callable[[Env, Claim, Proof], None]] = {
    "algebra": _algebra,
    "sign": _sign,
    "order": _order,
    "monotone": _monotone,
    "both": _both,
    "weaken": _weaken,
    "chain": _chain,
    "attain": _attain,
    "have": _have,
    "cases": _cases,
    "lemma": _lemma,
    "limit": _limit,
}
