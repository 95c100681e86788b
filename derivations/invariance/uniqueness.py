r"""Among positive functions only exponentials give shares that a shift does not change.

For two classes with the entries $x$ and $y$, that a shift by $c$ does not change their shares is
$f(x + c) f(y) = f(x) f(y + c)$. Differentiated along $c$ at zero, with $y = 0$, it says that the
slope of $f$ is proportional to $f$. So $f(x) e^{-ax}$ has no slope, and is the constant $f(0)$.
"""

from sympy import Derivative, Eq, Subs, exp

from symsoft import Derivation, forall, function, scalar

x, y, c = scalar("x"), scalar("y"), scalar("c")
f = function("f", positive=True)


def slope(at):
    """f' at a place."""
    return Subs(Derivative(f(x), x), x, at)


a = slope(0) / f(0)

unique = Derivation(
    "exponential-uniqueness",
    title="Only exponentials have shares that a shift does not change",
    claims=9,
    given=[forall((x, y, c), Eq(f(x + c) * f(y), f(x) * f(y + c)))],
)
unique.have(Eq(f(x + c) * f(0), f(x) * f(c)), "put $y = 0$")
unique.have(Eq(slope(x + c) * f(0), f(x) * slope(c)), "differentiate along $c$")
unique.have(Eq(slope(x), a * f(x)), "put $c = 0$ and divide by $f(0)$, which is positive")
unique.have(Eq(Derivative(f(x) * exp(-a * x), x), 0), "product rule")
unique.conclude(Eq(f(x), f(0) * exp(a * x)), "what has no slope is its value at 0")

if __name__ == "__main__":
    unique.main()
