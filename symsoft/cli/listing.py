"""``symsoft list`` and ``symsoft show``."""

from __future__ import annotations

import json

import click

from symsoft.cli.console import NOT_PROVED, PROVED, WRONG, complain_all, leave
from symsoft.cli.selecting import library_here
from symsoft.derivation.steps import plain
from symsoft.derivation.transcript import transcript
from symsoft.report.record import record
from symsoft.report.render import entries, place, render


def run_list(style: str) -> None:
    """Name, subject and title of every derivation."""
    library = library_here()
    rows = [
        {
            "name": d.name,
            "title": d.title,
            "subject": place(library, d)[1],
            "script": place(library, d)[0],
            "steps": len(d.steps),
            "uses": d.depends,
        }
        for d in library.derivations.values()
    ]
    if style == "json":
        click.echo(json.dumps(rows, ensure_ascii=False, indent=1))
    else:
        wide = max((len(d) for d in library.derivations), default=0)
        for row in rows:
            click.echo(f"{row['name']:{wide}}  {plain(str(row['title']))}")
    complain_all(library.failures)
    leave(WRONG if library.failures else PROVED)


def run_show(name: str, style: str) -> None:
    """A derivation with its steps, proved or marked."""
    library = library_here()
    if name not in library.derivations:
        complain_all(library.failures)
    derivation = library.find(name)
    checked = derivation.checked(draft=True)
    if style == "text":
        click.echo(transcript(checked))
    elif style == "json":
        data = record(checked, *place(library, derivation))
        click.echo(json.dumps(data, ensure_ascii=False, indent=1))
    else:
        project = library.project
        templates = project.templates if project else None
        files = render(entries(library, [checked]), [style], templates, overview=False)
        click.echo("".join(files.values()), nl=False)
    leave(PROVED if checked.complete else NOT_PROVED)
