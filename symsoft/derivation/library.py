"""The library: all derivations that the scripts of a project declare, found by name.

Scripts are modules of one package, named like their folder, so that one may import from another:
``from derivations.gradients.log_softmax import gradient``.  Files and folders whose names begin
with ``_`` are left out.  A script that raises is a `Failure` and does not stop the others.
"""

from __future__ import annotations

import contextlib
import difflib
import functools
import importlib
import importlib.util
import sys
import traceback
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import ModuleType

from symsoft.derivation.author import Derivation, declared, script_of
from symsoft.derivation.errors import DerivationError
from symsoft.derivation.project import Project, find_project
from symsoft.derivation.steps import Location

_ALONE = "_symsoft_script"


@dataclass(frozen=True)
class Failure:
    """A script that could not be loaded, or a derivation in it that could not be accepted."""

    script: Path
    where: Location
    message: str

    def __str__(self) -> str:
        return f"{self.where}: {self.message}"


@dataclass
class Library:
    """Derivations by name, in the order of the scripts and of the lines in each."""

    project: Project | None
    derivations: dict[str, Derivation] = field(default_factory=dict)
    failures: list[Failure] = field(default_factory=list)

    def find(self, name: str) -> Derivation:
        """The derivation of that name; `DerivationError` with the nearest names if none has it."""
        if name in self.derivations:
            return self.derivations[name]
        near = difflib.get_close_matches(name, self.derivations, n=3, cutoff=0.5)
        near = near or [known for known in self.derivations if name in known][:3]
        hint = f"; did you mean {' or '.join(near)}?" if near else ""
        raise DerivationError(f"there is no derivation {name}{hint}")

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
            first = self.derivations.setdefault(derivation.name, derivation)
            if first is not derivation:
                message = f"the name {derivation.name} is taken by {first.where}; choose another"
                self.failures.append(Failure(script_of(derivation), derivation.where, message))


def load(project: Project) -> Library:
    """The library of a project. Raises `DerivationError` if it has no folder of scripts."""
    folder = project.derivations
    if not folder.is_dir():
        raise DerivationError(f"there is no folder {folder}; make it, and put scripts in it")
    library = Library(project)
    scripts = list(find_scripts(folder))
    with _loading(folder) as found:
        for script in scripts:
            module = ".".join((folder.name, *script.relative_to(folder).with_suffix("").parts))
            _attempt(library, script, functools.partial(importlib.import_module, module))
    library.accept(found, scripts)
    return library


def load_script(script: Path) -> Library:
    """The library of a single script that belongs to no project."""
    library = Library(None)
    with _loading(None) as found:
        _attempt(library, script, functools.partial(_run_alone, script))
    library.accept(found, [script])
    return library


@functools.cache
def library_of(script: Path) -> Library:
    """The library that a script, started alone, belongs to."""
    project = find_project(script.parent if script.exists() else Path.cwd())
    if project is None:
        raise DerivationError(
            f"{script} belongs to no project, so derivations cannot be cited by name; "
            "put it under a folder derivations/, or cite the derivation itself"
        )
    return load(project)


def find_scripts(folder: Path) -> Iterator[Path]:
    """The scripts in a folder and its subfolders, sorted."""
    for path in sorted(folder.rglob("*.py")):
        if not any(part.startswith(("_", ".")) for part in path.relative_to(folder).parts):
            yield path


def _run_alone(script: Path) -> None:
    spec = importlib.util.spec_from_file_location(_ALONE, script)
    if spec is None or spec.loader is None:
        raise DerivationError("not a Python script")
    spec.loader.exec_module(importlib.util.module_from_spec(spec))


@contextlib.contextmanager
def _loading(folder: Path | None) -> Iterator[list[Derivation]]:
    """Collect what is declared; scripts print to stderr and leave no bytecode behind."""
    found: list[Derivation] = []
    token = declared.set(found)
    quiet, sys.dont_write_bytecode = sys.dont_write_bytecode, True
    if folder is not None:
        _install_package(folder)
    try:
        with contextlib.redirect_stdout(sys.stderr):
            yield found
    finally:
        sys.dont_write_bytecode = quiet
        declared.reset(token)


def _install_package(folder: Path) -> None:
    """Make `folder` a package of its own name, and forget what an earlier load left of it."""
    for name in [n for n in sys.modules if n == folder.name or n.startswith(folder.name + ".")]:
        del sys.modules[name]
    package = ModuleType(folder.name, "The scripts of a project.")
    package.__path__ = [str(folder)]
    sys.modules[folder.name] = package
    importlib.invalidate_caches()


def _attempt(library: Library, script: Path, run: Callable[[], object]) -> None:
    """Run a script; what it raises becomes a `Failure` at the line of the script."""
    try:
        run()
    except DerivationError as error:
        where = error.where or _line(script, error)
        library.failures.append(Failure(script, where, error.message))
    except SyntaxError as error:
        where = Location(Path(error.filename or script), error.lineno or 1)
        library.failures.append(Failure(script, where, f"SyntaxError: {error.msg}"))
    except (Exception, SystemExit) as error:
        first = (str(error).splitlines() or [""])[0]
        message = f"{type(error).__name__}: {first}".removesuffix(": ")
        library.failures.append(Failure(script, _line(script, error), message))


def _line(script: Path, error: BaseException) -> Location:
    """The last line of `script` that an error passed through."""
    frames = traceback.extract_tb(error.__traceback__)
    inside = [f for f in frames if Path(f.filename).resolve() == script.resolve()]
    return Location(script, (inside[-1].lineno if inside else None) or 1)
