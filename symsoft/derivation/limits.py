"""How long a script may run: one that loops forever must not stop the others.

The bound rests on a signal, so it holds in the main thread of systems that have `SIGALRM`; other
threads and systems run scripts without one.  What a script then catches by a bare ``except`` is
raised again and again.
"""

from __future__ import annotations

import os
import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType
from typing import NoReturn

SECONDS = 60.0  # for the lines of one script; proofs come later and are not counted
VARIABLE = "SYMSOFT_SCRIPT_SECONDS"
_AGAIN = 0.5  # seconds until a script that caught the first is told once more


class TimeLimit(BaseException):
    """A script ran too long. No `Exception`, so that scripts do not catch it by mistake."""


@contextmanager
def bounded(what: str) -> Iterator[None]:
    """Raise `TimeLimit` in the body when it takes too long."""
    seconds = _seconds()
    usable = hasattr(signal, "SIGALRM") and threading.current_thread() is threading.main_thread()
    if not usable or not seconds or signal.getitimer(signal.ITIMER_REAL)[0]:
        yield
        return

    def stop(_number: int, _frame: FrameType | None) -> NoReturn:
        raise TimeLimit(f"{what} for {seconds:g} s and was stopped; {VARIABLE} allows more")

    before = signal.signal(signal.SIGALRM, stop)
    signal.setitimer(signal.ITIMER_REAL, seconds, _AGAIN)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def _seconds() -> float:
    """The bound that the environment sets, or `SECONDS`; 0 stands for none."""
    try:
        return max(0.0, float(os.environ.get(VARIABLE, "")))
    except ValueError:
        return SECONDS
