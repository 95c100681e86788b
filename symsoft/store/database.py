"""Values by key: in memory, or in an SQLite file that several processes may use at once.

Values are JSON data.  Whatever goes wrong with the file, a result is only not found or not kept:
a damaged file is begun anew, a locked or read-only one is left alone.
"""

from __future__ import annotations

import contextlib
import json
import os
import sqlite3
import threading
import time
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Protocol, TypeVar

from symsoft.store.place import cache_folder

FILE = "results.sqlite3"
MOST_BYTES = 256 * 2**20
_DAY = 86_400
_SWEEP = 1_000  # values kept between two looks at the size
_TABLE = """
CREATE TABLE IF NOT EXISTS entries
    (key TEXT PRIMARY KEY, value BLOB NOT NULL, bytes INTEGER NOT NULL, used INTEGER NOT NULL)
"""
_UNREADABLE = (ValueError, TypeError, zlib.error, RecursionError)

_Result = TypeVar("_Result")


class Store(Protocol):
    """Where values are kept under the hash of what they depend on."""

    def get(self, key: str) -> Any:
        """The value kept under a key, None if there is none. It may come from anywhere: check."""

    def put(self, key: str, value: Any) -> None:
        """Keep a value, JSON data other than None."""


@dataclass
class Memory:
    """A store for as long as the process runs; `new` holds what was put."""

    values: dict[str, Any] = field(default_factory=dict)
    new: dict[str, Any] = field(default_factory=dict)

    def get(self, key: str) -> Any:
        return self.values.get(key)

    def put(self, key: str, value: Any) -> None:
        self.values[key] = self.new[key] = value


@dataclass(frozen=True)
class Layers:
    """Stores one behind the other: the first that has a value tells it, all keep it."""

    layers: tuple[Store, ...]

    def get(self, key: str) -> Any:
        found = (layer.get(key) for layer in self.layers)
        return next((value for value in found if value is not None), None)

    def put(self, key: str, value: Any) -> None:
        for layer in self.layers:
            layer.put(key, value)


@dataclass(frozen=True)
class Info:
    """What is kept, and where."""

    path: Path
    entries: int
    bytes: int
    limit: int


class Disk:
    """A store in an SQLite file of at most about `limit` bytes; the longest unused go first."""

    def __init__(self, path: Path, limit: int = MOST_BYTES) -> None:
        self.path, self.limit = path, limit
        self._lock = threading.Lock()
        self._open: tuple[int, sqlite3.Connection] | None = None  # with its process
        self._puts = 0

    def get(self, key: str) -> Any:
        """The value kept under a key, None if there is none that can be read."""
        row = self._try(lambda db: self._look(db, key))
        if row is None:
            return None
        try:
            return json.loads(zlib.decompress(row))
        except _UNREADABLE:
            return None

    def put(self, key: str, value: Any) -> None:
        """Keep a value; where that is not possible nothing happens."""
        data = zlib.compress(json.dumps(value, separators=(",", ":")).encode(), 1)
        row = (key, data, len(data) + len(key), int(time.time()))
        self._try(lambda db: db.execute("REPLACE INTO entries VALUES (?, ?, ?, ?)", row))
        self._puts += 1
        if self._puts % _SWEEP == 1:
            self._try(self._sweep)

    def info(self) -> Info:
        """What is kept."""
        count = self._try(
            lambda db: db.execute("SELECT count(*), total(bytes) FROM entries").fetchone()
        )
        entries, size = count or (0, 0)
        return Info(self.path, int(entries), int(size), self.limit)

    def clear(self) -> None:
        """Forget everything that is kept."""
        self._try(lambda db: (db.execute("DELETE FROM entries"), db.execute("VACUUM")))

    def close(self) -> None:
        """Let go of the file."""
        with self._lock:
            self._close()

    def _look(self, db: sqlite3.Connection, key: str) -> bytes | None:
        row = db.execute("SELECT value, used FROM entries WHERE key = ?", (key,)).fetchone()
        if row is None:
            return None
        now = int(time.time())
        if now - row[1] > _DAY:
            with contextlib.suppress(sqlite3.OperationalError):  # a file that is only read
                db.execute("UPDATE entries SET used = ? WHERE key = ?", (now, key))
        return bytes(row[0])

    def _sweep(self, db: sqlite3.Connection) -> None:
        """Make room: what was not used for longest goes until a quarter of the limit is free."""
        (size,) = db.execute("SELECT total(bytes) FROM entries").fetchone()
        if size <= self.limit:
            return
        for key, taken in db.execute("SELECT key, bytes FROM entries ORDER BY used").fetchall():
            if size <= self.limit * 3 // 4:
                break
            db.execute("DELETE FROM entries WHERE key = ?", (key,))
            size -= taken

    def _try(self, work: Callable[[sqlite3.Connection], _Result]) -> _Result | None:
        """What `work` gives, None where the file cannot be used; a damaged one is begun anew."""
        with self._lock:
            for _ in range(2):
                try:
                    return work(self._connection())
                except sqlite3.OperationalError:
                    return None  # locked, read-only, no room
                except (sqlite3.DatabaseError, TypeError, ValueError):
                    self._remove()
                except OSError:
                    return None
        return None

    def _connection(self) -> sqlite3.Connection:
        """The connection of this process: one that was forked must not use its parent's."""
        if self._open is None or self._open[0] != os.getpid():
            self.path.parent.mkdir(parents=True, exist_ok=True)
            db = sqlite3.connect(
                self.path, timeout=5, isolation_level=None, check_same_thread=False
            )
            self._open = os.getpid(), db
            db.execute("PRAGMA journal_mode = WAL")
            db.execute("PRAGMA synchronous = NORMAL")
            db.execute(_TABLE)
        return self._open[1]

    def _close(self) -> None:
        if self._open is not None and self._open[0] == os.getpid():
            self._open[1].close()
        self._open = None

    def _remove(self) -> None:
        self._close()
        for end in ("", "-wal", "-shm"):
            with contextlib.suppress(OSError):
                self.path.with_name(self.path.name + end).unlink()


def open_store(folder: Path | None = None) -> Disk:
    """The user's store; nothing is read or written before it is used."""
    return Disk((folder or cache_folder()) / FILE)


@contextlib.contextmanager
def closing(store: Disk) -> Iterator[Disk]:
    """A store that is closed at the end."""
    try:
        yield store
    finally:
        store.close()
