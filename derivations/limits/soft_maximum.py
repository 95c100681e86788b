r"""Log-sum-exp is a maximum with soft corners: it lies just above, and closer the larger the scale.

A sum of positive terms is at least its greatest term. A logarithm turns this into a lower bound for
$\frac{1}{c}\log\sum_k e^{c z_k}$ that does not depend on the scale $c$.
"""

from sympy import Eq, Ge, Le, Limit, exp, log, oo

from symsoft import Derivation, define, dim, indices, logsumexp, max_over, scalar, sum_over, vector

K = dim("K")
k = indices("k", K)
z = vector("z", K)
c = scalar("c", positive=True)
m = define("m", (), max_over(z[k], k))
soft = logsumexp(c * z) / c

lower = Derivation(
    "log-sum-exp-lower-bound", title="Log-sum-exp is at least the maximum", claims=(2, 16)
)
lower.have(
    Le(exp(c * m), sum_over(exp(c * z[k]), k)),
    "the greatest term is one of the positive terms",
)
lower.have(Le(c * m, logsumexp(c * z)), "the logarithm is increasing")
lower.conclude(Le(m, soft), "divide by $c > 0$")

upper = Derivation(
    "log-sum-exp-upper-bound",
    title="Log-sum-exp exceeds the maximum by at most a constant",
    claims=(2, 16),
    summary="""
    A sum of $K$ terms is at most $K$ times the greatest. The gap does not depend on the logits and
    shrinks as the scale grows. The bound is attained when all logits are equal.
    """,
)
upper.have(
    Le(sum_over(exp(c * z[k]), k), K * exp(c * m)),
    "$K$ terms, none of them greater than $e^{cm}$",
)
(
    upper.calc(logsumexp(c * z))
    .le(log(K * exp(c * m)), "the logarithm is increasing")
    .eq(c * m + log(K), "the logarithm of a product")
)
upper.conclude(Le(soft, m + log(K) / c), "divide by $c > 0$")

soft_maximum = Derivation(
    "log-sum-exp-limit",
    title="Scaled log-sum-exp tends to the maximum",
    claims=16,
    summary="""
    The two bounds close in as the scale grows, and the limit is the maximum whether it is unique or
    not: log-sum-exp is a soft maximum in the plain sense of the words.
    """,
)
soft_maximum.have(Ge(soft, m), "the lower bound", using=lower)
soft_maximum.have(Le(soft, m + log(K) / c), "the upper bound", using=upper)
soft_maximum.have(Eq(Limit(m + log(K) / c, c, oo), m), "a constant divided by $c$ vanishes")
soft_maximum.conclude(Eq(Limit(soft, c, oo), m), "squeezed between its bounds")

if __name__ == "__main__":
    lower.main()
    upper.main()
    soft_maximum.main()
