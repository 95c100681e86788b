"""A policy learns from how much better than the mean an action was.

An agent takes action $k$ with the softmax probability $p_k$ and is paid $r_k$. The slope of the
expected reward along the logit of an action is its probability times its advantage: an action that
pays more than the mean becomes more likely, one that pays less, less.
"""

from sympy import Derivative

from symsoft import Derivation, delta, dim, indices, softmax, sum_over, vector

K = dim("K")
j, k = indices("j k", K)
z, r = vector("z", K), vector("r", K)
p = softmax(z)
reward = sum_over(p[k] * r[k], k)

advantage = Derivation(
    "policy-gradient",
    title="The policy gradient is probability times advantage",
    claims=24,
    source="R. S. Sutton and A. G. Barto, Reinforcement Learning, section 2.8",
)
(
    advantage.calc(Derivative(reward, z[j]))
    .eq(
        sum_over(p[k] * r[k] * (delta(k, j) - p[j]), k),
        "a mean of scores",
        using=["policy-gradient-score", "log-softmax-gradient"],
    )
    .eq(p[j] * r[j] - p[j] * reward, "the delta picks action $j$")
    .eq(p[j] * (r[j] - reward), "$p_j$ is a factor of both terms")
)

if __name__ == "__main__":
    advantage.main()
