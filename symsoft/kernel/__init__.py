"""The trusted kernel: standard library only, and the only place that can make a `Theorem`."""

from symsoft.kernel.context import (
    Array,
    Claim,
    Context,
    Definition,
    Dimension,
    Function,
    Hypothesis,
    Index,
    Scalar,
)
from symsoft.kernel.terms import KernelError, Term
from symsoft.kernel.theorem import Theorem, check, replay

__all__ = [
    "Array",
    "Claim",
    "Context",
    "Definition",
    "Dimension",
    "Function",
    "Hypothesis",
    "Index",
    "KernelError",
    "Scalar",
    "Term",
    "Theorem",
    "check",
    "replay",
]
