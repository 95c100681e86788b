r"""Softmax turns any vector whatever into a probability distribution.

Exponentials are positive, so their sum is never zero: there is no input at which softmax is
undefined, and none at which a share is zero or negative. The shares sum to one by construction.
Plain normalisation cannot say any of this: the vector $(-2, -1, 1, 2)$ sums to zero.
"""

from sympy import Gt, exp

from symsoft import Derivation, dim, indices, softmax, sum_over, vector

K = dim("K")
i, j, k = indices("i j k", K)
z = vector("z", K)
p = softmax(z)
total = sum_over(exp(z[k]), k)

positive = Derivation(
    "softmax-positive",
    title="Softmax is defined and positive everywhere",
)
positive.have(Gt(exp(z[j]), 0, evaluate=False), "an exponential is positive")
positive.have(Gt(total, 0, evaluate=False), "a sum of positive terms, at least one")
positive.conclude(Gt(p[j], 0, evaluate=False), "a quotient of positive numbers")

unit = Derivation(
    "softmax-sums-to-one",
    title="Softmax probabilities sum to one",
    summary="All shares have the same denominator, and their numerators sum to it.",
)
(
    unit.calc(sum_over(p[i], i))
    .eq(sum_over(exp(z[i]), i) / total, "the denominator is the same in every term")
    .eq(1, "a positive number divided by itself")
)

at_most_one = Derivation(
    "softmax-at-most-one",
    title="No softmax probability exceeds one",
    summary="A share is one of several positive numbers that sum to one.",
)
(
    at_most_one.calc(p[j])
    .le(sum_over(p[k], k), "one of the terms, and none is negative", using=positive)
    .eq(1, "the probabilities sum to one", using=unit)
)

if __name__ == "__main__":
    positive.main()
    unit.main()
    at_most_one.main()
