"""Luce's axiom: how two alternatives compare does not depend on what else is on offer.

Take any set of alternatives that contains $i$ and $j$, marked by weights $w_k$ that are 1 for what
is on offer and 0 for what is not. Withdrawing alternatives raises all other probabilities, but in
the same proportion, so that their ratio stays what it was. Psychologists call this the independence
of irrelevant alternatives.
"""

from sympy import Eq, UnevaluatedExpr, exp

from symsoft import Derivation, define, dim, indices, softmax, sum_over, vector

K = dim("K")
i, j, k = indices("i j k", K)
z = vector("z", K)
w = vector("w", K, nonnegative=True)
p = softmax(z)
offered = sum_over(w[k] * exp(z[k]), k)
s = define("s", i, w[i] * exp(z[i]) / offered)

subset = Derivation(
    "independence-of-irrelevant-alternatives",
    title="Odds do not depend on what else is on offer",
    claims=22,
    source="R. D. Luce, Individual Choice Behavior, 1959",
    given=[Eq(w[i], 1), Eq(w[j], 1)],
)
(
    subset.calc(s[i] / s[j])
    .eq((exp(z[i]) / offered) / UnevaluatedExpr(exp(z[j]) / offered), "both are on offer")
    .eq(exp(z[i] - z[j]), "the sum over what is on offer cancels")
    .eq(p[i] / p[j], "the odds with everything on offer", using="softmax-odds")
)

if __name__ == "__main__":
    subset.main()
