"""What a report is made of: checked derivations with their place in the project, and what is asked.

A format is a function from a `Job` to the files it writes, by path.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import groupby
from pathlib import Path

from symsoft.derivation import Checked, Derivation
from symsoft.derivation.author import script_of
from symsoft.derivation.claims import Source, SourceClaim
from symsoft.derivation.library import Library
from symsoft.report.view import View, view

GENERAL = "General"

Files = dict[str, str | bytes]  # path within the folder of reports -> content


@dataclass(frozen=True)
class Entry:
    """A checked derivation with its place in the project."""

    checked: Checked
    script: str
    subject: str

    def view(self) -> View:
        return view(self.checked, self.script, self.subject)


def entries(library: Library, checked: Sequence[Checked]) -> list[Entry]:
    """Checked derivations of a library, sorted by subject, in the order of the library within."""
    found = [Entry(c, *place(library, c.derivation)) for c in checked]
    return sorted(found, key=lambda entry: (entry.subject == GENERAL, entry.subject))


def place(library: Library, derivation: Derivation) -> tuple[str, str]:
    """The path of a derivation's script in the project, and its subject."""
    path, project = script_of(derivation), (derivation.library or library).project
    if project is None:
        return path.name, derivation.subject or GENERAL
    script = path.relative_to(project.root).as_posix()
    inside = path.relative_to(project.derivations).parts
    words = inside[0].replace("_", " ").replace("-", " ") if len(inside) > 1 else GENERAL
    return script, derivation.subject or words[:1].upper() + words[1:]


@dataclass(frozen=True)
class Row:
    """A claim of the source, and the derivations that prove it or show that it fails."""

    claim: SourceClaim
    derivations: tuple[View, ...]


@dataclass(frozen=True)
class Options:
    """What single formats can be asked for; the others ignore it."""

    single_file: bool = False  # html: each page with all it needs inside of it
    engine: str = "typst"  # pdf: what sets it, typst or latex


@dataclass(frozen=True)
class Job:
    """What is to be rendered.

    `overview` asks for the files that speak of all derivations: the document, the index, and the
    page of the claims of a `source`; `templates` is a folder of the user's own.
    """

    entries: Sequence[Entry]
    templates: Path | None = None
    overview: bool = True
    source: Source | None = None
    options: Options = field(default_factory=Options)

    @cached_property
    def views(self) -> list[View]:
        return [entry.view() for entry in self.entries]

    @cached_property
    def titles(self) -> dict[str, str]:
        """The titles of the derivations that have a page here."""
        return {v.name: v.title for v in self.views}

    @property
    def subjects(self) -> list[tuple[str, list[View]]]:
        return [(s, list(group)) for s, group in groupby(self.views, key=lambda v: v.subject)]

    @property
    def rows(self) -> list[Row]:
        """Each claim of the source with its derivations."""
        claims = self.source.claims if self.source else ()
        return [Row(c, tuple(v for v in self.views if c.number in v.claims)) for c in claims]


Writer = Callable[[Job], Files]
