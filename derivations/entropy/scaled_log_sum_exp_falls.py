r"""The soft maximum comes down on the maximum without ever turning back.

For positive scales $\frac1c \log \sum_k e^{c z_k}$ falls at the rate of entropy over $c^2$. So a
greater scale always gives the better approximation of the maximum.
"""

from sympy import Derivative, Ge

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
l = indices("l", K)
z = vector("z", K)
c = scalar("c", positive=True)
a = softmax(c * z, name="a")
mean = define("mu", (), sum_over(a[l] * z[l], l), latex=r"\mu")

descent = Derivation(
    "scaled-log-sum-exp-falls",
    title="Scaled log-sum-exp falls towards the maximum",
    claims=19,
)
descent.have(
    Ge(entropy(a), 0, evaluate=False), "no probability exceeds one, so no logarithm is positive"
)
(
    descent.calc(Derivative(logsumexp(c * z) / c, c))
    .eq(mean / c - logsumexp(c * z) / c**2, "product rule; log-sum-exp rises at the mean score")
    .eq(-entropy(a) / c**2, "the entropy of a softmax", using="softmax-entropy")
    .le(0, "entropy is not negative")
)

if __name__ == "__main__":
    descent.main()
