"""Values that only this user's symsoft can have kept: each is signed with a secret of the user.

For what cannot be checked by itself when it is taken out, such as that nothing has changed since
all of a project was proved.  A file that came with a repository, or from another machine without
its secret, says nothing.
"""

from __future__ import annotations

import contextlib
import hashlib
import hmac
import json
import os
import secrets
from functools import cached_property
from pathlib import Path
from typing import Any

from symsoft.store.database import Disk

_SECRET = "secret"
_LENGTH = 32


class Signed:
    """The signed values in a store; the secret lies beside its file."""

    def __init__(self, store: Disk) -> None:
        self.store = store

    def get(self, key: str) -> Any:
        """The value that this user's symsoft kept under a key, else None."""
        match self.store.get(_place(key)):
            case [str(signature), value]:
                expected = self._signature(key, value)
                if hmac.compare_digest(signature.encode(), expected.encode()):
                    return value
        return None

    def put(self, key: str, value: Any) -> None:
        """Keep a value, signed."""
        self.store.put(_place(key), [self._signature(key, value), value])

    def _signature(self, key: str, value: Any) -> str:
        said = json.dumps([key, value], sort_keys=True).encode()
        return hmac.new(self._secret, said, hashlib.sha256).hexdigest()

    @cached_property
    def _secret(self) -> bytes:
        """The user's secret; where there can be none, one that is forgotten with the process."""
        path = self.store.path.parent / _SECRET
        with contextlib.suppress(OSError):
            if not path.exists():
                _make(path)
            if _private(path):
                found = path.read_bytes()
                if len(found) == _LENGTH:
                    return found
        return secrets.token_bytes(_LENGTH)


def _place(key: str) -> str:
    return "signed " + hashlib.sha256(key.encode()).hexdigest()


def _make(path: Path) -> None:
    """Write a secret, whole or not at all; the first of several processes wins."""
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.with_name(f"{path.name}.{os.getpid()}")
    handle = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        os.write(handle, secrets.token_bytes(_LENGTH))
        os.close(handle)
        with contextlib.suppress(FileExistsError):
            os.link(temporary, path)
    finally:
        temporary.unlink()


def _private(path: Path) -> bool:
    """Whether a file is the user's own, and nobody else may read it."""
    if os.name != "posix":
        return True
    stat = path.stat()
    return stat.st_uid == os.getuid() and not stat.st_mode & 0o077
