"""The greater logit gets the greater probability.

The exponential is strictly increasing, so that different logits never tie.
"""

from sympy import exp

from symsoft import Derivation, dim, indices, softmax, vector

K = dim("K")
i, j = indices("i j", K)
z = vector("z", K)
p = softmax(z)

strict = Derivation(
    "softmax-strictly-monotone",
    title="A greater logit has the greater probability",
    claims=22,
    given=[z[i] < z[j]],
)
strict.have(exp(z[i]) < exp(z[j]), "the exponential is strictly increasing")
strict.conclude(p[i] < p[j], "divide by the sum, which is positive")

if __name__ == "__main__":
    strict.main()
