r"""A convex function lies above its tangents, and log-sum-exp above its tangent planes.

The plane that touches log-sum-exp at $z$ has the slope $p = \mathrm{softmax}(z)$. At any other
point $w$ it lies below, and the distance is the divergence from softmax at $z$ to softmax at $w$.
"""

from sympy import log

from symsoft import (
    Derivation,
    dim,
    indices,
    kl_divergence,
    logsumexp,
    softmax,
    sum_over,
    vector,
)

K = dim("K")
k = indices("k", K)
z, w = vector("z", K), vector("w", K)
p, q = softmax(z, name="p"), softmax(w, name="q")
plane = logsumexp(z) + sum_over(p[k] * (w[k] - z[k]), k)

distance = Derivation(
    "log-sum-exp-bregman",
    title="The distance to the tangent plane is a divergence",
    claims=20,
)
(
    distance.calc(kl_divergence(p, q))
    .eq(sum_over(p[k] * (log(p[k]) - log(q[k])), k), "the logarithm of a quotient")
    .eq(
        sum_over(p[k] * (z[k] - logsumexp(z) - w[k] + logsumexp(w)), k),
        "the log-likelihood of each class",
        using="softmax-log-likelihood",
    )
    .eq(logsumexp(w) - plane, "the probabilities sum to one", using="softmax-sums-to-one")
)

if __name__ == "__main__":
    distance.main()
