r"""Breaking a chain of relations into aligned lines that fit the page.

Every line is ``left & right`` or ``left & right &\qquad& reason``, for amsmath's ``alignat*{2}``
and for ``aligned`` on GitHub.  The left side stands before the first relation where that leaves
room, else on a line of its own; reasons stand beside the formulas if all of them fit there in a few
lines, else below.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from symsoft.report.prose import markdown_math, pieces, tex, tex_math
from symsoft.report.width import width

GAP = 2.0  # \qquad
INDENT = 1.0  # \quad
RELATION = 1.4
_CHARACTER = 0.46
_LEFT_SHARE = 0.4  # a left side that takes more of the line stands on its own
_BOX = 7.5
_NARROWEST = 9.0  # a column of reasons
_MOST_LINES = 3

_PIECE = re.compile(r"\\(?:left|right)(?![A-Za-z])\s*(?:\\.|\S)|\\[A-Za-z]+|\\.|\S")
_OPENING, _CLOSING = {"{", "(", "[", r"\{", r"\begin"}, {"}", ")", "]", r"\}", r"\end"}
_BEFORE_SIGN = {"", "+", "-", "=", "^", "_", "<", ">", r"\le", r"\ge", r"\ne", r"\neq"}


@dataclass(frozen=True)
class Link:
    """A relation sign and a right side in LaTeX, with the reason in prose.

    `number` and `label` are those of a step, 0 and "" for what is none.  One that is not `proved`
    is marked so, and one that is `false` as not true.  `place` counts the steps of one chain.
    """

    sign: str
    right: str
    why: str = ""
    proved: bool = True
    false: bool = False
    number: int = 0
    label: str = ""
    place: int = 0


@dataclass(frozen=True)
class Style:
    """What differs between formats: the width of a line in ems, and how things are written.

    `stack` puts lines, already separated, on top of each other; `right` is what becomes of each
    piece of a right side, `cell` of all that stands between two ``&``, `tag` ends a step's line.
    """

    limit: float
    math: Callable[[str], str]
    reason: Callable[[str], str]
    mark: str
    stack: Callable[[str], str]
    false: str = ""
    right: Callable[[Link, str], str] = lambda _, piece: piece
    cell: Callable[[Link, str], str] = lambda _, content: content
    tag: Callable[[Link], str] = lambda _: ""

    def marks(self, link: Link) -> list[str]:
        """What marks a relation that is not to be taken for proved."""
        return [self.mark] * (not link.proved) + [self.false] * link.false


def aligned(left: str, links: Sequence[Link], style: Style) -> str:
    r"""The lines of a chain, with ``\\`` between them."""
    return _joined(_Chain(left, links, style).lines())


def numbered(left: str, links: Sequence[Link], style: Style) -> list[tuple[int, str, str]]:
    """The lines of a chain: the number of the link from 1 on, the line, and its separator.

    The lines of a left side that stands on its own have the number 0.
    """
    lines = _Chain(left, links, style).lines()
    separated = zip(lines, _separators(lines), strict=True)
    return [(line.link, line.text, separator) for line, separator in separated]


def cells(line: str) -> list[str]:
    r"""A line cut at the ``&`` between its columns, not at those of what stands inside.

    >>> cells(r"a & = \begin{cases} 1 & 2 \end{cases} &\qquad& \mbox{b \& c}")
    ['a ', ' = \\begin{cases} 1 & 2 \\end{cases} ', '\\qquad', ' \\mbox{b \\& c}']
    """
    cuts, depth = [-1], 0
    for found in _PIECE.finditer(line):
        token = found[0]
        depth += (token in _OPENING) - (token in _CLOSING)
        depth += token.startswith(r"\left") - token.startswith(r"\right")
        if token == "&" and not depth:
            cuts.append(found.start())
    return [line[a + 1 : b] for a, b in zip(cuts, [*cuts[1:], None], strict=True)]


def stacked(chains: Iterable[tuple[str, Sequence[Link]]], style: Style) -> str:
    """The lines of several chains, one chain below the other."""
    return _joined([line for left, links in chains for line in _Chain(left, links, style).lines()])


@dataclass(frozen=True)
class _Line:
    text: str
    ends_step: bool = False
    link: int = 0

    @property
    def tall(self) -> bool:
        """Whether the formula, which stands before the reason, has a fraction."""
        return r"\frac" in self.text.partition(r"&\qquad&")[0]


def _joined(lines: Sequence[_Line]) -> str:
    separated = zip(lines, _separators(lines), strict=True)
    return "\n".join(line.text + separator for line, separator in separated)


def _separators(lines: Sequence[_Line]) -> list[str]:
    """What stands behind each line.

    More room stands after a step that took several lines, and around fractions, which would touch.
    """
    between = (
        r" \\[1ex]" if line.ends_step or line.tall or after.tall else r" \\"
        for line, after in pairwise(lines)
    )
    return [*between, ""]


class _Chain:
    """A chain whose arrangement is settled: what stands where, and how much room there is."""

    def __init__(self, left: str, links: Sequence[Link], style: Style) -> None:
        self.left, self.links, self.style = style.math(left), links, style
        widest = max((width(link.right) for link in links), default=0.0) + RELATION
        first = width(left)
        crowded = first + widest > style.limit
        self.alone = crowded or not links or len(links) > 1 and first > _LEFT_SHARE * style.limit
        if not self.alone and not self._beside(first + widest):
            self.alone = self._beside(max(first, widest + INDENT))
        used = max(first, widest + INDENT) if self.alone else first + widest
        self.beside = self._beside(used)
        self.column = style.limit - used - GAP
        self.room = style.limit - RELATION - (INDENT if self.alone else first)

    def _beside(self, used: float) -> bool:
        """Whether the reasons can stand beside formulas that take the width `used`."""
        column = self.style.limit - used - GAP
        longest = max(map(_reason_width, self.links), default=0.0)
        return longest <= column or column >= _NARROWEST and longest <= _MOST_LINES * column

    @property
    def indent(self) -> str:
        return r"\quad " if self.alone else ""

    def lines(self) -> list[_Line]:
        pieces = broken(self.left, self.style.limit) if self.alone else []
        lines = [_Line(f"& {piece}") for piece in pieces]
        for n, link in enumerate(self.links):
            left = "" if n or self.alone else f"{self.left} "
            texts = list(self._link(link, left))
            lines += [_Line(text, link=n + 1) for text in texts[:-1]]
            lines.append(_Line(texts[-1], ends_step=len(texts) > 1, link=n + 1))
        return lines

    def _link(self, link: Link, left: str) -> Iterator[str]:
        found = broken(self.style.math(link.right), self.room)
        first, *rest = (self.style.right(link, piece) for piece in found)
        note, cell = self._note(link), self.style.cell
        beside = rf" &\qquad& {cell(link, note)}" if note and self.beside else ""
        opening = cell(link, f"{self.indent}{link.sign} {first}")
        yield f"{left}& {opening}{beside}{self.style.tag(link)}"
        yield from ("& " + cell(link, rf"{self.indent}\qquad {piece}") for piece in rest)
        if note and not self.beside:
            yield "& " + cell(link, rf"{self.indent}\qquad {note}")

    def _note(self, link: Link) -> str:
        """The reason, in lines that fit, with the mark of an unproved step; "" for none."""
        room = self.column if self.beside else self.room - GAP
        notes = self.style.marks(link)
        notes += [self.style.reason(line) for line in wrap(link.why, room) if line]
        return self.style.stack(r" \\ ".join(notes)) if len(notes) > 1 else "".join(notes)


def _reason_width(link: Link) -> float:
    return prose_width(link.why) + (_BOX if link.false or not link.proved else 0)


def prose_width(prose: str) -> float:
    """The width of prose in ems, about."""
    return sum(width(c) if k == "math" else _CHARACTER * len(c) for k, c in pieces(prose))


def wrap(prose: str, limit: float) -> Iterator[str]:
    """Prose in lines of about that width, broken at spaces outside of mathematics."""
    line = ""
    for word in re.findall(r"(?:\$(?:\\.|[^$\\])+\$|[^\s$])+|\$", prose):
        if line and prose_width(f"{line} {word}") > limit:
            yield line
            line = word
        else:
            line = f"{line} {word}" if line else word
    yield line


# --- breaking formulas --------------------------------------------------------------------------


def broken(latex: str, limit: float) -> list[str]:
    """A formula in lines that fit, broken before a + or - outside of all brackets if possible."""
    lines = [""]
    for term in _summands(latex):
        if lines[-1] and width(lines[-1] + term) > limit:
            lines.append("{} " + term)
        else:
            lines[-1] += term
    return lines


def _summands(latex: str) -> Iterable[str]:
    """The formula cut before each + and - at depth 0 that stands between two terms."""
    cuts, depth, previous = [0], 0, ""
    for found in _PIECE.finditer(latex):
        token = found[0]
        if token in _OPENING or token.startswith(r"\left"):
            depth += 1
        elif token in _CLOSING or token.startswith(r"\right"):
            depth -= 1
        elif token in ("+", "-") and not depth and previous not in _BEFORE_SIGN:
            cuts.append(found.start())
        previous = token
    return (latex[a:b] for a, b in zip(cuts, [*cuts[1:], None], strict=True))


# --- formats ------------------------------------------------------------------------------------


def _markdown_reason(prose: str) -> str:
    """Prose within ```` ```math ````: MathJax takes no escapes inside ``\\text``."""
    return " ".join(
        rf"{{\textstyle {markdown_math(content)}}}" if kind == "math" else _markdown_text(content)
        for kind, content in pieces(prose)
    )


def _markdown_text(text: str) -> str:
    parts = re.split(r"([#$%&_{}\\^~])", re.sub(r"\s+", " ", text))
    named = {"\\": r"\backslash ", "^": r"\wedge ", "~": r"\sim "}
    written = (
        named.get(part, "\\" + part) if n % 2 else rf"\text{{{part}}}"
        for n, part in enumerate(parts)
    )
    return "".join(w for w in written if w != r"\text{}")


TEX = Style(
    limit=32.0,
    math=tex_math,
    reason=lambda prose: rf"\mbox{{{tex(prose)}}}",  # \text would set its formulas as displays
    mark=r"\fbox{NOT PROVED}",
    stack=lambda lines: rf"\begin{{array}}{{@{{}}l@{{}}}} {lines} \end{{array}}",
    false=r"\fbox{NOT TRUE}",
)
# Steps are numbered, and \ref finds them by names that last.
NUMBERED = replace(
    TEX,
    tag=lambda link: (
        rf" \tag{{{link.number}}}\label{{symsoft:{link.label}}}" if link.number else ""
    ),
)
# Right sides and reasons are blank where \ifsymsoftsolution is false, and take as much room.
HANDOUT = replace(
    NUMBERED,
    right=lambda link, piece: rf"\symsoftblank{{{piece}}}" if link.number else piece,
    tag=lambda link: rf" \tag{{{link.number}}}" if link.number else "",
)
# One step after the other; \only in place of \uncover would make the slide jump.
SLIDES = replace(
    TEX,
    limit=27.0,
    cell=lambda link, content: (
        rf"\uncover<{link.place}->{{{{}} {content}}}" if link.number else content
    ),
)
MARKDOWN = Style(
    limit=46.0,
    math=markdown_math,
    reason=_markdown_reason,
    mark=r"\boxed{\text{⚠ not proved}}",
    stack=lambda lines: rf"\begin{{array}}{{l}} {lines} \end{{array}}",
    false=r"\boxed{\text{✗ not true}}",
)
