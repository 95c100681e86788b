"""Softmax keeps the order of its inputs.

All probabilities have the same denominator and the exponential is increasing. So a class with the
greatest logit is a most probable one, and a classifier may skip the softmax when only its decision
is wanted.
"""

from sympy import exp

from symsoft import Derivation, dim, indices, softmax, vector

K = dim("K")
i, j = indices("i j", K)
z = vector("z", K)
p = softmax(z)

weak = Derivation(
    "softmax-monotone",
    title="A greater logit has no smaller probability",
    claims=22,
    given=[z[i] <= z[j]],
)
weak.have(exp(z[i]) <= exp(z[j]), "the exponential is increasing")
weak.conclude(p[i] <= p[j], "divide by the sum, which is positive")

if __name__ == "__main__":
    weak.main()
