"""The library: all derivations that the scripts of a project declare, found by name.

symsoft's own derivations can be found by name too.  They are loaded when a name is not among the
project's own, which come first: a later version of symsoft that takes a name changes nothing.
"""

from __future__ import annotations

import difflib
import functools
import time
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from threading import RLock

from symsoft.derivation.author import Derivation, script_of
from symsoft.derivation.claims import Source, read_source, unknown_claim
from symsoft.derivation.errors import DerivationError
from symsoft.derivation.loading import Failure, Package, find_scripts, run_alone, seeming_names
from symsoft.derivation.project import FOLDER, Project, find_project
from symsoft.derivation.reads import noting_reads, outside
from symsoft.derivation.shipped import shipped_project

_lock = RLock()  # scripts run one after another: what Python knows as a package is one for all


@dataclass
class Library:
    """Derivations by name, in the order of the scripts and of the lines in each.

    A script runs when something is asked for that it may declare.
    """

    project: Project | None
    source: Source | None = None
    loaded: float = field(default_factory=time.time)  # when its scripts began to be read
    _package: Package | None = None
    _scripts: list[Path] = field(default_factory=list)
    _waiting: list[Path] = field(default_factory=list)  # those that have not run
    _found: dict[str, Derivation] = field(default_factory=dict)
    _failures: list[Failure] = field(default_factory=list)
    _opened: set[str] = field(default_factory=set)
    _reads: frozenset[Path] | None = None  # worked out again when scripts have run
    _names: dict[Path, frozenset[str]] = field(default_factory=dict)

    @property
    def derivations(self) -> dict[str, Derivation]:
        """All derivations by name."""
        self._run(lambda _: True)
        return self._found

    @property
    def failures(self) -> list[Failure]:
        """All scripts that could not be loaded, and derivations that could not be accepted."""
        self._run(lambda _: True)
        return self._failures

    @property
    def reads(self) -> frozenset[Path]:
        """The files elsewhere that scripts have read so far."""
        if self._reads is None and self.project is not None:
            self._reads = outside(self.project.derivations, self.project.root, self._opened)
        return self._reads or frozenset()

    @property
    def is_empty(self) -> bool:
        """Whether no script declares anything, as far as can be seen without running it."""
        seen = self._found or self._failures or any(map(self._seeming, self._waiting))
        return not (seen or self.derivations or self.failures)

    def find(self, name: str) -> Derivation:
        """The derivation of that name, symsoft's own if the project has none.

        `DerivationError` with the nearest names if there is none.
        """
        found = self.own(name)
        if found is None:
            shipped = self._shipped()
            found = shipped.own(name) if shipped else None
        if found is not None:
            return found
        known = [*self.derivations, *(d.name for d in self.shipped())]
        near = difflib.get_close_matches(name, known, n=3, cutoff=0.5)
        near = near or [k for k in known if name in k][:3]
        hint = f"; did you mean {' or '.join(near)}?" if near else ""
        raise DerivationError(f"there is no derivation {name}{hint}")

    def shipped(self) -> list[Derivation]:
        """symsoft's own derivations whose names the project does not have."""
        shipped, taken = self._shipped(), self.derivations
        return [d for n, d in shipped.derivations.items() if n not in taken] if shipped else []

    def under(self, path: Path) -> tuple[list[Derivation], list[Failure]]:
        """The derivations of a script, or of the scripts in a folder, and what failed there."""
        path = path.resolve()
        self._run(lambda script: script.resolve().is_relative_to(path))
        found = [d for d in self._found.values() if script_of(d).is_relative_to(path)]
        return found, [f for f in self._failures if f.script.resolve().is_relative_to(path)]

    def own(self, name: str) -> Derivation | None:
        """The library's own derivation of that name."""
        if name not in self._found:
            self._run(lambda script: name in self._seeming(script))
        return self._found.get(name) or self.derivations.get(name)

    def _shipped(self) -> Library | None:
        """The library of symsoft's own derivations, None if it is this one."""
        shipped = shipped_library()
        return None if shipped is None or shipped is self or self._is(shipped) else shipped

    def _is(self, other: Library) -> bool:
        """Whether this is the library of the same scripts."""
        folders = [p.derivations.resolve() for p in (self.project, other.project) if p]
        return len(folders) == 2 and folders[0] == folders[1]

    def _seeming(self, script: Path) -> frozenset[str]:
        if script not in self._names:
            self._names[script] = seeming_names(script)
        return self._names[script]

    def _run(self, wanted: Callable[[Path], bool]) -> None:
        """Run scripts, and those that seem to declare the same names: the first one has a name."""
        with _lock:
            chosen = {s for s in self._waiting if wanted(s)}
            if 0 < len(chosen) < len(self._waiting):
                names = frozenset[str]().union(*map(self._seeming, chosen))
                chosen |= {s for s in self._waiting if names & self._seeming(s)}
            if chosen and self._package is not None:
                self._run_now(self._package, chosen)

    def _run_now(self, package: Package, chosen: Collection[Path]) -> None:
        with noting_reads() as opened:
            found, failures = package.run([s for s in self._waiting if s in chosen])
        self._opened, self._reads = self._opened | opened, None
        self._waiting = [s for s in self._waiting if s not in chosen and not package.has_run(s)]
        self.accept(found, failures)

    def accept(self, found: Iterable[Derivation], failures: Sequence[Failure]) -> None:
        """Take derivations in, in the order of their scripts; leave out those of failed ones."""
        self._failures += failures
        place = {path.resolve(): n for n, path in enumerate(self._scripts)}
        left_out = {path.resolve() for path in (*self._waiting, *(f.script for f in failures))}
        known = [d for d in found if script_of(d) in place.keys() - left_out]
        for derivation in sorted(known, key=lambda d: place[script_of(d)]):
            derivation.library = self
            wrong = unknown_claim(self.source, derivation.claims)
            if wrong:
                self._fail(derivation, f"{derivation.name}: {wrong}")
            first, later = self._found.get(derivation.name, derivation), derivation
            if place[script_of(derivation)] < place[script_of(first)]:
                first, later = derivation, first
            self._found[derivation.name] = first
            if first is not later:
                message = f"the name {later.name} is taken by {first.where}; choose another"
                self._fail(later, message)
        self._found = dict(sorted(self._found.items(), key=lambda d: place[script_of(d[1])]))
        self._failures.sort(key=lambda f: place[f.script.resolve()])

    def _fail(self, derivation: Derivation, message: str) -> None:
        self._failures.append(Failure(script_of(derivation), derivation.where, message))


def load(project: Project) -> Library:
    """The library of a project. Raises `DerivationError` if it has no folder of scripts."""
    folder = project.derivations
    if not folder.is_dir():
        raise DerivationError(f"there is no folder {folder}; make it, and put scripts in it")
    return _library(project, folder.name)


@functools.cache
def shipped_library() -> Library | None:
    """symsoft's own derivations, None if they were left out of the installation."""
    project = shipped_project()
    return None if project is None else _library(project, FOLDER, forget=True)


def _library(project: Project, name: str, forget: bool = False) -> Library:
    scripts = list(find_scripts(project.derivations))
    package = Package(project.derivations, name, forget)
    source = read_source(project.derivations)
    return Library(project, source, _package=package, _scripts=scripts, _waiting=scripts)


def load_script(script: Path) -> Library:
    """The library of a single script that belongs to no project."""
    library = Library(None, _scripts=[script])
    library.accept(*run_alone(script))
    return library


@functools.cache
def library_of(script: Path) -> Library:
    """The library that a script, started alone, belongs to; one of its own outside of a project."""
    project = find_project(script.parent if script.exists() else Path.cwd())
    return Library(None) if project is None else load(project)
