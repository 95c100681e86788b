"""Claims that grow: for each kind one of about n terms, as the kernel is given it.

Both sides are the same terms in another order, so the proof is one comparison of normal forms.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from math import isqrt

from symsoft.kernel import Array, Claim, Context, Dimension, Hypothesis, Index, Scalar, Term
from symsoft.kernel.terms import ZERO, add, div, exp, ix, mk, mul, num, power, total, var

LETTERS = "abcdefgh"
_I, _J, _K = (ix(name, "K") for name in "ijk")
_X = var("x")

Side = Callable[[int], list[Term]]


def _context() -> Context:
    names: dict[str, object] = {"K": Dimension(1), "x": Scalar("real")}
    names |= {letter: Scalar("real") for letter in LETTERS}
    names |= {name: Index("K") for name in "ij"}
    names["z"] = Array(("K",), "real", False)
    return Context(names)  # type: ignore[arg-type]


CONTEXT: Context = _context()


@dataclass(frozen=True)
class Kind:
    """A kind of claim; `claim` makes one of size n, `order` is how the time should grow."""

    name: str
    claim: Callable[[int], Claim]
    sizes: tuple[int, ...] = (10, 100, 1_000, 10_000, 100_000)
    order: str = "n log n"
    context: Callable[[int], Context] = lambda n: CONTEXT


def _entry(index: Term) -> Term:
    return mk("entry", "z", index)


def _reversed(make: Side) -> Callable[[int], Claim]:
    """The sum of the terms is the sum of them in the other order."""
    return lambda n: Claim("=", add(*make(n)), add(*reversed(make(n))))


def _monomials(n: int) -> Iterator[Term]:
    """So many different monomials in eight letters."""
    for m in range(n):
        digits = [m // 4**place % 4 for place in range(len(LETTERS) + 1)]
        powers = (power(var(x), num(d)) for x, d in zip(LETTERS, digits, strict=False) if d)
        yield mul(num(m + 1), power(_X, num(digits[-1] + 1)), *powers)


def _products(n: int) -> Claim:
    """(Σ_s a^s) (Σ_t b^t) is the sum of its n products."""
    side = isqrt(n)
    rows = [power(var("a"), num(s)) for s in range(1, side + 1)]
    columns = [power(var("b"), num(t)) for t in range(1, side + 1)]
    return Claim(
        "=", mul(add(*rows), add(*columns)), add(*(mul(r, c) for c in columns for r in rows))
    )


def _sums(n: int) -> list[Term]:
    """Σ_k z_k^m, so many of them."""
    return [total(_K, power(_entry(_K), num(m))) for m in range(1, n + 1)]


def _deltas(n: int) -> Claim:
    """δ_ij z_i^m is δ_ij z_j^m, for so many m."""
    delta = mk("delta", _I, _J)

    def side(i: Term) -> Term:
        return add(*(mul(delta, power(_entry(i), num(m))) for m in range(1, n + 1)))

    return Claim("=", side(_I), side(_J))


def _fractions(n: int) -> list[Term]:
    """1/(x² + m), so many of them with different denominators."""
    return [div(num(1), add(power(_X, num(2)), num(m))) for m in range(1, n + 1)]


def _exponentials(n: int) -> list[Term]:
    return [exp(mul(num(m), _X)) for m in range(1, n + 1)]


def _nested(n: int) -> Claim:
    """Σ_k1 … Σ_kn of a chain z_k1·exp(z_k1 z_k2)·… , its indices named from either end."""

    def side(order: list[int]) -> Term:
        names = [ix(f"k{m}", "K") for m in order]
        pairs = pairwise(names)
        body = mul(*map(_entry, names), *(exp(mul(_entry(a), _entry(b))) for a, b in pairs))
        for name in names:
            body = total(name, body)
        return body

    return Claim("=", side(list(range(n))), side(list(reversed(range(n)))))


def _many(n: int) -> Context:
    """n hypotheses x ≠ m."""
    hypotheses = (Hypothesis(Claim("!=", _X, num(m))) for m in range(n))
    return Context(CONTEXT.names, tuple(hypotheses))


def _wide(n: int) -> Context:
    """n scalars more."""
    return Context({**CONTEXT.names, **{f"s{m}": Scalar("real") for m in range(n)}})


KINDS = (
    Kind("terms of a sum", _reversed(lambda n: list(_monomials(n)))),
    Kind("products of two sums", _products),
    Kind("sums over an index", _reversed(_sums)),
    Kind("exponentials", _reversed(_exponentials)),
    Kind("deltas", _deltas),
    Kind("fractions", _reversed(_fractions)),
    Kind("bound indices of one sum", _nested, (2, 3, 5, 10, 20), "n^3"),
    Kind(
        "hypotheses", lambda n: Claim("=", mul(_X, num(2)), add(_X, _X)),
        (10, 100, 1_000), "n log n", _many,
    ),
    Kind(
        "names", lambda n: Claim("=", add(*(var(f"s{m}") for m in range(n)), ZERO),
                                 add(*(var(f"s{m}") for m in reversed(range(n))))),
        (10, 100, 1_000, 10_000, 100_000), "n log n", _wide,
    ),
)  # fmt: skip
