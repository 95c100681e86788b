"""Spherical softmax is defined wherever a single entry is not zero.

One such entry makes the sum of squares positive, whatever the signs of the others. Plain
normalisation has no such comfort.
"""

from sympy import Ne

from symsoft import Derivation, dim, indices, sum_over, vector

K = dim("K")
i, k = indices("i k", K)
z = vector("z", K)
total = sum_over(z[k] ** 2, k)
SOURCE = "A. de Brébisson and P. Vincent, An Exploration of Softmax Alternatives, 2016"

defined = Derivation(
    "spherical-softmax-defined",
    title="Spherical softmax is defined except at zero",
    claims=18,
    source=SOURCE,
    given=[Ne(z[i], 0)],
)
(
    defined.calc(total)
    .ge(z[i] ** 2, "one of the terms, and none is negative")
    .gt(0, "a number that is not zero, squared")
)

if __name__ == "__main__":
    defined.main()
