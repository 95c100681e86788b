r"""Taylor softmax has a parabola in place of the exponential.

The second-order expansion $\tau(x) = 1 + x + x^2/2$ of the exponential is a parabola that stays
above $\frac12$, so that its shares are positive and defined everywhere, as softmax's are. But large
negative inputs count as much as large positive ones, and the shares are not invariant under shifts.
"""

from sympy import Rational

from symsoft import Derivation, define, scalar

x = scalar("x")
tau = define("tau", x, 1 + x + x**2 / 2, latex=r"\tau")
SOURCE = "A. de Brébisson and P. Vincent, An Exploration of Softmax Alternatives, 2016"

parabola = Derivation(
    "taylor-parabola",
    title="The parabola of Taylor softmax stays above one half",
    claims=18,
    source=SOURCE,
)
(
    parabola.calc(tau(x))
    .eq(Rational(1, 2) + (1 + x) ** 2 / 2, "complete the square")
    .ge(Rational(1, 2), "a square is not negative")
)
(
    parabola.figure("The parabola and its lower bound", over=(x, -4, 2)).panel(
        "Weights of Taylor softmax",
        {r"$\tau(x)$": tau(x), "one half": Rational(1, 2)},
        at={},
    )
)

if __name__ == "__main__":
    parabola.main()
