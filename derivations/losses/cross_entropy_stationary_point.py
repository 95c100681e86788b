r"""On the simplex the likelihood is stationary only at the observed frequencies.

At a stationary point $-y_k/p_k + \lambda = 0$ for every class, that is $y_k = \lambda p_k$. Summing
over the classes shows that $\lambda$ is 1.
"""

from sympy import Eq

from symsoft import Derivation, dim, forall, indices, scalar, sum_over, vector

K = dim("K")
j, k = indices("j k", K)
y, p = vector("y", K), vector("p", K, positive=True)
lam = scalar("lambda")

stationary = Derivation(
    "cross-entropy-stationary-point",
    title="The stationary point is the observed frequency",
    claims=6,
    given=[
        Eq(sum_over(y[k], k), 1),
        Eq(sum_over(p[k], k), 1),
        forall(k, Eq(y[k], lam * p[k])),
    ],
)
(
    stationary.calc(1)
    .eq(sum_over(y[k], k), "frequencies sum to one")
    .eq(sum_over(lam * p[k], k), r"each is $\lambda p_k$")
    .eq(lam, "the prediction sums to one")
)
(stationary.calc(y[j]).eq(lam * p[j], "the stationary point").eq(p[j], r"$\lambda = 1$"))

if __name__ == "__main__":
    stationary.main()
