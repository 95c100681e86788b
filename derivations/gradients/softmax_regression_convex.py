r"""The loss of softmax regression is convex in its weights.

In a direction $V$ the quadratic form of the Hessian is the variance of the scores
$\sum_d V_{kd} x_d$ under the predicted probabilities. No variance is negative: gradient descent has
no bad local minimum to fall into.
"""

from symsoft import (
    Derivation,
    define,
    delta,
    dim,
    indices,
    matrix,
    softmax,
    sum_over,
    vector,
)

K, D = dim("K"), dim("D")
a, g, k, l = indices("a g k l", K)
b, d, h = indices("b d h", D)
W, x = matrix("W", (K, D)), vector("x", D)
V = matrix("V", (K, D))
logit = sum_over(W[k, d] * x[d], d)
p = softmax(logit, k, name="p")
s = define("s", k, sum_over(V[k, d] * x[d], d))
mean = define("mu", (), sum_over(p[l] * s[l], l), latex=r"\mu")

convex = Derivation(
    "softmax-regression-convex",
    title="The loss of softmax regression is convex in the weights",
    claims=12,
)
(
    convex.calc(
        sum_over(
            sum_over(V[a, b] * p[a] * (delta(a, g) - p[g]) * x[b] * x[h] * V[g, h], h, g), b, a
        )
    )
    .eq(
        sum_over(sum_over(s[a] * p[a] * (delta(a, g) - p[g]) * s[g], g), a),
        "sum over the inputs first",
        using="softmax-regression-hessian",
    )
    .eq(sum_over(p[k] * (s[k] - mean) ** 2, k), "a variance", using="log-sum-exp-quadratic-form")
    .ge(0, "probabilities times squares")
)

if __name__ == "__main__":
    convex.main()
