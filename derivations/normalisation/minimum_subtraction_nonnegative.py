r"""With the minimum taken off, plain shares are never negative.

The shares $(z_i - \min z)/\sum_k (z_k - \min z)$ mend one fault of plain normalisation: no entry is
below the minimum. They have faults of their own.
"""

from sympy import Ge

from symsoft import Derivation, define, dim, indices, min_over, sum_over, vector

K = dim("K")
i, k = indices("i k", K)
z = vector("z", K)
m = define("m", (), min_over(z[k], k))
total = sum_over(z[k] - m, k)

never_negative = Derivation(
    "minimum-subtraction-nonnegative",
    title="With the minimum taken off no share is negative",
    claims=15,
)
never_negative.have(Ge(z[i] - m, 0), "no entry is below the minimum")
never_negative.have(Ge(total, 0), "no term is negative")
never_negative.conclude(Ge((z[i] - m) / total, 0), "where the sum is not zero it is positive")

if __name__ == "__main__":
    never_negative.main()
