"""Plain shares are no probabilities when signs are mixed.

A negative entry gets a negative share when the sum is positive, although the shares sum to one.
"""

from sympy import Lt

from symsoft import Derivation, dim, indices, sum_over, vector

K = dim("K")
i, k = indices("i k", K)
z = vector("z", K)
total = sum_over(z[k], k)

negative = Derivation(
    "normalisation-negative-share",
    title="Plain shares can be negative",
    claims=14,
    given=[z[i] < 0, total > 0],
)
negative.conclude(
    Lt(z[i] / total, 0, evaluate=False), "a negative number divided by a positive one"
)

if __name__ == "__main__":
    negative.main()
