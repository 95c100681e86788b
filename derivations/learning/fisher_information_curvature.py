r"""Fisher information is the mean curvature of the loss.

The curvature of $-\log p_k$ is the same for every class $k$, because logits enter it linearly but
for log-sum-exp. So the expected Hessian is the Hessian itself.
"""

from sympy import Derivative, log

from symsoft import Derivation, delta, dim, indices, softmax, sum_over, vector

K = dim("K")
i, j, k = indices("i j k", K)
z = vector("z", K)
p = softmax(z)

curvature = Derivation(
    "fisher-information-curvature",
    title="Fisher information is the mean curvature of the loss",
    claims=24,
)
(
    curvature.calc(-sum_over(p[k] * Derivative(log(p[k]), z[i], z[j]), k))
    .eq(
        -sum_over(p[k] * Derivative(delta(k, i) - p[i], z[j]), k),
        "the gradient of log-softmax",
        using="log-softmax-gradient",
    )
    .eq(Derivative(p[i], z[j]) * sum_over(p[k], k), "the delta has no slope")
    .eq(p[i] * (delta(i, j) - p[j]), "the Jacobian of softmax", using="softmax-jacobian")
    .eq(delta(i, j) * p[i] - p[i] * p[j], "multiply out")
)

if __name__ == "__main__":
    curvature.main()
