r"""How every probability responds to every logit, in one formula.

Raising one logit raises its own probability at the rate $p_i(1 - p_i)$ and lowers every other at
the rate $p_i p_j$. Both are in $p_i(\delta_{ij} - p_j)$, which is entry $i, j$ of
$\mathrm{diag}(p) - pp^{\mathsf T}$; the short form $p(1-p)$ is only its diagonal.
"""

from sympy import Derivative, Ne, exp

from symsoft import Derivation, delta, dim, indices, softmax, sum_over, vector

K = dim("K")
i, j, k = indices("i j k", K)
z = vector("z", K)
p = softmax(z)
total = sum_over(exp(z[k]), k)

jacobian = Derivation("softmax-jacobian", title="The Jacobian of softmax", claims=7)
(
    jacobian.calc(Derivative(p[i], z[j]))
    .eq(
        (Derivative(exp(z[i]), z[j]) * total - exp(z[i]) * Derivative(total, z[j])) / total**2,
        "quotient rule",
    )
    .eq(
        (delta(i, j) * exp(z[i]) * total - exp(z[i]) * exp(z[j])) / total**2,
        "only the exponential of $z_j$ moves with $z_j$",
    )
    .eq(delta(i, j) * p[i] - p[i] * p[j], "split the fraction; each quotient is a softmax")
    .eq(p[i] * (delta(i, j) - p[j]), "$p_i$ is a factor of both terms")
)

own_logit = Derivation(
    "softmax-jacobian-diagonal",
    title="The diagonal of the Jacobian of softmax",
    claims=7,
    summary="The rate at which a probability follows its own logit, as for the logistic function.",
)
(
    own_logit.calc(Derivative(p[i], z[i])).eq(
        p[i] * (1 - p[i]), r"the Jacobian with $j = i$, where $\delta_{ii} = 1$", using=jacobian
    )
)

other_logit = Derivation(
    "softmax-jacobian-off-diagonal",
    title="The Jacobian of softmax off the diagonal",
    claims=7,
    given=[Ne(i, j)],
    summary="The rate at which a probability falls when another class gains.",
)
(
    other_logit.calc(Derivative(p[i], z[j]))
    .eq(p[i] * (delta(i, j) - p[j]), "the Jacobian", using=jacobian)
    .eq(-p[i] * p[j], r"$\delta_{ij} = 0$")
)

if __name__ == "__main__":
    jacobian.main()
    own_logit.main()
    other_logit.main()
