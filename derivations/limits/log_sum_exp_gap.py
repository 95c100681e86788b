r"""The gap between log-sum-exp and the maximum tells how many maxima there are.

For well separated logits $\log \sum_k e^{z_k}$ is close to the greatest logit, so that the
log-likelihood $z_i - \log\sum_k e^{z_k}$ is about $z_i - \max z$. How close? As the logits are
scaled up by $c$ the gap tends to $\log n$, where $n$ is the number of maxima: to zero if there is
only one.
"""

from sympy import Eq, Limit, exp, log, oo

from symsoft import (
    Derivation,
    define,
    dim,
    indices,
    iverson,
    logsumexp,
    max_over,
    scalar,
    sum_over,
    vector,
)

K = dim("K")
k = indices("k", K)
z = vector("z", K)
c = scalar("c")
m = define("m", (), max_over(z[k], k))
ties = sum_over(iverson(Eq(z[k], m)), k)

gap = Derivation(
    "log-sum-exp-gap",
    title="The gap of log-sum-exp tends to the logarithm of the number of maxima",
    claims=2,
)
(
    gap.calc(Limit(logsumexp(c * z) - c * m, c, oo))
    .eq(
        Limit(log(sum_over(exp(c * (z[k] - m)), k)), c, oo),
        "shift every logit by $-cm$",
        using="log-sum-exp-shift",
    )
    .eq(log(ties), "each maximum gives a term 1, the others vanish; the logarithm is continuous")
)
(
    gap.figure(
        "The gap as the scale grows",
        over=(c, 0, 10),
        caption="From $\\log K$ to the logarithm of the number of maxima, the dotted line.",
    )
    .panel("$z = (1, 2, 3)$", {"the gap": logsumexp(c * z) - c * m}, at={z: [1, 2, 3]})
    .panel("$z = (1, 3, 3)$, a tie", {"the gap": logsumexp(c * z) - c * m}, at={z: [1, 3, 3]})
)

if __name__ == "__main__":
    gap.main()
