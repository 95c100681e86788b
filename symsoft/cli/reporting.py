"""``symsoft report``: render what is proved, all of it or nothing."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import click

from symsoft.cli.checking import write_certificates
from symsoft.cli.console import (
    NOT_PROVED,
    PROVED,
    WRONG,
    InputError,
    complain,
    complain_all,
    leave,
    progress,
)
from symsoft.cli.selecting import failures, library_anywhere, library_here, results_of, try_check
from symsoft.derivation import Checked, Derivation, DerivationError
from symsoft.derivation.library import Library
from symsoft.derivation.steps import shown
from symsoft.report.files import Changes, compare, write
from symsoft.report.render import FORMATS, entries, render


def run(
    names: Sequence[str],
    formats: Sequence[str],
    out: Path | None,
    draft: bool,
    templates: Path | None,
    dry: bool,
    certificates: Path | None = None,
) -> None:
    """Prove, render, and write or compare; leave with the exit code."""
    _check_formats(formats)
    library = library_anywhere() if names else library_here()
    assert library.project is not None
    own = templates or library.project.templates
    if own is not None and not own.is_dir():
        raise InputError(f"{shown(own)}: there is no such folder of templates")
    derivations = [library.find(n) for n in names] or list(library.derivations.values())
    checked = _prove(library, derivations, draft)
    if certificates is not None:
        write_certificates(certificates, checked)
    found = entries(library, checked)
    files = render(found, formats, own, overview=not names, source=library.source)
    folder, whole = out or library.project.reports, () if names else formats
    if dry:
        _leave_if_stale(folder, compare(folder, files, whole))
    else:
        _tell(folder, len(files), write(folder, files, whole))


def _check_formats(formats: Sequence[str]) -> None:
    for name in formats:
        if name not in FORMATS:
            known = ", ".join(FORMATS)
            raise InputError(f"--format: there is no format {name!r}; choose from {known}")


def _prove(library: Library, derivations: Sequence[Derivation], draft: bool) -> list[Checked]:
    """All of them checked; leaves the command if one may not be rendered."""
    complain_all(library.failures)
    worst = WRONG if library.failures else PROVED
    checked = []
    for derivation in progress(derivations, "proving"):
        found = try_check(derivation)
        if isinstance(found, DerivationError):
            complain(found)
            worst = WRONG
        elif not found.complete and not draft:
            for message in failures(found):
                complain(message)
            worst = max(worst, NOT_PROVED)
        else:
            checked.append(found)
    results_of(library).note(checked)
    if worst:
        complain("nothing was written")
        leave(worst)
    return checked


def _leave_if_stale(folder: Path, changes: Changes) -> None:
    for path in changes.written:
        complain(f"{shown(folder / path)}: stale; run symsoft report")
    for path in changes.removed:
        complain(f"{shown(folder / path)}: no derivation renders to it; run symsoft report")
    leave(NOT_PROVED if changes else PROVED)


def _tell(folder: Path, count: int, changes: Changes) -> None:
    for path in changes.edited:
        complain(f"{shown(folder / path)}: no derivation renders to it, but it was edited: kept")
    click.echo(
        f"{shown(folder)}: {count} files, {len(changes.written)} written, "
        f"{len(changes.removed)} removed"
    )
