"""What a note holds for us: displayed formulas, directives, and definitions of commands.

This looks at the frame only, never at mathematics: where a formula begins and ends.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from symsoft.notes.source import TEX, Document

_ENVIRONMENTS = (
    "equation|align|alignat|flalign|gather|multline|eqnarray|displaymath|dmath|split|aligned|math"
)
_DEFINING = r"\\(?:re)?newcommand|\\providecommand|\\DeclareMathOperator|\\def(?![A-Za-z])"
DEFINES = re.compile(_DEFINING)
_COMMON = rf"""
    (?P<escaped> \\[\\$%] )
  | (?P<begin> \\begin\{{(?P<name>(?:{_ENVIRONMENTS})\*?)\}} )
  | (?P<defining> {_DEFINING} )
  | (?P<square> \\\[ )
  | (?P<round> \\\( )
  | (?P<dollars> \$\$ )
  | (?P<dollar> \$ )
"""
_TEX = re.compile(
    rf"""
    (?P<comment> %[^\n]* )
  | (?P<verbatim> \\begin\{{(?P<what>verbatim\*?|lstlisting|minted|comment|filecontents\*?)\}} )
  | (?P<verb> \\verb\*?(?P<bound>[^A-Za-z\s*]) )
  | (?P<end> \\end\{{document\}} )
  | {_COMMON}""",
    re.VERBOSE,
)
_MARKDOWN = re.compile(
    rf"""
    (?P<fence> ^(?P<indent>[ \t>]*(?:[-*+][ \t]+)?)(?P<ticks>`{{3,}}|~{{3,}}|:{{3,}}\{{math)
       (?P<info>[^\n`]*)$ )
  | (?P<html> <!-- )
  | (?P<code> (?<!\\)`+ )
  | {_COMMON}""",
    re.VERBOSE | re.MULTILINE,
)
_CLOSING = {
    "$$": re.compile(r"\\.|%[^\n]*|(?P<close>\$\$)", re.DOTALL),
    "]": re.compile(r"\\\\(?=\])|(?P<close>\\\])|\\.|%[^\n]*", re.DOTALL),
}
_QUOTED = re.compile(r"^[ \t]*(?:>[ \t]?)+", re.MULTILINE)
_DIRECTIVE = re.compile(r"symsoft:(?!embed\b|end\b)")
_EMBED, _END = re.compile(r"symsoft:embed\b"), re.compile(r"symsoft:end\b")


@dataclass(frozen=True)
class Directive:
    """A comment for symsoft, its text from `at` to `end`."""

    text: str
    at: int


@dataclass(frozen=True)
class Display:
    """A formula from `at` to `end`, the marks left out; `opened` is where they begin."""

    opened: int
    at: int
    end: int
    environment: str = ""
    closed: bool = True

    def source(self, text: str) -> str:
        """The text of the note, where the formula has lost the marks of a quotation before it."""
        if not _QUOTED.match(text, text.rfind("\n", 0, self.opened) + 1):
            return text
        inside = _QUOTED.sub(lambda m: " " * len(m[0]), text[self.at : self.end])
        return text[: self.at] + inside + text[self.end :]


@dataclass(frozen=True)
class Defining:
    r"""A ``\newcommand`` at an offset."""

    at: int


Item = Directive | Display | Defining


def scan(document: Document) -> Iterator[Item]:
    """All of it in order; what lies between the marks of embedding is left out."""
    return _Scanner(document).run()


class _Scanner:
    def __init__(self, document: Document) -> None:
        self.text, self.tex = document.text, document.kind == TEX
        self.pattern = _TEX if self.tex else _MARKDOWN
        self.at, self.embedded = 0, False

    def run(self) -> Iterator[Item]:
        if not self.tex and self.text.startswith("---\n"):
            end = self.text.find("\n---", 3)
            self.at = end + 4 if end > 0 else 0
        while found := self.pattern.search(self.text, self.at):
            self.at = found.end()
            if self.tex and found["end"]:
                return
            for item in self.item(found):
                if not self.embedded:
                    yield item

    def item(self, found: re.Match[str]) -> Iterator[Item]:
        groups = found.groupdict()
        if groups.get("defining"):
            yield Defining(found.start())
        elif groups.get("begin"):
            yield self.until_end(found)
        elif groups.get("dollars"):
            yield self.until("$$", found)
        elif groups.get("square"):
            yield self.until("]", found)
        elif groups.get("dollar") or groups.get("round"):
            yield from self.inline(found)
        elif groups.get("comment"):
            yield from self.comment(found.start() + 1, found.end())
        elif groups.get("html"):
            end = self.text.find("-->", self.at)
            end = end if end >= 0 else len(self.text)
            yield from self.comment(self.at, end)
            self.at = end
        elif groups.get("fence"):
            yield from self.fence(found)
        else:
            self.pass_over(groups)

    def pass_over(self, groups: dict[str, str | None]) -> None:
        """Code and the like."""
        if groups.get("verbatim"):
            self.skip_to(rf"\end{{{groups['what']}}}")
        elif groups.get("verb"):
            self.skip_to(groups["bound"] or "")
        elif groups.get("code"):
            ticks = groups["code"] or ""
            closing = re.compile(rf"(?<!`){ticks}(?!`)").search(self.text, self.at)
            self.at = closing.end() if closing else self.at

    def skip_to(self, mark: str) -> None:
        end = self.text.find(mark, self.at)
        self.at = end + len(mark) if end >= 0 else len(self.text)

    def comment(self, at: int, end: int) -> Iterator[Item]:
        while at < end and self.text[at] in "% \t\n":
            at += 1
        inside = self.text[at:end]
        if _END.match(inside):
            self.embedded = False
        elif _EMBED.match(inside):
            self.embedded = True
        elif found := _DIRECTIVE.match(inside):
            yield Directive(inside[found.end() :], at + found.end())

    def until(self, mark: str, found: re.Match[str]) -> Display:
        for closing in _CLOSING[mark].finditer(self.text, self.at):
            if closing["close"]:
                self.at = closing.end()
                return Display(found.start(), found.end(), closing.start())
        self.at = len(self.text)
        return Display(found.start(), found.end(), self.at, closed=False)

    def until_end(self, found: re.Match[str]) -> Display:
        mark = rf"\end{{{found['name']}}}"
        end = self.text.find(mark, self.at)
        closed = end >= 0
        end = end if closed else len(self.text)
        self.at = end + len(mark) if closed else end
        return Display(found.start(), found.end(), end, found["name"], closed)

    def inline(self, found: re.Match[str]) -> Iterator[Item]:
        """Formulas in the text are not checked, but may define commands."""
        start = self.at
        closing = r"\\\)" if found["round"] else r"(?<!\\)\$"
        end = re.compile(rf"{closing}|\n[ \t]*\n").search(self.text, start)
        if end is None or end[0].startswith("\n"):
            return
        self.at = end.end()
        for defining in re.finditer(_DEFINING, self.text[start : self.at]):
            yield Defining(start + defining.start())

    def fence(self, found: re.Match[str]) -> Iterator[Item]:
        ticks = found["ticks"]
        mark = ":::" if ticks.startswith(":") else ticks
        closing = re.compile(rf"^[ \t>]*{mark}{mark[0]}*[ \t]*$", re.MULTILINE)
        end = closing.search(self.text, self.at)
        stop = end.start() if end else len(self.text)
        info = found["info"].strip()
        if info in ("math", "{math}") or ticks.startswith(":"):
            yield Display(found.start(), self.options(self.at, stop), stop, "", end is not None)
        self.at = end.end() if end else stop

    def options(self, at: int, stop: int) -> int:
        """Behind the ``:label: x`` lines with which a MyST directive may begin."""
        found = re.compile(r"(?:\s*:[\w-]+:[^\n]*\n|\s*---\n(?:[^\n]*\n)*?---\n)*").match(
            self.text, at, stop
        )
        return found.end() if found else at
