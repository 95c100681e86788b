"""A script that goes wrong is reported with its line, and does not stop the others."""

import json

import pytest

from symsoft.derivation import DerivationError
from symsoft.report import files
from tests import projects
from tests.running import symsoft

WRONG = {
    "raises": 'raise RuntimeError("no luck")',
    "exits": "import sys; sys.exit(3)",
    "leaves": "quit()",
    "interrupts": "raise KeyboardInterrupt",
    "recurses": "def f(): f()\nf()",
    "asserts": "assert False",
    "hangs": "while True: pass",
    "waits": "import time; time.sleep(10**6)",
    "prints": 'print("noise")',
}


def test_the_others_are_proved(tmp_path, monkeypatch):
    monkeypatch.setenv("SYMSOFT_SCRIPT_SECONDS", "2")
    scripts = {name: f"\n\n# here\n{code}\n" for name, code in WRONG.items()}
    root = projects.write(tmp_path, zz_lse=projects.GRADIENT, **scripts)
    found = symsoft("check", "--format", "json", cwd=root)
    assert found.returncode == 2, found.stderr
    data = json.loads(found.stdout)
    assert [d["name"] for d in data["derivations"]] == ["log-sum-exp-gradient"]
    failed = {e["file"].rsplit("/", 1)[-1].removesuffix(".py"): e["line"] for e in data["errors"]}
    assert failed.keys() == WRONG.keys() - {"prints"}
    for name, line in failed.items():
        head = projects.line_of(root, name, "# here")
        assert head < line <= head + 2, name
    assert "Traceback" not in found.stderr
    assert "noise" in found.stderr


def test_an_interrupted_report_leaves_the_old_files(tmp_path, monkeypatch):
    old = {"markdown/a.md": "old a", "markdown/b.md": "old b"}
    files.write(tmp_path, old)
    replace, count = files.os.replace, iter(range(9))

    def broken(source, target):
        if next(count) == 1:
            raise KeyboardInterrupt
        replace(source, target)

    monkeypatch.setattr(files.os, "replace", broken)
    with pytest.raises(KeyboardInterrupt):
        files.write(tmp_path, {"markdown/a.md": "new a", "markdown/b.md": "new b"})
    shown = {p: (tmp_path / p).read_text() for p in old}
    assert shown["markdown/a.md"] in ("old a", "new a")  # whole, never a part
    assert shown["markdown/b.md"] == "old b"
    assert sorted(p.name for p in (tmp_path / "markdown").iterdir()) == ["a.md", "b.md"]
    monkeypatch.setattr(files.os, "replace", replace)
    files.write(tmp_path, {"markdown/a.md": "new a", "markdown/b.md": "new b"})
    assert (tmp_path / "markdown/b.md").read_text() == "new b"


def test_a_foreign_file_stops_the_report_before_it_begins(tmp_path):
    (tmp_path / "markdown").mkdir()
    (tmp_path / "markdown" / "b.md").write_text("mine")
    with pytest.raises(DerivationError, match="not written by symsoft"):
        files.write(tmp_path, {"markdown/a.md": "a", "markdown/b.md": "b"})
    assert not (tmp_path / "markdown" / "a.md").exists()
