r"""The uniform distribution attains the greatest entropy.

All $K$ terms are the same, and sum to $\log K$. No distribution over $K$ classes has more.
"""

from sympy import log

from symsoft import Derivation, dim, indices, sum_over

K = dim("K")
k = indices("k", K)

attained = Derivation(
    "uniform-entropy",
    title="The uniform distribution has the greatest entropy",
    claims=19,
)
(
    attained.calc(-sum_over(1 / K * log(1 / K), k))
    .eq(-log(1 / K), "$K$ equal terms")
    .eq(log(K), "the logarithm of a reciprocal")
)

if __name__ == "__main__":
    attained.main()
