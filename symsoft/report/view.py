"""What a template sees of a checked derivation: strings, ready but for the escaping of prose.

Formulas are LaTeX without delimiters (see `symsoft.report.formula`).  Prose is text with
``$…$`` mathematics, for the templates' filter ``prose``.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from symsoft.derivation import Checked, Outcome, Section
from symsoft.derivation.findings import Shown
from symsoft.derivation.symbols import Symbols, definitions, latex_name, symbols
from symsoft.kernel.context import Claim, Context, Dimension, Hypothesis, Index
from symsoft.kernel.terms import mk
from symsoft.kernel.theorem import Theorem
from symsoft.language.latex import latex_hypothesis
from symsoft.report.example import SIGNS, Example, example
from symsoft.report.formula import Formula
from symsoft.report.illustration import FigureView, figure_views
from symsoft.report.labels import step_labels
from symsoft.report.layout import Link
from symsoft.report.legend import legend

_HEADINGS = {"calc": "", "have": "Intermediate result", "conclude": "Conclusion"}


@dataclass(frozen=True)
class StepView:
    """A step; `evidence` is plain text that says why it is not proved, else "".

    `label` names it for good: that of the derivation, a colon, and the words of its reason.
    """

    number: int
    label: str
    sign: str
    left: str
    right: str
    why: str
    uses: tuple[str, ...]
    status: str
    evidence: str

    @property
    def proved(self) -> bool:
        return self.status == "proved"


@dataclass(frozen=True)
class SectionView:
    """A calc chain, or one claim of ``have`` or ``conclude`` under its heading."""

    heading: str
    steps: tuple[StepView, ...]

    @property
    def left(self) -> str:
        return self.steps[0].left

    @property
    def links(self) -> list[Link]:
        return [
            Link(s.sign, s.right, s.why, s.proved, number=s.number, label=s.label, place=place)
            for place, s in enumerate(self.steps, start=1)
        ]


@dataclass(frozen=True)
class Statement:
    """The claim of the whole: two terms and the sign between them."""

    left: str
    sign: str
    right: str

    @property
    def links(self) -> list[Link]:
        return [Link(self.sign, self.right)]


@dataclass(frozen=True)
class Meaning:
    """Symbols in LaTeX and what they stand for, in prose."""

    names: tuple[str, ...]
    meaning: str


@dataclass(frozen=True)
class View:
    """A checked derivation. `uses` lists the names of the derivations it cites.

    `statement` is None where no theorem is stated, only `examples`: steps that speak of a point.
    `status` is "proved", "shown" or "not proved", as of `Checked`.
    """

    name: str
    title: str
    subject: str
    summary: tuple[str, ...]
    source: str
    claims: tuple[int, ...]
    script: str
    uses: tuple[str, ...]
    scope: str
    status: str
    statement: Statement | None
    definitions: tuple[Statement, ...]
    given: tuple[str, ...]
    conditions: tuple[str, ...]
    symbols: tuple[Meaning, ...]
    sections: tuple[SectionView, ...]
    examples: tuple[Example, ...]
    figures: tuple[FigureView, ...]

    @property
    def opening(self) -> str:
        """The words before the statement, in prose: for which values it holds, and given what."""
        return _sentence(_assumed(self.scope, self.given, self.conditions))

    @property
    def steps(self) -> list[StepView]:
        return [step for section in self.sections for step in section.steps]

    @property
    def size(self) -> int:
        """The number of all steps, those that speak of a point included."""
        return len(self.steps) + len(self.examples)

    @property
    def proved(self) -> bool:
        """Whether all steps hold."""
        return self.status != "not proved"

    @property
    def unproved(self) -> list[StepView]:
        return [step for step in self.steps if not step.proved]


@dataclass(frozen=True)
class TheoremView:
    """A theorem that stands alone, with what its names were defined as."""

    opening: str
    statement: Statement
    definitions: tuple[Statement, ...]


def theorem_view(theorem: Theorem) -> TheoremView:
    """The view of a theorem."""
    context, claim, conditions = theorem.context, theorem.claim, theorem.conditions
    spoken = _free_names(context, claim, (*context.hypotheses, *conditions))
    given = [_within(h, {}) for h in context.hypotheses]
    needed = [_within(h, {}) for h in conditions]
    words = _sentence(_assumed(_scope(context, spoken, {}), given, needed))
    return TheoremView(words, _statement(claim, {}), tuple(_definitions(context, {})))


def view(checked: Checked, script: str, subject: str) -> View:
    """The view of a derivation; `script` is its path in the project."""
    derivation, names = checked.derivation, checked.latex_names
    labels = {n: f"{derivation.name}:{x}" for n, x in step_labels(derivation.steps).items()}
    paragraphs = derivation.summary.split("\n\n") if derivation.summary else []
    return View(
        name=derivation.name,
        title=derivation.title,
        subject=subject,
        summary=tuple(paragraphs),
        source=derivation.source,
        claims=derivation.claims,
        script=script,
        uses=tuple(derivation.depends),
        status=checked.status,
        scope=_scope(checked.context, _spoken(checked), names),
        statement=_statement(checked.claim, names) if checked.sections else None,
        definitions=tuple(_definitions(checked.context, names)),
        given=tuple(_within(h, names) for h in checked.context.hypotheses),
        conditions=tuple(_within(h, names) for h in checked.conditions),
        symbols=tuple(_symbols(checked)),
        sections=tuple(_section(section, names, labels) for section in checked.sections),
        examples=tuple(_example(checked, shown, names) for shown in checked.findings),
        figures=tuple(figure_views(checked)),
    )


def _assumed(scope: str, given: Sequence[str], conditions: Sequence[str]) -> str:
    """For which values, and given what, in prose."""
    parts = [scope] if scope else []
    for word, formulas in (("given", given), ("wherever", conditions)):
        if formulas:
            parts.append(f"{word} {_enumerated(formulas)}")
    return ", ".join(parts) or "always"


def _sentence(words: str) -> str:
    return f"{words[:1].upper()}{words[1:]}:"


def _example(checked: Checked, shown: Shown, names: Mapping[str, str]) -> Example:
    hypotheses = (*checked.context.hypotheses, *shown.said.given)
    spoken = _free_names(checked.context, shown.said.claim, hypotheses)
    scope = _scope(checked.context, spoken, names)
    given = [_within(h, names) for h in hypotheses]
    return example(checked, shown, _assumed(scope, given, ()))


def _scope(context: Context, spoken: frozenset[str], names: Mapping[str, str]) -> str:
    """The values of dimensions and indices, in prose: "for every $K$ and all $i$".

    Indices that only intermediate results speak of are left out.
    """
    found = symbols(context)
    dims = [
        rf"{latex_name(name, names)} \ge {group.declaration.least}"
        for group in found
        for name in group.names
        if isinstance(group.declaration, Dimension)
    ]
    indices = [
        rf"{', '.join(latex_name(n, names) for n in shown)} = 1, \dots, "
        + latex_name(group.declaration.dim, names)
        for group in found
        if isinstance(group.declaration, Index)
        and (shown := [n for n in group.names if n in spoken])
    ]
    every = [f"for every {_enumerated(dims)}"] if dims else []
    return " and ".join([*every, *([f"all {_enumerated(indices)}"] if indices else [])])


def _spoken(checked: Checked) -> frozenset[str]:
    """Names that occur free in the statement, as definitions are written out."""
    if not checked.sections:
        return frozenset()
    assumed = (*checked.context.hypotheses, *checked.conditions)
    return _free_names(checked.context, checked.claim, assumed)


def _free_names(context: Context, claim: Claim, assumed: Sequence[Hypothesis]) -> frozenset[str]:
    """Names that occur free in a claim and in what is assumed of them."""
    return claim.unfolded(context).names.union(*(h.unfolded(context).names for h in assumed))


def _enumerated(formulas: Sequence[str]) -> str:
    """Formulas in prose: $a$, $b$ and $c$."""
    shown = [f"${formula}$" for formula in formulas]
    return " and ".join(filter(None, [", ".join(shown[:-1]), shown[-1]]))


def _statement(claim: Claim, names: Mapping[str, str]) -> Statement:
    return Statement(Formula((claim.lhs, names)), SIGNS[claim.rel], Formula((claim.rhs, names)))


def _within(hypothesis: Hypothesis, names: Mapping[str, str]) -> str:
    """A hypothesis within a sentence; lines may break before its range and after each ``;``."""
    claim, gap, scope = latex_hypothesis(hypothesis, names).partition(r" \quad ")
    parts = scope.replace("; ", ";\n").split("\n") if gap else []
    return "$ $".join([claim, *(f"{{{part}}}" for part in parts)])


def _definitions(context: Context, names: Mapping[str, str]) -> list[Statement]:
    found = definitions(context)
    return [
        _statement(Claim("=", mk("def", name, *d.params), d.body), names)
        for name, d in found.items()
    ]


def _symbols(checked: Checked) -> Iterator[Meaning]:
    yield from (_meaning(group, checked.latex_names) for group in symbols(checked.context))
    yield from (Meaning((name,), meaning) for name, meaning in legend(checked))


def _meaning(group: Symbols, names: Mapping[str, str]) -> Meaning:
    shown = tuple(latex_name(name, names) for name in group.names)
    return Meaning(shown, group.meaning(lambda name: f"${latex_name(name, names)}$"))


def _section(section: Section, names: Mapping[str, str], labels: Mapping[int, str]) -> SectionView:
    steps = tuple(_step(o, names, labels[o.step.number]) for o in section.outcomes)
    return SectionView(_HEADINGS[section.kind], steps)


def _step(outcome: Outcome, names: Mapping[str, str], label: str) -> StepView:
    step, verdict, said = outcome.step, outcome.verdict, _statement(outcome.claim, names)
    cited = (c if isinstance(c, str) else getattr(c, "name", "") for c in step.using)
    return StepView(
        number=step.number,
        label=label,
        sign=said.sign,
        left=said.left,
        right=said.right,
        why=step.why,
        uses=tuple(filter(None, cited)),
        status=verdict.status,
        evidence="" if outcome.proved else str(verdict.counterexample or verdict.reason),
    )
