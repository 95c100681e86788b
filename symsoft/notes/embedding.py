"""Fragments kept up to date in notes, between marks; nothing outside of the marks is touched.

The mark that opens a fragment carries the beginning of its SHA-256, so that a hand edit between the
marks is noticed, and refused instead of overwritten.
"""

from __future__ import annotations

import codecs
import hashlib
import os
import re
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from symsoft.notes.errors import NoteError, Place
from symsoft.notes.source import KINDS, TEX

PANDOC = frozenset({".qmd", ".rmd"})  # kinds of Markdown that Pandoc alone reads
_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+\Z")
_NAMED = r"(?P<name>[\w.:-]+)\#(?P<part>[\w-]+)(?:[ ]+(?P<sum>[0-9a-f]{8}))?"
_OPENS = {
    TEX: re.compile(rf"(?P<before>[ \t]*)%+[ \t]*symsoft:embed[ \t]+{_NAMED}[ \t]*"),
    "": re.compile(rf"(?P<before>[ \t>]*)<!--[ \t]*symsoft:embed[ \t]+{_NAMED}[ \t]*-->[ \t]*"),
}
_ENDS = {
    TEX: re.compile(r"[ \t]*%+[ \t]*symsoft:end[ \t]*"),
    "": re.compile(r"[ \t>]*<!--[ \t]*symsoft:end[ \t]*-->[ \t]*"),
}
_MARK = {
    TEX: re.compile(r"^[ \t]*%+[ \t]*symsoft:(embed|end)\b"),
    "": re.compile(r"<!--[ \t]*symsoft:(embed|end)\b"),
}
_CODE = {
    TEX: (re.compile(r"\\begin\{(verbatim|lstlisting|minted|comment)\*?\}"), r"\\end\{%s\*?\}"),
    "": (re.compile(r"[ \t>]*(`{3,}|~{3,})"), r"[ \t>]*%s+[ \t]*$"),
}
_BOMS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"),
         (codecs.BOM_UTF16_BE, "utf-16-be"))  # fmt: skip

Render = Callable[[str, str], list[str]]  # derivation, part -> lines


@dataclass(frozen=True)
class Slot:
    """A fragment in a note: the numbers of the lines of its two marks, counted from 0."""

    name: str
    part: str
    checksum: str
    before: str
    first: int
    last: int


@dataclass(frozen=True)
class Note:
    """A file with its lines as they are, ends included, and how it is encoded."""

    path: Path
    kind: str
    lines: list[str]
    encoding: str
    bom: bytes = b""

    def bytes(self) -> bytes:
        """The content of the file; raises `NoteError` where the encoding cannot say it."""
        try:
            return self.bom + "".join(self.lines).encode(self.encoding)
        except UnicodeEncodeError as error:
            line = error.object[: error.start].count("\n") + 1
            message = f"{self.encoding} has no {error.object[error.start]!r}; save it as UTF-8"
            raise NoteError(message, Place(self.path, line)) from None


def open_note(path: Path) -> Note:
    """Read a note for embedding; raises `NoteError` for a file of another kind."""
    kind = KINDS.get(path.suffix.lower())
    if kind is None or path.suffix.lower() == ".ipynb":
        raise NoteError("fragments are embedded in .md, .qmd and .tex files", Place(path, 1))
    raw = path.read_bytes()
    bom, encoding = next((pair for pair in _BOMS if raw.startswith(pair[0])), (b"", "utf-8"))
    try:
        text = raw[len(bom) :].decode(encoding)
    except UnicodeDecodeError:
        encoding = "latin-1"  # every byte stays as it is
        bom, text = b"", raw.decode(encoding)
    if "\0" in text:
        raise NoteError("not a text file", Place(path, 1))
    return Note(path, kind, _LINE.findall(text), encoding, bom)


def slots(note: Note) -> Iterator[Slot]:
    """The fragments of a note, marks in code left out; raises `NoteError` for marks that fail."""
    style = TEX if note.kind == TEX else ""
    opened: Slot | None = None
    for n, line in _outside_code(note, style):
        bare, place = line.rstrip("\r\n"), Place(note.path, n + 1)
        found = _OPENS[style].fullmatch(bare)
        if found is not None:
            if opened is not None:
                raise NoteError("a fragment begins inside of another; end that before", place)
            opened = Slot(found["name"], found["part"], found["sum"] or "", found["before"], n, n)
        elif _ENDS[style].fullmatch(bare):
            if opened is None:
                raise NoteError("symsoft:end without symsoft:embed before it", place)
            yield replace(opened, last=n)
            opened = None
        elif _MARK[style].search(bare):
            raise NoteError(f"not understood; {_HOW[style]}, alone on a line", place)
    if opened is not None:
        raise NoteError("symsoft:end is missing after this", Place(note.path, opened.first + 1))


_HOW = {
    TEX: "write % symsoft:embed NAME#PART or % symsoft:end",
    "": "write <!-- symsoft:embed NAME#PART --> or <!-- symsoft:end -->",
}


def _outside_code(note: Note, style: str) -> Iterator[tuple[int, str]]:
    """Lines that do not stand in code; a fragment of ours holds none."""
    begins, ends = _CODE[style]
    closing: re.Pattern[str] | None = None
    for n, line in enumerate(note.lines):
        if closing is not None:
            closing = None if closing.match(line.rstrip("\r\n")) else closing
        elif found := begins.match(line):
            closing = re.compile(ends % re.escape(found[1]))
        else:
            yield n, line


def refresh(note: Note, render: Render) -> tuple[Note, list[Slot]]:
    """The note with every fragment fresh, and the fragments that were not.

    Raises `NoteError` where a fragment was edited by hand.
    """
    lines, stale = list(note.lines), list[Slot]()
    for slot in reversed(list(slots(note))):
        fresh = _fresh(note, slot, render(slot.name, slot.part))
        _refuse_edits(note, slot, fresh)
        if fresh != note.lines[slot.first : slot.last]:
            stale.append(slot)
            lines[slot.first : slot.last] = fresh
    return replace(note, lines=lines), stale[::-1]


def _fresh(note: Note, slot: Slot, content: list[str]) -> list[str]:
    """The opening mark and the lines of a fragment, with the line ends of the mark."""
    old = note.lines[slot.first]
    end = old[len(old.rstrip("\r\n")) :]
    body = [f"{slot.before}{line}".rstrip() + end for line in content]
    mark = old.rstrip("\r\n")
    named = f"{slot.name}#{slot.part}"
    head, _, tail = mark.partition(named)
    tail = tail.removeprefix(f" {slot.checksum}") if slot.checksum else tail
    return [f"{head}{named} {_checksum(body)}{tail}{end}", *body]


def _refuse_edits(note: Note, slot: Slot, fresh: list[str]) -> None:
    inside = note.lines[slot.first + 1 : slot.last]
    if inside == fresh[1:] or slot.checksum and _checksum(inside) == slot.checksum:
        return
    if not slot.checksum and not "".join(inside).strip(" \t\r\n>"):
        return
    place = Place(note.path, slot.first + 1)
    how = "take your text out of the marks, delete what is between them, and embed again"
    raise NoteError(f"{slot.name}#{slot.part} was edited by hand; {how}", place)


def _checksum(lines: list[str]) -> str:
    """Of what can be seen: line ends and spaces at the ends of lines do not count."""
    seen = "\n".join(line.rstrip() for line in lines)
    return hashlib.sha256(seen.encode("utf-8", "surrogatepass")).hexdigest()[:8]


def write(note: Note) -> None:
    """Replace the file of a note at once, its permissions kept."""
    put(note.path.resolve(), note.bytes())


def put(path: Path, content: bytes) -> None:
    """Write a file so that a reader sees the old content or the new; its permissions are kept."""
    mode = path.stat().st_mode & 0o7777 if path.exists() else 0o644
    handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        os.chmod(temporary, mode)
        os.replace(temporary, path)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise
