r"""Adding logits multiplies probabilities: two experts are combined by adding their scores.

If one expert gives the distribution $p$ and another, independent one gives $q$, their product,
normalised again, is the softmax of the sum of their logits. This is the product of experts, and
Bayes' rule with $p$ for the prior and $q$ for the normalised likelihood.
"""

from sympy import exp

from symsoft import Derivation, dim, indices, softmax, sum_over, vector

K = dim("K")
i, k = indices("i k", K)
a, b = vector("a", K), vector("b", K)
p, q = softmax(a, name="p"), softmax(b, name="q")

experts = Derivation(
    "softmax-product-of-experts",
    title="Adding logits multiplies probabilities",
    claims=8,
    source="G. E. Hinton, Products of Experts, 1999",
)
(
    experts.calc(p[i] * q[i] / sum_over(p[k] * q[k], k))
    .eq(
        exp(a[i]) * exp(b[i]) / sum_over(exp(a[k]) * exp(b[k]), k),
        "the normalisers are the same in every term and cancel",
    )
    .eq(exp(a[i] + b[i]) / sum_over(exp(a[k] + b[k]), k), "a product of exponentials")
    .eq(softmax(a + b, name="r")[i], "which is a softmax")
)

if __name__ == "__main__":
    experts.main()
