r"""At vanishing scale the entropy is the greatest there is.

As $c \to 0$ all classes become equally likely, and the entropy tends to $\log K$.
"""

from sympy import Eq, Limit, log

from symsoft import Derivation, define, dim, indices, logsumexp, scalar, softmax, sum_over, vector

K = dim("K")
k = indices("k", K)
z = vector("z", K)
c = scalar("c")
a = define("a", (c, k), softmax(c * z)[k])

uniform = Derivation(
    "entropy-limit-uniform",
    title="The entropy tends to its maximum as the scale vanishes",
    claims=19,
)
uniform.have(
    Eq(Limit(a(c, k), c, 0), 1 / K), "every share tends to $1/K$", using="softmax-limit-uniform"
)
uniform.have(Eq(Limit(logsumexp(c * z), c, 0), log(K)), "a sum of $K$ ones")
(
    uniform.calc(Limit(-sum_over(a(c, k) * log(a(c, k)), k), c, 0))
    .eq(
        Limit(logsumexp(c * z) - c * sum_over(a(c, k) * z[k], k), c, 0),
        "the entropy of a softmax",
        using="softmax-entropy",
    )
    .eq(log(K), "the mean score stays bounded, and its factor vanishes")
)

if __name__ == "__main__":
    uniform.main()
