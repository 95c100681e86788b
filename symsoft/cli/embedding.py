"""``symsoft embed``: fragments of proved derivations in notes, kept up to date."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

import click

from symsoft.cli.console import NOT_PROVED, PROVED, WRONG, complain, leave
from symsoft.derivation import DerivationError
from symsoft.derivation.project import find_project
from symsoft.derivation.steps import shown
from symsoft.notes import package
from symsoft.notes.embedding import PANDOC, Note, Slot, open_note, put, refresh, slots, write
from symsoft.notes.errors import NoteError, Place
from symsoft.notes.fragments import PICTURES, NoPart, fragment
from symsoft.notes.proved import NotProvedError, Proved
from symsoft.notes.source import Document
from symsoft.report import files
from symsoft.report.job import Files
from symsoft.report.view import View


def run(paths: Sequence[Path], dry: bool) -> None:
    """Refresh the fragments of the notes, or with `dry` tell which are stale."""
    proved, code = Proved(), PROVED
    for path in paths:
        try:
            code = max(code, _note(path, proved, dry))
        except (NoteError, DerivationError) as error:
            complain(error)
            code = max(code, WRONG)
        except NotProvedError as error:
            complain(error)
            code = max(code, NOT_PROVED)
    leave(code)


def _note(path: Path, proved: Proved, dry: bool) -> int:
    document = package.document(path)
    code = _marks(path, proved, dry, quiet=document is not None)
    return max(code, _package(document, proved, dry)) if document is not None else code


# --- between marks ------------------------------------------------------------------------------


def _marks(path: Path, proved: Proved, dry: bool, quiet: bool) -> int:
    """Refresh what stands between the marks of a note; `quiet` where it may well have none."""
    note = open_note(path)
    places = {(s.name, s.part): Place(path, s.first + 1) for s in slots(note)}
    fresh, stale = refresh(
        note, lambda name, part: _fragment(proved, name, part, note, places[name, part])
    )
    if dry:
        for slot in stale:
            complain(f"{Place(path, slot.first + 1)}: {_named(slot)} is stale; run symsoft embed")
        return NOT_PROVED if stale else PROVED
    if stale:
        write(fresh)
    if places or not quiet:
        click.echo(f"{shown(path)}: {len(places)} fragments, {len(stale)} written")
    return PROVED


def _named(slot: Slot) -> str:
    return f"{slot.name}#{slot.part}"


def _fragment(proved: Proved, name: str, part: str, note: Note, place: Place) -> list[str]:
    view = proved.view(name, note.path, place)
    pictures = _pictures(note.path)
    if part == "figure":
        _require_pictures(view, pictures, note, place)
    way = os.path.relpath(pictures, note.path.resolve().parent).replace(os.sep, "/")
    try:
        return fragment(view, part, note.kind, note.path.suffix.lower() in PANDOC, way)
    except NoPart as error:
        raise NoteError(str(error), place) from None


def _pictures(note: Path) -> Path:
    """The folder of the figures of the project that a note belongs to."""
    project = find_project(note.parent)
    return (project.reports if project else note.resolve().parent / "reports") / "figures"


def _require_pictures(view: View, folder: Path, note: Note, place: Place) -> None:
    """Refuse to point at a picture that is not there."""
    for figure in view.figures:
        file = folder / f"{figure.name}.{PICTURES.get(note.kind, 'svg')}"
        if not file.is_file():
            mend = f"write it with symsoft report {view.name} --format figures"
            raise NoteError(f"{shown(file)} is not there: {mend}", place)


# --- beside the note, for the LaTeX package -----------------------------------------------------


def _package(document: Document, proved: Proved, dry: bool) -> int:
    """Bring the LaTeX package and its fragments up to date, where a document loads it."""
    path = document.path
    if not package.loads(document):
        if any(package.calls(document)):
            complain(f"{shown(path)}: call symsoft embed on the file with \\usepackage{{symsoft}}")
        return PROVED
    found: Files = {**package.files(document, lambda name, place: proved.view(name, path, place))}
    folder, old = path.parent / package.FOLDER, package.style_is_stale(path.parent)
    if dry:
        changed = files.compare(folder, found).written
        stale = [path.parent / package.STYLE] * old + [folder / name for name in changed]
        for file in stale:
            complain(f"{shown(file)}: stale; run symsoft embed")
        return NOT_PROVED if stale else PROVED
    written = files.write(folder, found).written if found else ()
    if old:
        put(path.parent / package.STYLE, package.style().encode())
    click.echo(f"{shown(folder)}: {len(found)} files, {len(written)} written")
    return PROVED
