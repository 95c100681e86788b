"""What an author holds in the hand: derivations, the checking of them, and the library they form.

A script declares derivations (`author`); nothing is read or proved before someone asks
(`checking`).  A project's scripts together are its `library`; `transcript` prints a checked
derivation as plain text.
"""

from symsoft.derivation.author import Chain, Derivation
from symsoft.derivation.checked import Checked, Outcome, Section
from symsoft.derivation.errors import DerivationError, StepFailed

__all__ = [
    "Chain",
    "Checked",
    "Derivation",
    "DerivationError",
    "Outcome",
    "Section",
    "StepFailed",
]
