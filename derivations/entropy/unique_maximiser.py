r"""Nothing but softmax maximises score plus entropy.

Let the logits be $z_k = \log p_k + c$, so that $p = \mathrm{softmax}(z)$ and log-sum-exp is $c$. A
distribution $y$ that differs from $p$ in some class has a positive divergence from it, and falls
short of log-sum-exp by that much. The problem has one solution.
"""

from sympy import Eq, Ne, exp, log

from symsoft import (
    Derivation,
    define,
    dim,
    entropy,
    indices,
    kl_divergence,
    scalar,
    sum_over,
    vector,
)

K = dim("K")
i, k = indices("i k", K)
c = scalar("c")
y, p = vector("y", K, positive=True), vector("p", K, positive=True)
z = define("z", k, log(p[k]) + c)
objective = entropy(y) + sum_over(y[k] * z[k], k)

unique = Derivation(
    "maximum-entropy-unique",
    title="Softmax alone maximises score plus entropy",
    claims=19,
    given=[
        Eq(sum_over(y[k], k), 1),
        Eq(sum_over(p[k], k), 1),
        Ne(y[i], p[i]),
    ],
)
(
    unique.calc(log(sum_over(exp(z[k]), k)))
    .eq(log(exp(c) * sum_over(p[k], k)), "every term is $e^c p_k$")
    .eq(c, "the probabilities sum to one")
)
(
    unique.calc(objective)
    .eq(c - kl_divergence(y, p), "the shortfall is the divergence")
    .lt(c, "the distributions differ", using="gibbs-inequality-strict")
    .eq(log(sum_over(exp(z[k]), k)), "log-sum-exp of these logits")
)

if __name__ == "__main__":
    unique.main()
