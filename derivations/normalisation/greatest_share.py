r"""The greatest share is at least the mean share.

If every share were below $1/K$, they could not sum to one. So the class that softmax favours has a
probability of at least $1/K$, and exactly this when all logits are equal.
"""

from sympy import Le

from symsoft import Derivation, define, dim, indices, max_over, softmax, sum_over, vector

K = dim("K")
k = indices("k", K)
z = vector("z", K)
p = softmax(z)
greatest = define("m", (), max_over(p[k], k))

share = Derivation(
    "softmax-greatest-share", title="The greatest share is at least one in K", claims=14
)
share.have(Le(p[k], greatest), "no share exceeds the greatest")
(
    share.calc(1 / K)
    .eq(sum_over(p[k], k) / K, "the probabilities sum to one", using="softmax-sums-to-one")
    .le(sum_over(greatest, k) / K, "term by term")
    .eq(greatest, "$K$ equal terms")
)

if __name__ == "__main__":
    share.main()
