"""At high temperature softmax is linear in its logits.

As $T$ grows, the probabilities differ from $1/K$ only by $1/(KT)$ times a centred logit. This is
why a softened target still tells how the wrong classes compare.
"""

from sympy import Eq, Limit, Rational, oo

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
z = vector("z", K)
T = scalar("T", positive=True)
p = define("p", (T, i), softmax(z / T)[i])

linear = Derivation(
    "softmax-high-temperature",
    title="Softmax at high temperature is linear in the logits",
    claims=23,
    source="G. Hinton, O. Vinyals and J. Dean, Distilling the Knowledge in a Neural Network, 2015",
)
linear.have(Eq(Limit(p(T, i), T, oo), 1 / K), "all shares become equal")
linear.conclude(
    Eq(Limit(T * (p(T, i) - 1 / K), T, oo), (z[i] - sum_over(z[k], k) / K) / K),
    "the derivative along $1/T$ at 0",
)
(
    linear.figure(
        "Towards a linear function of the logits",
        over=(T, Rational(1, 2), 20),
        caption="Each curve tends to the dotted line, the centred logit over $K$.",
    ).panel(
        "$T (p_i - 1/K)$ for $z = (1, 2, 3)$",
        {"class {i}": T * (p(T, i) - 1 / K)},
        at={z: [1, 2, 3]},
    )
)

if __name__ == "__main__":
    linear.main()
