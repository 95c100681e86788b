"""The greater the input, the greater the share of the maximum.

Scaled up in the same proportion, the logits move apart, and the greatest one gains: every term of
its slope is a probability times a gap below the maximum.
"""

from sympy import Derivative

from symsoft import Derivation, dim, forall, indices, scalar, softmax, sum_over, vector

K = dim("K")
i, k = indices("i k", K)
z = vector("z", K)
c = scalar("c")
a = softmax(c * z, name="a")

grows = Derivation(
    "softmax-maximum-share-grows",
    title="The share of the maximum grows with the scale",
    claims=17,
    given=[forall(k, z[k] <= z[i])],
)
(
    grows.calc(Derivative(a[i], c))
    .eq(
        a[i] * sum_over(a[k] * (z[i] - z[k]), k),
        "the slope along the scale",
        using="softmax-scale-derivative",
    )
    .ge(0, "$z_i$ is a maximum, so that no gap is negative")
)
(
    grows.figure(
        "Each share as the scale grows",
        over=(c, 0, 5),
        caption="Only the share of the maximum grows at every scale. An entry between may gain at "
        "first, and loses later.",
    )
    .panel("$z = (1, 2, 3)$", a[k], at={z: [1, 2, 3], i: 3})
    .panel("$z = (1, 2.8, 3)$", a[k], at={z: [1, "2.8", 3], i: 3})
)

if __name__ == "__main__":
    grows.main()
