r"""The entropy of a softmax is log-sum-exp less the mean logit.

The logarithm of each probability is its logit less the same constant. So entropy, mean logit and
log-sum-exp hang together: physicists know them as entropy, mean energy and free energy.
"""

from symsoft import Derivation, dim, entropy, indices, logsumexp, softmax, sum_over, vector

K = dim("K")
k = indices("k", K)
z = vector("z", K)
p = softmax(z)

value = Derivation("softmax-entropy", title="The entropy of a softmax", claims=19)
(
    value.calc(entropy(p))
    .eq(
        -sum_over(p[k] * (z[k] - logsumexp(z)), k),
        "the log-likelihood of each class",
        using="softmax-log-likelihood",
    )
    .eq(
        logsumexp(z) * sum_over(p[k], k) - sum_over(p[k] * z[k], k),
        "log-sum-exp is the same in every term",
    )
    .eq(
        logsumexp(z) - sum_over(p[k] * z[k], k),
        "the probabilities sum to one",
        using="softmax-sums-to-one",
    )
)

if __name__ == "__main__":
    value.main()
