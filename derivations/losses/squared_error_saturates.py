"""The squared error stops learning where softmax saturates.

As the logits are scaled up, with class $l$ alone at the maximum, the slope of the squared error
tends to zero whether the target is class $l$ or another one. A model that is certain of the wrong
class is not told so.
"""

from sympy import Eq, Limit, Ne, oo

from symsoft import (
    Derivation,
    define,
    delta,
    dim,
    forall,
    indices,
    scalar,
    softmax,
    sum_over,
    vector,
)

K = dim("K")
j, k, l = indices("j k l", K)
z, y = vector("z", K), vector("y", K)
c = scalar("c")
a = define("a", (c, j), softmax(c * z)[j])

saturates = Derivation(
    "squared-error-saturates",
    title="The gradient of the squared error vanishes where softmax saturates",
    claims=3,
    given=[forall(k, z[k] < z[l], where=Ne(k, l))],
)
saturates.have(
    Eq(Limit(a(c, j) - y[j], c, oo), delta(l, j) - y[j]),
    "that of the cross-entropy stays, unless the leading class is the true one",
    using="softmax-limit-one-hot",
)
(
    saturates.calc(
        Limit(
            2 * a(c, j) * (a(c, j) - y[j] - sum_over((a(c, k) - y[k]) * a(c, k), k)),
            c,
            oo,
        )
    )
    .eq(
        2 * delta(l, j) * (delta(l, j) - y[j] - sum_over((delta(l, k) - y[k]) * delta(l, k), k)),
        "the winner takes all",
        using=["softmax-limit-one-hot", "squared-error-gradient"],
    )
    .eq(2 * delta(l, j) * (delta(l, j) - y[j] - 1 + y[l]), "the delta picks class $l$")
    .eq(0, "for $j = l$ the bracket is zero, for the others the factor before it")
)
(
    saturates.figure(
        "Confidently wrong",
        over=(c, 0, 10),
        slider=True,
        caption="Class 1 is true, class 2 leads: the logits are $cz$ with $z = (0, 1)$, and "
        "$y = (1, 0)$. The more confident the mistake, the steeper the cross-entropy; the slope of "
        "the squared error vanishes.",
    ).panel(
        "Slopes in the logit of class 1",
        {
            "cross-entropy": a(c, j) - y[j],
            "squared error": 2
            * a(c, j)
            * (a(c, j) - y[j] - sum_over((a(c, k) - y[k]) * a(c, k), k)),
        },
        at={z: [0, 1], y: [1, 0], l: 2, j: 1},
    )
)

if __name__ == "__main__":
    saturates.main()
