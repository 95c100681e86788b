r"""Notes as text: files read, ``\input`` followed, the Markdown cells of notebooks taken out.

Every line of the text knows the file and line it comes from.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate
from pathlib import Path

from symsoft.notes.errors import NoteError, Place
from symsoft.notes.notebooks import markdown_lines

MARKDOWN, TEX = "markdown", "tex"
KINDS = {
    ".md": MARKDOWN,
    ".markdown": MARKDOWN,
    ".qmd": MARKDOWN,
    ".rmd": MARKDOWN,
    ".ipynb": MARKDOWN,
    ".tex": TEX,
    ".ltx": TEX,
    ".latex": TEX,
}
_INPUT = re.compile(r"\\(?:input|include|subfile)\s*\{([^{}]*)\}")
_COMMENT = re.compile(r"(?<!\\)(?:\\\\)*%")
_DEEPEST = 20


@dataclass(frozen=True)
class Line:
    """A line of text, which begins at `column` of a line of a file."""

    text: str
    file: Path
    number: int
    column: int = 1


@dataclass(frozen=True)
class Document:
    """A note as one text, of kind markdown or tex."""

    path: Path
    kind: str
    lines: Sequence[Line]

    @cached_property
    def text(self) -> str:
        return "\n".join(line.text for line in self.lines)

    @cached_property
    def _starts(self) -> list[int]:
        return [0, *accumulate(len(line.text) + 1 for line in self.lines)][: len(self.lines)]

    def place(self, at: int) -> Place:
        """Where the offset `at` of the text is."""
        if not self.lines:
            return Place(self.path, 1)
        n = bisect_right(self._starts, max(at, 0)) - 1
        line = self.lines[n]
        return Place(line.file, line.number, line.column + at - self._starts[n])


def load(path: Path) -> Document:
    """The note in a file; raises `NoteError` for one that is no text or of an unknown kind."""
    kind = KINDS.get(path.suffix.lower())
    if kind is None:
        known = ", ".join(sorted(KINDS))
        raise NoteError(f"notes are files of the kinds {known}", Place(path, 1))
    if path.suffix.lower() == ".ipynb":
        found = [Line(text, path, number) for text, number in markdown_lines(path, read(path))]
    elif kind == TEX:
        found = list(_included(path, (path.resolve(),)))
    else:
        found = list(_lines(path))
    return Document(path, kind, found)


def read(path: Path) -> str:
    """The text of a file in UTF-8, its line ends made one kind."""
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        raise NoteError("not UTF-8; save the file in that encoding", Place(path, line)) from None
    if "\0" in text:
        raise NoteError("not a text file", Place(path, text[: text.index("\0")].count("\n") + 1))
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _lines(path: Path) -> Iterator[Line]:
    for number, text in enumerate(read(path).split("\n"), 1):
        yield Line(text, path, number)


def _included(path: Path, above: tuple[Path, ...]) -> Iterator[Line]:
    r"""The lines of a LaTeX file, with those of what it inputs in the place of ``\input``."""
    for line in _lines(path):
        comment = _COMMENT.search(line.text)
        found = _INPUT.search(line.text, 0, comment.start() if comment else len(line.text))
        if found is None:
            yield line
            continue
        yield Line(line.text[: found.start()], path, line.number)
        yield from _included_file(found[1].strip(), Place(path, line.number), above)
        yield Line(line.text[found.end() :], path, line.number, found.end() + 1)


def _included_file(name: str, place: Place, above: tuple[Path, ...]) -> Iterator[Line]:
    target = above[0].parent / name
    if not target.suffix or not target.exists():
        target = target.with_name(f"{target.name}.tex") if target.name else target
    if target.resolve() in above or len(above) > _DEEPEST:
        raise NoteError(f"{name} includes itself", place)
    if not target.is_file():
        raise NoteError(f"there is no file {name} to include", place)
    try:
        shown = target.relative_to(Path.cwd())
    except ValueError:
        shown = target
    yield from _included(shown, (*above, target.resolve()))
