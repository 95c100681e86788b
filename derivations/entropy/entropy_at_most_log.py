r"""No distribution over $K$ classes has more entropy than the uniform one.

The entropy falls short of $\log K$ by the divergence from the uniform distribution, which is not
negative.
"""

from sympy import Eq, Ge, log

from symsoft import Derivation, dim, entropy, indices, sum_over, vector

K = dim("K")
k = indices("k", K)
q = vector("q", K, positive=True)

largest = Derivation(
    "entropy-at-most-log",
    title="Entropy is at most the logarithm of the number of classes",
    claims=19,
    given=[Eq(sum_over(q[k], k), 1)],
)
largest.have(
    Ge(sum_over(q[k] * log(K * q[k]), k), 0, evaluate=False),
    "the divergence from the uniform distribution",
    using="gibbs-inequality",
)
(
    largest.calc(entropy(q))
    .eq(
        log(K) * sum_over(q[k], k) - sum_over(q[k] * log(K * q[k]), k),
        r"$\log (K q_k) = \log K + \log q_k$",
    )
    .le(log(K) * sum_over(q[k], k), "the divergence is not negative")
    .eq(log(K), "the probabilities sum to one")
)

if __name__ == "__main__":
    largest.main()
