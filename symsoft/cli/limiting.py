"""Work that ends: within some seconds and some memory, where the system can see to that."""

from __future__ import annotations

import signal
import sys
import threading
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

try:
    import resource
except ModuleNotFoundError:  # Windows
    resource = None  # type: ignore[assignment]


_AGAIN = 0.2  # seconds


class TooLong(Exception):
    """The time was over."""


@contextmanager
def limited(seconds: float, megabytes: int) -> Iterator[None]:
    """Raise `TooLong` or `MemoryError` inside when the work takes more than that.

    Only the main thread of a process can be stopped, and only where there are Unix signals.
    """
    with ExitStack() as stack:
        if hasattr(signal, "setitimer") and threading.current_thread() is threading.main_thread():
            stack.enter_context(_timed(seconds))
        if resource is not None:
            stack.enter_context(_bounded(megabytes))
        yield


@contextmanager
def _timed(seconds: float) -> Iterator[None]:
    def stop(number: int, frame: object) -> None:
        raise TooLong

    def told(lost: sys.UnraisableHookArgs) -> None:
        if lost.exc_type is not TooLong:
            hook(lost)

    # What is raised while Python takes away a dead object is lost: raised again, and not told.
    hook, sys.unraisablehook = sys.unraisablehook, told
    before = signal.signal(signal.SIGALRM, stop)
    signal.setitimer(signal.ITIMER_REAL, seconds, _AGAIN)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
        sys.unraisablehook = hook


@contextmanager
def _bounded(megabytes: int) -> Iterator[None]:
    soft, hard = resource.getrlimit(resource.RLIMIT_DATA)
    wanted = megabytes * 1_000_000
    if soft != resource.RLIM_INFINITY:
        wanted = min(wanted, soft)
    resource.setrlimit(resource.RLIMIT_DATA, (wanted, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_DATA, (soft, hard))
