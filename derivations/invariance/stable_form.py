r"""Taking the greatest logit out first leaves nothing that could overflow.

Every exponent is then at most zero, so that no exponential exceeds 1. One of them is exactly 1, so
that their sum, which is divided by and of which the logarithm is taken, is never near zero.
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
j, k = indices("j k", K)
z = vector("z", K)
p = softmax(z)
m = define("m", (), max_over(z[k], k))
total = sum_over(exp(z[k] - m), k)

exponents = Derivation(
    "stable-exponents", title="No exponent is positive, and one is zero", claims=11
)
exponents.have(Le(z[j] - m, 0), "no entry exceeds the maximum")
exponents.have(Le(exp(z[j] - m), 1), "the exponential is increasing")
exponents.conclude(Ge(total, 1), "the maximum is attained, and its term is $e^0 = 1$")

log_sum_exp = Derivation(
    "log-sum-exp-stable",
    title="The stable form of log-sum-exp",
    claims=11,
    summary="""
    Taking out the greatest logit before exponentiating changes nothing but the rounding: it is a
    shift, and log-sum-exp moves with it.
    """,
)
(
    log_sum_exp.calc(logsumexp(z))
    .eq(log(exp(m) * total), "every term has the factor $e^m$", using="log-sum-exp-shift")
    .eq(m + log(total), "the logarithm of a product; the sum is at least 1", using=exponents)
)

stable_softmax = Derivation(
    "softmax-stable",
    title="The stable form of softmax",
    claims=11,
    summary="The shift invariance of softmax, with the greatest logit for the constant.",
)
(
    stable_softmax.calc(p[j])
    .eq(exp(m) * exp(z[j] - m) / UnevaluatedExpr(exp(m) * total), "every term has the factor $e^m$")
    .eq(
        exp(z[j] - m) / total,
        "which cancels",
        using=["softmax-shift-invariance", exponents],
    )
)

if __name__ == "__main__":
    exponents.main()
    log_sum_exp.main()
    stable_softmax.main()
