"""Whether a point fits a context: it gives every name a value in its domain, and the hypotheses
hold there. Nothing is searched or solved: this is what re-checks a point that is given."""

from __future__ import annotations

from math import prod

from symsoft.kernel.context import (
    Array,
    Context,
    Declaration,
    Dimension,
    Function,
    Hypothesis,
    Index,
    Scalar,
)
from symsoft.language.text import text_hypothesis
from symsoft.refuter import values
from symsoft.refuter.deep import plain, specialise
from symsoft.refuter.point import Point, keys
from symsoft.refuter.settle import make_frame
from symsoft.refuter.smooth import FAMILY
from symsoft.refuter.values import Number, Undecided, Undefined

_LARGEST = 10_000  # a dimension; sums over a larger one would take long


class NotShown(Exception):
    """What is said of a point could not be shown; the message says why, in one line."""


def require_fit(context: Context, point: Point) -> None:
    """Raise `NotShown` unless the point fits the context, whose definitions are unfolded."""
    if not point.exact:
        raise NotShown("not all values at the point are exact, so that it cannot be checked again")
    for name, declared in context.names.items():
        _require_value(name, declared, point)
    for hypothesis in context.hypotheses:
        _require_hypothesis(context, hypothesis, point)


def _require_value(name: str, declared: Declaration, point: Point) -> None:
    match declared:
        case Dimension(least):
            given = point.dims.get(name)
            fits = given is not None and least <= given <= _LARGEST
            wanted = f"from {least} to {_LARGEST}"
        case Index(dim):
            given = point.indices.get(name)
            most = point.dims.get(dim, 0)
            fits, wanted = given is not None and 1 <= given <= most, f"one of 1, …, {most}"
        case Scalar(domain):
            fits = name in point.scalars and _in_domain(domain, point.scalars[name])
            wanted = _number(domain)
        case Array(dims, domain, symmetric):
            entries = point.arrays.get(name, {})
            sizes = tuple(point.dims.get(d, 0) for d in dims)
            fits = prod(sizes) < 2 * len(entries) + 1 and sorted(entries) == keys(sizes, symmetric)
            fits = fits and all(_in_domain(domain, x) for x in entries.values())
            wanted = f"{' by '.join(str(point.dims.get(d)) for d in dims)} entries, each "
            wanted += _number(domain)
        case Function(domain):
            fits, wanted = point.functions.get(name) in FAMILY[domain], "a function of the refuter"
        case _:
            raise NotShown(f"{name} is defined, and takes no value")
    if not fits:
        raise NotShown(f"the value of {name} must be {wanted}")


def _number(domain: str) -> str:
    return "a number" if domain == "real" else f"a {domain} number"


def _in_domain(domain: str, value: Number) -> bool:
    return domain == "real" or values.sign(value) >= (1 if domain == "positive" else 0)


def _require_hypothesis(context: Context, hypothesis: Hypothesis, point: Point) -> None:
    alone = Context(context.names, (hypothesis,))
    frame = make_frame(alone, point.dims, point.indices)
    shown = text_hypothesis(hypothesis)
    if frame is not None and frame.deep:
        if plain(context, specialise(hypothesis, point, context), point):
            return
        raise NotShown(f"the hypothesis {shown} cannot be checked at a point")
    try:
        if frame is not None and all(
            frame.holds(instance.claim, point)
            for instance in frame.instances
            if all(frame.holds(guard, point) for guard in instance.guards)
        ):
            return
    except Undefined:
        pass
    except Undecided:
        raise NotShown(f"it is undecided whether the point satisfies {shown}") from None
    raise NotShown(f"the point does not satisfy {shown}")
