r"""Softmax does not notice a constant added to every logit.

The constant multiplies every exponential by the same factor $e^c$, which cancels. Only differences
of logits matter; programs use the freedom to avoid overflow, and statisticians fix it by setting
one logit to zero.
"""

from sympy import UnevaluatedExpr, exp, log

from symsoft import Derivation, dim, indices, logsumexp, scalar, softmax, sum_over, vector

K = dim("K")
i, k = indices("i k", K)
z = vector("z", K)
c = scalar("c")
total = sum_over(exp(z[k]), k)

shift = Derivation("softmax-shift-invariance", title="Softmax is invariant under shifts", claims=13)
(
    shift.calc(softmax(z + c, name="q")[i])
    .eq(exp(z[i] + c) / sum_over(exp(z[k] + c), k), "by definition")
    .eq(exp(c) * exp(z[i]) / UnevaluatedExpr(exp(c) * total), "every term has the factor $e^c$")
    .eq(exp(z[i]) / total, "which cancels, being positive")
    .eq(softmax(z)[i], "by definition")
)

log_sum_exp = Derivation(
    "log-sum-exp-shift",
    title="Log-sum-exp moves with a shift",
    claims=13,
    summary="""
    Log-sum-exp behaves like a maximum, which also grows by $c$ when every entry does. This is the
    counterpart of the shift invariance of softmax.
    """,
)
(
    log_sum_exp.calc(logsumexp(z + c))
    .eq(log(exp(c) * total), "every term has the factor $e^c$")
    .eq(logsumexp(z) + c, "the logarithm of a product of positive factors")
)

if __name__ == "__main__":
    shift.main()
    log_sum_exp.main()
