"""``symsoft check``: prove derivations, and say what is not proved and why."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click

from symsoft.cli.console import NOT_PROVED, PROVED, WRONG, complain, complain_all, leave, progress
from symsoft.cli.selecting import failures, results_of, select, try_check
from symsoft.derivation import Checked, Derivation, DerivationError
from symsoft.derivation.library import Library
from symsoft.derivation.loading import Failure
from symsoft.report.record import certificates, record
from symsoft.report.render import place

_Result = Checked | DerivationError


def run(paths: Sequence[Path], style: str, certificates: Path | None) -> None:
    """Check what the paths stand for, print the results, and leave with the exit code."""
    selection = select(paths)
    work, broken = selection.derivations, selection.failures
    if style == "text":
        complain_all(broken)
    results: list[tuple[Library, Derivation, _Result]] = []
    for library, derivation in progress(work, "proving"):
        result = try_check(derivation)
        results.append((library, derivation, result))
        if style == "text":
            _say(derivation, result)
    for library in {id(lib): lib for lib, _, _ in results}.values():
        own = (r for lib, _, r in results if lib is library and isinstance(r, Checked))
        results_of(library).note(own)
    if certificates is not None:
        write_certificates(certificates, [r for _, _, r in results if isinstance(r, Checked)])
    if style == "json":
        click.echo(json.dumps(_data(results, broken), ensure_ascii=False, indent=1))
    else:
        _summarise([result for _, _, result in results])
    leave(_code([result for _, _, result in results], broken))


def _say(derivation: Derivation, result: _Result) -> None:
    if isinstance(result, DerivationError):
        complain(result)
    elif not result.complete:
        for message in failures(result):
            click.echo(message)
    else:
        steps = f"{result.size} step{'s' if result.size > 1 else ''}"
        click.echo(f"{result.status:6}  {derivation.name}  ({steps})")


def _summarise(results: Sequence[_Result]) -> None:
    found = Counter(r.status for r in results if isinstance(r, Checked))
    shown = f", {found['shown']} shown by numbers" if found["shown"] else ""
    click.echo(f"{found['proved']} of {len(results)} derivations proved{shown}")


def _code(results: Sequence[_Result], broken: Sequence[Failure]) -> int:
    if broken or any(isinstance(r, DerivationError) for r in results):
        return WRONG
    unproved = any(isinstance(r, Checked) and not r.complete for r in results)
    return NOT_PROVED if unproved else PROVED


def _data(
    results: Sequence[tuple[Library, Derivation, _Result]], broken: Sequence[Failure]
) -> dict[str, Any]:
    """The results for programs: a record of each derivation, and what could not be read."""
    errors: list[dict[str, Any]] = [
        {"file": str(f.where.path), "line": f.where.line, "message": f.message} for f in broken
    ]
    records = []
    for library, derivation, result in results:
        if isinstance(result, Checked):
            records.append(record(result, *place(library, derivation)))
        else:
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
