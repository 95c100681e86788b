"""A file of evidence: with it mutants are judged again without a search, as `evidence` says.

It is JSON with a line for each mutant, by derivation and key:

    {"format": "symsoft-mutants", "version": 1, "code": digest, "derivations": {
    "name": {
     "key": evidence, …

`code` is of the sources that searched in vain for those that were not proved.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from symsoft.derivation import DerivationError
from symsoft.derivation.steps import shown
from symsoft.mutate.evidence import key_of, read, write
from symsoft.mutate.judging import Judgement
from symsoft.mutate.running import LIMIT, Planned
from symsoft.report.files import replace_file
from symsoft.store.source import code

FORMAT, VERSION = "symsoft-mutants", 1

Entries = dict[str, dict[str, Any]]  # by the name of a derivation and the key of a mutant


@dataclass
class Recorded:
    """The evidence that was `known`, and that of the mutants judged with it since, `told`."""

    known: Entries = field(default_factory=dict)
    code: str = ""
    again: bool = False  # whether to search again for what other code did not prove
    told: Entries = field(default_factory=dict)
    searched: int = 0  # mutants judged by search, as no evidence held
    whole: bool = False  # whether `told` is of all mutants there are

    def __post_init__(self) -> None:
        blocks = self.known.values()
        old = self.again and self.code != code()
        self._found = {
            key: data
            for block in blocks
            for key, data in block.items()
            if not (old and "reason" in data)
        }

    def shown(self, planned: Planned) -> Judgement | None:
        """What the evidence of a mutant shows, None if there is none that holds."""
        key = key_of(planned.original, planned.mutant)
        data = self._found.get(key)
        found = read(data, planned.original, planned.mutant, planned.lemmas)
        if found is not None:
            self._keep(planned, key, data)
        return found

    def judged(self, planned: Planned, limit: float = LIMIT) -> Judgement:
        """What the evidence of a mutant shows, else what a search finds."""
        found = self.shown(planned)
        if found is None:
            self.searched += 1
            found = planned.judged(limit)
            data = write(planned.original, found, planned.lemmas)
            if data is not None:
                self._keep(planned, key_of(planned.original, planned.mutant), data)
        return found

    def _keep(self, planned: Planned, key: str, data: Any) -> None:
        self.told.setdefault(planned.checked.derivation.name, {})[key] = data

    @property
    def entries(self) -> Entries:
        """All evidence that there is now; of the whole library that which still speaks of it."""
        if self.whole:
            return self.told
        names = self.known.keys() | self.told.keys()
        return {name: self.known.get(name, {}) | self.told.get(name, {}) for name in names}

    def to_text(self) -> str:
        """The content of the file: the same evidence gives the same bytes."""
        digest = code() if self.whole or not self.known else self.code
        head = _line({"format": FORMAT, "version": VERSION, "code": digest})[:-1]
        blocks = (f"{_line(name)}: {_block(block)}" for name, block in sorted(self.entries.items()))
        return f'{head}, "derivations": {{\n{",".join(blocks)}\n}}}}\n'


def _block(block: Mapping[str, Any]) -> str:
    return "{" + ",".join(f"\n {_line(key)}: {_line(block[key])}" for key in sorted(block)) + "\n}"


def _line(data: Any) -> str:
    return json.dumps(data, separators=(",", ":"))


def load(path: Path) -> Recorded:
    """The evidence in a file, or none; raises `DerivationError` if the file is a foreign one."""
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return Recorded()
    except (ValueError, RecursionError):
        data = None
    match data:
        case {
            "format": "symsoft-mutants",
            "version": 1,
            "code": str(made_by),
            "derivations": dict(found),
        }:
            if all(_is_block(block) for block in found.values()):
                return Recorded(found, made_by)
    raise DerivationError(f"{shown(path)}: no evidence of mutants; remove it or name another file")


def _is_block(data: Any) -> bool:
    return isinstance(data, dict) and all(isinstance(entry, dict) for entry in data.values())


@contextmanager
def recording(path: Path) -> Iterator[Recorded]:
    """The evidence in a file, which is rewritten with what was found, also by a run broken off."""
    recorded = replace(load(path), again=True)
    try:
        yield recorded
    finally:
        replace_file(path, recorded.to_text().encode())
