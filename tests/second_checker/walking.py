"""The claims that a certificate records: its own, and those between, wherever its proof writes one.

`Recorded.where` says the path in the proof.  A claim stands under the certificate's hypotheses and
under the assumptions of the cases that enclose it, for all values of the variables that its proof
brought in.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

Claim = tuple[str, Any, Any]
NUMBER_0, NUMBER_1, MINUS_1 = ["num", "0"], ["num", "1"], ["num", "-1"]


class Malformed(Exception):
    """The data is no certificate."""


@dataclass(frozen=True)
class Scope:
    """What a claim may rest on: declarations, hypotheses, assumptions of cases, variables."""

    names: Mapping[str, Any]
    hypotheses: tuple[Any, ...]
    assumed: tuple[Claim, ...] = ()
    variables: tuple[Any, ...] = ()  # ["ix", name, dim] or ["var", name, domain]

    def given(self, *claims: Claim) -> Scope:
        """This scope with more assumptions."""
        return replace(self, assumed=(*self.assumed, *claims))

    def forall(self, *variables: Any) -> Scope:
        """This scope with more variables."""
        return replace(self, variables=(*self.variables, *variables))


@dataclass(frozen=True)
class Recorded:
    """A claim of a certificate, and where it stands in it."""

    where: str
    claim: Claim
    scope: Scope


def recorded(certificate: Any, where: str = "") -> Iterator[Recorded]:
    """Every claim that a certificate records, its own first."""
    try:
        yield from _certificate(certificate, where)
    except (KeyError, IndexError, TypeError, ValueError) as error:
        raise Malformed(f"not a certificate: {error!r}") from error


def _certificate(data: Any, where: str) -> Iterator[Recorded]:
    if data["format"] != "symsoft-certificate" or data["version"] != 1:
        raise Malformed("not a certificate of version 1")
    tag, names, hypotheses = data["context"]
    if tag != "context":
        raise Malformed("no context")
    scope = Scope({n: _declared(d) for n, d in names.items()}, tuple(hypotheses))
    claim = _claim(data["claim"])
    yield Recorded(where or "claim", claim, scope)
    for n, (statement, proof) in enumerate(data["proof"].get("before", ())):
        yield from _statement(statement, proof, scope, f"{where}before {n}")
    yield from _walk(data["proof"], claim, scope, where)


def _declared(data: Any) -> tuple[Any, ...]:
    return tuple(data)


def _claim(data: Any) -> Claim:
    tag, rel, lhs, rhs = data
    if tag != "claim":
        raise Malformed("no claim")
    return rel, lhs, rhs


def _statement(data: Any, proof: Any, scope: Scope, where: str) -> Iterator[Recorded]:
    _, claim, variables, guards = data
    inner = scope.forall(*variables).given(*map(_claim, guards))
    yield Recorded(where, _claim(claim), inner)
    yield from _walk(proof, _claim(claim), inner, where + " ")


def _walk(proof: Any, claim: Claim, scope: Scope, where: str) -> Iterator[Recorded]:
    step = _STEPS.get(proof["rule"])
    if step is not None:
        yield from step(proof, claim, scope, f"{where}{proof['rule']} ")


def _chain(proof: Any, claim: Claim, scope: Scope, where: str) -> Iterator[Recorded]:
    here = claim[1]
    for n, (rel, arg, inner) in enumerate(proof["steps"], 1):
        target = claim[2] if arg is None else arg
        link = (rel, here, target)
        yield Recorded(f"{where}{n}", link, scope)
        yield from _walk(inner, link, scope, f"{where}{n} ")
        here = target


def _have(proof: Any, claim: Claim, scope: Scope, where: str) -> Iterator[Recorded]:
    yield from _statement(proof["claim"], proof["proof"], scope, where.strip())
    yield from _walk(proof["then"], claim, scope, where)


def _lemma(proof: Any, claim: Claim, scope: Scope, where: str) -> Iterator[Recorded]:
    yield from _certificate(proof["theorem"], where)
    yield from _walk(proof["then"], claim, scope, where)


def _then(proof: Any, claim: Claim, scope: Scope, where: str) -> Iterator[Recorded]:
    yield from _walk(proof["then"], claim, scope, where)


def _cases(proof: Any, claim: Claim, scope: Scope, where: str) -> Iterator[Recorded]:
    if "index" in proof:
        delta = ["delta", *proof["index"]]
        branches = [("equal", ("=", delta, NUMBER_1)), ("apart", ("=", delta, NUMBER_0))]
    else:
        rels = (("negative", "<"), ("zero", "="), ("positive", ">"))
        branches = [(name, (rel, proof["term"], NUMBER_0)) for name, rel in rels]
    for name, assumed in branches:
        yield from _walk(proof[name], claim, scope.given(assumed), f"{where}{name} ")


def _attain(proof: Any, claim: Claim, scope: Scope, where: str) -> Iterator[Recorded]:
    _, _, (dim, *_), body = top = proof["max"]
    i = ["ix", proof["name"], dim]
    inner = scope.forall(i).given(("=", top, opened(body, i)))
    yield from _walk(proof["then"], claim, inner, where)


def _order(proof: Any, claim: Claim, scope: Scope, where: str) -> Iterator[Recorded]:
    rel, lhs, rhs = claim
    factor, witness = proof["factor"], proof["witness"]
    whole = ["mul", factor, difference(lhs, rhs)]
    yield Recorded(f"{where}factor", (">", factor, NUMBER_0), scope)
    yield Recorded(f"{where}witness", ("=", whole, witness), scope)
    yield Recorded(f"{where}sign", (rel, witness, NUMBER_0), scope)


def _integral(proof: Any, claim: Claim, scope: Scope, where: str) -> Iterator[Recorded]:
    _, _, low, high, body = claim[1]
    inner, x = _region(scope, low, high, proof["region"])
    slope = ["deriv", x, proof["primitive"]]
    yield Recorded(f"{where}primitive", ("=", slope, opened(body, x)), inner)


def _slope(proof: Any, claim: Claim, scope: Scope, where: str) -> Iterator[Recorded]:
    low, high, f = proof["low"], proof["high"], proof["function"]
    inner, x = _region(scope, low, high, proof["region"])
    gap = difference(put(f, x, high), put(f, x, low))
    yield Recorded(f"{where}ends", ("=", difference(claim[1], claim[2]), gap), scope)
    slope = (claim[0], ["deriv", x, f], NUMBER_0)
    yield Recorded(f"{where}slope", slope, inner)
    yield from _walk(proof["slope"], slope, inner, where)


def _region(scope: Scope, low: Any, high: Any, kind: str) -> tuple[Scope, Any]:
    """The scope with a variable between two ends."""
    x = ["var", "@x", "positive" if kind == "positive" else "real"]
    sides = [(">", x, low), ("<", x, high)]
    between = [s for s in sides if s[2][0] != "inf"]
    return scope.forall(x).given(*between), x


_STEPS = {
    "chain": _chain,
    "have": _have,
    "lemma": _lemma,
    "cases": _cases,
    "attain": _attain,
    "order": _order,
    "integral": _integral,
    "slope": _slope,
    "instance": _then,
    "differentiate": _then,
}


# --- terms --------------------------------------------------------------------------------------

BINDERS = ("sum", "prod", "max", "min", "lim", "int")


def difference(left: Any, right: Any) -> Any:
    """The term left - right."""
    return ["add", left, ["mul", MINUS_1, right]]


def opened(body: Any, by: Any, depth: int = 0) -> Any:
    """The body of a binder with a free variable for the bound one."""
    if not isinstance(body, list):
        return body
    if body[:1] == ["bv"]:
        n = body[1]
        return by if n == depth else ["bv", n - 1] if n > depth else body
    last = len(body) - 1 if body[:1] and body[0] in BINDERS else -1
    return [opened(a, by, depth + (n == last)) for n, a in enumerate(body)]


def put(term: Any, x: Any, by: Any) -> Any:
    """A term with another, without bound variables, for a free one."""
    if term == x:
        return by
    return [put(a, x, by) for a in term] if isinstance(term, list) else term
