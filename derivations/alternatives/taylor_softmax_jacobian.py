r"""The slope of the parabola is $1 + x$. Where softmax has the factor $p_j$, Taylor softmax has
$(1 + z_j)/\sum_k \tau(z_k)$, which is negative for $z_j < -1$: raising such a logit lowers its
share.
"""

from sympy import Derivative

from symsoft import Derivation, define, delta, dim, indices, scalar, sum_over, vector

K = dim("K")
i, j, k = indices("i j k", K)
z = vector("z", K)
x = scalar("x")
tau = define("tau", x, 1 + x + x**2 / 2, latex=r"\tau")
total = sum_over(tau(z[k]), k)
p = define("p", i, tau(z[i]) / total)
SOURCE = "A. de Brébisson and P. Vincent, An Exploration of Softmax Alternatives, 2016"

jacobian = Derivation(
    "taylor-softmax-jacobian",
    title="The Jacobian of Taylor softmax",
    claims=18,
    source=SOURCE,
)
(
    jacobian.calc(Derivative(p[i], z[j]))
    .eq(
        (delta(i, j) * (1 + z[j]) * total - tau(z[i]) * (1 + z[j])) / total**2,
        "quotient rule",
    )
    .eq((1 + z[j]) / total * (delta(i, j) - p[i]), "the slope $1 + z_j$ is a factor of both terms")
)

if __name__ == "__main__":
    jacobian.main()
