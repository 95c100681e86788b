r"""For two classes softmax is the logistic function of the difference of the logits.

With $K = 2$ the probability of the first class depends on $z_1 - z_2$ alone, by shift invariance,
and the function of this difference is the sigmoid. Softmax regression with two classes is logistic
regression.
"""

from sympy import exp

from symsoft import Derivation, sigmoid, softmax, vector

z = vector("z", 2)
p = softmax(z)

two_classes = Derivation("softmax-sigmoid", title="Softmax of two classes is the sigmoid", claims=5)
(
    two_classes.calc(p[1])
    .eq(exp(z[1]) / (exp(z[1]) + exp(z[2])), "by definition, with two terms in the sum")
    .eq(1 / (1 + exp(-(z[1] - z[2]))), "divide both parts of the fraction by $e^{z_1}$")
    .eq(sigmoid(z[1] - z[2]), "by definition")
)

if __name__ == "__main__":
    two_classes.main()
