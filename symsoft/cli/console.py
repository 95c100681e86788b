"""Speaking to people on a terminal: errors in one line, and progress where it can be seen."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, NoReturn, TypeVar

import click

PROVED, NOT_PROVED, WRONG = 0, 1, 2

_Item = TypeVar("_Item")


class InputError(click.ClickException):
    """The call or the input is wrong."""

    exit_code = WRONG


class Commands(click.Group):
    """A group whose commands say in one line what the user can mend."""

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except OSError as error:
            if error.filename is None:
                raise  # click knows what to do with a closed pipe
            raise InputError(f"{error.filename}: {error.strerror}") from error
        except ValueError as error:
            # Not imported here: the error brings SymPy along.
            errors = sys.modules.get("symsoft.derivation.errors")
            if errors is None or not isinstance(error, errors.DerivationError):
                raise
            raise InputError(str(error)) from error


def leave(code: int) -> NoReturn:
    """End the command with an exit code."""
    click.get_current_context().exit(code)


def complain(message: object) -> None:
    """A line on stderr."""
    click.echo(str(message), err=True)


def complain_all(messages: Iterable[object]) -> None:
    """A line on stderr for each message."""
    for message in messages:
        complain(message)


def progress(items: Sequence[_Item], doing: str) -> Iterator[_Item]:
    """The items one by one; on a terminal a line that is overwritten tells how far we are."""
    seen = sys.stderr.isatty()
    for n, item in enumerate(items, 1):
        if seen:
            click.echo(f"\r\x1b[K{doing} {n} of {len(items)}", nl=False, err=True)
        yield item
        if seen:
            click.echo("\r\x1b[K", nl=False, err=True)
