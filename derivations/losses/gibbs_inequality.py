"""The divergence of two distributions is never negative.

Every term is bounded by the tangent of the logarithm at 1, and the bounds sum to zero because both
distributions sum to one. Much of information theory rests on this line.
"""

from sympy import Eq, log

from symsoft import (
    Derivation,
    dim,
    indices,
    kl_divergence,
    sum_over,
    vector,
)

K = dim("K")
k = indices("k", K)
y, p = vector("y", K, positive=True), vector("p", K, positive=True)
distributions = [Eq(sum_over(y[k], k), 1), Eq(sum_over(p[k], k), 1)]

gibbs = Derivation(
    "gibbs-inequality",
    title="The divergence of two distributions is not negative",
    claims=6,
    source="J. W. Gibbs, Elementary Principles in Statistical Mechanics, 1902",
    given=distributions,
)
gibbs.have(log(p[k] / y[k]) <= p[k] / y[k] - 1, r"$\log x \le x - 1$")
gibbs.have(y[k] - p[k] <= y[k] * log(y[k] / p[k]), "multiply by $-y_k$, which turns the sign")
(
    gibbs.calc(kl_divergence(y, p))
    .ge(sum_over(y[k] - p[k], k), "term by term")
    .eq(0, "both distributions sum to one")
)

if __name__ == "__main__":
    gibbs.main()
