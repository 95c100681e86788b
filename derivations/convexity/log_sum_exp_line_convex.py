"""Along any straight line log-sum-exp bends upwards.

The slope is a mean, and the mean moves at the rate of the variance. No variance is negative, so the
slope never falls. This shows convexity with one variable only.
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

bend = Derivation(
    "log-sum-exp-line-convex",
    title="The second derivative along a line is a variance",
    claims=20,
)
(
    bend.calc(Derivative(along, t, t))
    .eq(
        Derivative(sum_over(q[k] * v[k], k), t),
        "the slope is the mean",
        using="log-sum-exp-line-slope",
    )
    .eq(
        sum_over(q[k] * (v[k] - mean) * v[k], k),
        "a probability $q_k$ moves at the rate $q_k (v_k - \\mu)$",
    )
    .eq(sum_over(q[k] * (v[k] - mean) ** 2, k), "deviations from the mean have the mean zero")
    .ge(0, "probabilities times squares")
)

if __name__ == "__main__":
    bend.main()
