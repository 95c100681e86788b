"""Only the truth has the least cross-entropy.

A prediction that differs from the truth in some class $i$ pays a positive divergence. A model that
minimises the cross-entropy without constraint recovers the true probabilities.
"""

from sympy import Eq, Ne

from symsoft import (
    Derivation,
    cross_entropy,
    dim,
    entropy,
    indices,
    kl_divergence,
    sum_over,
    vector,
)

K = dim("K")
i, k = indices("i k", K)
y, p = vector("y", K, positive=True), vector("p", K, positive=True)
distributions = [Eq(sum_over(y[k], k), 1), Eq(sum_over(p[k], k), 1)]

unique = Derivation(
    "cross-entropy-minimum-unique",
    title="Any prediction but the truth has a higher cross-entropy",
    claims=6,
    given=[*distributions, Ne(y[i], p[i])],
)
(
    unique.calc(cross_entropy(y, p))
    .eq(
        entropy(y) + kl_divergence(y, p),
        "entropy plus divergence",
        using="cross-entropy-decomposition",
    )
    .gt(entropy(y), "the divergence is positive", using="gibbs-inequality-strict")
)

if __name__ == "__main__":
    unique.main()
