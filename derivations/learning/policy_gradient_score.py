"""The policy gradient can be estimated from the actions that happen to be taken.

The slope of the expected reward is written as a mean, under the policy itself, of the reward times
the slope of a log-probability, the score.
"""

from sympy import Derivative, log

from symsoft import Derivation, dim, indices, softmax, sum_over, vector

K = dim("K")
j, k = indices("j k", K)
z, r = vector("z", K), vector("r", K)
p = softmax(z)
reward = sum_over(p[k] * r[k], k)

estimator = Derivation(
    "policy-gradient-score",
    title="The gradient of the expected reward is a mean of scores",
    claims=24,
    source="R. J. Williams, Machine Learning 8, 1992 (REINFORCE)",
)
(
    estimator.calc(Derivative(reward, z[j]))
    .eq(sum_over(r[k] * Derivative(p[k], z[j]), k), "the rewards do not depend on the logits")
    .eq(sum_over(p[k] * r[k] * Derivative(log(p[k]), z[j]), k), "$p' = p \\, (\\log p)'$")
)

if __name__ == "__main__":
    estimator.main()
