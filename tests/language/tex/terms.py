"""Random terms of the whole language, over the names that `reading.state` declares."""

from fractions import Fraction

from hypothesis import assume
from hypothesis import strategies as st

from symsoft.kernel.terms import add, binder, ix, mk, mul, num, power, var

DECLARED = r"""let K >= 3 dimension; let D dimension;
let i, j, k, l, m, n, o, q index K; let d index D;
let z, y vector K; let W matrix K D; let S matrix K K symmetric; let a, b, c, x, t, u, v, w real;
let T positive; let s nonnegative; let f function;
define p_i = \frac{e^{z_i}}{\sum_{k=1}^{K} e^{z_k}}; define L = -\sum_k y_k \log p_k;
define \sigma(a) = \frac{1}{1 + e^{-a}}"""

SCALARS = [var("a"), var("b"), var("c"), var("T", "positive"), var("s", "nonnegative")]
NUMBERS = [num(n) for n in (0, 1, 2, 3, 12, -1, -2, Fraction(1, 2), Fraction(-2, 3))]
FREE = [ix(name, "K") for name in "ijl"]
LIMITS = [mk("inf", 1), mk("inf", -1), num(0), num(2)]


def indices(bound):
    """Indices over K: free ones, bound ones, the first and the last."""
    return st.sampled_from([*FREE, *bound, mk("lit", 1), mk("end", "K", 0)])


def atoms(bound):
    at = indices(bound)
    return st.one_of(
        st.sampled_from([*SCALARS, *NUMBERS, mk("dim", "K"), mk("pi")]),
        st.builds(lambda name, i: mk("entry", name, i), st.sampled_from(["z", "y"]), at),
        st.builds(lambda i, j: mk("sym", "S", i, j), at, at),
        st.builds(lambda i: mk("entry", "W", i, ix("d", "D")), at),
        st.builds(lambda i: mk("def", "p", i), at),
        st.builds(lambda i: mk("val", i), st.sampled_from([*FREE, *bound])),
        st.just(mk("def", "L")),
        st.builds(lambda i, j: mk("delta", i, j), st.sampled_from([*FREE, *bound]), at),
    )


@st.composite
def terms(draw, depth=3, bound=()):
    """A term at most `depth` deep; `bound` are indices that a sum around it will bind."""
    if depth == 0:
        return draw(atoms(bound))
    inner = terms(depth - 1, bound)
    kind = draw(st.sampled_from(KINDS))
    if kind == "atom":
        return draw(atoms(bound))
    if kind in ("add", "mul"):
        build = add if kind == "add" else mul
        return build(*draw(st.lists(inner, min_size=2, max_size=3)))
    if kind == "pow":
        return power(draw(inner), draw(st.one_of(st.sampled_from(NUMBERS), inner)))
    if kind in ("exp", "log", "abs"):
        return mk(kind, draw(inner))
    if kind == "app":
        return mk("app", "f", draw(st.integers(0, 2)), draw(inner))
    if kind == "def":
        return mk("def", "sigma", draw(inner))
    if kind == "deriv":
        by = st.one_of(
            st.sampled_from(SCALARS), st.builds(lambda i: mk("entry", "z", i), indices(bound))
        )
        return mk("deriv", draw(by), draw(inner))
    if kind in ("iv", "if"):
        rel = draw(st.sampled_from(["=", "!=", "<", "<=", ">", ">="]))
        left, right = draw(inner), draw(inner)
        assume({left.op, right.op} != {"val"})  # [i = j] is read as δ_ij
        test = mk("iv", rel, left, right)
        return test if kind == "iv" else mk("if", test, draw(inner), draw(inner))
    return draw(_bound(kind, depth, bound))


@st.composite
def _bound(draw, kind, depth, bound):
    if kind in ("lim", "int"):
        mark = var(f"#{len(bound)}v", "real")
        body = add(draw(terms(depth - 1, bound)), mul(mark, draw(terms(0, bound))))
        if kind == "lim":
            return binder(
                "lim", "x", "real", "", draw(st.sampled_from(LIMITS)), var=mark, body=body
            )
        return binder(
            "int", "x", num(0), draw(st.sampled_from(LIMITS[:1] + LIMITS[3:])), var=mark, body=body
        )
    mark = ix(f"#{len(bound)}", "K")
    first = 1 if kind in ("max", "min") else draw(st.integers(1, 2))
    off = 0 if kind in ("max", "min") or first == 2 else draw(st.integers(0, 1))
    body = draw(terms(depth - 1, (*bound, mark)))
    return binder(kind, "k", ("K", first, off), var=mark, body=body)


KINDS = [
    "atom",
    "atom",
    "add",
    "mul",
    "mul",
    "pow",
    "exp",
    "log",
    "abs",
    "app",
    "def",
    "deriv",
    "iv",
    "if",
    "lim",
    "int",
    "sum",
    "sum",
    "prod",
    "max",
    "min",
]
