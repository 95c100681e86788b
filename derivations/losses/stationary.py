r"""On the simplex the likelihood is stationary only where the prediction is the observed frequency.

The constraint $\sum_k p_k = 1$ enters with a multiplier $\lambda$. At a stationary point
every $y_k/p_k$ equals $\lambda$, and summing over the classes shows that $\lambda$ is 1.
"""

from sympy import Derivative, Eq, log

from symsoft import Derivation, cross_entropy, dim, forall, indices, scalar, sum_over, vector

K = dim("K")
j, k = indices("j k", K)
y, p = vector("y", K), vector("p", K, positive=True)
lam = scalar("lambda")

slope = Derivation(
    "cross-entropy-lagrangian-slope",
    title="The slope of the cross-entropy with a multiplier",
)
(
    slope.calc(Derivative(cross_entropy(y, p) + lam * (sum_over(p[k], k) - 1), p[j])).eq(
        -y[j] / p[j] + lam, "only the terms with $k = j$ move"
    )
)

stationary = Derivation(
    "cross-entropy-stationary-point",
    title="The stationary point is the observed frequency",
    given=[
        Eq(sum_over(y[k], k), 1),
        Eq(sum_over(p[k], k), 1),
        forall(k, Eq(y[k], lam * p[k])),
    ],
    summary=r"A stationary point has $-y_k/p_k + \lambda = 0$ for every class, that is $y_k = \lambda p_k$.",
)
(
    stationary.calc(1)
    .eq(sum_over(y[k], k), "frequencies sum to one")
    .eq(sum_over(lam * p[k], k), r"each is $\lambda p_k$")
    .eq(lam, "the prediction sums to one")
)
(
    stationary.calc(y[j])
    .eq(lam * p[j], "the stationary point")
    .eq(p[j], r"$\lambda = 1$")
)

if __name__ == "__main__":
    slope.main()
    stationary.main()
