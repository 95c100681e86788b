r"""The mean score rises with the scale, at the rate of its variance.

A share moves at the rate $a_k (z_k - \mu)$: classes above the mean gain, those below lose. In
physics the fluctuations of the energy tell in the same way how its mean responds.
"""

from sympy import Derivative

from symsoft import (
    Derivation,
    define,
    dim,
    indices,
    scalar,
    softmax,
    sum_over,
    vector,
)

K = dim("K")
k, l = indices("k l", K)
z = vector("z", K)
c = scalar("c", positive=True)
a = softmax(c * z, name="a")
mean = define("mu", (), sum_over(a[l] * z[l], l), latex=r"\mu")
variance = sum_over(a[k] * (z[k] - mean) ** 2, k)

score = Derivation("mean-score-rises", title="The mean score rises with the scale", claims=17)
(
    score.calc(Derivative(sum_over(a[k] * z[k], k), c))
    .eq(
        sum_over(a[k] * (z[k] - mean) * z[k], k),
        "a share moves at the rate $a_k (z_k - \\mu)$",
        using="softmax-scale-derivative",
    )
    .eq(variance, "deviations from the mean have the mean zero")
    .ge(0, "probabilities times squares")
)

if __name__ == "__main__":
    score.main()
