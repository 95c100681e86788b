"""Which points are tried, and in which order: small and simple ones first, ties early.

The first assignments run through short lists of telling values; then a pseudo-random stream takes
over that depends on nothing but the seed, so every run tries the same points.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from itertools import islice, product
from random import Random

from symsoft.kernel.context import Array, Declaration, Function, Scalar
from symsoft.refuter.point import Point, keys
from symsoft.refuter.smooth import FAMILY, Smooth
from symsoft.refuter.values import Exact

Q = Exact
_HALF = Q(1, 2)
_SCALARS: dict[str, list[Exact]] = {
    "real": [Q(1), Q(0), Q(-1), Q(2), _HALF, Q(-2), Q(3), -_HALF, Q(1, 3), Q(5)],
    "positive": [Q(1), Q(2), _HALF, Q(3), Q(1, 3), Q(5), Q(1, 10)],
    "nonnegative": [Q(1), Q(0), Q(2), _HALF, Q(3), Q(1, 3), Q(5)],
}
_LARGEST = 4  # dimensions are tried up to this, or two above their least value
_LISTED = 28  # assignments from the lists before the stream starts
_LISTED_ALONE = 100  # the same where there are scalars only: all pairs of their values
_INDEX_CHOICES = 81
_CONCENTRATED = 0.3  # of the random vectors that are not negative: nearly all in one entry


def dimension_choices(
    least: Mapping[str, int], written: int = 1, limit: int = 14
) -> list[dict[str, int]]:
    """Values of the dimensions, smallest sum first; `written` is the greatest literal index."""
    ranges = [range(n, max(_LARGEST, n + 2, written + 1) + 1) for n in least.values()]
    found = sorted(product(*ranges), key=lambda c: (sum(c), max(c, default=0), c))
    return [dict(zip(least, c, strict=True)) for c in found[:limit]]


def index_choices(dims_of: Mapping[str, str], dims: Mapping[str, int]) -> list[dict[str, int]]:
    """Values of the free indices: all equal, all distinct and all between, each pattern early."""
    ranges = [range(1, dims[d] + 1) for d in dims_of.values()]
    found = islice(product(*ranges), 4096)
    ordered = sorted(found, key=lambda c: (not _is_pattern(c), c))
    return [dict(zip(dims_of, c, strict=True)) for c in ordered[:_INDEX_CHOICES]]


def _is_pattern(choice: Sequence[int]) -> bool:
    """Whether each value is at most one more than the greatest before it (1, 1, 2, …)."""
    return all(n <= max(choice[:at], default=0) + 1 for at, n in enumerate(choice))


def assignments(
    names: Mapping[str, Declaration], dims: Mapping[str, int], seed: int
) -> Iterator[Point]:
    """Points that give values to the scalars, arrays and functions among `names`; endless."""
    real = {n: d for n, d in names.items() if isinstance(d, (Scalar, Array, Function))}
    lists = [_listed(d, dims) for d in real.values()]
    alone = all(isinstance(d, Scalar) for d in real.values())
    for ranks in _graded([len(x) for x in lists], _LISTED_ALONE if alone else _LISTED):
        chosen = [x[r] for x, r in zip(lists, ranks, strict=True)]
        yield _point(real, dims, chosen)
    stream = Random(seed)
    while True:
        yield _point(real, dims, [_random(d, dims, stream) for d in real.values()])


def _graded(sizes: list[int], limit: int) -> Iterator[tuple[int, ...]]:
    """Tuples of ranks, least sum first; the first name's rank grows first."""
    count, rank = 0, 0
    while count < limit and rank <= sum(n - 1 for n in sizes):
        for ranks in _with_sum(sizes, rank):
            yield ranks
            count += 1
        rank += 1


def _with_sum(sizes: list[int], total: int) -> Iterator[tuple[int, ...]]:
    if not sizes:
        if total == 0:
            yield ()
        return
    for first in range(min(total, sizes[0] - 1), -1, -1):
        for rest in _with_sum(sizes[1:], total - first):
            yield (first, *rest)


_Choice = Exact | list[Exact] | Smooth


def _point(
    names: Mapping[str, Declaration], dims: Mapping[str, int], chosen: list[_Choice]
) -> Point:
    point = Point(dict(dims))
    for (name, declared), value in zip(names.items(), chosen, strict=True):
        if isinstance(value, Smooth):
            point.functions[name] = value
        elif isinstance(value, Exact):
            point.scalars[name] = value
        else:
            assert isinstance(declared, Array)
            entries = zip(_keys(declared, dims), value, strict=True)
            point.arrays[name] = dict(entries)
    return point


def _keys(array: Array, dims: Mapping[str, int]) -> list[tuple[int, ...]]:
    return keys(tuple(dims[d] for d in array.dims), array.symmetric)


# --- the lists ----------------------------------------------------------------------------------


def _listed(declared: Declaration, dims: Mapping[str, int]) -> Sequence[_Choice]:
    if isinstance(declared, Scalar):
        return _SCALARS[declared.domain]
    if isinstance(declared, Function):
        return FAMILY[declared.domain]
    assert isinstance(declared, Array)
    return _listed_entries(declared.domain, tuple(_keys(declared, dims)))


@cache
def _listed_entries(domain: str, at: tuple[tuple[int, ...], ...]) -> list[list[Exact]]:
    """Telling values of the entries at some places, of a vector or a matrix."""
    make = {"real": _real, "positive": _positive, "nonnegative": _nonnegative}[domain]
    found = make(len(at))
    if len(at[0]) == 2 and domain != "positive":
        found.insert(1, [Q(int(i == j)) for i, j in at])
    return _distinct(found)


def _distinct(lists: list[list[Exact]]) -> list[list[Exact]]:
    return [list(t) for t in dict.fromkeys(tuple(x) for x in lists)]


def _unit(n: int, at: int, size: int | Exact = 1) -> list[Exact]:
    return [Q(size) if k == at else Q(0) for k in range(n)]


def _counting(n: int) -> list[Exact]:
    return [Q(k + 1) for k in range(n)]


def _real(n: int) -> list[list[Exact]]:
    return [
        [Q(0)] * n,
        _unit(n, 0),
        [Q(1)] * n,
        _unit(n, n - 1),
        _unit(n, 0, -1),
        _counting(n)[::-1],
        _counting(n),
        [Q(k % 2) for k in range(n)],
        [Q((-1) ** (k + 1)) for k in range(n)],
        _unit(n, 0, _HALF),
        [Q(2 - k * k % 5) for k in range(n)],
        [Q(-2)] * n,
    ]


def _positive(n: int) -> list[list[Exact]]:
    return [
        [Q(1)] * n,
        [Q(1, n)] * n,
        _counting(n)[::-1],
        [Q(2), *[Q(1)] * (n - 1)],
        _halves(n),
        _counting(n),
        [Q(1 + k % 2) for k in range(n)],
        _normalised(_counting(n)),
        [Q(2)] * n,
        [_HALF] * n,
    ]


def _nonnegative(n: int) -> list[list[Exact]]:
    return [_unit(n, 0), [Q(1, n)] * n, *_positive(n), _unit(n, n - 1), [Q(0)] * n]


def _halves(n: int) -> list[Exact]:
    """1/2, 1/4, …, the last one twice, so that they sum to 1."""
    return [Q(1, 2 ** min(k + 1, n - 1)) for k in range(n)]


def _normalised(entries: list[Exact]) -> list[Exact]:
    total = sum(entries, Q(0))
    return [x / total for x in entries] if total else entries


# --- the stream ---------------------------------------------------------------------------------


def _random(declared: Declaration, dims: Mapping[str, int], stream: Random) -> _Choice:
    if isinstance(declared, Function):
        return stream.choice(FAMILY[declared.domain])
    if isinstance(declared, Scalar):
        return _random_number(declared.domain, stream)
    assert isinstance(declared, Array)
    at = _keys(declared, dims)
    drawn = [_random_number(declared.domain, stream) for _ in at]
    if declared.domain == "real":
        return drawn
    if stream.random() < _CONCENTRATED:
        drawn[stream.randrange(len(drawn))] = Q(100)
    if stream.random() < 0.3:
        return drawn
    if len(declared.dims) == 1:
        return _normalised(drawn)
    return _normalised_lines(drawn, at, stream.randrange(len(declared.dims)))


def _random_number(domain: str, stream: Random) -> Exact:
    draw = stream.random()
    if draw < 0.6:
        value = Q(stream.randint(-3, 4))
    elif draw < 0.95:
        value = Q(stream.randint(-7, 7), stream.choice((2, 3, 4)))
    else:
        value = Q(stream.choice((-100, -10, 10, 100))) * Q(stream.choice((1, 1, 1, 10)))
    if domain == "real":
        return value
    return abs(value) or Q(int(domain == "positive"))


def _normalised_lines(drawn: list[Exact], at: list[tuple[int, ...]], axis: int) -> list[Exact]:
    """Entries whose sums along every line of an axis are 1."""
    totals: dict[tuple[int, ...], Exact] = {}
    lines = [(*a[:axis], *a[axis + 1 :]) for a in at]
    for line, x in zip(lines, drawn, strict=True):
        totals[line] = totals.get(line, Q(0)) + x
    return [x / (totals[line] or 1) for line, x in zip(lines, drawn, strict=True)]
