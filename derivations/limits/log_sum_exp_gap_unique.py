"""Above a unique maximum log-sum-exp leaves no gap.

If one logit is the greatest, log-sum-exp of the scaled logits is that logit up to an error that
tends to zero. The log-likelihood of a class is then, to any accuracy, its gap below the best.
"""

from sympy import Eq, Limit, Ne, log, oo

from symsoft import (
    Derivation,
    define,
    delta,
    dim,
    forall,
    indices,
    iverson,
    logsumexp,
    max_over,
    scalar,
    sum_over,
    vector,
)

K = dim("K")
i, k = indices("i k", K)
z = vector("z", K)
c = scalar("c")
m = define("m", (), max_over(z[k], k))
ties = sum_over(iverson(Eq(z[k], m)), k)

unique = Derivation(
    "log-sum-exp-gap-unique",
    title="Above a unique maximum the gap of log-sum-exp vanishes",
    claims=2,
    given=[forall(k, z[k] < z[i], where=Ne(k, i))],
)
unique.have(Eq(m, z[i]), "every other entry is smaller")
unique.have(Eq(iverson(Eq(z[k], z[i])), delta(i, k)), "no other entry is as great")
(
    unique.calc(Limit(logsumexp(c * z) - c * m, c, oo))
    .eq(log(ties), "the number of maxima", using="log-sum-exp-gap")
    .eq(log(sum_over(delta(i, k), k)), "the one maximum is $z_i$")
    .eq(0, r"the delta picks one term, and $\log 1 = 0$")
)

if __name__ == "__main__":
    unique.main()
