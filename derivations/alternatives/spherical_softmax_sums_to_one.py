r"""Spherical softmax normalises squares.

The shares $z_i^2/\sum_k z_k^2$ are the squares of the coordinates of a point on the unit sphere.
They keep neither the order nor the sign of the inputs, they are invariant under scaling instead of
shifts, and at $z = 0$ they are not defined.
"""

from symsoft import Derivation, define, dim, indices, sum_over, vector

K = dim("K")
i, k = indices("i k", K)
z = vector("z", K)
total = sum_over(z[k] ** 2, k)
p = define("p", i, z[i] ** 2 / total)
SOURCE = "A. de Brébisson and P. Vincent, An Exploration of Softmax Alternatives, 2016"

unit = Derivation(
    "spherical-softmax-sums-to-one",
    title="Spherical softmax sums to one",
    claims=18,
    source=SOURCE,
)
(
    unit.calc(sum_over(p[i], i))
    .eq(sum_over(z[i] ** 2, i) / total, "the denominator is the same in every term")
    .eq(1, "a number that is not zero, divided by itself")
)

if __name__ == "__main__":
    unit.main()
