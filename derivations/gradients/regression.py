r"""The error of a class times the input: the gradient is $(p - y)x^{\mathsf T}$.

Softmax regression scores class $k$ by $\sum_d W_{kd} x_d$ and pays the cross-entropy of its
softmax. The slope along the weight $W_{ab}$ is the error of class $a$ times the input that the
weight multiplies, the same form as in linear and logistic regression.
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
a, k = indices("a k", K)
b, d = indices("b d", D)
W, x, y = matrix("W", (K, D)), vector("x", D), vector("y", K)
logit = sum_over(W[k, d] * x[d], d)
p = softmax(logit, k, name="p")

gradient = Derivation(
    "softmax-regression-gradient",
    title="The gradient of softmax regression",
    claims=12,
    source="CS229 lecture notes, section 9.3",
    given=[Eq(sum_over(y[k], k), 1)],
)
(
    gradient.calc(Derivative(cross_entropy(y, p), W[a, b]))
    .eq(
        sum_over((p[k] - y[k]) * Derivative(logit, W[a, b]), k),
        "chain rule; the slope along logit $k$ is $p_k - y_k$",
        using="cross-entropy-gradient",
    )
    .eq(
        sum_over((p[k] - y[k]) * delta(k, a) * x[b], k),
        r"$W_{ab}$ enters logit $a$ alone, multiplied by $x_b$",
    )
    .eq((p[a] - y[a]) * x[b], "the delta picks class $a$")
)

if __name__ == "__main__":
    gradient.main()
