r"""Every softmax probability is a sigmoid: one class against all the others together.

The other classes act like a single one, whose logit is the log-sum-exp of theirs. So the logistic
function is at work for any number of classes, not only for two.
"""

from sympy import UnevaluatedExpr, exp, log

from symsoft import Derivation, delta, dim, indices, softmax, sum_over, vector

K = dim("K", min=2)
i, k = indices("i k", K)
z = vector("z", K)
p = softmax(z)
others = sum_over((1 - delta(i, k)) * exp(z[k]), k)

against = Derivation(
    "softmax-one-against-the-rest",
    title="One class against the rest is a sigmoid",
    claims=5,
)
(
    against.calc(p[i])
    .eq(exp(z[i]) / (exp(z[i]) + others), "take class $i$ out of the sum")
    .eq(1 / (1 + exp(-z[i]) * others), "divide both parts of the fraction by $e^{z_i}$")
    .eq(
        1 / (1 + exp(-UnevaluatedExpr(z[i] - log(others)))),
        "the sigmoid of the difference; the rest has a logit of its own",
    )
)

if __name__ == "__main__":
    against.main()
