r"""Any exponential gives shares that a shift does not change.

What singles out $e^x$ among the positive functions that could be normalised? A shift multiplies
$Ae^{ax}$ by the same factor at every entry, and the factor cancels. The constant $A$ cancels too,
and the rate $a$ is the scale of softmax. A tower such as $e^{e^x}$ has no such factor.
"""

from sympy import Eq, UnevaluatedExpr, exp

from symsoft import Derivation, define, dim, indices, scalar, softmax, sum_over, vector

K = dim("K")
i, k = indices("i k", K)
z = vector("z", K)
A = scalar("A", positive=True)
a, c, x = scalar("a"), scalar("c"), scalar("x")
f = define("f", x, A * exp(a * x))

shares = Derivation(
    "exponential-shares-shift-invariance",
    title="The shares of an exponential are invariant under shifts",
    claims=9,
)
shares.have(Eq(f(x + c), exp(a * c) * f(x)), "a shift multiplies by $e^{ac}$")
(
    shares.calc(f(z[i] + c) / sum_over(f(z[k] + c), k))
    .eq(
        exp(a * c) * f(z[i]) / UnevaluatedExpr(exp(a * c) * sum_over(f(z[k]), k)),
        "the factor is the same in every term",
    )
    .eq(f(z[i]) / sum_over(f(z[k]), k), "and cancels, being positive")
    .eq(softmax(a * z, name="p")[i], "as does $A$")
)

if __name__ == "__main__":
    shares.main()
