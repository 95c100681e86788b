"""What a figure shows: the values of its curves, what they are called, and the same in words.

The values are computed from the terms of the derivation, in rigorous arithmetic.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property

from symsoft.derivation import Checked, DerivationError
from symsoft.derivation.figures import Curve, ReadFigure, ReadPanel
from symsoft.kernel.terms import Term, mk, subst, subterms
from symsoft.language.latex import latex
from symsoft.refuter import NotShown
from symsoft.report.formula import Formula, as_formula
from symsoft.report.prose import pieces

_FEWEST, _USUAL, _MOST = 50, 100, 200  # steps from one end to the other
Values = tuple[Fraction | None, ...]


@dataclass(frozen=True)
class CurveView:
    """A curve: its `name` in prose, its values, None where it has none.

    `limits` are the values that it was proved to tend to on the left (-1) and on the right (1).
    """

    name: str
    values: Values
    limits: Mapping[int, Fraction]

    @property
    def spoken(self) -> str:
        """The name in words."""
        return aloud(self.name)


@dataclass(frozen=True)
class PanelView:
    """A part of a figure under its title, in prose."""

    title: str
    curves: tuple[CurveView, ...]

    @property
    def told(self) -> str:
        """The curves in words."""
        return "; ".join(map(_course, self.curves))


@dataclass(frozen=True)
class FigureView:
    """A figure; titles and caption are prose. `name` tells it from all others of the library.

    Its values are computed when they are first asked for, which raises `DerivationError` where that
    cannot be done.
    """

    name: str
    _read: ReadFigure
    _names: Mapping[str, str]

    @property
    def title(self) -> str:
        return self._read.figure.title

    @property
    def caption(self) -> str:
        return self._read.figure.caption

    @property
    def slider(self) -> bool:
        """Whether the site shows bars that follow a slider."""
        return self._read.figure.slider

    @property
    def over(self) -> Formula:
        """The scalar that varies."""
        return Formula((self._read.over, self._names))

    @cached_property
    def at(self) -> tuple[Fraction, ...]:
        """The values of the scalar at which the curves are evaluated."""
        return tuple(_positions(self._read.low, self._read.high))

    @cached_property
    def panels(self) -> tuple[PanelView, ...]:
        try:
            return tuple(self._panel(panel) for panel in self._read.panels)
        except NotShown as why:
            raise DerivationError(f"{self.name}: {why}", self._read.figure.where) from None

    @property
    def scope(self) -> str:
        """What the curves run over, in words."""
        ends = f"from {decimal(self.at[0])} to {decimal(self.at[-1])}"
        return f"Curves over {self.over.spoken} {ends}"

    @property
    def alt(self) -> str:
        """The figure in words, for who cannot see it."""
        said = [f"{aloud(p.title)}: {p.told}." for p in self.panels]
        return " ".join([f"{self.scope}.", *said])

    def _panel(self, panel: ReadPanel) -> PanelView:
        return PanelView(panel.title, tuple(self._curve(curve) for curve in panel.curves))

    def _curve(self, curve: Curve) -> CurveView:
        over = self._read.over.args[0]
        limits = {side: _constant(curve, term, over) for side, term in curve.limits.items()}
        known = {side: value for side, value in limits.items() if value is not None}
        sampler = curve.sampler(over)
        values = tuple(sampler.value(x) for x in self.at)
        return CurveView(_name(curve, self._names), values, known)


def figure_views(checked: Checked) -> Iterator[FigureView]:
    """The figures of a derivation."""
    for number, read in enumerate(checked.figures, 1):
        yield FigureView(f"{checked.derivation.name}-{number}", read, checked.latex_names)


def _positions(low: Fraction, high: Fraction) -> Iterator[Fraction]:
    """Some hundred values from `low` to `high`, whose distance is a short decimal if it can be."""
    scale = len(str(round(high - low))) - 3
    short = [Fraction(digit) * Fraction(10) ** (scale + n) for n in range(3) for digit in (1, 2, 5)]
    steps = [s for s in short if (high - low) % s == 0 and _FEWEST <= (high - low) / s <= _MOST]
    step = min(steps or [(high - low) / _USUAL], key=lambda s: abs((high - low) / s - _USUAL))
    yield from (low + n * step for n in range(int((high - low) / step) + 1))


def _constant(curve: Curve, term: Term, over: str) -> Fraction | None:
    """The value of a limit at the curve's point."""
    return Curve("", term, curve.context, curve.point, {}).sampler(over).value(Fraction(1))


def _name(curve: Curve, names: Mapping[str, str]) -> str:
    """What a curve is called: its formula with the point's indices, unless the author says."""
    indices = [t for t in subterms(curve.term) if t.op == "ix"]
    chosen = {t: mk("lit", curve.point.indices[t.args[0]]) for t in indices}
    return curve.name or f"${latex(subst(curve.term, chosen), names)}$"


# --- in words -----------------------------------------------------------------------------------


def aloud(prose: str) -> str:
    """Prose as it is read aloud.

    >>> aloud("the share $p_1$")
    'the share p sub 1'
    """
    return "".join(as_formula(c).spoken if kind == "math" else c for kind, c in pieces(prose))


def _course(curve: CurveView) -> str:
    known = [v for v in curve.values if v is not None]
    if not known:
        return f"{curve.spoken} is not defined"
    low, high, first, last = (decimal(v) for v in (min(known), max(known), known[0], known[-1]))
    if low == high:
        return f"{curve.spoken} is {low} throughout"
    between = [f"no less than {low}"] if low not in (first, last) else []
    between += [f"no more than {high}"] if high not in (first, last) else []
    return ", ".join([f"{curve.spoken} goes from {first} to {last}", *between])


def decimal(value: Fraction, places: int = 4) -> str:
    """A number to so many decimal places, one that is whole without.

    >>> decimal(Fraction(2)), decimal(Fraction(-1, 3)), decimal(Fraction(1, 10**6))
    ('2', '−0.3333', '0.0000')
    """
    if value.denominator == 1:
        return str(value).replace("-", "−")
    rounded = round(value, places)
    whole, part = divmod(abs(rounded.numerator) * 10**places // rounded.denominator, 10**places)
    return f"{'−' if rounded < 0 else ''}{whole}.{part:0{places}d}"
