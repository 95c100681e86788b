"""The store in use, if any."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from symsoft.store.database import Store

active: ContextVar[Store | None] = ContextVar("active", default=None)


@contextmanager
def keeping(store: Store | None) -> Iterator[None]:
    """Within this block verdicts are looked up and kept in a store; with None in none."""
    token = active.set(store)
    try:
        yield
    finally:
        active.reset(token)
