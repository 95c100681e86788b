r"""The log-likelihood is not far below the gap to the maximum.

The soft maximum exceeds the maximum by no more than $\log K$, so that $\log p_i$ is at least
$z_i - \max z - \log K$.
"""

from sympy import Le, log

from symsoft import (
    Derivation,
    define,
    dim,
    indices,
    logsumexp,
    max_over,
    softmax,
    vector,
)

K = dim("K")
i, k = indices("i k", K)
z = vector("z", K)
p = softmax(z)
m = define("m", (), max_over(z[k], k))

below = Derivation(
    "log-likelihood-lower-bound",
    title="The log-likelihood is at most a constant below the gap",
    claims=2,
)
below.have(Le(logsumexp(z), m + log(K)), "but not by much", using="log-sum-exp-upper-bound")
(
    below.calc(log(p[i]))
    .eq(z[i] - logsumexp(z), "the log-likelihood", using="softmax-log-likelihood")
    .ge(z[i] - m - log(K), "take away less")
)

if __name__ == "__main__":
    below.main()
