r"""A difference of logits is a log-odds: logits are log-probabilities up to a common constant.

The normaliser is the same for all classes, so that a ratio of two probabilities does not contain
it. What is left depends on the two logits alone, and on nothing but their difference.
"""

from sympy import UnevaluatedExpr, exp, log

from symsoft import Derivation, dim, indices, softmax, sum_over, vector

K = dim("K")
i, j, k = indices("i j k", K)
z = vector("z", K)
p = softmax(z)
total = sum_over(exp(z[k]), k)

odds = Derivation("softmax-odds", title="The odds of two classes")
(
    odds.calc(p[i] / p[j])
    .eq((exp(z[i]) / total) / UnevaluatedExpr(exp(z[j]) / total), "by definition")
    .eq(exp(z[i]) / UnevaluatedExpr(exp(z[j])), "the normaliser cancels")
    .eq(exp(z[i] - z[j]), "a quotient of exponentials")
)

log_odds = Derivation(
    "softmax-log-odds",
    title="The log-odds of two classes are the difference of their logits",
    summary="Adding to a logit multiplies the odds; this is what makes logits easy to learn.",
)
(
    log_odds.calc(log(p[i] / p[j]))
    .eq(log(UnevaluatedExpr(exp(z[i] - z[j]))), "the odds", using=odds)
    .eq(z[i] - z[j], "the logarithm undoes the exponential")
)

if __name__ == "__main__":
    odds.main()
    log_odds.main()
