"""How a formula is laid out, whatever it is printed as: signs, fractions, what is short or tall.

Terms keep what the author wrote, but SymPy has shuffled it before; so a sum or product is read into
a `Product` with its sign in front and its negative powers underneath, and put into the order in
which people write (`symsoft.language.ordering`). Nothing here changes the value of a term or where
it is defined.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from symsoft.kernel.terms import INDEX_OPS, MINUS_ONE, ONE, Term, mk, mul, neg, num, subterms
from symsoft.language.ordering import arranged_factors, summand_rank

HEAVY = frozenset({"sum", "prod", "int", "lim", "if", "deriv"})


@dataclass(frozen=True)
class Product:
    """± numbers · factors / (under_numbers · under); numbers are whole and not negative."""

    negative: bool = False
    numbers: tuple[int, ...] = ()
    factors: tuple[Term, ...] = ()
    under_numbers: tuple[int, ...] = ()
    under: tuple[Term, ...] = ()

    @property
    def fraction(self) -> bool:
        """Whether anything stands underneath."""
        return bool(self.under or self.under_numbers)

    def times(self, other: Product) -> Product:
        """The product of both."""
        return Product(
            self.negative != other.negative,
            self.numbers + other.numbers,
            self.factors + other.factors,
            self.under_numbers + other.under_numbers,
            self.under + other.under,
        )

    def inverse(self) -> Product:
        """1 / self, for a product without anything underneath."""
        return Product(self.negative, (), (), self.numbers, self.factors)


def split(term: Term) -> Product:
    """A term as a `Product`, its factors in the order in which they are printed."""
    raw = _split(term)
    return Product(
        raw.negative,
        raw.numbers,
        arranged_factors(raw.factors),
        raw.under_numbers,
        arranged_factors(raw.under),
    )


def _split(term: Term) -> Product:
    if term.op in ("mul", "pmul"):
        whole = Product()
        for factor in term.args:
            whole = whole.times(_split(factor))
        return whole
    if term.op == "num":
        return _number(term)
    if is_inverse(term):
        return _inverse(*term.args)
    return Product(factors=(term,))


def _number(term: Term) -> Product:
    value = term.args[0]
    above, below = abs(value.numerator), value.denominator
    return Product(value < 0, _but_one(above), (), _but_one(below))


def _but_one(value: int) -> tuple[int, ...]:
    return () if value == 1 else (value,)


def is_inverse(term: Term) -> bool:
    """Whether this is a power that belongs under a fraction bar."""
    return bool(term.op == "pow" and term.args[1].op == "num" and term.args[1].args[0] < 0)


def _inverse(base: Term, exponent: Term) -> Product:
    if exponent is not MINUS_ONE:
        return Product(under=(mk("pow", base, num(-exponent.args[0])),))
    below = _split(base)
    # 1/(a/b) is not turned over: it is undefined at b = 0, b/a is not.
    return Product(under=(base,)) if below.fraction else below.inverse()


def summands(term: Term) -> list[Product]:
    """The summands of a sum, flattened, in the order in which they are printed."""
    return sorted((split(t) for t in _flat(term)), key=_summand_rank)


def _flat(term: Term) -> Iterable[Term]:
    for t in term.args:
        if t.op in ("add", "padd"):
            yield from _flat(t)
        else:
            yield t


def _summand_rank(p: Product) -> tuple[Any, ...]:
    return summand_rank(p.negative, p.factors, p.under, sum(p.numbers))


def arrange(p: Product) -> tuple[tuple[Term, ...], tuple[Term, ...]]:
    """Which factors of a fraction go above the bar and which behind it.

    (1/K) Σ_k z_k keeps the sum behind; so does (3/2) x its x, but x/2 is one fraction.
    """
    if not p.under and (p.numbers or len(p.factors) > 1):
        return (), p.factors
    if any(map(heavy, p.under)):
        return p.factors, ()
    light = tuple(f for f in p.factors if not heavy(f))
    return light, tuple(f for f in p.factors if heavy(f))


def heavy(term: Term) -> bool:
    """Whether a sum, an integral or the like is part of the term."""
    return any(t.op in HEAVY for t in subterms(term))


def size(term: Term) -> int:
    """Number of symbols in a term, roughly."""
    parts = [size(a) for a in term.args if isinstance(a, Term)]
    return sum(parts) + (0 if term.op in ("add", "mul", "padd", "pmul") else 1)


def simple_fraction(p: Product) -> bool:
    """Whether a fraction inside another one is better written with a slash."""
    above, below = sum(map(size, p.factors)), sum(map(size, p.under))
    return above <= 4 and below <= 4 and not any(map(heavy, p.factors + p.under))


def tall_exponent(term: Term) -> bool:
    """Whether a power of e with this exponent is better written exp( )."""
    return heavy(term) or size(term) > 18 or _fraction_depth(term) > 1 or _exp_depth(term) > 1


def _fraction_depth(term: Term) -> int:
    inside = max((_fraction_depth(a) for a in term.args if isinstance(a, Term)), default=0)
    if term.op == "num":
        return int(term.args[0].denominator != 1)
    if term.op == "pow" and term.args[1].op == "num":
        inside = _fraction_depth(term.args[0])
    return inside + is_inverse(term)


def _exp_depth(term: Term) -> int:
    inside = max((_exp_depth(a) for a in term.args if isinstance(a, Term)), default=0)
    return inside + (term.op == "exp")


def short_function(term: Term) -> bool:
    """Whether a derivative of this is written as one fraction, ∂f/∂x."""
    if term.op in ("entry", "sym", "var"):
        return True
    return term.op in ("def", "app") and size(term) <= 4


def derivatives(term: Term) -> tuple[list[tuple[Term, int]], Term]:
    """The variables of a nest of derivatives, outermost first with their multiplicity; the body."""
    by: list[tuple[Term, int]] = []
    while term.op == "deriv":
        target, term = term.args
        if by and by[-1][0] is target:
            by[-1] = (target, by[-1][1] + 1)
        else:
            by.append((target, 1))
    return by, term


def is_ordinary(by: Sequence[tuple[Term, int]], body: Term) -> bool:
    """Whether d serves instead of ∂: one scalar, and nothing else in the body that may vary."""
    target = by[0][0]
    others = (t for t in subterms(body) if t is not target and _may_vary(t))
    return len(by) == 1 and target.op == "var" and next(others, None) is None


def _may_vary(term: Term) -> bool:
    if term.op == "def":  # its body is not known here; σ(x) is taken to depend on x alone
        return all(a.op in INDEX_OPS for a in term.args[1:])
    return term.op in ("var", "entry", "sym")


def complement(term: Term, op: str) -> Term | None:
    """The ``op`` term t where this is 1 - t, else None."""
    if term.op not in ("add", "padd") or len(term.args) != 2 or ONE not in term.args:
        return None
    p = split(term.args[1] if term.args[0] is ONE else term.args[0])
    (only,) = p.factors if len(p.factors) == 1 else (ONE,)
    return only if only.op == op and p == Product(True, (), (only,)) else None


def unequal_indices(term: Term) -> tuple[Term, Term] | None:
    """The indices i, j where the term is 1 - δ_ij, else None."""
    equal = complement(term, "delta")
    return (equal.args[0], equal.args[1]) if equal else None


def alternatives(term: Term) -> tuple[Term, Term] | None:
    """The conditions a, b where the term is their disjunction a + b - a b, else None."""
    match term.op, term.args:
        case "add", (Term(op="add", args=(a, b)), Term() as both) if both is neg(mul(a, b)):
            return a, b
    return None


def excluded(p: Product, index: Term) -> tuple[Product, list[Term]]:
    """Take the factors 1 - δ_ki with this `index` k off a summand: the rest and the indices i."""
    kept: list[Term] = []
    left_out: list[Term] = []
    for f in p.factors:
        pair = unequal_indices(f)
        if pair and index in pair:
            left_out.append(pair[0] if pair[1] is index else pair[1])
        else:
            kept.append(f)
    return Product(p.negative, p.numbers, tuple(kept), p.under_numbers, p.under), left_out


def needs_bracket(op: str, body: Product, bound: Term) -> bool:
    """A product needs one under ∏, and where people could end a maximum before its last factor."""
    if op in ("max", "min"):
        last = body.factors[-1].names if body.factors else frozenset[str]()
        return bound.args[0] not in last
    return op == "prod"
