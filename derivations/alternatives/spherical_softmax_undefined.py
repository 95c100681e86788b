"""At zero there is nothing to normalise.

The zero vector has no spherical softmax, as it has no plain normalisation. Softmax answers the same
input with equal shares.
"""

from sympy import Eq

from symsoft import Derivation, dim, forall, indices, sum_over, vector

K = dim("K")
k = indices("k", K)
z = vector("z", K)
total = sum_over(z[k] ** 2, k)
SOURCE = "A. de Brébisson and P. Vincent, An Exploration of Softmax Alternatives, 2016"

undefined = Derivation(
    "spherical-softmax-undefined",
    title="Spherical softmax is undefined at zero",
    claims=18,
    source=SOURCE,
    given=[forall(k, Eq(z[k], 0))],
)
undefined.calc(total).eq(0, "every square is zero")

if __name__ == "__main__":
    undefined.main()
