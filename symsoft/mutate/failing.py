"""Where a mutant is false: a point, written down as JSON data and evaluated again.

    {"point": {kind: {name: value}}}
    {"near": {kind: {name: value}}}      where the equations among the hypotheses have no exact
                                         solution, from which point they are solved again
    {"point": …, "values": [[term, proof], …]}
    {"point": …, "limits": [[term, proof], …]}

The "values" are of the limits and integrals in the claim with the point's numbers put in, in their
order, each with its proof: balls cannot evaluate them, nothing but a theorem says what they are.
The "limits" are the same in general, where numbers cannot be put in.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from symsoft.kernel.context import Claim, Context
from symsoft.kernel.data import decode, encode
from symsoft.kernel.terms import Term, require, subterms
from symsoft.kernel.theorem import Theorem, check, prepare
from symsoft.mutate.making import Mutant
from symsoft.mutate.near import refuted_near, rounded
from symsoft.prover.decide import decide_claim
from symsoft.prover.evaluate import VALUED
from symsoft.prover.refuting import limit_values
from symsoft.refuter import Counterexample, NotShown, Point, show_refuted
from symsoft.refuter.fitting import require_fit
from symsoft.refuter.limits import put_in
from symsoft.refuter.prepare import prepare as prepare_problem
from symsoft.refuter.prepare import replace_limits
from symsoft.refuter.search import completed

_NOTHING: dict[str, Any] = {"dims": {}, "indices": {}, "scalars": {}, "arrays": {}, "functions": {}}
# The rules that show that a limit or an integral exists.
_EXISTING = ("limit", "integral")


def write_point(mutant: Mutant, point: Point) -> dict[str, Any]:
    """The point as JSON data, with the limits and integrals there; raises `NotShown`."""
    context, unfolded = mutant.context, mutant.claim.unfolded(mutant.context)
    if not _valued(unfolded):
        return {"point": _short(point)} if point.exact else {"near": _short(rounded(point))}
    point = completed(context, point)  # a name may stand in a limit alone
    _require_fit(context, unfolded, point)
    try:
        where, claim, name = Context(), put_in(unfolded, point), "values"
    except NotShown:
        where, claim, name = context, unfolded, "limits"
    env, _ = prepare(where, claim)
    found = limit_values(env, claim) or {}
    values = [[encode(value), _proof_of(where, term, value)] for term, value in found.items()]
    return {"point": _short(point), name: values}


def _short(point: Point) -> dict[str, Any]:
    return {kind: values for kind, values in point.to_data().items() if values}


def _require_fit(context: Context, unfolded: Claim, point: Point) -> None:
    require_fit(prepare_problem(context, unfolded, {}, ()).context, point)


def _proof_of(context: Context, term: Term, value: Term) -> Any:
    theorem = decide_claim(context, Claim("=", term, value)).theorem
    return encode(theorem.proof) if theorem else {}


def read_point(mutant: Mutant, data: dict[str, Any]) -> Counterexample:
    """The counterexample at a point where hypotheses and conditions hold and the mutant is false.

    Raises `NotShown` or `KernelError` if it is none, and more if the data are malformed.
    """
    conditions = prepare(mutant.context, mutant.claim)[1]
    context = mutant.context.assume(*conditions)
    point = Point.from_data(_NOTHING | data["near" if "near" in data else "point"])
    if "near" in data:
        return refuted_near(context, mutant.claim, point)
    if data.get("values"):
        return _with_values(context, mutant.claim, point, data["values"])
    unfolded = mutant.claim.unfolded(mutant.context)
    limits = _proved(mutant.context, unfolded, data["limits"]) if data.get("limits") else ()
    return show_refuted(context, unfolded, point, list(limits)).counterexample


def _with_values(
    context: Context, claim: Claim, point: Point, values: Sequence[Any]
) -> Counterexample:
    """The counterexample where the kernel says what the limits and integrals are."""
    unfolded = claim.unfolded(context)
    _require_fit(context, unfolded, point)
    closed = put_in(unfolded, point)
    known = {t.claim.lhs: t.claim.rhs for t in _proved(Context(), closed, values)}
    sides = [replace_limits(side, known, True) for side in (closed.lhs, closed.rhs)]
    infinite = sides[0].op == "inf"  # a claim has its infinite side on the right
    turned = sides[::-1] if infinite else sides
    found = show_refuted(Context(), Claim(claim.rel, *turned), Point()).sides
    return Counterexample(point, claim.rel, *(found[::-1] if infinite else found))


def _proved(context: Context, claim: Claim, values: Sequence[Any]) -> Iterator[Theorem]:
    """What is proved of the limits and integrals of a claim, in their order."""
    for term, (value, proof) in zip(_valued(claim), values, strict=True):
        theorem = check(context, Claim("=", term, decode(Term, value)), proof)
        require(theorem.proof["rule"] in _EXISTING, "it is not shown to exist")
        yield theorem


def _valued(claim: Claim) -> list[Term]:
    sides = (*subterms(claim.lhs), *subterms(claim.rhs))
    return list(dict.fromkeys(t for t in sides if t.op in VALUED))
