r"""The loss grows in proportion to how far the true class lies behind, and no faster.

With the logits scaled up by $c$, the loss $-\log a_i$ of class $i$ is about $c(m - z_i)$, where $m$
is the greatest entry. A model that is right, with $z_i$ at the maximum, pays nothing per unit of
scale.
"""

from sympy import Limit, log, oo

from symsoft import (
    Derivation,
    define,
    dim,
    indices,
    logsumexp,
    max_over,
    scalar,
    softmax,
    vector,
)

K = dim("K")
i, k = indices("i k", K)
z = vector("z", K)
c = scalar("c", positive=True)
a = define("a", (c, i), softmax(c * z)[i])
m = define("m", (), max_over(z[k], k))

linear = Derivation(
    "cross-entropy-linear-growth",
    title="The cross-entropy grows linearly with the gap",
    claims=3,
)
(
    linear.calc(Limit(-log(a(c, i)) / c, c, oo))
    .eq(
        Limit(logsumexp(c * z) / c - z[i], c, oo),
        "the log-likelihood of a class",
        using="softmax-log-likelihood",
    )
    .eq(m - z[i], "scaled log-sum-exp tends to the maximum", using="log-sum-exp-limit")
)

if __name__ == "__main__":
    linear.main()
