r"""The normaliser of the multinomial family is met in three forms, all equal.

$A$ first appears as $-\log \varphi_K$. In terms of the natural parameters it is the log-sum-exp of
them all, and, since $\eta_K = \log(\varphi_K/\varphi_K) = 0$, also
$\log(1 + \sum_{k<K} e^{\eta_k})$, the form of the minimal family. For two classes the latter is the
softplus function.
"""

from sympy import Eq, Sum, exp, log

from symsoft import Derivation, dim, forall, indices, logsumexp, sum_over, vector

K = dim("K")
k = indices("k", K)
eta = vector("eta", K)
phi = vector("phi", K, positive=True, latex=r"\varphi")
all_but_last = Sum(exp(eta[k]), (k, 1, K - 1))

log_partition = Derivation(
    "multinomial-log-partition",
    title="The log-partition function of the multinomial family",
    claims=12,
    source="CS229 lecture notes, section 9.3",
    given=[
        Eq(sum_over(phi[k], k), 1),
        forall(k, Eq(eta[k], log(phi[k] / phi[K]))),
    ],
)
log_partition.have(Eq(eta[K], 0), "the odds of the last class against itself are 1")
(
    log_partition.calc(-log(phi[K]))
    .eq(
        logsumexp(eta),
        r"$\varphi_K = 1/\sum_k e^{\eta_k}$",
        using="multinomial-natural-parameters",
    )
    .eq(log(all_but_last + exp(eta[K])), "the last class stands apart")
    .eq(log(1 + all_but_last), r"$\eta_K = 0$")
)

if __name__ == "__main__":
    log_partition.main()
