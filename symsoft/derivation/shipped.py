"""symsoft's own derivations, which every script may cite by name.

The wheel holds them in ``symsoft/library``; in a checkout they are the folder ``derivations``.
"""

from __future__ import annotations

from pathlib import Path

from symsoft.derivation.project import FOLDER, Project

_PACKAGE = Path(__file__).resolve().parent.parent


def shipped_project(package: Path = _PACKAGE) -> Project | None:
    """Where symsoft's own scripts are, None if they were left out of the installation."""
    root, inside = package.parent, package / "library"
    if inside.is_dir():
        return Project(root, inside, Path("reports"), None)
    if (root / FOLDER).is_dir() and (root / "pyproject.toml").is_file():
        return Project(root, root / FOLDER, Path("reports"), None)
    return None
