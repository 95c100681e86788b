r"""One parameter fewer than classes is enough, because the last class is drawn when no other is.

The last indicator is no news once the others are known: $T_K = 1 - \sum_{k<K} T_k$. Putting this
into the probability of a draw leaves $K - 1$ sufficient statistics, whose natural parameters are
the log-odds against the last class, $\eta_k = \log(\varphi_k/\varphi_K)$, and the normaliser
$A = -\log \varphi_K$. No constraint is left between the parameters: the family is minimal.
"""

from sympy import Eq, Sum, UnevaluatedExpr, exp, log

from symsoft import Derivation, define, dim, indices, prod_over, sum_over, vector

K = dim("K")
k = indices("k", K)
T = vector("T", K)
phi = vector("phi", K, positive=True, latex=r"\varphi")
eta = define("eta", k, log(phi[k] / phi[K]), latex=r"\eta")
A = define("A", (), -log(phi[K]))


def but_last(term):
    """The sum over every class but the last."""
    return Sum(term, (k, 1, K - 1))


minimal = Derivation(
    "multinomial-minimal",
    title="The multinomial exponential family, one parameter fewer than classes",
    claims=12,
    source="CS229 lecture notes, section 9.3",
    given=[Eq(sum_over(T[k], k), 1)],
)
minimal.have(Eq(T[K], 1 - but_last(T[k])), "the last class is drawn when no other is")
(
    minimal.calc(prod_over(phi[k] ** T[k], k))
    .eq(exp(sum_over(T[k] * log(phi[k]), k)), "a product of powers is $e$ to a sum of logarithms")
    .eq(exp(but_last(T[k] * log(phi[k])) + T[K] * log(phi[K])), "the last class stands apart")
    .eq(
        exp(but_last(T[k] * log(phi[k])) + (1 - but_last(T[k])) * log(phi[K])),
        "its indicator follows from the others",
    )
    .eq(
        exp(but_last(T[k] * log(phi[k] / phi[K])) + UnevaluatedExpr(log(phi[K]))),
        "collect the terms of each $T_k$",
    )
    .eq(exp(but_last(T[k] * eta[k]) - A), r"name them $\eta_k$ and $A$")
)

if __name__ == "__main__":
    minimal.main()
