r"""The logarithm of the loss undoes the exponential of softmax, and a difference is left.

For any weights $y$, whether they sum to one or not, the slope of the cross-entropy
$-\sum_k y_k \log p_k$ along $z_j$ is $p_j \sum_k y_k - y_j$.
"""

from sympy import Derivative, Eq, log

from symsoft import Derivation, cross_entropy, delta, dim, indices, softmax, sum_over, vector

K = dim("K")
j, k = indices("j k", K)
z, y = vector("z", K), vector("y", K)
p = softmax(z)
loss = cross_entropy(y, p)

weighted = Derivation(
    "cross-entropy-gradient-weighted",
    title="The gradient of the cross-entropy, for any weights",
    claims=4,
)
(
    weighted.calc(Derivative(loss, z[j]))
    .eq(-sum_over(y[k] * Derivative(log(p[k]), z[j]), k), "the weights do not depend on the logits")
    .eq(
        -sum_over(y[k] * (delta(k, j) - p[j]), k),
        "the gradient of log-softmax",
        using="log-softmax-gradient",
    )
    .eq(
        p[j] * sum_over(y[k], k) - sum_over(delta(k, j) * y[k], k),
        "$p_j$ is the same in every term",
    )
    .eq(p[j] * sum_over(y[k], k) - y[j], "the delta picks $y_j$")
)

gradient = Derivation(
    "cross-entropy-gradient",
    title="The gradient of the cross-entropy",
    claims=4,
    given=[Eq(sum_over(y[k], k), 1)],
    summary="""
    For a target that sums to one, such as a one-hot vector or a smoothed one, the gradient is the
    prediction less the target.
    """,
)
(
    gradient.calc(Derivative(loss, z[j]))
    .eq(p[j] * sum_over(y[k], k) - y[j], "the gradient for any weights", using=weighted)
    .eq(p[j] - y[j], "the target sums to one")
)

if __name__ == "__main__":
    weighted.main()
    gradient.main()
