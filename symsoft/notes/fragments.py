"""Parts of a proved derivation as text to stand in a note, for LaTeX and for Markdown.

Formulas are displayed with ``$$`` in Markdown, which GitHub, Obsidian, Quarto, MyST and MkDocs all
read.  `package` writes all parts for the LaTeX package symsoft, whose commands it uses.
"""

from __future__ import annotations

import re
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator, Sequence

from symsoft.notes.source import TEX
from symsoft.report import layout, prose
from symsoft.report.layout import Link
from symsoft.report.view import StepView, TheoremView, View

PARTS = ("statement", "proof", "steps", "table")
PICTURES = {TEX: "pdf"}  # what kind of file a note includes as a figure, "svg" if not said

_ESCAPE = re.compile(r"\\(\\(?:\[1ex\])?|[^A-Za-z\s])")
_SPELLED = {
    r"\[1ex]": r"\cr ", "\\": r"\cr ", "|": r"\Vert ", "{": r"\lbrace ", "}": r"\rbrace ",
    ",": r"\thinspace ", ":": r"\medspace ", ";": r"\thickspace ", "!": r"\negthinspace ",
}  # fmt: skip


class NoPart(ValueError):
    """A part that a derivation does not have."""


def fragment(of: View, part: str, kind: str, pandoc: bool = False, pictures: str = "") -> list[str]:
    """The lines of a part: one of `PARTS`, "figure", or the number of a step.

    `pandoc` says of a Markdown note that Pandoc reads it, and nobody else; `pictures` is the way
    from the note to the folder of the figures.
    """
    writer = _Tex() if kind == TEX else _Pandoc() if pandoc else _Markdown()
    if part == "figure":
        return _lines(_figures(of, kind, writer, pictures))
    if part.isdigit():
        return _lines(_step(of, int(part), writer))
    if part not in PARTS:
        known = ", ".join((*PARTS, "figure"))
        raise NoPart(f"there is no part {part!r}: choose {known}, or the number of a step")
    return _lines(_WRITERS[part](of, writer))


def title(of: View, kind: str) -> str:
    """The title, escaped."""
    return (_Tex() if kind == TEX else _Markdown()).text(of.title)


def theorem(of: TheoremView | View, kind: str) -> list[str]:
    """The lines of a theorem: for which values, the formula, and what its names stand for."""
    return _lines(_stated(of, _Tex() if kind == TEX else _Markdown()))


def package(of: View) -> str:
    r"""The file of a derivation for the LaTeX package: each part as ``\symsoftdefine``."""
    writer = _Package()
    parts: dict[str, list[str]] = {"title": [writer.text(of.title)]}
    for part in PARTS:
        if of.steps or part == "table":
            parts[part] = _lines(_WRITERS[part](of, writer))
    parts |= {str(step.number): _lines(_step(of, step.number, writer)) for step in of.steps}
    written = "\n".join(
        f"\\symsoftdefine{{{of.name}}}{{{part}}}{{%\n" + "\n".join(lines) + "}%"
        for part, lines in parts.items()
    )
    return f"% Written by symsoft from {of.script}; edit that, not this.\n{written}\n"


def package_parts(of: View) -> list[str]:
    """What the LaTeX package can show of a derivation."""
    return ["derivation", "title", *PARTS, *(str(step.number) for step in of.steps)]


def _lines(blocks: Iterator[str]) -> list[str]:
    """Blocks with an empty line between them, which LaTeX takes as a paragraph only where meant."""
    return [line for block in blocks for line in block.split("\n")]


class _Writer(ABC):
    """How a format writes what parts are made of; `gap` stands between paragraphs."""

    style: layout.Style
    gap: Sequence[str] = ()

    @abstractmethod
    def text(self, words: str) -> str:
        """Prose."""

    @abstractmethod
    def display(self, rows: str) -> str:
        """Aligned lines."""

    @abstractmethod
    def items(self, rows: Sequence[str]) -> str:
        """A numbered list."""

    @abstractmethod
    def table(self, rows: Sequence[tuple[str, str]]) -> str:
        """Symbols and their meanings."""

    @abstractmethod
    def math(self, latex: str) -> str:
        """A formula in a line."""

    @abstractmethod
    def picture(self, path: str, alt: str, caption: str) -> str:
        """A picture with its text for screen readers and its caption."""

    def equation(self, rows: str, number: int | None = None) -> str:
        """Lines that state the result, or the step of that number."""
        return self.display(rows)

    def chain(self, left: str, links: Sequence[Link], first: int) -> str:
        """A chain of steps, the number of the first being `first`."""
        return self.display(layout.aligned(left, links, self.style))


class _Markdown(_Writer):
    style = layout.MARKDOWN
    gap = ("",)

    def text(self, words: str) -> str:
        write = {"math": self.math, "code": "`{}`".format, "text": prose.markdown}
        return "".join(write[kind](content) for kind, content in prose.pieces(words))

    def display(self, rows: str) -> str:
        return f"$$\n\\begin{{aligned}}\n{self.spelled(rows)}\n\\end{{aligned}}\n$$"

    def items(self, rows: Sequence[str]) -> str:
        return "\n".join(f"{n}. {row}" for n, row in enumerate(rows, 1))

    def table(self, rows: Sequence[tuple[str, str]]) -> str:
        body = [f"| {left} | {right} |" for left, right in rows]
        return "\n".join(["| symbol | meaning |", "|---|---|", *body])

    def picture(self, path: str, alt: str, caption: str) -> str:
        said = re.sub(r"([\\\[\]])", r"\\\1", alt)
        return f"![{said}]({path})\n\n{caption}"

    def math(self, latex: str) -> str:
        """A formula in a line; a bar would end a cell of a table."""
        written = self.spelled(prose.markdown_math(latex)).replace("|", r"\vert ")
        return f"${' '.join(written.split())}$"

    def spelled(self, latex: str) -> str:
        """The formula in words: GitHub takes the backslash away before a punctuation mark."""
        return _ESCAPE.sub(lambda found: _SPELLED.get(found[1], found[0]), latex)


class _Pandoc(_Markdown):
    """Pandoc knows ``\\\\`` and not ``\\cr`` where it writes for Word."""

    def spelled(self, latex: str) -> str:
        return latex.replace(r"\|", r"\Vert ")


class _Tex(_Writer):
    style = layout.TEX

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

    def picture(self, path: str, alt: str, caption: str) -> str:
        drawn = f"\\includegraphics[width=\\linewidth]{{{path}}}"
        return f"\\begin{{center}}\n{drawn}\\par\n{caption}\n\\end{{center}}"

    def math(self, latex: str) -> str:
        return f"${prose.tex_math(latex)}$"


class _Package(_Tex):
    """With the commands of the package, which number equations and reveal steps one by one."""

    def display(self, rows: str) -> str:
        return f"\\symsoftdisplay{{%\n{rows}}}"

    def equation(self, rows: str, number: int | None = None) -> str:
        label = "" if number is None else f":{number}"
        return f"\\symsoftequation{{{label}}}{{%\n{rows}}}"

    def chain(self, left: str, links: Sequence[Link], first: int) -> str:
        lines = layout.numbered(left, links, self.style)
        rows = (_revealed(text, n and first + n - 1) + end for n, text, end in lines)
        return self.display("\n".join(rows))

    def items(self, rows: Sequence[str]) -> str:
        body = "\n".join(f"\\symsoftitem{{{n}}}{{{row}}}" for n, row in enumerate(rows, 1))
        return f"\\begin{{enumerate}}\n{body}\n\\end{{enumerate}}"


def _revealed(line: str, step: int) -> str:
    r"""A line of a chain with what its step adds in ``\symsoftreveal``; the left side stands."""
    left, *others = layout.cells(line)
    if not step:
        return line
    written = (f"\\symsoftreveal{{{step}}}{{{{}}{cell.strip()}}}" for cell in others)
    return " & ".join([left.rstrip(), *written])


def _statement(of: View, writer: _Writer) -> Iterator[str]:
    if of.statement is None:
        raise NoPart(f"{of.name} states no theorem")
    yield from _stated(of, writer)


def _stated(of: TheoremView | View, writer: _Writer) -> Iterator[str]:
    assert of.statement is not None  # the caller has seen to it
    yield writer.text(of.opening)
    yield from writer.gap
    yield writer.equation(layout.aligned(of.statement.left, of.statement.links, writer.style))
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
        yield writer.chain(section.left, section.links, section.steps[0].number)


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
    link = Link(found.sign, found.right, found.why)
    yield writer.equation(layout.aligned(found.left, [link], writer.style), number)


def _figures(of: View, kind: str, writer: _Writer, folder: str) -> Iterator[str]:
    if not of.figures:
        raise NoPart(f"{of.name} has no figure")
    for n, figure in enumerate(of.figures):
        if n:
            yield from writer.gap
        path = f"{folder}/{figure.name}.{PICTURES.get(kind, 'svg')}"
        said = f"{figure.title}. {figure.caption}".strip()
        yield writer.picture(path, figure.alt, writer.text(f"{said} (Computed from the terms.)"))


_WRITERS: dict[str, Callable[[View, _Writer], Iterator[str]]] = {
    "statement": _statement,
    "proof": _proof,
    "steps": _steps,
    "table": _table,
}
