"""Which files scripts read while they are loaded: what they declare may depend on them."""

from __future__ import annotations

import importlib.util
import os
import sys
import sysconfig
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from contextvars import ContextVar
from functools import cache
from pathlib import Path
from typing import Any

_PACKAGE = Path(__file__).resolve().parent.parent
_noted: ContextVar[set[str] | None] = ContextVar("_noted", default=None)

_installed_hooks: list[object] = []


@contextmanager
def noting_reads() -> Iterator[set[str]]:
    """Within this block every file that Python opens is added to the set."""
    _install()
    found: set[str] = set()
    token = _noted.set(found)
    try:
        yield found
    finally:
        _noted.reset(token)


def outside(folder: Path, root: Path, opened: Iterable[str]) -> frozenset[Path]:
    """The files opened, and the modules of the project, that lie outside of `folder`.

    What comes with Python, with an installed package (the command that runs too) or with symsoft is
    left out.
    """
    modules = (getattr(module, "__file__", None) for module in list(sys.modules.values()))
    inside = os.path.join(_normal(str(root)), "")
    own = (name for name in modules if isinstance(name, str) and _normal(name).startswith(inside))
    paths = {_source(Path(name)) for name in (*opened, *own)}
    left_out = [folder.resolve(), _PACKAGE, *_installed()]
    return frozenset(p for p in paths if p.is_file() and not _is_under(p, left_out))


def _normal(name: str) -> str:
    """A file's name to compare; for a thousand modules paths would take much longer."""
    return os.path.normcase(os.path.normpath(name))


def _is_under(path: Path, folders: Iterable[Path]) -> bool:
    return any(path.is_relative_to(folder) for folder in folders)


@cache
def _installed() -> tuple[Path, ...]:
    names = ("stdlib", "platstdlib", "purelib", "platlib", "scripts")
    places = [sysconfig.get_path(name) for name in names]
    places += [entry for entry in sys.path if entry.endswith("-packages")]
    return tuple(Path(place).resolve() for place in places)


def _source(path: Path) -> Path:
    """A file, its source for one that Python has compiled."""
    if path.suffix == ".pyc":
        with suppress(ValueError, NotImplementedError):
            path = Path(importlib.util.source_from_cache(str(path)))
    with suppress(OSError, ValueError):
        return path.resolve()
    return path


def _install() -> None:
    """Ask Python, once, to tell of every file that is opened; it cannot be asked to stop."""
    if not _installed_hooks:
        sys.addaudithook(_note)
        _installed_hooks.append(_note)


def _note(event: str, arguments: tuple[Any, ...]) -> None:
    if event == "open":
        found = _noted.get()
        if found is not None and isinstance(arguments[0], str | os.PathLike):
            found.add(os.path.abspath(os.fspath(arguments[0])))
