"""Views of proved derivations for notes that ask for them by name, each proved once."""

from __future__ import annotations

from pathlib import Path

from symsoft.derivation import DerivationError
from symsoft.derivation.checking import failures
from symsoft.derivation.library import Library, load, shipped_library
from symsoft.derivation.project import find_project
from symsoft.notes.errors import NoteError, Place
from symsoft.report.render import entries
from symsoft.report.view import View


class NotProvedError(Exception):
    """A derivation that may not stand in a note; the message names the steps that do not hold."""


class Proved:
    """What may stand in notes: derivations of their projects, or symsoft's own."""

    def __init__(self) -> None:
        self._libraries: dict[Path, Library] = {}
        self._views: dict[tuple[Path, str], View] = {}

    def view(self, name: str, note: Path, place: Place) -> View:
        """The view of a derivation that the file `note` asks for at `place`.

        Raises `NoteError` for an unknown name and `NotProvedError` if a step does not hold.
        """
        library = self.library(note, place)
        assert library.project is not None
        key = library.project.root, name
        if key not in self._views:
            self._views[key] = _proved(library, name, place)
        return self._views[key]

    def library(self, note: Path, place: Place) -> Library:
        """The library of the project that a note lies in, else of the current folder, else ours."""
        project = find_project(note.parent) or find_project(Path.cwd())
        if project is None:
            own = shipped_library()
            if own is None:
                message = "this note is in no project: no folder above holds derivations/"
                raise NoteError(message, place)
            return own
        if project.root not in self._libraries:
            self._libraries[project.root] = load(project)
        return self._libraries[project.root]


def _proved(library: Library, name: str, place: Place) -> View:
    try:
        derivation = library.find(name)
    except DerivationError as error:
        broken = f"; this script failed: {library.failures[0]}" if library.failures else ""
        raise NoteError(f"{error.message}{broken}", place) from None
    checked = derivation.checked(draft=True)
    if checked.complete and checked.theorem is None:
        message = f"{name} states no theorem, it speaks of points alone; embed one that proves"
        raise NoteError(message, place)
    if checked.theorem is None:
        told = [f"{step.where}: {message}" for step, message in failures(checked)]
        raise NotProvedError("\n".join([*told, f"{place}: {name} is not proved"]))
    return entries(library, [checked])[0].view()
