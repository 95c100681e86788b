"""On average the log-likelihood does not move.

The slope of a log-probability, called the score, has mean zero under the model's own probabilities,
since these sum to one whatever the logits. Baselines in policy gradients rest on it.
"""

from sympy import Derivative, log

from symsoft import Derivation, delta, dim, indices, softmax, sum_over, vector

K = dim("K")
j, k = indices("j k", K)
z = vector("z", K)
p = softmax(z)

score = Derivation(
    "score-function-mean",
    title="The score has mean zero",
    claims=24,
)
(
    score.calc(sum_over(p[k] * Derivative(log(p[k]), z[j]), k))
    .eq(
        sum_over(p[k] * (delta(k, j) - p[j]), k),
        "the gradient of log-softmax",
        using="log-softmax-gradient",
    )
    .eq(p[j] - p[j] * sum_over(p[k], k), "the delta picks action $j$")
    .eq(0, "the probabilities sum to one", using="softmax-sums-to-one")
)

if __name__ == "__main__":
    score.main()
