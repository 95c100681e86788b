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
import re
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
_NAMED = re.compile(r"""\bDerivation\(\s*(?:name\s*=\s*)?["']([^"'\n]+)["']""")

Loaded = tuple[list[Derivation], list["Failure"]]


@dataclass(frozen=True)
class Failure:
    """A script that could not be loaded, or a derivation in it that could not be accepted."""

    script: Path
    where: Location
    message: str

    def __str__(self) -> str:
        return f"{self.where}: {self.message}"


class Package:
    """The scripts of a folder as modules of one package; each runs when it is asked for.

    Modules that Python knew by the package's name before are gone afterwards; with `forget` they
    come back in their place.
    """

    def __init__(self, folder: Path, name: str, forget: bool = False) -> None:
        self.folder, self.name, self.forget = folder, name, forget
        self._modules: dict[str, ModuleType] = {}
        self._entered = False

    def run(self, scripts: Sequence[Path]) -> Loaded:
        """What is declared when the scripts run, also by those that they import; what failed."""
        failures: list[Failure] = []
        with self._in_place(), _collecting() as found:
            for script in scripts:
                run = functools.partial(importlib.import_module, self._module(script))
                failures += _attempt(script, run)
        return found, failures

    def has_run(self, script: Path) -> bool:
        """Whether a script ran to its end, on its own or because another one imports it."""
        return self._module(script) in self._modules

    def _module(self, script: Path) -> str:
        return ".".join((self.name, *script.relative_to(self.folder).with_suffix("").parts))

    @contextlib.contextmanager
    def _in_place(self) -> Iterator[None]:
        """Within this block Python knows the folder as a package, with the modules that ran."""
        if self._entered:  # a script asks for another one
            yield
            return
        before, self._entered = _take(self.name), True
        package = ModuleType(self.name, "The scripts of a project.")
        package.__path__ = [str(self.folder)]
        sys.modules.update({self.name: package, **self._modules})
        importlib.invalidate_caches()
        try:
            yield
        finally:
            self._modules, self._entered = _take(self.name), False
            sys.modules.update(before if self.forget else self._modules)


def run_alone(script: Path) -> Loaded:
    """What a script that belongs to no project declares, and how it failed."""
    with _collecting() as found:
        failures = _attempt(script, functools.partial(_run, script))
    return found, failures


def seeming_names(script: Path) -> frozenset[str]:
    """The names of derivations that a script seems to declare, read without running it."""
    try:
        return frozenset(_NAMED.findall(script.read_text(encoding="utf-8", errors="replace")))
    except OSError:
        return frozenset()


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
