"""Loading scripts: they run as modules of one package that stands for their folder.

So one may import from another: ``from derivations.gradients.log_softmax import gradient``.  Files
and folders whose names begin with ``_`` are left out.  A script that raises is a `Failure` and does
not stop the others.
"""

from __future__ import annotations

import contextlib
import functools
import importlib
import importlib.util
import sys
import traceback
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType

from symsoft.derivation.author import Derivation, declared
from symsoft.derivation.errors import DerivationError
from symsoft.derivation.limits import TimeLimit, bounded
from symsoft.derivation.steps import Location

_ALONE = "_symsoft_script"

Loaded = tuple[list[Derivation], list["Failure"]]


@dataclass(frozen=True)
class Failure:
    """A script that could not be loaded, or a derivation in it that could not be accepted."""

    script: Path
    where: Location
    message: str

    def __str__(self) -> str:
        return f"{self.where}: {self.message}"


def run_all(folder: Path, scripts: Sequence[Path], package: str, forget: bool = False) -> Loaded:
    """What the scripts in a folder declare, run as modules of `package`, and what failed.

    Modules that the package held before are gone; with `forget` they come back in their place.
    """
    before = _take(package)
    failures: list[Failure] = []
    with _collecting() as found:
        _install_package(folder, package)
        for script in scripts:
            module = ".".join((package, *script.relative_to(folder).with_suffix("").parts))
            failures += _attempt(script, functools.partial(importlib.import_module, module))
    if forget:
        _take(package)
        sys.modules.update(before)
    return found, failures


def run_alone(script: Path) -> Loaded:
    """What a script that belongs to no project declares, and how it failed."""
    with _collecting() as found:
        failures = _attempt(script, functools.partial(_run, script))
    return found, failures


def find_scripts(folder: Path) -> Iterator[Path]:
    """The scripts in a folder and its subfolders, sorted."""
    for path in sorted(folder.rglob("*.py")):
        if not any(part.startswith(("_", ".")) for part in path.relative_to(folder).parts):
            yield path


def _run(script: Path) -> None:
    spec = importlib.util.spec_from_file_location(_ALONE, script)
    if spec is None or spec.loader is None:
        raise DerivationError("not a Python script")
    spec.loader.exec_module(importlib.util.module_from_spec(spec))


@contextlib.contextmanager
def _collecting() -> Iterator[list[Derivation]]:
    """Collect what is declared; scripts print to stderr and leave no bytecode behind."""
    found: list[Derivation] = []
    token = declared.set(found)
    quiet, sys.dont_write_bytecode = sys.dont_write_bytecode, True
    try:
        with contextlib.redirect_stdout(sys.stderr):
            yield found
    finally:
        sys.dont_write_bytecode = quiet
        declared.reset(token)


def _take(package: str) -> dict[str, ModuleType]:
    """Take a package and its modules out of those that are loaded."""
    names = [n for n in sys.modules if n == package or n.startswith(f"{package}.")]
    return {name: sys.modules.pop(name) for name in names}


def _install_package(folder: Path, name: str) -> None:
    """Make `folder` a package of that name."""
    package = ModuleType(name, "The scripts of a project.")
    package.__path__ = [str(folder)]
    sys.modules[name] = package
    importlib.invalidate_caches()


def _attempt(script: Path, run: Callable[[], object]) -> list[Failure]:
    """Run a script; what it raises becomes a `Failure` at the line of the script."""
    try:
        with bounded(f"{script.name} ran"):
            run()
    except (KeyboardInterrupt, TimeLimit) as error:
        if isinstance(error, KeyboardInterrupt) and not _raised_in(script, error):
            raise  # the user's
        message = str(error) or "KeyboardInterrupt"
        return [Failure(script, _line(script, error), message)]
    except DerivationError as error:
        return [Failure(script, error.where or _line(script, error), error.message)]
    except SyntaxError as error:
        where = Location(Path(error.filename or script), error.lineno or 1)
        return [Failure(script, where, f"SyntaxError: {error.msg}")]
    except (Exception, SystemExit) as error:
        first = (str(error).splitlines() or [""])[0]
        message = f"{type(error).__name__}: {first}".removesuffix(": ")
        return [Failure(script, _line(script, error), message)]
    return []


def _raised_in(script: Path, error: BaseException) -> bool:
    """Whether a script raised an error itself, by `raise` in a line of its own."""
    last = traceback.extract_tb(error.__traceback__)[-1]
    own = Path(last.filename).resolve() == script.resolve()
    return own and (last.line or "").lstrip().startswith("raise")


def _line(script: Path, error: BaseException) -> Location:
    """The last line of `script` that an error passed through."""
    frames = traceback.extract_tb(error.__traceback__)
    inside = [f for f in frames if Path(f.filename).resolve() == script.resolve()]
    return Location(script, (inside[-1].lineno if inside else None) or 1)
