"""Random terms of the whole language: the normal form and the signs against ball arithmetic.

The refuter shares no arithmetic with the kernel: it evaluates with balls and takes derivatives by
nested dual numbers. So "the normal form has the value of the term wherever that is defined" is
tried here as a claim that the refuter must not be able to break.
"""

from __future__ import annotations

from fractions import Fraction
from unittest.mock import patch

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from symsoft.kernel import domain
from symsoft.kernel import terms as tm
from symsoft.kernel.context import Array, Claim, Context, Dimension, Function, Index, Scalar
from symsoft.kernel.domain import ALLOWED, NEG, NIL, NONNEGATIVE, NONZERO, POS
from symsoft.kernel.normal import Env
from symsoft.kernel.terms import KernelError, Term, mk
from symsoft.refuter import refute
from tests.sampling import examples

CONTEXT = Context(
    {
        "K": Dimension(),
        "i": Index("K"),
        "j": Index("K"),
        "z": Array(("K",)),
        "w": Array(("K",), "positive"),
        "W": Array(("K", "K")),
        "S": Array(("K", "K"), "real", True),
        "x": Scalar(),
        "y": Scalar(),
        "t": Scalar("positive"),
        "s": Scalar("nonnegative"),
        "f": Function(),
        "g": Function("positive"),
    }
)
FREE = [tm.ix("i", "K"), tm.ix("j", "K"), mk("lit", 1), mk("end", "K", 0)]
SCALARS = [tm.var("x"), tm.var("y"), tm.var("t", "positive"), tm.var("s", "nonnegative")]


@st.composite
def terms(draw: st.DrawFn, depth: int = 4, bound: tuple[Term, ...] = ()) -> Term:
    """A term of the context, under the index variables `bound`."""
    index = st.sampled_from([*FREE, *bound])
    if depth == 0 or draw(st.integers(0, 5)) == 0:
        return draw(_leaves(index))
    inner = terms(depth=depth - 1, bound=bound)
    kind = draw(st.sampled_from(sorted(_MAKE)))
    return _MAKE[kind](draw, inner, index, depth, bound)


def _leaves(index: st.SearchStrategy[Term]) -> st.SearchStrategy[Term]:
    numbers = st.sampled_from([-2, -1, 0, 1, 2, 3, Fraction(1, 2), Fraction(-3, 2)]).map(tm.num)
    return st.one_of(
        numbers,
        st.sampled_from([*SCALARS, mk("dim", "K")]),
        st.builds(lambda n, i: mk("entry", n, i), st.sampled_from("zw"), index),
        st.builds(lambda i, j: mk("entry", "W", i, j), index, index),
        st.builds(lambda i, j: mk("sym", "S", i, j), index, index),
        st.builds(lambda i, j: mk("delta", i, j), index, index),
    )


def _binder(op: str):  # type: ignore[no-untyped-def]
    def make(draw, inner, index, depth, bound):  # type: ignore[no-untyped-def]
        name = f"k{len(bound)}"
        v = tm.ix(name, "K")
        body = draw(terms(depth=depth - 1, bound=(*bound, v)))
        ends = [(1, 0), (1, 0), (1, 0), (1, 1), (2, 0)] if op in ("sum", "prod") else [(1, 0)]
        first, off = draw(st.sampled_from(ends))
        return tm.binder(op, draw(st.sampled_from("kij")), ("K", first, off), var=v, body=body)

    return make


def _power(draw, inner, index, depth, bound):  # type: ignore[no-untyped-def]
    numbers = [-2, -1, 2, 3, Fraction(1, 2), Fraction(-1, 2), Fraction(3, 2)]
    exponent = draw(st.one_of(st.sampled_from(numbers).map(tm.num), st.sampled_from(SCALARS)))
    return tm.power(draw(inner), exponent)


def _derivative(draw, inner, index, depth, bound):  # type: ignore[no-untyped-def]
    by = draw(st.one_of(st.sampled_from(SCALARS), index.map(lambda i: mk("entry", "z", i))))
    return mk("deriv", by, draw(inner))


_MAKE = {
    "add": lambda draw, inner, *_: tm.add(*draw(st.lists(inner, min_size=2, max_size=3))),
    "mul": lambda draw, inner, *_: tm.mul(*draw(st.lists(inner, min_size=2, max_size=3))),
    "mul2": lambda draw, inner, *_: tm.mul(draw(inner), draw(inner)),
    "power": _power,
    "exp": lambda draw, inner, *_: tm.exp(draw(inner)),
    "log": lambda draw, inner, *_: tm.log(draw(inner)),
    "abs": lambda draw, inner, *_: mk("abs", draw(inner)),
    "iv": lambda draw, inner, *_: mk(
        "iv", draw(st.sampled_from(tm.RELATIONS)), draw(inner), draw(inner)
    ),
    "if": lambda draw, inner, index, *_: mk(
        "if",
        draw(
            st.one_of(
                st.builds(lambda i, j: mk("delta", i, j), index, index),
                st.builds(lambda a, b: mk("iv", "<", a, b), inner, inner),
            )
        ),
        draw(inner),
        draw(inner),
    ),
    "app": lambda draw, inner, *_: mk("app", draw(st.sampled_from("fg")), 0, draw(inner)),
    "sum": _binder("sum"),
    "prod": _binder("prod"),
    "max": _binder("max"),
    "min": _binder("min"),
    "deriv": _derivative,
}
SETTINGS = settings(
    max_examples=examples(60),
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)


@SETTINGS
@given(terms())
def test_normal_form_has_the_value_of_the_term(term: Term) -> None:
    """Wherever a term is defined, its normal form is not provably different."""
    try:
        canonical = Env(CONTEXT).canonical(term)
    except KernelError:
        return
    found = refute(CONTEXT, Claim("=", term, canonical))
    assert found is None, f"{term.key}\n  became {canonical.key}\n  {found}"


@SETTINGS
@given(terms(), terms(depth=2))
def test_signs_hold(term: Term, other: Term) -> None:
    """No point shows a sign that the kernel excludes."""
    difference = tm.sub(term, other)
    try:
        mask = Env(CONTEXT).sign(difference)
    except KernelError:
        return
    for excluded in (">", "<", "=", "!=", ">=", "<="):
        if mask and not mask & ~ALLOWED[excluded]:
            found = refute(CONTEXT, Claim(excluded, difference, tm.ZERO))
            assert found is None, f"{difference.key} {excluded} 0\n  {found}"
    assert mask & ~(NEG | NIL | POS) == 0 and NONZERO | NIL == NEG | NONNEGATIVE


@SETTINGS
@given(terms(), st.randoms(use_true_random=False))
def test_order_and_letters_do_not_matter(term: Term, random: object) -> None:
    """Shuffled sums and products, and other bound letters, have one normal form."""
    try:
        expected = Env(CONTEXT).canonical(term)
        shuffled = _shuffled(term, random)
        assert Env(CONTEXT).equal(shuffled, term) and Env(CONTEXT).canonical(shuffled) is expected
    except KernelError:
        return


@SETTINGS
@given(terms())
@example(tm.exp(mk("entry", "z", mk("lit", 2))))
@example(tm.exp(mk("sym", "S", mk("lit", 1), mk("lit", 2))))
@example(tm.exp(mk("lim", "t", "positive", "", mk("inf", 1), mk("bv", 0))))
@example(tm.exp(mk("int", "t", tm.ZERO, tm.ONE, mk("bv", 0))))
def test_what_is_passed_over_needs_nothing(term: Term) -> None:
    """The conditions are those of a walk that passes over no part of the term."""
    env = Env(CONTEXT)
    try:
        with patch.object(domain, "_partial", lambda _: True):
            wanted = list(domain.needs(env, term))
    except KernelError:
        return
    assert list(domain.needs(env, term)) == wanted


def _shuffled(term: Term, random: object) -> Term:
    args = [_shuffled(a, random) if isinstance(a, Term) else a for a in term.args]
    if term.op in ("add", "mul"):
        random.shuffle(args)  # type: ignore[attr-defined]
    elif term.op in tm.BINDERS:
        args[0] = "q"
    return mk(term.op, *args)
