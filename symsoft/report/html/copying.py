"""What the buttons copy: parts of a derivation as LaTeX with amsmath and as Markdown.

What is not proved carries its mark along.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

from symsoft.report import layout, prose
from symsoft.report.example import Example, Working
from symsoft.report.layout import Link, Style
from symsoft.report.view import SectionView, Statement, StepView, View

_Chain = tuple[str, Sequence[Link]]


@dataclass(frozen=True)
class Source:
    """The same in both languages."""

    latex: str
    markdown: str


@dataclass(frozen=True)
class _Language:
    style: Style
    opening: str
    closing: str
    prose: Callable[[str], str]

    def display(self, chains: Iterable[_Chain]) -> str:
        return f"{self.opening}\n{layout.stacked(chains, self.style)}\n{self.closing}"

    def statement(self, of: View, said: Statement) -> str:
        links = [replace(link, proved=of.proved) for link in said.links]
        parts = [self.prose(of.opening), self.display([(said.left, links)])]
        if of.definitions:
            parts += ["where", self.display((d.left, d.links) for d in of.definitions)]
        return self.joined(parts)

    def example(self, of: Example) -> str:
        parts = [self.prose(of.opening), self._displayed(of.claims)]
        return self.joined([*parts, self.prose(of.closing), self._displayed(of.workings)])

    def joined(self, parts: Iterable[str]) -> str:
        return ("\n" if self is _TEX else "\n\n").join(filter(None, parts))

    def _displayed(self, chains: Sequence[Working]) -> str:
        return self.display((c.left, c.links) for c in chains) if chains else ""


_TEX = _Language(layout.TEX, r"\begin{alignat*}{2}", r"\end{alignat*}", prose.tex)
_MARKDOWN = _Language(
    layout.MARKDOWN, "```math\n\\begin{aligned}", "\\end{aligned}\n```", prose.markdown
)


def of_step(step: StepView) -> Source:
    """One relation with its reason."""
    return _displayed([(step.left, [Link(step.sign, step.right, step.why, step.proved)])])


def of_section(section: SectionView) -> Source:
    """A chain with its reasons."""
    return _displayed([(section.left, section.links)])


def of_statement(of: View) -> Source | None:
    """The statement with for which values it holds, under what, and what its letters mean."""
    said = of.statement
    if said is None:
        return None
    return Source(_TEX.statement(of, said), _MARKDOWN.statement(of, said))


def of_example(example: Example) -> Source:
    """A counterexample, or numbers, worked through."""
    return Source(_TEX.example(example), _MARKDOWN.example(example))


def _displayed(chains: Sequence[_Chain]) -> Source:
    return Source(_TEX.display(chains), _MARKDOWN.display(chains))
