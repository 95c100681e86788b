"""What the grammar finds in a formula; `at` is the offset of each part in the text."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TypeAlias


@dataclass(frozen=True)
class Number:
    """A number as written, exact."""

    value: Fraction
    at: int


@dataclass(frozen=True)
class Name:
    """A letter or word with its primes, and its subscript where that is part of the name."""

    key: str
    at: int


@dataclass(frozen=True)
class Infinity:
    """∞."""

    at: int


@dataclass(frozen=True)
class One:
    """A bold 1: an indicator, or the vector of ones."""

    at: int


@dataclass(frozen=True)
class Sum:
    """Terms with their signs, + or -."""

    parts: tuple[tuple[str, Node], ...]
    at: int


@dataclass(frozen=True)
class Product:
    """Factors, each with what stands before it: nothing, a sign for times, or /.

    A minus may follow the sign for times.
    """

    items: tuple[tuple[str, Node], ...]
    at: int


@dataclass(frozen=True)
class Cond:
    """One term, or terms with relations between them; `parted` is what stands before it."""

    terms: tuple[Node, ...]
    relations: tuple[str, ...]
    at: int
    parted: str = ","


Conds: TypeAlias = tuple[Cond, ...]


@dataclass(frozen=True)
class Script:
    """`place` is ``_``, ``^`` or ``'``; `sign` is what stands alone in 0^+."""

    place: str
    conds: Conds
    sign: str
    at: int


@dataclass(frozen=True)
class Scripted:
    """Something with scripts at it."""

    base: Node
    scripts: tuple[Script, ...]
    at: int


@dataclass(frozen=True)
class Group:
    """``(…)``, ``[…]``, ``\\{…\\}``; braces and bars have marks of their own, ``{`` and ``|``."""

    mark: str
    conds: Conds
    at: int


@dataclass(frozen=True)
class Func:
    """exp, log and their kin with an argument."""

    name: str
    scripts: tuple[Script, ...]
    argument: Node
    at: int


@dataclass(frozen=True)
class Prefixed:
    """Σ, Π, max, min, lim or a derivative, and the product that follows; `signed` if -."""

    op: str
    scripts: tuple[Script, ...]
    targets: tuple[Node, ...]
    signed: bool
    body: Node
    at: int


@dataclass(frozen=True)
class Ratio:
    """A fraction."""

    above: Node
    below: Node
    at: int


@dataclass(frozen=True)
class Derivative:
    """∂^n body / ∂x ∂y; `order` is what stands at the upper ∂."""

    order: tuple[Script, ...]
    body: Node
    targets: tuple[Node, ...]
    at: int


@dataclass(frozen=True)
class Root:
    """A root, square unless `degree` says otherwise."""

    degree: Node | None
    body: Node
    at: int


@dataclass(frozen=True)
class Cases:
    """Values with their conditions, None for otherwise."""

    rows: tuple[tuple[Node, Conds | None], ...]
    at: int


@dataclass(frozen=True)
class Integral:
    """∫ with its ends as scripts."""

    scripts: tuple[Script, ...]
    body: Node
    variable: Name
    at: int


@dataclass(frozen=True)
class Call:
    """A function or definition with its arguments."""

    function: Name
    scripts: tuple[Script, ...]
    arguments: Conds
    at: int


Node: TypeAlias = (
    Number | Name | Infinity | One | Sum | Product | Scripted | Group | Func | Prefixed | Ratio
    | Derivative | Root | Cases | Integral | Call
)  # fmt: skip

NODES = (
    Number, Name, Infinity, One, Sum, Product, Scripted, Group, Func, Prefixed, Ratio, Derivative,
    Root, Cases, Integral, Call,
)  # fmt: skip
PARTS = (*NODES, Cond, Script)
