"""``symsoft check`` for notes: prove or refute the relations that they display."""

from __future__ import annotations

import contextlib
import time
from collections.abc import Sequence
from pathlib import Path

import click

from symsoft.cli import caching
from symsoft.cli.console import NOT_PROVED, PROVED, WRONG, InputError, complain, leave, progress
from symsoft.derivation.steps import shown
from symsoft.notes import output
from symsoft.notes.checking import PROVED as IS_PROVED
from symsoft.notes.checking import Checked, Memory, Options, Reading, decide, keep, read
from symsoft.notes.errors import NoteError
from symsoft.notes.source import KINDS, load

_PAUSE = 0.05  # seconds between two looks at the files


def are_notes(paths: Sequence[Path]) -> bool:
    """Whether the paths are notes; a mixture with scripts is a mistake."""
    notes = [path for path in paths if path.suffix.lower() in KINDS]
    if notes and len(notes) < len(paths):
        raise InputError("notes and scripts are checked by calls of their own")
    return bool(notes)


def run(
    paths: Sequence[Path], style: str, everything: bool, explain: bool, watch: bool = False
) -> None:
    """Check the notes, print the findings, and leave with the exit code.

    With `watch` check them again whenever one of their files is saved, until interrupted.
    """
    options, decided = Options(everything), Memory()
    if watch and style != "text":
        raise InputError("--watch is for people: leave out --format")
    code = PROVED
    try:
        while True:
            files = _files(paths) if watch else []
            before = _saved(files)  # what is saved while we check is not missed
            code = _run(paths, style, options, explain, decided)
            if not watch:
                break
            while _saved(files) == before:
                time.sleep(_PAUSE)
            click.echo()
    except KeyboardInterrupt:
        pass
    leave(code)


def _run(
    paths: Sequence[Path],
    style: str,
    options: Options,
    explain: bool,
    decided: Memory,
) -> int:
    """Check the notes once; `decided` remembers what was decided before."""
    done: list[Checked] = []
    code = PROVED
    for path in paths:
        try:
            checked = _check(path, options, decided)
        except NoteError as error:
            complain(error)
            code = WRONG
            continue
        done.append(checked)
        for place, message in checked.complaints:
            complain(f"{place}: {message} (column {place.column})")
        if style == "text":
            _say(path, checked, explain)
        code = max(code, _code(checked))
    findings = [found for checked in done for found in checked.findings]
    if style != "text":
        click.echo(output.WRITERS[style](findings))
    return code


def _files(paths: Sequence[Path]) -> list[Path]:
    """The notes, and the files that they input."""
    found = dict.fromkeys(paths)
    for path in paths:
        with contextlib.suppress(NoteError, OSError):
            found |= dict.fromkeys(line.file for line in load(path).lines)
    return list(found)


def _saved(files: Sequence[Path]) -> list[tuple[int, int] | None]:
    """When each file was changed, and its size; None while an editor has it away."""
    found: list[tuple[int, int] | None] = []
    for file in files:
        try:
            stat = file.stat()
            found.append((stat.st_mtime_ns, stat.st_size))
        except OSError:
            found.append(None)
    return found


def _check(path: Path, options: Options, decided: Memory) -> Checked:
    checked = Checked()
    signed = caching.signed()
    readings: list[Reading] = list(read(load(path), options, checked.complaints, signed))
    for reading in progress(readings, f"{path.name}: relation"):
        checked.findings.append(decide(reading, options, decided))
    keep(signed, zip(readings, checked.findings, strict=True))
    return checked


def _say(path: Path, checked: Checked, explain: bool) -> None:
    for line in output.text(checked.findings, explain):
        click.echo(line)
    click.echo(f"{shown(path)}: {output.summary(checked.findings)}")
    if not checked.findings:
        complain(f"{shown(path)}: nothing was checked; declare names with let, or use --all")


def _code(checked: Checked) -> int:
    if checked.complaints:
        return WRONG
    proved = all(found.status == IS_PROVED for found in checked.findings)
    return PROVED if proved else NOT_PROVED
