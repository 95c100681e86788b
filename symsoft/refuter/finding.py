"""Findings: what is certain at one point. A claim is false there, a term is not defined there, or
a term has a value whose digits are known.

Whoever names the point, only rigorous evaluation makes a finding; its certificate holds all that
`recheck` needs to evaluate it again.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from symsoft.kernel.context import Claim, Context
from symsoft.kernel.data import decode, encode
from symsoft.kernel.terms import KernelError, Term, subterms
from symsoft.kernel.theorem import Theorem, replay
from symsoft.language.text import text
from symsoft.refuter import jets, values
from symsoft.refuter.counterexample import Counterexample
from symsoft.refuter.digits import Stated
from symsoft.refuter.evaluate import Evaluator
from symsoft.refuter.fitting import NotShown
from symsoft.refuter.limits import BEYOND, at_point
from symsoft.refuter.point import Enclosure, Point
from symsoft.refuter.search import contradicts, shown
from symsoft.refuter.settle import edged_names
from symsoft.refuter.values import Number, Undecided, Undefined, Unsupported

FORMAT, VERSION = "symsoft-finding", 1
KINDS = ("refuted", "undefined", "value")
_PRECISIONS = (128, 256, 1024, 4096)
_MALFORMED = (ArithmeticError, AttributeError, LookupError, TypeError, ValueError, RecursionError)

_DOTS = ("…", "...")

_Result = TypeVar("_Result")


@dataclass(frozen=True)
class Finding:
    """What `kind` says of the `claim` at the `point`, which satisfies the context's hypotheses.

    A term that is not defined, or has a value, stands as the claim that it equals itself.
    `sides` encloses both sides of a refuted claim, or the value; `digits` are those stated of it.
    What is not defined has a `culprit`: "zero", what is divided by, "log", what the logarithm is
    taken of, with its value in `sides`, or else "part", a smallest part that has no value.
    `limits` are theorems that give the values of the limits in a claim.
    """

    kind: str
    context: Context
    claim: Claim
    point: Point
    digits: str = ""
    sides: tuple[Enclosure | str, ...] = ()
    culprit: tuple[str, Term] | None = None
    limits: tuple[Theorem, ...] = ()

    @property
    def counterexample(self) -> Counterexample:
        """The point and both sides of a claim that is false there."""
        return Counterexample(self.point, self.claim.rel, *self.sides)

    def __str__(self) -> str:
        where = _at(self.point)
        if self.kind == "refuted":
            return str(self.counterexample)
        if self.kind == "undefined":
            return f"not defined{where}{_because(self)}"
        return f"{' '.join(f'{sign} {number}' for sign, number in self.stated)}{where}"

    @property
    def stated(self) -> tuple[tuple[str, str], ...]:
        """The value as printed, each time with its sign: exact if it is short, and as stated."""
        (value,) = self.sides
        assert isinstance(value, Enclosure)
        stated, digits = Stated.read(self.digits), self.digits.strip().replace("-", "−")
        found = [("=" if self.digits.strip().endswith(_DOTS) else "≈", digits)]
        if value.low == value.high and "…" not in value.text():
            plain = stated.exact or stated.middle == value.low
            found = [("=", value.text()), *([] if plain else found)]
        return tuple(found)

    @property
    def certificate(self) -> dict[str, Any]:
        """The record that `recheck` evaluates again, as JSON data."""
        return {
            "format": FORMAT,
            "version": VERSION,
            "kind": self.kind,
            "context": encode(self.context),
            "claim": encode(self.claim),
            "point": self.point.to_data(),
            "digits": self.digits,
            "limits": [theorem.certificate for theorem in self.limits],
        }


def show_refuted(
    context: Context, claim: Claim, point: Point, limits: Sequence[Theorem] = ()
) -> Finding:
    """The finding that the claim is false at the point; raises `NotShown` if it is not certain.

    `limits` are theorems that say what the limits in the claim are, see `symsoft.refuter.limits`.
    """
    evaluator = _evaluator(context, claim, point, limits)

    def sides(ev: Evaluator, unfolded: Claim) -> tuple[Enclosure | str, ...]:
        found = contradicts(unfolded, ev)
        if found is None:
            raise NotShown(f"the claim holds{_at(point)}")
        pairs = zip(found, (unfolded.lhs, unfolded.rhs), strict=True)
        return tuple(shown(value, term) for value, term in pairs)

    try:
        both = evaluator(sides)
    except Undefined:
        raise NotShown(f"the claim is not defined{_at(point)}") from None
    return Finding("refuted", context, claim, point, sides=both, limits=tuple(limits))


def show_undefined(context: Context, term: Term, point: Point) -> Finding:
    """The finding that the term is not defined at the point; raises `NotShown` if it is."""
    claim = Claim("=", term, term)
    evaluator = _evaluator(context, claim, point)
    try:
        value = evaluator(lambda ev, unfolded: Enclosure.of(_value(ev, unfolded.lhs)))
    except Undefined:
        why, part, sides = evaluator(lambda ev, unfolded: _culprit(ev, unfolded.lhs))
        return Finding("undefined", context, claim, point, "", sides, (why, part))
    raise NotShown(f"it is defined{_at(point)}: its value is {value}")


def show_value(context: Context, term: Term, point: Point, digits: str) -> Finding:
    """The finding that the term's value has these digits; raises `NotShown` if it is not certain.

    Raises `ValueError` for digits that cannot be read.
    """
    stated, claim = Stated.read(digits), Claim("=", term, term)
    evaluator = _evaluator(context, claim, point)

    def right(ev: Evaluator, unfolded: Claim) -> tuple[Enclosure, bool]:
        value = _value(ev, unfolded.lhs)
        return Enclosure.of(value), stated.certain(value)

    try:
        value, certain = evaluator(right)
    except NotShown:
        if not stated.exact:
            raise
        value = evaluator(lambda ev, unfolded: Enclosure.of(_value(ev, unfolded.lhs)))
        why = f"is about {value}, and it is undecided whether it is exactly {digits}{_at(point)}"
        raise NotShown(f"its value {why}; state its digits") from None
    except Undefined:
        raise NotShown(f"it is not defined{_at(point)}") from None
    if not certain:
        places = max(4, len(digits))
        ends = value.low == value.high and (value.low * 10**places).denominator == 1
        shown = value.text(places) if ends or stated.exact else value.decimal(places)
        raise NotShown(f"its value is {shown}, not {digits}{_at(point)}")
    return Finding("value", context, claim, point, digits, (value,))


def recheck(certificate: Any) -> Finding:
    """Evaluate a certificate again; raises `NotShown` if it does not hold."""
    try:
        return _again(certificate)
    except KernelError as error:
        raise NotShown(str(error)) from error
    except _MALFORMED as error:
        raise NotShown(f"malformed: {error}") from error


def _again(data: Any) -> Finding:
    if not isinstance(data, dict) or data.get("format") != FORMAT:
        raise NotShown("not the certificate of a counterexample or number")
    if data.get("version") != VERSION:
        raise NotShown(f"version {data.get('version')!r} is not {VERSION}")
    context, claim = decode(Context, data["context"]), decode(Claim, data["claim"])
    point, kind = Point.from_data(data["point"]), data["kind"]
    if kind == "refuted":
        return show_refuted(context, claim, point, [replay(c) for c in data["limits"]])
    if claim.rel != "=" or claim.lhs is not claim.rhs or kind not in KINDS:
        raise NotShown("the claim does not fit its kind")
    if kind == "undefined":
        return show_undefined(context, claim.lhs, point)
    return show_value(context, claim.lhs, point, str(data["digits"]))


def _at(point: Point) -> str:
    return f" at {point}" if str(point) else ""


def _because(finding: Finding) -> str:
    kind, part = finding.culprit or ("part", finding.claim.lhs)
    if kind == "zero":
        return f": it divides by {text(part)} = 0"
    if kind == "log":
        return f": it takes the logarithm of {text(part)} = {finding.sides[0]}"
    return "" if part is finding.claim.lhs else f": {text(part)} has no value"


# --- evaluation ---------------------------------------------------------------------------------

_Evaluate = Callable[[Callable[[Evaluator, Claim], _Result]], _Result]


def _evaluator(
    context: Context, claim: Claim, point: Point, limits: Sequence[Theorem] = ()
) -> Callable[[Any], Any]:
    """Calls a function with an evaluator and the unfolded claim, with as many bits as it takes."""
    context.check()
    context.check_claim(claim)
    with values.precision(_PRECISIONS[-1]):
        problem, here = at_point(context, claim, point, limits)
    assert problem.claim is not None
    unfolded = problem.claim
    edged = edged_names(problem.context)

    def evaluate(judge: Callable[[Evaluator, Claim], _Result]) -> _Result:
        for bits in _PRECISIONS:
            with values.precision(bits):
                try:
                    return judge(Evaluator(here, edged), unfolded)
                except Undecided:
                    continue
                except Unsupported:
                    raise NotShown(BEYOND) from None
        raise NotShown(f"it cannot be decided{_at(point)}")

    return evaluate


def _value(evaluator: Evaluator, term: Term) -> Number:
    return jets.base(evaluator.value(term))


def _culprit(ev: Evaluator, term: Term) -> tuple[str, Term, tuple[Enclosure, ...]]:
    """Why a term is not defined: a smallest part without value, or what it does to another."""
    found = min(_undefined(ev, term), key=lambda t: len(t.key))
    inside = found.args[0] if found.op in ("pow", "log") else None
    if inside is None or any(part is inside for part in _undefined(ev, inside)):
        return "part", found, ()
    value = _value(ev, inside)
    if found.op == "pow" and values.sign(value) != 0:
        return "part", found, ()
    return "zero" if found.op == "pow" else "log", inside, (Enclosure.of(value),)


def _undefined(evaluator: Evaluator, term: Term) -> Iterator[Term]:
    for part in subterms(term):
        if part.loose or part.op in _NO_NUMBERS:
            continue
        try:
            evaluator.value(part)
        except Undefined:
            yield part
        except (Undecided, Unsupported):
            continue


_NO_NUMBERS = ("ix", "lit", "end", "bv", "inf")
