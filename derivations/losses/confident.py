r"""Where the model is confidently wrong the cross-entropy keeps its slope.

Let the logits be $z + tu$ with class $j$ ahead along $u$, and let class $i$ be the true one. As $t$
grows the model becomes certain of $j$. The probability of the true class vanishes, the slope of the
loss along its logit tends to $-1$, and the loss itself grows in proportion to the gap: it does not
saturate.
"""

from sympy import Derivative, Eq, Ge, Le, Limit, Ne, exp, log, oo

from symsoft import Derivation, define, dim, forall, indices, scalar, softmax, vector

K = dim("K")
i, j, k = indices("i j k", K)
z, u = vector("z", K), vector("u", K)
t = scalar("t", positive=True)
q = softmax(z + t * u, name="q")
gap = u[j] - u[i]
wrong = [u[i] < u[j]]

vanishing = Derivation(
    "confidently-wrong-probability",
    title="The probability of a class that falls behind vanishes",
    given=wrong,
)
bound = exp(z[i] - z[j] - t * gap)
vanishing.have(Ge(q[i], 0, evaluate=False), "a probability", using="softmax-positive")
vanishing.have(Le(q[i], bound), "the odds against class $j$", using="softmax-odds")
vanishing.have(Eq(Limit(bound, t, oo), 0), "the exponent falls without bound")
vanishing.conclude(Eq(Limit(q[i], t, oo), 0), "squeezed between 0 and the odds")

steady = Derivation(
    "confidently-wrong-gradient",
    title="The gradient of the cross-entropy does not vanish when it is wrong",
    given=wrong,
    summary="The slope along the logit of the true class tends to its greatest possible size.",
)
(
    steady.calc(Limit(Derivative(-log(q[i]), z[i]), t, oo))
    .eq(Limit(q[i] - 1, t, oo), "prediction less target", using="log-softmax-gradient")
    .eq(-1, "the probability of the true class vanishes", using=vanishing)
)

if __name__ == "__main__":
    vanishing.main()
    steady.main()
