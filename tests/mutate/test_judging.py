"""A mutant that is accepted is looked at again, by what does not rest on the kernel's word."""

from dataclasses import replace

import pytest
from sympy import Eq, Ge, Le, Limit, Lt, exp, log, oo

from symsoft import dim, indices, scalar, softmax, sum_over, vector
from symsoft.kernel.context import Claim
from symsoft.kernel.terms import num
from symsoft.language.reader import Scope
from symsoft.mutate import judging
from symsoft.mutate.making import mutants
from symsoft.mutate.points import agreement
from symsoft.prover.decide import decide_claim, prove

K = dim("K")
i, j, k = indices("i j k", K)
z = vector("z", K)
c = scalar("c", positive=True)
p = softmax(z)


def judged(claim, given=()):
    """Every mutant of a claim by what it writes, judged."""
    scope = Scope()
    hypotheses = [scope.hypothesis(h) for h in given]
    read = scope.claim(claim)
    context = scope.context(hypotheses)
    original = decide_claim(context, read).theorem
    assert original is not None
    return {(m.old, m.new): judging.judge(original, m, (), 5) for m in mutants(context, read)}


def test_a_false_mutant_is_killed_with_numbers():
    found = judged(Eq(log(p[i]) - log(p[j]), z[i] - z[j]))
    sign = found["z_i − z_j", "z_i + z_j"]
    assert sign.status == "killed"
    assert sign.counterexample is not None
    assert sign.evidence.startswith("fails at K = ")
    assert all(j.status != "survived" for j in found.values())


def test_an_equivalent_mutant_comes_with_its_proof():
    dropped = judged(Eq(z[i] * sum_over(p[k], k), z[i]))["z_i Σ_k p_k", "z_i"]
    assert dropped.status == "equivalent"
    _, proof = dropped.theorems
    assert proof.claim.rel == "="


def test_a_weaker_relation_is_also_true():
    found = judged(Lt(0, p[i]))
    weaker = next(j for (old, new), j in found.items() if (old, new) in {("<", "≤"), (">", "≥")})
    assert weaker.status == "also true"
    assert "weaker than the original" in weaker.evidence


def test_the_strict_relation_is_killed_where_only_the_weak_one_holds():
    assert judged(Le(p[i], 1))["≤", "<"].status == "killed"


def test_a_spare_hypothesis_is_told_from_one_that_is_needed():
    found = judged(Ge(c * z[i], 0), given=[z[i] >= 0, z[j] >= 1])
    status = {old: j.status for (old, new), j in found.items() if new == "nothing"}
    assert status == {"z_i ≥ 0": "killed", "z_j ≥ 1": "also true"}


def test_a_false_theorem_survives(monkeypatch):
    """The net under the kernel holds: were a false claim accepted, balls would say so."""
    true = prove(Eq(sum_over(p[k], k), 1))
    false = Claim("=", true.claim.lhs, num(2))
    wrong = _forged(true, false)
    assert agreement(wrong, float("inf")).contradiction is not None
    mutant = next(m for m in mutants(true.context, true.claim) if m.side == "right")
    monkeypatch.setattr(judging, "_replays", lambda theorem: True)
    found = judging.judge_proved(true, replace(mutant, claim=false), wrong, 5)
    assert found.status == "survived"
    assert "fails at" in found.evidence


def test_a_theorem_that_does_not_replay_survives():
    true = prove(Eq(sum_over(p[k], k) * exp(z[i]), exp(z[i])))
    mutant = next(m for m in mutants(true.context, true.claim) if m.side == "left")
    forged = _forged(true, Claim("=", true.claim.lhs, num(2)))
    assert not judging._replays(forged)
    assert judging._replays(true)
    assert judging.judge_proved(true, mutant, forged, 5).status == "survived"


def test_a_false_mutant_survives_if_the_kernel_takes_the_proof_of_the_original(monkeypatch):
    """A search that ends with numbers has not asked the kernel for all that it might accept."""
    true = prove(Eq(log(p[i]) - log(p[j]), z[i] - z[j]))
    mutant = next(m for m in mutants(true.context, true.claim) if m.new == "z_i + z_j")
    assert judging.judge(true, mutant, (), 5).status == "killed"
    monkeypatch.setattr(judging, "check", lambda *about: _forged(true, mutant.claim))
    found = judging.judge(true, mutant, (), 5)
    assert found.status == "survived"
    assert found.evidence.startswith("proved, yet it fails at")


def _forged(theorem, claim):
    """What a broken kernel could make: a theorem of a claim that the proof does not show."""
    forged = object.__new__(type(theorem))
    for name in ("context", "conditions", "proof", "steps", "key"):
        object.__setattr__(forged, name, getattr(theorem, name))
    object.__setattr__(forged, "claim", claim)
    return forged


@pytest.mark.parametrize(
    "claim", [Le(p[i], 1), Eq(sum_over(p[k], k), 1), Eq(Limit(exp(-c * 2), c, oo), 0)]
)
def test_balls_confirm_at_every_size(claim):
    theorem = prove(claim)
    seen = agreement(theorem, float("inf"))
    assert seen.contradiction is None
    assert seen.count > 0
    if theorem.claim.lhs.op != "lim":
        assert seen.sizes == (1, 2, 3, 4)
