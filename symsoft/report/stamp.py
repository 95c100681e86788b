"""Whether reports can have changed since they were last written, told without proving anything.

A stamp is kept with the project in ``.symsoft``.  It holds a digest of all that a report is made
from, and of each file written its size, times and number on the disk, which a copy or a checkout
does not have: what another machine wrote is always rendered anew.  ``report --check`` never looks
at it.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path
from typing import Any

from symsoft.derivation.project import Project
from symsoft.derivation.shipped import shipped_project

_FOLDER, _FILE, _VERSION = ".symsoft", "report.json", 1
_PACKAGE = Path(__file__).resolve().parent.parent
_USED = ("sympy", "python-flint", "jinja2", "quickjs-ng", "fast-sugiyama", "matplotlib")


@dataclass(frozen=True)
class Stamp:
    """What is asked of a project, in words that tell one call from another, and made from what."""

    project: Project
    asked: str
    inputs: str

    @classmethod
    def of(cls, project: Project, templates: Path | None, asked: str) -> Stamp:
        """To be made before anything is read, so that what changes later is noticed."""
        return cls(project, asked, _inputs(project, templates))

    def fresh(self) -> int | None:
        """The number of files, if those written last time are all there and would be the same."""
        found: Any = _read(self._place).get(self.asked)
        with contextlib.suppress(AttributeError, KeyError, OSError, TypeError, ValueError):
            same = found["inputs"] == self.inputs and found["beside"] == _digest(found["modules"])
            if same and all(_state(Path(p)) == s for p, s in found["outputs"].items()):
                return int(found["count"])
        return None

    def keep(self, outputs: Iterable[Path], count: int) -> None:
        """Note what was written; where nothing can be written nothing is kept."""
        modules = sorted(map(str, _beside(self.project)))
        with contextlib.suppress(OSError):
            noted = {
                "inputs": self.inputs,
                "modules": modules,
                "beside": _digest(modules),
                "outputs": {str(path.resolve()): _state(path) for path in outputs},
                "count": count,
            }
            _write(self._place, {**_read(self._place), self.asked: noted})

    @property
    def _place(self) -> Path:
        return self.project.root / _FOLDER / _FILE


def _inputs(project: Project, templates: Path | None) -> str:
    """A digest of the scripts, symsoft, its templates and what it computes with."""
    shipped = shipped_project()
    folders = [project.derivations, _PACKAGE]
    folders += [templates] if templates else []
    folders += [shipped.derivations] if shipped else []
    files = [path for folder in folders for path in sorted(_files(folder))]
    return _digest([*files, project.root / "pyproject.toml"])


def _digest(paths: Iterable[Path | str]) -> str:
    """A digest of files, and of the versions of what works on them."""
    digest = hashlib.sha256(repr((sys.version_info, *map(_version, _USED))).encode())
    for path in map(Path, paths):
        content = path.read_bytes() if path.is_file() else b""
        digest.update(f"{path}\n".encode() + hashlib.sha256(content).digest())
    return digest.hexdigest()


def _files(folder: Path) -> Iterator[Path]:
    return (p for p in folder.rglob("*") if p.is_file() and "__pycache__" not in p.parts)


def _beside(project: Project) -> Iterator[Path]:
    """The modules of the project that its scripts have loaded from outside of their folder."""
    for module in list(sys.modules.values()):
        file = getattr(module, "__file__", None)
        path = Path(file).resolve() if file else None
        if path and path.is_relative_to(project.root) and not path.is_relative_to(sys.prefix):
            yield path


def _version(name: str) -> str | None:
    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        return None


def _state(path: Path) -> list[int]:
    found = path.stat()
    return [found.st_size, found.st_mtime_ns, found.st_ctime_ns, found.st_ino]


def _read(file: Path) -> dict[str, Any]:
    """The stamps of a project; a file that cannot be read holds none."""
    with contextlib.suppress(OSError, ValueError, RecursionError):
        data = json.loads(file.read_text(encoding="utf-8"))
        if isinstance(data, dict) and data.get("version") == _VERSION:
            stamps = data.get("stamps")
            return stamps if isinstance(stamps, dict) else {}
    return {}


def _write(file: Path, stamps: dict[str, Any]) -> None:
    """Write the stamps so that another process sees the old ones or the new."""
    file.parent.mkdir(exist_ok=True)
    ignore = file.parent / ".gitignore"
    if not ignore.exists():
        ignore.write_text("*\n", encoding="utf-8")
    temporary = file.with_name(f"{file.name}.{os.getpid()}")
    temporary.write_text(json.dumps({"version": _VERSION, "stamps": stamps}), encoding="utf-8")
    os.replace(temporary, file)
