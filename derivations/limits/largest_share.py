r"""The maximum takes all as the input is scaled up, shared by ties.

As $c$ grows, $a_j = e^{c z_j}/\sum_k e^{c z_k}$ tends to $1/n$ if $z_j$ is one of $n$ greatest
entries, and to 0 if it is not. Written with a bracket that is 1 where the condition in it holds,
this is $[z_j = \max_k z_k]$ divided by the number of maxima. It holds for every number of classes.
"""

from sympy import Eq, Ge, Limit, exp, oo

from symsoft import (
    Derivation,
    define,
    dim,
    indices,
    iverson,
    max_over,
    scalar,
    softmax,
    sum_over,
    vector,
)

K = dim("K")
j, k = indices("j k", K)
z = vector("z", K)
c = scalar("c")
a = softmax(c * z, name="a")
m = define("m", (), max_over(z[k], k))

largest_share = Derivation(
    "softmax-limit-maximum",
    title="Softmax of a growing multiple tends to the maximum",
    claims=16,
    source="Nielsen, Neural Networks and Deep Learning, equation (83)",
)
largest_share.have(
    Eq(Limit(exp(c * (z[j] - m)), c, oo), iverson(Eq(z[j], m))),
    "the exponent is 0 at a maximum and falls without bound elsewhere",
)
largest_share.have(
    Eq(Limit(sum_over(exp(c * (z[k] - m)), k), c, oo), sum_over(iverson(Eq(z[k], m)), k)),
    "term by term",
)
largest_share.have(Ge(sum_over(iverson(Eq(z[k], m)), k), 1), "the maximum is attained")
(
    largest_share.calc(Limit(a[j], c, oo))
    .eq(
        Limit(exp(c * (z[j] - m)) / sum_over(exp(c * (z[k] - m)), k), c, oo),
        "shift every logit by $-cm$",
        using="softmax-shift-invariance",
    )
    .eq(
        iverson(Eq(z[j], m)) / sum_over(iverson(Eq(z[k], m)), k),
        "the limit of a quotient, whose denominator does not vanish",
    )
)
(
    largest_share.figure(
        "Softmax of a growing multiple",
        over=(c, 0, 10),
        slider=True,
        caption="As $c$ grows the greatest entry takes all; greatest entries that tie share it.",
    )
    .panel("$z = (1, 2, 3)$", a[j], at={z: [1, 2, 3]})
    .panel("$z = (1, 3, 3)$, a tie", a[j], at={z: [1, 3, 3]})
)

if __name__ == "__main__":
    largest_share.main()
