"""Functions and definitions with their arguments, written out where those are vectors."""

from __future__ import annotations

from collections.abc import Sequence

from symsoft.kernel.context import Definition, Function, Scalar
from symsoft.kernel.terms import Term, mk, power
from symsoft.language.tex import tree as t
from symsoft.language.tex import words
from symsoft.language.tex.arrays import vector
from symsoft.language.tex.binding import rebound
from symsoft.language.tex.brackets import filled
from symsoft.language.tex.env import Env, Vec, mentions, value
from symsoft.language.tex.errors import Unreadable
from symsoft.language.tex.indices import (
    exponent,
    index,
    index_dim,
    index_list,
    is_index,
    single,
    split_scripts,
)
from symsoft.language.tex.scope import Called, Meaning
from symsoft.language.tex.vectors import log_sum_exp, softmax


@value.register
def _(node: t.Call, env: Env) -> Term:
    return called(node, None, env)


def called(call: t.Call, outer: t.Script | None, env: Env) -> Term:
    """A call; `outer` is a subscript behind its argument."""
    call, held = filled(call, env)
    below, above, primes = split_scripts(call.scripts)
    if below is not None and outer is not None:
        raise Unreadable("two subscripts", outer.at)
    meaning, name = env.scope.meaning(call.function.key, call.at), call.function
    below = below or outer
    if isinstance(meaning, Function):
        if below is not None:
            raise Unreadable(f"{name.key} takes no subscript", below.at)
        order = _order(above, primes)
        argument = value(single(call.arguments, "the argument", call.at), env)
        return mk("app", env.scope.plain[name.key], order, argument)
    found = _applied(call, meaning, below, held, env)
    if primes:
        found = _differentiated(call, found, primes, env)
    return found if above is None else power(found, exponent(above, True, env))


def _differentiated(call: t.Call, found: Term, times: int, env: Env) -> Term:
    """σ'(x) for a definition with one argument, at a scalar that it does not speak of itself."""
    meaning, arguments = env.scope.meaning(call.function.key, call.at), found.args[1:]
    if not isinstance(meaning, Definition) or len(arguments) != 1 or arguments[0].op != "var":
        raise Unreadable("a prime is read at a definition of one scalar argument", call.at)
    body = env.scope.context([meaning.body]).unfold(meaning.body)
    given = call.arguments[0].terms[0]
    replaced = isinstance(given, t.Name) and given.key in env.replaced
    if replaced or arguments[0].args[0] in body.names - {meaning.params[0].args[0]}:
        raise Unreadable("what the prime differentiates by is not clear", call.at)
    for _ in range(times):
        found = mk("deriv", arguments[0], found)
    return found


def _applied(
    call: t.Call, meaning: Meaning | None, below: t.Script | None, held: list[t.Node], env: Env
) -> Term:
    name = call.function
    match meaning:
        case Definition(params):
            dims = [p.args[1] for p in params if p.op == "ix"]
            arguments = [value(single((c,), "an argument", c.at), env) for c in call.arguments]
            if len(arguments) + len(dims) != len(params):
                raise Unreadable(f"{name.key} takes {len(params) - len(dims)} arguments", call.at)
            at, rest = iter(_indices(name, dims, below, held, env)), iter(arguments)
            inside = (next(at if p.op == "ix" else rest) for p in params)
            return mk("def", env.scope.plain[name.key], *inside)
        case Called():
            return written_out(name, meaning, below, call.arguments, env, held)
    return _vector_function(call, below, env)


def _order(above: t.Script | None, primes: int) -> int:
    match above:
        case None:
            return primes
        case t.Script("^", (t.Cond((t.Group("(", (t.Cond((t.Number(n),), (), _),), _),), (), _),)):
            if not primes and n.denominator == 1:
                return int(n)
    readings = ("a power", "the function applied again")
    raise Unreadable("a superscript at a function can be read in two ways", above.at, readings)


def _vector_function(call: t.Call, below: t.Script | None, env: Env) -> Term:
    word = call.function.key.removeprefix("\\mathrm{").removesuffix("}")
    node = single(call.arguments, "the argument", call.at)
    of = vector(node, env)
    if of is None and below is None and words.VECTOR_FUNCTIONS[word] == "softmax":
        return _softmax_at(node, env)
    if of is None or of.dim is None:
        raise Unreadable(f"{word} takes a vector", node.at)
    if words.VECTOR_FUNCTIONS[word] == "logsumexp":
        if below is not None:
            raise Unreadable(f"{word} is a number: it takes no subscript", below.at)
        return log_sum_exp(of, env)
    if below is None:
        raise Unreadable(f"{word} is a vector: write an entry, with a subscript", call.at)
    return softmax(of, env).entry(index(single(below.conds, "an index", below.at), env, of.dim))


def _softmax_at(node: t.Node, env: Env) -> Term:
    """softmax(z_i) for the entry i of softmax(z), as many write it; i is its only index."""
    letters = {key for key in (*env.scope.meanings, *env.bound) if mentions(node, key)}
    found = [key for key in letters if is_index(t.Name(key, node.at), env)]
    if len(found) != 1:
        raise Unreadable("softmax takes a vector", node.at)
    here = index(t.Name(found[0], node.at), env)

    def entry(k: Term) -> Term:
        return rebound(value(node, env.bind(found[0], k)), found[0], k, node.at, env)

    return softmax(Vec(index_dim(here), entry), env).entry(here)


def written_out(
    name: t.Name,
    rule: Called,
    below: t.Script | None,
    arguments: t.Conds | None,
    env: Env,
    held: Sequence[t.Node] = (),
) -> Term:
    """A definition that takes vectors, with its body read anew; without arguments, its own."""
    dims = [dim for _, dim in rule.indices]
    at = _indices(name, dims, below, held, env)
    bound = dict(zip([k for k, _ in rule.indices], at, strict=True))
    vectors = dict[str, Vec]()
    if arguments is not None and len(arguments) != len(rule.arguments):
        raise Unreadable(f"{name.key} takes {len(rule.arguments)} arguments", name.at)
    for n, (key, dim) in enumerate(rule.arguments):
        own = isinstance(env.scope.meanings.get(key), Scalar) and mentions(env.roots, key)
        if arguments is None and dim is None and not own:
            raise Unreadable(f"{name.key} is a function: write its argument", name.at)
        node = t.Name(key, name.at) if arguments is None else single(arguments[n : n + 1], "", 0)
        within = env if arguments is not None else Env(env.scope)
        if dim is None:
            bound[key] = value(node, within)
        else:
            vectors[key] = _of_dim(node, dim, within)
    keys = frozenset({*bound, *vectors})
    inner = Env(env.scope, (rule.body,), bound, vectors, keys)
    return value(rule.body, inner)


def _indices(
    name: t.Name, dims: Sequence[str], below: t.Script | None, held: Sequence[t.Node], env: Env
) -> list[Term]:
    """The indices in the subscript, and those in the bracket behind it."""
    count = len(dims) - len(held)
    inside = [index(node, env, dim) for node, dim in zip(held, dims[count:], strict=True)]
    return [*(indices_of(name, dims[:count], below, env) if count or below else []), *inside]


def _of_dim(node: t.Node, dim: str, env: Env) -> Vec:
    found = vector(node, env)
    if found is None or found.dim not in (None, dim):
        raise Unreadable(f"a vector over {dim} is needed here", node.at)
    return found


def indices_of(name: t.Name, dims: Sequence[str], below: t.Script | None, env: Env) -> list[Term]:
    """The indices in a subscript at a name over these dimensions."""
    if below is None:
        if dims:
            raise Unreadable(f"{name.key} has entries: write one, such as {name.key}_i", name.at)
        return []
    if not dims:
        raise Unreadable(f"{name.key} takes no subscript", below.at)
    return index_list(below.conds, dims, name.key, env)
