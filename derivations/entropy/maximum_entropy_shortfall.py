"""What a distribution falls short of log-sum-exp is its divergence from softmax.

Score plus entropy of a distribution $q$ is log-sum-exp less the divergence from $q$ to softmax. So
the question which $q$ does best is answered by Gibbs' inequality.
"""

from sympy import Eq, log

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

shortfall = Derivation(
    "maximum-entropy-shortfall",
    title="What a distribution falls short of log-sum-exp is its divergence from softmax",
    claims=19,
    given=one,
)
(
    shortfall.calc(kl_divergence(q, p))
    .eq(
        sum_over(q[k] * log(q[k]), k) - sum_over(q[k] * log(p[k]), k),
        "the logarithm of a quotient",
    )
    .eq(
        sum_over(q[k] * log(q[k]), k) - sum_over(q[k] * (z[k] - logsumexp(z)), k),
        "the log-likelihood of each class",
        using="softmax-log-likelihood",
    )
    .eq(logsumexp(z) - objective, "the probabilities sum to one")
)

if __name__ == "__main__":
    shortfall.main()
