"""A softened target pulls with a softened error.

A student with logits $z$ is taught by a teacher with logits $v$, both softened by the temperature
$T$. The slope of the cross-entropy along a logit of the student is prediction less target, divided
by $T$.
"""

from sympy import Derivative

from symsoft import (
    Derivation,
    cross_entropy,
    dim,
    indices,
    scalar,
    softmax,
    vector,
)

K = dim("K")
i = indices("i", K)
z, v = vector("z", K), vector("v", K)
T = scalar("T", positive=True)
p, q = softmax(z / T, name="p"), softmax(v / T, name="q")

slope = Derivation(
    "distillation-gradient",
    title="The gradient of the distillation loss",
    claims=23,
    source="G. Hinton, O. Vinyals and J. Dean, Distilling the Knowledge in a Neural Network, 2015",
)
slope.calc(Derivative(cross_entropy(q, p), z[i])).eq(
    (p[i] - q[i]) / T,
    "prediction less target, times the slope of $z_i/T$",
    using="cross-entropy-gradient",
)

if __name__ == "__main__":
    slope.main()
