r"""A model that is certain of the truth pays nothing.

If the true class $i$ alone has the greatest logit $m$, its probability is
$e^{cm}/\sum_k e^{c z_k}$. As the logits are scaled up, the loss tends to zero.
"""

from sympy import Eq, Limit, Ne, exp, log, oo

from symsoft import (
    Derivation,
    define,
    dim,
    forall,
    indices,
    logsumexp,
    max_over,
    scalar,
    sum_over,
    vector,
)

K = dim("K")
i, k = indices("i k", K)
z = vector("z", K)
c = scalar("c", positive=True)
m = define("m", (), max_over(z[k], k))

right = Derivation(
    "confidently-right-loss",
    title="The cross-entropy vanishes when the model is right",
    claims=3,
    given=[forall(k, z[k] < z[i], where=Ne(k, i))],
)
right.have(Eq(m, z[i]), "every other entry is smaller")
(
    right.calc(Limit(-log(exp(c * m) / sum_over(exp(c * z[k]), k)), c, oo))
    .eq(
        Limit(logsumexp(c * z) - c * m, c, oo),
        "the logarithm of a quotient",
    )
    .eq(0, "above a unique maximum the gap vanishes", using="log-sum-exp-gap-unique")
)

if __name__ == "__main__":
    right.main()
