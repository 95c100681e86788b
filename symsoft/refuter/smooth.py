"""The functions that an unknown function is tried as: polynomials plus multiples of e^x and e^-x.

All are smooth on the whole real line and every derivative is again of this form.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from symsoft.kernel import terms as k
from symsoft.kernel.terms import Term
from symsoft.refuter import jets, values
from symsoft.refuter.jets import Value


@dataclass(frozen=True)
class Smooth:
    """x ↦ Σ_n powers[n]·x^n + rising·e^x + falling·e^-x."""

    powers: tuple[int, ...] = ()
    rising: int = 0
    falling: int = 0

    def derivative(self, order: int = 1) -> Smooth:
        """The derivative of this order."""
        if order == 0:
            return self
        powers = tuple(n * c for n, c in enumerate(self.powers))[1:]
        return Smooth(powers, self.rising, -self.falling).derivative(order - 1)

    def value(self, x: Value) -> Value:
        """The value at `x`, with its derivatives where `x` has them."""
        total: Value = values.ZERO
        for c in reversed(self.powers):
            total = jets.plus(jets.times(total, x), values.rational(c))
        for factor, way in ((self.rising, 1), (self.falling, -1)):
            if factor:
                raised = jets.exp(jets.times(values.rational(way), x))
                total = jets.plus(total, jets.times(values.rational(factor), raised))
        return total

    def term(self, x: Term) -> Term:
        """The value at `x` as a term."""
        parts = [k.mul(k.num(c), k.power(x, n)) for n, c in enumerate(self.powers) if c and n]
        if self.powers and self.powers[0]:
            parts.append(k.num(self.powers[0]))
        for factor, way in ((self.rising, 1), (self.falling, -1)):
            if factor:
                parts.append(k.mul(k.num(factor), k.exp(k.mul(k.num(way), x))))
        return k.add(*parts)

    def __str__(self) -> str:
        shown = [_monomial(c, n) for n, c in reversed(list(enumerate(self.powers))) if c]
        shown += [_times(c, e) for c, e in ((self.rising, "e^x"), (self.falling, "e^(−x)")) if c]
        return " + ".join(shown).replace("+ −", "− ") or "0"

    def to_data(self) -> list[Any]:
        """JSON data."""
        return [list(self.powers), self.rising, self.falling]


def _monomial(coefficient: int, n: int) -> str:
    if n == 0:
        return str(coefficient).replace("-", "−")
    return _times(coefficient, "x" if n == 1 else f"x^{n}")


def _times(coefficient: int, what: str) -> str:
    shown = {1: "", -1: "−"}.get(coefficient, str(coefficient).replace("-", "−"))
    return f"{shown}{what}"


_POSITIVE = (
    Smooth(rising=1),
    Smooth((1, 0, 1)),
    Smooth((1,)),
    Smooth(falling=1),
    Smooth((2,)),
    Smooth((3, 2, 1)),
    Smooth(rising=2),
)
FAMILY: dict[str, tuple[Smooth, ...]] = {
    "real": (
        Smooth((0, 1)),
        Smooth((0, 0, 1)),
        Smooth(rising=1),
        Smooth((0, -1)),
        Smooth((1,)),
        Smooth((0, -1, 0, 1)),
        Smooth((0,)),
        Smooth(falling=1),
        Smooth((1, 0, 1)),
        Smooth((1, 2)),
        Smooth((1, 1)),
    ),
    "positive": _POSITIVE,
    "nonnegative": (Smooth((0, 0, 1)), *_POSITIVE, Smooth((0,))),
}
