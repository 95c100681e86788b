"""One class in which they differ makes the divergence positive.

This needs no sums of one. With $-y_k + p_k$ added to its terms, the divergence tells apart any two
positive vectors.
"""

from sympy import Ne, log, sqrt

from symsoft import (
    Derivation,
    dim,
    indices,
    sum_over,
    vector,
)

K = dim("K")
i, k = indices("i k", K)
y, p = vector("y", K, positive=True), vector("p", K, positive=True)
square = (sqrt(y[k]) - sqrt(p[k])) ** 2
own = (sqrt(y[i]) - sqrt(p[i])) ** 2
divergence = sum_over(y[k] * log(y[k] / p[k]) - y[k] + p[k], k)

different = Derivation(
    "divergence-positive",
    title="One class in which they differ makes the divergence positive",
    claims=6,
    given=[Ne(y[i], p[i])],
)
(
    different.calc(divergence)
    .ge(sum_over(square, k), "the squared Hellinger distance", using="hellinger-bound")
    .ge(own, "which counts class $i$", using="hellinger-distance-one-class")
    .eq(
        (y[i] - p[i]) ** 2 / (sqrt(y[i]) + sqrt(p[i])) ** 2,
        "a difference of roots is the difference divided by their sum",
    )
    .gt(0, "the vectors differ in class $i$")
)

if __name__ == "__main__":
    different.main()
