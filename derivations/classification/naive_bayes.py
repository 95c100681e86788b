r"""Naive Bayes with counts is a softmax of linear logits too.

Let a document of class $k$ contain word $d$ $x_d$ times, drawn independently with the probabilities
$\theta_{kd}$. Prior times likelihood is $\pi_k \prod_d \theta_{kd}^{x_d}$, and the posterior is the
softmax of logits that are linear in the counts, with log-probabilities for weights.
"""

from sympy import exp, log

from symsoft import Derivation, dim, indices, matrix, prod_over, softmax, sum_over, vector

K, D = dim("K"), dim("D")
i, k = indices("i k", K)
d = indices("d", D)
x = vector("x", D)
theta = matrix("theta", (K, D), positive=True)
prior = vector("pi", K, positive=True, latex=r"\pi")


def score(k):
    """The logit of class k."""
    return log(prior[k]) + sum_over(x[d] * log(theta[k, d]), d)


posterior = Derivation(
    "naive-bayes",
    title="Naive Bayes has a softmax posterior",
    claims=10,
    source="C. M. Bishop, Pattern Recognition and Machine Learning, section 4.2.3",
)
posterior_of = prior[i] * prod_over(theta[i, d] ** x[d], d)
(
    posterior.calc(
        posterior_of / sum_over(prior[k] * prod_over(theta[k, d] ** x[d], d), k),
    )
    .eq(
        exp(score(i)) / sum_over(exp(score(k)), k),
        "a product of powers is $e$ to a sum of logarithms",
    )
    .eq(softmax(score(k), k, name="p")[i], "a softmax of linear logits")
)

if __name__ == "__main__":
    posterior.main()
