"""``symsoft list`` and ``symsoft show``."""

from __future__ import annotations

import contextlib
import json
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Any

import click

from symsoft.cli.caching import check_all, signed
from symsoft.cli.console import NOT_PROVED, PROVED, WRONG, complain_all, leave, progress
from symsoft.cli.selecting import library_anywhere, results_of
from symsoft.derivation import Checked, Derivation, DerivationError
from symsoft.derivation.library import Library
from symsoft.derivation.steps import plain
from symsoft.derivation.transcript import transcript
from symsoft.derivation.unchanged import Statuses
from symsoft.report.record import record
from symsoft.report.render import entries, place, render

_Row = dict[str, Any]


def run_list(style: str, check: bool, jobs: int) -> None:
    """Subject, title, steps, status and uses of every derivation."""
    library = library_anywhere()
    derivations = [*library.derivations.values(), *library.shipped()]
    results, errors = results_of(library), 0
    if check:
        statuses = Statuses(signed())
        told = statuses.all(derivations)
        left = [d for d in derivations if d not in told]
        proving = zip(progress(left, "proving"), check_all(left, jobs), strict=True)
        tried = [result for _, result in proving]
        statuses.keep(c for c in tried if isinstance(c, Checked))
        results.note(c for c in tried if isinstance(c, Checked))
        results.restore(told)
        settled = dict(zip(left, map(_status, tried), strict=True))
        found = {d: settled.get(d) or told[d] for d in derivations}
        errors = sum(isinstance(c, DerivationError) for c in tried)
        complain_all(c for c in tried if isinstance(c, DerivationError))
    else:
        found = {d: results.status(d) for d in derivations}
    rows = _rows(library, found)
    if style == "json":
        click.echo(json.dumps(rows, ensure_ascii=False, indent=1))
    else:
        click.echo("\n".join(_lines(rows)))
    complain_all(library.failures)
    if library.failures or errors:
        leave(WRONG)
    leave(NOT_PROVED if check and "not proved" in found.values() else PROVED)


def _status(tried: Checked | DerivationError) -> str:
    return tried.status if isinstance(tried, Checked) else "not proved"


def _rows(library: Library, statuses: dict[Derivation, str]) -> list[_Row]:
    """A row for each derivation, symsoft's own last, by subject."""
    used_by: dict[Derivation, list[str]] = {d: [] for d in statuses}
    for d in statuses:
        for cited in _cited(d):
            used_by.setdefault(cited, []).append(d.name)
    rows = [
        {
            "name": d.name,
            "title": d.title,
            "subject": place(library, d)[1],
            "summary": d.summary,
            "source": d.source,
            "claims": d.claims,
            "script": place(library, d)[0],
            "line": d.where.line,
            "own": d.name in library.derivations,
            "steps": len(d.steps),
            "status": status,
            "uses": d.depends,
            "used_by": used_by[d],
        }
        for d, status in statuses.items()
    ]
    return sorted(rows, key=lambda row: (not row["own"], row["subject"]))


def _cited(derivation: Derivation) -> Iterator[Derivation]:
    """The derivations that a derivation cites, so far as they are there."""
    for name in derivation.depends:
        with contextlib.suppress(DerivationError):
            yield derivation.cited(name)


def _lines(rows: Sequence[_Row]) -> Iterator[str]:
    """The rows as text, a blank line between two subjects."""
    wide = max(len(row["name"]) for row in rows)
    status = max(len(row["status"]) for row in rows)
    for n, ((own, subject), group) in enumerate(
        groupby(rows, key=lambda row: (row["own"], row["subject"]))
    ):
        yield from [""] * (n > 0)
        yield subject if own else f"{subject} (of symsoft)"
        for row in group:
            steps = f"{row['steps']:3} step{'s' if row['steps'] != 1 else ' '}"
            head = f"  {row['name']:{wide}}  {row['status']:{status}}  {steps}"
            yield f"{head}  {plain(row['title'])}"
            if row["uses"]:
                yield f"  {'':{wide}}  uses {', '.join(row['uses'])}"


def run_show(name: str, style: str) -> None:
    """A derivation with its steps, proved or marked."""
    library = library_anywhere()
    if library.own(name) is None:
        complain_all(library.failures)
    derivation = library.find(name)
    checked = derivation.checked(draft=True)
    results_of(library).note([checked])
    if style == "text":
        click.echo(transcript(checked))
    elif style == "json":
        data = record(checked, *place(library, derivation))
        click.echo(json.dumps(data, ensure_ascii=False, indent=1))
    else:
        project = library.project
        templates = project.templates if project else None
        files = render(entries(library, [checked]), [style], templates, overview=False)
        click.echo("".join(map(str, files.values())), nl=False)
    leave(PROVED if checked.complete else NOT_PROVED)
