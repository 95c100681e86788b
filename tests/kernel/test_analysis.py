"""Integrals, slopes, derivatives and instances of statements, and their false neighbours."""

from fractions import Fraction

import pytest

from symsoft.kernel import (
    Array,
    Claim,
    Context,
    Dimension,
    Function,
    Hypothesis,
    Index,
    KernelError,
    check,
)
from symsoft.kernel import Scalar as Real
from symsoft.kernel.terms import (
    ONE,
    ZERO,
    add,
    binder,
    div,
    exp,
    log,
    mk,
    mul,
    neg,
    num,
    power,
    sub,
    total,
    var,
)

ALGEBRA = {"rule": "algebra"}
SIGN = {"rule": "sign"}
a, c, x = var("a", "positive"), var("c"), var("x")
real, positive = var("@x"), var("@x", "positive")
k, i = mk("ix", "k", "K"), mk("ix", "i", "K")
INF, MINUS_INF = mk("inf", 1), mk("inf", -1)
CONTEXT = Context(
    {
        "K": Dimension(),
        "i": Index("K"),
        "k": Index("K"),
        "z": Array(("K",)),
        "a": Real("positive"),
        "c": Real(),
        "x": Real(),
        "f": Function(),
        "g": Function("positive"),
    }
)


def f(t, order=0):
    return mk("app", "f", order, t)


def z(index):
    return mk("entry", "z", index)


def integral(low, high, body):
    return binder("int", "x", low, high, var=x, body=body)


def shown(t, value, region, primitive, then=ALGEBRA, context=CONTEXT, **ends):
    steps = {"low": [], "high": [], **ends}
    proof = {"rule": "integral", "region": region, "primitive": primitive, "then": then, **steps}
    return check(context, Claim("=", t, value), proof)


def refused(*args, **kwargs):
    with pytest.raises(KernelError):
        shown(*args, **kwargs)


# --- integrals ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("primitive", "value"),
    [(real, 1), (power(real, 2), 1), (neg(div(power(real, 2), num(2))), Fraction(-1, 2))],
)
def test_an_antiderivative_has_the_integrand_as_its_derivative(primitive, value):
    t = integral(ZERO, ONE, x)
    shown(t, num(Fraction(1, 2)), "real", div(power(real, 2), num(2)))
    refused(t, num(value), "real", primitive)


DECAY = integral(ZERO, INF, exp(neg(mul(a, x))))


def test_an_exponential_density():
    primitive = div(neg(exp(neg(mul(a, real)))), a)
    shown(DECAY, div(ONE, a), "real", primitive)
    for wrong in (ONE, a, neg(div(ONE, a)), ZERO, INF):
        refused(DECAY, wrong, "real", primitive)
    for bad in (
        exp(neg(mul(a, real))),
        neg(primitive),
        decay_by(c),
        log(real),
    ):
        refused(DECAY, div(ONE, a), "real", bad)


def decay_by(rate):
    return div(neg(exp(neg(mul(rate, real)))), rate)


def test_an_integral_that_diverges():
    growing = integral(ZERO, INF, exp(x))
    shown(growing, INF, "real", exp(real))
    refused(growing, MINUS_INF, "real", exp(real))
    refused(growing, num(-1), "real", exp(real))
    refused(integral(MINUS_INF, ZERO, exp(neg(x))), INF, "real", neg(exp(neg(real))))


def test_the_rate_must_be_positive():
    refused(
        integral(ZERO, INF, exp(neg(mul(c, x)))),
        div(ONE, c),
        "real",
        decay_by(c),
    )


def test_a_pole_between_the_ends():
    """1/x has no integral over -1..1, though log |x| is an antiderivative off 0."""
    pole = integral(num(-1), ONE, div(ONE, x))
    for region in ("real", "positive", "between"):
        for primitive in (log(mk("abs", real)), log(real), log(positive), ZERO):
            refused(pole, ZERO, region, primitive)
    refused(integral(num(-1), ONE, power(x, -2)), num(-2), "real", neg(power(real, -1)))


def test_a_step_is_no_antiderivative_of_zero():
    step = mk("iv", ">", real, ZERO)
    refused(integral(num(-1), ONE, ZERO), ONE, "real", step)
    refused(integral(num(-1), ONE, ZERO), ONE, "between", step)


def test_the_logarithm_on_the_positive_numbers():
    shown(integral(ONE, a, div(ONE, x)), log(a), "positive", log(positive))
    refused(integral(ONE, a, div(ONE, x)), neg(log(a)), "positive", log(positive))
    theorem = shown(integral(ONE, c, div(ONE, x)), log(c), "positive", log(positive))
    assert theorem.conditions == (Hypothesis(Claim(">", c, ZERO)),)
    refused(integral(ONE, c, div(ONE, x)), log(mk("abs", c)), "positive", log(positive))
    refused(integral(neg(a), ONE, div(ONE, x)), log(a), "positive", log(positive))
    refused(integral(ZERO, ONE, div(ONE, x)), ZERO, "positive", log(positive))


def test_ends_in_the_wrong_order_or_unknown():
    """Between c and 0 there may be no number at all, and then anything has the derivative 0."""
    empty = integral(c, c, ZERO)
    step = mk("iv", ">", real, c)
    refused(empty, ONE, "between", step)
    refused(integral(a, ZERO, ONE), a, "between", mul(num(-1), real))
    refused(integral(c, x, ONE), sub(x, c), "between", real)
    shown(integral(a, ZERO, ONE), neg(a), "real", real)
    shown(integral(ZERO, a, ONE), a, "between", real)


def test_the_integral_of_an_unknown_derivative():
    shown(integral(ZERO, c, f(x, 1)), sub(f(c), f(ZERO)), "real", f(real))
    refused(integral(ZERO, c, f(x, 1)), f(c), "real", f(real))
    refused(integral(ZERO, INF, f(x, 1)), neg(f(ZERO)), "real", f(real))


def test_an_unproved_integral_may_not_be_spoken_of():
    """0 times an integral that may not exist is not 0."""
    unknown = integral(ZERO, INF, f(x))
    for claim in (
        Claim("=", unknown, unknown),
        Claim("=", mul(ZERO, unknown), ZERO),
        Claim("=", integral(ZERO, INF, mul(c, f(x))), mul(c, unknown)),
    ):
        with pytest.raises(KernelError):
            check(CONTEXT, claim, ALGEBRA)
    given = CONTEXT.assume(Hypothesis(Claim("=", unknown, a)))
    check(given, Claim("=", integral(ZERO, INF, mul(c, f(x))), mul(c, unknown)), ALGEBRA)
    scaled = CONTEXT.assume(Hypothesis(Claim("=", integral(ZERO, INF, mul(c, f(x))), a)))
    with pytest.raises(KernelError):
        check(scaled, Claim("=", unknown, unknown), ALGEBRA)


def test_a_parameter_of_the_integrand_is_a_condition():
    scaled = integral(ZERO, ONE, div(x, c))
    theorem = shown(scaled, div(ONE, mul(num(2), c)), "real", div(power(real, 2), mul(num(2), c)))
    assert theorem.conditions == (Hypothesis(Claim("!=", c, ZERO)),)


# --- slopes -------------------------------------------------------------------------------------


def by_slope(claim, low, high, region, function, slope=ALGEBRA, context=CONTEXT):
    ends = {"low": low, "high": high, "region": region}
    return check(context, claim, {"rule": "slope", "function": function, "slope": slope, **ends})


def test_what_has_no_slope_is_constant():
    flat = Hypothesis(Claim("=", f(x, 1), ZERO), (x,))
    context = CONTEXT.assume(flat)
    use = {"rule": "instance", "hypothesis": 0, "at": [real], "then": SIGN}
    claim = Claim("=", f(c), f(ZERO))
    by_slope(claim, ZERO, c, "real", f(real), use, context)
    for wrong in (Claim("=", f(c), ZERO), Claim("<", f(c), f(ZERO)), Claim("!=", f(c), f(ZERO))):
        with pytest.raises(KernelError):
            by_slope(wrong, ZERO, c, "real", f(real), use, context)
    with pytest.raises(KernelError):
        by_slope(claim, ZERO, c, "real", f(real), SIGN)


def test_a_step_has_no_slope_but_is_not_constant():
    step = mk("iv", ">", real, ZERO)
    claim = Claim("=", mk("iv", ">", c, ZERO), mk("iv", ">", num(-1), ZERO))
    for region in ("real", "positive", "between"):
        with pytest.raises(KernelError):
            by_slope(claim, num(-1), c, region, step)


def test_an_increasing_function():
    by_slope(Claim(">", exp(a), exp(ZERO)), ZERO, a, "real", exp(real), SIGN)
    with pytest.raises(KernelError):  # c may be negative
        by_slope(Claim(">", exp(c), exp(ZERO)), ZERO, c, "real", exp(real), SIGN)
    with pytest.raises(KernelError):
        by_slope(Claim("<", exp(a), exp(ZERO)), ZERO, a, "real", exp(real), SIGN)
    with pytest.raises(KernelError):  # 0 lies at the border: 1/x jumps there
        by_slope(Claim("<", div(ONE, a), ZERO), ZERO, a, "positive", div(ONE, positive), SIGN)


def test_an_end_may_lie_at_the_border_where_the_function_is_defined():
    """sqrt(1 + x) and x log(1 + x) are defined at 0; log x and 1/x are not."""
    between = ZERO, a, "between"
    at = lambda make: (Claim(">", make(a), make(ZERO)), *between, make(real))  # noqa: E731
    by_slope(*at(lambda t: power(add(ONE, t), num(Fraction(1, 2)))), SIGN)
    by_slope(*at(lambda t: log(add(ONE, t))), SIGN)
    for undefined in (
        log,
        lambda t: neg(div(ONE, t)),
        lambda t: neg(power(t, num(Fraction(-1, 2)))),
    ):
        with pytest.raises(KernelError):
            by_slope(*at(undefined), SIGN)


@pytest.mark.parametrize(
    "jump",
    [
        lambda t: mk("iv", ">", t, ZERO),
        lambda t: mk("iv", "=", t, ZERO),
        lambda t: mk("if", mk("iv", "=", t, ZERO), num(5), t),
        lambda t: mk("deriv", real, mk("abs", t)) if t is real else ZERO,
    ],
)
def test_a_jump_at_the_border_is_no_slope(jump):
    for rel in ("<", "<=", "=", ">=", ">"):
        for proof in (ALGEBRA, SIGN):
            with pytest.raises(KernelError):
                claim = Claim(rel, jump(a), jump(ZERO))
                by_slope(claim, ZERO, a, "between", jump(real), proof)


def test_equal_ends_show_no_strict_order():
    context = CONTEXT.declare("n", Real("nonnegative"))
    n = var("n", "nonnegative")
    for region in ("between", "real"):
        by_slope(Claim(">=", exp(n), exp(ZERO)), ZERO, n, region, exp(real), SIGN, context)
        with pytest.raises(KernelError):
            by_slope(Claim(">", exp(n), exp(ZERO)), ZERO, n, region, exp(real), SIGN, context)


# --- parts and changes of variable ----------------------------------------------------------------


def exact(low, high, primitive, region="real"):
    """A proof of an integral by an antiderivative of all reals."""
    ends = {"low": [], "high": []}
    return {"rule": "integral", "region": region, "primitive": primitive, "then": ALGEBRA, **ends}


def in_parts(low, high, at, value, values, body=x, primitive=None):
    primitive = div(power(real, 2), num(2)) if primitive is None else primitive
    parts = [exact(low, at, primitive), exact(at, high, primitive)]
    proof = {"rule": "split", "at": at, "values": values, "parts": parts, "then": ALGEBRA}
    return check(CONTEXT, Claim("=", integral(low, high, body), value), proof)


def test_an_integral_in_two_parts():
    half = num(Fraction(1, 2))
    in_parts(num(-1), ONE, ZERO, ZERO, [neg(half), half])
    with pytest.raises(KernelError):  # the values are those of the parts
        in_parts(num(-1), ONE, ZERO, ONE, [half, half])
    with pytest.raises(KernelError):
        in_parts(num(-1), ONE, ZERO, half, [neg(half), half])
    for outside in (num(2), num(-3), ONE, num(-1), c):
        value = div(sub(power(outside, 2), ONE), num(2))
        with pytest.raises(KernelError):
            in_parts(num(-1), ONE, outside, ZERO, [value, neg(value)])


def test_a_pole_may_not_be_split_off():
    """1/x is not integrable at 0, though -1/x^2 vanishes the same on both sides."""
    with pytest.raises(KernelError):
        in_parts(num(-1), ONE, ZERO, num(-2), [ONE, ONE], power(x, -2), neg(power(real, -1)))


def substituted(claim, shift, scale, context, then=None):
    then = then or {"rule": "algebra", "with": [[0, BELL]]}
    return check(
        context, claim, {"rule": "substitute", "shift": shift, "scale": scale, "then": then}
    )


BELL = integral(MINUS_INF, INF, exp(neg(power(x, 2))))
KNOWN = CONTEXT.assume(Hypothesis(Claim("=", BELL, c)))


def test_a_change_of_variable():
    moved = integral(MINUS_INF, INF, exp(neg(power(div(sub(x, c), a), 2))))
    substituted(Claim("=", moved, mul(a, c)), c, a, KNOWN)
    for wrong in (c, mul(power(a, 2), c), div(c, a)):
        with pytest.raises(KernelError):
            substituted(Claim("=", moved, wrong), c, a, KNOWN)
    for shift, scale in ((c, neg(a)), (c, c), (c, ZERO), (ZERO, a), (c, ONE), (log(c), a)):
        with pytest.raises(KernelError):
            substituted(Claim("=", moved, mul(a, c)), shift, scale, KNOWN)


def test_a_change_of_variable_moves_finite_ends():
    body, then = exp(sub(x, ONE)), exact(ZERO, ONE, exp(real))
    substituted(Claim("=", integral(ONE, num(2), body), sub(exp(ONE), ONE)), ONE, ONE, KNOWN, then)
    with pytest.raises(KernelError):
        substituted(
            Claim("=", integral(ONE, num(2), body), sub(exp(ONE), ONE)), ZERO, ONE, KNOWN, then
        )


# --- statements for all numbers -----------------------------------------------------------------

SHIFT = Hypothesis(Claim("=", f(add(x, c)), add(f(x), c)), (x, c))


def test_an_instance_must_fit():
    given = Hypothesis(Claim(">", f(a), ONE), (a,))
    context = CONTEXT.assume(given)

    def at(value):
        proof = {"rule": "instance", "hypothesis": 0, "at": [value], "then": SIGN}
        return check(context, Claim(">", f(value), ONE), proof)

    at(a), at(num(3)), at(exp(c))
    for bad in (c, ZERO, num(-1), i, log(a), div(ONE, c)):
        with pytest.raises(KernelError):
            at(bad)


def test_guards_are_met_before_an_instance_is_used():
    guard = Claim("=", mk("delta", k, i), ZERO)
    context = CONTEXT.assume(Hypothesis(Claim("<", z(k), z(i)), (k,), (guard,)))
    proof = {"rule": "instance", "hypothesis": 0, "at": [i], "then": SIGN}
    with pytest.raises(KernelError):
        check(context, Claim("<", z(i), z(i)), proof)


def test_an_equation_for_all_numbers_is_differentiated():
    then = {"rule": "instance", "hypothesis": 1, "at": [x, ZERO], "then": SIGN}
    proof = {"rule": "differentiate", "hypothesis": 0, "by": c, "then": then}
    check(CONTEXT.assume(SHIFT), Claim("=", f(x, 1), ONE), proof)
    with pytest.raises(KernelError):
        check(CONTEXT.assume(SHIFT), Claim("=", f(x, 1), ZERO), proof)


@pytest.mark.parametrize(
    "given, by",
    [
        (Hypothesis(Claim("=", f(c), ONE)), c),  # one number only
        (Hypothesis(Claim("<", f(c), ONE), (c,)), c),
        (Hypothesis(Claim("=", f(c), ONE), (c,), (Claim(">", c, ZERO),)), c),
        (Hypothesis(Claim("=", total(k, z(k)), ONE)), z(i)),
        (Hypothesis(Claim("=", mk("abs", c), f(c)), (c,)), c),
        (SHIFT, x.args[0]),
    ],
)
def test_other_statements_are_not_differentiated(given, by):
    for order in (ZERO, ONE):
        proof = {"rule": "differentiate", "hypothesis": 0, "by": by, "then": SIGN}
        with pytest.raises(KernelError):
            check(CONTEXT.assume(given), Claim("=", f(c, 1), order), proof)


# --- theorems used at values --------------------------------------------------------------------


def test_a_theorem_is_used_at_values_of_its_domain():
    there = Context({"a": Real("positive"), "c": Real()})
    theorem = check(there, Claim(">", add(a, power(c, 2)), ZERO), SIGN)

    def cited(claim, **at):
        return check(CONTEXT, claim, {"rule": "lemma", "theorem": theorem, "at": at, "then": SIGN})

    cited(Claim(">", add(exp(c), power(x, 2)), ZERO), a=exp(c), c=x)
    with pytest.raises(KernelError):
        cited(Claim(">", add(c, power(x, 2)), ZERO), a=c, c=x)
    for bad in ({"a": i}, {"a": log(c)}, {"b": ONE}, {"K": ONE}, {"a": ["k", z(k)]}):
        with pytest.raises(KernelError):
            cited(Claim(">", ONE, ZERO), **bad)


def test_an_index_of_the_value_is_not_captured():
    """From sum_k (u_k - u_i) = 0 for equal entries nothing follows about u_k = z_k z_i."""

    def u(index):
        return mk("entry", "u", index)

    equal = Hypothesis(Claim("=", u(k), c), (k,))
    names = {"K": Dimension(), "i": Index("K"), "k": Index("K"), "u": Array(("K",)), "c": Real()}
    claim = Claim("=", total(k, sub(u(k), u(i))), ZERO)
    theorem = check(Context(names, (equal,)), claim, {"rule": "algebra", "with": [[0, u(k)]]})

    def cited(entry, value):
        at = {"i": i, "u": ["k", entry], "c": value}
        proof = {"rule": "lemma", "theorem": theorem, "at": at, "then": ALGEBRA}
        return check(CONTEXT, Claim("=", ZERO, ZERO), proof)

    cited(x, x)
    for entry, value in ((z(k), z(k)), (z(k), z(i)), (mul(z(k), z(i)), x), (x, z(i))):
        with pytest.raises(KernelError):
            cited(entry, value)
