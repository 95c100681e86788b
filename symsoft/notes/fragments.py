"""Parts of a proved derivation as text to stand in a note, for LaTeX and for Markdown.

Formulas are displayed with ``$$`` in Markdown, which GitHub, Obsidian, Quarto, MyST and MkDocs all
read.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from symsoft.notes.source import TEX
from symsoft.report import layout, prose
from symsoft.report.layout import Link
from symsoft.report.view import Statement, StepView, View

PARTS = ("statement", "proof", "steps", "table")


class NoPart(ValueError):
    """A part that a derivation does not have."""


def fragment(of: View, part: str, kind: str) -> list[str]:
    """The lines of a part: one of `PARTS`, or the number of a step."""
    writer = _Tex() if kind == TEX else _Markdown()
    if part == "figure":
        raise NoPart(f"{of.name} has no figure")
    if part.isdigit():
        return _lines(_step(of, int(part), writer))
    if part not in PARTS:
        known = ", ".join(PARTS)
        raise NoPart(f"there is no part {part!r}: choose {known}, or the number of a step")
    return _lines(_WRITERS[part](of, writer))


def _lines(blocks: Iterator[str]) -> list[str]:
    """Blocks with an empty line between them, which LaTeX takes as a paragraph only where meant."""
    return [line for block in blocks for line in block.split("\n")]


class _Markdown:
    style = layout.MARKDOWN
    gap: Sequence[str] = ("",)

    def text(self, words: str) -> str:
        write = {"math": self.math, "code": "`{}`".format, "text": prose.markdown}
        return "".join(write[kind](content) for kind, content in prose.pieces(words))

    def display(self, rows: str) -> str:
        return f"$$\n\\begin{{aligned}}\n{rows}\n\\end{{aligned}}\n$$"

    def items(self, rows: Sequence[str]) -> str:
        return "\n".join(f"{n}. {row}" for n, row in enumerate(rows, 1))

    def table(self, rows: Sequence[tuple[str, str]]) -> str:
        body = [f"| {left} | {right} |" for left, right in rows]
        return "\n".join(["| symbol | meaning |", "|---|---|", *body])

    def math(self, latex: str) -> str:
        """A formula in a line; a bar would end a cell of a table."""
        written = prose.markdown_math(latex).replace(r"\|", r"\Vert ").replace("|", r"\vert ")
        return f"${' '.join(written.split())}$"


class _Tex:
    style = layout.TEX
    gap: Sequence[str] = ()

    def text(self, words: str) -> str:
        return prose.tex(words)

    def display(self, rows: str) -> str:
        return f"\\begin{{alignat*}}{{2}}\n{rows}\n\\end{{alignat*}}"

    def items(self, rows: Sequence[str]) -> str:
        body = "\n".join(rf"\item {row}" for row in rows)
        return f"\\begin{{enumerate}}\n{body}\n\\end{{enumerate}}"

    def table(self, rows: Sequence[tuple[str, str]]) -> str:
        body = "\n".join(rf"{left} & {right} \\" for left, right in rows)
        return f"\\begin{{tabular}}{{@{{}}ll@{{}}}}\n{body}\n\\end{{tabular}}"

    def math(self, latex: str) -> str:
        return f"${prose.tex_math(latex)}$"


_Writer = _Markdown | _Tex


def _statement(of: View, writer: _Writer) -> Iterator[str]:
    if of.statement is None:
        raise NoPart(f"{of.name} states no theorem")
    yield writer.text(of.opening)
    yield from writer.gap
    yield _display(of.statement.left, of.statement.links, writer)
    if of.definitions:
        yield from writer.gap
        yield "where"
        yield from writer.gap
        chains = [(d.left, d.links) for d in of.definitions]
        yield writer.display(layout.stacked(chains, writer.style))


def _proof(of: View, writer: _Writer) -> Iterator[str]:
    for n, section in enumerate(of.sections):
        if n:
            yield from writer.gap
        if section.heading:
            yield f"{section.heading}:"
            yield from writer.gap
        yield _display(section.left, section.links, writer)


def _steps(of: View, writer: _Writer) -> Iterator[str]:
    yield writer.items([_told(step, writer) for step in of.steps])


def _told(step: StepView, writer: _Writer) -> str:
    formula = writer.math(f"{step.left} {step.sign} {step.right}")
    return f"{formula}: {writer.text(step.why)}" if step.why else formula


def _table(of: View, writer: _Writer) -> Iterator[str]:
    rows = [(", ".join(map(writer.math, s.names)), writer.text(s.meaning)) for s in of.symbols]
    yield writer.table(rows)


def _step(of: View, number: int, writer: _Writer) -> Iterator[str]:
    found = next((step for step in of.steps if step.number == number), None)
    if found is None:
        raise NoPart(f"{of.name} has {len(of.steps)} steps, and none is number {number}")
    said = Statement(found.left, found.sign, found.right)
    yield _display(said.left, [Link(said.sign, said.right, found.why)], writer)


def _display(left: str, links: Sequence[Link], writer: _Writer) -> str:
    return writer.display(layout.aligned(left, links, writer.style))


_WRITERS: dict[str, Callable[[View, _Writer], Iterator[str]]] = {
    "statement": _statement,
    "proof": _proof,
    "steps": _steps,
    "table": _table,
}
