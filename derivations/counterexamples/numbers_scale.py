r"""Softmax reacts to the scale of its input, plain normalisation does not.

Ten times the input gives plain normalisation the same shares, a third and two thirds, whereas
softmax turns a moderate preference for the second class into near certainty. Softmax looks at the
difference of its inputs, plain normalisation at their ratio.
"""

from sympy import Eq, UnevaluatedExpr

from symsoft import Derivation, dim, indices, scalar, softmax, sum_over, vector

K = dim("K")
i, k = indices("i k", K)
z = vector("z", K)
c = scalar("c", positive=True)
p = softmax(z)
q = softmax(c * z, name="q")
plain = z[i] / sum_over(z[k], k)
scaled_plain = c * z[i] / UnevaluatedExpr(sum_over(c * z[k], k))

scale = Derivation(
    "input-scale-in-numbers",
    title="What ten times the input does, in numbers",
    claims=1,
)
scale.value(plain, ["1/3", "2/3"], "plain normalisation", at={z: [1, 2]})
scale.value(scaled_plain, ["1/3", "2/3"], "of $(10, 20)$: unchanged", at={z: [1, 2], c: 10})
scale.value(p[i], ["0.26894142", "0.73105858"], "softmax", at={z: [1, 2]})
scale.value(
    q[i], ["0.0000453978687", "0.999954602"], "of $(10, 20)$: nearly one-hot", at={z: [1, 2], c: 10}
)
scale.refute(
    Eq(q[i], p[i]),
    "softmax is not scale invariant",
    at={z: [1, 2], c: 10},
)
(
    scale.figure(
        "The scale of the input",
        over=(c, 1, 10),
        slider=True,
        caption="Plain shares do not see the scale of the input, softmax does.",
    )
    .panel("Plain shares of $c \\cdot (1, 2)$", {"class {i}": scaled_plain}, at={z: [1, 2]})
    .panel("Softmax of $c \\cdot (1, 2)$", q[i], at={z: [1, 2]})
)

if __name__ == "__main__":
    scale.main()
