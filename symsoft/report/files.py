"""Writing a report to disk: whole files or none, and only files that symsoft wrote are touched.

``manifest.json`` in the folder of reports lists what was written there with its SHA-256.  A file
that is there but not listed is someone else's and is never overwritten; a listed one that no
derivation renders to any more is removed, unless it was edited.
"""

from __future__ import annotations

import hashlib
import json
import os
import tempfile
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from symsoft.derivation import DerivationError
from symsoft.report.job import Files

MANIFEST = "manifest.json"
_VERSION = 1


@dataclass(frozen=True)
class Changes:
    """Paths within the folder: to write anew, to remove, and what stands in the way.

    `edited` files are listed, but were changed by hand, and stay; `foreign` ones are not listed.
    """

    written: tuple[str, ...]
    removed: tuple[str, ...]
    edited: tuple[str, ...]
    foreign: tuple[str, ...]

    def __bool__(self) -> bool:
        return bool(self.written or self.removed)


def write(out: Path, files: Files, whole: Collection[str] = ()) -> Changes:
    """Bring the folder `out` up to date with `files`.

    `whole` names the subfolders of which `files` is all there should be, "." all of them.  Raises
    `DerivationError` before anything is written if a file of someone else is in the way.
    """
    changes = compare(out, files, whole)
    if changes.foreign:
        found = out / changes.foreign[0]
        raise DerivationError(
            f"{found} was not written by symsoft; move it away or choose another --out"
        )
    for path in changes.written:
        replace_file(out / path, _bytes(files[path]))
    for path in changes.removed:
        (out / path).unlink(missing_ok=True)
    kept = {p: digest for p, digest in _listed(out).items() if not _within(p, whole)}
    manifest = _manifest({**kept, **{path: _digest(content) for path, content in files.items()}})
    if _read(out / MANIFEST) != manifest.encode():
        replace_file(out / MANIFEST, manifest.encode())
    return changes


def compare(out: Path, files: Files, whole: Collection[str] = ()) -> Changes:
    """What `write` would do."""
    listed = _listed(out)
    present = {path: _read(out / path) for path in {*files, *listed}}
    changed = [path for path in sorted(files) if present[path] != _bytes(files[path])]
    gone = sorted(p for p in listed.keys() - files.keys() if _within(p, whole))
    there = [(path, content) for path in gone if (content := present[path]) is not None]
    ours = [path for path, content in there if _digest(content) == listed[path]]
    return Changes(
        written=tuple(changed),
        removed=tuple(ours),
        edited=tuple(path for path, _ in there if path not in ours),
        foreign=tuple(p for p in changed if present[p] is not None and p not in listed),
    )


def _listed(out: Path) -> dict[str, str]:
    """The manifest of a folder, empty if there is none; its paths stay within the folder."""
    content = _read(out / MANIFEST)
    if content is None:
        return {}
    try:
        files = dict(json.loads(content)["files"])
        if all(isinstance(v, str) and _inside(k) for k, v in files.items()):
            return files
    except (UnicodeDecodeError, json.JSONDecodeError, KeyError, TypeError, ValueError):
        pass
    raise DerivationError(f"{out / MANIFEST} is not a manifest of symsoft; delete it to start anew")


def _within(path: str, whole: Collection[str]) -> bool:
    """Whether a path lies in one of the folders; "." is the folder of reports itself."""
    return "." in whole or PurePosixPath(path).parts[0] in whole


def _inside(path: str) -> bool:
    return (
        bool(path)
        and not PurePosixPath(path).is_absolute()
        and ".." not in PurePosixPath(path).parts
    )


def _manifest(files: Mapping[str, str]) -> str:
    data = {"version": _VERSION, "files": dict(sorted(files.items()))}
    return json.dumps(data, indent=1) + "\n"


def _bytes(content: str | bytes) -> bytes:
    return content.encode() if isinstance(content, str) else content


def _digest(content: str | bytes) -> str:
    return hashlib.sha256(_bytes(content)).hexdigest()


def _read(path: Path) -> bytes | None:
    """The content of a file, None if there is none."""
    try:
        return path.read_bytes()
    except (FileNotFoundError, NotADirectoryError):
        return None


def replace_file(path: Path, content: bytes) -> None:
    """Write a file so that a reader sees the old content or the new, never a part."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        os.chmod(temporary, 0o666 & ~_umask())
        os.replace(temporary, path)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
