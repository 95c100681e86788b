r"""A growing multiple does not make softmax one-hot where several entries share the maximum.

The class with the greatest logit gets everything in the limit only if it is the only one. Entries
that tie share equally, as softmax cannot tell equal entries apart at any scale.
"""

from sympy import Eq, Limit, oo

from symsoft import Derivation, dim, indices, max_over, scalar, softmax, vector

K = dim("K")
i, k = indices("i k", K)
z = vector("z", K)
c = scalar("c", positive=True)
share = softmax(c * z, name="q")[i]

ties = Derivation(
    "softmax-limit-ties",
    title="With ties the limit of softmax is not one-hot",
    given=[Eq(z[i], max_over(z[k], k))],
    claims=16,
)
ties.refute(Eq(Limit(share, c, oo), 1), "two of three entries tie", at={z: [1, 1, 0], i: 1})

if __name__ == "__main__":
    ties.main()
