r"""The log-likelihood of a class is its logit less log-sum-exp.

The logarithm takes the exponential off the numerator and leaves a soft maximum of all logits. For
well separated logits the log-likelihood is about $z_i - \max z$.
"""

from sympy import UnevaluatedExpr, exp, log

from symsoft import (
    Derivation,
    dim,
    indices,
    logsumexp,
    softmax,
    sum_over,
    vector,
)

K = dim("K")
i, k = indices("i k", K)
z = vector("z", K)
p = softmax(z)

identity = Derivation("softmax-log-likelihood", title="The log-likelihood of a class", claims=2)
(
    identity.calc(log(p[i]))
    .eq(
        log(UnevaluatedExpr(exp(z[i]))) - log(sum_over(exp(z[k]), k)), "the logarithm of a quotient"
    )
    .eq(z[i] - logsumexp(z), "the logarithm undoes the exponential")
)

if __name__ == "__main__":
    identity.main()
