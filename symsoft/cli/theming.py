"""``symsoft templates copy``: the built-in templates, for users to change."""

from __future__ import annotations

from pathlib import Path

import click

from symsoft.cli.console import complain
from symsoft.report.files import replace_file
from symsoft.report.templating import shipped


def run(folder: Path) -> None:
    """Copy what is not there yet; a file that differs from ours is the user's, and kept."""
    copied = 0
    for name, content in shipped().items():
        file = folder / name
        if not file.exists():
            replace_file(file, content.encode())
            copied += 1
        elif file.read_bytes() != content.encode():
            complain(f"{file}: differs from the built-in template: kept")
    click.echo(f"{folder}: {copied} templates copied")
