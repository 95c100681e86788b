r"""A unique maximum takes everything.

This is the limit as it is usually stated: scaled up, softmax becomes one-hot. It needs the maximum
to be unique; two equal maxima would share, each with one half.
"""

from sympy import Eq, Limit, Ne, oo

from symsoft import (
    Derivation,
    delta,
    dim,
    forall,
    indices,
    iverson,
    max_over,
    scalar,
    softmax,
    sum_over,
    vector,
)

K = dim("K")
i, j, k = indices("i j k", K)
z = vector("z", K)
c = scalar("c")
a = softmax(c * z, name="a")
top = max_over(z[k], k)

one_hot = Derivation(
    "softmax-limit-one-hot",
    title="Softmax of a growing multiple tends to one-hot",
    claims=16,
    source="Nielsen, Neural Networks and Deep Learning, equation (83)",
    given=[forall(k, z[k] < z[i], where=Ne(k, i))],
)
one_hot.have(Eq(top, z[i]), "every other entry is smaller")
one_hot.have(Eq(iverson(Eq(z[j], z[i])), delta(i, j)), "no other entry is as great")
(
    one_hot.calc(Limit(a[j], c, oo))
    .eq(
        iverson(Eq(z[j], top)) / sum_over(iverson(Eq(z[k], top)), k),
        "the limit with ties",
        using="softmax-limit-maximum",
    )
    .eq(delta(i, j) / sum_over(delta(i, k), k), "the one maximum is $z_i$")
    .eq(delta(i, j), "the delta picks one term")
)
(
    one_hot.figure(
        "The winner takes all",
        over=(c, 0, 10),
        slider=True,
        caption="The leading entry has all in the end; if its lead is small, that takes longer.",
    )
    .panel("$z = (1, 2, 3)$", a[j], at={z: [1, 2, 3], i: 3})
    .panel("$z = (1, 2.8, 3)$", a[j], at={z: [1, "2.8", 3], i: 3})
)

if __name__ == "__main__":
    one_hot.main()
