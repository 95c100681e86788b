"""The divergence tells any two distributions apart.

It is positive as soon as they differ in one class, so that it is zero only if they agree in every
class.
"""

from sympy import Eq, Gt, Ne, log

from symsoft import (
    Derivation,
    dim,
    indices,
    kl_divergence,
    sum_over,
    vector,
)

K = dim("K")
i, k = indices("i k", K)
y, p = vector("y", K, positive=True), vector("p", K, positive=True)
distributions = [Eq(sum_over(y[k], k), 1), Eq(sum_over(p[k], k), 1)]
divergence = sum_over(y[k] * log(y[k] / p[k]) - y[k] + p[k], k)

strict = Derivation(
    "gibbs-inequality-strict",
    title="The divergence of two different distributions is positive",
    claims=6,
    given=[*distributions, Ne(y[i], p[i])],
)
strict.have(Eq(kl_divergence(y, p), divergence), "both distributions sum to one")
strict.conclude(
    Gt(kl_divergence(y, p), 0, evaluate=False),
    "they differ in class $i$",
    using="divergence-positive",
)

if __name__ == "__main__":
    strict.main()
