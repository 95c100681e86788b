"""Through softmax the squared error has a slope with the factor $p_j$.

No logarithm undoes the exponential here, and the Jacobian of softmax stays. Where $p_j$ is small,
so is the slope, whatever the error.
"""

from sympy import Derivative

from symsoft import (
    Derivation,
    delta,
    dim,
    indices,
    softmax,
    sum_over,
    vector,
)

K = dim("K")
j, k = indices("j k", K)
z, y = vector("z", K), vector("y", K)
p = softmax(z)

slope = Derivation(
    "squared-error-gradient",
    title="The gradient of the squared error through softmax",
    claims=3,
)
(
    slope.calc(Derivative(sum_over((p[k] - y[k]) ** 2, k), z[j]))
    .eq(sum_over(2 * (p[k] - y[k]) * Derivative(p[k], z[j]), k), "chain rule")
    .eq(
        2 * sum_over((p[k] - y[k]) * p[k] * (delta(k, j) - p[j]), k),
        "the Jacobian of softmax",
        using="softmax-jacobian",
    )
    .eq(
        2 * p[j] * (p[j] - y[j] - sum_over((p[k] - y[k]) * p[k], k)),
        "the delta picks class $j$",
    )
)

if __name__ == "__main__":
    slope.main()
