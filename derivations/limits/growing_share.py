r"""The greater the input, the greater the share of the maximum.

Scaled up in the same proportion, the logits move apart, and the greatest one gains. The slope of
its share along the scale $c$ is $a_i \sum_k a_k (z_i - z_k)$, in which no factor is negative when
$z_i$ is a maximum. At the minimum all signs are turned.
"""

from sympy import Derivative, Ge, exp

from symsoft import Derivation, delta, dim, forall, indices, scalar, softmax, sum_over, vector

K = dim("K")
i, j, k = indices("i j k", K)
z = vector("z", K)
c = scalar("c")
a = softmax(c * z, name="a")
total = sum_over(exp(c * z[k]), k)

slope = Derivation("softmax-scale-derivative", title="How a share moves with the scale")
(
    slope.calc(Derivative(a[i], c))
    .eq(a[i] * z[i] - a[i] * sum_over(z[k] * a[k], k), "quotient rule")
    .eq(a[i] * sum_over(a[k] * (z[i] - z[k]), k), "the probabilities sum to one")
)

grows = Derivation(
    "softmax-maximum-share-grows",
    title="The share of the maximum grows with the scale",
    given=[forall(k, z[k] <= z[i])],
    summary="Every term of the sum is a probability times a gap below the maximum.",
)
(
    grows.calc(Derivative(a[i], c))
    .eq(a[i] * sum_over(a[k] * (z[i] - z[k]), k), "the slope along the scale", using=slope)
    .ge(0, "$z_i$ is a maximum, so that no gap is negative")
)

falls = Derivation(
    "softmax-minimum-share-falls",
    title="The share of the minimum falls with the scale",
    given=[forall(k, z[k] >= z[i])],
    summary="The least logit loses what the others gain.",
)
(
    falls.calc(Derivative(a[i], c))
    .eq(a[i] * sum_over(a[k] * (z[i] - z[k]), k), "the slope along the scale", using=slope)
    .le(0, "$z_i$ is a minimum, so that no difference is positive")
)

if __name__ == "__main__":
    slope.main()
    grows.main()
    falls.main()
