"""What was found of a project, told again while no file that it rests on has changed.

Two things are kept, both signed (`symsoft.store.signed`): that a derivation is proved, for as long
as its script, those that it imports or cites, and symsoft stay as they are; and what a command
printed or rendered, for as long as all files of the project do.  So neither is a theorem: whatever
needs one has its proof replayed.
"""

from __future__ import annotations

import hashlib
import json
import sys
import time
from collections.abc import Iterable, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from symsoft.derivation.author import Derivation
from symsoft.derivation.checked import Checked
from symsoft.derivation.library import Library
from symsoft.derivation.project import Project
from symsoft.derivation.results import fingerprint, unchanged
from symsoft.derivation.shipped import shipped_project
from symsoft.store.signed import Signed
from symsoft.store.source import EVERYTHING, code

_STATUSES = ("proved", "shown")


class Statuses:
    """Which derivations are known to hold; without a store none."""

    def __init__(self, signed: Signed | None) -> None:
        self._signed = signed

    def of(self, derivation: Derivation) -> str | None:
        """The status of a derivation all of whose steps were found to hold, else None."""
        key = fingerprint(derivation) if self._signed else None
        status = self._signed.get(f"status {key}") if self._signed and key else None
        return status if status in _STATUSES else None

    def all(self, derivations: Iterable[Derivation]) -> dict[Derivation, str]:
        """The statuses that are known."""
        found = ((derivation, self.of(derivation)) for derivation in derivations)
        return {derivation: status for derivation, status in found if status}

    def keep(self, checked: Iterable[Checked]) -> None:
        """Keep what was found of derivations whose files have not changed meanwhile."""
        for found in checked if self._signed else ():
            key = fingerprint(found.derivation)
            if self._signed and key and found.complete and unchanged(found.derivation):
                self._signed.put(f"status {key}", found.status)


class Run:
    """A command on a project: its outcome is kept under all that it could depend on."""

    def __init__(self, signed: Signed | None, project: Project | None, about: Any) -> None:
        self._signed, self._project, self._about = signed, project, about
        self._before = self._key()
        self._begun = time.time()

    def found(self) -> Any:
        """The outcome when nothing has changed since it was kept, else None."""
        if self._signed is None or self._before is None:
            return None
        match self._signed.get(self._before):
            case {"reads": dict(reads), "outcome": outcome}:
                same = all(_digest(Path(path)) == digest for path, digest in reads.items())
                return outcome if same else None
        return None

    def keep(self, outcome: Any, library: Library) -> None:
        """Keep the outcome, JSON data, if no file has changed while it was worked out."""
        if self._signed is None or self._before is None or self._key() != self._before:
            return
        reads = {str(path): _digest(path) for path in sorted(library.reads)}
        late = any(_changed(path, self._begun) for path in library.reads)
        if not late and None not in reads.values():
            self._signed.put(self._before, {"reads": reads, "outcome": outcome})

    def _key(self) -> str | None:
        if self._signed is None or self._project is None:
            return None
        try:
            about = json.dumps(self._about)
            return f"run {about} {tree_digest(self._project)}"
        except OSError:
            return None


def tree_digest(project: Project) -> str:
    """A digest of the project's scripts and templates, and of all of symsoft and what it uses."""
    own = shipped_project()
    digest = hashlib.sha256(f"{code(EVERYTHING)} {installed()}".encode())
    folders = [project.derivations, *filter(None, [project.templates])]
    folders += [own.derivations] if own is not None else []
    for folder in folders:
        digest.update(b"\nfolder\n")
        for path in _files(folder):
            name = path.relative_to(folder.parent).as_posix()
            digest.update(f"{name}\0{hashlib.sha256(path.read_bytes()).hexdigest()}\n".encode())
    return digest.hexdigest()


@cache
def installed() -> str:
    """The packages that are installed, with their versions."""
    folders = [Path(entry) for entry in sys.path if entry.endswith("-packages")]
    names = {info.name for folder in folders for info in folder.glob("*.dist-info")}
    return hashlib.sha256("\n".join(sorted(names)).encode()).hexdigest()


def _files(folder: Path) -> Sequence[Path]:
    """The files in a folder; a file stands for itself."""
    if not folder.is_dir():
        return [folder]
    return sorted(p for p in folder.rglob("*") if p.is_file() and p.suffix != ".pyc")


def _digest(path: Path) -> str | None:
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest()
    except OSError:
        return None


def _changed(path: Path, since: float) -> bool:
    try:
        return path.stat().st_mtime > since
    except OSError:
        return True
