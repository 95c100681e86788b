"""The greater the input, the smaller the share of the minimum.

What the maximum gains the others lose, the least entry always. It never reaches zero, however.
"""

from sympy import Derivative

from symsoft import Derivation, dim, forall, indices, scalar, softmax, sum_over, vector

K = dim("K")
i, k = indices("i k", K)
z = vector("z", K)
c = scalar("c")
a = softmax(c * z, name="a")

falls = Derivation(
    "softmax-minimum-share-falls",
    title="The share of the minimum falls with the scale",
    claims=17,
    given=[forall(k, z[k] >= z[i])],
)
(
    falls.calc(Derivative(a[i], c))
    .eq(
        a[i] * sum_over(a[k] * (z[i] - z[k]), k),
        "the slope along the scale",
        using="softmax-scale-derivative",
    )
    .le(0, "$z_i$ is a minimum, so that no difference is positive")
)

if __name__ == "__main__":
    falls.main()
