r"""Log-sum-exp is at least the mean of its inputs plus $\log K$.

This is Jensen's inequality for the exponential. It also follows from the maximum-entropy property
of softmax, by putting in the uniform distribution; equal logits attain it.
"""

from sympy import log

from symsoft import (
    Derivation,
    dim,
    indices,
    logsumexp,
    sum_over,
    vector,
)

K = dim("K")
k = indices("k", K)
z = vector("z", K)
mean = sum_over(z[k], k) / K

jensen = Derivation(
    "log-sum-exp-mean-bound",
    title="Log-sum-exp is at least the mean plus a constant",
    claims=20,
)
jensen.have(
    -sum_over(1 / K * log(1 / K), k) + sum_over(1 / K * z[k], k) <= logsumexp(z),
    "softmax maximises score plus entropy; take the uniform distribution",
    using="maximum-entropy",
)
jensen.conclude(
    log(K) + mean <= logsumexp(z),
    "the entropy of the uniform distribution",
    using="uniform-entropy",
)

if __name__ == "__main__":
    jensen.main()
