r"""Where the model is confidently wrong the cross-entropy keeps its slope.

The slope of $-\log a_i$ along the logit of the true class $i$ is prediction less target, $a_i - 1$.
As the model becomes certain of another class it tends to $-1$, the greatest size it can have: the
loss does not saturate.
"""

from sympy import Derivative, Eq, Limit, log, oo

from symsoft import Derivation, define, dim, indices, max_over, scalar, softmax, vector

K = dim("K")
i, k = indices("i k", K)
z = vector("z", K)
c = scalar("c")
a = define("a", (c, i), softmax(c * z)[i])
p = softmax(z)
wrong = [z[i] < max_over(z[k], k)]

steady = Derivation(
    "confidently-wrong-gradient",
    title="The gradient of the cross-entropy does not vanish when the model is wrong",
    claims=3,
    given=wrong,
)
steady.have(
    Eq(Derivative(-log(p[i]), z[i]), p[i] - 1),
    "prediction less target, at any logits",
    using="log-softmax-gradient",
)
(
    steady.calc(Limit(a(c, i) - 1, c, oo))
    .eq(Limit(a(c, i), c, oo) - 1, "at the logits $cz$; a constant may be taken out")
    .eq(-1, "the probability of the true class vanishes", using="confidently-wrong-probability")
)

if __name__ == "__main__":
    steady.main()
