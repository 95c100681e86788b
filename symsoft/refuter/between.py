"""Numbers between bounds and in order: what a < x, x < y and y < b leave for x and y."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from graphlib import CycleError, TopologicalSorter
from typing import Generic, TypeVar

Name = TypeVar("Name", bound=Hashable)


@dataclass
class Bounds(Generic[Name]):
    """Numbers that names lie strictly above and below, and pairs of which the first is less."""

    above: dict[Name, Fraction] = field(default_factory=dict)
    below: dict[Name, Fraction] = field(default_factory=dict)
    order: list[tuple[Name, Name]] = field(default_factory=list)

    def exceed(self, name: Name, value: Fraction) -> None:
        """The name is greater than the value."""
        self.above[name] = max(value, self.above.get(name, value))

    def stay_below(self, name: Name, value: Fraction) -> None:
        """The name is less than the value."""
        self.below[name] = min(value, self.below.get(name, value))


def place(bounds: Bounds[Name], now: Mapping[Name, Fraction]) -> dict[Name, Fraction] | None:
    """Values that meet all bounds, those of `now` where they do; None if there are none."""
    less: dict[Name, list[Name]] = {n: [] for n in now}  # in an order that is always the same
    for one, other in bounds.order:
        if one not in less[other]:
            less[other].append(one)
    try:
        names = list(TopologicalSorter(less).static_order())
    except CycleError:
        return None
    high = dict(bounds.below)
    room = dict.fromkeys(names, 1)  # how many names are to find a place from here up
    for name in reversed(names):
        for lower in less[name]:
            room[lower] = max(room[lower], room[name] + 1)
            if name in high:
                high[lower] = min(high[name], high.get(lower, high[name]))
    found: dict[Name, Fraction] = {}
    for name in names:
        lows = [found[n] for n in less[name]]
        lows += [bounds.above[name]] if name in bounds.above else []
        value = _between(lows, high.get(name), room[name], now[name])
        if value is None:
            return None
        found[name] = value
    return found


def _between(
    lows: Sequence[Fraction], high: Fraction | None, room: int, now: Fraction
) -> Fraction | None:
    """The value as it is if it fits, else a short one with room for others above it."""
    low = max(lows, default=None)
    if (low is None or low < now) and (high is None or now < high):
        return now
    if high is None:
        return None if low is None else low + 1
    if low is None:
        return high - room
    return low + (high - low) / (room + 1) if low < high else None
