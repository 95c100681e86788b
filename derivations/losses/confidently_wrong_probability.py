"""The probability of a class that lies behind vanishes.

Let the logits be $cz$, and let some class have a greater logit than the true class $i$. As $c$
grows the model becomes ever more certain of a wrong answer.
"""

from sympy import Eq, Limit, exp, oo

from symsoft import Derivation, define, dim, indices, max_over, scalar, softmax, sum_over, vector

K = dim("K")
i, k = indices("i k", K)
z = vector("z", K)
c = scalar("c")
a = define("a", (c, i), softmax(c * z)[i])
m = define("m", (), max_over(z[k], k))
wrong = [z[i] < max_over(z[k], k)]

vanishing = Derivation(
    "confidently-wrong-probability",
    title="The probability of a class that lies behind vanishes",
    claims=3,
    given=wrong,
)
vanishing.have(
    Eq(Limit(exp(c * (z[i] - m)), c, oo), 0), "the exponent falls without bound, as $z_i < m$"
)
(
    vanishing.calc(Limit(a(c, i), c, oo))
    .eq(
        Limit(exp(c * (z[i] - m)) / sum_over(exp(c * (z[k] - m)), k), c, oo),
        "shift every logit by $-cm$",
        using="softmax-shift-invariance",
    )
    .eq(0, "the denominator is at least 1", using="stable-exponents")
)

if __name__ == "__main__":
    vanishing.main()
