"""``symsoft verify``: certificates are replayed by the kernel; nothing else is imported."""

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
    """The certificate in a file: alone, or in the JSON of a report."""
    data = json.loads(file.read_text(encoding="utf-8"))
    return data["certificate"] if isinstance(data, dict) and "certificate" in data else data


def _line(error: Exception) -> str:
    return f":{error.lineno}" if isinstance(error, json.JSONDecodeError) else ""


def _replay(file: Path, certificate: Any) -> int:
    if certificate is None:
        complain(f"{file}: a draft, it holds no certificate")
        return NOT_PROVED
    try:
        theorem = replay(certificate)
    except (KernelError, RecursionError) as error:
        complain(f"{file}: not a proof: {error}")
        return NOT_PROVED
    count = len(theorem.conditions)
    conditions = f", under {count} condition{'s' if count > 1 else ''}" if count else ""
    click.echo(f"{file}: proved{conditions}")
    return PROVED
