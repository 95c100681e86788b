"""No softmax probability exceeds one.

A share is one of several positive numbers that sum to one. With a single class the bound is
attained.
"""

from symsoft import Derivation, dim, indices, softmax, sum_over, vector

K = dim("K")
j, k = indices("j k", K)
z = vector("z", K)
p = softmax(z)

at_most_one = Derivation(
    "softmax-at-most-one",
    title="No softmax probability exceeds one",
    claims=14,
)
(
    at_most_one.calc(p[j])
    .le(sum_over(p[k], k), "one of the terms, and none is negative", using="softmax-positive")
    .eq(1, "the probabilities sum to one", using="softmax-sums-to-one")
)

if __name__ == "__main__":
    at_most_one.main()
