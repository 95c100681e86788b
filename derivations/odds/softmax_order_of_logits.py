"""The order of the logits can be read off from the probabilities.

The logarithm is increasing too, so that the greater probability belongs to the greater logit.
Softmax loses nothing but a common constant.
"""

from sympy import exp

from symsoft import Derivation, dim, indices, softmax, vector

K = dim("K")
i, j = indices("i j", K)
z = vector("z", K)
p = softmax(z)

back = Derivation(
    "softmax-order-of-logits",
    title="The greater probability has the greater logit",
    claims=22,
    given=[p[i] < p[j]],
)
back.have(exp(z[i]) < exp(z[j]), "multiply by the sum, which is positive")
back.conclude(z[i] < z[j], "the logarithm is strictly increasing")

if __name__ == "__main__":
    back.main()
