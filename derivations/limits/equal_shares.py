r"""A vanishing scale levels all differences between the logits.

As $c \to 0$ every exponential tends to 1, and every class gets the same share $1/K$. This is the
other end of the scale from the limit to the maximum.
"""

from sympy import Eq, Limit, exp

from symsoft import Derivation, dim, indices, scalar, softmax, sum_over, vector

K = dim("K")
j, k = indices("j k", K)
z = vector("z", K)
c = scalar("c")
a = softmax(c * z, name="a")

uniform = Derivation(
    "softmax-limit-uniform", title="Softmax of a vanishing multiple is uniform", claims=16
)
uniform.have(Eq(Limit(exp(c * z[j]), c, 0), 1), "the exponential is continuous, and $e^0 = 1$")
(
    uniform.calc(Limit(a[j], c, 0))
    .eq(1 / sum_over(1, k), "term by term; the sum is positive")
    .eq(1 / K, "$K$ ones")
)

if __name__ == "__main__":
    uniform.main()
