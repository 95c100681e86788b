r"""Softmax trades score against entropy best.

Of all distributions $q$ it maximises the mean score $\sum_k q_k z_k$ plus the entropy of $q$: high
scores are wanted, but no more certainty than they call for. The greatest value is log-sum-exp; in
convex analysis, log-sum-exp is the conjugate of negative entropy.
"""

from sympy import Eq, Ge

from symsoft import (
    Derivation,
    dim,
    entropy,
    indices,
    kl_divergence,
    logsumexp,
    softmax,
    sum_over,
    vector,
)

K = dim("K")
k = indices("k", K)
z, q = vector("z", K), vector("q", K, positive=True)
p = softmax(z)
one = [Eq(sum_over(q[k], k), 1)]
objective = entropy(q) + sum_over(q[k] * z[k], k)

bound = Derivation(
    "maximum-entropy",
    title="Softmax maximises score plus entropy",
    claims=19,
    source="E. T. Jaynes, Information Theory and Statistical Mechanics, 1957",
    given=one,
)
bound.have(
    Ge(kl_divergence(q, p), 0, evaluate=False), "Gibbs' inequality", using="gibbs-inequality"
)
(
    bound.calc(objective)
    .eq(
        logsumexp(z) - kl_divergence(q, p),
        "the shortfall is the divergence",
        using="maximum-entropy-shortfall",
    )
    .le(logsumexp(z), "which is not negative")
)

if __name__ == "__main__":
    bound.main()
