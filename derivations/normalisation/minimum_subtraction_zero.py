"""With the minimum taken off, the least entry always gets nothing.

However close the others are, its share is zero, and the logarithm of this share is not fit for a
loss. Softmax gives even the least entry a positive share.
"""

from sympy import Eq, UnevaluatedExpr

from symsoft import Derivation, define, dim, indices, min_over, sum_over, vector

K = dim("K")
i, k = indices("i k", K)
z = vector("z", K)
m = define("m", (), min_over(z[k], k))
total = sum_over(z[k] - m, k)

forced_zero = Derivation(
    "minimum-subtraction-zero",
    title="With the minimum taken off the least entry gets nothing",
    claims=15,
    given=[Eq(z[i], min_over(z[k], k))],
)
(
    forced_zero.calc((z[i] - m) / total)
    .eq((UnevaluatedExpr(m) - m) / total, "$z_i$ attains the minimum")
    .eq(0, "zero divided by a number that is not zero")
)

if __name__ == "__main__":
    forced_zero.main()
