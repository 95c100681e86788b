"""The library: all derivations that the scripts of a project declare, found by name.

symsoft's own derivations can be found by name too.  They are loaded when a name is not among the
project's own, which come first: a later version of symsoft that takes a name changes nothing.
"""

from __future__ import annotations

import difflib
import functools
import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from symsoft.derivation.author import Derivation, script_of
from symsoft.derivation.claims import Source, read_source, unknown_claim
from symsoft.derivation.errors import DerivationError
from symsoft.derivation.loading import Failure, find_scripts, run_all, run_alone
from symsoft.derivation.project import FOLDER, Project, find_project
from symsoft.derivation.reads import noting_reads, outside
from symsoft.derivation.shipped import shipped_project


@dataclass
class Library:
    """Derivations by name, in the order of the scripts and of the lines in each."""

    project: Project | None
    derivations: dict[str, Derivation] = field(default_factory=dict)
    failures: list[Failure] = field(default_factory=list)
    source: Source | None = None
    loaded: float = field(default_factory=time.time)  # when its scripts began to be read
    reads: frozenset[Path] = frozenset()  # files elsewhere that its scripts read

    def find(self, name: str) -> Derivation:
        """The derivation of that name, symsoft's own if the project has none.

        `DerivationError` with the nearest names if there is none.
        """
        if name in self.derivations:
            return self.derivations[name]
        known = {d.name: d for d in (*self.derivations.values(), *self.shipped())}
        if name in known:
            return known[name]
        near = difflib.get_close_matches(name, known, n=3, cutoff=0.5)
        near = near or [k for k in known if name in k][:3]
        hint = f"; did you mean {' or '.join(near)}?" if near else ""
        raise DerivationError(f"there is no derivation {name}{hint}")

    def shipped(self) -> list[Derivation]:
        """symsoft's own derivations whose names the project does not have."""
        own = shipped_library()
        if own is None or own is self or self._is(own):
            return []
        return [d for name, d in own.derivations.items() if name not in self.derivations]

    def _is(self, other: Library) -> bool:
        """Whether this is the library of the same scripts."""
        folders = [p.derivations.resolve() for p in (self.project, other.project) if p]
        return len(folders) == 2 and folders[0] == folders[1]

    def under(self, path: Path) -> list[Derivation]:
        """The derivations of a script, or of the scripts in a folder."""
        path = path.resolve()
        return [d for d in self.derivations.values() if script_of(d).is_relative_to(path)]

    def accept(self, found: Iterable[Derivation], order: Sequence[Path]) -> None:
        """Take derivations in, in the order of their scripts; leave out those of failed ones."""
        failed = {failure.script.resolve() for failure in self.failures}
        place = {path.resolve(): n for n, path in enumerate(order)}
        known = [d for d in found if script_of(d) in place.keys() - failed]
        for derivation in sorted(known, key=lambda d: place[script_of(d)]):
            derivation.library = self
            wrong = unknown_claim(self.source, derivation.claims)
            if wrong:
                message = f"{derivation.name}: {wrong}"
                self.failures.append(Failure(script_of(derivation), derivation.where, message))
            first = self.derivations.setdefault(derivation.name, derivation)
            if first is not derivation:
                message = f"the name {derivation.name} is taken by {first.where}; choose another"
                self.failures.append(Failure(script_of(derivation), derivation.where, message))


def load(project: Project) -> Library:
    """The library of a project. Raises `DerivationError` if it has no folder of scripts."""
    folder = project.derivations
    if not folder.is_dir():
        raise DerivationError(f"there is no folder {folder}; make it, and put scripts in it")
    return _loaded(project, folder.name)


@functools.cache
def shipped_library() -> Library | None:
    """symsoft's own derivations, None if they were left out of the installation."""
    project = shipped_project()
    return None if project is None else _loaded(project, FOLDER, forget=True)


def _loaded(project: Project, package: str, forget: bool = False) -> Library:
    library, scripts = Library(project), list(find_scripts(project.derivations))
    library.source = read_source(project.derivations)
    with noting_reads() as opened:
        found, library.failures = run_all(project.derivations, scripts, package, forget)
    library.reads = outside(project.derivations, project.root, opened)
    library.accept(found, scripts)
    return library


def load_script(script: Path) -> Library:
    """The library of a single script that belongs to no project."""
    library = Library(None)
    found, library.failures = run_alone(script)
    library.accept(found, [script])
    return library


@functools.cache
def library_of(script: Path) -> Library:
    """The library that a script, started alone, belongs to; one of its own outside of a project."""
    project = find_project(script.parent if script.exists() else Path.cwd())
    return Library(None) if project is None else load(project)
