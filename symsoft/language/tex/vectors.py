"""Whole vectors, as they stand in softmax(z + c): each by the rule for its entries."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction

from symsoft.kernel.context import Array
from symsoft.kernel.terms import ONE, Term, add, div, exp, log, mk, mul, neg, total
from symsoft.language.tex import tree as t
from symsoft.language.tex import words
from symsoft.language.tex.env import Env, Vec, value
from symsoft.language.tex.errors import Unreadable
from symsoft.language.tex.scope import TexScope

_ONES = Vec(None, lambda _: ONE)


def vector(node: t.Node, env: Env) -> Vec | None:
    """The vector that `node` stands for, None if it stands for a number."""
    match node:
        case t.Name():
            return _named(node, env)
        case t.One():
            return _ONES
        case t.Group(mark, (t.Cond((inside,), (), _),), _) if mark != "|":
            return vector(inside, env)
        case t.Sum(parts, _):
            return _sum(parts, env)
        case t.Product(items, _):
            return _scaled(items, node, env)
        case t.Ratio(above, below, _):
            found = vector(above, env)
            return found and _mapped(found, lambda x: div(x, value(below, env)))
        case t.Call(name, (), arguments, _) if _is_softmax(name, env) and len(arguments) == 1:
            of = vector(arguments[0].terms[0], env)
            return of and softmax(of, env)
    return None


def softmax(of: Vec, env: Env) -> Vec:
    """The softmax of a vector."""
    below = _exp_sum(of, env)
    return Vec(of.dim, lambda i: div(exp(of.entry(i)), below))


def log_sum_exp(of: Vec, env: Env) -> Term:
    """log Σ_k exp(v_k)."""
    return log(_exp_sum(of, env))


def _exp_sum(of: Vec, env: Env) -> Term:
    mark = mk("ix", env.scope.mark(), of.dim)
    summed = total(mark, exp(of.entry(mark)))
    return mk("sum", "k", *summed.args[1:])


def _is_softmax(name: t.Name, env: Env) -> bool:
    word = name.key.removeprefix("\\mathrm{").removesuffix("}")
    return words.VECTOR_FUNCTIONS.get(word) == "softmax" and not env.scope.knows(name.key)


def _named(name: t.Name, env: Env) -> Vec | None:
    if env.hides(name.key):
        return env.vectors.get(name.key)
    meaning, scope = env.scope.meaning(name.key, name.at), env.scope
    match meaning:
        case Array((dim,)):
            return Vec(dim, lambda i: mk("entry", scope.plain[name.key], i))
        case _ if TexScope.is_indexed(meaning):
            dim = meaning.params[0].args[1]  # type: ignore[union-attr]
            return Vec(dim, lambda i: mk("def", scope.plain[name.key], i))
    return None


def _mapped(of: Vec, change: Callable[[Term], Term]) -> Vec:
    return Vec(of.dim, lambda i: change(of.entry(i)))


def _sum(parts: Sequence[tuple[str, t.Node]], env: Env) -> Vec | None:
    found = [(sign, vector(node, env), node) for sign, node in parts]
    vectors = [v for _, v, _ in found if v is not None]
    if not vectors:
        return None

    def entry(i: Term) -> Term:
        terms = [(sign, v.entry(i) if v else value(node, env)) for sign, v, node in found]
        return add(*(neg(x) if sign == "-" else x for sign, x in terms))

    return Vec(_common(vectors, parts[0][1].at), entry)


def _common(vectors: Sequence[Vec], at: int) -> str | None:
    dims = {v.dim for v in vectors if v.dim is not None}
    if len(dims) > 1:
        raise Unreadable(f"adds vectors over {' and '.join(sorted(dims))}", at)
    return dims.pop() if dims else None


def _scaled(items: Sequence[tuple[str, t.Node]], whole: t.Product, env: Env) -> Vec | None:
    """A vector times numbers."""
    found = [(n, v) for n, (_, node) in enumerate(items) if (v := vector(node, env)) is not None]
    if not found:
        return None
    (place, of), *others = found
    op = items[place][0]
    if others or op == "/":
        raise Unreadable("vectors are not multiplied here: write the product of entries", whole.at)
    rest = [*items[:place], *items[place + 1 :]]
    if not place and rest and rest[0][0] == "/":
        rest = [("", t.Number(Fraction(1), whole.at)), *rest]
    elif not place and rest:
        rest = [("", rest[0][1]), *rest[1:]]
    factor = value(t.Product(tuple(rest), whole.at), env) if rest else ONE
    return _mapped(of, lambda x: mul(factor, neg(x) if op == "*-" else x))
