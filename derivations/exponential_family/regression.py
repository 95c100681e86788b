r"""Natural parameters that are linear in an input make the family softmax regression.

A generalised linear model lets the natural parameters depend linearly on an input $x$:
$\eta = Wx$, one row of $W$ for each class. The probabilities are then the softmax of linear
logits. Its gradient is the subject of softmax-regression-gradient.
"""

from sympy import Eq, exp, log

from symsoft import Derivation, dim, forall, indices, matrix, softmax, sum_over, vector

K, D = dim("K"), dim("D")
i, j, k = indices("i j k", K)
d = indices("d", D)
W, x, eta = matrix("W", (K, D)), vector("x", D), vector("eta", K)
p = softmax(eta)
linear = forall(k, Eq(eta[k], sum_over(W[k, d] * x[d], d)))

linear_model = Derivation(
    "multinomial-linear-model",
    title="The generalised linear model of the multinomial family",
    claims=12,
    source="CS229 lecture notes, section 9.3",
    given=[linear],
)
(
    linear_model.calc(p[i])
    .eq(
        exp(eta[i]) / sum_over(exp(eta[k]), k),
        "the response of the family is softmax",
        using="multinomial-natural-parameters",
    )
    .eq(
        exp(sum_over(W[i, d] * x[d], d)) / sum_over(exp(sum_over(W[k, d] * x[d], d)), k),
        r"the natural parameters are linear: $\eta = Wx$",
    )
)

log_odds = Derivation(
    "multinomial-linear-log-odds",
    title="The log-odds of a generalised linear model are linear",
    claims=12,
    given=[linear],
    summary="""
    The log-odds of two classes are linear in the input, with the difference of their rows for
    weights. Two classes are equally likely on a hyperplane: decision boundaries are straight.
    """,
)
(
    log_odds.calc(log(p[i] / p[j]))
    .eq(eta[i] - eta[j], "the normaliser cancels")
    .eq(sum_over(W[i, d] * x[d], d) - sum_over(W[j, d] * x[d], d), r"$\eta = Wx$")
    .eq(sum_over((W[i, d] - W[j, d]) * x[d], d), "one sum over the inputs")
)

if __name__ == "__main__":
    linear_model.main()
    log_odds.main()
