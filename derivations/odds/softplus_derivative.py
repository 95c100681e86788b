r"""The slope of softplus is the sigmoid.

Softplus, $\log(1 + e^x)$, is the log-sum-exp of $x$ and 0. Its slope is one of the two softmax
probabilities, as for every log-sum-exp.
"""

from sympy import Derivative, exp, log

from symsoft import Derivation, define, scalar

x = scalar("x")
sigma = define("sigma", x, 1 / (1 + exp(-x)), latex=r"\sigma")

softplus = Derivation(
    "softplus-derivative",
    title="The slope of softplus is the sigmoid",
    claims=5,
)
(
    softplus.calc(Derivative(log(1 + exp(x)), x))
    .eq(exp(x) / (1 + exp(x)), "chain rule")
    .eq(sigma(x), "divide both parts of the fraction by $e^x$")
)

if __name__ == "__main__":
    softplus.main()
