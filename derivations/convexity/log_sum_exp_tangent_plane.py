"""Log-sum-exp lies above its tangent planes.

This is convexity again, this time from Gibbs' inequality and without second derivatives.
"""

from sympy import Ge

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

tangent = Derivation(
    "log-sum-exp-tangent-plane",
    title="Log-sum-exp lies above its tangent planes",
    claims=20,
)
tangent.have(
    Ge(kl_divergence(p, q), 0, evaluate=False), "Gibbs' inequality", using="gibbs-inequality"
)
(
    tangent.calc(logsumexp(w))
    .eq(plane + kl_divergence(p, q), "plane plus divergence", using="log-sum-exp-bregman")
    .ge(plane, "the divergence is not negative")
)

if __name__ == "__main__":
    tangent.main()
