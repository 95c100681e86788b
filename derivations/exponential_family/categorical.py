r"""Softmax probabilities form an exponential family with one natural parameter per class.

Write the class that was drawn as a vector $T$ with a 1 in its place and 0 elsewhere, so that the
probability of the draw is $\prod_k p_k^{T_k}$. With $p = \mathrm{softmax}(\eta)$ this is
$\exp(\sum_k T_k \eta_k - A(\eta))$: the entries of $T$ are the sufficient statistics, the logits
$\eta$ are the natural parameters, and the normaliser is log-sum-exp. That $T$ sums to one is all
that is used. The family is over-complete: adding a constant to every $\eta_k$ changes nothing.
"""

from sympy import Eq, exp, log

from symsoft import (
    Derivation,
    define,
    dim,
    indices,
    logsumexp,
    prod_over,
    softmax,
    sum_over,
    vector,
)

K = dim("K")
k = indices("k", K)
T, eta = vector("T", K), vector("eta", K)
p = softmax(eta)
A = define("A", (), logsumexp(eta), latex=r"A(\eta)")

over_complete = Derivation(
    "multinomial-over-complete",
    title="The multinomial exponential family, one parameter per class",
    claims=12,
    source="CS229 lecture notes, section 9.3",
    given=[Eq(sum_over(T[k], k), 1)],
)
(
    over_complete.calc(prod_over(p[k] ** T[k], k))
    .eq(exp(sum_over(T[k] * log(p[k]), k)), "a product of powers is $e$ to a sum of logarithms")
    .eq(
        exp(sum_over(T[k] * (eta[k] - A), k)),
        r"the logarithm of a softmax is the logit less $A(\eta)$",
    )
    .eq(
        exp(sum_over(T[k] * eta[k], k) - A * sum_over(T[k], k)),
        r"$A(\eta)$ is the same for every class",
    )
    .eq(exp(sum_over(T[k] * eta[k], k) - A), "exactly one class is drawn")
)

if __name__ == "__main__":
    over_complete.main()
