"""Names with their scripts: scalars, entries, definitions, δ, e, and functions with arguments."""

from __future__ import annotations

from dataclasses import replace

from symsoft.kernel.context import Array, Definition, Dimension, Index, Scalar
from symsoft.kernel.terms import INDEX_OPS, ONE, Term, exp, mk, num, power, sub, var
from symsoft.language.tex import tree as t
from symsoft.language.tex import words
from symsoft.language.tex.arrays import SINGLE, array, number
from symsoft.language.tex.bare import own_call, own_indices, refuse_factors
from symsoft.language.tex.calls import called, indices_of, written_out
from symsoft.language.tex.env import Env, Vec, value
from symsoft.language.tex.errors import Unreadable
from symsoft.language.tex.indices import (
    delta_of,
    exponent,
    index,
    index_list,
    single,
    split_scripts,
    truth,
)
from symsoft.language.tex.products import norm
from symsoft.language.tex.scope import Called, Meaning


@value.register
def _(node: t.Name, env: Env) -> Term:
    return _named(node, None, env)


@value.register
def _(node: t.Scripted, env: Env) -> Term:
    below, above, primes = split_scripts(node.scripts)
    base = node.base
    if isinstance(base, t.Group) and base.mark == "‖" and not primes:
        return norm(base, below, above, env)
    while isinstance(base, t.Group) and base.mark == "{":
        base = single(base.conds, "this", base.at)
    named = isinstance(base, t.Name)
    if primes:
        base = _primed(base, primes, env)
    whole = number(base, node.scripts, env)
    if whole is not None:
        return whole
    if _is_e(base, env) and above is not None and below is None:
        return exp(exponent(above, False, env))
    found = _based(base, below, env)
    if above is None:
        return found
    _refuse_transposed(found, above)
    return power(found, exponent(above, named, env))


def _refuse_transposed(found: Term, above: t.Script) -> None:
    """W^T_{ij} is an entry of the transposed matrix, though T may be a number elsewhere."""
    matrix = found.op == "sym" or found.op == "entry" and len(found.args) == 3
    match above.conds:
        case (t.Cond((t.Name("T"),), (), _),) if matrix:
            readings = ("the power T", "the transposed matrix")
            raise Unreadable("T at a matrix can be read in two ways", above.at, readings)


def _is_e(base: t.Node, env: Env) -> bool:
    return isinstance(base, t.Name) and base.key == "e" and _meaning(base, env) is None


def _based(base: t.Node, below: t.Script | None, env: Env) -> Term:
    """The value without its superscript."""
    match base:
        case t.Name():
            return _named(base, below, env)
        case t.Call():
            return called(base, below, env)
        case t.One() | t.Number() if below is not None:
            return _indicator(base, below, env)
    if below is None:
        return value(base, env)
    found = array(base, env)
    if found is None:
        raise Unreadable("a subscript at something that is no vector", below.at)
    if found.is_column:
        return found.entry(index(single(below.conds, "an index", below.at), env, found.rows), None)
    dims = [found.rows, found.columns]
    if None in dims or SINGLE in dims:
        raise Unreadable(f"a subscript at what is {found.shape}", below.at)
    return found.entry(*index_list(below.conds, [str(n) for n in dims], "this matrix", env))


def _indicator(base: t.One | t.Number, below: t.Script, env: Env) -> Term:
    conds = below.conds
    match conds:
        case (t.Cond((t.Group(_, inside, _),), (), _),):
            conds = inside
    if isinstance(base, t.Number) and base.value != 1:
        raise Unreadable("a number has no subscript", below.at)
    return truth(conds, env)


def _primed(base: t.Node, primes: int, env: Env) -> t.Node:
    """z_i' is an entry of z' where that is declared."""
    if isinstance(base, t.Name):
        key = base.key + "'" * primes
        if env.scope.knows(key):
            return replace(base, key=key)
    raise Unreadable("a prime at something that is no function", base.at)


def _meaning(name: t.Name, env: Env) -> Meaning | Term | Vec | None:
    if name.key in env.bound:
        return env.bound[name.key]
    return env.vectors.get(name.key) or env.scope.meaning(name.key, name.at)


def _named(name: t.Name, below: t.Script | None, env: Env) -> Term:
    meaning, plain = _meaning(name, env), env.scope.plain.get(name.key, name.key)
    match meaning:
        case None:
            return _built_in(name, below, env)
        case Vec(dim, entry) if below is not None:
            return entry(index(single(below.conds, "an index", below.at), env, dim))
        case Array(dims, _, symmetric) if below is not None:
            at = index_list(below.conds, dims, name.key, env)
            return mk("sym" if symmetric else "entry", plain, *at)
        case Definition(params) if all(p.op == "ix" for p in params):
            return mk("def", plain, *indices_of(name, [p.args[1] for p in params], below, env))
        case Called():
            return written_out(name, meaning, below, None, env, own_indices(name, env))
    if below is not None:
        raise Unreadable(f"{name.key} takes no subscript", below.at)
    return _scalar(name, meaning, plain, env)


def _scalar(name: t.Name, meaning: Meaning | Term | Vec, plain: str, env: Env) -> Term:
    match meaning:
        case Term():
            return _as_number(meaning)
        case Dimension():
            return mk("dim", plain)
        case Index(dim):
            return mk("val", mk("ix", plain, dim))
        case Scalar(domain):
            return var(plain, domain)
        case Array() | Vec():
            raise Unreadable(f"{name.key} has entries: write one, such as {name.key}_i", name.at)
    call = own_call(name, env)
    if call is None:
        raise Unreadable(f"{name.key} is a function: write its argument", name.at)
    refuse_factors(call, env)
    return called(call, None, env)


def _as_number(term: Term) -> Term:
    if term.op == "lit":
        return num(term.args[0])
    if term.op == "end":
        return sub(mk("dim", term.args[0]), num(term.args[1]))
    return mk("val", term) if term.op in INDEX_OPS else term


def _built_in(name: t.Name, below: t.Script | None, env: Env) -> Term:
    if (name.key == "\\delta" or name.key in words.IDENTITIES) and below is not None:
        return delta_of(below.conds, below.at, env)
    if name.key == "e" and below is None:
        return exp(ONE)
    if name.key == "\\pi" and below is None:
        return mk("pi")
    raise Unreadable(f"{name.key} is not declared", name.at)
