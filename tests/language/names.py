"""The names that the tests of the language share."""

from sympy import Sum, exp

from symsoft.kernel.context import Context
from symsoft.kernel.terms import Term, from_data, to_data
from symsoft.language.functions import softmax
from symsoft.language.reader import Scope
from symsoft.language.symbols import dim, function, indices, matrix, scalar, vector

K, D = dim("K"), dim("D")
i, j, k, l = indices("i j k l", K)
d = indices("d", D)
z, w = vector("z", K), vector("w", K)
W = matrix("W", (K, D))
A = matrix("A", (K, K), symmetric=True)
x, y = scalar("x"), scalar("y")
c = scalar("c", positive=True)
f = function("f")
p = softmax(z)
S = Sum(exp(z[k]), (k, 1, K))


def read(expr: object) -> tuple[Term, Context]:
    """The term, checked against its context and as data."""
    scope = Scope()
    term = scope.term(expr)
    context = scope.context()
    context.check()
    assert from_data(to_data(term)) is term
    return term, context


def term(expr: object) -> Term:
    return read(expr)[0]


def key(expr: object) -> str:
    return term(expr).key
