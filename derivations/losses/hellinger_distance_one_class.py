"""The Hellinger distance sees every class.

A sum of squares is at least each of its terms. So two distributions that differ in one class are at
a positive distance.
"""

from sympy import Ge, sqrt

from symsoft import (
    Derivation,
    delta,
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
others = sum_over((1 - delta(i, k)) * square, k)

one_class = Derivation(
    "hellinger-distance-one-class",
    title="The Hellinger distance counts every class",
    claims=6,
)
one_class.have(Ge(others, 0, evaluate=False), "squares are not negative")
(
    one_class.calc(sum_over(square, k))
    .eq(own + others, "take class $i$ out of the sum")
    .ge(own, "the other terms are not negative")
)

if __name__ == "__main__":
    one_class.main()
