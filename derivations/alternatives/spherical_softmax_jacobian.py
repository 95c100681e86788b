r"""Spherical softmax has the same Jacobian as softmax but for one factor.

Where softmax has $p_j$, spherical softmax has $2 z_j/\sum_k z_k^2$. The slopes vanish at $z_j = 0$:
an entry of zero cannot tell in which direction to move.
"""

from sympy import Derivative

from symsoft import Derivation, define, delta, dim, indices, sum_over, vector

K = dim("K")
i, j, k = indices("i j k", K)
z = vector("z", K)
total = sum_over(z[k] ** 2, k)
p = define("p", i, z[i] ** 2 / total)
SOURCE = "A. de Brébisson and P. Vincent, An Exploration of Softmax Alternatives, 2016"

jacobian = Derivation(
    "spherical-softmax-jacobian",
    title="The Jacobian of spherical softmax",
    claims=18,
    source=SOURCE,
)
(
    jacobian.calc(Derivative(p[i], z[j]))
    .eq((2 * delta(i, j) * z[j] * total - z[i] ** 2 * 2 * z[j]) / total**2, "quotient rule")
    .eq(2 * z[j] / total * (delta(i, j) - p[i]), "the slope $2z_j$ is a factor of both terms")
)

if __name__ == "__main__":
    jacobian.main()
