"""Uses of definitions: folded where that says the same, else unfolded without capture."""

from __future__ import annotations

from typing import Any

from sympy import Basic, Dummy, Idx

from symsoft.kernel.context import Definition
from symsoft.kernel.terms import Term, ix, mk, var
from symsoft.language.declarations import free_names, local_scalar
from symsoft.language.definitions import Application, DefinitionSymbol
from symsoft.language.indexing import Env, index_term
from symsoft.language.translate import read


@read.register(Application)
def _(expr: Application, env: Env) -> Term:
    """Folded, unless something around it binds what the definition depends on."""
    definition = expr.definition
    values = {
        param: _argument(param, arg, env)
        for param, arg in zip(definition.params, expr.arguments, strict=True)
    }
    if not definition.name or definition.free_symbols & set(env.bound):
        return read(definition.body, env.replace(values))
    return mk("def", _defined_name(definition, env), *values.values())


def _argument(param: Basic, arg: Basic, env: Env) -> Term:
    if isinstance(param, Idx):
        return index_term(arg, env, env.names.dimension(param.upper))
    return read(arg, env)


def _defined_name(symbol: DefinitionSymbol, env: Env) -> str:
    if symbol not in env.names.definitions:
        avoid = free_names(symbol.body) - {p.name for p in symbol.params if not _dummy(p)}
        params = {p: _parameter(p, avoid, env) for p in symbol.params}
        body = read(symbol.body, Env(env.names, params))
        env.names.define(symbol, Definition(tuple(params.values()), body))
    return env.names.definitions[symbol]


def _dummy(param: Any) -> bool:
    return isinstance(param.label if isinstance(param, Idx) else param, Dummy)


def _parameter(param: Any, avoid: set[str], env: Env) -> Term:
    term = env.names.local_index(param) if isinstance(param, Idx) else local_scalar(param)
    name, second = term.args
    while name in avoid:
        name = f"{name}'"
    return ix(name, second) if term.op == "ix" else var(name, second)
