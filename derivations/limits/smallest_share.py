r"""A scale that falls without bound turns softmax towards the minimum.

As $c \to -\infty$ the smallest entries take all, shared by ties. Nothing new has to be shown: it is
the limit to the maximum for the vector $-z$.
"""

from sympy import Eq, Limit, oo

from symsoft import (
    Derivation,
    dim,
    indices,
    iverson,
    max_over,
    min_over,
    scalar,
    softmax,
    sum_over,
    vector,
)

K = dim("K")
j, k = indices("j k", K)
z = vector("z", K)
c = scalar("c")
top, bottom = max_over(-z[k], k), min_over(z[k], k)

smallest_share = Derivation(
    "softmax-limit-minimum",
    title="Softmax of a falling multiple tends to the minimum",
    claims=16,
)
smallest_share.have(Eq(top, -bottom), "turning all signs exchanges maximum and minimum")
(
    smallest_share.calc(Limit(softmax(c * z, name="a")[j], c, -oo))
    .eq(Limit(softmax(-c * z, name="b")[j], c, oo), "write $-c$ for $c$")
    .eq(
        iverson(Eq(-z[j], top)) / sum_over(iverson(Eq(-z[k], top)), k),
        "the limit to the maximum, for $-z$",
        using="softmax-limit-maximum",
    )
    .eq(
        iverson(Eq(z[j], bottom)) / sum_over(iverson(Eq(z[k], bottom)), k),
        "the greatest of $-z$ is the smallest of $z$",
    )
)

if __name__ == "__main__":
    smallest_share.main()
