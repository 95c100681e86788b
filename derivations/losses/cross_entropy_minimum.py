"""The cross-entropy is least when the prediction is the truth.

The divergence is what any other prediction costs on top of the entropy of the truth, and it is not
negative.
"""

from sympy import Eq

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
k = indices("k", K)
y, p = vector("y", K, positive=True), vector("p", K, positive=True)
distributions = [Eq(sum_over(y[k], k), 1), Eq(sum_over(p[k], k), 1)]

least = Derivation(
    "cross-entropy-minimum",
    title="No prediction has a lower cross-entropy than the truth",
    claims=6,
    given=distributions,
)
(
    least.calc(cross_entropy(y, p))
    .eq(
        entropy(y) + kl_divergence(y, p),
        "entropy plus divergence",
        using="cross-entropy-decomposition",
    )
    .ge(entropy(y), "Gibbs' inequality", using="gibbs-inequality")
)

if __name__ == "__main__":
    least.main()
