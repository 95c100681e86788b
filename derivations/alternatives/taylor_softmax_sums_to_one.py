"""Taylor softmax is a distribution.

All shares have the same denominator, and their numerators sum to it. Nothing about the exponential
is needed for this, only that the sum is not zero.
"""

from symsoft import Derivation, define, dim, indices, scalar, sum_over, vector

K = dim("K")
i, k = indices("i k", K)
z = vector("z", K)
x = scalar("x")
tau = define("tau", x, 1 + x + x**2 / 2, latex=r"\tau")
total = sum_over(tau(z[k]), k)
p = define("p", i, tau(z[i]) / total)
SOURCE = "A. de Brébisson and P. Vincent, An Exploration of Softmax Alternatives, 2016"

unit = Derivation(
    "taylor-softmax-sums-to-one",
    title="Taylor softmax sums to one",
    claims=18,
    source=SOURCE,
)
(
    unit.calc(sum_over(p[i], i))
    .eq(sum_over(tau(z[i]), i) / total, "the denominator is the same in every term")
    .eq(1, "the sum is positive", using="taylor-softmax-positive")
)

if __name__ == "__main__":
    unit.main()
