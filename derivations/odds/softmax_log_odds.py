"""A difference of logits is a log-odds.

Logits are log-probabilities up to a common constant. Adding to a logit multiplies the odds against
every other class by the same factor.
"""

from sympy import UnevaluatedExpr, exp, log

from symsoft import Derivation, dim, indices, softmax, vector

K = dim("K")
i, j = indices("i j", K)
z = vector("z", K)
p = softmax(z)

log_odds = Derivation(
    "softmax-log-odds",
    title="The log-odds of two classes are the difference of their logits",
    claims=8,
)
(
    log_odds.calc(log(p[i] / p[j]))
    .eq(log(UnevaluatedExpr(exp(z[i] - z[j]))), "the odds", using="softmax-odds")
    .eq(z[i] - z[j], "the logarithm undoes the exponential")
)

if __name__ == "__main__":
    log_odds.main()
