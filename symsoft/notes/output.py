"""Findings for people, for programs, and for GitHub and other hosts of code."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from symsoft.derivation.steps import shown
from symsoft.notes.checking import PROVED, REFUTED, UNKNOWN, UNREADABLE, Finding

_LEVELS = {REFUTED: "error", UNREADABLE: "error", UNKNOWN: "warning"}
_LONGEST = 160


def text(findings: Sequence[Finding], explain: bool = False) -> Iterator[str]:
    """A line for each relation that is not proved, or with `explain` for every one."""
    for found in findings:
        if explain or found.status != PROVED:
            yield _line(found)


def summary(findings: Sequence[Finding]) -> str:
    """How many relations there are of each kind."""
    counts = Counter(found.status for found in findings)
    told = [
        f"{counts[status]} {status}"
        for status in (PROVED, REFUTED, UNKNOWN, UNREADABLE)
        if counts[status] or status == PROVED
    ]
    total = len(findings)
    return f"{total} relation{'' if total == 1 else 's'}: {', '.join(told)}"


def _line(found: Finding) -> str:
    label = f" [{found.label}]" if found.label else ""
    parts = [f"{found.place}: {found.status}{label}: {_short(found.understood or found.latex)}"]
    if found.status != PROVED:
        parts.append(found.reason)
    if found.conditions:
        parts.append(f"provided {', '.join(found.conditions)}")
    return "  ".join(parts)


def _short(line: str) -> str:
    return line if len(line) <= _LONGEST else f"{line[: _LONGEST - 1]}…"


def as_json(findings: Sequence[Finding]) -> str:
    """A list of objects, one for each relation."""
    return json.dumps([found.data() for found in findings], ensure_ascii=False, indent=1)


def github(findings: Sequence[Finding]) -> str:
    """Commands that make annotations in a run of GitHub Actions."""
    return "\n".join(_annotation(f) for f in findings if f.status != PROVED)


def _annotation(found: Finding) -> str:
    message = f"{found.understood or found.latex}  {found.reason}"
    place = found.place
    where = f"file={_escaped(shown(place.file))},line={place.line},col={place.column}"
    level = _LEVELS[found.status]
    return f"::{level} {where},title=symsoft: {found.status}::{_data(message)}"


def _data(message: str) -> str:
    return message.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _escaped(value: str) -> str:
    return _data(value).replace(":", "%3A").replace(",", "%2C")


def sarif(findings: Sequence[Finding]) -> str:
    """A log in the Static Analysis Results Interchange Format, version 2.1.0."""
    rules = [{"id": status, "name": status} for status in _LEVELS]
    run = {
        "tool": {"driver": {"name": "symsoft", "rules": rules}},
        "columnKind": "unicodeCodePoints",
        "results": [_result(f) for f in findings if f.status != PROVED],
    }
    log = {
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [run],
    }
    return json.dumps(log, ensure_ascii=False, indent=1)


def _result(found: Finding) -> dict[str, Any]:
    region = {"startLine": found.place.line, "startColumn": found.place.column}
    uri = shown(found.place.file).replace("\\", "/")
    return {
        "ruleId": found.status,
        "level": _LEVELS[found.status],
        "message": {"text": f"{found.understood or found.latex}  {found.reason}"},
        "locations": [{"physicalLocation": {"artifactLocation": {"uri": uri}, "region": region}}],
    }


WRITERS: dict[str, Callable[[Sequence[Finding]], str]] = {
    "json": as_json,
    "github": github,
    "sarif": sarif,
}
