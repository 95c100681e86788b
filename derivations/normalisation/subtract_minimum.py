r"""Taking the minimum off first makes plain normalisation defined nearly everywhere, at a price.

The shares $(z_i - \min z)/\sum_k (z_k - \min z)$ are never negative. But an entry that attains the
minimum always gets the share zero, however close the others are, and when all entries are equal the
sum is zero and nothing is defined. The logarithm of such a share is not fit for a loss. Softmax
gives even the least entry a positive share.
"""

from sympy import Eq, Ge, UnevaluatedExpr

from symsoft import Derivation, define, dim, forall, indices, min_over, scalar, sum_over, vector

K = dim("K")
i, k = indices("i k", K)
z = vector("z", K)
a = scalar("a")
m = define("m", (), min_over(z[k], k))
total = sum_over(z[k] - m, k)

never_negative = Derivation(
    "minimum-subtraction-nonnegative",
    title="With the minimum taken off no share is negative",
)
never_negative.have(Ge(z[i] - m, 0), "no entry is below the minimum")
never_negative.have(Ge(total, 0), "no term is negative")
never_negative.conclude(Ge((z[i] - m) / total, 0), "where the sum is not zero it is positive")

forced_zero = Derivation(
    "minimum-subtraction-zero",
    title="With the minimum taken off the least entry gets nothing",
    given=[Eq(z[i], min_over(z[k], k))],
    summary="Whatever the other entries are, the share of the least one is zero.",
)
(
    forced_zero.calc((z[i] - m) / total)
    .eq((UnevaluatedExpr(m) - m) / total, "$z_i$ attains the minimum")
    .eq(0, "zero divided by a number that is not zero")
)

undefined = Derivation(
    "minimum-subtraction-undefined",
    title="With the minimum taken off equal entries leave nothing to divide by",
    given=[forall(k, Eq(z[k], a))],
    summary="For equal entries the denominator is zero, so that there are no shares at all.",
)
undefined.have(Eq(m, a), "the least of equal numbers is any one of them")
(
    undefined.calc(total)
    .eq(sum_over(UnevaluatedExpr(a) - m, k), "every entry is $a$")
    .eq(0, "every term is zero")
)

if __name__ == "__main__":
    never_negative.main()
    forced_zero.main()
    undefined.main()
