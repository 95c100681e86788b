"""No distribution has less free energy than Boltzmann's.

This is the variational principle behind mean-field methods and the evidence lower bound: any
distribution $q$ whatever gives an upper bound of $F$.
"""

from sympy import Eq

from symsoft import (
    Derivation,
    define,
    dim,
    entropy,
    indices,
    logsumexp,
    scalar,
    sum_over,
    vector,
)

K = dim("K")
k = indices("k", K)
E, q = vector("E", K), vector("q", K, positive=True)
beta = scalar("beta", positive=True)
F = define("F", (), -logsumexp(-beta * E) / beta)

least = Derivation(
    "free-energy-minimum",
    title="No distribution has less free energy than Boltzmann's",
    claims=19,
    given=[Eq(sum_over(q[k], k), 1)],
)
least.have(
    entropy(q) - beta * sum_over(q[k] * E[k], k) <= logsumexp(-beta * E),
    "softmax maximises score plus entropy",
    using="maximum-entropy",
)
least.conclude(
    sum_over(q[k] * E[k], k) - entropy(q) / beta >= F, r"divide by $-\beta$, which turns the sign"
)

if __name__ == "__main__":
    least.main()
