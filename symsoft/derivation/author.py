"""`Derivation`: a named chain of steps and intermediate results that ends in a theorem.

    gradient = Derivation("log-softmax-gradient", title="Gradient of log-softmax")
    (gradient.calc(Derivative(log(p[i]), z[j]))
        .eq(Derivative(z[i] - logsumexp(z), z[j]), "log of a quotient")
        .eq(delta(i, j) - p[j], "log-sum-exp has gradient $p$", using="log-sum-exp-gradient"))

    if __name__ == "__main__":
        gradient.main()

`refute`, `undefined` and `value` speak of a point: what is not true, not defined, or what a term is
there, to digits that are certain.  `figure` illustrates terms of the steps.

Declaring costs nothing: steps are read and proved when the first of `check`, `print` or `main`
asks, once.  `using=` takes derivations, theorems, or names of derivations; a name is looked up in
the library that the script belongs to, so it works wherever the script is started from.
"""

from __future__ import annotations

import inspect
import itertools
import re
import sys
from collections.abc import Iterable, Mapping, Sequence
from contextvars import ContextVar
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, TypeAlias, overload

from symsoft.derivation import checking, figures
from symsoft.derivation.errors import DerivationError
from symsoft.derivation.figures import Figure
from symsoft.derivation.steps import (
    FINDINGS,
    Part,
    Step,
    author_globals,
    author_location,
    check_direction,
    check_prose,
)

if TYPE_CHECKING:
    from symsoft.derivation.checked import Checked
    from symsoft.derivation.library import Library
    from symsoft.derivation.steps import Citation
    from symsoft.kernel.theorem import Theorem
    from symsoft.refuter import Finding

    Using: TypeAlias = Citation | Sequence[Citation]

# Derivations declared while a library loads its scripts; None when a script runs alone.
declared: ContextVar[list[Derivation] | None] = ContextVar("declared", default=None)

# Counts what this process printed: a blank line stands between two derivations.
_printed = itertools.count()

_RESERVED = ("graph", "index", "source-claims", "symsoft")
_NAME = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


class Derivation:
    """A derivation under a unique `name` such as ``log-softmax-gradient``.

    `title`, `source` and the reasons of steps are plain text that may hold ``$…$`` mathematics in
    LaTeX.  `given` lists hypotheses: relations or `forall` objects.  `subject` groups derivations
    in reports (the folder of the script unless said), `summary` says in prose what is shown (the
    script's docstring for its first derivation unless said).  `claims` has the numbers of those
    claims in the project's ``claims.toml`` that it proves or shows to fail.
    """

    def __init__(
        self,
        name: str,
        *,
        title: str,
        source: str = "",
        given: Iterable[Any] = (),
        subject: str | None = None,
        summary: str | None = None,
        claims: int | Iterable[int] = (),
    ) -> None:
        self.where = author_location()
        if not _NAME.fullmatch(name):
            raise DerivationError(f"{name!r} is no name: use lower-case words joined by hyphens")
        if name in _RESERVED:
            raise DerivationError(
                f"the name {name} is taken by a page of the report; choose another"
            )
        self.name, self.title, self.source, self.subject = name, title, source, subject
        self.summary = inspect.cleandoc(_docstring() if summary is None else summary)
        self.given = tuple(given)
        self.claims = (claims,) if isinstance(claims, int) else tuple(claims)
        self.parts: list[Part] = []
        self.figures: list[Figure] = []
        self.library: Library | None = None
        self._checked: dict[bool, Checked] = {}
        for what in ("title", "source", "summary"):
            check_prose(what, getattr(self, what))
        scripts = declared.get()
        if scripts is not None:
            scripts.append(self)

    def __repr__(self) -> str:
        return f"Derivation({self.name!r})"

    # --- declaring ---

    def calc(self, expression: Any) -> Chain:
        """Start a chain of relations; continue it with ``.eq .le .lt .ge .gt``."""
        return Chain(self, self._begin("calc", expression))

    def have(self, claim: Any, why: str = "", using: Using = ()) -> Derivation:
        """Record an intermediate result, which later steps may use."""
        part = self._begin("have")
        part.steps.append(self._step(why, using, claim=claim))
        return self

    def conclude(self, claim: Any, why: str = "", using: Using = ()) -> Derivation:
        """Record the final result, where it is not simply the ends of the last chain."""
        part = self._begin("conclude")
        part.steps.append(self._step(why, using, claim=claim))
        return self

    def refute(
        self,
        claim: Any,
        why: str = "",
        *,
        given: Iterable[Any] = (),
        at: Mapping[Any, Any] | None = None,
    ) -> Derivation:
        """Record that a claim is *not* true, with a counterexample.

        `given` are hypotheses under which it fails too, besides those of the derivation.  `at` is
        the point where it fails, such as ``{z: [1, 2], c: 10}``; without it one is searched for.
        """
        part = self._begin("refute")
        part.steps.append(self._step(why, (), claim=claim, given=tuple(given), at=at))
        return self

    def undefined(self, term: Any, why: str = "", *, at: Mapping[Any, Any]) -> Derivation:
        """Record that a term has no value at a point, for all values of indices left out there."""
        part = self._begin("undefined")
        part.steps.append(self._step(why, (), term=term, at=at))
        return self

    def value(self, term: Any, digits: Any, why: str = "", *, at: Mapping[Any, Any]) -> Derivation:
        """Record the value of a term at a point.

        `digits` in quotes are right when rounded, ``"0.7311"``, or, with dots, when they are the
        first ones, ``"0.7310…"``; whole numbers and fractions are exact.  For an index that `at`
        leaves out they are a list, for two a list of rows, the first index in the alphabet first.
        """
        part = self._begin("value")
        part.steps.append(self._step(why, (), term=term, digits=digits, at=at))
        return self

    def figure(
        self, title: str, over: tuple[Any, Any, Any], caption: str = "", slider: bool = False
    ) -> Figure:
        """Illustrate terms of the steps as functions of a scalar, such as ``over=(c, 0, 10)``.

        Continue it with ``.panel``.  With `slider` the site shows the values of the curves as bars
        that follow a slider, too.  It is no step, and nothing rests on it.
        """
        self._checked.clear()
        self.figures.append(figures.declare(title, over, caption, slider))
        return self.figures[-1]

    @property
    def steps(self) -> list[Step]:
        """Every step, in order."""
        return [step for part in self.parts for step in part.steps]

    @property
    def depends(self) -> list[str]:
        """The names of the derivations cited, each once, in order."""
        cited = (c for step in self.steps for c in step.using)
        names = [c if isinstance(c, str) else getattr(c, "name", None) for c in cited]
        return [name for name in dict.fromkeys(names) if name]

    def _begin(self, kind: str, start: Any = None) -> Part:
        concluded = any(part.kind == "conclude" for part in self.parts)
        if concluded and kind not in FINDINGS:
            raise DerivationError(f"{self.name}: nothing may follow conclude")
        self._checked.clear()
        part = Part(kind, author_location(), start)
        self.parts.append(part)
        return part

    def _step(self, why: str, using: Using, **what: Any) -> Step:
        check_prose("reason", why)
        self._checked.clear()
        cited = tuple(using) if isinstance(using, list | tuple) else (using,)
        return Step(len(self.steps) + 1, author_location(), why, cited, **what)

    # --- checking ---

    @overload
    def check(self, draft: Literal[False] = False) -> Theorem | Finding: ...

    @overload
    def check(self, draft: bool) -> Theorem | Finding | None: ...

    def check(self, draft: bool = False) -> Theorem | Finding | None:
        """Prove every step and return the theorem of the whole; proved once, then remembered.

        A derivation that speaks of points alone has no theorem: its last finding is returned.
        Raises `StepFailed` at the first step that does not hold, `DerivationError` for a derivation
        that is not well-formed.  With `draft` such steps are passed over, and the result is
        None if there are any.
        """
        checked = self.checked(draft)
        if checked.sections or not checked.complete:
            return checked.theorem
        return checked.findings[-1].findings[-1]

    def checked(self, draft: bool = False) -> Checked:
        """Like `check`, with the outcome of every step."""
        found = self._checked.get(False) or self._checked.get(draft)
        if found is None:
            found = checking.examine(self, draft)
            self._checked[not found.complete] = found
        return found

    def cited(self, name: str) -> Derivation:
        """The derivation that the name stands for in the library of this script."""
        from symsoft.derivation.library import library_of

        if self.library is None:
            self.library = library_of(self.where.path)
        return self.library.find(name)

    def print(self) -> None:
        """Check the derivation and print it as plain text, unproved steps marked."""
        from symsoft.derivation.transcript import transcript

        shown = transcript(self.checked(draft=True))
        print(f"\n{shown}" if next(_printed) else shown)

    def main(self) -> None:
        """For the end of a script: `print`, and leave Python with code 1 if a step is not proved.

        What is wrong with the script itself is one line and code 2.
        """
        try:
            self.print()
        except DerivationError as error:
            print(error, file=sys.stderr)
            sys.exit(2)
        if not self.checked(draft=True).complete:
            sys.exit(1)


class Chain:
    """A chain of relations that is being written: each method adds one step."""

    def __init__(self, derivation: Derivation, part: Part) -> None:
        self._derivation, self._part = derivation, part

    def eq(self, right: Any, why: str = "", using: Using = ()) -> Chain:
        """= `right`, which may be ``oo`` or ``-oo`` in the last step."""
        return self._link("=", right, why, using)

    def le(self, right: Any, why: str = "", using: Using = ()) -> Chain:
        """≤ `right`."""
        return self._link("<=", right, why, using)

    def lt(self, right: Any, why: str = "", using: Using = ()) -> Chain:
        """< `right`."""
        return self._link("<", right, why, using)

    def ge(self, right: Any, why: str = "", using: Using = ()) -> Chain:
        """≥ `right`."""
        return self._link(">=", right, why, using)

    def gt(self, right: Any, why: str = "", using: Using = ()) -> Chain:
        """> `right`."""
        return self._link(">", right, why, using)

    def _link(self, rel: str, right: Any, why: str, using: Using) -> Chain:
        derivation, part = self._derivation, self._part
        step = derivation._step(why, using, rel=rel, right=right)
        try:
            if derivation.parts[-1] is not part:
                raise DerivationError("this calc was left for another part; start a new one")
            check_direction([s.rel for s in part.steps], rel)
        except DerivationError as error:
            place = f"{derivation.name}, step {step.number}"
            raise DerivationError(f"{place}: {error.message}", step.where) from None
        part.steps.append(step)
        return self


def _docstring() -> str:
    """The docstring of the script for its first derivation, "" for the others."""
    script = author_globals()
    path = author_location().path
    known = (v for v in script.values() if isinstance(v, Derivation))
    return "" if any(d.where.path == path for d in known) else script.get("__doc__") or ""


def script_of(derivation: Derivation) -> Path:
    """The script that declares the derivation."""
    return derivation.where.path.resolve()
