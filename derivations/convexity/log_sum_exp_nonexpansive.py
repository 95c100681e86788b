"""Log-sum-exp moves no faster than its inputs do.

It is increasing in every logit and moves with a shift, so that changing all logits by at most some
amount changes it by at most as much. Errors in the logits are not amplified.
"""

from sympy import Le

from symsoft import (
    Derivation,
    define,
    dim,
    indices,
    logsumexp,
    max_over,
    vector,
)

K = dim("K")
k = indices("k", K)
z, w = vector("z", K), vector("w", K)
d = define("d", (), max_over(w[k] - z[k], k))

nonexpansive = Derivation(
    "log-sum-exp-nonexpansive",
    title="Log-sum-exp moves no faster than its input",
    claims=20,
)
nonexpansive.have(Le(w[k], z[k] + d), "no change exceeds the greatest")
(
    nonexpansive.calc(logsumexp(w))
    .le(logsumexp(z + d), "log-sum-exp is increasing in every logit")
    .eq(logsumexp(z) + d, "log-sum-exp moves with a shift", using="log-sum-exp-shift")
)

if __name__ == "__main__":
    nonexpansive.main()
