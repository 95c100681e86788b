"""A baseline changes nothing in the mean.

The same amount $b$ taken off every reward leaves the policy gradient as it is, since the score has
mean zero. It can be chosen freely to make estimates less noisy.
"""

from sympy import Derivative, log

from symsoft import Derivation, dim, indices, scalar, softmax, sum_over, vector

K = dim("K")
j, k = indices("j k", K)
z, r = vector("z", K), vector("r", K)
b = scalar("b")
p = softmax(z)
reward = sum_over(p[k] * r[k], k)

baseline = Derivation(
    "policy-gradient-baseline",
    title="A baseline does not change the policy gradient",
    claims=24,
    source="R. J. Williams, Simple Statistical Gradient-Following Algorithms, 1992",
)
(
    baseline.calc(sum_over(p[k] * (r[k] - b) * Derivative(log(p[k]), z[j]), k))
    .eq(
        sum_over(p[k] * r[k] * Derivative(log(p[k]), z[j]), k)
        - b * sum_over(p[k] * Derivative(log(p[k]), z[j]), k),
        "$b$ is the same for every action",
    )
    .eq(
        sum_over(p[k] * r[k] * Derivative(log(p[k]), z[j]), k),
        "the score has mean zero",
        using="score-function-mean",
    )
    .eq(Derivative(reward, z[j]), "the policy gradient", using="policy-gradient-score")
)

if __name__ == "__main__":
    baseline.main()
