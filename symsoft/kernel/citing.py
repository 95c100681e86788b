"""Using a theorem within the proof of another one."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from symsoft.kernel import terms as tm
from symsoft.kernel.context import Array, Claim, Dimension, Hypothesis, Index, Scalar
from symsoft.kernel.data import decode
from symsoft.kernel.normal import Env
from symsoft.kernel.proofs import UNSURE, Proof, establish, given_value, rule
from symsoft.kernel.terms import KernelError, Term, mk, require, subterms, var

if TYPE_CHECKING:
    from symsoft.kernel.theorem import Theorem

Change = Callable[[Term], Term]


@rule("lemma")
def _lemma(env: Env, claim: Claim, proof: Proof) -> None:
    """Use a theorem, with values for its names, where its hypotheses and conditions hold."""
    h = cite(env, proof["theorem"], proof.get("at", {}))
    require(h.claim.rhs.op != "inf", "an infinite limit is no equation to use")
    establish(env.assuming(h), claim, proof["then"])


def cite(env: Env, theorem: Any, at: Mapping[str, Any]) -> Hypothesis:
    """A theorem as a hypothesis of `env`, if its names, hypotheses and conditions are met here.

    It holds for all its indices that its hypotheses do not speak of.  `at` gives values for some
    of its indices and scalars, and of its vectors as pairs of an index's name and the entry there.
    """
    from symsoft.kernel.theorem import Theorem, replay

    theorem = replay(theorem) if isinstance(theorem, Mapping) else theorem
    require(isinstance(theorem, Theorem), "not a theorem")
    source, claim = theorem.context, theorem.claim.unfolded(theorem.context)
    change, brought = _substitution(env, theorem, at)
    assumed = [h.unfolded(source) for h in source.hypotheses]
    fixed = frozenset[str]().union(*(h.names for h in assumed))
    renamed: dict[Term, Term] = {}
    used = claim.names.union(fixed, *(c.names for c in theorem.conditions))
    arrays = [d for n, d in source.names.items() if n in used and isinstance(d, Array)]
    for name in sorted(used.union(*(a.dims for a in arrays)) - set(at)):
        match source.names[name], env.context.names.get(name):
            case Index(dim), _ if name not in fixed:
                new = f"@{name}'"
                require(new not in env.reserved, "{} already means something here", new)
                renamed[mk("ix", name, dim)] = mk("ix", new, dim)
            case Dimension(there), Dimension(here) if here >= there:
                pass
            case there, here:
                require(there == here, f"the cited theorem means something else by {name}")
    inner = env.local(renamed.values())
    for h in (*assumed, *(c.subst(renamed) for c in theorem.conditions)):
        h = h.apart(inner.reserved | brought).map(change)
        shown = h in env.context.hypotheses or _sure(h) and inner.holds(h)
        require(shown, "a hypothesis or condition of the cited theorem is not met here")
    claim = claim.subst(renamed)
    changed = Claim(claim.rel, change(claim.lhs), change(claim.rhs))
    return Hypothesis(changed, tuple(renamed.values()))


def _sure(h: Hypothesis) -> bool:
    """Whether signs may judge a hypothesis: no limit in it that may not exist."""
    sides = (side for c in (h.claim, *h.guards) for side in (c.lhs, c.rhs))
    return all(t.op not in UNSURE for side in sides for t in subterms(side))


def _substitution(
    env: Env, theorem: Theorem, at: Mapping[str, Any]
) -> tuple[Change, frozenset[str]]:
    """The map that puts in the values of `at`, and the names that they bring in."""
    free, vectors = dict[Term, Term](), dict[str, Term]()
    for name, value in at.items():
        match theorem.context.names.get(name):
            case Index(of) | Scalar(of) as declared:
                v = mk("ix" if isinstance(declared, Index) else "var", name, of)
                free[v] = given_value(value, v, env)
            case Array((dim,), of):
                v = mk("ix", decode(str, value[0]), dim)
                entry = given_value(value[1], var(name, of), env.local([v]))
                vectors[name] = tm.close(entry, v)
            case _:
                raise KernelError(f"{name} cannot be given a value")
    names = [frozenset[str]().union(*(t.names for t in d.values())) for d in (vectors, free)]
    require(not names[0] & set(at), "an entry speaks of a name that is given a value")

    def change(t: Term) -> Term:
        for name, body in vectors.items():
            t = tm.subst_vector(t, name, body)
        return tm.subst(t, free)

    return change, names[0] | names[1]
