"""A plugin for pytest: every step of a derivation is a test, and every relation of a note.

``pytest derivations/`` collects the scripts of a project.  Notes with ``symsoft:`` directives are
collected where the ini option ``symsoft_notes`` has a pattern for them, or when they are named in
the call.  What proves is imported with the first script or note: other runs stay light.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Generator, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from _pytest._code.code import ReprFileLocation, TerminalRepr
from _pytest._io import TerminalWriter

if TYPE_CHECKING:
    from symsoft.derivation import Derivation
    from symsoft.derivation.library import Library
    from symsoft.derivation.steps import Step
    from symsoft.notes.checking import Memory, Options, Reading

MARKER = "symsoft"
NOTES = frozenset({".md", ".markdown", ".qmd", ".rmd", ".ipynb", ".tex", ".ltx", ".latex"})
_TESTS = ("test_*.py", "*_test.py")  # files of tests, also where tests/ has a folder derivations/
_LONGEST = 60  # characters of a reason in the id of a step

_libraries: pytest.StashKey[dict[Path, Library]] = pytest.StashKey()
_memory: pytest.StashKey[Memory] = pytest.StashKey()


def pytest_addoption(parser: pytest.Parser) -> None:
    """Declare the ini option that opts notes in."""
    about = "patterns of the notes whose relations are tests, such as *.md or notes/*.tex"
    parser.addini("symsoft_notes", about, type="args", default=[])


def pytest_configure(config: pytest.Config) -> None:
    """Declare the marker of our tests, and make room for what they share."""
    about = f"{MARKER}: a step of a derivation, or a relation of a note"
    config.addinivalue_line("markers", about)
    config.stash[_libraries] = {}


@pytest.hookimpl(wrapper=True)
def pytest_collect_file(
    file_path: Path, parent: pytest.Collector
) -> Generator[None, list[pytest.Collector], list[pytest.Collector]]:
    """Collect a script of a project's derivations, or a note that is opted in.

    Nobody else gets a script: imported as a module of tests, it would not find its neighbours.
    """
    others = yield
    test = any(file_path.match(pattern) for pattern in _TESTS)
    if file_path.suffix == ".py" and not test and _mentions(file_path, b"symsoft", b"Derivation"):
        script = _script(file_path, parent)
        return others if script is None else [script]
    if file_path.suffix.lower() in NOTES and _wanted(file_path, parent):
        return [*others, NoteFile.from_parent(parent, path=file_path)]
    return others


def _mentions(path: Path, *words: bytes) -> bool:
    """Whether a file holds all the words; so that most files cost no more than a look."""
    try:
        content = path.read_bytes()
    except OSError:
        return False
    return all(word in content for word in words)


def _wanted(path: Path, parent: pytest.Collector) -> bool:
    """Whether a note is named in the call, or by a pattern of the ini option."""
    patterns = parent.config.getini("symsoft_notes")
    relative = path.relative_to(parent.config.rootpath) if _inside(path, parent) else path
    named = any(relative.match(pattern) for pattern in patterns)
    return (named or parent.session.isinitpath(path)) and _mentions(path, b"symsoft:")


def _inside(path: Path, parent: pytest.Collector) -> bool:
    return path.is_relative_to(parent.config.rootpath)


# --- derivations --------------------------------------------------------------------------------


def _script(path: Path, parent: pytest.Collector) -> pytest.Collector | None:
    """The collector of a script, None for a file that is not among a project's derivations."""
    from symsoft.derivation.errors import DerivationError
    from symsoft.derivation.project import find_project

    try:
        project = find_project(path.parent)
    except DerivationError as error:
        raise pytest.UsageError(str(error)) from None
    if project is None or not path.resolve().is_relative_to(project.derivations.resolve()):
        return None
    node: pytest.Collector = ScriptFile.from_parent(parent, path=path)
    return node


class ScriptFile(pytest.File):
    """A script, with a collector for each derivation that it declares."""

    def collect(self) -> Iterator[pytest.Collector]:
        library = self._library()
        derivations, failed = library.under(self.path)
        if failed:
            raise self.CollectError("\n".join(map(str, failed)))
        for derivation in derivations:
            yield DerivationNode.from_parent(self, name=derivation.name, derivation=derivation)

    def _library(self) -> Library:
        """The library of the project, loaded once in a run."""
        from symsoft.derivation.library import load
        from symsoft.derivation.project import find_project

        project, known = find_project(self.path), self.config.stash[_libraries]
        assert project is not None  # or else it would not have been collected
        if project.root not in known:
            known[project.root] = load(project)
        return known[project.root]


class DerivationNode(pytest.Collector):
    """A derivation, with a test for each step."""

    def __init__(self, *, derivation: Derivation, **others: Any) -> None:
        super().__init__(**others)
        self.derivation = derivation

    def collect(self) -> Iterator[pytest.Item]:
        for step in self.derivation.steps:
            name = f"step-{step.number}{_slug(step.why)}"
            yield StepTest.from_parent(self, name=name, derivation=self.derivation, step=step)


class _Test(pytest.Item):
    """A test that fails with a message of our own, which begins with the place."""

    def __init__(self, *, path_and_line: tuple[Path, int], called: str, **others: Any) -> None:
        super().__init__(**others)
        self.path_and_line, self.called = path_and_line, called
        self.add_marker(MARKER)

    def reportinfo(self) -> tuple[Path, int, str]:
        path, line = self.path_and_line
        return path, line - 1, self.called

    def repr_failure(
        self, excinfo: pytest.ExceptionInfo[BaseException], style: Any = None
    ) -> str | TerminalRepr:
        if not isinstance(excinfo.value, NotProvedError):
            return super().repr_failure(excinfo, style)
        path, line = self.path_and_line
        return _Message(str(excinfo.value), ReprFileLocation(str(path), line, excinfo.value.short))


class StepTest(_Test):
    """One step; the derivation is checked as a whole when its first step is run."""

    def __init__(self, *, derivation: Derivation, step: Step, **others: Any) -> None:
        called = f"{derivation.name}, step {step.number}"
        super().__init__(path_and_line=(step.where.path, step.where.line), called=called, **others)
        self.derivation, self.step = derivation, step

    def runtest(self) -> None:
        from symsoft.derivation.checking import failures
        from symsoft.derivation.errors import DerivationError

        try:
            checked = self.derivation.checked(draft=True)
        except DerivationError as error:
            raise NotProvedError(error.where or self.step.where, error.message) from None
        for step, message in failures(checked):
            if step.number == self.step.number:
                raise NotProvedError(step.where, message)


# --- notes --------------------------------------------------------------------------------------


class NoteFile(pytest.File):
    """A note, with a test for each relation that it displays."""

    def collect(self) -> Iterator[pytest.Item]:
        from symsoft.notes.checking import Options

        options = Options()
        readings, taken = self._readings(options), Counter[str]()
        for reading in readings:
            file = "" if reading.place.file == self.path else f"{reading.place.file.stem}-"
            label = f"{_slug(reading.label)[1:]}-" if reading.label else ""
            name = f"{label}{file}line-{reading.place.line}"
            taken[name] += 1
            again = f"-{taken[name]}" if taken[name] > 1 else ""
            yield RelationTest.from_parent(
                self, name=f"{name}{again}", reading=reading, options=options
            )

    def _readings(self, options: Options) -> list[Reading]:
        from symsoft.notes.checking import read
        from symsoft.notes.errors import NoteError
        from symsoft.notes.source import load

        complaints: list[Any] = []
        try:
            found = list(read(load(self.path), options, complaints))
        except NoteError as error:
            raise self.CollectError(str(error)) from None
        if complaints:
            raise self.CollectError("\n".join(f"{place}: {what}" for place, what in complaints))
        return found


class RelationTest(_Test):
    """One relation of a note."""

    def __init__(self, *, reading: Reading, options: Options, **others: Any) -> None:
        place = (reading.place.file, reading.place.line)
        super().__init__(path_and_line=place, called=str(reading.place), **others)
        self.reading, self.options = reading, options

    def runtest(self) -> None:
        from symsoft.notes.checking import PROVED, Memory, decide

        memory = self.config.stash.setdefault(_memory, Memory())
        found = decide(self.reading, self.options, memory)
        if found.status != PROVED:
            lines = [found.status, found.understood or found.latex, *_evidence(found)]
            raise NotProvedError(found.place, "\n  ".join(lines))


def _evidence(found: Any) -> Iterable[str]:
    """The counterexample with both sides, and the mend that is suggested, or else the reason."""
    counterexample = found.verdict.counterexample if found.verdict else None
    if counterexample is None:
        return [found.reason]
    _, _, mend = found.reason.partition("; true ")
    return [str(counterexample), *([f"true {mend}"] if mend else [])]


# --- messages -----------------------------------------------------------------------------------


class NotProvedError(Exception):
    """A step or a relation is not proved; `where` is its file and line."""

    def __init__(self, where: object, message: str) -> None:
        super().__init__(f"{where}: {message}")
        self.message = message

    @property
    def short(self) -> str:
        """The message in one line, for the summary, which names the place already."""
        return "  ".join(line.strip() for line in self.message.splitlines())


@dataclass(eq=False)
class _Message(TerminalRepr):
    """A message, with the place and the line that the summary takes from it."""

    text: str
    reprcrash: ReprFileLocation

    def __str__(self) -> str:
        return self.text

    def toterminal(self, tw: TerminalWriter) -> None:
        for line in self.text.splitlines():
            tw.line(line)


def _slug(prose: str) -> str:
    r"""The words of a reason as an end of an id: letters, digits and hyphens, "" for none.

    >>> _slug(r"log-sum-exp has gradient $p_i$, by (2)")
    '-log-sum-exp-has-gradient-p_i-by-2'
    """
    plain = unicodedata.normalize("NFKC", prose)
    words = re.findall(r"\w+", plain)
    slug = ""
    for word in words:
        if len(slug) + len(word) > _LONGEST:
            break
        slug += f"-{word}"
    return slug
