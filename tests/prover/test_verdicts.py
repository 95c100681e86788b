"""What `decide` and `prove` answer, and that they never raise for a well-formed claim."""

from __future__ import annotations

import pytest
from sympy import Eq, Gt, Le, Lt, Ne, Sum, exp, log

from symsoft import (
    decide,
    dim,
    entropy,
    forall,
    indices,
    logsumexp,
    prove,
    scalar,
    softmax,
    sum_over,
    vector,
)
from symsoft.kernel import replay
from symsoft.kernel.context import Claim
from symsoft.language.reader import Scope
from symsoft.prover.chain import chain_theorem
from symsoft.prover.decide import NotProved, decide_claim

K = dim("K")
i, j, k = indices("i j k", K)
z, v = vector("z", K), vector("v", K)
x, t = scalar("x"), scalar("t")
p = softmax(z)


def equation(left, right):
    return Eq(left, right, evaluate=False)


def test_a_true_claim_comes_with_a_theorem():
    verdict = decide(equation(Sum(p[k], (k, 1, K)), 1))
    assert verdict.status == "proved"
    assert verdict.counterexample is None
    assert verdict.theorem is not None
    assert replay(verdict.theorem.certificate) == verdict.theorem


def test_a_false_claim_comes_with_a_counterexample():
    verdict = decide(Lt(p[i], 1))
    assert verdict.status == "refuted"
    assert verdict.theorem is None
    assert verdict.counterexample is not None
    assert verdict.counterexample.dims == {"K": 1}
    assert verdict.reason == str(verdict.counterexample)


def test_what_is_beyond_the_prover_is_unknown():
    verdict = decide(Le(exp(x) + exp(-x), 2 * exp(x**2 / 2)))
    assert (verdict.status, verdict.theorem, verdict.counterexample) == ("unknown", None, None)
    assert verdict.reason


def test_prove_raises_with_the_verdict():
    with pytest.raises(NotProved) as caught:
        prove(Le(p[i], 0))
    assert caught.value.verdict.status == "refuted"
    assert "K = 1" in str(caught.value)


def test_time_that_runs_out_is_unknown():
    claim = Le(logsumexp(z / 2 + v / 2), logsumexp(z) / 2 + logsumexp(v) / 2)
    verdict = decide(claim, timeout=0)
    assert verdict.status == "unknown"
    assert "not decided" in verdict.reason


def test_hypotheses_that_contradict_each_other_prove_nothing():
    verdict = decide(Lt(x, 0), given=[Lt(x, 0), Gt(x, 0)])
    assert verdict.status == "unknown"
    assert "no point" in verdict.reason


def test_conditions_are_carried():
    theorem = prove(equation(Sum(z[k] / Sum(z[j], (j, 1, K)), (k, 1, K)), 1))
    assert [c.claim.rel for c in theorem.conditions] == ["!="]


def test_a_lemma_is_cited():
    scope = Scope()
    lemma_claim = scope.claim(equation(log(x), t))
    goal = scope.claim(equation(2 * log(x) + x, 2 * t + x))
    context = scope.context([scope.hypothesis(equation(x, exp(t)))])
    lemma = decide_claim(context, lemma_claim).theorem
    assert lemma is not None
    assert decide_claim(context, goal, lemmas=[lemma]).status == "proved"


def chained(terms, rels):
    scope = Scope()
    read = [scope.term(term) for term in terms]
    context = scope.context()
    steps = zip(rels, read, read[1:], strict=False)
    theorems = [decide_claim(context, Claim(*step)).theorem for step in steps]
    assert None not in theorems
    return chain_theorem(context, read, rels, theorems)


def test_a_chain_composes_its_relations():
    theorem = chained([p[i] * 0, p[i] / 2, p[i], Sum(p[k], (k, 1, K))], ["<", "<", "<="])
    assert theorem.claim.rel == "<"
    assert replay(theorem.certificate) == theorem


def test_a_chain_carries_the_conditions_between_its_ends():
    theorem = chained([x, x * t / t, x + t - t], ["=", "="])
    assert theorem.claim.rel == "="
    assert len(chained([x, x * log(t) / log(t), x], ["=", "="]).steps) == 1


@pytest.mark.parametrize("guarded", [True, False])
def test_a_guard_is_heeded(guarded):
    unique = forall(k, z[k] < z[i], where=Ne(k, i)) if guarded else forall(k, z[k] <= z[i])
    claim = Lt(z[j], z[i])
    given = [unique, Ne(i, j)]
    assert decide(claim, given=given).status == ("proved" if guarded else "refuted")


def test_hypotheses_about_something_else_do_not_lead_astray():
    c, y = scalar("c", positive=True), vector("y", K)
    bits = entropy(softmax(z / c))
    others = [Eq(sum_over(y[k], k), 1), forall(k, y[k] > 0), Ne(i, j)]
    assert decide(Le(bits, log(K)), others).status == "proved"
    assert decide(Le(bits, log(K) - 1), others).status == "refuted"


def test_hypotheses_that_are_far_from_the_claim_are_used():
    """What is said of a by way of b and c."""
    a, b, c = (scalar(name) for name in "abc")
    given = [Le(b, c), Le(a, b), Le(c, 0), Eq(x, t)]
    assert decide(Le(a, 0), given).status == "proved"
    assert decide(Le(a, 0), [Le(b, c), Le(a, b), Eq(x, t)]).status == "refuted"
