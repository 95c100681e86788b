"""The third derivative of log-sum-exp along a line is the third central moment.

It measures how lopsided the distribution of $v$ is, and may have either sign. Log-sum-exp along a
line is a cumulant-generating function: its derivatives are mean, variance and so on.
"""

from sympy import Derivative

from symsoft import Derivation, define, dim, indices, logsumexp, scalar, softmax, sum_over, vector

K = dim("K")
k, l = indices("k l", K)
z, v = vector("z", K), vector("v", K)
t = scalar("t")
q = softmax(z + t * v, name="q")
along = logsumexp(z + t * v)
mean = define("mu", (), sum_over(q[l] * v[l], l), latex=r"\mu")

third = Derivation(
    "log-sum-exp-third-cumulant",
    title="The third derivative along a line is the third central moment",
    claims=20,
)
(
    third.calc(Derivative(along, t, t, t))
    .eq(
        Derivative(sum_over(q[k] * v[k] ** 2, k) - sum_over(q[k] * v[k], k) ** 2, t),
        "the second derivative is the variance",
        using="log-sum-exp-line-convex",
    )
    .eq(
        sum_over(q[k] * (v[k] - mean) * v[k] ** 2, k)
        - 2 * mean * sum_over(q[k] * (v[k] - mean) * v[k], k),
        "differentiate the probabilities once more",
    )
    .eq(sum_over(q[k] * (v[k] - mean) ** 3, k), "collect the cube")
)

if __name__ == "__main__":
    third.main()
