r"""Whole vectors and matrices, each by the rule for its entries: z + c 1, W^⊤ x, diag(p) - p p^⊤.

A vector is a column, as is usual where vectors are transposed.  A relation between two of them is
the relation between their entries.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import singledispatch
from typing import Any

from symsoft.kernel.context import Array, Definition
from symsoft.kernel.terms import ONE, Term, div, exp, ix, mk
from symsoft.language.tex import tree as t
from symsoft.language.tex import words
from symsoft.language.tex.env import Env, Vec, value
from symsoft.language.tex.errors import Unreadable
from symsoft.language.tex.indices import index, index_dim
from symsoft.language.tex.scope import Called

Size = str | None  # a dimension, SINGLE for a row or column alone, None where any would do
SINGLE = ""


@dataclass(frozen=True)
class Mat:
    """`rows` by `columns`; `entry` takes the index of the row and that of the column."""

    rows: Size
    columns: Size
    entry: Callable[[Term | None, Term | None], Term]

    @property
    def is_column(self) -> bool:
        return self.columns == SINGLE

    @property
    def is_number(self) -> bool:
        return self.rows == self.columns == SINGLE

    @property
    def shape(self) -> str:
        """The sizes in words."""
        return " × ".join("1" if n == SINGLE else n or "any" for n in (self.rows, self.columns))

    def transposed(self) -> Mat:
        return Mat(self.columns, self.rows, lambda i, j: self.entry(j, i))

    def map(self, change: Callable[[Term], Term]) -> Mat:
        """Every entry changed."""
        return Mat(self.rows, self.columns, lambda i, j: change(self.entry(i, j)))


def column(dim: Size, entry: Callable[[Term], Term]) -> Mat:
    """A vector."""
    return Mat(dim, SINGLE, lambda i, _: entry(at_row(i)))


def at_row(i: Term | None) -> Term:
    """The index that is asked for where there are several entries."""
    assert i is not None  # asked only where there are several rows
    return i


ONES = column(None, lambda _: ONE)
IDENTITY = Mat(None, None, lambda i, j: mk("delta", at_row(i), at_row(j)))


@singledispatch
def array(node: Any, env: Env) -> Mat | None:
    """The vector or matrix that a part of a formula stands for, None if it stands for a number."""
    return None


def vector(node: t.Node, env: Env) -> Vec | None:
    """The column that `node` stands for, None if it stands for a number."""
    found = array(node, env)
    if found is None:
        return None
    if not found.is_column or found.is_number:
        raise Unreadable("a vector is needed here, as a column", node.at)
    return Vec(found.rows, lambda i: found.entry(i, None))


def common(one: Size, other: Size, at: int) -> Size:
    """The size that both have."""
    if one is None or other is None or one == other:
        return other if one is None else one
    told = [n or "1" for n in (one, other)]
    raise Unreadable(f"sizes that do not fit: {told[0]} and {told[1]}", at)


def sample(found: Mat, env: Env) -> Term:
    """Any entry."""
    sizes = (found.rows, found.columns)
    return found.entry(*(None if n == SINGLE else ix(env.scope.mark(), n or "") for n in sizes))


# --- names --------------------------------------------------------------------------------------


@array.register
def _(node: t.One, env: Env) -> Mat | None:
    return ONES


@array.register
def _(node: t.Name, env: Env) -> Mat | None:
    if env.hides(node.key):
        held = env.vectors.get(node.key)
        return None if held is None else column(held.dim, held.entry)
    meaning = env.scope.meaning(node.key, node.at)
    if meaning is None:
        return IDENTITY if node.key in words.IDENTITIES else None
    if isinstance(meaning, Called):
        return _own_vector(node, meaning, env)
    dims = dimensions(meaning)
    return of_dims(dims, lambda *at: _entry(node.key, at, env)) if dims else None


def _own_vector(name: t.Name, rule: Called, env: Env) -> Mat | None:
    """σ for σ(z), where σ(z)_i was defined for a vector z."""
    holes = [k for s in env.scope.slots.get(name.key, ()) for k in s.holes]
    if len(rule.indices) != 1 or holes or any(dim is None for _, dim in rule.arguments):
        return None
    mark = t.Name("#entry", name.at)
    script = t.Script("_", (t.Cond((mark,), (), name.at),), "", name.at)
    entry = t.Scripted(name, (script,), name.at)
    return column(rule.indices[0][1], lambda i: value(entry, env.bind(mark.key, i)))


def dimensions(meaning: object) -> tuple[str, ...]:
    """What the indices of an array, or of a definition without arguments, range over."""
    match meaning:
        case Array(dims):
            return dims
        case Definition(params) if all(p.op == "ix" for p in params):
            return tuple(p.args[1] for p in params)
    return ()


def of_dims(dims: Sequence[str], entry: Callable[..., Term]) -> Mat | None:
    """The vector or matrix over one or two dimensions."""
    if len(dims) == 1:
        return column(dims[0], entry)
    return Mat(dims[0], dims[1], entry) if len(dims) == 2 else None


def _entry(key: str, at: Sequence[Term | None], env: Env) -> Term:
    meaning, plain = env.scope.meanings[key], env.scope.plain[key]
    if isinstance(meaning, Array):
        return mk("sym" if meaning.symmetric else "entry", plain, *at)
    return mk("def", plain, *at)


# --- scripts ------------------------------------------------------------------------------------


@array.register
def _(node: t.Scripted, env: Env) -> Mat | None:
    if (raised := _elementwise_exp(node, env)) is not None:
        return raised
    found = array(node.base, env)
    if found is None:
        return None
    if number(node.base, node.scripts, env) is not None:
        return None
    for script in sorted(node.scripts, key=lambda s: s.place != "_"):  # w^⊤_k is w_k^⊤
        if found is None:
            return None
        found = _scripted(found, script, env)
    return None if found is None or found.is_number else found


def _elementwise_exp(node: t.Scripted, env: Env) -> Mat | None:
    """e^z for a vector z."""
    match node:
        case t.Scripted(t.Name("e"), (t.Script("^", (t.Cond((above,), (), _),), "", at),), _):
            found = None if env.scope.knows("e") or env.hides("e") else array(above, env)
            return found and elementwise(found, exp, at)
    return None


def elementwise(found: Mat, change: Callable[[Term], Term], at: int) -> Mat:
    """A function of each entry of a vector; of a matrix it could be another one."""
    if not (found.is_column or found.rows == SINGLE):
        raise Unreadable("a function of a matrix is not read", at)
    return found.map(change)


def _scripted(found: Mat, script: t.Script, env: Env) -> Mat | None:
    """One script read: ⊤, an index in brackets above, or one below; None where it is neither.

    What an index leaves is a vector: a row of a matrix, set as a column, or its column.
    """
    marks = _transposes(script)
    if script.place == "^" and marks is not None:
        for mark in marks:
            if mark is not None and found.is_column:
                return None  # an entry, which is a number
            found = found.transposed() if mark is None else _row(found, mark, env)
        return found
    if script.place != "_":
        return None
    nodes = [node for cond in script.conds for node in _parts(cond)]
    if found.is_column or len(nodes) != 1 or found.rows == SINGLE:
        return None
    return _row(found, nodes[0], env)


def number(base: t.Node, scripts: Sequence[t.Script], env: Env) -> Term | None:
    """x^{(i)}_j as an entry of the matrix x, y^{(i)} as one of the vector y; else None."""
    above = next((s for s in scripts if s.place == "^"), None)
    below = [node for s in scripts if s.place == "_" for c in s.conds for node in _parts(c)]
    marks = _transposes(above) if above is not None else None
    if not marks or any(m is None for m in marks) or any(s.place == "'" for s in scripts):
        return None
    found = array(base, env)
    nodes = [*(m for m in marks if m is not None), *below]
    dims = [] if found is None else [n for n in (found.rows, found.columns) if n != SINGLE]
    if found is None or found.rows == SINGLE or len(nodes) != len(dims) or None in dims:
        return None
    at = [index(node, env) for node in nodes]
    if len(at) == 1:
        return found.entry(index(nodes[0], env, dims[0]), None)
    if dims[0] == dims[1]:
        readings = ("the index above first", "the index below first")
        raise Unreadable("which index is that of the row", nodes[0].at, readings)
    if index_dim(at[0]) == dims[1]:
        at, nodes = at[::-1], nodes[::-1]
    return found.entry(*(index(n, env, d) for n, d in zip(nodes, dims, strict=True)))


def _parts(cond: t.Cond) -> list[t.Node]:
    node = cond.terms[0]
    if isinstance(node, t.Product):
        return [part for _, part in node.items]
    return [node]


def _transposes(script: t.Script) -> list[t.Node | None] | None:
    """⊤ as None, and (k) as its letter, in the order written; None where there is anything else."""
    if len(script.conds) != 1 or script.conds[0].relations:
        return None
    found: list[t.Node | None] = []
    for part in _parts(script.conds[0]):
        match part:
            case t.Name(key) if key in words.TRANSPOSED:
                found.append(None)
            case t.Group("(", (t.Cond((inside,), (), _),), _):
                found.append(inside)
            case _:
                return None
    return found


def _row(found: Mat, node: t.Node, env: Env) -> Mat:
    """Row i of a matrix where i ranges over its rows, as a column; its column likewise."""
    at = index(node, env)
    dim = index_dim(at)
    if found.is_column or found.rows == SINGLE:
        raise Unreadable("an index in brackets is read at a matrix", node.at)
    if found.rows == found.columns or dim not in (found.rows, found.columns):
        readings = ("a row", "a column")
        raise Unreadable("one index at a matrix: which part is meant", node.at, readings)
    if dim == found.rows:
        return column(found.columns, lambda j: found.entry(at, j))
    return column(found.rows, lambda i: found.entry(i, at))


# --- brackets, sums, fractions ------------------------------------------------------------------


@array.register
def _(node: t.Group, env: Env) -> Mat | None:
    match node:
        case t.Group(mark, (t.Cond((inside,), (), _),), _) if mark not in ("|", "‖"):
            return array(inside, env)
    return None


@array.register
def _(node: t.Ratio, env: Env) -> Mat | None:
    above, below = array(node.above, env), array(node.below, env)
    if below is not None:
        if above is None or not (above.is_column and below.is_column):
            raise Unreadable("a vector stands below a fraction bar", node.below.at)
        rows = common(above.rows, below.rows, node.at)
        return Mat(rows, SINGLE, lambda i, j: div(above.entry(i, j), below.entry(i, j)))
    if above is None:
        return None
    divisor = value(node.below, env)
    return above.map(lambda x: div(x, divisor))
