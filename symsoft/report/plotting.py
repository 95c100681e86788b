"""Figures drawn by Matplotlib: the same bytes each time, legible in grey and to the colour-blind.

The colours are those of Okabe and Ito (*Color universal design*, 2008), darkened to a contrast of
4.5 to 1 on white; curves differ in their dashes as well, and each bears its name.
"""

from __future__ import annotations

import io
import logging
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

from markupsafe import escape

from symsoft.derivation import DerivationError
from symsoft.report.illustration import CurveView, FigureView, PanelView
from symsoft.report.prose import pieces

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_INK = "#1b1b1c"  # told from every other colour, so that a page can put its own in the place
_COLOURS = ("#0072b2", "#bb5000", "#00795a", "#a3447c", "#8a6d00", "#24749f", "#6a6a6a", "#5a3fa0")
_DASHES: tuple[Any, ...] = ("-", (0, (6, 2)), (0, (2, 1.5)), (0, (7, 2, 1.5, 2)))
_STYLE: Any = {
    "axes.edgecolor": _INK,
    "axes.labelcolor": _INK,
    "axes.spines.right": False,
    "axes.spines.top": False,
    "font.family": "serif",
    "font.serif": ["DejaVu Serif"],  # comes with Matplotlib
    "font.size": 10,
    "mathtext.fontset": "cm",
    "pdf.fonttype": 42,
    "savefig.transparent": True,
    "svg.fonttype": "path",
    "text.color": _INK,
    "text.usetex": False,
    "xtick.color": _INK,
    "ytick.color": _INK,
}
_WIDE, _TALL = 3.4, 2.5  # inches, of a panel


def available() -> bool:
    """Whether Matplotlib is installed."""
    return find_spec("matplotlib") is not None


def svg(figure: FigureView) -> str:
    """The figure as SVG, its panels side by side, with its text for screen readers."""
    drawn = _drawn(figure, figure.panels, "svg").decode()
    return drawn.replace("<svg ", f'<svg role="img" aria-label="{escape(figure.alt)}" ', 1)


def panel_svg(figure: FigureView, number: int) -> str:
    """A panel without its title as SVG for a page, whose colours it takes."""
    drawn = _drawn(figure, [replace(figure.panels[number], title="")], "svg", f"{number}").decode()
    drawn = drawn[drawn.index("<svg") :].replace(_INK, "currentColor")
    for place, colour in enumerate(_COLOURS, 1):
        drawn = drawn.replace(colour, f"var(--curve-{place})")
    return drawn


def pdf(figure: FigureView) -> bytes:
    """The figure as PDF with its fonts, for LaTeX."""
    return _drawn(figure, figure.panels, "pdf")


def _drawn(figure: FigureView, panels: Sequence[PanelView], kind: str, salt: str = "") -> bytes:
    try:
        from matplotlib import rc_context
        from matplotlib.figure import Figure
    except ImportError:
        raise DerivationError("figures need Matplotlib: pip install 'symsoft[figures]'") from None
    # No date and no version, which would make another file of the same picture.
    metadata = {"Date": None, "Creator": None} if kind == "svg" else {
        "CreationDate": None, "Creator": None, "Producer": None,
    }  # fmt: skip
    written = io.BytesIO()
    with rc_context({**_STYLE, "svg.hashsalt": figure.name + salt}):
        canvas = Figure(figsize=(_WIDE * len(panels), _TALL), layout="constrained")
        places = canvas.subplots(1, len(panels), squeeze=False)[0]
        for place, panel in zip(places, panels, strict=True):
            _panel(place, figure, panel)
        try:
            with _quiet():
                canvas.savefig(written, format=kind, metadata=metadata)
        except ValueError as error:  # a formula that Matplotlib cannot set
            wrong = str(error).strip().splitlines()[-1]
            raise DerivationError(
                f"figure {figure.name}: {wrong}; call the curve by a name in words"
            ) from None
    return written.getvalue()


@contextmanager
def _quiet() -> Iterator[None]:
    """Without what fontTools has to say of the fonts' dates."""
    logger = logging.getLogger("fontTools")
    before = logger.level
    logger.setLevel(logging.ERROR)
    try:
        yield
    finally:
        logger.setLevel(before)


def _panel(place: Axes, figure: FigureView, panel: PanelView) -> None:
    at = [float(x) for x in figure.at]
    if panel.title:
        place.set_title(_text(panel.title), fontsize=10, pad=8, wrap=True)
    place.set_xlabel(f"${figure.over}$")
    place.margins(x=0)
    low, high = _range(figure)
    place.set_ylim(low, high)
    for number, curve in enumerate(panel.curves):
        _curve(place, number, at, curve)
    for name, height, colour in _spread(panel.curves, low, high):
        place.annotate(
            _text(name), (at[-1], height), (5, 0), textcoords="offset points",
            va="center", color=colour, fontsize=11, annotation_clip=False,
        )  # fmt: skip


def _range(figure: FigureView) -> tuple[float, float]:
    """The same heights for all panels, so that they can be compared."""
    curves = [curve for panel in figure.panels for curve in panel.curves]
    found = [float(v) for c in curves for v in (*c.values, *c.limits.values()) if v is not None]
    low, high = min(found, default=0.0), max(found, default=1.0)
    margin = 0.05 * (high - low) or 0.5
    return low - margin, high + margin


def _curve(place: Axes, number: int, at: Sequence[float], curve: CurveView) -> None:
    colour, dashes = _COLOURS[number], _DASHES[number % len(_DASHES)]
    values = [float("nan") if v is None else float(v) for v in curve.values]
    place.plot(at, values, color=colour, linestyle=dashes, linewidth=1.7)
    for limit in curve.limits.values():
        place.axhline(float(limit), color=_INK, linewidth=0.6, linestyle=(0, (1, 3)))


def _spread(
    curves: Sequence[CurveView], low: float, high: float
) -> Iterator[tuple[str, float, str]]:
    """The names of curves at their right ends, moved apart where they would touch."""
    gap = (high - low) / 11
    ends = [
        (float(next((v for v in reversed(c.values) if v is not None), 0)), n)
        for n, c in enumerate(curves)
    ]
    reached = low - gap
    heights = {}
    for end, n in sorted(ends):
        reached = heights[n] = max(end, reached + gap)
    over = max(0.0, reached - max(high, max(end for end, _ in ends)))
    for n, curve in enumerate(curves):
        yield curve.name, heights[n] - over, _COLOURS[n]


def _text(prose: str) -> str:
    """Prose for Matplotlib, which knows ``$…$`` too."""
    return "".join(
        f"${content}$" if kind == "math" else content.replace("$", r"\$")
        for kind, content in pieces(prose)
    )
