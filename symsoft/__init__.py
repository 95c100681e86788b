"""symsoft: derivations about softmax and its relatives, proved for every number of classes."""

from __future__ import annotations

from importlib import import_module
from typing import Any

__version__ = "0.1.0"

# Names are imported when they are first used, so that `import symsoft` does not import SymPy.
_HOMES = {
    "symsoft.derivation": ("Derivation",),
    "symsoft.prover.decide": ("decide", "prove", "Verdict", "NotProved"),
    "symsoft.language.errors": ("UnsupportedTerm",),
    "symsoft.language.symbols": ("dim", "indices", "vector", "matrix", "scalar", "function"),
    "symsoft.language.notation": (
        "forall",
        "define",
        "sum_over",
        "prod_over",
        "max_over",
        "min_over",
        "delta",
        "iverson",
    ),
    "symsoft.language.functions": (
        "softmax",
        "log_softmax",
        "logsumexp",
        "sigmoid",
        "entropy",
        "cross_entropy",
        "kl_divergence",
    ),
}
_WHERE = {name: module for module, names in _HOMES.items() for name in names}

__all__ = sorted(_WHERE)


def __getattr__(name: str) -> Any:
    if name not in _WHERE:
        raise AttributeError(f"module 'symsoft' has no attribute {name!r}")
    found = getattr(import_module(_WHERE[name]), name)
    import_module("symsoft.display").attach()
    return found


def __dir__() -> list[str]:
    return [*__all__, "__version__"]
