r"""A class that lies behind pays at least its distance.

The soft maximum is no less than the maximum, so that $\log p_i$ is at most $z_i - \max z$.
"""

from sympy import Ge, log

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

above = Derivation(
    "log-likelihood-upper-bound",
    title="The log-likelihood is at most the gap below the maximum",
    claims=2,
)
above.have(Ge(logsumexp(z), m), "a soft maximum lies above", using="log-sum-exp-lower-bound")
(
    above.calc(log(p[i]))
    .eq(z[i] - logsumexp(z), "the log-likelihood", using="softmax-log-likelihood")
    .le(z[i] - m, "take away more")
)

if __name__ == "__main__":
    above.main()
