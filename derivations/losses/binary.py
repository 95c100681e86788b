r"""Logistic regression: the gradient is prediction less target for two classes as for many.

With the target $y$ for the first class and $1 - y$ for the second, the cross-entropy of a sigmoid
has the slope $\sigma(x) - y$. The cancellation of logarithm and exponential is the same as for
softmax.
"""

from sympy import Derivative, exp, log

from symsoft import Derivation, define, scalar

x, y = scalar("x"), scalar("y")
sigma = define("sigma", x, 1 / (1 + exp(-x)), latex=r"\sigma")

gradient = Derivation(
    "binary-cross-entropy-gradient",
    title="The gradient of the binary cross-entropy",
    claims=5,
)
(
    gradient.calc(Derivative(-y * log(sigma(x)) - (1 - y) * log(1 - sigma(x)), x))
    .eq(
        -y * Derivative(sigma(x), x) / sigma(x)
        + (1 - y) * Derivative(sigma(x), x) / (1 - sigma(x)),
        "chain rule for each logarithm",
    )
    .eq(
        -y * (1 - sigma(x)) + (1 - y) * sigma(x),
        "the slope of the sigmoid cancels either factor",
        using="sigmoid-derivative",
    )
    .eq(sigma(x) - y, "the mixed terms cancel")
)

if __name__ == "__main__":
    gradient.main()
