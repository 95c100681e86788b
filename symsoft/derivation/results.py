"""What the last check said of each derivation, kept with a project to be looked up by ``list``.

A result is told only while nothing that it rests on has changed: its script, the scripts that this
imports or cites, and so on, symsoft itself, SymPy and python-flint.  It is a note, not a proof:
nothing is rendered, certified or cited on its strength.
"""

from __future__ import annotations

import ast
import contextlib
import hashlib
import json
import os
import sys
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib import metadata
from pathlib import Path
from typing import Any

from symsoft.derivation.author import Derivation, script_of
from symsoft.derivation.checked import Checked
from symsoft.derivation.errors import DerivationError

_FOLDER, _FILE, _VERSION = ".symsoft", "results.json", 1
_PACKAGE = Path(__file__).resolve().parent.parent


@dataclass
class Results:
    """The results of a project, by name; without a `root` nothing is kept."""

    root: Path | None
    found: dict[str, Any] = field(default_factory=dict)

    @classmethod
    def of(cls, root: Path | None) -> Results:
        """Those kept in a project; a file that cannot be read holds none."""
        if root is None:
            return cls(None)
        with contextlib.suppress(OSError, ValueError, RecursionError):
            data = json.loads((root / _FOLDER / _FILE).read_text(encoding="utf-8"))
            if isinstance(data, dict) and data.get("version") == _VERSION:
                results = data.get("results")
                return cls(root, results if isinstance(results, dict) else {})
        return cls(root)

    def status(self, derivation: Derivation) -> str:
        """The status that the derivation had, "not checked" if something has changed since."""
        match self.found.get(derivation.name):
            case [str(digest), str(status)] if digest == fingerprint(derivation):
                return status
        return "not checked"

    def note(self, checked: Iterable[Checked]) -> None:
        """Keep the results of a check; where nothing can be written nothing is kept."""
        if self.root is None:
            return
        for one in checked:
            if unchanged(one.derivation):
                self.found[one.derivation.name] = [fingerprint(one.derivation), one.status]
        self._keep()

    def restore(self, known: Mapping[Derivation, str]) -> None:
        """Note again what is known from an earlier check of the same files."""
        self.put_back({d.name: [fingerprint(d), status] for d, status in known.items()})

    def put_back(self, found: Mapping[str, Any]) -> None:
        """Note what was noted before, if it is not there."""
        if any(self.found.get(name) != one for name, one in found.items()):
            self.found |= found
            self._keep()

    def _keep(self) -> None:
        if self.root is not None:
            with contextlib.suppress(OSError):
                _write(self.root / _FOLDER, {"version": _VERSION, "results": self.found})


def fingerprint(derivation: Derivation) -> str | None:
    """A digest of all that a derivation rests on, None if it cites what is not there."""
    digest = hashlib.sha256(_code().encode())
    try:
        for script in sorted(_scripts(derivation) | _reads(derivation)):
            digest.update(f"\n{script.name}\n".encode() + script.read_bytes())
    except (DerivationError, OSError):
        return None
    return f"{derivation.name} {digest.hexdigest()}"


def unchanged(derivation: Derivation) -> bool:
    """Whether no script was written since it was loaded: else another was checked."""
    loaded = derivation.library.loaded if derivation.library else 0.0
    try:
        rests_on = _scripts(derivation) | _reads(derivation)
        return all(file.stat().st_mtime <= loaded for file in rests_on)
    except (DerivationError, OSError):
        return False


@cache
def _code() -> str:
    """A digest of symsoft and of what it computes with."""
    digest = hashlib.sha256(repr(sys.version_info).encode())
    for name in ("sympy", "python-flint"):
        digest.update(f"{name} {metadata.version(name)}\n".encode())
    for path in sorted(_PACKAGE.rglob("*.py")):
        digest.update(path.read_bytes())
    return digest.hexdigest()


def _scripts(derivation: Derivation) -> set[Path]:
    """The derivation's script, and all those that are imported or cited on the way."""
    found: set[Path] = set()
    seen: set[Derivation] = set()
    waiting = [derivation]
    while waiting:
        here = waiting.pop()
        if here not in seen:
            seen.add(here)
            found |= _imported(script_of(here), _folder(here))
            waiting += _cited(here)
    return found


def _reads(derivation: Derivation) -> frozenset[Path]:
    """What the scripts of the library read elsewhere: it may concern any of them."""
    return derivation.library.reads if derivation.library else frozenset()


def _cited(derivation: Derivation) -> Iterator[Derivation]:
    for citation in (c for step in derivation.steps for c in step.using):
        if isinstance(citation, str):
            yield derivation.cited(citation)
        elif isinstance(citation, Derivation):
            yield citation


def _folder(derivation: Derivation) -> Path | None:
    library = derivation.library
    return library.project.derivations.resolve() if library and library.project else None


def _imported(script: Path, folder: Path | None) -> set[Path]:
    """A script and those of its folder that it imports, directly or not."""
    found, waiting = set[Path](), [script]
    while waiting:
        here = waiting.pop()
        if here not in found:
            found.add(here)
            waiting += _imports(here, folder) if folder is not None else []
    return found


@cache
def _imports(script: Path, folder: Path) -> tuple[Path, ...]:
    """The scripts of a folder that a script imports by its name."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(script.read_bytes())):
        if isinstance(node, ast.Import):
            names.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            package = _package(script, folder, node.level) if node.level else ""
            module = ".".join(filter(None, (package, node.module)))
            names.update((module, *(f"{module}.{alias.name}" for alias in node.names)))
    places = (folder.joinpath(*name.split(".")[1:]).with_suffix(".py") for name in sorted(names))
    return tuple(place for place in places if place.is_file())


def _package(script: Path, folder: Path, level: int) -> str:
    """The package that a relative import starts from."""
    parts = (folder.name, *script.relative_to(folder).parts)
    return ".".join(parts[: len(parts) - level])


def _write(folder: Path, data: Any) -> None:
    """Write the results so that another process sees the old ones or the new."""
    folder.mkdir(exist_ok=True)
    ignore = folder / ".gitignore"
    if not ignore.exists():
        ignore.write_text("*\n", encoding="utf-8")
    temporary = folder / f"{_FILE}.{os.getpid()}"
    temporary.write_text(json.dumps(data, indent=1) + "\n", encoding="utf-8")
    os.replace(temporary, folder / _FILE)
