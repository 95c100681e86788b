"""Proving the derivations of a library at once, on whatever runs tasks for us.

A task is one derivation; it is given when those that it cites are done, with what was found of
them, so nothing is proved twice.  It gives back data, not theorems: the process that asked has its
own kernel replay every proof.  A worker that fails, lies or is killed so costs time and nothing
else: what it does not bring is proved here.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import FIRST_COMPLETED, BrokenExecutor, CancelledError, Executor, Future
from concurrent.futures import wait as wait_for
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from symsoft.derivation.author import Derivation, script_of
from symsoft.derivation.checked import Checked
from symsoft.derivation.errors import DerivationError
from symsoft.derivation.library import Library, load, load_script, shipped_library
from symsoft.derivation.project import Project
from symsoft.derivation.shipped import shipped_project
from symsoft.derivation.unchanged import tree_digest
from symsoft.store import Disk, Layers, Memory, Store, active, keeping

Found = tuple[Derivation, Checked | DerivationError]

# The libraries that this process has loaded for tasks, by project or script and its digest.
_loaded: dict[tuple[str, str, str], Library] = {}


def check_library(
    library: Library,
    names: Sequence[str] | None = None,
    executor: Executor | None = None,
    kept: Path | None = None,
) -> Iterator[Found]:
    """Each derivation with what was found of it, in the order of the library, as soon as known.

    `executor` is any `concurrent.futures.Executor`, a cluster's for one; its workers need the
    project's files in the same place and the same symsoft, else `DerivationError` is raised.
    `kept` is a file of kept results that they may share.  The order and all that is found are the
    same with any executor and with none.
    """
    chosen = [library.find(name) for name in names or library.derivations]
    yield from check_all(chosen, executor, kept)


def check_all(
    chosen: Sequence[Derivation], executor: Executor | None = None, kept: Path | None = None
) -> Iterator[Found]:
    """`check_library` for derivations that may belong to several libraries."""
    if executor is None:
        yield from ((derivation, try_check(derivation)) for derivation in chosen)
        return
    work = _Work(executor, kept)
    work.add(chosen)
    store = _behind(work.results)
    for derivation in chosen:
        work.until(derivation)
        with keeping(store):
            found = try_check(derivation)
        yield derivation, found


def try_check(derivation: Derivation) -> Checked | DerivationError:
    """The checked derivation with all its steps, or what is wrong with it as such."""
    try:
        return derivation.checked(draft=True)
    except DerivationError as error:
        return error


def _behind(memory: Memory) -> Store:
    """What the tasks found, in front of the store in use."""
    behind = active.get()
    return Layers((memory, behind)) if behind is not None else memory


# --- here ---------------------------------------------------------------------------------------


@dataclass
class _Work:
    """Which derivations are waiting for those that they cite, are given out, or are done."""

    executor: Executor
    kept: Path | None
    results: Memory = field(default_factory=Memory)
    cited: dict[Derivation, list[Derivation]] = field(default_factory=dict)
    running: dict[Future[dict[str, Any]], Derivation] = field(default_factory=dict)
    done: dict[Derivation, dict[str, Any]] = field(default_factory=dict)
    digests: dict[Path, str] = field(default_factory=dict)
    broken: bool = False

    def add(self, chosen: Iterable[Derivation]) -> None:
        """Take derivations in, and those that they cite."""
        waiting = list(chosen)
        while waiting:
            here = waiting.pop()
            if here not in self.cited:
                self.cited[here] = list(_cited(here))
                waiting += self.cited[here]
        self._give_out()

    def until(self, derivation: Derivation) -> None:
        """Wait until the task of a derivation is done, or none is left that could be waited for."""
        while derivation not in self.done and self.running and not self.broken:
            finished, _ = wait_for(self.running, return_when=FIRST_COMPLETED)
            for future in finished:
                self._take(future)
            self._give_out()

    def _take(self, future: Future[dict[str, Any]]) -> None:
        """Note what a task found; one that failed found nothing, and is done again here."""
        derivation, found = self.running.pop(future), dict[str, Any]()
        error = CancelledError() if future.cancelled() else future.exception()
        if isinstance(error, DerivationError):
            raise error
        if error is None:
            found = future.result()
        self.broken = self.broken or isinstance(error, BrokenExecutor | CancelledError)
        self.done[derivation] = found
        for key, value in found.items():
            self.results.put(key, value)

    def _give_out(self) -> None:
        """Give out every task whose citations are done; in a circle none ever is."""
        given = {*self.running.values(), *self.done}
        ready = [d for d in self.cited if d not in given and self._ready(d)]
        for derivation in ready if not self.broken else ():
            task = self._task(derivation)
            try:
                future = self.executor.submit(prove, task, self._below(derivation), self.kept)
            except RuntimeError:  # the executor is shut down, or its workers are gone
                self.broken = True
                return
            self.running[future] = derivation

    def _ready(self, derivation: Derivation) -> bool:
        return all(cited in self.done for cited in self.cited[derivation])

    def _task(self, derivation: Derivation) -> Task:
        library = derivation.library
        project, script = library.project if library else None, script_of(derivation)
        place = project.derivations if project else script
        digest = self.digests.get(place) or _digest(project, script)
        self.digests[place] = digest
        task = Task(project, script, digest, derivation.name)
        if library is not None:
            _loaded.setdefault(task.library, library)  # a process that is forked has it at once
        return task

    def _below(self, derivation: Derivation) -> dict[str, Any]:
        """What was found of all that a derivation rests on."""
        found: dict[str, Any] = {}
        waiting, seen = list(self.cited[derivation]), set[Derivation]()
        while waiting:
            here = waiting.pop()
            if here not in seen:
                seen.add(here)
                found |= self.done[here]
                waiting += self.cited[here]
        return found


def _cited(derivation: Derivation) -> Iterator[Derivation]:
    """The derivations cited, so far as they are there: what is wrong is said when it is checked."""
    for citation in (c for step in derivation.steps for c in step.using):
        try:
            found = derivation.cited(citation) if isinstance(citation, str) else citation
        except DerivationError:
            continue
        if isinstance(found, Derivation):
            yield found


# --- there --------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Task:
    """A derivation, for a process that has the same files: `digest` is theirs."""

    project: Project | None
    script: Path
    digest: str
    name: str

    @property
    def library(self) -> tuple[str, str, str]:
        """What says which library the derivation is in."""
        folder = self.project.derivations if self.project else self.script
        return str(folder), self.digest, "project" if self.project else "script"


def prove(task: Task, known: Mapping[str, Any], kept: Path | None) -> dict[str, Any]:
    """Check a derivation in this process; what was newly decided, by key.

    `known` was decided elsewhere. Raises `DerivationError` if the files here are not the same.
    """
    memory = Memory(dict(known))
    store = Layers((memory, _disk(kept))) if kept else memory
    derivation = _library(task).find(task.name)
    with keeping(store):
        try_check(derivation)
    return memory.new


def _library(task: Task) -> Library:
    if task.library not in _loaded:
        if _digest(task.project, task.script) != task.digest:
            raise DerivationError(
                f"a worker's copy of symsoft or of {task.script.name} is another one; "
                "give all workers the same files"
            )
        _loaded[task.library] = _read(task)
    return _loaded[task.library]


def _read(task: Task) -> Library:
    if task.project is None:
        return load_script(task.script)
    own = shipped_library() if task.project == shipped_project() else None
    return own or load(task.project)


def _digest(project: Project | None, script: Path) -> str:
    """The digest of a project, or of a script of its own."""
    try:
        return tree_digest(project or Project(script.parent, script, script.parent, None))
    except OSError as error:
        raise DerivationError(f"{script}: {error.strerror}; a worker cannot read it") from None


@cache
def _disk(path: Path) -> Disk:
    return Disk(path)
