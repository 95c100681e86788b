"""Plain shares sum to one wherever they are defined.

That is the one property which plain normalisation shares with softmax, and it comes with a
condition: the entries must not sum to zero.
"""

from sympy import UnevaluatedExpr

from symsoft import Derivation, dim, indices, sum_over, vector

K = dim("K")
i, k = indices("i k", K)
z = vector("z", K)
total = sum_over(z[k], k)

shares = Derivation(
    "normalisation-sums-to-one",
    title="Plain shares sum to one where they are defined",
    claims=14,
)
(
    shares.calc(sum_over(z[i] / total, i))
    .eq(sum_over(z[i], i) / UnevaluatedExpr(total), "the denominator is the same in every term")
    .eq(1, "a number that is not zero, divided by itself")
)

if __name__ == "__main__":
    shares.main()
