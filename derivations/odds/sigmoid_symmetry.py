"""The two probabilities change places with the sign of the input.

Softmax of two classes is the sigmoid of the difference of logits, and exchanging the classes turns
the sign of the difference.
"""

from sympy import exp

from symsoft import Derivation, define, scalar

x = scalar("x")
sigma = define("sigma", x, 1 / (1 + exp(-x)), latex=r"\sigma")

symmetry = Derivation("sigmoid-symmetry", title="The sigmoid is symmetric about one half", claims=5)
(
    symmetry.calc(1 - sigma(x))
    .eq(exp(-x) / (1 + exp(-x)), "by definition")
    .eq(1 / (1 + exp(x)), "multiply both parts of the fraction by $e^x$")
    .eq(sigma(-x), "by definition")
)

if __name__ == "__main__":
    symmetry.main()
