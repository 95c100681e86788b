"""The odds of two classes depend on the difference of their logits alone.

The normaliser is the same for all classes, so that a ratio of two probabilities does not contain
it.
"""

from sympy import UnevaluatedExpr, exp

from symsoft import Derivation, dim, indices, softmax, sum_over, vector

K = dim("K")
i, j, k = indices("i j k", K)
z = vector("z", K)
p = softmax(z)
total = sum_over(exp(z[k]), k)

odds = Derivation("softmax-odds", title="The odds of two classes", claims=8)
(
    odds.calc(p[i] / p[j])
    .eq((exp(z[i]) / total) / UnevaluatedExpr(exp(z[j]) / total), "by definition")
    .eq(exp(z[i]) / UnevaluatedExpr(exp(z[j])), "the normaliser cancels")
    .eq(exp(z[i] - z[j]), "a quotient of exponentials")
)

if __name__ == "__main__":
    odds.main()
