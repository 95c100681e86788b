"""Assertions about claims; a failure shows both sides, and the counterexample if there is one."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from sympy import Eq

from symsoft.kernel.context import Claim
from symsoft.kernel.theorem import Theorem
from symsoft.language.reader import Scope
from symsoft.language.text import text, text_hypothesis
from symsoft.prover.decide import Verdict, decide_claim
from symsoft.refuter import Counterexample

_SIGNS = {"=": "=", "!=": "≠", "<": "<", "<=": "≤", ">": ">", ">=": "≥"}


def assert_proved(claim: Any, given: Iterable[Any] = (), timeout: float = 10) -> Theorem:
    """The theorem that `claim` holds, for every dimension and wherever `given` does.

    `claim` is a SymPy relation such as ``Eq(a, b, evaluate=False)`` or ``Le(a, b)``, `given` holds
    relations and `forall` objects, `timeout` is in seconds.  Raises `AssertionError` with both
    sides and the counterexample if it is not proved, `UnsupportedTerm` for what is outside the
    language.
    """
    __tracebackhide__ = True
    said, verdict = _decided(claim, given, timeout)
    if verdict.theorem is None:
        raise AssertionError(f"{_headed(verdict)}\n{said}\n{_evidence(verdict)}")
    return verdict.theorem


def assert_equal(a: Any, b: Any, given: Iterable[Any] = (), timeout: float = 10) -> Theorem:
    """The theorem that `a` equals `b`, terms or numbers; as `assert_proved` otherwise."""
    __tracebackhide__ = True
    return assert_proved(Eq(a, b, evaluate=False), given, timeout)


def assert_refuted(claim: Any, given: Iterable[Any] = (), timeout: float = 10) -> Counterexample:
    """A counterexample to `claim` that satisfies `given`.

    Raises `AssertionError` if the claim is proved or none is found.
    """
    __tracebackhide__ = True
    said, verdict = _decided(claim, given, timeout)
    if verdict.counterexample is None:
        raise AssertionError(f"{_headed(verdict)}, not refuted\n{said}\n{_evidence(verdict)}")
    return verdict.counterexample


def _decided(claim: Any, given: Iterable[Any], timeout: float) -> tuple[str, Verdict]:
    """The claim with its hypotheses as text, and the verdict."""
    scope = Scope()
    hypotheses = [scope.hypothesis(h) for h in given]
    read = scope.claim(claim)
    lines = [_sides(read), *(f"given {text_hypothesis(h)}" for h in hypotheses)]
    said = "\n".join(f"  {line}" for line in lines)
    return said, decide_claim(scope.context(hypotheses), read, timeout=timeout)


def _sides(claim: Claim) -> str:
    return f"{text(claim.lhs)}  {_SIGNS[claim.rel]}  {text(claim.rhs)}"


def _headed(verdict: Verdict) -> str:
    return {"refuted": "the claim is refuted", "proved": "the claim is proved"}.get(
        verdict.status, "the claim is neither proved nor refuted"
    )


def _evidence(verdict: Verdict) -> str:
    conditions = verdict.theorem.conditions if verdict.theorem else ()
    lines = [str(verdict.counterexample or verdict.reason)]
    lines += [f"provided {text_hypothesis(c)}" for c in conditions]
    return "\n".join(f"  {line}" for line in lines)
