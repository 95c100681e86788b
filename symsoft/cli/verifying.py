"""``symsoft verify``: certificates are replayed by the kernel; nothing else is imported.

Counterexamples and numbers are evaluated again, which needs the refuter.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click

from symsoft.cli.console import NOT_PROVED, PROVED, WRONG, complain, leave
from symsoft.kernel import KernelError, replay


def run(files: Sequence[Path]) -> None:
    """Replay each file; the worst result is the exit code."""
    leave(max(map(_verify, files)))


def _verify(file: Path) -> int:
    try:
        certificate = _read(file)
    except (ValueError, RecursionError) as error:
        complain(f"{file}{_line(error)}: not JSON: {error}; give a file that symsoft wrote")
        return WRONG
    except OSError as error:
        complain(f"{file}: {error.strerror}")
        return WRONG
    return _replay(file, certificate)


def _read(file: Path) -> Any:
    return json.loads(file.read_text(encoding="utf-8"))


def _line(error: Exception) -> str:
    return f":{error.lineno}" if isinstance(error, json.JSONDecodeError) else ""


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
        complain(f"{file}: {why}")
        return NOT_PROVED
    click.echo(f"{file}: {'; '.join(said)}")
    return PROVED


class _NotSo(Exception):
    """A certificate does not hold."""


def _proved(certificate: Any) -> str:
    if isinstance(certificate, dict) and certificate.get("format") == "symsoft-finding":
        return _shown([certificate])
    try:
        theorem = replay(certificate)
    except (KernelError, RecursionError) as error:
        raise _NotSo(f"not a proof: {error}") from error
    count = len(theorem.conditions)
    return "proved" + (f", under {count} condition{'s' if count > 1 else ''}" if count else "")


def _shown(findings: Any) -> str:
    """Evaluate counterexamples and numbers again; only they need more than the kernel."""
    from symsoft.refuter import NotShown, recheck

    try:
        count = len([recheck(certificate) for certificate in findings])
    except (NotShown, TypeError) as error:
        raise _NotSo(f"not so at its point: {error}") from error
    return f"{count} counterexample{'s' if count > 1 else ''} or number{'s' if count > 1 else ''}"
