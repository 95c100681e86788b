"""False claims are refuted at small points; hypotheses are met exactly or not at all."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from fractions import Fraction

import pytest

from symsoft.kernel.context import Claim, Context, Dimension, Hypothesis
from symsoft.refuter import Point, instances, instantiate, refute, survives, witness
from tests.refuter.terms_for_tests import (
    CONTEXT,
    LSE,
    MAX,
    ONE,
    SUMS_TO_ONE,
    UNIQUE,
    D,
    K,
    S,
    Z,
    add,
    binder,
    c,
    d,
    div,
    eq,
    every,
    exp,
    f,
    given,
    i,
    j,
    k,
    le,
    lit,
    log,
    lt,
    m,
    mk,
    mul,
    neg,
    num,
    p,
    power,
    q,
    sqrt,
    sub,
    total,
    x,
    y,
    z,
)

G = mk("app", "g", 0, x)

FALSE: dict[str, tuple[Context, Claim]] = {
    "jacobian, index swapped": (CONTEXT, eq(D(z(j), p(i)), mul(p(i), sub(d(i, j), p(i))))),
    "hessian, index swapped": (
        CONTEXT,
        eq(D(z(i), D(z(j), LSE)), sub(mul(d(i, j), p(i)), mul(p(j), p(j)))),
    ),
    "hypothesis differentiated": (given(SUMS_TO_ONE), eq(D(y(j), total(k, y(k))), num(0))),
    "hypothesis on a shadowed index": (given(eq(z(i), MAX)), eq(total(k, z(k)), mul(K, MAX))),
    "p_i < 1": (CONTEXT, lt(p(i), ONE)),
    "root of a square": (CONTEXT, eq(sqrt(power(x, 2)), x)),
    "product of sums": (CONTEXT, eq(power(total(k, z(k)), 2), total(k, power(z(k), 2)))),
    "one-hot at ties": (CONTEXT, eq(total(k, mk("iv", "=", z(k), MAX)), ONE)),
    "every maximum is unique": (given(eq(z(i), MAX)), lt(z(j), add(z(i), d(i, j)))),
    "empty sum": (CONTEXT, lt(num(0), total(k, exp(z(k)), 1, 1))),
    "lse is max": (CONTEXT, eq(LSE, MAX)),
    "unknown function": (CONTEXT, eq(D(x, f(x)), f(x))),
    "positive function": (CONTEXT, le(G, ONE)),
    "exact equality": (CONTEXT, Claim("!=", exp(sub(x, c)), ONE)),
    "same term": (CONTEXT, Claim("!=", log(S), log(S))),
    "greater": (CONTEXT, Claim(">", x, c)),
    "cross-entropy gradient without its hypothesis": (
        CONTEXT,
        eq(D(z(j), neg(total(k, mul(y(k), log(p(k)))))), sub(p(j), y(j))),
    ),
    "normalised logits": (given(eq(Z, ONE)), eq(p(i), exp(add(z(i), x)))),
    "second equation": (given(eq(add(x, c), num(3)), eq(sub(x, c), ONE)), eq(x, ONE)),
    "defined vector": (given(every(k, eq(z(k), log(q(k))))), eq(p(i), q(i))),
    "far out": (CONTEXT, le(x, num(50))),
    "z_5": (CONTEXT, eq(z(lit(5)), num(0))),
}


@pytest.mark.parametrize("name", FALSE)
def test_is_refuted(name: str) -> None:
    context, claim = FALSE[name]
    found = refute(context, claim)
    assert found is not None
    assert not survives(context, claim, [found.point])
    assert survives(context, eq(claim.lhs, claim.lhs), [found.point])


def test_prints_the_smallest_counterexample() -> None:
    found = refute(CONTEXT, eq(D(z(j), sub(z(i), LSE)), sub(d(i, j), p(i))))
    assert found is not None
    assert (found.dims, found.indices) == ({"K": 2}, {"i": 1, "j": 2})
    assert found.values == {"z": (Fraction(1), Fraction(0))}
    assert str(found) == (
        "fails at K = 2, i = 1, j = 2, z = (1, 0):   left −0.2689…, right −0.7310…"
    )
    assert json.loads(json.dumps(found.to_data()))["left"] == "−0.2689…"


def test_prints_digits_enough_to_tell_the_sides_apart() -> None:
    found = refute(CONTEXT, eq(add(exp(num(1)), exp(num(-20))), exp(num(1))))
    assert str(found) == "fails:   left 2.71828183…, right 2.71828182…"


def test_prints_functions() -> None:
    found = refute(CONTEXT, eq(D(x, f(x)), mul(num(2), x)))
    assert found is not None
    assert str(found) == "fails at x = 1, f(x) = x:   left 1, right 2"


def test_numbers_too_long_to_print_are_passed_over() -> None:
    claim = le(exp(exp(mul(num(100), add(power(x, 2), ONE)))), num(0))
    assert refute(CONTEXT, claim) is None


# --- definedness --------------------------------------------------------------------------------


def test_zero_times_undefined_is_undefined() -> None:
    assert refute(CONTEXT, eq(mul(num(0), log(neg(S))), ONE)) is None


def test_maximum_is_not_differentiable_at_a_tie() -> None:
    found = refute(CONTEXT, eq(D(z(i), MAX), num(2)))
    assert found is not None and found.dims == {"K": 1}
    tied = given(every(k, eq(z(k), x)), Hypothesis(le(num(2), K)))
    assert refute(tied, eq(D(z(i), MAX), num(2))) is None


def test_iverson_is_not_differentiable_at_its_edge() -> None:
    assert refute(given(eq(x, num(0))), eq(D(x, mk("iv", "<", x, num(0))), ONE)) is None


def test_absolute_value_is_not_differentiable_at_0() -> None:
    assert refute(given(eq(x, num(0))), eq(D(x, mk("abs", x)), num(7))) is None


def test_power_of_a_negative_number_with_a_symbolic_exponent_is_undefined() -> None:
    assert refute(CONTEXT, eq(power(neg(S), c), num(7))) is None


# --- limits -------------------------------------------------------------------------------------

SCALED = div(exp(mul(c, z(i))), total(k, exp(mul(c, z(k)))))
ONE_HOT = binder("lim", "c", "real", "", mk("inf", 1), var=c, body=SCALED)
TIED = div(mk("iv", "=", z(i), MAX), total(k, mk("iv", "=", z(k), MAX)))


def test_one_hot_limit_is_refuted_at_a_tie() -> None:
    found = refute(CONTEXT, eq(ONE_HOT, mk("iv", "=", z(i), MAX)), limits={ONE_HOT: TIED})
    assert found is not None
    assert found.dims == {"K": 2} and found.values["z"] == (0, 0)
    assert refute(CONTEXT, eq(ONE_HOT, TIED), limits={ONE_HOT: TIED}) is None
    assert refute(given(UNIQUE), eq(ONE_HOT, ONE), limits={ONE_HOT: TIED}) is None


def test_a_limit_without_a_value_says_nothing() -> None:
    assert refute(CONTEXT, eq(ONE_HOT, num(7))) is None


def test_infinite_limits() -> None:
    up, down = mk("inf", 1), mk("inf", -1)
    assert refute(CONTEXT, eq(ONE_HOT, up), limits={ONE_HOT: up}) is None
    found = refute(CONTEXT, eq(ONE_HOT, down), limits={ONE_HOT: up})
    assert found is not None and str(found) == "fails:   left ∞, right −∞"
    assert refute(CONTEXT, eq(ONE_HOT, up), limits={ONE_HOT: ONE}) is not None
    assert refute(CONTEXT, eq(add(ONE, ONE_HOT), ONE), limits={ONE_HOT: up}) is None


def test_a_limit_found_with_hypotheses_is_not_differentiated() -> None:
    claim = eq(D(z(j), ONE_HOT), num(7))
    assert refute(CONTEXT, claim, limits={ONE_HOT: z(i)}) is not None
    assert refute(given(SUMS_TO_ONE), claim, limits={ONE_HOT: z(i)}) is None


# --- hypotheses ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "contradiction",
    [
        [lt(x, num(0)), lt(num(0), x)],
        [eq(total(k, y(k)), num(-1))],
        [eq(x, ONE), eq(x, num(2))],
        [lt(K, num(1))],
        [eq(d(i, j), ONE), eq(d(i, j), num(0))],
        [eq(mul(x, x), num(2))],
        [eq(log(neg(S)), num(0))],
    ],
)
def test_no_witness(contradiction: list[Claim]) -> None:
    """The last but one has solutions, but none that is found: None says nothing."""
    assert witness(given(*contradiction)) is None
    assert refute(given(*contradiction), eq(x, add(x, ONE))) is None


def test_witness_meets_hypotheses_and_conditions() -> None:
    condition = Hypothesis(lt(y(i), num(Fraction(1, 4))))
    found = witness(given(SUMS_TO_ONE, UNIQUE), [condition])
    assert found is not None
    entries, at = found.value("y"), found.indices["i"]
    assert sum(entries) == 1 and entries[at - 1] < Fraction(1, 4)
    assert all(found.value("z")[at - 1] > v for n, v in enumerate(found.value("z")) if n != at - 1)
    assert Point.from_data(json.loads(json.dumps(found.to_data()))).to_data() == found.to_data()


def test_witness_of_defined_values_is_a_ball() -> None:
    found = witness(given(every(k, eq(z(k), log(add(q(k), ONE))))))
    assert found is not None and not found.exact
    assert "z = (0.6931…)" in str(found)
    again = Point.from_data(found.to_data())
    assert str(again) == str(found)


def test_witness_without_hypotheses_names_everything() -> None:
    assert str(witness(Context({"K": Dimension(3)}))) == "K = 3"


def test_hypotheses_about_all_reals_need_a_proof() -> None:
    even = Hypothesis(eq(f(x), f(neg(x))), (x,))
    claim = eq(f(ONE, 1), num(0))
    assert refute(given(even), claim) is None
    asked: list[Hypothesis] = []

    def proves(h: Hypothesis, point: Point) -> bool:
        asked.append(h)
        return str(point.functions["f"]) == "x^2"

    found = refute(given(even), claim, proves=proves)
    assert found is not None and str(found.point) == "f(x) = x^2"
    assert not asked[0].names and asked[0].claim.lhs.op == "mul"


def test_hypotheses_about_all_reals_are_asked_with_numbers_put_in() -> None:
    grows = Hypothesis(eq(f(x), exp(mul(c, x))), (x,))
    asked: list[Hypothesis] = []

    def proves(h: Hypothesis, point: Point) -> bool:
        asked.append(h)
        return str(point.functions["f"]) == "e^x" and "c" not in h.names

    found = witness(given(grows), proves=proves)
    assert found is not None and found.value("c") == 1
    assert all(not h.names for h in asked)


def test_guards_may_speak_of_values() -> None:
    context = given(every(k, eq(z(k), num(0)), lt(y(k), ONE)), eq(total(k, y(k)), ONE))
    assert refute(context, eq(mul(z(i), sub(y(i), ONE)), num(0))) is None
    assert refute(context, eq(z(i), num(0))) is not None


# --- instances ----------------------------------------------------------------------------------


def test_instances_satisfy_the_hypotheses() -> None:
    points = list(instances(given(SUMS_TO_ONE), eq(y(i), ONE), count=12))
    assert len(points) == 12
    assert all(sum(p.value("y")) == 1 and p.exact for p in points)


def test_instantiate_leaves_a_closed_term() -> None:
    point = next(iter(instances(CONTEXT, eq(ONE_HOT, K))))
    shown = instantiate(mul(K, d(i, i), MAX, ONE_HOT), point)
    assert not shown.names and not shown.loose
    assert "sum" not in shown.key


def test_instantiate_agrees_with_evaluation() -> None:
    claim = eq(add(LSE, mul(MAX, p(i)), f(x), total(m, mul(z(m), d(i, m)))), G)
    for point in instances(CONTEXT, claim, count=8):
        assert survives(CONTEXT, eq(instantiate(claim.lhs, point), claim.lhs), [point])
        assert refute(Context(), eq(instantiate(claim.lhs, point), num(1000))) is not None


# --- the same always ----------------------------------------------------------------------------


def test_does_not_depend_on_the_hash_seed() -> None:
    code = (
        "from tests.refuter.test_search import FALSE, refute\n"
        "print([str(refute(*FALSE[n])) for n in FALSE])"
    )
    shown = {
        subprocess.run(
            [sys.executable, "-c", code],
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("0", "1")
    }
    assert len(shown) == 1


def test_a_passed_deadline_finds_nothing() -> None:
    assert refute(CONTEXT, lt(x, num(0)), deadline=0.0) is None
