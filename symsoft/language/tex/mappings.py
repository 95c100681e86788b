"""Functions whose value is a vector or matrix: softmax(z), diag(p), σ(W x), log p."""

from __future__ import annotations

from symsoft.kernel.context import Definition, Function
from symsoft.kernel.terms import Term, exp, log, mk
from symsoft.language.tex import tree as t
from symsoft.language.tex import words
from symsoft.language.tex.arrays import Mat, array, at_row, column, elementwise, vector
from symsoft.language.tex.brackets import filled
from symsoft.language.tex.env import Env, Vec, value
from symsoft.language.tex.errors import Unreadable
from symsoft.language.tex.indices import single, split_scripts
from symsoft.language.tex.scope import Called
from symsoft.language.tex.vectors import softmax


@array.register
def _(node: t.Func, env: Env) -> Mat | None:
    found = array(node.argument, env)
    if found is None or node.scripts:
        return None
    change = {"exp": exp, "log": log}.get(node.name)
    if change is None:
        raise Unreadable(f"{node.name} of a vector is not read: write an entry", node.at)
    return elementwise(found, change, node.at)


@array.register
def _(node: t.Call, env: Env) -> Mat | None:
    below, above, primes = split_scripts(node.scripts)
    if below is not None or above is not None or primes:
        return None
    whole, (node, held) = node, filled(node, env)
    meaning, key = env.scope.meaning(node.function.key, node.at), node.function.key
    word = key.removeprefix("\\mathrm{").removesuffix("}")
    if meaning is None and words.VECTOR_FUNCTIONS.get(word) == "softmax":
        of = vector(single(node.arguments, "the argument", node.at), env)
        return None if of is None else _softmax_of(of, env)
    if meaning is None and word == "diag":
        return _diagonal(node, env)
    if isinstance(meaning, Called) and len(meaning.indices) - len(held) == 1:
        return column(meaning.indices[0][1], lambda i: value(_at(whole), _with_mark(i, env)))
    return None if held else _of_each(node, meaning, env)


def _of_each(node: t.Call, meaning: object, env: Env) -> Mat | None:
    """A function of a number, applied to each entry of a vector."""
    one = isinstance(meaning, Function) or (
        isinstance(meaning, Definition) and [p.op for p in meaning.params] == ["var"]
    )
    found = array(node.arguments[0].terms[0], env) if one and len(node.arguments) == 1 else None
    plain = env.scope.plain.get(node.function.key, "")
    if found is None:
        return None
    if isinstance(meaning, Function):
        return elementwise(found, lambda x: mk("app", plain, 0, x), node.at)
    return elementwise(found, lambda x: mk("def", plain, x), node.at)


_MARK = "#entry"


def _at(node: t.Call) -> t.Call:
    """The call with a subscript that nobody can write."""
    name = t.Name(_MARK, node.at)
    script = t.Script("_", (t.Cond((name,), (), node.at),), "", node.at)
    return t.Call(node.function, (script,), node.arguments, node.at)


def _with_mark(i: Term, env: Env) -> Env:
    return env.bind(_MARK, i)


def _softmax_of(of: Vec, env: Env) -> Mat:
    found = softmax(of, env)
    return column(found.dim, found.entry)


def _diagonal(node: t.Call, env: Env) -> Mat:
    found = vector(single(node.arguments, "the argument", node.at), env)
    if found is None:
        raise Unreadable("diag takes a vector", node.at)
    of = found

    def entry(i: Term | None, j: Term | None) -> Term:
        row = at_row(i)
        return mk("mul", mk("delta", row, at_row(j)), of.entry(row))

    return Mat(of.dim, of.dim, entry)
