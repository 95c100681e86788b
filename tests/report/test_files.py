"""Reports on disk: whole files, only ours, and what is stale."""

import json

import pytest

from symsoft.derivation import DerivationError
from symsoft.report import files
from symsoft.report.files import compare, write

FIRST = {"latex/a.tex": "A\n", "latex/b.tex": "B\n", "markdown/a.md": "M\n"}
ALL = ("latex", "markdown")


def test_a_second_run_changes_nothing(tmp_path):
    assert write(tmp_path, FIRST, ALL).written == tuple(sorted(FIRST))
    stamps = {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*")}
    assert not write(tmp_path, FIRST, ALL)
    assert {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*")} == stamps


def test_only_ours_is_removed(tmp_path):
    write(tmp_path, FIRST, ALL)
    (tmp_path / "latex" / "notes.tex").write_text("mine")
    changes = write(tmp_path, {"latex/a.tex": "A\n"}, ["latex"])
    assert changes.removed == ("latex/b.tex",)
    left = sorted(p.relative_to(tmp_path).as_posix() for p in tmp_path.rglob("*.*"))
    assert left == ["latex/a.tex", "latex/notes.tex", "manifest.json", "markdown/a.md"]
    assert write(tmp_path, {}, ["markdown"]).removed == ("markdown/a.md",)


def test_an_edited_file_is_kept(tmp_path):
    write(tmp_path, FIRST, ALL)
    (tmp_path / "latex" / "b.tex").write_text("edited")
    changes = write(tmp_path, {"latex/a.tex": "A\n", "markdown/a.md": "M\n"}, ALL)
    assert (changes.removed, changes.edited) == ((), ("latex/b.tex",))
    assert (tmp_path / "latex" / "b.tex").read_text() == "edited"


def test_a_file_of_someone_else_is_not_overwritten(tmp_path):
    (tmp_path / "latex").mkdir()
    (tmp_path / "latex" / "b.tex").write_text("mine")
    with pytest.raises(DerivationError, match=r"b\.tex was not written by symsoft; move it away"):
        write(tmp_path, FIRST, ALL)
    assert not (tmp_path / "latex" / "a.tex").exists()


def test_what_is_stale(tmp_path):
    assert compare(tmp_path, FIRST, ALL).written == tuple(sorted(FIRST))
    write(tmp_path, FIRST, ALL)
    assert not compare(tmp_path, FIRST, ALL)
    (tmp_path / "latex" / "a.tex").write_bytes(b"\xff\xfe")
    assert compare(tmp_path, FIRST, ALL).written == ("latex/a.tex",)


def test_a_failed_write_leaves_the_old_file(tmp_path, monkeypatch):
    write(tmp_path, FIRST, ALL)

    def fail(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(files.os, "replace", fail)
    with pytest.raises(OSError, match="No space"):
        write(tmp_path, {**FIRST, "latex/a.tex": "new\n"}, ALL)
    assert (tmp_path / "latex" / "a.tex").read_text() == "A\n"
    assert not list(tmp_path.rglob(".*"))


@pytest.mark.parametrize(
    "manifest", ["{", "[]", '{"files": 3}', '{"files": {"../x": "0"}}', '{"files": {"/x": "0"}}']
)
def test_a_manifest_that_is_none_is_refused(tmp_path, manifest):
    (tmp_path / "manifest.json").write_text(manifest)
    with pytest.raises(DerivationError, match="is not a manifest of symsoft"):
        write(tmp_path, FIRST, ALL)


def test_the_manifest_is_sorted(tmp_path):
    write(tmp_path, dict(reversed(FIRST.items())), ALL)
    listed = json.loads((tmp_path / "manifest.json").read_text())["files"]
    assert list(listed) == sorted(FIRST)
