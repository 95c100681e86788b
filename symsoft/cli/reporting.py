"""``symsoft report``: render what is proved, all of it or nothing."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import NoReturn

import click

from symsoft.cli.caching import check_all, signed
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
from symsoft.cli.selecting import (
    failures,
    here,
    library_anywhere,
    library_here,
    results_of,
)
from symsoft.derivation import Checked, Derivation, DerivationError
from symsoft.derivation.library import Library
from symsoft.derivation.project import Project
from symsoft.derivation.steps import shown
from symsoft.derivation.unchanged import Statuses
from symsoft.report.files import MANIFEST, Changes, compare, write
from symsoft.report.render import FORMATS, Files, Options, entries, render
from symsoft.report.stamp import Stamp


def run(
    names: Sequence[str],
    formats: Sequence[str],
    out: Path | None,
    draft: bool,
    templates: Path | None,
    dry: bool,
    options: Options,
    jobs: int,
    certificates: Path | None = None,
) -> None:
    """Prove, render, and write or compare; leave with the exit code."""
    formats = list(dict.fromkeys(formats))
    _check_formats(formats)
    asked = json.dumps([formats, str(out and out.resolve()), asdict(options)])
    stamp = None
    if not (names or draft or dry or certificates):
        project = here()
        stamp = Stamp.of(project, _templates(templates, project), asked)
        _leave_if_fresh(out or project.reports, stamp)
    library = library_anywhere() if names else library_here()
    assert library.project is not None
    own = _templates(templates, library.project)
    derivations = [library.find(n) for n in names] or list(library.derivations.values())
    checked = _prove(library, derivations, draft, jobs)
    if certificates is not None:
        write_certificates(certificates, checked)
    found = entries(library, checked)
    files = render(found, formats, own, not names, library.source, options)
    parts = list(_parts(out or library.project.reports, files, formats, whole=not names))
    if dry:
        _leave_if_stale([(p.folder, compare(p.folder, p.files, p.whole)) for p in parts])
    for part in parts:
        _tell(part.folder, len(part.files), write(part.folder, part.files, part.whole))
    if stamp is not None and not library.reads and Stamp.of(stamp.project, own, asked) == stamp:
        written = [p.folder / name for p in parts for name in (*p.files, MANIFEST)]
        stamp.keep(written, sum(len(p.files) for p in parts))


def _templates(given: Path | None, project: Project) -> Path | None:
    own = given or project.templates
    if own is not None and not own.is_dir():
        raise InputError(f"{shown(own)}: there is no such folder of templates")
    return own


def _leave_if_fresh(folder: Path, stamp: Stamp) -> None:
    """Nothing is proved or rendered where nothing has changed since it was."""
    count = stamp.fresh()
    if count is not None:
        click.echo(f"{shown(folder)}: {count} files, nothing has changed")
        leave(PROVED)


@dataclass(frozen=True)
class _Part:
    """Files with a manifest of their own; `whole` is as for `write`."""

    folder: Path
    files: Files
    whole: Sequence[str]


def _parts(folder: Path, files: Files, formats: Sequence[str], whole: bool) -> Iterator[_Part]:
    """The files that are kept together, and each format that is apart."""
    apart = [name for name in formats if FORMATS[name].apart]
    for name in apart:
        inside = {p.removeprefix(f"{name}/"): c for p, c in files.items() if _top(p) == name}
        yield _Part(folder / name, inside, ["."] if whole else [])
    together = {p: c for p, c in files.items() if _top(p) not in apart}
    if len(apart) < len(formats):
        yield _Part(folder, together, [f for f in formats if f not in apart] if whole else [])


def _top(path: str) -> str:
    return path.partition("/")[0]


def _check_formats(formats: Sequence[str]) -> None:
    for name in formats:
        if name not in FORMATS:
            known = ", ".join(FORMATS)
            raise InputError(f"--format: there is no format {name!r}; choose from {known}")
        if missing := FORMATS[name].missing:
            mend = f"pip install 'symsoft[{FORMATS[name].extra}]'"
            raise InputError(
                f"--format {name} needs {' and '.join(missing)}, not installed: {mend}"
            )


def _prove(
    library: Library, derivations: Sequence[Derivation], draft: bool, jobs: int
) -> list[Checked]:
    """All of them checked; leaves the command if one may not be rendered."""
    complain_all(library.failures)
    worst = WRONG if library.failures else PROVED
    checked = []
    proving = check_all(derivations, jobs)
    for _ in progress(derivations, "proving"):
        found = next(proving)
        if isinstance(found, DerivationError):
            complain(found)
            worst = WRONG
        elif not found.complete and not draft:
            for message in failures(found):
                complain(message)
            worst = max(worst, NOT_PROVED)
        else:
            checked.append(found)
    Statuses(signed()).keep(checked)
    results_of(library).note(checked)
    if worst:
        complain("nothing was written")
        leave(worst)
    return checked


def _leave_if_stale(found: Sequence[tuple[Path, Changes]]) -> NoReturn:
    for folder, changes in found:
        for path in changes.written:
            complain(f"{shown(folder / path)}: stale; run symsoft report")
        for path in changes.removed:
            complain(f"{shown(folder / path)}: no derivation renders to it; run symsoft report")
    leave(NOT_PROVED if any(changes for _, changes in found) else PROVED)


def _tell(folder: Path, count: int, changes: Changes) -> None:
    for path in changes.edited:
        complain(f"{shown(folder / path)}: no derivation renders to it, but it was edited: kept")
    click.echo(
        f"{shown(folder)}: {count} files, {len(changes.written)} written, "
        f"{len(changes.removed)} removed"
    )
