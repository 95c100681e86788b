"""A digest of the code that results come from: another version's results are never looked up."""

from __future__ import annotations

import hashlib
import sys
from functools import cache
from importlib import metadata
from pathlib import Path

PACKAGE = Path(__file__).resolve().parent.parent
DECIDING = ("kernel", "language", "prover", "refuter", "store")
EVERYTHING = ("",)


@cache
def code(parts: tuple[str, ...] = DECIDING) -> str:
    """A digest of those parts of symsoft, of Python, and of what symsoft computes with."""
    digest = hashlib.sha256(repr((sys.version_info, sys.implementation.name)).encode())
    for name in ("sympy", "python-flint"):
        digest.update(f"{name} {metadata.version(name)}\n".encode())
    for path in sorted(p for part in parts for p in (PACKAGE / part).rglob("*") if _counts(p)):
        digest.update(f"{path.relative_to(PACKAGE).as_posix()}\n".encode())
        digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()


def _counts(path: Path) -> bool:
    """Whether a file is code, a grammar or a template; symsoft's own derivations are not."""
    inside = path.relative_to(PACKAGE).parts
    return path.suffix in (".py", ".j2", ".lark") and inside[0] != "library"
