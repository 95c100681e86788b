r"""For the LaTeX package: what a document pulls with ``\symsoft``, and the files that this needs.

The package and the fragments lie beside the document, so that it is built as any other: upload
them with it, and no machine needs symsoft to typeset it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib import resources
from pathlib import Path

from symsoft.notes.errors import NoteError, Place
from symsoft.notes.fragments import package, package_parts
from symsoft.notes.source import TEX, Document, load
from symsoft.report.view import View

STYLE, FOLDER = "symsoft.sty", "symsoft-fragments"
_OURS = "%% symsoft.sty: written by symsoft"
_LOADS = re.compile(
    r"\\(?:usepackage|RequirePackage)\s*(?:\[[^\]]*\])?\s*\{[^{}]*\bsymsoft\b[^{}]*\}"
)
_CALL = re.compile(
    r"""
    (?<!\\)(?:\\\\)*%[^\n]*
  | \\begin\{(?P<code>verbatim\*?|lstlisting|minted|comment|filecontents\*?)\}
    .*? \\end\{(?P=code)\}
  | \\verb\*?(?P<bound>[^A-Za-z\s*]).*?(?P=bound)
  | (?P<call> \\symsoft(?![A-Za-z@]) \s* \*? \s* (?:<[^<>]*>)? \s* (?:\[[^\]]*\])? \s*
      \{(?P<name>[^{}]*)\} \s* \{(?P<part>[^{}]*)\} )
  | (?P<other> \\symsoft(?![A-Za-z@]) )
    """,
    re.VERBOSE | re.DOTALL,
)

ViewOf = Callable[[str, Place], View]


@dataclass(frozen=True)
class Call:
    r"""A ``\symsoft`` in a document."""

    name: str
    part: str
    place: Place


def document(path: Path) -> Document | None:
    r"""The document with all it inputs, None where no file of it says ``\symsoft`` at first sight.

    Raises `NoteError` if a file that it inputs is missing.
    """
    if path.suffix.lower() not in (".tex", ".ltx", ".latex"):
        return None
    raw = path.read_bytes()
    return load(path) if b"{symsoft}" in raw or rb"\symsoft" in raw else None


def loads(of: Document) -> bool:
    r"""Whether the document loads the package: others are parts of one that does."""
    uncommented = re.sub(r"(?<!\\)%[^\n]*", "", of.text)
    return of.kind == TEX and _LOADS.search(uncommented) is not None


def calls(of: Document) -> Iterator[Call]:
    r"""Every ``\symsoft`` of a document; raises `NoteError` for one that is not understood.

    Those in definitions of commands, whose names are arguments, are passed over.
    """
    for found in _CALL.finditer(of.text):
        if found["call"] and "#" in found["call"]:
            continue
        if found["call"]:
            yield Call(found["name"].strip(), found["part"].strip(), of.place(found.start("call")))
        elif found["other"]:
            place = of.place(found.start("other"))
            raise NoteError(r"not understood; write \symsoft{NAME}{PART}", place)


def files(of: Document, view: ViewOf) -> dict[str, str]:
    """The fragment files that a document needs, by name.

    Raises what `view` does, and `NoteError` for a part that a derivation does not have.
    """
    found: dict[str, str] = {}
    for call in calls(of):
        shown = view(call.name, call.place)
        known = package_parts(shown)
        if call.part not in known:
            message = f"{call.name} has no part {call.part!r}; choose {', '.join(known)}"
            raise NoteError(message, call.place)
        found.setdefault(f"{call.name}.tex", package(shown))
    return found


def style() -> str:
    """The LaTeX package."""
    return resources.files("symsoft.notes").joinpath("latex", STYLE).read_text(encoding="utf-8")


def style_is_stale(folder: Path) -> bool:
    """Whether the package in a folder is missing or of another version.

    Raises `NoteError` for a file of that name that symsoft did not write.
    """
    path = folder / STYLE
    if not path.exists():
        return True
    content = path.read_text(encoding="utf-8", errors="replace")
    if not content.startswith(_OURS):
        raise NoteError("not written by symsoft; move it away", Place(path, 1))
    return content != style()
