"""``symsoft trust``: what has to be trusted, from the kernel's source."""

from __future__ import annotations

import os
from pathlib import Path

import click

from symsoft.cli.console import NOT_PROVED, PROVED, InputError, complain, leave
from symsoft.trust import page, renewed, summary

_ROOT = Path(__file__).parent.parent.parent
_PARTS = {"docs/trust.md": page, "README.md": summary}


def run(change: bool, dry: bool) -> None:
    """Print the page, or renew or compare the parts of the documents that come from it."""
    if not (change or dry):
        click.echo(page(), nl=False)
        return
    stale = 0
    for name, part in _PARTS.items():
        old = _read(name)
        try:
            new = renewed(old, part())
        except ValueError as error:
            raise InputError(f"{name}: {error}; put the marks where it belongs") from error
        if new != old:
            stale += 1
            complain(f"{name} is stale; run symsoft trust --write" if dry else f"wrote {name}")
            if not dry:
                _replace(_ROOT / name, new)
    leave(NOT_PROVED if dry and stale else PROVED)


def _read(name: str) -> str:
    file = _ROOT / name
    if not file.is_file():
        raise InputError(f"{file}: no such file; --write and --check need symsoft's source tree")
    return file.read_text(encoding="utf-8")


def _replace(file: Path, content: str) -> None:
    new = file.with_name(f".{file.name}.new")
    new.write_text(content, encoding="utf-8")
    os.replace(new, file)
