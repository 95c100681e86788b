"""Finding the project: the nearest folder above that holds ``derivations/`` or says so itself.

``[tool.symsoft]`` in a ``pyproject.toml`` may set ``derivations``, ``reports`` and ``templates``,
all relative to its folder.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from symsoft.derivation.errors import DerivationError
from symsoft.derivation.steps import Location

FOLDER = "derivations"
_SETTINGS = {"derivations": FOLDER, "reports": "reports", "templates": ""}


@dataclass(frozen=True)
class Project:
    """Where a project keeps its scripts, its reports, and templates of its own (or None)."""

    root: Path
    derivations: Path
    reports: Path
    templates: Path | None


def find_project(start: Path) -> Project | None:
    """The project that the folder or file `start` lies in, None if there is none.

    Raises `DerivationError` if the settings cannot be read.
    """
    start = start.resolve()
    for folder in (start, *start.parents):
        settings = _settings(folder / "pyproject.toml")
        if settings is not None or (folder / FOLDER).is_dir():
            return _project(folder, {**_SETTINGS, **(settings or {})})
    return None


def _project(root: Path, settings: dict[str, Any]) -> Project:
    templates = root / settings["templates"] if settings["templates"] else None
    return Project(root, root / settings["derivations"], root / settings["reports"], templates)


def _settings(file: Path) -> dict[str, str] | None:
    """The table ``[tool.symsoft]`` of a file, None if there is no such file or table."""
    if not file.is_file():
        return None
    try:
        table = tomllib.loads(file.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise DerivationError(f"not TOML: {error}", Location(file, 1)) from None
    match table:
        case {"tool": {"symsoft": dict(settings)}}:
            _check_settings(settings, file)
            return settings
    return None


def _check_settings(settings: dict[str, Any], file: Path) -> None:
    known = ", ".join(_SETTINGS)
    for name, value in settings.items():
        if name not in _SETTINGS or not isinstance(value, str):
            raise DerivationError(
                f"[tool.symsoft] has no setting {name} = {value!r}; it takes {known}, each a path",
                Location(file, 1),
            )
