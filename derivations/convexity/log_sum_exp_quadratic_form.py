"""The curvature of log-sum-exp in a direction is a variance.

The quadratic form of the Hessian in a vector $v$ is the mean of the squares of $v$ less the square
of its mean, under the softmax probabilities. Convexity is read off from this.
"""

from sympy import Derivative

from symsoft import (
    Derivation,
    define,
    delta,
    dim,
    indices,
    logsumexp,
    softmax,
    sum_over,
    vector,
)

K = dim("K")
i, j, k, l = indices("i j k l", K)
z, v = vector("z", K), vector("v", K)
p = softmax(z)
mean = define("mu", (), sum_over(p[l] * v[l], l), latex=r"\mu")
form = sum_over(sum_over(v[i] * Derivative(logsumexp(z), z[i], z[j]) * v[j], j), i)

variance = Derivation(
    "log-sum-exp-quadratic-form",
    title="The quadratic form of the Hessian is a variance",
    claims=20,
)
(
    variance.calc(form)
    .eq(
        sum_over(sum_over(v[i] * (delta(i, j) * p[i] - p[i] * p[j]) * v[j], j), i),
        "the Hessian of log-sum-exp",
        using="log-sum-exp-hessian",
    )
    .eq(
        sum_over(p[i] * v[i] ** 2, i) - sum_over(p[i] * v[i], i) * sum_over(p[j] * v[j], j),
        "the delta picks $j = i$; the other sum is a product of two",
    )
    .eq(sum_over(p[k] * (v[k] - mean) ** 2, k), "the variance, as a mean of squares")
)

if __name__ == "__main__":
    variance.main()
