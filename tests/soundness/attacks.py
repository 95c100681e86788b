"""Attacks on certificates: data from strangers, edited in every place.

    python -m tests.soundness.attacks [--each N] CERTIFICATE…

What the kernel makes of an edited certificate must be a clear refusal, or a theorem that is true:
ball arithmetic must find no counterexample to it.
"""

from __future__ import annotations

import copy
import json
import sys
from argparse import ArgumentParser
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from random import Random
from typing import Any

from symsoft.kernel import KernelError, Theorem, replay
from symsoft.refuter import refute

Path_ = tuple[Any, ...]
_RULES: tuple[str, ...] = (
    "algebra",
    "sign",
    "order",
    "chain",
    "attain",
    "have",
    "instance",
    "cases",
    "limit",
)
_RULES += ("integral", "slope", "differentiate", "lemma", "no such rule")
_RELATIONS = ("=", "!=", "<", "<=", ">", ">=")
_STRANGE: tuple[Any, ...] = (None, True, 1.5, [], {}, "", "é\x00", -1, 10**30, "1e9", ["num", "7"])


def edits(certificate: Any, others: Sequence[Any], random: Random) -> Iterator[tuple[str, Any]]:
    """Edited copies of a certificate without end, each with a name: what was done, and where."""
    paths = list(_paths(certificate))
    foreign = [part for other in others for part in _parts(other)]
    while True:
        path, edit = random.choice(paths), random.choice(_EDITS)
        edited = copy.deepcopy(certificate)
        if edit(edited, path, random, foreign):
            yield f"{edit.__name__.strip('_')} at {'/'.join(map(str, path))}", edited


def _paths(data: Any, path: Path_ = ()) -> Iterator[Path_]:
    if path:
        yield path
    parts = (
        data.items()
        if isinstance(data, dict)
        else enumerate(data)
        if isinstance(data, list)
        else ()
    )
    for key, part in parts:
        yield from _paths(part, (*path, key))


def _parts(data: Any) -> Iterator[Any]:
    for path in _paths(data):
        yield _at(data, path)


def _at(data: Any, path: Path_) -> Any:
    for key in path:
        data = data[key]
    return data


def _put(data: Any, path: Path_, value: Any) -> bool:
    inside = _at(data, path[:-1])
    changed = inside[path[-1]] != value
    inside[path[-1]] = value
    return bool(changed)


# --- edits: each changes the data in place and says whether anything changed ---------------------


def _deleted(data: Any, path: Path_, random: Random, foreign: list[Any]) -> bool:
    del _at(data, path[:-1])[path[-1]]
    return True


def _doubled(data: Any, path: Path_, random: Random, foreign: list[Any]) -> bool:
    inside = _at(data, path[:-1])
    if isinstance(inside, list):
        inside.insert(path[-1], copy.deepcopy(inside[path[-1]]))
        return True
    return False


def _swapped(data: Any, path: Path_, random: Random, foreign: list[Any]) -> bool:
    """With another part of its own list or object."""
    inside = _at(data, path[:-1])
    keys = list(inside) if isinstance(inside, dict) else list(range(len(inside)))
    key = random.choice(keys)
    changed = inside[key] != inside[path[-1]]
    inside[key], inside[path[-1]] = inside[path[-1]], inside[key]
    return bool(changed)


def _moved(data: Any, path: Path_, random: Random, foreign: list[Any]) -> bool:
    """With a part of the same shape from elsewhere in the certificate."""
    here = _at(data, path)
    return _put(data, path, copy.deepcopy(_like(here, list(_parts(data)), random)))


def _from_another(data: Any, path: Path_, random: Random, foreign: list[Any]) -> bool:
    return _put(data, path, copy.deepcopy(_like(_at(data, path), foreign, random)))


def _like(here: Any, parts: list[Any], random: Random) -> Any:
    for _ in range(30):
        part = random.choice(parts)
        if type(part) is type(here) and (not isinstance(here, list) or _head(part) == _head(here)):
            return part
    return here


def _head(data: list[Any]) -> bool:
    return bool(data) and isinstance(data[0], str)


def _nudged(data: Any, path: Path_, random: Random, foreign: list[Any]) -> bool:
    """A number by one, a sign, a relation, a rule, or a name."""
    here = _at(data, path)
    if isinstance(here, int) and not isinstance(here, bool):
        return _put(data, path, here + random.choice((-1, 1)))
    if not isinstance(here, str):
        return False
    if here in _RELATIONS:
        return _put(data, path, random.choice(_RELATIONS))
    if path[-1] == "rule":
        return _put(data, path, random.choice(_RULES))
    if here in ("real", "positive", "nonnegative"):
        return _put(data, path, random.choice(("real", "positive", "nonnegative")))
    if here.lstrip("-").isdigit():
        return _put(data, path, random.choice((f"{int(here) + 1}", f"{-int(here)}", "1/2", "0")))
    strings = [p for p in _parts(data) if isinstance(p, str)]
    return _put(data, path, random.choice(strings))


def _strange(data: Any, path: Path_, random: Random, foreign: list[Any]) -> bool:
    return _put(data, path, copy.deepcopy(random.choice(_STRANGE)))


def _everywhere(data: Any, path: Path_, random: Random, foreign: list[Any]) -> bool:
    """A term or word replaced wherever it stands, so that claim, hypotheses and proof still fit."""
    here = _at(data, path)
    if not isinstance(here, list | str) or not here or here in _RULES:
        return False
    pool = list(_parts(data)) if random.random() < 0.8 else foreign
    other = _word(here, random) or _like(here, pool, random)
    return here != other and bool(data.update(_replaced(data, here, other)) or True)


def _word(here: Any, random: Random) -> str:
    for words in (_RELATIONS, ("real", "positive", "nonnegative"), ("sum", "prod", "max", "min")):
        if here in words:
            return random.choice(words)
    return ""


def _replaced(data: Any, old: Any, new: Any) -> Any:
    if data == old and type(data) is type(old):
        return copy.deepcopy(new)
    if isinstance(data, dict):
        return {k: _replaced(v, old, new) for k, v in data.items()}
    return [_replaced(v, old, new) for v in data] if isinstance(data, list) else data


_EDITS = (_everywhere,) * 6 + (
    _deleted,
    _doubled,
    _swapped,
    _moved,
    _moved,
    _from_another,
    _nudged,
    _nudged,
    _strange,
)

# --- what becomes of them -----------------------------------------------------------------------


def attack(certificate: Any, original: Theorem) -> str:
    """ "refused", "same theorem" or "another theorem, true"; raises if it is anything worse."""
    try:
        theorem = replay(certificate)
    except KernelError as refusal:
        assert str(refusal), "a refusal without a reason"
        return "refused"
    if (theorem.context, theorem.claim) == (original.context, original.claim):
        return "same theorem"
    found = refute(theorem.context, theorem.claim)
    if found is not None:
        raise AssertionError(f"FALSE THEOREM: {theorem.claim} {found}")
    return "another theorem, true"


def campaign(
    certificates: Sequence[Any], each: int, seed: int = 0
) -> tuple[Counter[str], list[tuple[str, Any]]]:
    """So many edits of each certificate: the counts, and what went wrong with its data."""
    counts, wrong = Counter[str](), list[tuple[str, Any]]()
    for number, certificate in enumerate(certificates):
        random = Random(f"{seed} {number}")
        others = random.sample(list(certificates), min(3, len(certificates)))
        original = replay(certificate)
        stream = edits(certificate, others, random)
        for _, (what, edited) in zip(range(each), stream, strict=False):
            try:
                counts[attack(edited, original)] += 1
            except Exception as error:  # whatever leaves the kernel is a finding
                wrong.append((f"{number}: {what}: {error!r}", edited))
    return counts, wrong


def main() -> int:
    """Attack the certificates in the files named; 1 if anything false or unforeseen comes out."""
    parser = ArgumentParser(prog="python -m tests.soundness.attacks", description=__doc__)
    parser.add_argument("files", nargs="+", type=Path)
    parser.add_argument("--each", type=int, default=50, help="edits of each certificate")
    parser.add_argument("--seed", type=int, default=0)
    options = parser.parse_args()
    data = [json.loads(file.read_text(encoding="utf-8")) for file in options.files]
    found = [c for c in (d.get("certificate", d) for d in data) if c is not None]
    counts, wrong = campaign(found, options.each, options.seed)
    for what, edited in wrong:
        print(f"WRONG {what[:600]}\n{json.dumps(edited)[:3000]}")
    print(f"{len(found)} certificates attacked {counts.total() + len(wrong)} times: {dict(counts)}")
    return int(bool(wrong))


if __name__ == "__main__":
    sys.exit(main())
