r"""Log-sum-exp generates the cumulants of the logits' directions.

The moment-generating function of $v$ under $p = \mathrm{softmax}(z)$ is $\sum_k p_k e^{t v_k}$. Its
logarithm is the difference of two log-sum-exps, and its derivatives at zero are the cumulants:
mean, variance and so on.
"""

from sympy import exp, log

from symsoft import Derivation, dim, indices, logsumexp, scalar, softmax, sum_over, vector

K = dim("K")
k = indices("k", K)
z, v = vector("z", K), vector("v", K)
t = scalar("t")
p = softmax(z)

generating = Derivation(
    "softmax-cumulant-generating-function",
    title="The cumulant-generating function is a difference of log-sum-exps",
    claims=20,
)
(
    generating.calc(log(sum_over(p[k] * exp(t * v[k]), k)))
    .eq(
        log(sum_over(exp(z[k] + t * v[k]), k) / sum_over(exp(z[k]), k)),
        "the normaliser is the same in every term",
    )
    .eq(logsumexp(z + t * v) - logsumexp(z), "the logarithm of a quotient")
)

if __name__ == "__main__":
    generating.main()
