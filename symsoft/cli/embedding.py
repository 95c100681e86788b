"""``symsoft embed``: fragments of proved derivations in notes, kept up to date."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import click

from symsoft.cli.console import NOT_PROVED, PROVED, WRONG, complain, leave
from symsoft.cli.selecting import failures
from symsoft.derivation import DerivationError
from symsoft.derivation.library import Library, load
from symsoft.derivation.project import find_project
from symsoft.derivation.steps import shown
from symsoft.notes.embedding import Note, Slot, open_note, refresh, slots, write
from symsoft.notes.errors import NoteError, Place
from symsoft.notes.fragments import NoPart, fragment
from symsoft.report.render import entries
from symsoft.report.view import View


def run(paths: Sequence[Path], dry: bool) -> None:
    """Refresh the fragments of the notes, or with `dry` tell which are stale."""
    source, code = _Source(), PROVED
    for path in paths:
        try:
            code = max(code, _one(path, source, dry))
        except (NoteError, DerivationError) as error:
            complain(error)
            code = max(code, WRONG)
        except _NotProved as error:
            complain(error)
            code = max(code, NOT_PROVED)
    leave(code)


def _one(path: Path, source: _Source, dry: bool) -> int:
    note = open_note(path)
    places = {(s.name, s.part): Place(path, s.first + 1) for s in slots(note)}
    fresh, stale = refresh(
        note, lambda name, part: source.fragment(name, part, note, places[name, part])
    )
    if dry:
        for slot in stale:
            complain(f"{Place(path, slot.first + 1)}: {_named(slot)} is stale; run symsoft embed")
        return NOT_PROVED if stale else PROVED
    if stale:
        write(fresh)
    click.echo(f"{shown(path)}: {len(places)} fragments, {len(stale)} written")
    return PROVED


def _named(slot: Slot) -> str:
    return f"{slot.name}#{slot.part}"


class _NotProved(Exception):
    """A derivation that may not be embedded."""


class _Source:
    """Views of the derivations asked for, each proved once."""

    def __init__(self) -> None:
        self.libraries: dict[Path, Library] = {}
        self.views: dict[tuple[Path, str], View] = {}

    def fragment(self, name: str, part: str, note: Note, place: Place) -> list[str]:
        library = self.library(note.path, place)
        assert library.project is not None
        key = library.project.root, name
        if key not in self.views:
            self.views[key] = self.view(library, name, place)
        try:
            return fragment(self.views[key], part, note.kind)
        except NoPart as error:
            raise NoteError(str(error), place) from None

    def library(self, path: Path, place: Place) -> Library:
        """The library of the project that a note lies in, or else of the current folder."""
        project = find_project(path.parent) or find_project(Path.cwd())
        if project is None:
            raise NoteError("this note is in no project: no folder above holds derivations/", place)
        if project.root not in self.libraries:
            self.libraries[project.root] = load(project)
        return self.libraries[project.root]

    def view(self, library: Library, name: str, place: Place) -> View:
        try:
            derivation = library.find(name)
        except DerivationError as error:
            broken = f"; this script failed: {library.failures[0]}" if library.failures else ""
            raise NoteError(f"{error.message}{broken}", place) from None
        checked = derivation.checked(draft=True)
        if checked.theorem is None:
            raise _NotProved("\n".join([*failures(checked), f"{place}: {name} is not proved"]))
        return entries(library, [checked])[0].view()
