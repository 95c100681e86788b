"""A vector that sums to zero has no plain normalisation.

The entries of $a = (-2, -1, 1, 2)$ sum to zero, and there is nothing to divide by. Softmax is
defined for this vector as for any other.
"""

from sympy import Eq

from symsoft import Derivation, indices, sum_over, vector

a = vector("a", 4)
n = indices("n", 4)

witness = Derivation(
    "normalisation-zero-sum",
    title="A vector without plain normalisation",
    claims=14,
    given=[Eq(a[1], -2), Eq(a[2], -1), Eq(a[3], 1), Eq(a[4], 2)],
)
(
    witness.calc(sum_over(a[n], n))
    .eq(a[1] + a[2] + a[3] + a[4], "four terms")
    .eq(0, "positive and negative entries cancel")
)

if __name__ == "__main__":
    witness.main()
