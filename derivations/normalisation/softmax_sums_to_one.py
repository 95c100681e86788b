"""Softmax probabilities sum to one.

All shares have the same denominator, and their numerators sum to it. Together with positivity this
makes softmax a distribution for every vector of logits.
"""

from sympy import exp

from symsoft import Derivation, dim, indices, softmax, sum_over, vector

K = dim("K")
i, k = indices("i k", K)
z = vector("z", K)
p = softmax(z)
total = sum_over(exp(z[k]), k)

unit = Derivation(
    "softmax-sums-to-one",
    title="Softmax probabilities sum to one",
    claims=14,
)
(
    unit.calc(sum_over(p[i], i))
    .eq(sum_over(exp(z[i]), i) / total, "the denominator is the same in every term")
    .eq(1, "a positive number divided by itself")
)

if __name__ == "__main__":
    unit.main()
