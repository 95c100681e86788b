"""``--no-cache`` and ``--jobs`` of the commands that prove, and ``symsoft cache``."""

from __future__ import annotations

import multiprocessing
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Executor, ProcessPoolExecutor
from contextlib import contextmanager, nullcontext
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Any, TypeVar

import click

from symsoft.store import Disk, active, keeping, open_store
from symsoft.store.signed import Signed

_Command = TypeVar("_Command", bound=Callable[..., Any])

_signed: ContextVar[Signed | None] = ContextVar("_signed", default=None)


@dataclass(frozen=True)
class Means:
    """How to prove: with how many processes, and whether results are kept."""

    jobs: int = 1
    cache: bool = True


def options(command: _Command) -> _Command:
    """Give a command the options ``--jobs`` and ``--no-cache``."""
    jobs = click.option(
        "--jobs", "-j", type=click.IntRange(min=0), default=1, show_default=True, metavar="N",
        help="Prove in N processes; 0 for one on each core.",
    )  # fmt: skip
    return jobs(no_cache(command))


def no_cache(command: _Command) -> _Command:
    """Give a command the option ``--no-cache``."""
    option = click.option(
        "--no-cache", is_flag=True, help="Prove everything anew; look up and keep no result."
    )
    return option(command)


@contextmanager
def storing(cache: bool) -> Iterator[None]:
    """Within this block results are kept in the user's store, unless `cache` is False."""
    if not cache:
        with keeping(None):
            yield
        return
    store = open_store()
    token = _signed.set(Signed(store))
    try:
        with keeping(store):
            yield
    finally:
        _signed.reset(token)
        store.close()


def signed() -> Signed | None:
    """The signed values of the store in use, None without one."""
    return _signed.get()


def check_all(derivations: Sequence[Any], jobs: int) -> Iterator[Any]:
    """What is found of each derivation, in order, as soon as it is known."""
    from symsoft.derivation import parallel

    store = active.get()
    kept = store.path if isinstance(store, Disk) else None
    with workers(jobs) as executor:
        for _, found in parallel.check_all(derivations, executor, kept):
            yield found


@contextmanager
def workers(jobs: int) -> Iterator[Executor | None]:
    """So many processes that prove, None for this one alone."""
    count = jobs or os.cpu_count() or 1
    # What is imported and loaded here is there at once in a process that is forked.
    method = "fork" if sys.platform == "linux" else "spawn"
    context = multiprocessing.get_context(method)
    pool = ProcessPoolExecutor(count, mp_context=context) if count > 1 else nullcontext(None)
    with pool as executor:
        try:
            yield executor
        finally:
            if executor is not None:
                executor.shutdown(wait=False, cancel_futures=True)


def info() -> None:
    """Where results are kept, and how many."""
    found = open_store().info()
    click.echo(f"{found.path}")
    share = f"{found.bytes / 2**20:.1f} of at most {found.limit / 2**20:.0f} MB"
    click.echo(f"{found.entries} results, {share}")


def clear() -> None:
    """Forget all results."""
    store = open_store()
    count = store.info().entries
    store.clear()
    click.echo(f"{store.path}: {count} results removed")
