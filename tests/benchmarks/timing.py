"""What all timings share: the machine's name, caches emptied, seconds in words."""

from __future__ import annotations

import os
import platform
import sys
import time
from collections.abc import Callable
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import TypeVar

T = TypeVar("T")
_Cached = type(cache(len))  # functions with a cache of functools


def machine() -> dict[str, str]:
    """What the figures were measured on."""
    return {
        "processor": _processor(),
        "cores": f"{os.cpu_count()} cores",
        "system": f"{platform.system()} {platform.machine()}",
        "python": f"Python {platform.python_version()}",
        "sympy": f"SymPy {version('sympy')}",
    }


def _processor() -> str:
    info = Path("/proc/cpuinfo")
    lines = info.read_text(encoding="utf-8").splitlines() if info.exists() else []
    names = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return names[0] if names else platform.processor() or "unknown"


def forget() -> None:
    """Empty every cache of symsoft and SymPy, so that what follows is done from cold."""
    from sympy.core.cache import clear_cache

    clear_cache()
    for name, module in list(sys.modules.items()):
        if name.partition(".")[0] == "symsoft":
            for value in list(vars(module).values()):
                if isinstance(value, _Cached):
                    value.cache_clear()


def timed(work: Callable[[], T]) -> tuple[float, T]:
    """Seconds that `work` takes, and what it returns."""
    start = time.perf_counter()
    result = work()
    return time.perf_counter() - start, result


def seconds(value: float) -> str:
    """A duration with two significant digits and a fitting unit.

    >>> seconds(0.00123), seconds(0.4), seconds(20)
    ('1.2 ms', '400 ms', '20 s')
    """
    scaled, unit = (value * 1e3, "ms") if value < 1 else (value, "s")
    return f"{scaled:.2g} {unit}" if scaled < 10 else f"{scaled:.0f} {unit}"


def ratio(value: float) -> str:
    """How many times, with two significant digits.

    >>> ratio(0.154), ratio(283), ratio(4600.1)
    ('0.15×', '280×', '4,600×')
    """
    return f"{float(f'{value:.2g}'):,g}×"


def table(rows: list[list[str]]) -> str:
    """Rows in aligned columns; the first row is the heading.

    >>> print(table([["step", "time"], ["1", "20 ms"]]))
    step  time
    1     20 ms
    """
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    return "\n".join(
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()
        for row in rows
    )
