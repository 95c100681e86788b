r"""How a share moves with the scale depends on where its logit stands.

The slope of $a_i$ along the scale $c$ is $a_i \sum_k a_k (z_i - z_k)$: the share times the distance
of its logit from the mean logit.
"""

from sympy import Derivative

from symsoft import Derivation, dim, indices, scalar, softmax, sum_over, vector

K = dim("K")
i, k = indices("i k", K)
z = vector("z", K)
c = scalar("c")
a = softmax(c * z, name="a")

slope = Derivation("softmax-scale-derivative", title="How a share moves with the scale", claims=17)
(
    slope.calc(Derivative(a[i], c))
    .eq(a[i] * z[i] - a[i] * sum_over(z[k] * a[k], k), "quotient rule")
    .eq(a[i] * sum_over(a[k] * (z[i] - z[k]), k), "the probabilities sum to one")
)

if __name__ == "__main__":
    slope.main()
