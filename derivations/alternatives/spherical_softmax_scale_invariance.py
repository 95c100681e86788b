"""Spherical softmax ignores scale and sign.

A common factor goes into every square and cancels. With $c = -1$ this says that the function is
even: a large negative entry counts as much as a large positive one.
"""

from sympy import Ne, UnevaluatedExpr

from symsoft import Derivation, define, dim, indices, scalar, sum_over, vector

K = dim("K")
i, k = indices("i k", K)
z = vector("z", K)
c = scalar("c")
total = sum_over(z[k] ** 2, k)
p = define("p", i, z[i] ** 2 / total)
SOURCE = "A. de Brébisson and P. Vincent, An Exploration of Softmax Alternatives, 2016"

scale = Derivation(
    "spherical-softmax-scale-invariance",
    title="Spherical softmax is invariant under scaling, even by a negative number",
    claims=18,
    source=SOURCE,
    given=[Ne(c, 0)],
)
(
    scale.calc((c * z[i]) ** 2 / sum_over((c * z[k]) ** 2, k))
    .eq(c**2 * z[i] ** 2 / UnevaluatedExpr(c**2 * total), "$c^2$ is the same in every term")
    .eq(p[i], "and cancels")
)

if __name__ == "__main__":
    scale.main()
