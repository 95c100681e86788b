"""``symsoft verify``: certificates are replayed by the kernel; SymPy is not imported.

That what a theorem assumes can be met, counterexamples and numbers are evaluated again, which
needs the refuter.  A file may come from a stranger: it is data, and what it asks for is limited.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from symsoft.cli.certificates import Limits, Unreadable, read
from symsoft.cli.console import NOT_PROVED, PROVED, WRONG, complain, leave
from symsoft.cli.limiting import TooLong, limited
from symsoft.kernel import KernelError, replay

if TYPE_CHECKING:
    from symsoft.kernel import Theorem

_DEFAULT = Limits()


def run(files: Sequence[Path], limits: Limits = _DEFAULT) -> None:
    """Replay each file; the worst result is the exit code."""
    leave(max(_verify(file, limits) for file in files))


def _verify(file: Path, limits: Limits) -> int:
    try:
        with limited(limits.seconds, limits.memory):
            return _replay(file, read(file, limits))
    except Unreadable as error:
        place = f"{file}:{error.line}" if error.line else str(file)
        complain(f"{place}: {error}; give a file that symsoft wrote")
        return WRONG
    except OSError as error:
        complain(f"{file}: {error.strerror}")
        return WRONG
    except TooLong:
        complain(f"{file}: not replayed within {limits.seconds:g} s; allow more with --timeout")
    except MemoryError:
        complain(f"{file}: takes more than {limits.memory} MB; allow more with --memory")
    return NOT_PROVED


def _replay(file: Path, data: Any) -> int:
    """A certificate alone, or the JSON of a report with its theorem and its findings."""
    whole = isinstance(data, dict) and "certificate" in data
    certificate = data["certificate"] if whole else data
    findings = data.get("finding_certificates", []) if whole else []
    if certificate is None and not findings:
        complain(f"{file}: a draft, it holds no certificate")
        return NOT_PROVED
    try:
        said = [] if certificate is None else [_proved(certificate)]
        said += [_shown(findings)] if findings else []
    except _NotSo as why:
        complain(f"{file}: {_line(why)}")
        return NOT_PROVED
    click.echo(f"{file}: {'; '.join(said)}")
    return PROVED


class _NotSo(Exception):
    """A certificate does not hold."""


def _line(message: object) -> str:
    """A message in one line that can be printed, whatever a file has put into it."""
    return "".join(c if c.isprintable() else "?" for c in str(message))[:300]


def _proved(certificate: Any) -> str:
    if isinstance(certificate, dict) and certificate.get("format") == "symsoft-finding":
        return _shown([certificate])
    try:
        theorem = replay(certificate)
    except (KernelError, RecursionError) as error:
        raise _NotSo(f"not a proof: {error}") from error
    if theorem.context.hypotheses or theorem.conditions or "point" in certificate:
        _require_met(theorem, certificate.get("point"))
    count = len(theorem.conditions)
    return "proved" + (f", under {count} condition{'s' if count > 1 else ''}" if count else "")


def _require_met(theorem: Theorem, data: Any) -> None:
    """Contradictory hypotheses prove everything: what the theorem assumes must hold somewhere."""
    from symsoft.refuter import NotShown, Point
    from symsoft.refuter.vacuity import require_satisfiable

    try:
        require_satisfiable(theorem, None if data is None else Point.from_data(data))
    except (NotShown, ArithmeticError, LookupError, TypeError, ValueError, AttributeError) as error:
        raise _NotSo(f"its hypotheses are not shown to hold at its point: {error}") from error


def _shown(findings: Any) -> str:
    """Evaluate counterexamples and numbers again; only they need more than the kernel."""
    from symsoft.refuter import NotShown, recheck

    try:
        count = len([recheck(certificate) for certificate in findings])
    except (NotShown, TypeError) as error:
        raise _NotSo(f"not so at its point: {error}") from error
    return f"{count} counterexample{'s' if count > 1 else ''} or number{'s' if count > 1 else ''}"
