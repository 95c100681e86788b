r"""The third derivatives of log-sum-exp are symmetric in their three indices.

Differentiating the Jacobian of softmax once more gives five terms, which are the third cumulants of
the class indicators. They tell how fast the curvature changes along the way.
"""

from sympy import Derivative

from symsoft import Derivation, delta, dim, indices, logsumexp, softmax, vector

K = dim("K")
i, j, k = indices("i j k", K)
z = vector("z", K)
p = softmax(z)

third = Derivation(
    "log-sum-exp-third-derivatives", title="The third derivatives of log-sum-exp", claims=20
)
(
    third.calc(Derivative(logsumexp(z), z[i], z[j], z[k]))
    .eq(
        Derivative(delta(i, j) * p[i] - p[i] * p[j], z[k]),
        "the Hessian of log-sum-exp",
        using="log-sum-exp-hessian",
    )
    .eq(
        delta(i, j) * p[i] * (delta(i, k) - p[k])
        - p[i] * (delta(i, k) - p[k]) * p[j]
        - p[i] * p[j] * (delta(j, k) - p[k]),
        "product rule and the Jacobian of softmax",
        using="softmax-jacobian",
    )
    .eq(
        delta(i, j) * delta(j, k) * p[i]
        - delta(i, j) * p[i] * p[k]
        - delta(i, k) * p[i] * p[j]
        - delta(j, k) * p[i] * p[j]
        + 2 * p[i] * p[j] * p[k],
        "multiply out",
    )
)

if __name__ == "__main__":
    third.main()
