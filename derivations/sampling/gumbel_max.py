r"""Adding Gumbel noise and taking the greatest draws from softmax.

Let $G_k$ be independent with the distribution function $e^{-e^{-x}}$; its derivative, the density,
is $e^{-x - e^{-x}}$. The perturbed logit $z_i + G_i$ is the greatest, with the value $x$, if all
the others are below $x$. The probability of this, integrated over $x$, is the softmax probability
of class $i$.
"""

from sympy import Integral, exp, oo

from symsoft import Derivation, dim, indices, prod_over, scalar, softmax, sum_over, vector

K = dim("K")
i, k = indices("i k", K)
z = vector("z", K)
x = scalar("x")
p = softmax(z)
total = sum_over(exp(z[k]), k)

gumbel = Derivation(
    "gumbel-max",
    title="The greatest of logits with Gumbel noise is a draw from softmax",
    claims=21,
    source="E. J. Gumbel, Statistical Theory of Extreme Values, 1954; the Gumbel-max trick",
)
(
    gumbel.calc(Integral(exp(-(x - z[i])) * prod_over(exp(-exp(-(x - z[k]))), k), (x, -oo, oo)))
    .eq(
        Integral(exp(z[i]) * exp(-x) * exp(-exp(-x) * total), (x, -oo, oo)),
        "a product of exponentials",
    )
    .eq(exp(z[i]) / total, r"$\frac{1}{S} e^{-S e^{-x}}$ is an antiderivative, with $S$ the sum")
    .eq(p[i], "by definition")
)

if __name__ == "__main__":
    gumbel.main()
