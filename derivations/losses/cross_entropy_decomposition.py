"""Cross-entropy is what cannot be helped plus what can.

It splits into the entropy of the truth, which no model can change, and the Kullback-Leibler
divergence from truth to prediction. Minimising the one minimises the other.
"""

from sympy import log

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

split = Derivation(
    "cross-entropy-decomposition",
    title="Cross-entropy is entropy plus divergence",
    claims=6,
)
(
    split.calc(cross_entropy(y, p))
    .eq(
        -sum_over(y[k] * log(y[k]), k) + sum_over(y[k] * (log(y[k]) - log(p[k])), k),
        r"add and take away $\sum_k y_k \log y_k$",
    )
    .eq(entropy(y) + kl_divergence(y, p), "the logarithm of a quotient")
)

if __name__ == "__main__":
    split.main()
