"""The curvature of softmax regression does not depend on the target.

The second derivative along two weights is an entry of the Jacobian of softmax times the two inputs
that the weights multiply. The target is gone, as it enters the gradient linearly.
"""

from sympy import Derivative, Eq

from symsoft import (
    Derivation,
    cross_entropy,
    delta,
    dim,
    indices,
    matrix,
    softmax,
    sum_over,
    vector,
)

K, D = dim("K"), dim("D")
a, g, k = indices("a g k", K)
b, d, h = indices("b d h", D)
W, x, y = matrix("W", (K, D)), vector("x", D), vector("y", K)
logit = sum_over(W[k, d] * x[d], d)
p = softmax(logit, k, name="p")
loss = cross_entropy(y, p)

hessian = Derivation(
    "softmax-regression-hessian",
    title="The Hessian of softmax regression",
    claims=12,
    given=[Eq(sum_over(y[k], k), 1)],
)
(
    hessian.calc(Derivative(loss, W[a, b], W[g, h]))
    .eq(
        Derivative((p[a] - y[a]) * x[b], W[g, h]),
        "the gradient of softmax regression",
        using="softmax-regression-gradient",
    )
    .eq(
        p[a] * (delta(a, g) - p[g]) * x[b] * x[h],
        "the Jacobian of softmax, and $x_h$ for the slope of logit $g$",
        using="softmax-jacobian",
    )
)

if __name__ == "__main__":
    hessian.main()
