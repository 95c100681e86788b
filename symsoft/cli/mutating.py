"""``symsoft mutate`` and ``symsoft exercise``: slips planted, to be caught by machine or reader."""

from __future__ import annotations

import json
from collections.abc import Sequence
from contextlib import nullcontext
from pathlib import Path
from typing import Any

import click

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
from symsoft.cli.selecting import failures, library_anywhere, library_here
from symsoft.derivation import Checked, DerivationError
from symsoft.derivation.library import Library
from symsoft.derivation.parallel import try_check
from symsoft.derivation.steps import shown
from symsoft.language.text import text_claim
from symsoft.mutate.exercise import exercise
from symsoft.mutate.judging import SURVIVED, Judgement
from symsoft.mutate.recorded import Recorded, recording
from symsoft.mutate.running import Counts, Planned, count, plan, record
from symsoft.report.files import write
from symsoft.report.render import Files, place

_Judged = tuple[Planned, Judgement]


def run(
    names: Sequence[str], style: str, limit: float, most: int | None, evidence: Path | None
) -> None:
    """Judge the mutants of all derivations, or of those named; leave with the exit code."""
    with recording(evidence) if evidence else nullcontext() as recorded:
        worst, counts = _judge_all(names, style, limit, most, recorded)
        if recorded is not None:
            # Without the mutants of a script that does not load, these are not all there are.
            recorded.whole = not names and most is None and worst != WRONG
    if recorded is not None and style == "text":
        click.echo(f"judged by search: {recorded.searched}, as no evidence of them held")
    leave(max(worst, NOT_PROVED if counts.survived else PROVED))


def _judge_all(
    names: Sequence[str], style: str, limit: float, most: int | None, recorded: Recorded | None
) -> tuple[int, Counts]:
    """Judge mutants and print what became of them; the exit code so far, and the counts."""
    library = library_anywhere() if names else library_here()
    chosen = [library.find(n) for n in names] or list(library.derivations.values())
    broken = [] if names else library.failures
    complain_all(broken)
    worst, found, records = WRONG if broken else PROVED, list[Judgement](), list[dict[str, Any]]()
    for derivation in progress(chosen, "mutating"):
        checked = _checked(try_check(derivation))
        if checked is None or not checked.complete:
            worst = max(worst, WRONG if checked is None else NOT_PROVED)
        if checked is not None:
            judged = [(p, _judge_one(p, limit, recorded)) for p in plan(checked, most)]
            found += [j for _, j in judged]
            records.append(_record(derivation.name, judged))
            if style == "text":
                _say(derivation.name, judged, bool(names))
    counts = count(found)
    if style == "json":
        data = {"summary": counts.to_data(), "derivations": records}
        click.echo(json.dumps(data, ensure_ascii=False, indent=1))
    else:
        click.echo(counts.table() if found else "no mutants: no step is proved")
    return worst, counts


def _judge_one(planned: Planned, limit: float, recorded: Recorded | None) -> Judgement:
    return planned.judged(limit) if recorded is None else recorded.judged(planned, limit)


def _checked(result: Checked | DerivationError) -> Checked | None:
    if isinstance(result, DerivationError):
        complain(result)
        return None
    complain_all(failures(result))
    return result


def _record(name: str, judged: Sequence[_Judged]) -> dict[str, Any]:
    counts = count(j for _, j in judged).to_data()
    return {"name": name, "summary": counts, "mutants": [record(p, j) for p, j in judged]}


def _say(name: str, judged: Sequence[_Judged], every: bool) -> None:
    """The counts of a derivation, and its mutants: all, or those that survived."""
    counts = count(j for _, j in judged)
    click.echo(f"{name}: {counts.line()}")
    for planned, found in judged:
        if every or found.status == SURVIVED:
            mutant = found.mutant
            head = f"  {found.status}  step {planned.outcome.step.number}, {mutant.kind}"
            click.echo(f"{head}: {mutant.new} for {mutant.old}")
            click.echo(f"    {text_claim(mutant.claim)}\n    {found.evidence}")


def run_exercise(
    name: str, seed: int, style: str, out: Path | None, templates: Path | None
) -> None:
    """Print or write an exercise and its key."""
    library = library_anywhere()
    derivation = library.find(name)
    checked = _checked(try_check(derivation))
    if checked is None or not checked.complete:
        leave(WRONG if checked is None else NOT_PROVED)
    own = templates or (library.project.templates if library.project else None)
    if own is not None and not own.is_dir():
        raise InputError(f"{shown(own)}: there is no such folder of templates")
    pages = _pages(library, checked, seed, style, own)
    if out is None:
        click.echo("\n".join(map(str, pages.values())), nl=False)
        return
    write(out, pages)
    for page in pages:
        click.echo(f"wrote {shown(out / page)}")


def _pages(library: Library, checked: Checked, seed: int, style: str, own: Path | None) -> Files:
    script, subject = place(library, checked.derivation)
    return exercise(checked, seed, style, script=script, subject=subject, templates=own)
