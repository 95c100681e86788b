"""The Markdown cells of a Jupyter notebook, each line with its line in the file."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from symsoft.notes.errors import NoteError, Place


def markdown_lines(path: Path, raw: str) -> Iterator[tuple[str, int]]:
    """Lines of Markdown, cells parted by an empty one."""
    try:
        json.loads(raw)
        notebook, _ = _Located(raw).value(0)
    except (json.JSONDecodeError, RecursionError) as error:
        line = getattr(error, "lineno", 1)
        raise NoteError("not a notebook: this is no JSON", Place(path, line)) from None
    cells = notebook.get("cells") if isinstance(notebook, dict) else None
    if not isinstance(cells, list):
        raise NoteError("not a notebook of format 4: it has no cells", Place(path, 1))
    for cell in cells:
        if isinstance(cell, dict) and cell.get("cell_type") == "markdown":
            yield from _cell(cell.get("source"))
            yield "", 1


def _cell(source: Any) -> Iterator[tuple[str, int]]:
    parts = source if isinstance(source, list) else [source]
    for part in parts:
        if isinstance(part, _Text):
            for line in part.removesuffix("\n").split("\n"):
                yield line, part.line


class _Text(str):
    """A string of a JSON file, and the line it stands on."""

    __slots__ = ("line",)
    line: int


class _Located:
    """JSON, known to be sound, with the lines of its strings."""

    def __init__(self, raw: str) -> None:
        self.raw, self.line, self.counted = raw, 1, 0
        self.decoder = json.JSONDecoder()

    def value(self, i: int) -> tuple[Any, int]:
        """The value that begins at `i` after spaces, and where it ends."""
        i = self.skip(i)
        match self.raw[i]:
            case '"':
                return self.string(i)
            case "{":
                return self.items(i + 1, "}")
            case "[":
                return self.items(i + 1, "]")
        end = i
        while end < len(self.raw) and self.raw[end] not in ",]} \t\n\r":
            end += 1
        return None, end

    def string(self, i: int) -> tuple[_Text, int]:
        self.line += self.raw.count("\n", self.counted, i)
        self.counted = i
        text, end = self.decoder.raw_decode(self.raw, i)
        found = _Text(text)
        found.line = self.line
        return found, end

    def items(self, i: int, closing: str) -> tuple[Any, int]:
        found: list[Any] = []
        while self.raw[i := self.skip(i)] != closing:
            item, i = self.value(i)
            found.append(item)
            i = self.skip(i)
            i += self.raw[i] in ",:"
        if closing == "]":
            return found, i + 1
        return dict(zip(found[::2], found[1::2], strict=True)), i + 1

    def skip(self, i: int) -> int:
        while self.raw[i] in " \t\n\r":
            i += 1
        return i
