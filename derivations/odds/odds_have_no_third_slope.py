"""Raising a third logit does not move the odds of two classes.

This is the independence of irrelevant alternatives in the language of derivatives: all
probabilities but the one that is raised fall in the same proportion.
"""

from sympy import Derivative, Ne, exp

from symsoft import Derivation, dim, indices, softmax, vector

K = dim("K")
i, j, l = indices("i j l", K)
z = vector("z", K)
p = softmax(z)

no_slope = Derivation(
    "odds-have-no-third-slope",
    title="Odds do not move with a third logit",
    claims=22,
    source="R. D. Luce, Individual Choice Behavior, 1959",
    given=[Ne(l, i), Ne(l, j)],
)
(
    no_slope.calc(Derivative(p[i] / p[j], z[l]))
    .eq(Derivative(exp(z[i] - z[j]), z[l]), "the odds", using="softmax-odds")
    .eq(0, "neither logit is $z_l$")
)

if __name__ == "__main__":
    no_slope.main()
