"""The greater the scale, the less the entropy.

Entropy is log-sum-exp less $c$ times the mean score. Differentiated, what remains is the rate of
the mean score times $-c$: scaling logits up makes a softmax more certain, at $c$ times the
variance.
"""

from sympy import Derivative

from symsoft import (
    Derivation,
    define,
    dim,
    entropy,
    indices,
    logsumexp,
    scalar,
    softmax,
    sum_over,
    vector,
)

K = dim("K")
k, l = indices("k l", K)
z = vector("z", K)
c = scalar("c", positive=True)
a = softmax(c * z, name="a")
mean = define("mu", (), sum_over(a[l] * z[l], l), latex=r"\mu")
variance = sum_over(a[k] * (z[k] - mean) ** 2, k)

certainty = Derivation(
    "entropy-falls-with-scale",
    title="The entropy falls with the scale",
    claims=19,
)
(
    certainty.calc(Derivative(entropy(a), c))
    .eq(
        Derivative(logsumexp(c * z) - c * sum_over(a[k] * z[k], k), c),
        "the entropy of a softmax",
        using="softmax-entropy",
    )
    .eq(
        mean - mean - c * Derivative(sum_over(a[k] * z[k], k), c),
        "product rule; log-sum-exp rises at the mean score",
    )
    .eq(-c * variance, "the mean score rises at the variance", using="mean-score-rises")
    .le(0, "$c$ is positive, and the variance not negative")
)

if __name__ == "__main__":
    certainty.main()
