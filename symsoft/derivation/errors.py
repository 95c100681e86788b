"""What can go wrong with a derivation, said in a line or two for its author."""

from __future__ import annotations

from typing import TYPE_CHECKING

from symsoft.prover.decide import NotProved

if TYPE_CHECKING:
    from symsoft.derivation.steps import Location
    from symsoft.prover.decide import Verdict


class DerivationError(ValueError):
    """A derivation that is not well-formed: what is wrong, in one line.

    `where` is the script line at fault, when it is known.
    """

    def __init__(self, message: str, where: Location | None = None) -> None:
        super().__init__(message)
        self.where = where

    def __str__(self) -> str:
        message = super().__str__()
        return f"{self.where}: {message}" if self.where else message

    @property
    def message(self) -> str:
        """The message without the place."""
        return super().__str__()


class StepFailed(NotProved):
    """The first step of a derivation that is not proved; `message` shows it with the evidence."""

    def __init__(self, message: str, verdict: Verdict, number: int, where: Location) -> None:
        super().__init__(verdict)
        self.message, self.number, self.where = message, number, where

    def __str__(self) -> str:
        return self.message
