"""Figures on a page: a drawing of each panel, and bars that follow a slider.

The bars take their heights and numbers from the values that the drawing was made of, which lie in
the page: ``script.js`` looks them up and computes nothing.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from markupsafe import Markup

from symsoft.report import plotting
from symsoft.report.illustration import CurveView, FigureView, PanelView, decimal


@dataclass(frozen=True)
class Bar:
    """A curve as a bar: where it begins and how tall it is at the slider's start, in per cent."""

    curve: CurveView
    number: str
    foot: str
    tall: str


@dataclass(frozen=True)
class Moving:
    """A panel with its drawing, if one can be made, and its bars.

    `data` is JSON: for each bar the number, the foot and the height at each place of the slider.
    """

    panel: PanelView
    drawing: Markup
    bars: tuple[Bar, ...]
    data: str


def panels(figure: FigureView) -> Iterator[Moving]:
    """The panels of a figure."""
    for number, panel in enumerate(figure.panels):
        drawing = plotting.panel_svg(figure, number) if plotting.available() else ""
        places = [_places(panel, curve) for curve in panel.curves] if figure.slider else []
        first = zip(panel.curves, (p[start(figure)] for p in places), strict=False)
        bars = tuple(Bar(curve, *place) for curve, place in first)
        yield Moving(panel, Markup(drawing), bars, json.dumps(places))


def _places(panel: PanelView, curve: CurveView) -> list[tuple[str, str, str]]:
    """The number, the foot and the height of a bar for each value of the curve."""
    known = [v for c in panel.curves for v in c.values if v is not None]
    known.append(Fraction(0))
    low, high = min(known), max(known)
    unit = 100 / (high - low or Fraction(1))
    return [_place(value, low, unit) for value in curve.values]


def _place(value: Fraction | None, low: Fraction, unit: Fraction) -> tuple[str, str, str]:
    if value is None:
        return "–", "0", "0"
    foot, tall = (min(value, Fraction(0)) - low) * unit, abs(value) * unit
    return decimal(value), f"{float(foot):.2f}", f"{float(tall):.2f}"


def start(figure: FigureView) -> int:
    """Where the slider stands at first: near the low end, where something is to be seen."""
    return len(figure.at) // 10


def setting(value: Fraction) -> str:
    """A value of the slider, as HTML takes it."""
    return f"{float(value):g}"
