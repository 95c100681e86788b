r"""Equal logits get equal shares, whatever their common value.

No entry stands out, and softmax says so: every share is $1/K$. Plain normalisation with the minimum
taken off is undefined for the same input.
"""

from sympy import Eq, exp

from symsoft import Derivation, dim, forall, indices, scalar, softmax, sum_over, vector

K = dim("K")
i, k = indices("i k", K)
z, a = vector("z", K), scalar("a")
p = softmax(z)

equal = Derivation(
    "softmax-equal-logits",
    title="The softmax of equal logits is uniform",
    claims=15,
    given=[forall(k, Eq(z[k], a))],
)
(
    equal.calc(p[i])
    .eq(exp(a) / sum_over(exp(a), k), "every logit is $a$")
    .eq(1 / K, "$K$ equal terms; their common factor cancels")
)

if __name__ == "__main__":
    equal.main()
