r"""Minimising the cross-entropy and maximising the likelihood are the same thing.

Let $N$ observations be given as rows $Y_{n1}, \dots, Y_{nK}$, with a 1 for the class that was seen.
The mean negative log-likelihood of a prediction $p$ is the cross-entropy between the observed
frequencies $y_k$ and $p$.
"""

from sympy import log

from symsoft import (
    Derivation,
    define,
    dim,
    indices,
    matrix,
    prod_over,
    sum_over,
    vector,
)

N, K = dim("N"), dim("K")
n = indices("n", N)
k = indices("k", K)
Y = matrix("Y", (N, K))
p = vector("p", K, positive=True)
y = define("y", k, sum_over(Y[n, k], n) / N)

likelihood = Derivation(
    "likelihood-cross-entropy",
    title="The mean negative log-likelihood is a cross-entropy",
    claims=6,
)
(
    likelihood.calc(-log(prod_over(prod_over(p[k] ** Y[n, k], k), n)) / N)
    .eq(
        -sum_over(sum_over(Y[n, k] * log(p[k]), k), n) / N,
        "the logarithm turns products of powers into sums",
    )
    .eq(-sum_over(sum_over(Y[n, k], n) / N * log(p[k]), k), "sum over the observations first")
    .eq(-sum_over(y[k] * log(p[k]), k), "the observed frequencies")
)

if __name__ == "__main__":
    likelihood.main()
