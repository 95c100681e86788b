r"""The slope of the likelihood on the simplex, with a multiplier for its constraint.

The probabilities must sum to one, and the constraint enters with a multiplier $\lambda$. A
stationary point is where this slope vanishes for every class.
"""

from sympy import Derivative

from symsoft import Derivation, cross_entropy, dim, indices, scalar, sum_over, vector

K = dim("K")
j, k = indices("j k", K)
y, p = vector("y", K), vector("p", K, positive=True)
lam = scalar("lambda")

slope = Derivation(
    "cross-entropy-lagrangian-slope",
    title="The slope of the cross-entropy with a multiplier",
    claims=6,
)
(
    slope.calc(Derivative(cross_entropy(y, p) + lam * (sum_over(p[k], k) - 1), p[j])).eq(
        -y[j] / p[j] + lam, "only the terms with $k = j$ move"
    )
)

if __name__ == "__main__":
    slope.main()
