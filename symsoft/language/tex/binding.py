"""Letters that are bound where a definition speaks of them: lim_{T → 0} p_i, where T is in p."""

from __future__ import annotations

from symsoft.kernel.context import Context, Definition, Index, Scalar
from symsoft.kernel.terms import KernelError, Term, ix, subst, var
from symsoft.language.tex.env import Env
from symsoft.language.tex.errors import Unreadable


def rebound(body: Term, key: str, mark: Term, at: int, env: Env) -> Term:
    """`body`, where the letter `key` stands for `mark`, in what is defined by that letter too."""
    meaning, name = env.scope.meanings.get(key), env.scope.plain.get(key, "")
    match meaning:
        case Index(dim):
            old = ix(name, dim)
        case Scalar(domain):
            old = var(name, domain)
        case _:
            return body
    whole = env.scope.context([body])
    if name not in whole.unfold(body).names:
        return body
    moving = {n: d for n, d in whole.names.items() if _speaks_of(n, name, whole)}
    try:
        return subst(Context(moving).unfold(body), {old: mark})
    except KernelError:
        readings = (f"{key} as it is bound here", f"{key} as it was declared")
        raise Unreadable(f"a definition speaks of {key}", at, readings) from None


def _speaks_of(name: str, of: str, context: Context) -> bool:
    declared = context.names[name]
    if not isinstance(declared, Definition):
        return False
    return of in declared.names or any(
        _speaks_of(n, of, context) for n in declared.names if n in context.names
    )
