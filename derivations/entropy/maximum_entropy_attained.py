"""At softmax, score plus entropy reaches log-sum-exp.

The bound for all distributions is attained, so that it is a maximum and not only a bound.
"""

from symsoft import (
    Derivation,
    dim,
    entropy,
    indices,
    logsumexp,
    softmax,
    sum_over,
    vector,
)

K = dim("K")
k = indices("k", K)
z = vector("z", K)
p = softmax(z)

attained = Derivation(
    "maximum-entropy-attained",
    title="At softmax score plus entropy is log-sum-exp",
    claims=19,
)
(
    attained.calc(entropy(p) + sum_over(p[k] * z[k], k))
    .eq(
        logsumexp(z) - sum_over(p[k] * z[k], k) + sum_over(p[k] * z[k], k),
        "the entropy of a softmax",
        using="softmax-entropy",
    )
    .eq(logsumexp(z), "the mean logit cancels")
)

if __name__ == "__main__":
    attained.main()
