r"""The log-Taylor loss has a bounded pull, and a sign that may turn.

This is the slope of the negative log-likelihood of class $i$ under Taylor softmax. Softmax would
have $p_j - \delta_{ij}$; the parabola brings in the factor $1 + z_j$, which changes its sign at
$z_j = -1$.
"""

from sympy import Derivative, log

from symsoft import Derivation, define, delta, dim, indices, scalar, sum_over, vector

K = dim("K")
i, j, k = indices("i j k", K)
z = vector("z", K)
x = scalar("x")
tau = define("tau", x, 1 + x + x**2 / 2, latex=r"\tau")
total = sum_over(tau(z[k]), k)
p = define("p", i, tau(z[i]) / total)
SOURCE = "A. de Brébisson and P. Vincent, An Exploration of Softmax Alternatives, 2016"

loss = Derivation(
    "log-taylor-gradient",
    title="The gradient of the log-Taylor loss",
    claims=18,
    source=SOURCE,
)
(
    loss.calc(Derivative(-log(p[i]), z[j]))
    .eq(Derivative(log(total) - log(tau(z[i])), z[j]), "the logarithm of a quotient")
    .eq(
        (1 + z[j]) / total - delta(i, j) * (1 + z[j]) / tau(z[i]),
        "chain rule for each logarithm",
    )
    .eq((1 + z[j]) / total * (1 - delta(i, j) / p[i]), "both terms have the same factor")
)

if __name__ == "__main__":
    loss.main()
