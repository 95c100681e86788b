r"""Among all distributions with a given mean score, softmax has the greatest entropy.

This is how statistical mechanics comes to the Boltzmann distribution: nothing is known but the mean
energy. Any other distribution $q$ with the same mean of $z$ as $p = \mathrm{softmax}(cz)$ has no
greater entropy, whatever the scale $c$ that fits the mean.
"""

from sympy import Eq

from symsoft import (
    Derivation,
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
k = indices("k", K)
z, q = vector("z", K), vector("q", K, positive=True)
c = scalar("c")
p = softmax(c * z, name="p")

constrained = Derivation(
    "maximum-entropy-mean-constraint",
    title="Softmax has the greatest entropy for its mean score",
    claims=19,
    source="E. T. Jaynes, Information Theory and Statistical Mechanics, 1957",
    given=[
        Eq(sum_over(q[k], k), 1),
        Eq(sum_over(q[k] * z[k], k), sum_over(p[k] * z[k], k)),
    ],
)
(
    constrained.calc(entropy(q))
    .le(
        logsumexp(c * z) - c * sum_over(q[k] * z[k], k),
        "softmax maximises score plus entropy",
        using="maximum-entropy",
    )
    .eq(logsumexp(c * z) - c * sum_over(p[k] * z[k], k), "the mean scores are the same")
    .eq(entropy(p), "the entropy of a softmax", using="softmax-entropy")
)

if __name__ == "__main__":
    constrained.main()
