"""The inverse of the sigmoid is the log-odds.

Hence the name logit for what goes into it: the input of the sigmoid is the logarithm of the odds
that it gives out.
"""

from sympy import exp, log

from symsoft import Derivation, define, scalar

x = scalar("x")
sigma = define("sigma", x, 1 / (1 + exp(-x)), latex=r"\sigma")

inverse = Derivation(
    "sigmoid-inverse",
    title="The inverse of the sigmoid is the log-odds",
    claims=5,
)
(
    inverse.calc(log(sigma(x) / (1 - sigma(x))))
    .eq(log(sigma(x) / sigma(-x)), "the symmetry of the sigmoid", using="sigmoid-symmetry")
    .eq(x, "the odds are $e^x$")
)

if __name__ == "__main__":
    inverse.main()
