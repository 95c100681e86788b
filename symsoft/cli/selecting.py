"""Which derivations a command is about."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from symsoft.cli.console import InputError
from symsoft.derivation import Checked, Derivation
from symsoft.derivation.checking import failures as failed_steps
from symsoft.derivation.library import Library, load, load_script, shipped_library
from symsoft.derivation.loading import Failure
from symsoft.derivation.project import Project, find_project
from symsoft.derivation.results import Results
from symsoft.derivation.steps import shown


def here() -> Project:
    """The project of the current folder."""
    project = find_project(Path.cwd())
    if project is None:
        raise InputError(
            f"no project here: neither {Path.cwd()} nor a folder above it holds derivations/; "
            "make one, or go there"
        )
    return project


def library_here() -> Library:
    """The library of the current folder; one without derivations is a mistake."""
    library = load(here())
    if library.is_empty:
        folder = library.project.derivations if library.project else Path()
        raise InputError(f"{shown(folder)} declares no derivation; put a script there")
    return library


def library_anywhere() -> Library:
    """The library of the current folder, or symsoft's own where there is none."""
    project = find_project(Path.cwd())
    library = load(project) if project is not None and project.derivations.is_dir() else None
    if library is not None and not library.is_empty:
        return library
    return shipped_library() or library_here()


def results_of(library: Library) -> Results:
    """What is known of a library from earlier checks; nothing is kept outside of a project."""
    project = None if library is shipped_library() else library.project
    return Results.of(project.root if project else None)


def project_of(paths: Sequence[Path]) -> Project | None:
    """The one project that all paths belong to, the current folder's without paths, else None."""
    found = {find_project(path) for path in paths or [Path.cwd()] if path.exists()}
    project = found.pop() if len(found) == 1 else None
    return project if project is not None and project.derivations.is_dir() else None


@dataclass(frozen=True)
class Selection:
    """The derivations that a command is about, and the scripts among them that cannot be loaded."""

    derivations: list[tuple[Library, Derivation]]
    failures: list[Failure]


def select(paths: Sequence[Path]) -> Selection:
    """What the scripts and folders `paths` declare, or all of the project."""
    if not paths:
        library = library_here()
        return Selection([(library, d) for d in library.derivations.values()], library.failures)
    loaded: dict[Path, Library] = {}
    found: dict[tuple[int, str], tuple[Library, Derivation]] = {}
    failures: dict[Failure, None] = {}
    for path in paths:
        library = _library(path, loaded)
        derivations, failed = library.under(path)
        if not derivations and not failed:
            raise InputError(f"{path} declares no derivation")
        found |= {(id(library), d.name): (library, d) for d in derivations}
        failures |= dict.fromkeys(failed)
    return Selection(list(found.values()), list(failures))


def _library(path: Path, loaded: dict[Path, Library]) -> Library:
    """The library of the project that a path belongs to, or of a script on its own."""
    if not path.exists():
        raise InputError(f"{path}: there is no such file or folder")
    project, here = find_project(path), path.resolve()
    if project is not None and (
        here.is_relative_to(project.derivations) or project.derivations.is_relative_to(here)
    ):
        if project.root not in loaded:
            loaded[project.root] = load(project)
        return loaded[project.root]
    if path.suffix != ".py":
        raise InputError(f"{path} is neither a script nor in a project with derivations/")
    if here not in loaded:
        loaded[here] = load_script(path)
    return loaded[here]


def failures(checked: Checked) -> list[str]:
    """A message for each step that does not hold, the script line in front."""
    return [f"{step.where}: {message}" for step, message in failed_steps(checked)]
