r"""The log-likelihood of a class is its logit less log-sum-exp: about its gap below the maximum.

The logarithm takes the exponential off the numerator and leaves a soft maximum of all logits.
Since log-sum-exp lies between the maximum and $\log K$ above it, the log-likelihood is
$z_i - \max z$ up to an error of at most $\log K$.
"""

from sympy import Ge, Le, UnevaluatedExpr, exp, log

from symsoft import (
    Derivation,
    define,
    dim,
    indices,
    logsumexp,
    max_over,
    softmax,
    sum_over,
    vector,
)

K = dim("K")
i, k = indices("i k", K)
z = vector("z", K)
p = softmax(z)
m = define("m", (), max_over(z[k], k))

identity = Derivation("softmax-log-likelihood", title="The log-likelihood of a class")
(
    identity.calc(log(p[i]))
    .eq(log(UnevaluatedExpr(exp(z[i]))) - log(sum_over(exp(z[k]), k)), "the logarithm of a quotient")
    .eq(z[i] - logsumexp(z), "the logarithm undoes the exponential")
)

above = Derivation(
    "log-likelihood-upper-bound",
    title="The log-likelihood is at most the gap below the maximum",
    summary="A class that lies behind cannot have a log-likelihood above its distance.",
)
above.have(Ge(logsumexp(z), m), "a soft maximum lies above", using="log-sum-exp-lower-bound")
(
    above.calc(log(p[i]))
    .eq(z[i] - logsumexp(z), "the log-likelihood", using=identity)
    .le(z[i] - m, "take away more")
)

below = Derivation(
    "log-likelihood-lower-bound",
    title="The log-likelihood is at most a constant below the gap",
    summary="The soft maximum exceeds the maximum by no more than the logarithm of $K$.",
)
below.have(Le(logsumexp(z), m + log(K)), "but not by much", using="log-sum-exp-upper-bound")
(
    below.calc(log(p[i]))
    .eq(z[i] - logsumexp(z), "the log-likelihood", using=identity)
    .ge(z[i] - m - log(K), "take away less")
)

if __name__ == "__main__":
    identity.main()
    above.main()
    below.main()
