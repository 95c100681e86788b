"""Figures that authors declare: curves of proved terms over a scalar, at points of their choice.

    (grows.figure("The shares as the scale grows", over=(c, 0, 10))
        .panel("Three logits", a[i], at={z: [1, 2, 3]}))

Declaring costs nothing.  `read_figures` refuses a term that no step of the derivation speaks of,
so that what is drawn is what was proved, and a point that the hypotheses exclude.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from symsoft.derivation.errors import DerivationError
from symsoft.derivation.points import at_every_index, read_number, read_point
from symsoft.derivation.steps import Location, author_location, check_prose
from symsoft.kernel.context import Claim, Context
from symsoft.kernel.terms import BINDERS, KernelError, Term, mk, open_, rebuild, subterms
from symsoft.language.errors import LanguageError
from symsoft.language.reader import Scope
from symsoft.language.text import text
from symsoft.refuter import NotShown, Point
from symsoft.refuter.prepare import prepare
from symsoft.refuter.sampling import Sampler

if TYPE_CHECKING:
    from symsoft.derivation.author import Derivation
    from symsoft.derivation.checked import Checked

_MOST = 8  # curves in a panel: more cannot be told apart


@dataclass
class Figure:
    """A figure as it was declared; `panel` adds to it."""

    title: str
    over: tuple[Any, Any, Any]
    caption: str
    slider: bool
    where: Location
    panels: list[Panel] = field(default_factory=list)

    def panel(self, title: str, curves: Any, *, at: Mapping[Any, Any]) -> Figure:
        """Add a panel that shows terms at the point `at`, such as ``{z: [1, 2, 3]}``.

        `curves` is a term, a list of terms, or a dictionary of terms by what they are called.  A
        term with an index i that `at` leaves out gives a curve for each of its values; ``{i}`` in
        what it is called stands for that value.
        """
        check_prose("title of a panel", title)
        if not isinstance(at, Mapping):
            raise DerivationError("at= takes a dictionary, such as at={z: [1, 2]}")
        self.panels.append(Panel(title, curves, at, author_location()))
        return self


@dataclass(frozen=True)
class Panel:
    """What one part of a figure is to show."""

    title: str
    curves: Any
    at: Mapping[Any, Any]
    where: Location

    @property
    def named(self) -> list[tuple[str, Any]]:
        """Terms with what they are called, "" where that is their own formula."""
        if isinstance(self.curves, Mapping):
            return list(self.curves.items())
        terms = self.curves if isinstance(self.curves, list | tuple) else [self.curves]
        return [("", term) for term in terms]


@dataclass(frozen=True)
class Curve:
    """A term at a point, as a function of the figure's scalar.

    `limits` are the values it was proved to tend to, by the sign of the infinity.
    """

    name: str
    term: Term
    context: Context
    point: Point
    limits: Mapping[int, Term]

    def sampler(self, over: str) -> Sampler:
        """The term as a function of the scalar `over`."""
        return Sampler(self.context, self.term, self.point, over)


@dataclass(frozen=True)
class ReadPanel:
    """A panel as it was read."""

    title: str
    curves: tuple[Curve, ...]


@dataclass(frozen=True)
class ReadFigure:
    """A figure as it was read: each curve is a function of the scalar from `low` to `high`."""

    figure: Figure
    over: Term
    low: Fraction
    high: Fraction
    panels: tuple[ReadPanel, ...]


def declare(title: str, over: Any, caption: str, slider: bool) -> Figure:
    """A figure without panels; raises `DerivationError` for what is not well-formed."""
    check_prose("title of a figure", title)
    check_prose("caption", caption)
    if not isinstance(over, tuple) or len(over) != 3:
        raise DerivationError("over= takes a scalar and its range, such as over=(c, 0, 10)")
    return Figure(title, over, caption, slider, author_location())


def read_figures(scope: Scope, derivation: Derivation, checked: Checked) -> tuple[ReadFigure, ...]:
    """The figures of a checked derivation; `scope` has read its steps.

    Raises `DerivationError` for a figure that shows what no step that holds speaks of, or at a
    point where the hypotheses do not hold.
    """
    found = []
    for number, figure in enumerate(derivation.figures, 1):
        where = figure.where
        try:
            if not figure.panels:
                raise DerivationError("it shows nothing; add .panel(…)")
            found.append(_figure(_Reader(scope, checked), figure))
        except (DerivationError, LanguageError, KernelError, NotShown) as error:
            why = getattr(error, "message", str(error))
            raise DerivationError(f"{derivation.name}, figure {number}: {why}", where) from None
    return tuple(found)


def _figure(reader: _Reader, figure: Figure) -> ReadFigure:
    symbol, *ends = figure.over
    over = reader.scope.term(symbol)
    try:
        low, high = (read_number(end) for end in ends)
    except DerivationError as error:
        raise DerivationError(error.message.replace("at=", "over=")) from None
    if over.op != "var" or low >= high:
        raise DerivationError("over= takes a scalar and its range, such as over=(c, 0, 10)")
    panels = [reader.panel(panel, over) for panel in figure.panels]
    for curve in (curve for panel in panels for curve in panel.curves):
        for end in (low, high):
            curve.sampler(over.args[0]).value(end)
    return ReadFigure(figure, over, low, high, tuple(panels))


class _Reader:
    """Reads curves in the scope of a derivation whose steps were checked."""

    def __init__(self, scope: Scope, checked: Checked) -> None:
        self.scope, self.checked = scope, checked

    def panel(self, panel: Panel, over: Term) -> ReadPanel:
        curves = [c for name, given in panel.named for c in self._curves(panel, name, given, over)]
        if not 1 <= len(curves) <= _MOST:
            raise DerivationError(f"a panel shows 1 to {_MOST} curves, not {len(curves)}")
        return ReadPanel(panel.title, tuple(curves))

    def _curves(self, panel: Panel, name: str, given: Any, over: Term) -> Iterator[Curve]:
        """The curves of a term: one for each value of the indices that the point leaves out."""
        check_prose("name of a curve", name)
        term = self.scope.term(given)
        context = self.scope.context().assume(*self.checked.context.hypotheses)
        self._require_spoken_of(context, term, over)
        limits = dict(_limits(self.checked, context, _bare(context.unfold(term)), over))
        names = frozenset(prepare(context, Claim("=", term, term), {}, ()).context.names)
        point = _point(panel, context, names, over.args[0])
        for here in at_every_index(point, context, names):
            chosen = {n: v for n, v in here.indices.items() if n not in point.indices}
            yield Curve(_called(name, chosen), term, context, here, limits)

    def _require_spoken_of(self, context: Context, term: Term, over: Term) -> None:
        bare = _bare(context.unfold(term))
        sides = (side for claim in _claims(self.checked) for side in claim)
        if not any(_occurs(bare, _bare(context.unfold(side)), over) for side in sides):
            said = f"no step that holds speaks of {text(term)}"
            raise DerivationError(f"{said}; a figure shows what was proved")


def _point(panel: Panel, context: Context, names: frozenset[str], over: str) -> Point:
    """Where the panel shows its terms, with some value for the scalar that varies."""
    if any(getattr(key, "name", key) == over for key in panel.at):
        raise DerivationError(f"at= gives a value for {over}, which is to vary")
    return read_point({**panel.at, over: 1}, context, names | {over})


def _called(name: str, chosen: Mapping[str, int]) -> str:
    """The author's name with the index in the place of ``{i}``, or behind it.

    >>> _called("class {i}", {"i": 2}), _called("share", {"i": 2}), _called("", {"i": 2})
    ('class 2', 'share, $i = 2$', '')
    """
    for index, value in chosen.items():
        placed = name.replace(f"{{{index}}}", str(value))
        name = placed if placed != name or not name else f"{name}, ${index} = {value}$"
    return name


def _claims(checked: Checked) -> Iterator[tuple[Term, Term]]:
    """Both sides of all that holds."""
    said = [o.claim for o in checked.outcomes if o.proved]
    said += [shown.said.claim for shown in checked.findings if shown.holds]
    yield from ((claim.lhs, claim.rhs) for claim in said)


def _bare(term: Term) -> Term:
    """The term without the letters that its author gave to bound variables."""

    def visit(t: Term, _: int) -> Term:
        made = rebuild(t, visit)
        return mk(made.op, "", *made.args[1:]) if made.op in BINDERS else made

    return visit(term, 0)


def _occurs(curve: Term, side: Term, over: Term) -> bool:
    """Whether the curve is a part of the side, with its own names for what is bound there."""
    letters = [over, *(t for t in subterms(curve) if t.op == "ix")]
    seen, waiting = set[Term](), [side]
    while waiting:
        here = waiting.pop()
        if here is curve:
            return True
        if here not in seen:
            seen.add(here)
            waiting += _parts(here, letters)
    return False


def _parts(term: Term, letters: Sequence[Term]) -> Iterator[Term]:
    parts = [a for a in term.args if isinstance(a, Term)]
    if term.op not in BINDERS:
        yield from parts
        return
    yield from parts[:-1]
    bound = term.args[1][0] if isinstance(term.args[1], tuple) else None
    for letter in letters:
        if letter.op == "var" and bound is None or letter.op == "ix" and letter.args[1] == bound:
            with suppress(KernelError):  # it would be captured
                yield open_(parts[-1], letter)


def _limits(
    checked: Checked, context: Context, curve: Term, over: Term
) -> Iterator[tuple[int, Term]]:
    """What the derivation proves the curve to tend to, by the sign of the infinity."""
    said = [s.claim for s in checked.sections if s.theorem]
    said += [o.claim for o in checked.outcomes if o.proved]
    for claim in said:
        side = _bare(context.unfold(claim.lhs))
        told = not any(t.op in ("lim", "inf") for t in subterms(context.unfold(claim.rhs)))
        if claim.rel != "=" or side.op != "lim" or not told:
            continue
        _, domain, _, place, body = side.args
        if place.op == "inf" and domain == over.args[1]:
            with suppress(KernelError):
                if open_(body, over) is curve:
                    yield place.args[0], claim.rhs
