r"""Differentiating the log-partition function gives the mean, and once more the covariance.

In every exponential family the first derivatives of $A$ are the means of the sufficient statistics.
Here they are the softmax probabilities. Under class $k$ the statistic $T_j$ is $\delta_{jk}$, so
its mean is $\sum_k p_k \delta_{jk}$, which is $p_j$ as well.
"""

from sympy import Derivative, Ne, Sum, exp, log

from symsoft import Derivation, define, delta, dim, indices, logsumexp, softmax, sum_over, vector

K = dim("K")
i, j, k = indices("i j k", K)
eta = vector("eta", K)
p = softmax(eta)
A = define("A", (), logsumexp(eta), latex=r"A(\eta)")
all_but_last = Sum(exp(eta[k]), (k, 1, K - 1))

mean = Derivation(
    "multinomial-mean",
    title="The gradient of the log-partition function is the mean",
    claims=12,
    source="CS229 lecture notes, section 9.3",
)
(
    mean.calc(Derivative(A, eta[j]))
    .eq(p[j], "log-sum-exp has softmax for its gradient", using="log-sum-exp-gradient")
    .eq(
        sum_over(p[k] * delta(j, k), k),
        r"the mean of $T_j$, which is $\delta_{jk}$ under class $k$",
    )
)

minimal_mean = Derivation(
    "multinomial-mean-minimal",
    title="The mean in the minimal family",
    claims=12,
    source="CS229 lecture notes, section 9.3",
    given=[Ne(j, K)],
    summary=r"""
    With $\eta_K$ fixed at 0 the normaliser is $\log(1 + \sum_{k<K} e^{\eta_k})$. Its slopes along
    the $K - 1$ parameters that are left are again the probabilities.
    """,
)
(
    minimal_mean.calc(Derivative(log(1 + all_but_last), eta[j]))
    .eq(Derivative(all_but_last, eta[j]) / (1 + all_but_last), "chain rule for the logarithm")
    .eq(exp(eta[j]) / (1 + all_but_last), "class $j$ is not the last, so its term is in the sum")
)

covariance = Derivation(
    "multinomial-covariance",
    title="The Hessian of the log-partition function is the covariance",
    claims=12,
    source="CS229 lecture notes, section 9.3",
    summary=r"""
    The Hessian of $A$ is the Jacobian of softmax, $\mathrm{diag}(p) - pp^{\mathsf T}$, and the
    covariance of the indicators $T_i$ and $T_j$ comes out the same. In statistics this matrix is
    the Fisher information of the logits.
    """,
)
(
    covariance.calc(Derivative(A, eta[i], eta[j]))
    .eq(Derivative(p[i], eta[j]), r"the gradient of $A$ is $p$", using=mean)
    .eq(p[i] * (delta(i, j) - p[j]), "the Jacobian of softmax", using="softmax-jacobian")
    .eq(delta(i, j) * p[i] - p[i] * p[j], "multiply out")
    .eq(
        sum_over(p[k] * delta(i, k) * delta(j, k), k)
        - sum_over(p[k] * delta(i, k), k) * sum_over(p[k] * delta(j, k), k),
        "the mean of the product less the product of the means",
    )
)

if __name__ == "__main__":
    mean.main()
    minimal_mean.main()
    covariance.main()
