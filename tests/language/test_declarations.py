"""Names are declared by being used, once and for one thing; dimensions come before their users."""

import pickle
from typing import Any

import pytest
from sympy import Derivative, Eq, Function, Idx, Symbol, exp, latex, sstr

from symsoft.kernel.context import (
    Array,
    Definition,
    Dimension,
    Index,
    Scalar,
)
from symsoft.kernel.context import Function as KernelFunction
from symsoft.language.errors import DeclarationError
from symsoft.language.functions import (
    cross_entropy,
    entropy,
    kl_divergence,
    log_softmax,
    logsumexp,
    sigmoid,
    softmax,
)
from symsoft.language.notation import (
    define,
    delta,
    forall,
    iverson,
    max_over,
    min_over,
    sum_over,
)
from symsoft.language.reader import Scope
from symsoft.language.symbols import dim, function, indices, matrix, scalar, vector
from tests.language.names import D, K, W, c, d, i, j, k, p, read, w, x, z


@pytest.mark.parametrize(
    "build",
    [lambda: Eq(softmax(z), softmax(w), evaluate=False), lambda: Eq(z, 0), lambda: exp(softmax(z))],
)
def test_a_whole_vector_is_no_number(build):
    with pytest.raises(DeclarationError, match=r"is a whole vector: write its entries, such as"):
        build()


def test_vectors_of_different_lengths_have_no_divergence():
    other = softmax(vector("h", D))
    with pytest.raises(DeclarationError, match="different numbers of entries: K and D"):
        kl_divergence(softmax(z), other)


def names(*exprs: Any) -> dict[str, Any]:
    scope = Scope()
    for expr in exprs:
        scope.term(expr)
    context = scope.context()
    context.check()
    return dict(context.names)


def test_one_name_gives_one_object() -> None:
    assert dim("K") == K == Symbol("K", integer=True, positive=True)
    assert indices("i", K) == i and indices("i, j", K) == (i, j)
    assert vector("z", K) == z and vector("z", K)[i] == z[i]
    assert scalar("c", positive=True) == c == Symbol("c", positive=True)
    assert function("f")(x) == function("f")(x)
    assert softmax(vector("z", K))[i] == p[i] and logsumexp(z) == logsumexp(z)
    assert dim("K", min=2) != K and dim("K", min=2) == dim("K", min=2)


def test_declarations_are_found_in_the_expression() -> None:
    A = matrix("A", (K, K), symmetric=True, positive=True)
    y = vector("y", D, nonnegative=True)
    h = function("h", positive=True)
    found = names(h(z[i]) * A[i, 1] * y[d] + c + W[i, d] + dim("N", min=3))
    assert found == {
        "K": Dimension(),
        "D": Dimension(),
        "N": Dimension(3),
        "i": Index("K"),
        "d": Index("D"),
        "c": Scalar("positive"),
        "z": Array(("K",)),
        "y": Array(("D",), "nonnegative"),
        "A": Array(("K", "K"), "positive", True),
        "W": Array(("K", "D")),
        "h": KernelFunction("positive"),
    }


def test_dimensions_come_first_and_definitions_last() -> None:
    kinds = [type(d).__name__ for d in names(x, c, z[i], softmax(softmax(z))[j], W[1, d]).values()]
    order = ["Dimension", "Index", "Scalar", "Array", "Function", "Definition"]
    assert kinds == sorted(kinds, key=order.index)


def test_bound_names_need_no_declaration() -> None:
    assert set(names(sum_over(z[k], k), max_over(z[j], j))) == {"K", "z"}


def test_a_number_is_a_dimension() -> None:
    v = vector("v", 3)
    assert names(logsumexp(v))["3"] == Dimension(3)
    assert names(softmax(v)[2])["p"].params[0].args == ("k", "3")
    assert names(Derivative(logsumexp(v), v[3]))["v"] == Array(("3",))


@pytest.mark.parametrize(
    ("one", "other", "why"),
    [
        (z[1], Symbol("z"), "z names both a real vector over K and a real scalar"),
        (z[i], W[1, Idx("i", (1, D))], "i names both an index over K and an index over D"),
        (K, dim("K", min=2), "a dimension of at least 1 and a dimension of at least 2"),
        (Symbol("q"), Symbol("q", real=True), "with other assumptions"),
        (x, Function("x")(c), "x names both a real scalar and a real function"),
        (p[i], vector("p", K)[i], r"name=…"),
        (matrix("A", (K, K))[1, 1], matrix("A", (K, K), symmetric=True)[1, 1], "symmetric"),
    ],
)
def test_one_name_for_two_things(one: Any, other: Any, why: str) -> None:
    with pytest.raises(DeclarationError, match=why):
        names(one, other)


def test_names_of_definitions() -> None:
    found = names(p[i], softmax(w)[i], softmax(w, name="q")[i], softmax(z + c)[j], softmax(z)[k])
    defined = [name for name, d in found.items() if isinstance(d, Definition)]
    assert defined == ["p", "p'", "q", "softmax(c + z)"]


def test_made_up_name_avoids_what_the_claim_uses() -> None:
    found = names(p[i] * vector("p", K)[i])
    assert isinstance(found["p'"], Definition) and isinstance(found["p"], Array)


def test_latex_given_by_the_author_is_kept() -> None:
    v = vector("v", K, latex=r"\mathbf v")
    h = function("h", latex=r"\hat h")
    scope = Scope()
    scope.term(h(v[1]) * scalar("t", latex=r"\tau") * softmax(z + c)[i])
    scope.term(softmax(w, name="q", latex=r"\mathbf q")[i] + define("L", (), z[1], latex=r"\ell"))
    assert scope.latex_names == {
        "v": r"\mathbf v",
        "h": r"\hat h",
        "t": r"\tau",
        "softmax(c + z)": r"\operatorname{softmax}(c + z)",
        "q": r"\mathbf q",
        "L": r"\ell",
    }


def test_vectors_have_arithmetic() -> None:
    v = 2 * (c - z) / x + w - 1
    assert v[i] == 2 * (c - z[i]) / x + w[i] - 1
    assert (-p)[i] == -p[i] and (z - p)[j] == z[j] - p[j] and (x + z)[1] == x + z[1]


@pytest.mark.parametrize(
    "wrong",
    [
        lambda: z * w,
        lambda: 1 / z,
        lambda: z + vector("u", D),
        lambda: dim("K", min=0),
        lambda: vector("u", 0),
        lambda: vector("u", x),
        lambda: matrix("B", (K, D), symmetric=True),
        lambda: sum_over(z[k], Idx("k")),
        lambda: softmax(x),
        lambda: softmax(z, k),
        lambda: entropy(x),
        lambda: cross_entropy(z, vector("u", D)),
        lambda: forall(z[k], z[k] > 0),
        lambda: define("d", z[k], x),
        lambda: define("d", (i, j), z[i] - z[j])[i],
    ],
)
def test_impossible_declarations(wrong: Any) -> None:
    with pytest.raises(DeclarationError):
        wrong()


def test_brackets() -> None:
    assert iverson(i < j).args[0] == (i < j)
    assert iverson(x > x) == 0 and iverson(x <= x) == 1
    assert iverson(Eq(i, j)) == delta(i, j)


def test_print_of_sympy_objects() -> None:
    pair = define("g", (x,), x**2, latex=r"\gamma")
    assert [sstr(e) for e in (p[i], pair(c), define("L", (), c), p, log_softmax(z)[1])] == [
        "p[i]",
        "g(c)",
        "L",
        "p",
        "log(p[1])",
    ]
    assert [latex(e) for e in (p[1] ** 2, pair(c), iverson(x > 0))] == [
        "p_{1}^{2}",
        r"\gamma\left(c\right)",
        r"\left[x > 0\right]",
    ]
    assert sstr(max_over(z[k], k)) == "max_over(z[k], k)"
    assert latex(min_over(c, k)).startswith(r"\min_{") and latex(max_over(c, k)).endswith("} c")
    assert str(forall(k, z[k] > 0, where=k > 1)) == "z[k] > 0 for all k where k > 1"
    assert str(sigmoid(x)) == "1/(1 + exp(-x))"


def test_objects_survive_pickling() -> None:
    for made in (p[i], vector("v", K, latex=r"\mathbf v")[i], dim("N", min=3), softmax(c * z)[1]):
        assert pickle.loads(pickle.dumps(made)) == made


def test_read_terms_share_their_names() -> None:
    assert read(p[i])[0] is read(softmax(vector("z", K))[i])[0]
