"""Taylor softmax never divides by zero.

Every term of the denominator is at least one half, so that the sum is at least $K/2$. Like softmax,
and unlike plain normalisation, it is a distribution for every input.
"""

from sympy import Ge, Gt, Rational

from symsoft import Derivation, define, dim, indices, scalar, sum_over, vector

K = dim("K")
i, k = indices("i k", K)
z = vector("z", K)
x = scalar("x")
tau = define("tau", x, 1 + x + x**2 / 2, latex=r"\tau")
total = sum_over(tau(z[k]), k)
p = define("p", i, tau(z[i]) / total)
SOURCE = "A. de Brébisson and P. Vincent, An Exploration of Softmax Alternatives, 2016"

positive = Derivation(
    "taylor-softmax-positive",
    title="Taylor softmax is defined and positive everywhere",
    claims=18,
    source=SOURCE,
)
positive.have(
    Ge(tau(z[k]), Rational(1, 2)), "the parabola stays above one half", using="taylor-parabola"
)
positive.have(Ge(total, K / 2), "term by term")
positive.conclude(Gt(p[i], 0, evaluate=False), "a quotient of positive numbers")

if __name__ == "__main__":
    positive.main()
