"""Softmax and log-sum-exp of whole vectors."""

from __future__ import annotations

from symsoft.kernel.terms import Term, div, exp, log, mk, total
from symsoft.language.tex.env import Env, Vec


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
