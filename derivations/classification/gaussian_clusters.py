r"""Clusters of the same Gaussian shape have a softmax for their posterior.

Let class $k$ have the prior probability $\pi_k$, and let its points scatter about the mean $\mu_k$
with a precision matrix $P$ that all classes share. By Bayes' rule the probability of class $i$ at
the point $x$ is proportional to prior times density. The part of the exponent that is quadratic in
$x$ is the same for every class and cancels. What is left is linear in $x$: a softmax of linear
logits, the model of softmax regression.
"""

from sympy import exp, log

from symsoft import Derivation, define, dim, indices, matrix, softmax, sum_over, vector

K, D = dim("K"), dim("D")
i, k = indices("i k", K)
a, b = indices("a b", D)
x = vector("x", D)
P = matrix("P", (D, D), symmetric=True)
mu = matrix("mu", (K, D), latex=r"\mu")
prior = vector("pi", K, positive=True, latex=r"\pi")


def product(u, v):
    """The inner product with respect to the precision matrix."""
    return sum_over(sum_over(u(a) * P[a, b] * v(b), b), a)


def square(k):
    """The squared distance of x from the mean of class k."""
    return product(lambda a: x[a] - mu[k, a], lambda b: x[b] - mu[k, b])


own = product(lambda a: x[a], lambda b: x[b])
w = define("w", (k, b), sum_over(mu[k, a] * P[a, b], a))
bias = define("beta", k, log(prior[k]) - product(lambda a: mu[k, a], lambda b: mu[k, b]) / 2)
logit = sum_over(w[k, b] * x[b], b) + bias[k]

posterior = Derivation(
    "gaussian-clusters",
    title="Gaussian clusters of one shape have a softmax posterior",
    claims=10,
    source="C. M. Bishop, Pattern Recognition and Machine Learning, section 4.2.1",
)
(
    posterior.calc(
        prior[i] * exp(-square(i) / 2) / sum_over(prior[k] * exp(-square(k) / 2), k),
    )
    .eq(
        exp(-own / 2)
        * exp(sum_over(w[i, b] * x[b], b) + bias[i])
        / sum_over(exp(-own / 2) * exp(logit), k),
        "the exponent of a Gaussian; a prior goes into the exponent as its logarithm",
        using="gaussian-exponent",
    )
    .eq(
        exp(sum_over(w[i, b] * x[b], b) + bias[i]) / sum_over(exp(logit), k),
        "the common part cancels",
    )
    .eq(softmax(logit, k, name="p")[i], "a softmax of linear logits")
)

if __name__ == "__main__":
    posterior.main()
