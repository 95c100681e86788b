"""Terms: sharing, binders that cannot capture, derivatives that keep their variable, reading."""

import pickle
from fractions import Fraction

import pytest

from symsoft.kernel import Array, Context, Definition, Dimension, Function, Index, KernelError
from symsoft.kernel import Scalar as Real
from symsoft.kernel.data import encode
from symsoft.kernel.normal import Env
from symsoft.kernel.terms import (
    ONE,
    SIGNATURE,
    ZERO,
    Term,
    add,
    binder,
    close,
    div,
    exp,
    fresh,
    from_data,
    ix,
    mk,
    mul,
    num,
    open_,
    power,
    shift,
    subst,
    subst_vector,
    total,
    var,
)

K = "K"
i, j, k = (ix(name, K) for name in "ijk")
c, x, y = var("c"), var("x"), var("y")


def bv(n):
    return mk("bv", n)


def z(index):
    return mk("entry", "z", index)


def w(index):
    return mk("entry", "w", index)


def by(variable, body):
    return mk("deriv", variable, body)


def limit(variable, body, point=ZERO, side=""):
    return binder("lim", variable.args[0], variable.args[1], side, point, var=variable, body=body)


# --- sharing ------------------------------------------------------------------------------------


def test_equal_terms_are_one_object():
    assert add(x, exp(z(i))) is add(x, exp(z(i)))
    assert num(2) is num(Fraction(4, 2))
    assert var("c") is not var("c", "positive")


def test_symmetric_operators_sort_their_arguments():
    assert mk("delta", i, j) is mk("delta", j, i)
    assert mk("sym", "S", j, i) is mk("sym", "S", i, j)
    assert mk("padd", x, y) is mk("padd", y, x)
    assert add(x, y) is not add(y, x)


def test_terms_survive_pickling_as_the_same_object():
    term = total(k, exp(z(k)))
    assert pickle.loads(pickle.dumps(term)) is term


def test_free_names_and_loose_variables():
    body = mul(z(bv(0)), c)
    assert body.loose == 1
    assert body.names == {"z", "c"}
    closed = mk("sum", "k", (K, 1, 0), body)
    assert closed.loose == 0
    assert closed.names == {"z", "c", "K"}
    assert limit(c, mul(c, x)).names == {"x"}


# --- closing and opening ------------------------------------------------------------------------


def test_opening_undoes_closing():
    body = mul(z(k), total(j, mul(w(j), z(k), mk("delta", j, k))))
    assert open_(close(body, k), k) is body
    assert open_(close(body, k), i) is subst(body, {k: i})


def test_the_letter_of_a_binder_captures_nothing():
    inner = total(k, mul(z(k), z(i)))  # sum over k of z_k z_i
    moved = subst(inner, {i: k})
    assert "k" in moved.names
    assert open_(moved.args[2], j) is mul(z(j), z(k))


def test_nested_binders_keep_their_variables_apart():
    nested = total(j, total(k, mul(z(j), w(k), z(i))))
    body = close(nested, i)
    assert open_(body, k).args[2].args[2] is mul(z(bv(1)), w(bv(0)), z(k))
    assert open_(body, bv(0)).args[2].args[2] is mul(z(bv(1)), w(bv(0)), z(bv(2)))


def test_opening_lowers_the_variables_of_binders_further_out():
    body = mul(z(bv(0)), w(bv(1)), mk("sum", "k", (K, 1, 0), mul(z(bv(1)), w(bv(2)))))
    opened = open_(body, i)
    assert opened is mul(z(i), w(bv(0)), mk("sum", "k", (K, 1, 0), mul(z(i), w(bv(1)))))


def test_closing_under_a_loose_variable_makes_room_for_it():
    assert close(mul(z(bv(0)), w(i)), i) is mul(z(bv(1)), w(bv(0)))


def test_shift_leaves_bound_variables_alone():
    term = mk("sum", "k", (K, 1, 0), mul(z(bv(0)), w(bv(1))))
    assert shift(term, 2) is mk("sum", "k", (K, 1, 0), mul(z(bv(0)), w(bv(3))))
    assert shift(total(k, z(k)), 5) is total(k, z(k))


def test_substitution_is_simultaneous():
    assert subst(mul(z(i), w(j)), {i: j, j: i}) is mul(z(j), w(i))
    assert subst(mul(x, y), {x: y, y: add(x, ONE)}) is mul(y, add(x, ONE))


def test_a_bound_variable_that_is_substituted_points_to_the_same_binder():
    inner = total(k, mul(z(k), z(i)))
    assert subst(inner, {i: bv(0)}) is mk("sum", "k", (K, 1, 0), mul(z(bv(0)), z(bv(1))))


def test_an_empty_substitution_changes_nothing():
    term = by(c, total(k, mul(c, z(k))))
    assert subst(term, {}) is term


def test_entries_of_a_vector_are_replaced_under_binders():
    top = mk("max", "k", (K, 1, 0), w(bv(0)))
    term = total(k, mul(z(k), total(j, mul(z(j), z(k)))))

    k_new, j_new = add(w(k), top), add(w(j), top)
    assert subst_vector(term, "z", add(w(bv(0)), top)) is total(
        k, mul(k_new, total(j, mul(j_new, k_new)))
    )


def test_fresh_names_avoid_those_given():
    assert fresh() == "#0"
    assert fresh({"#0"}, frozenset({"#1", "k"})) == "#2"


# --- derivatives --------------------------------------------------------------------------------


def test_indices_of_a_derivative_may_be_replaced():
    term = by(z(j), mul(z(i), z(j)))
    assert subst(term, {j: i}) is by(z(i), mul(z(i), z(i)))
    assert subst(term, {i: mk("lit", 2)}) is by(z(j), mul(z(mk("lit", 2)), z(j)))
    assert open_(close(term, i), k) is by(z(j), mul(z(k), z(j)))


def test_what_a_derivative_holds_fixed_may_be_replaced():
    assert subst(by(c, mul(c, x)), {x: add(y, ONE)}) is by(c, mul(c, add(y, ONE)))


def test_the_variable_of_a_derivative_may_be_renamed():
    assert subst(by(c, mul(c, x)), {c: y}) is by(y, mul(y, x))
    assert subst(by(c, mul(c, x)), {c: z(i)}) is by(z(i), mul(z(i), x))
    assert subst(by(c, mul(c, x)), {c: y, x: c}) is by(y, mul(y, c))


@pytest.mark.parametrize(
    "mapping",
    [
        {x: c},  # d/dc (c x) at x = c would become d/dc c^2
        {x: mul(c, y)},
        {c: x},  # the new variable stands in the derivative already
        {c: add(y, ONE)},  # no variable
        {c: num(2)},
        {c: y, x: exp(y)},  # another replacement brings the new variable
        {c: y, x: y},
        {c: bv(0), x: bv(0)},
        {c: mk("sym", "S", i, j)},
    ],
)
def test_a_substitution_that_changes_a_derivative_is_refused(mapping):
    with pytest.raises(KernelError, match="derivative"):
        subst(by(c, mul(c, x)), mapping)


def test_a_derivative_by_an_entry_holds_its_vector():
    term = by(z(j), mul(z(j), c))
    with pytest.raises(KernelError, match="derivative"):
        subst(term, {c: z(i)})
    with pytest.raises(KernelError, match="derivative"):
        subst(term, {z(i): c})
    with pytest.raises(KernelError, match="derivative"):
        subst_vector(term, "z", w(bv(0)))


def test_a_derivative_by_the_variable_of_a_limit():
    body = limit(c, by(c, mul(c, x))).args[-1]
    assert body is by(bv(0), mul(bv(0), x))
    assert open_(body, y) is by(y, mul(y, x))
    for value in (x, add(y, ONE), ONE, mul(num(-1), y), mk("sym", "S", i, j)):
        with pytest.raises(KernelError, match="derivative"):
            open_(body, value)


def test_opening_under_a_derivative_does_not_bring_in_its_variable():
    body = close(by(c, mul(c, x)), x)
    assert open_(body, y) is by(c, mul(c, y))
    for value in (c, exp(c)):
        with pytest.raises(KernelError, match="derivative"):
            open_(body, value)


def test_two_bound_variables_of_a_derivative_do_not_become_one():
    body = by(bv(0), mul(bv(0), bv(1)))
    with pytest.raises(KernelError, match="derivative"):
        open_(body, bv(0))
    with pytest.raises(KernelError, match="derivative"):
        open_(by(bv(1), mul(bv(0), bv(1))), exp(bv(0)))


# --- normal forms do not see letters ------------------------------------------------------------

CONTEXT = Context(
    {
        "K": Dimension(),
        **{name: Index(K) for name in "ijk"},
        "z": Array((K,)),
        "w": Array((K,), "positive"),
        "c": Real(),
        "x": Real(),
        "y": Real(),
        "f": Function(),
    }
)


def folded(op, letter, body):
    return mk(op, letter, (K, 1, 0), body)


@pytest.mark.parametrize("op", ["sum", "prod", "max", "min"])
def test_the_hint_of_a_range_does_not_matter(op):
    env = Env(CONTEXT)
    left, right = (folded(op, letter, z(bv(0))) for letter in ("k", "another"))
    assert left is not right
    assert env.canonical(left) is env.canonical(right)


def test_the_hints_of_nested_binders_do_not_matter():
    env = Env(CONTEXT)

    def nested(a, b):
        return folded("sum", a, folded("max", b, mul(z(bv(0)), w(bv(1)))))

    forms = {env.canonical(nested(a, b)) for a in "ijz" for b in ("i", "j", "", "#0")}
    assert len(forms) == 1


def test_the_hint_of_a_limit_or_an_integral_does_not_matter():
    env = Env(CONTEXT)
    for head in (("lim", "real", "", ZERO), ("int", ZERO, ONE)):
        op, *rest = head
        left, right = (mk(op, letter, *rest, mul(x, exp(bv(0)))) for letter in "cx")
        assert env.canonical(left) is env.canonical(right)


def test_the_order_of_summation_does_not_matter():
    env = Env(CONTEXT)
    one = total(i, total(j, mul(z(i), exp(mul(z(i), w(j))))))
    other = total(j, total(i, mul(z(i), exp(mul(z(i), w(j))))))
    assert env.equal(one, other)


# --- definitions --------------------------------------------------------------------------------


def softmax(index):
    return div(exp(z(index)), total(k, exp(z(k))))


DEFINED = (
    CONTEXT.declare("p", Definition((i,), softmax(i)))
    .declare("mix", Definition((i, j), total(k, mul(w(i), mk("delta", j, k)))))
    .declare("slope", Definition((c, x), by(c, mul(c, x))))
)


def use(name, *args):
    return mk("def", name, *args)


def test_a_definition_is_written_out_under_binders():
    assert DEFINED.unfold(total(k, use("p", k))) is total(k, softmax(k))
    twice = total(j, total(k, mul(use("p", j), use("p", k))))
    assert DEFINED.unfold(twice) is total(j, total(k, mul(softmax(j), softmax(k))))


def test_arguments_that_are_bound_outside_are_not_captured():
    term = total(k, total(j, use("mix", k, j)))
    inner = total(ix("l", K), mul(w(k), mk("delta", j, ix("l", K))))
    written = DEFINED.unfold(term)
    assert written.args[2].args[2].args[2] is mul(w(bv(2)), mk("delta", bv(1), bv(0)))
    assert Env(CONTEXT).canonical(written) is Env(CONTEXT).canonical(total(k, total(j, inner)))


def test_arguments_that_swap_the_parameters():
    assert DEFINED.unfold(use("mix", j, i)) is subst(DEFINED.unfold(use("mix", i, j)), {i: j, j: i})


def test_definitions_of_definitions():
    context = DEFINED.declare("twice", Definition((j,), mul(num(2), use("p", j))))
    assert context.unfold(total(k, use("twice", k))) is total(k, mul(num(2), softmax(k)))


def test_a_derivative_in_a_definition_keeps_its_variable():
    assert DEFINED.unfold(use("slope", y, x)) is by(y, mul(y, x))
    assert DEFINED.unfold(use("slope", y, exp(x))) is by(y, mul(y, exp(x)))
    assert DEFINED.unfold(use("slope", z(i), x)) is by(z(i), mul(z(i), x))


@pytest.mark.parametrize("args", [(y, y), (y, exp(y)), (num(1), x), (add(x, y), x), (y, None)])
def test_a_derivative_in_a_definition_is_not_taken_of_its_argument(args):
    args = tuple(use("hidden") if a is None else a for a in args)
    context = DEFINED.declare("hidden", Definition((), y))
    with pytest.raises(KernelError, match="derivative"):
        context.unfold(use("slope", *args))


def test_a_derivative_in_a_definition_by_the_variable_of_a_limit():
    written = DEFINED.unfold(limit(c, use("slope", c, x)))
    assert written is limit(c, by(c, mul(c, x)))
    with pytest.raises(KernelError, match="derivative"):
        DEFINED.unfold(limit(c, use("slope", c, c)))
    with pytest.raises(KernelError, match="derivative"):
        DEFINED.unfold(limit(c, use("slope", c, mul(c, x))))


def test_definitions_that_double_are_refused():
    names = {**CONTEXT.names, "d0": Definition((), add(x, ONE))}
    for n in range(1, 60):
        names[f"d{n}"] = Definition((), mul(use(f"d{n - 1}"), use(f"d{n - 1}")))
    with pytest.raises(KernelError, match="large"):
        Context(names).unfold(use("d59"))


# --- reading ------------------------------------------------------------------------------------

SAMPLE = {
    "q": num(Fraction(-3, 7)).args[0],
    "n": 1,
    "s": "c",
    "r": (K, 2, 1),
    "i": i,
    "t": x,
    "b": x,
    "I": j,
    "T": y,
    "A": k,
}


@pytest.mark.parametrize("op", sorted(SIGNATURE))
def test_every_operator_is_written_and_read(op):
    term = mk(op, *(SAMPLE[code] for code in SIGNATURE[op]))
    assert from_data(encode(term)) is term
    assert from_data(term) is term


MALFORMED = [
    None,
    3,
    True,
    "x",
    [],
    [[]],
    [["num"], "1"],
    {"op": "num"},
    ["no such operator", x],
    ["num"],
    ["num", 1],
    ["num", 1.5],
    ["num", True],
    ["num", None],
    ["num", "1", "2"],
    ["num", ""],
    ["num", "one"],
    ["num", "1.5"],
    ["num", "1e5"],
    ["num", "1e999999999"],
    ["num", " 1"],
    ["num", "1_000"],
    ["num", "+1"],
    ["num", "--1"],
    ["num", "1/-2"],
    ["num", "1/0"],
    ["num", "٣"],
    ["num", "nan"],
    ["num", "9" * 100_000],
    ["num", "1/" + "9" * 100_000],
    ["num", ["num", "1"]],
    ["lit", "1"],
    ["lit", True],
    ["lit", 1.0],
    ["lit", -1],
    ["lit", None],
    ["lit", [1]],
    ["bv", -1],
    ["bv", False],
    ["end", "K", -1],
    ["end", 0, "K"],
    ["end", ["K"], 0],
    ["var", "x"],
    ["var", "x", 1],
    ["var", ["x"], "real"],
    ["var", {}, "real"],
    ["app", "f", -1, ["pi"]],
    ["entry", 7],
    ["entry", "z", 1],
    ["entry", "z", "i"],
    ["entry", ["z"]],
    ["exp"],
    ["exp", "x"],
    ["exp", 1],
    ["exp", ["pi"], ["pi"]],
    ["exp", []],
    ["sum", "k", ["K", 1], ["pi"]],
    ["sum", "k", ["K", 1, 0, 0], ["pi"]],
    ["sum", "k", ["K", True, 0], ["pi"]],
    ["sum", "k", ["K", 1.0, 0], ["pi"]],
    ["sum", "k", [["K"], 1, 0], ["pi"]],
    ["sum", "k", {"K": 1}, ["pi"]],
    ["sum", "k", "K", ["pi"]],
    ["sum", ["k"], ["K", 1, 0], ["pi"]],
    ["delta", ["lit", 1]],
    ["delta", "i", "j"],
    ["padd", "x", "y"],
    ["sym", "S", ["lit", 1]],
    ["pi", 1],
]


@pytest.mark.parametrize("data", MALFORMED, ids=lambda d: str(d)[:40])
def test_what_is_no_term_is_refused(data):
    mk("lit", 1), mk("bv", 0)  # an equal term with proper arguments must not help
    with pytest.raises(KernelError):
        from_data(data)


def test_terms_of_the_wrong_shape_cannot_be_made():
    for op, args in [
        ("exp", (1,)),
        ("exp", ()),
        ("num", (0.1,)),  # equal to no rational that another test made
        ("num", ("1",)),
        ("lit", (-2,)),
        ("entry", ("z", "i")),
        ("sum", ("k", [K, 1, 0], x)),
        ("pow", (x, 2)),
    ]:
        with pytest.raises((KernelError, TypeError)):
            mk(op, *args)


def test_power_takes_numbers():
    assert power(x, 2) is mk("pow", x, num(2))
    assert isinstance(power(x, Fraction(1, 2)), Term)
