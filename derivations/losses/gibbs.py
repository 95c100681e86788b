r"""The cross-entropy is least when the prediction is the truth.

Cross-entropy splits into the entropy of the truth, which no model can change, and the
Kullback-Leibler divergence from truth to prediction. The latter is never negative: this is Gibbs'
inequality, and all it takes is $\log x \le x - 1$.
"""

from sympy import Ge, Le, Eq, log

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

split = Derivation(
    "cross-entropy-decomposition",
    title="Cross-entropy is entropy plus divergence",
)
(
    split.calc(cross_entropy(y, p))
    .eq(
        -sum_over(y[k] * log(y[k]), k) + sum_over(y[k] * (log(y[k]) - log(p[k])), k),
        r"add and take away $\sum_k y_k \log y_k$",
    )
    .eq(entropy(y) + kl_divergence(y, p), "the logarithm of a quotient")
)

gibbs = Derivation(
    "gibbs-inequality",
    title="The divergence of two distributions is not negative",
    source="J. W. Gibbs, Elementary Principles in Statistical Mechanics, 1902",
    given=distributions,
    summary=r"""
    Every term is bounded by the tangent of the logarithm at 1, and the bounds sum to zero because
    both distributions sum to one.
    """,
)
gibbs.have(log(p[k] / y[k]) <= p[k] / y[k] - 1, r"$\log x \le x - 1$")
gibbs.have(y[k] - p[k] <= y[k] * log(y[k] / p[k]), "multiply by $-y_k$, which turns the sign")
(
    gibbs.calc(kl_divergence(y, p))
    .ge(sum_over(y[k] - p[k], k), "term by term")
    .eq(0, "both distributions sum to one")
)

least = Derivation(
    "cross-entropy-minimum",
    title="No prediction has a lower cross-entropy than the truth",
    given=distributions,
    summary="The divergence is what a prediction other than the truth costs.",
)
(
    least.calc(cross_entropy(y, p))
    .eq(entropy(y) + kl_divergence(y, p), "entropy plus divergence", using=split)
    .ge(entropy(y), "Gibbs' inequality", using=gibbs)
)

if __name__ == "__main__":
    split.main()
    gibbs.main()
    least.main()
