"""The squared error stops learning where softmax saturates.

As the logits are scaled up, with class $l$ alone at the maximum, the slope of the squared error
tends to zero whether the target is class $l$ or another one. A model that is certain of the wrong
class is not told so.
"""

from sympy import Limit, Ne, oo

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

if __name__ == "__main__":
    saturates.main()
