r"""Plain normalisation does not notice the scale of its input; softmax lives on it.

Dividing by the sum turns $(1, 2)$ and $(10, 20)$ into the same shares, because a common factor
cancels. Softmax keeps the scale: what it takes from its input are differences, and these grow with
the factor.
"""

from sympy import UnevaluatedExpr

from symsoft import Derivation, define, dim, indices, scalar, sum_over, vector

K = dim("K")
i, k = indices("i k", K)
z = vector("z", K)
c = scalar("c", positive=True)
total = sum_over(z[k], k)
share = define("n", i, z[i] / total)

scale = Derivation(
    "normalisation-scale-invariance",
    title="Plain normalisation is invariant under scaling",
    claims=1,
)
(
    scale.calc(c * z[i] / sum_over(c * z[k], k))
    .eq(c * z[i] / UnevaluatedExpr(c * total), "$c$ is the same in every term")
    .eq(z[i] / total, "the common factor cancels")
    .eq(share[i], "by definition")
)

if __name__ == "__main__":
    scale.main()
