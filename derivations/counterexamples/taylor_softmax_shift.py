r"""Taylor softmax is not invariant under shifts.

Softmax sees the differences of its logits alone. Taylor softmax, whose weights are the parabola
$\tau(x) = 1 + x + x^2/2$, also sees where they lie: far out on either side the logits look alike.
"""

from sympy import Eq

from symsoft import Derivation, define, dim, indices, scalar, sum_over, vector

K = dim("K")
i, k = indices("i k", K)
z = vector("z", K)
c, x = scalar("c"), scalar("x")
tau = define("tau", x, 1 + x + x**2 / 2, latex=r"\tau")
plain = tau(z[i]) / sum_over(tau(z[k]), k)
shifted = tau(z[i] + c) / sum_over(tau(z[k] + c), k)
SOURCE = "A. de Brébisson and P. Vincent, An Exploration of Softmax Alternatives, 2016"

shift = Derivation(
    "taylor-softmax-shift",
    title="Taylor softmax changes with a shift",
    claims=18,
    source=SOURCE,
)
shift.refute(
    Eq(shifted, plain), "three steps to the left, the order is turned round", at={z: [0, 2], c: -3}
)
(
    shift.figure(
        "The shares of shifted logits",
        over=(c, -6, 4),
        slider=True,
        caption="Left of the dip of the parabola their order is turned round. Softmax would draw "
        "two level lines.",
    ).panel("Taylor softmax of $(c, 2 + c)$", {"class {i}": shifted}, at={z: [0, 2]})
)

if __name__ == "__main__":
    shift.main()
