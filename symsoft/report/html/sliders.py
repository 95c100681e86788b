"""Which page has which moving picture."""

from __future__ import annotations


def slider(name: str) -> str | None:
    """The template of the moving picture of a derivation, if it has one."""
    return None
