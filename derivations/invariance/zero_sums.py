r"""The Jacobian of softmax has rows and columns that sum to zero, so it is singular.

A row sums to zero because raising all logits together changes no probability: this is shift
invariance, differentiated. A column sums to zero because what one probability gains the others
lose. A vector of equal entries lies in its null space.
"""

from sympy import Derivative

from symsoft import Derivation, delta, dim, indices, softmax, sum_over, vector

K = dim("K")
i, j = indices("i j", K)
z = vector("z", K)
p = softmax(z)

rows = Derivation(
    "softmax-jacobian-row-sums", title="The rows of the Jacobian sum to zero", claims=13
)
(
    rows.calc(sum_over(Derivative(p[i], z[j]), j))
    .eq(sum_over(p[i] * (delta(i, j) - p[j]), j), "the Jacobian", using="softmax-jacobian")
    .eq(
        p[i] * (sum_over(delta(i, j), j) - sum_over(p[j], j)),
        "$p_i$ is the same in every term",
    )
    .eq(0, "the delta picks one term, and probabilities sum to one: both sums are 1")
)

columns = Derivation(
    "softmax-jacobian-column-sums",
    title="The columns of the Jacobian sum to zero",
    claims=13,
    summary="Probabilities sum to one whatever the logits, so that their slopes cancel.",
)
(
    columns.calc(sum_over(Derivative(p[i], z[j]), i))
    .eq(Derivative(sum_over(p[i], i), z[j]), "the derivative of a sum")
    .eq(Derivative(1, z[j]), "probabilities sum to one for all logits")
    .eq(0, "a constant has no slope")
)

if __name__ == "__main__":
    rows.main()
    columns.main()
