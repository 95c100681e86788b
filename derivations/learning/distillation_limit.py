"""At high temperature distillation matches logits.

Scaled up by $T^2$ to make up for its size, the gradient tends to $(z_i - v_i)/K$ for centred
logits. That is the gradient of a squared distance: the student is asked to copy the logits of the
teacher.
"""

from sympy import Derivative, Eq, Limit, log, oo

from symsoft import (
    Derivation,
    define,
    dim,
    indices,
    scalar,
    softmax,
    sum_over,
    vector,
)

K = dim("K")
i, k = indices("i k", K)
z, v = vector("z", K), vector("v", K)
T = scalar("T", positive=True)
p = define("p", (T, i), softmax(z / T)[i])
q = define("q", (T, i), softmax(v / T)[i])
loss = -sum_over(q(T, k) * log(p(T, k)), k)

matching = Derivation(
    "distillation-limit",
    title="Distillation at high temperature matches logits",
    claims=23,
    source="G. Hinton, O. Vinyals and J. Dean, Distilling the Knowledge in a Neural Network, 2015",
    given=[Eq(sum_over(z[k], k), 0), Eq(sum_over(v[k], k), 0)],
)
(
    matching.calc(Limit(T**2 * Derivative(loss, z[i]), T, oo))
    .eq(Limit(T * (p(T, i) - q(T, i)), T, oo), "the gradient", using="distillation-gradient")
    .eq(
        (z[i] - sum_over(z[k], k) / K) / K - (v[i] - sum_over(v[k], k) / K) / K,
        "softmax is linear at high temperature",
        using="softmax-high-temperature",
    )
    .eq((z[i] - v[i]) / K, "the logits are centred")
)

if __name__ == "__main__":
    matching.main()
