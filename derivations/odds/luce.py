r"""Any rule that shares out by powers of positive scores is softmax in disguise.

Luce's choice rule gives alternative $i$ the share $f_i^\alpha/\sum_k f_k^\alpha$ for scores
$f_k > 0$. The logits are the logarithms of the scores, and $\alpha$ is the scale, also called the
inverse temperature.
"""

from sympy import exp, log

from symsoft import Derivation, dim, indices, scalar, softmax, sum_over, vector

K = dim("K")
i, k = indices("i k", K)
f = vector("f", K, positive=True)
alpha = scalar("alpha")

luce = Derivation(
    "luce-choice-rule",
    title="Luce's choice rule is softmax of log-scores",
    claims=22,
    source="R. D. Luce, Individual Choice Behavior, 1959",
)
(
    luce.calc(f[i] ** alpha / sum_over(f[k] ** alpha, k))
    .eq(
        exp(alpha * log(f[i])) / sum_over(exp(alpha * log(f[k])), k),
        r"a power is $e$ to $\alpha$ times the logarithm",
    )
    .eq(softmax(alpha * log(f[k]), k, name="p")[i], "which is a softmax")
)

if __name__ == "__main__":
    luce.main()
