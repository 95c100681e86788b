"""Softmax and its relatives, of a vector or of an expression of an index.

``softmax(z)``, ``softmax(c*z + w)`` and ``softmax(sum_over(W[k, l]*x[l], l), k)`` are vectors: p[i]
stays folded in print and carries its definition. The other functions unfold at once.
"""

from __future__ import annotations

from typing import Any, cast

import sympy
from sympy import Expr, Idx, Sum, Symbol, exp, log

from symsoft.language.definitions import Application, DefinitionSymbol, let, private_index
from symsoft.language.errors import DeclarationError
from symsoft.language.notation import index_limits
from symsoft.language.vectors import VectorExpression, VectorLike

_LONGEST_NAME = 40


def softmax(
    of: Any, index: Idx | None = None, *, name: str | None = None, latex: str | None = None
) -> VectorExpression:
    """The vector p with p[i] = exp(v_i) / Σ_k exp(v_k).

    Without a `name` it is called p, or softmax(…) when the argument is more than a bare vector.
    """
    v = _vector(of, index)
    below = _exp_sum(v)
    param = private_index(v.size, below)
    body = exp(v.entry(param)) / below
    made_name, made_latex = _names(v)
    symbol = DefinitionSymbol(
        name or made_name, (param,), body, latex or (None if name else made_latex), bool(name)
    )
    return VectorExpression(v.size, Symbol(symbol.name), lambda i: Application(symbol, i))


def log_softmax(of: Any, index: Idx | None = None) -> VectorExpression:
    """The vector with entries log p[i], where p = softmax(of)."""
    p = softmax(of, index)
    return VectorExpression(p.size, log(p.written), lambda i: log(p[i]))


def logsumexp(of: Any, index: Idx | None = None) -> Expr:
    """log Σ_k exp(v_k)."""
    return cast(Expr, log(_exp_sum(_vector(of, index))))


def sigmoid(x: Any) -> Expr:
    """1 / (1 + exp(-x))."""
    return cast(Expr, 1 / (1 + exp(-sympy.sympify(x))))


def entropy(p: Any) -> Expr:
    """-Σ_k p_k log p_k; defined where every p_k > 0."""
    return cross_entropy(p, p)


def cross_entropy(y: Any, p: Any) -> Expr:
    """-Σ_k y_k log p_k; defined where every p_k > 0."""
    k = _common_index(y, p)
    return cast(Expr, -Sum(y.entry(k) * log(p.entry(k)), index_limits(k)))


def kl_divergence(y: Any, p: Any) -> Expr:
    """Σ_k y_k log(y_k / p_k); defined where every y_k / p_k > 0."""
    k = _common_index(y, p)
    return cast(Expr, Sum(y.entry(k) * log(y.entry(k) / p.entry(k)), index_limits(k)))


def _common_index(y: Any, p: Any) -> Idx:
    for v in (y, p):
        if not isinstance(v, VectorLike):
            raise DeclarationError(f"{v} is no vector")
    if y.size != p.size:
        sizes = f"{y.size} and {p.size}"
        raise DeclarationError(f"the two vectors have different numbers of entries: {sizes}")
    return private_index(y.size, y.entry(_probe(y)) + p.entry(_probe(p)))


def _vector(of: Any, index: Idx | None) -> VectorLike:
    if isinstance(of, VectorLike):
        if index is not None:
            raise DeclarationError(f"{of} is a vector already: leave out the index {index}")
        return of
    if index is None:
        raise DeclarationError(f"{of} is no vector; of an expression of k: softmax(expr, k)")
    _, _, size = index_limits(index)
    expr = sympy.sympify(of)
    return VectorExpression(size, expr, lambda i: expr if i == index else let({index: i}, expr))


def _exp_sum(v: VectorLike) -> Expr:
    k = private_index(v.size, v.entry(_probe(v)))
    return cast(Expr, Sum(exp(v.entry(k)), index_limits(k)))


def _probe(v: VectorLike) -> Idx:
    """An index that stands for any other, to look at what an entry contains."""
    return Idx("probe", (1, v.size))


def _names(v: VectorLike) -> tuple[str, str | None]:
    written = sympy.sstr(v.written)
    if isinstance(v.written, Symbol) or len(written) > _LONGEST_NAME or "[" in written:
        return "p", None
    return f"softmax({written})", rf"\operatorname{{softmax}}({sympy.latex(v.written)})"
