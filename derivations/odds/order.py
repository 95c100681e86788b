r"""Softmax keeps the order of its inputs: the greater logit gets the greater probability.

All probabilities have the same denominator and the exponential is increasing. So the class with
the greatest logit is the most probable one, which is why a classifier may skip the softmax when
only its decision is wanted.
"""

from sympy import exp

from symsoft import Derivation, dim, indices, softmax, sum_over, vector

K = dim("K")
i, j, k = indices("i j k", K)
z = vector("z", K)
p = softmax(z)
total = sum_over(exp(z[k]), k)

weak = Derivation(
    "softmax-monotone",
    title="A greater logit has no smaller probability",
    given=[z[i] <= z[j]],
)
weak.have(exp(z[i]) <= exp(z[j]), "the exponential is increasing")
weak.conclude(p[i] <= p[j], "divide by the sum, which is positive")

strict = Derivation(
    "softmax-strictly-monotone",
    title="A greater logit has the greater probability",
    given=[z[i] < z[j]],
    summary="The exponential is strictly increasing, so that different logits never tie.",
)
strict.have(exp(z[i]) < exp(z[j]), "the exponential is strictly increasing")
strict.conclude(p[i] < p[j], "divide by the sum, which is positive")

back = Derivation(
    "softmax-order-of-logits",
    title="The greater probability has the greater logit",
    given=[p[i] < p[j]],
    summary="The order can be read back, since the logarithm is increasing too.",
)
back.have(exp(z[i]) < exp(z[j]), "multiply by the sum, which is positive")
back.conclude(z[i] < z[j], "the logarithm is strictly increasing")

if __name__ == "__main__":
    weak.main()
    strict.main()
    back.main()
