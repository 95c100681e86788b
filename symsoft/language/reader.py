"""Reading claims and hypotheses: SymPy relations to kernel claims, collecting what they declare."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import sympy
from sympy import Idx
from sympy.core.relational import Relational
from sympy.logic.boolalg import BooleanAtom

from symsoft.kernel.context import Claim, Context, Hypothesis
from symsoft.kernel.terms import ONE, ZERO, KernelError, Term, mk

# Imported also because they teach `read` their kinds of node: binders, calculus, folding.
from symsoft.language import binders, calculus, folding  # noqa: F401
from symsoft.language.conditions import relation_sign, same_index
from symsoft.language.declarations import Names, free_names, local_scalar
from symsoft.language.errors import UnsupportedTerm
from symsoft.language.indexing import Env, delta_term
from symsoft.language.notation import Forall
from symsoft.language.translate import read
from symsoft.language.vectors import VectorLike

_INFINITE = (sympy.oo, -sympy.oo)


class Scope:
    """Reads terms, claims and hypotheses that speak of the same names."""

    def __init__(self) -> None:
        self._names = Names()

    @property
    def latex_names(self) -> Mapping[str, str]:
        """The LaTeX that the author gave for a name."""
        return dict(self._names.latex)

    def term(self, expr: Any) -> Term:
        """The term for a SymPy expression or a number."""
        given = expr if isinstance(expr, VectorLike) else _sympify(expr)
        self._reserve(given)
        term = read(given, Env(self._names))
        self._refuse_misfits(given, lambda context: context.check_term(term))
        return term

    def claim(self, relation: Any) -> Claim:
        """The claim of a relation; of a `forall` without guards, the claim for free variables."""
        if isinstance(relation, Forall):
            if relation.guards:
                raise UnsupportedTerm(relation, "a claim with where=: state the guard in given=")
            relation = relation.relation
        given = _relation(relation)
        self._reserve(given)
        claim = _claim(given, Env(self._names))
        self._refuse_misfits(given, lambda context: context.check_claim(claim))
        return claim

    def hypothesis(self, given: Any) -> Hypothesis:
        """The hypothesis of a relation or of a `forall`."""
        if isinstance(given, Hypothesis):
            return given
        if not isinstance(given, Forall):
            return Hypothesis(self.claim(given))
        hypothesis = self._quantified(given)
        self._refuse_misfits(given, lambda context: context.check_hypothesis(hypothesis))
        return hypothesis

    def context(self, hypotheses: Iterable[Any] = ()) -> Context:
        """All names read so far, with `hypotheses` (read here if they are not yet)."""
        read_already = [self.hypothesis(h) for h in hypotheses]
        return self._names.context().assume(*read_already)

    def _quantified(self, given: Forall) -> Hypothesis:
        relations = [_relation(r) for r in (given.relation, *given.guards)]
        for relation in relations:
            self._reserve(relation)
        local = {v: self._variable(v) for v in given.variables}
        claim, *guards = (_claim(r, Env(self._names, local)) for r in relations)
        return Hypothesis(claim, tuple(local.values()), tuple(guards))

    def _variable(self, variable: Any) -> Term:
        if isinstance(variable, Idx):
            return self._names.local_index(variable)
        return local_scalar(variable)

    def _reserve(self, given: Any) -> None:
        if isinstance(given, sympy.Basic):
            self._names.reserved |= free_names(given)

    def _refuse_misfits(self, given: Any, check: Any) -> None:
        try:
            check(self._names.context())
        except KernelError as error:
            raise UnsupportedTerm(given, str(error)) from None


def _sympify(expr: Any) -> Any:
    try:
        return sympy.sympify(expr, strict=True)
    except sympy.SympifyError:
        raise UnsupportedTerm(expr, "not a SymPy expression") from None


def _relation(given: Any) -> Relational:
    if isinstance(given, (bool, BooleanAtom)):
        why = "SymPy evaluated the claim before symsoft saw it: write Eq(a, b, evaluate=False)"
        raise UnsupportedTerm(given, why)
    if isinstance(given, (sympy.And, sympy.Or, sympy.Not)):
        raise UnsupportedTerm(given, "one relation at a time: state each apart")
    if not isinstance(given, Relational):
        raise UnsupportedTerm(given, "not a relation such as Eq(a, b, evaluate=False) or Le(a, b)")
    return given


def _claim(relation: Relational, env: Env) -> Claim:
    left, right = relation.args
    if same_index(relation, env):
        same = delta_term(left, right, relation, env)
        return Claim("=", same, ONE if isinstance(relation, sympy.Eq) else ZERO)
    if isinstance(relation, sympy.Eq) and any(side in _INFINITE for side in relation.args):
        return _infinite(left, right, env)
    return Claim(relation_sign(relation), read(left, env), read(right, env))


def _infinite(left: Any, right: Any, env: Env) -> Claim:
    if left in _INFINITE:
        left, right = right, left
    return Claim("=", read(left, env), mk("inf", 1 if right is sympy.oo else -1))
