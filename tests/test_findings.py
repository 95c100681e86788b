"""Steps of a derivation that speak of a point: what is not true, not defined, or a number."""

import json

import pytest
from sympy import Derivative, Eq, Gt, Integral, Le, Limit, Ne, Rational, exp, oo

from symsoft import (
    Derivation,
    delta,
    dim,
    indices,
    matrix,
    max_over,
    min_over,
    scalar,
    softmax,
    sum_over,
    vector,
)
from symsoft.derivation import DerivationError, StepFailed
from symsoft.derivation.transcript import transcript
from symsoft.kernel import replay
from symsoft.refuter import recheck

K = dim("K")
i, j, k = indices("i j k", K)
z, y = vector("z", K), vector("y", K)
S = matrix("S", (K, K), symmetric=True)
a = scalar("a")
c = scalar("c", positive=True)
p = softmax(z)
total = sum_over(z[k], k)
plain = z[i] / total
least = min_over(z[k], k)
TRUE = Eq(sum_over(p[k], k), 1, evaluate=False)


def derivation(**options):
    return Derivation("sample", **{"title": "Sample", **options})


def findings(d):
    """All findings of a derivation, each evaluated again from its certificate."""
    found = [f for shown in d.checked().findings for f in shown.findings]
    for finding in found:
        assert recheck(json.loads(json.dumps(finding.certificate))) == finding
    return found


# --- the page's own failures and numbers --------------------------------------------------------


def test_row_1_scale():
    d = derivation()
    d.calc(c * z[i] / sum_over(c * z[k], k)).eq(plain, "$c$ cancels")
    d.refute(Eq(softmax(c * z)[i], p[i]), "softmax notices the scale", at={z: [1, 2], c: 10})
    d.value(p[i], ["0.26894142", "0.73105858"], at={z: [1, 2]})
    d.value(p[i], ["0.0000453978687", "0.999954602"], at={z: [10, 20]})
    d.value(plain, [Rational(1, 3), "2/3"], at={z: [1, 2]})
    d.value(plain, ["1/3", "2/3"], at={z: [10, 20]})
    theorem = d.check()
    assert replay(theorem.certificate).claim == theorem.claim
    assert [str(f.sides[0]) for f in findings(d)[-2:]] == ["1/3", "2/3"]


def test_row_7_only_the_diagonal():
    d = derivation()
    short = Eq(Derivative(p[i], z[j]), p[i] * (1 - p[i]))
    d.have(short.subs(j, i), "on the diagonal")
    d.refute(short, "off the diagonal", given=[Ne(i, j)])
    d.conclude(Eq(Derivative(p[i], z[j]), p[i] * (delta(i, j) - p[j])), "everywhere")
    d.check()
    (found,) = findings(d)
    assert found.point.indices["i"] != found.point.indices["j"]


def test_row_14_no_division_by_zero():
    d = derivation()
    d.undefined(plain, "the sum is zero", at={z: [-2, -1, 1, 2]})
    d.conclude(Gt(sum_over(p[k], k), 0))
    d.check()
    assert [f.point.indices["i"] for f in findings(d)] == [1, 2, 3, 4]
    assert d.checked().conditions == ()


def test_row_15_the_least_is_forced_to_zero():
    shifted = (z[i] - least) / sum_over(z[k] - least, k)
    d = derivation()
    d.value(shifted, [0, "1/3", "2/3"], at={z: [1, 2, 3]})
    d.undefined(shifted, at={z: [1, 1, 1]})
    d.refute(Gt(shifted, 0), "the least gets nothing")
    d.check()
    assert findings(d)[-1].sides[0].low == 0


def test_row_16_ties_in_the_limit():
    share, top = softmax(c * z)[i], max_over(z[k], k)
    d = derivation()
    one_hot = Eq(Limit(share, c, oo), 1)
    d.refute(one_hot, "there may be ties", given=[Eq(z[i], top)])
    d.refute(one_hot, "as here", given=[Eq(z[i], top)], at={z: [1, 1, 0]})
    d.refute(Eq(Limit(c * exp(z[i]), c, oo), 5), "it grows", at={z: [0]})
    d.check()
    assert [str(f).partition(":   ")[2] for f in findings(d)] == [
        "left 1/2, right 1",
        "left 1/2, right 1",
        "left ∞, right 5",
    ]
    d = derivation().refute(Eq(sum_over(Limit(z[k] / c, c, oo), k), 1))
    assert [len(f.limits) for f in findings(d)] == [1]  # within a sum: shown at the point only


# --- what a derivation of points alone is -------------------------------------------------------


def test_without_theorem_check_returns_the_last_finding():
    d = derivation().refute(Le(z[i], z[j]), "in no order").value(c + 1, 3, at={c: 2})
    found = d.check()
    assert (found.kind, str(found)) == ("value", "= 3 at c = 2")
    assert d.check() is found
    checked = d.checked()
    assert (checked.theorem, checked.complete, checked.status) == (None, True, "shown")
    with pytest.raises(DerivationError, match="sample states no theorem"):
        _ = checked.claim


def test_it_cannot_be_cited_as_a_theorem():
    false = derivation().refute(Le(z[i], z[j]))
    d = Derivation("citing", title="").have(TRUE, "", using=false)
    with pytest.raises(DerivationError, match="citing, step 1: sample is no theorem, it speaks of"):
        d.check()


def test_a_refuted_claim_proves_nothing():
    d = derivation().refute(Le(z[i], z[j])).have(Le(z[i], z[j] + c))
    with pytest.raises(StepFailed, match="step 2: refuted"):
        d.check()
    d = derivation().refute(Le(z[i], z[j]), given=[z[i] > 1]).have(TRUE)
    assert d.check().context.hypotheses == ()
    assert d.checked().results == (d.check(),)


def test_findings_may_follow_conclude_and_nothing_else():
    d = derivation().conclude(TRUE).value(c, 1, at={c: 1})
    assert d.check() is d.checked().sections[-1].theorem
    with pytest.raises(DerivationError, match="nothing may follow conclude"):
        d.have(TRUE)


def test_hypotheses_hold_at_the_point():
    given = [Eq(sum_over(y[k], k), 1)]
    d = derivation(given=given).refute(Le(y[i], Rational(1, 2)))
    assert sum(findings_values(d)["y"]) == 1
    d = derivation(given=given).refute(Le(y[i], 1), at={y: [2]})
    with pytest.raises(StepFailed, match="the point does not satisfy Σ_k y_k = 1"):
        d.check()
    d = derivation(given=given).value(y[1], 2, at={y: [2]})
    with pytest.raises(StepFailed, match="the point does not satisfy"):
        d.check()
    assert derivation(given=given).value(c, 2, at={c: 2}).check()  # speaks of something else


def findings_values(d):
    d.check()
    return findings(d)[0].counterexample.values


def test_indices_left_out_of_a_refutation_are_searched():
    d = derivation().refute(Le(z[i], z[j]), at={z: [1, 1, 3]})
    d.check()
    assert findings(d)[0].point.indices == {"i": 3, "j": 1}


def test_matrices_and_sizes():
    d = derivation().value(S[i, j], 5, at={S: [[1, 5], [5, 2]], i: 2, j: 1})
    d.value(Derivative(p[i], z[j]), [["1/4", "-1/4"], ["-1/4", "1/4"]], at={z: [0, 0]})
    d.value(K + c, "7/2", at={K: 3, "c": "1/2"})
    assert d.check()


# --- what authors are told ----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("declare", "message"),
    [
        (
            lambda d: d.refute(TRUE),
            "sample, step 1: not refuted\n  Σ_k p_k  =  1\n  it is true: proved",
        ),
        (lambda d: d.refute(Gt(c, 2), at={c: 3}), "the claim holds at c = 3"),
        (lambda d: d.refute(Eq(p[i], p[j]), given=[Eq(i, j)]), "it is true: proved"),
        (lambda d: d.refute(Eq(plain, 2), at={z: [1, -1]}), "the claim is not defined at K = 2"),
        (
            lambda d: d.refute(Eq(Integral(exp(-a), (a, 0, 1)), 5, evaluate=False), at={}),
            "a limit or an integral cannot be evaluated at a point",
        ),
        (lambda d: d.refute(Eq(Limit(p[i] / c, c, oo), 0)), "it is true: proved"),
        (lambda d: d.value(Limit(1 / c, c, oo), 0, at={}), "a limit or an integral cannot be"),
        (lambda d: d.undefined(plain, at={z: [1, 1]}), "it is defined at K = 2, i = 1, z = (1, 1)"),
        (
            lambda d: d.value(p[i], ["0.26894142", "0.73105857"], at={z: [1, 2]}),
            "sample, step 1: not shown\n  p_i\n  its value is 0.7310585786…, not 0.73105857 at",
        ),
        (lambda d: d.value(c, 2, at={c: 1}), "its value is 1, not 2 at c = 1"),
        (lambda d: d.value(c, 2, at={c: -2}), "the value of c must be a positive number"),
        (lambda d: d.value(K, 2, at={K: 10**9}), "the value of K must be from 1 to 10000"),
    ],
)
def test_a_step_that_does_not_hold(declare, message):
    d = derivation()
    declare(d)
    with pytest.raises(StepFailed) as failed:
        d.check()
    assert message in str(failed.value)
    assert d.check(draft=True) is None
    checked = d.checked(draft=True)
    assert (checked.complete, checked.status) == (False, "not proved")
    assert "NOT PROVED: 0 of 1 step" in transcript(checked)


@pytest.mark.parametrize(
    ("declare", "message"),
    [
        (lambda d: d.value(c, 2, at={}), "at= gives no value for c"),
        (lambda d: d.value(c, 2, at={c: 0.5}), "at= takes exact numbers such as 2, Rational"),
        (lambda d: d.value(c, 0.5, at={c: 1}), "write 0.5 in quotes: '0.5' says how many digits"),
        (lambda d: d.value(c, "half", at={c: 1}), "'half' is no number: write '0.2689'"),
        (lambda d: d.value(c, [1, 2], at={c: 1}), "1 values are to be stated, not 2"),
        (lambda d: d.value(c, 1, at={c: 1, z: [1]}), "for z, of which nothing here speaks"),
        (
            lambda d: d.value(c, 1, at={c + 1: 1}),
            "at= gives values to declared names, not to c + 1",
        ),
        (lambda d: d.value(c, 1, at={c: 10**1200}), "numbers of at most a thousand digits"),
        (lambda d: d.value(c, 1, at={c: "1e99999999"}), "at= takes exact numbers such as 2"),
        (lambda d: d.value(c, 1, at=3), "at= takes a dictionary, such as"),
        (lambda d: d.value(z[1], 1, at={z: 1}), "at= gives z the value 1; it takes a list of"),
        (lambda d: d.value(z[1], 1, at={z: []}), "it takes a list of numbers"),
        (lambda d: d.value(z[1] + y[1], 1, at={z: [1], y: [1, 2]}), "at= gives K two values"),
        (lambda d: d.value(z[i], 1, at={z: [1], i: "1/2"}), "i the value 1/2, which is no whole"),
        (lambda d: d.value(S[1, 1], 1, at={S: [[1, 2], [3]]}), "rows of different lengths"),
        (lambda d: d.value(S[1, 1], 1, at={S: [[1, 2], [3, 4]]}), "entries that are not symmetric"),
        (lambda d: d.refute(Gt(z[i], c), at={z: [1]}), "at= gives no value for c"),
        (lambda d: d.refute(True), "SymPy evaluated the claim"),
    ],
)
def test_a_step_that_is_not_well_formed(declare, message):
    d = derivation()
    declare(d)
    with pytest.raises(DerivationError) as refused:
        d.check()
    assert str(refused.value).startswith("tests/test_findings.py:")
    assert "sample, step 1: " in str(refused.value)
    assert message in str(refused.value)


def test_transcript():
    d = derivation()
    d.refute(Eq(p[i], p[j]), "not alike", given=[Ne(i, j)], at={z: [0, 1]})
    d.value(p[1], "0.26…", "as $z$ is", at={z: [1, 2]})
    text = transcript(d.checked())
    assert "Not true:\n    p_i = p_j" in text
    assert "        given i ≠ j\n        fails at K = 2, i = 1, j = 2, z = (0, 1):   left" in text
    assert "        = 0.26… at K = 2, z = (1, 2)\n" in text
    assert text.endswith("shown: 2 of 2 steps")
