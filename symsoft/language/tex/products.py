r"""Sums and products that hold vectors or matrices: W x, x^\top y, p p^\top, a \cdot b, 2 z."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from symsoft.kernel.terms import ONE, Term, add, binder, ix, mk, mul, neg, power, total
from symsoft.language.tex import tree as t
from symsoft.language.tex.arrays import SINGLE, Mat, array, common, sample
from symsoft.language.tex.env import Env, value
from symsoft.language.tex.errors import Unreadable
from symsoft.language.tex.indices import exponent, single
from symsoft.language.tex.reach import settled
from symsoft.language.tex.unclear import clear_product, refuse_open_derivatives


@array.register
def _(node: t.Sum, env: Env) -> Mat | None:
    node = settled(node, env)
    parts = [(sign, array(part, env), part) for sign, part in node.parts]
    arrays = [found for _, found, _ in parts if found is not None]
    if not arrays:
        return None
    rows, columns = arrays[0].rows, arrays[0].columns
    for _, found, part in parts:
        if found is not None:
            rows, columns = (
                common(rows, found.rows, part.at),
                common(columns, found.columns, part.at),
            )
        elif SINGLE not in (arrays[0].rows, arrays[0].columns):
            readings = ("added to every entry", "times the identity")
            raise Unreadable("a number is added to a matrix", part.at, readings)
    numbers = [None if found is not None else value(part, env) for _, found, part in parts]

    def entry(i: Term | None, j: Term | None) -> Term:
        terms = list[Term]()
        for (sign, found, _), number in zip(parts, numbers, strict=True):
            term = number if found is None else found.entry(i, j)
            assert term is not None
            terms.append(neg(term) if sign == "-" else term)
        return add(*terms)

    of_each = [
        n if f is None else sample(f, env) for (_, f, _), n in zip(parts, numbers, strict=True)
    ]
    refuse_open_derivatives(node, [term for term in of_each if term is not None], env)
    return Mat(rows, columns, entry)


@array.register
def _(node: t.Product, env: Env) -> Mat | None:
    found = product(clear_product(node, env), env)
    return None if found is None or found.is_number else found


def product(node: t.Product, env: Env) -> Mat | None:
    """The product if it holds a vector or matrix, numbers from x^⊤ y included; else None."""
    parts = [(op, array(part, env), part) for op, part in node.items]
    arrays = [(op, found, part) for op, found, part in parts if found is not None]
    if not arrays:
        return None
    if any(op == "/" for op, _, _ in arrays):
        raise Unreadable("a vector stands behind a slash", node.at)
    scale = _numbers([(op, part) for op, found, part in parts if found is None], node, env)
    sign = sum(op == "*-" for op, found, _ in parts if found is not None) % 2
    result = _multiplied(arrays, node, env)
    return result.map(lambda x: _scaled(scale, neg(x) if sign else x))


def _numbers(items: Sequence[tuple[str, t.Node]], node: t.Product, env: Env) -> Term:
    if not items:
        return ONE
    first = items[0][0]
    one = t.Number(Fraction(1), node.at)
    held = [("", one), *items] if first in ("/", "*-") else [("", items[0][1]), *items[1:]]
    return value(t.Product(tuple(held), node.at) if len(held) > 1 else held[0][1], env)


def _scaled(scale: Term, x: Term) -> Term:
    return x if scale is ONE else mul(scale, x)


def _multiplied(arrays: Sequence[tuple[str, Mat, t.Node]], node: t.Product, env: Env) -> Mat:
    signs = {op for op, _, _ in arrays[1:]}
    if "o" in signs and signs != {"o"}:
        readings = ("the product of entries first", "that of matrices")
        raise Unreadable("⊙ beside a product of matrices", node.at, readings)
    result = arrays[0][1]
    for op, factor, part in arrays[1:]:
        result = _times(result, op, factor, part.at, env)
    return result


def _times(one: Mat, op: str, other: Mat, at: int, env: Env) -> Mat:
    if op == "o":
        rows = common(one.rows, other.rows, at)
        columns = common(one.columns, other.columns, at)
        return Mat(rows, columns, lambda i, j: mul(one.entry(i, j), other.entry(i, j)))
    if one.is_number or other.is_number:
        return _times_number(one, other)
    if op in ("*", "*-") and one.is_column and other.is_column:
        return _matrix_product(one.transposed(), other, at, env)  # z · w
    return _matrix_product(one, other, at, env)


def _times_number(one: Mat, other: Mat) -> Mat:
    if one.is_number:
        factor = one.entry(None, None)
        return other.map(lambda x: mul(factor, x))
    factor = other.entry(None, None)
    return one.map(lambda x: mul(x, factor))


def _matrix_product(one: Mat, other: Mat, at: int, env: Env) -> Mat:
    if None not in (one.columns, other.rows) and one.columns != other.rows:
        why = f"{one.shape} and {other.shape} are not multiplied; is ⊤ or ⊙ missing?"
        raise Unreadable(why, at)
    inner = common(one.columns, other.rows, at)
    if inner is None or inner == SINGLE and None in (one.columns, other.rows):
        raise Unreadable("over what this product is summed is not known", at)
    dim = inner

    def entry(i: Term | None, j: Term | None) -> Term:
        if dim == SINGLE:
            return mul(one.entry(i, None), other.entry(None, j))
        mark = ix(env.scope.mark(), dim)
        body = mul(one.entry(i, mark), other.entry(mark, j))
        return mk("sum", "k", *total(mark, body).args[1:])

    return Mat(one.rows, other.columns, entry)


# --- norms and inner products -------------------------------------------------------------------


def of_vectors(node: t.Group, env: Env) -> Term:
    """‖x‖, the Euclidean norm, or ⟨x, y⟩."""
    if node.mark == "⟨" and len(node.conds) != 2:
        raise Unreadable("⟨ ⟩ holds two vectors", node.at)
    found = [array(single((c,), "a vector", c.at), env) for c in node.conds]
    columns = [m for m in found if m is not None and m.is_column]
    if len(columns) < len(found):
        raise Unreadable("vectors are needed here", node.at)
    whole = _matrix_product(columns[0].transposed(), columns[-1], node.at, env).entry(None, None)
    return whole if node.mark == "⟨" else power(whole, Fraction(1, 2))


def _of_sizes(group: t.Group, added: bool, env: Env) -> Term:
    """The sum of the absolute values of the entries, or the greatest of them."""
    found = array(single(group.conds, "a vector", group.at), env)
    if found is None or not found.is_column or not found.rows:
        raise Unreadable("a vector is needed here", group.at)
    mark = ix(env.scope.mark(), found.rows)
    body = mk("abs", found.entry(mark, None))
    return binder("sum" if added else "max", "k", (found.rows, 1, 0), var=mark, body=body)


def norm(group: t.Group, below: t.Script | None, above: t.Script | None, env: Env) -> Term:
    """‖x‖^2 and ‖x‖_2, without a root where it would be squared; ‖x‖_1 and ‖x‖_∞."""
    if below is not None:
        match single(below.conds, "the kind of a norm", below.at):
            case t.Number(value=2):
                pass
            case t.Number(value=1) | t.Infinity() as kind:
                found = _of_sizes(group, isinstance(kind, t.Number), env)
                return found if above is None else power(found, exponent(above, False, env))
            case _:
                raise Unreadable("of norms ‖x‖_1, ‖x‖_2 and ‖x‖_∞ are read", below.at)
    whole = of_vectors(group, env)
    if above is None:
        return whole
    power_of = single(above.conds, "an exponent", above.at)
    if isinstance(power_of, t.Number) and power_of.value == 2:
        return whole.args[0]  # type: ignore[no-any-return]  # the sum below the root
    return power(whole, value(power_of, env))
