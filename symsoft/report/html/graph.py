"""What rests on what, as a picture: boxes that link to pages, arrows from a result to its users.

Positions come from the layered layout of Sugiyama, Tagawa and Toda (1981) as `fast-sugiyama` makes
it, turned so that what is cited stands on the left; the picture is SVG whose colours the page's
style sets.
"""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from markupsafe import Markup, escape

from symsoft.derivation import DerivationError

_WIDE, _ROW, _GAP = 196, 15, 46  # a box, a line of text, the room between two columns
_PAD, _BETWEEN = 8, 12
_LETTERS = 28  # that fit a line
_ACROSS = 4  # boxes beside each other that no arrow meets

_Cell = tuple[int, float]  # column, row


@dataclass(frozen=True)
class Node:
    """A box with its text; `link` is "" for one without a page, `kind` a class for the style."""

    name: str
    text: str
    link: str = ""
    kind: str = ""


@dataclass(frozen=True)
class _Box:
    node: Node
    lines: tuple[str, ...]
    x: float
    y: float  # the middle

    @property
    def high(self) -> float:
        return _high(self.lines)


@dataclass(frozen=True)
class _Layout:
    """The column and the row of each box, and of the points that an arrow passes on its way."""

    cells: dict[str, _Cell]
    ways: dict[tuple[str, str], tuple[_Cell, ...]]


def picture(nodes: Sequence[Node], edges: Sequence[tuple[str, str]], label: str) -> Markup:
    """The SVG of a graph; an edge leads from what is cited to what cites it.

    Raises `DerivationError` without the extra ``html``.
    """
    layout = _layout([n.name for n in nodes], edges)
    lines = {n.name: tuple(textwrap.wrap(n.text, _LETTERS)) or ("",) for n in nodes}
    row = max(map(_high, lines.values())) + _BETWEEN

    def place(cell: _Cell) -> tuple[float, float]:
        return 1 + cell[0] * (_WIDE + _GAP), 1 + (row - _BETWEEN) / 2 + cell[1] * row

    boxes = {n.name: _Box(n, lines[n.name], *place(layout.cells[n.name])) for n in nodes}
    ways = {edge: [place(cell) for cell in layout.ways[edge]] for edge in edges}
    wide = max(b.x for b in boxes.values()) + _WIDE + 1
    low = [b.y + b.high / 2 for b in boxes.values()] + [y for way in ways.values() for _, y in way]
    arrows = [_arrow(boxes[a], way, boxes[b]) for (a, b), way in ways.items()]
    drawn = "".join([*arrows, *(_box(boxes[n.name]) for n in nodes)])
    return Markup(
        f'<svg class="graph" role="group" aria-label="{escape(label)}" viewBox="0 0 {wide:g} '
        f'{max(low) + 1:g}" width="{wide:g}" height="{max(low) + 1:g}">\n{drawn}</svg>'
    )


def _layout(names: Sequence[str], edges: Sequence[tuple[str, str]]) -> _Layout:
    """The parts that hang together below each other, then what stands alone."""
    whole, below = _Layout({}, {}), 0.0
    for part in _parts(names, edges):
        rows = [y for cells in ([*part.cells.values()], *part.ways.values()) for _, y in cells]
        down = below - min(rows)
        whole.cells.update({n: (x, y + down) for n, (x, y) in part.cells.items()})
        whole.ways.update({e: tuple((x, y + down) for x, y in w) for e, w in part.ways.items()})
        below = max(rows) + down + 1
    for n, name in enumerate([name for name in names if name not in whole.cells]):
        whole.cells[name] = (n % _ACROSS, below + n // _ACROSS)
    return whole


def _parts(names: Sequence[str], edges: Sequence[tuple[str, str]]) -> list[_Layout]:
    """A layout of each part that hangs together, the largest first."""
    if not edges:
        return []
    try:
        from fast_sugiyama import from_edges
    except ImportError:
        message = "HTML needs fast-sugiyama, which is not installed: pip install 'symsoft[html]'"
        raise DerivationError(message) from None
    linked = [name for name in names if any(name in edge for edge in edges)]
    number = {name: n for n, name in enumerate(linked)}  # a set of strings has no fixed order
    found = from_edges(
        [(number[a], number[b]) for a, b in edges],
        minimum_length=1,
        vertex_spacing=1,
        dummy_vertices=True,
        check_layout=False,
    )
    made = [
        _part(
            {int(n): (x, y) for n, (x, y) in positions},
            [(int(a), int(b)) for a, b in steps or []],
            linked,
        )
        for positions, _, _, steps in found
    ]
    return sorted(made, key=lambda part: (-len(part.cells), min(map(linked.index, part.cells))))


def _part(
    places: Mapping[int, tuple[float, float]],
    steps: Iterable[tuple[int, int]],
    linked: Sequence[str],
) -> _Layout:
    """A layout with layers as columns; numbers beyond those of `linked` are points on the way."""
    layers = sorted({-y for _, y in places.values()})
    cells = {n: (layers.index(-y), x) for n, (x, y) in places.items()}
    after: dict[int, list[int]] = {}
    for a, b in steps:
        after.setdefault(a, []).append(b)
    ways: dict[tuple[str, str], tuple[_Cell, ...]] = {}
    for a in sorted(n for n in cells if n < len(linked)):
        for b in after.get(a, []):
            way = []
            while b >= len(linked):
                way.append(cells[b])
                b = after[b][0]
            ways[linked[a], linked[b]] = tuple(way)
    return _Layout({linked[n]: c for n, c in sorted(cells.items()) if n < len(linked)}, ways)


def _high(lines: Sequence[str]) -> float:
    return len(lines) * _ROW + 2 * _PAD


def _arrow(a: _Box, way: Sequence[tuple[float, float]], b: _Box) -> str:
    """A curve from one box to the other, level where it passes other columns."""
    path, x, y = f"M{a.x + _WIDE:g} {a.y:g}", a.x + _WIDE, a.y
    for to_x, to_y, length in [*((x, y, _WIDE) for x, y in way), (b.x - 5, b.y, 0)]:
        middle = (x + to_x) / 2
        path += f"C{middle:g} {y:g} {middle:g} {to_y:g} {to_x:g} {to_y:g}"
        path += f"h{length}" if length else ""
        x, y = to_x + length, to_y
    head = f"M{b.x:g} {b.y:g}l-7 -3.5v7z"
    ends = f'data-from="{escape(a.node.name)}" data-to="{escape(b.node.name)}"'
    return f'<g {ends}><path class="edge" d="{path}"/><path class="head" d="{head}"/></g>\n'


def _box(b: _Box) -> str:
    top = b.y - b.high / 2
    text = "".join(
        _line(b.x + _PAD + 2, top + _PAD + (n + 0.78) * _ROW, line)
        for n, line in enumerate(b.lines)
    )
    shape = (
        f'<rect x="{b.x:g}" y="{top:g}" width="{_WIDE}" height="{b.high:g}" rx="4"/>'
        f"<text>{text}</text>"
    )
    shown = f'<a href="{escape(b.node.link)}">{shape}</a>' if b.node.link else shape
    return f'<g class="node {b.node.kind}" data-node="{escape(b.node.name)}">{shown}</g>\n'


def _line(x: float, y: float, text: str) -> str:
    return f'<tspan x="{x:g}" y="{y:g}">{escape(text)}</tspan>'
