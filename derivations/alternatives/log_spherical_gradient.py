"""The log-spherical loss pulls without bound where the true class has an entry near zero.

The negative log-likelihood of class $i$ under spherical softmax is not even defined at $z_i = 0$,
and its slope grows like $2/z_i$ towards that point. In practice a small constant is added to every
square.
"""

from sympy import Derivative, log

from symsoft import Derivation, define, delta, dim, indices, sum_over, vector

K = dim("K")
i, j, k = indices("i j k", K)
z = vector("z", K)
total = sum_over(z[k] ** 2, k)
p = define("p", i, z[i] ** 2 / total)
SOURCE = "A. de Brébisson and P. Vincent, An Exploration of Softmax Alternatives, 2016"

loss = Derivation(
    "log-spherical-gradient",
    title="The gradient of the log-spherical loss",
    claims=18,
    source=SOURCE,
)
(
    loss.calc(Derivative(-log(p[i]), z[j]))
    .eq(Derivative(log(total) - log(z[i] ** 2), z[j]), "the logarithm of a quotient")
    .eq(2 * z[j] / total - 2 * delta(i, j) / z[i], "chain rule for each logarithm")
)

if __name__ == "__main__":
    loss.main()
