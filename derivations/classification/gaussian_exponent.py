"""What tells Gaussian clusters of one shape apart is linear.

The square of a distance, multiplied out, has one term that is quadratic in $x$, and this term is
the same for every class. The symmetry of the precision matrix makes the two mixed products equal.
"""

from symsoft import Derivation, dim, indices, matrix, sum_over, vector

K, D = dim("K"), dim("D")
i, k = indices("i k", K)
a, b = indices("a b", D)
x = vector("x", D)
P = matrix("P", (D, D), symmetric=True)
mu = matrix("mu", (K, D), latex=r"\mu")


def product(u, v):
    """The inner product with respect to the precision matrix."""
    return sum_over(sum_over(u(a) * P[a, b] * v(b), b), a)


def square(k):
    """The squared distance of x from the mean of class k."""
    return product(lambda a: x[a] - mu[k, a], lambda b: x[b] - mu[k, b])


own = product(lambda a: x[a], lambda b: x[b])

expand = Derivation(
    "gaussian-exponent",
    title="The exponent of a Gaussian is linear but for a common part",
    claims=10,
)
(
    expand.calc(-square(i) / 2)
    .eq(
        -own / 2
        + product(lambda a: mu[i, a], lambda b: x[b]) / 2
        + product(lambda a: x[a], lambda b: mu[i, b]) / 2
        - product(lambda a: mu[i, a], lambda b: mu[i, b]) / 2,
        "multiply out",
    )
    .eq(
        -own / 2
        + product(lambda a: mu[i, a], lambda b: x[b])
        - product(lambda a: mu[i, a], lambda b: mu[i, b]) / 2,
        "$P$ is symmetric",
    )
)

if __name__ == "__main__":
    expand.main()
