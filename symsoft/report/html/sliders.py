"""Moving pictures: a few numbers that follow a slider, beside a still picture of four moments.

Each is an illustration in floating point, not a proof, and is labelled so.  ``script.js`` computes
the same numbers in the browser.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import exp

from markupsafe import Markup, escape

_BAR, _HIGH, _HEAD, _FOOT = 62, 110, 20, 22  # a bar's room, full height, room for numbers and names

Values = Sequence[float]


@dataclass(frozen=True)
class Series:
    """Bars: what they show, in prose, their names, and the function of `SHAPES` that gives them."""

    title: str
    names: Sequence[str]
    shape: str
    of: Values


@dataclass(frozen=True)
class Slider:
    """A slider from `least` to `most`; `still` are the moments of the picture for print."""

    title: str
    label: str
    least: float
    most: float
    step: float
    start: float
    still: Values
    series: Sequence[Series]
    caption: str


def softmax(z: Values, c: float) -> list[float]:
    """softmax(cz).

    >>> softmax([1, 1], 3)
    [0.5, 0.5]
    """
    top = max(c * x for x in z)
    terms = [exp(c * x - top) for x in z]
    return [t / sum(terms) for t in terms]


def shares(z: Values, c: float) -> list[float]:
    """The plain shares cz_k / Σ cz_l."""
    return [c * x / sum(c * y for y in z) for x in z]


def gradients(z: Values, c: float) -> list[float]:
    """How steep the cross-entropy and the squared error are in the logit of the true class.

    The true class is the first, and the logits are cz; see ``squared-error-gradient``.
    """
    p = softmax(z, c)
    off = [q - (k == 0) for k, q in enumerate(p)]
    return [abs(off[0]), abs(2 * p[0] * (off[0] - sum(q * d for q, d in zip(p, off, strict=True))))]


SHAPES: Mapping[str, Callable[[Values, float], list[float]]] = {
    "softmax": softmax,
    "shares": shares,
    "gradients": gradients,
}

_THREE = ("p₁", "p₂", "p₃")
_GROWING = Slider(
    "See it move: softmax of a growing multiple", "Scale c", 0, 10, 0.1, 1, (0, 1, 3, 10),
    (
        Series("Softmax of $c \\cdot (1, 2, 3)$", _THREE, "softmax", (1, 2, 3)),
        Series("Softmax of $c \\cdot (1, 3, 3)$: a tie", _THREE, "softmax", (1, 3, 3)),
    ),
    "As $c$ grows the greatest entry takes all; greatest entries that tie share it.",
)  # fmt: skip
_SCALED = Slider(
    "See it move: the scale of the input", "Scale c", 1, 10, 0.1, 1, (1, 2, 5, 10),
    (
        Series("Plain shares of $c \\cdot (1, 2)$", _THREE[:2], "shares", (1, 2)),
        Series("Softmax of $c \\cdot (1, 2)$", _THREE[:2], "softmax", (1, 2)),
    ),
    "Plain shares do not see the scale of the input, softmax does.",
)  # fmt: skip
_WRONG = Slider(
    "See it move: confidently wrong", "Gap g", 0, 10, 0.1, 2, (0, 1, 4, 10),
    (
        Series("Size of the gradient in $z_1$ at $z = (0, g)$, where class 1 is true",
               ("cross-entropy", "squared error"), "gradients", (0, 1)),
    ),
    "The wrong class leads by $g$. The more confident the mistake, the steeper the cross-entropy; "
    "the gradient of the squared error vanishes.",
)  # fmt: skip

# The pages that a moving picture teaches.
SLIDERS: Mapping[str, Slider] = {
    "softmax-limit-maximum": _GROWING,
    "softmax-limit-one-hot": _GROWING,
    "softmax-limit-ties": _GROWING,
    "input-scale-in-numbers": _SCALED,
    "normalisation-scale-invariance": _SCALED,
    "confidently-wrong-gradient": _WRONG,
    "squared-error-saturates": _WRONG,
}


def still(slider: Slider, series: Series) -> Iterator[tuple[str, Markup]]:
    """The picture at each of the still moments, with its value of the slider."""
    for c in slider.still:
        values = SHAPES[series.shape](series.of, c)
        told = ", ".join(f"{n}: {_number(v)}" for n, v in zip(series.names, values, strict=True))
        yield f"{slider.label.split()[-1]} = {c:g}", bars(series.names, values, told)


def moving(slider: Slider, series: Series) -> Markup:
    """The picture that follows the slider; its numbers are read from beside it."""
    return bars(series.names, SHAPES[series.shape](series.of, slider.start), "")


def bars(names: Sequence[str], values: Values, told: str) -> Markup:
    """Bars from 0 to 1 with their numbers; `told` says them aloud, "" hides them from reading."""
    room = max(_BAR, *(7 * len(n) + 8 for n in names))
    wide, high = room * len(names), _HEAD + _HIGH + _FOOT
    drawn = "".join(
        _bar(n * room, room, name, v) for n, (name, v) in enumerate(zip(names, values, strict=True))
    )
    said = f'role="img" aria-label="{escape(told)}"' if told else 'aria-hidden="true"'
    return Markup(
        f'<svg class="bars" {said} viewBox="0 0 {wide} {high}" width="{wide}" height="{high}">'
        f'<path class="base" d="M0 {_HEAD + _HIGH}H{wide}"/>{drawn}</svg>'
    )


def _bar(x: float, room: float, name: str, value: float) -> str:
    tall, middle = value * _HIGH, x + room / 2
    return (
        f'<rect x="{middle - 16:g}" y="{_HEAD + _HIGH - tall:.2f}" width="32" height="{tall:.2f}"/>'
        f'<text x="{middle:g}" y="{_HEAD + _HIGH - tall - 5:.2f}">{_number(value)}</text>'
        f'<text x="{middle:g}" y="{_HEAD + _HIGH + 16}">{escape(name)}</text>'
    )


def _number(value: float) -> str:
    return f"{value:.4f}"
