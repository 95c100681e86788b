"""``symsoft new``: a small project that works at once."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

import click

from symsoft.cli.console import InputError
from symsoft.report.files import replace_file

# What each file of the package is called in a project.
_FILES = {
    "log_softmax.py.txt": "derivations/log_softmax.py",
    "softmax.md": "notes/softmax.md",
    "README.md": "README.md",
    "gitignore": ".gitignore",
}


def run(folder: Path) -> None:
    """Write the files of a new project, or none where one of them is there already."""
    there = next((folder / path for path in _FILES.values() if (folder / path).exists()), None)
    if there is not None:
        raise InputError(f"{there} is there already: name a new folder, as in symsoft new DIR")
    for name, path in _FILES.items():
        replace_file(folder / path, (files("symsoft.cli") / "starter" / name).read_bytes())
        click.echo(f"wrote {folder / path}")
    place = "" if folder == Path() else f"cd {folder} && "
    click.echo(f"now: {place}symsoft check")
