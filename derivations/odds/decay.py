r"""A class that lies behind loses probability exponentially fast in its gap.

The probability of class $j$ is at most $e^{-c(z_i - z_j)}$ for every other class $i$, because the
odds are that number and no probability exceeds one. With $i$ the best class this bounds how much
the scale $c$ leaves to the others.
"""

from sympy import exp

from symsoft import Derivation, dim, indices, scalar, softmax, vector

K = dim("K")
i, j = indices("i j", K)
z = vector("z", K)
c = scalar("c")
p = softmax(c * z, name="p")

decay = Derivation(
    "softmax-exponential-decay",
    title="Probabilities decay exponentially with the gap",
    claims=16,
)
(
    decay.calc(p[j])
    .eq(p[i] * exp(-c * (z[i] - z[j])), "the odds of the two classes", using="softmax-odds")
    .le(exp(-c * (z[i] - z[j])), "no probability exceeds one", using="softmax-at-most-one")
)

if __name__ == "__main__":
    decay.main()
