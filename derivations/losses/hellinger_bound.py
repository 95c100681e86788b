r"""The divergence is at least the squared Hellinger distance.

Gibbs' inequality can be sharpened. With $\log x = 2 \log \sqrt{x} \le 2(\sqrt{x} - 1)$ in place of
$\log x \le x - 1$ every term $y_k \log(y_k/p_k) - y_k + p_k$ is at least
$(\sqrt{y_k} - \sqrt{p_k})^2$. For distributions, which sum to one, the left sides add up to the
divergence.
"""

from sympy import log, sqrt

from symsoft import (
    Derivation,
    dim,
    indices,
    sum_over,
    vector,
)

K = dim("K")
k = indices("k", K)
y, p = vector("y", K, positive=True), vector("p", K, positive=True)
square = (sqrt(y[k]) - sqrt(p[k])) ** 2
divergence = sum_over(y[k] * log(y[k] / p[k]) - y[k] + p[k], k)

hellinger = Derivation(
    "hellinger-bound",
    title="The divergence is at least the squared Hellinger distance",
    claims=6,
)
hellinger.have(
    log(sqrt(p[k] / y[k])) <= sqrt(p[k] / y[k]) - 1, r"$\log x \le x - 1$ for a square root"
)
hellinger.have(
    y[k] * log(y[k] / p[k]) - y[k] + p[k] >= square,
    "multiply by $-2y_k$, which turns the sign, and complete the square",
)
hellinger.conclude(divergence >= sum_over(square, k), "term by term")

if __name__ == "__main__":
    hellinger.main()
