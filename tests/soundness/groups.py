"""The corpus by group."""

from __future__ import annotations

from importlib import import_module
from pkgutil import iter_modules

from tests.soundness import corpus
from tests.soundness.case import Case


def names() -> list[str]:
    """The groups, in alphabetical order."""
    return sorted(module.name for module in iter_modules(corpus.__path__))


def cases(group: str) -> list[Case]:
    """The statements of one group."""
    found: list[Case] = import_module(f"{corpus.__name__}.{group}").CASES
    return found
