"""What a template sees of steps that speak of a point: counterexamples and numbers, worked out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from symsoft.derivation import Checked
from symsoft.derivation.findings import Shown
from symsoft.kernel.context import Context
from symsoft.kernel.terms import KernelError, Term, ix, mk, subst
from symsoft.refuter import Finding, Point, instantiate
from symsoft.refuter.values import Undecided, Undefined, Unsupported
from symsoft.report.formula import Formula
from symsoft.report.layout import RELATION, Link
from symsoft.report.numbers import latex_number, latex_point
from symsoft.report.width import width

SIGNS = {"=": "=", "!=": r"\ne", "<": "<", "<=": r"\le", ">": ">", ">=": r"\ge"}
HEADINGS = {"refute": "Not true", "undefined": "Not defined", "value": "In numbers"}
CAUSES = {
    "zero": "It divides by zero:",
    "log": "It takes the logarithm of what is not positive:",
    "part": "This part of it has no value:",
}
_WIDEST = 24.0  # ems; a formula with numbers put in that is wider says little
_LINE = 30.0  # what fits the page of the LaTeX reports


@dataclass(frozen=True)
class Working:
    """A term at a point, step by step to its value; a chain for the filters."""

    left: str
    links: tuple[Link, ...]


@dataclass(frozen=True)
class Example:
    """A step that speaks of a point.

    In a report `opening` and the `claims`, which are not true or not defined, come first, then
    `closing` and the `workings`.  `evidence`, if any, says in plain text why it does not hold.
    """

    number: int
    kind: str
    heading: str
    opening: str
    claims: tuple[Working, ...]
    closing: str
    workings: tuple[Working, ...]
    evidence: str

    @property
    def holds(self) -> bool:
        return not self.evidence


def example(checked: Checked, shown: Shown, scope: str) -> Example:
    """The view of a step; `scope` says in prose for which values a claim would hold."""
    names = checked.latex_names
    opening, closing = _sentences(shown, names, scope)
    return Example(
        number=shown.step.number,
        kind=shown.kind,
        heading=HEADINGS[shown.kind],
        opening=opening,
        claims=tuple(_claims(shown, names)),
        closing=closing if shown.holds else "",
        workings=tuple(_workings(shown.findings, names)),
        evidence=shown.reason,
    )


def _sentences(shown: Shown, names: Mapping[str, str], scope: str) -> tuple[str, str]:
    """The words before the claim and before the numbers."""
    where = _where(shown, names)
    if shown.kind == "refute":
        said = "It is not true that" if shown.holds else "It was to be shown false that"
        return f"{said} {scope}:", f"It fails{where}:"
    why = f" ({shown.step.why})" if shown.step.why else ""
    if shown.kind == "value":
        return f"The value{where}{why}:", ""
    culprit = shown.findings[0].culprit if shown.holds else None
    return f"There is no value{where}{why}:", CAUSES[culprit[0]] if culprit else ""


def _where(shown: Shown, names: Mapping[str, str]) -> str:
    """The values at the point, in prose; none are shown of a step that does not hold."""
    if not shown.holds:
        return " at the point given"
    values = latex_point(shown.findings[0].point, names, _varying(shown))
    return f" at {', '.join(f'${value}$' for value in values)}" if values else ""


def _varying(shown: Shown) -> frozenset[str]:
    """The indices that take all their values, and so are not part of the point."""
    if shown.kind == "refute" or shown.step.at is None:
        return frozenset()
    given = {str(getattr(key, "name", key)) for key in shown.step.at}
    return frozenset(n for f in shown.findings for n in f.point.indices) - given


def _claims(shown: Shown, names: Mapping[str, str]) -> Iterator[Working]:
    claim, holds = shown.said.claim, shown.holds
    left, right = Formula((claim.lhs, names)), Formula((claim.rhs, names))
    if shown.kind == "refute":
        link = Link(SIGNS[claim.rel], right, shown.step.why, proved=holds, false=holds)
        yield Working(left, (link,))
    elif shown.kind == "undefined" or not holds:
        yield Working(left, ())


# --- working out --------------------------------------------------------------------------------


def _workings(findings: tuple[Finding, ...], names: Mapping[str, str]) -> Iterator[Working]:
    seen: set[Working] = set()
    for finding in findings:
        for working in _of(finding, names):
            told = working.left != working.links[-1].right if working.links else True
            if told and working not in seen:
                seen.add(working)
                yield working


def _of(finding: Finding, names: Mapping[str, str]) -> Iterator[Working]:
    context, point = finding.context, finding.point
    if finding.kind == "refuted":
        values = finding.counterexample.sides()
        for term, value in zip((finding.claim.lhs, finding.claim.rhs), values, strict=True):
            yield _working(context, term, point, [Link("=", latex_number(value))], names)
    elif finding.kind == "value":
        signs = {"=": "=", "≈": r"\approx"}
        links = [Link(signs[sign], latex_number(number)) for sign, number in finding.stated]
        yield _working(context, finding.claim.lhs, point, links, names)
    elif finding.culprit is not None:
        found = [Link("=", latex_number(str(side))) for side in finding.sides]
        yield _working(context, finding.culprit[1], point, found, names)


def _working(
    context: Context, term: Term, point: Point, values: list[Link], names: Mapping[str, str]
) -> Working:
    """The term with its indices put in, with all numbers put in, and its value."""
    left = Formula((_placed(term, point), names))
    links = list(values)
    middle = _numbers(context, term, point)
    if middle and middle not in (left, *(link.right for link in links)):
        links.insert(0, Link("=", middle))
    if width(left) + sum(RELATION + width(link.right) for link in links) <= _LINE:
        links = _in_a_line(links)
    return Working(left, tuple(links))


def _in_a_line(links: list[Link]) -> list[Link]:
    first, rest = links[:1], links[1:]
    return [
        Link(a.sign, Formula.joined([a.right, *(p for b in rest for p in (b.sign, b.right))]))
        for a in first
    ]


def _placed(term: Term, point: Point) -> Term:
    """The term with the values of its free indices."""
    free = {t for t in _indices(term) if t.args[0] in point.indices}
    try:
        return subst(term, {t: mk("lit", point.indices[t.args[0]]) for t in free})
    except KernelError:
        return term


def _indices(term: Term) -> Iterator[Term]:
    if term.op == "ix":
        yield ix(*term.args)
    for arg in term.args:
        if isinstance(arg, Term):
            yield from _indices(arg)


def _numbers(context: Context, term: Term, point: Point) -> str:
    """The term with the point's numbers in place of all names, "" where that is no help."""
    try:
        shown = Formula((instantiate(context.unfold(term), point), {}))
    except (KernelError, Undefined, Undecided, Unsupported):
        return ""
    return shown if width(shown) <= _WIDEST else ""
