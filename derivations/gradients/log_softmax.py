r"""Softmax says how much each entry counts in log-sum-exp, the smooth stand-in for the maximum.

The chain rule divides the slope of the sum by the sum, and only one term of the sum has a slope
along $z_j$. The gradients of log-softmax and of the cross-entropy rest on this one.
"""

from sympy import Derivative, exp, log

from symsoft import Derivation, delta, dim, indices, logsumexp, softmax, sum_over, vector

K = dim("K")
i, j, k = indices("i j k", K)
z = vector("z", K)
p = softmax(z)
total = sum_over(exp(z[k]), k)

log_sum_exp = Derivation("log-sum-exp-gradient", title="The gradient of log-sum-exp", claims=20)
(
    log_sum_exp.calc(Derivative(logsumexp(z), z[j]))
    .eq(Derivative(total, z[j]) / total, "chain rule for the logarithm")
    .eq(sum_over(delta(k, j) * exp(z[k]), k) / total, "term by term")
    .eq(exp(z[j]) / total, "the delta picks the term with $k = j$")
    .eq(p[j], "by definition")
)

log_softmax = Derivation(
    "log-softmax-gradient",
    title="The gradient of log-softmax",
    claims=4,
    summary="""
    The logarithm takes away the quotient, and what is left to differentiate is linear but for
    log-sum-exp. The factor $p_i$ of the Jacobian is gone: the slope does not fade where $p_i$ is
    small.
    """,
)
(
    log_softmax.calc(Derivative(log(p[i]), z[j]))
    .eq(Derivative(z[i] - logsumexp(z), z[j]), "the logarithm of a quotient")
    .eq(delta(i, j) - Derivative(logsumexp(z), z[j]), "$z_i$ moves with $z_j$ only if $i = j$")
    .eq(delta(i, j) - p[j], "log-sum-exp has softmax for its gradient", using=log_sum_exp)
)

if __name__ == "__main__":
    log_sum_exp.main()
    log_softmax.main()
