"""``symsoft check``: prove derivations, and say what is not proved and why."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NoReturn

import click

from symsoft.cli.caching import check_all, signed
from symsoft.cli.console import NOT_PROVED, PROVED, WRONG, complain, complain_all, leave, progress
from symsoft.cli.selecting import failures, project_of, results_of, select
from symsoft.derivation import Checked, Derivation, DerivationError
from symsoft.derivation.library import Library
from symsoft.derivation.loading import Failure
from symsoft.derivation.results import Results
from symsoft.derivation.unchanged import Run, Statuses
from symsoft.report.record import certificates, record
from symsoft.report.render import place

_Result = Checked | DerivationError


@dataclass(frozen=True)
class _Known:
    """A derivation that was found to hold, and rests on nothing that has changed since."""

    derivation: Derivation
    status: str
    complete = True

    @property
    def size(self) -> int:
        return len(self.derivation.steps)


_Row = tuple[Library, Derivation, _Result | _Known]


def run(paths: Sequence[Path], style: str, certificates: Path | None, jobs: int) -> None:
    """Check what the paths stand for, print the results, and leave with the exit code."""
    if style == "text" and certificates is None:
        _run_text(paths, jobs)
    selection = select(paths)
    rows = list(_rows(selection.derivations, jobs, known=False))
    _note(rows)
    checked = [r for _, _, r in rows if isinstance(r, Checked)]
    if certificates is not None:
        write_certificates(certificates, checked)
    if style == "json":
        click.echo(json.dumps(_data(rows, selection.failures), ensure_ascii=False, indent=1))
    else:
        complain_all(selection.failures)
        for _, derivation, result in rows:
            _say(derivation, result)
        click.echo(_summary(rows))
    leave(_code(rows, selection.failures))


def _run_text(paths: Sequence[Path], jobs: int) -> NoReturn:
    """Check for people. When no file has changed since all held, say the same again."""
    project = project_of(paths)
    again = Run(signed(), project, ["check", *(str(path.resolve()) for path in paths)])
    match again.found():
        case {"lines": list(lines), "results": dict(results)}:
            Results.of(project.root if project else None).put_back(results)
            click.echo("\n".join(lines))
            leave(PROVED)
    selection = select(paths)
    complain_all(selection.failures)
    rows: list[_Row] = []
    for row in _rows(selection.derivations, jobs, known=True):
        rows.append(row)
        _say(*row[1:])
    results = _note(rows)
    click.echo(_summary(rows))
    code, libraries = _code(rows, selection.failures), {id(lib): lib for lib, _, _ in rows}
    if code == PROVED and len(libraries) == 1:
        lines = [_line(d, r) for _, d, r in rows if not isinstance(r, DerivationError)]
        (library,) = libraries.values()
        again.keep({"lines": [*lines, _summary(rows)], "results": results}, library)
    leave(code)


def _rows(work: Sequence[tuple[Library, Derivation]], jobs: int, known: bool) -> Iterator[_Row]:
    """What is found of each derivation; with `known` it suffices that it was found to hold."""
    statuses = Statuses(signed() if known else None)
    told = statuses.all(derivation for _, derivation in work)
    found = check_all([d for _, d in work if d not in told], jobs)
    for library, derivation in progress(work, "proving"):
        status = told.get(derivation)
        yield library, derivation, _Known(derivation, status) if status else next(found)


def _note(rows: Sequence[_Row]) -> dict[str, Any]:
    """Keep what was found of the derivations; what the project's results say of them now."""
    checked = [r for _, _, r in rows if isinstance(r, Checked)]
    Statuses(signed()).keep(checked)
    noted: dict[str, Any] = {}
    for library in {id(lib): lib for lib, _, _ in rows}.values():
        names = [d.name for lib, d, _ in rows if lib is library]
        results = results_of(library)
        results.note(r for r in checked if r.derivation.name in set(names))
        known = (r for lib, _, r in rows if lib is library and isinstance(r, _Known))
        results.restore({r.derivation: r.status for r in known})
        noted |= {name: results.found[name] for name in names if name in results.found}
    return noted


def _line(derivation: Derivation, result: Checked | _Known) -> str:
    """The line for a derivation that holds."""
    steps = f"{result.size} step{'s' if result.size > 1 else ''}"
    return f"{result.status:6}  {derivation.name}  ({steps})"


def _say(derivation: Derivation, result: _Result | _Known) -> None:
    if isinstance(result, DerivationError):
        complain(result)
    elif isinstance(result, _Known) or result.complete:
        click.echo(_line(derivation, result))
    else:
        for message in failures(result):
            click.echo(message)


def _summary(rows: Sequence[_Row]) -> str:
    found = Counter(r.status for _, _, r in rows if not isinstance(r, DerivationError))
    shown = f", {found['shown']} shown by numbers" if found["shown"] else ""
    return f"{found['proved']} of {len(rows)} derivations proved{shown}"


def _code(rows: Sequence[_Row], broken: Sequence[Failure]) -> int:
    if broken or any(isinstance(r, DerivationError) for _, _, r in rows):
        return WRONG
    unproved = any(isinstance(r, Checked) and not r.complete for _, _, r in rows)
    return NOT_PROVED if unproved else PROVED


def _data(rows: Sequence[_Row], broken: Sequence[Failure]) -> dict[str, Any]:
    """The results for programs: a record of each derivation, and what could not be read."""
    errors: list[dict[str, Any]] = [
        {"file": str(f.where.path), "line": f.where.line, "message": f.message} for f in broken
    ]
    records = []
    for library, derivation, result in rows:
        if isinstance(result, Checked):
            records.append(record(result, *place(library, derivation)))
        elif isinstance(result, DerivationError):
            where = result.where or derivation.where
            errors.append({"file": str(where.path), "line": where.line, "message": result.message})
    return {"derivations": records, "errors": errors}


def write_certificates(folder: Path, checked: Sequence[Checked]) -> None:
    """The certificate of a theorem stands alone unless findings go with it."""
    folder.mkdir(parents=True, exist_ok=True)
    for found in checked:
        if found.complete:
            data = certificates(found)
            alone = data["certificate"] if not found.findings else data
            content = json.dumps(alone, separators=(",", ":")) + "\n"
            (folder / f"{found.derivation.name}.json").write_text(content, encoding="utf-8")
