r"""The Fisher information of the logits is the covariance of the classes.

Fisher information is the mean product of scores, and equally the mean curvature of the negative
log-likelihood. Both are $\mathrm{diag}(p) - pp^{\mathsf T}$, the Jacobian of softmax. Natural
gradients and second-order methods rest on it.
"""

from sympy import Derivative, log

from symsoft import Derivation, delta, dim, indices, softmax, sum_over, vector

K = dim("K")
i, j, k = indices("i j k", K)
z = vector("z", K)
p = softmax(z)

scores = Derivation("fisher-information", title="The Fisher information of softmax", claims=24)
(
    scores.calc(sum_over(p[k] * Derivative(log(p[k]), z[i]) * Derivative(log(p[k]), z[j]), k))
    .eq(
        sum_over(p[k] * (delta(k, i) - p[i]) * (delta(k, j) - p[j]), k),
        "the gradient of log-softmax",
        using="log-softmax-gradient",
    )
    .eq(
        delta(i, j) * p[i] - p[i] * p[j] - p[i] * p[j] + p[i] * p[j] * sum_over(p[k], k),
        "multiply out; each delta picks one term",
    )
    .eq(
        delta(i, j) * p[i] - p[i] * p[j],
        "the probabilities sum to one",
        using="softmax-sums-to-one",
    )
)

if __name__ == "__main__":
    scores.main()
