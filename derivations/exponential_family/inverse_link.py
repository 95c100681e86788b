r"""This is where softmax comes from: it turns natural parameters back into probabilities.

The natural parameters of the multinomial family are the log-odds against the last class,
$\eta_k = \log(\varphi_k/\varphi_K)$. Exponentiating gives every probability as a multiple of the
last one; that they sum to one fixes the multiple. The inverse of the link function is softmax, and
nobody had to choose it.
"""

from sympy import Eq, UnevaluatedExpr, exp, log

from symsoft import Derivation, dim, forall, indices, softmax, sum_over, vector

K = dim("K")
j, k, l = indices("j k l", K)
eta = vector("eta", K)
phi = vector("phi", K, positive=True, latex=r"\varphi")
log_phi = UnevaluatedExpr(log(phi[k]))

inverse = Derivation(
    "multinomial-natural-parameters",
    title="From the natural parameters to softmax",
    claims=12,
    source="CS229 lecture notes, section 9.3",
    given=[
        Eq(sum_over(phi[k], k), 1),
        forall(k, Eq(eta[k], log(phi[k] / phi[K]))),
    ],
)
inverse.have(
    Eq(phi[j], phi[K] * exp(eta[j])),
    r"exponentiate $\eta_j = \log(\varphi_j/\varphi_K)$",
)
(
    inverse.calc(1)
    .eq(sum_over(phi[k], k), "the probabilities sum to one")
    .eq(sum_over(phi[K] * exp(eta[k]), k), "each is a multiple of the last")
    .eq(phi[K] * sum_over(exp(eta[k]), k), r"$\varphi_K$ is the same in every term")
)
inverse.have(Eq(phi[K], 1 / sum_over(exp(eta[k]), k)), "divide by the sum, which is positive")
(
    inverse.calc(phi[j])
    .eq(phi[K] * exp(eta[j]), "a multiple of the last probability")
    .eq(exp(eta[j]) / sum_over(exp(eta[l]), l), r"put in $\varphi_K$")
    .eq(softmax(eta)[j], "which is called softmax")
)

log_probabilities = Derivation(
    "softmax-of-log-probabilities",
    title="Every positive distribution is a softmax",
    claims=12,
    given=[Eq(sum_over(phi[k], k), 1)],
    summary="""
    Log-probabilities are natural parameters of the over-complete family. They are the logits whose
    exponentials sum to one as they are, so that the normaliser vanishes.
    """,
)
(
    log_probabilities.calc(softmax(log_phi, k)[j])
    .eq(exp(UnevaluatedExpr(log(phi[j]))) / sum_over(exp(log_phi), k), "by definition")
    .eq(phi[j] / sum_over(phi[k], k), "the exponential undoes the logarithm")
    .eq(phi[j], "the probabilities sum to one")
)

if __name__ == "__main__":
    inverse.main()
    log_probabilities.main()
