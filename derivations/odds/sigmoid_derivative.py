"""The slope of the sigmoid is the product of both probabilities.

It is the diagonal of the Jacobian of softmax, for two classes. It is greatest at $x = 0$ and fades
on either side.
"""

from sympy import Derivative, exp

from symsoft import Derivation, define, scalar

x = scalar("x")
sigma = define("sigma", x, 1 / (1 + exp(-x)), latex=r"\sigma")

slope = Derivation(
    "sigmoid-derivative",
    title="The slope of the sigmoid",
    claims=5,
)
(
    slope.calc(Derivative(sigma(x), x))
    .eq(exp(-x) / (1 + exp(-x)) ** 2, "chain rule")
    .eq(sigma(x) * exp(-x) / (1 + exp(-x)), "split the fraction")
    .eq(sigma(x) * (1 - sigma(x)), "the symmetry of the sigmoid", using="sigmoid-symmetry")
)

if __name__ == "__main__":
    slope.main()
