"""The quickstart, typed as a reader would: its commands, its edits, and what it says they print."""

import os
import re
import shlex

import pytest

from symsoft.cli.starting import _FILES
from tests.running import ROOT, symsoft

PAGE = (ROOT / "docs" / "quickstart.md").read_text(encoding="utf-8")
BLOCK = re.compile(r"^```(sh|text|diff)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


class Reader:
    """Someone at a shell in a blank folder."""

    def __init__(self, folder):
        self.folder, self.printed, self.codes = folder, "", []

    def sh(self, block):
        self.printed = ""
        for line in block.splitlines():
            command, *words = shlex.split(line)
            if command == "cd":
                self.folder /= words[0]
                continue
            assert command == "symsoft", line
            done = symsoft(*words, cwd=self.folder)
            self.printed += done.stderr + done.stdout
            self.codes.append(done.returncode)

    def text(self, block):
        assert sorted(self.printed.splitlines()) == sorted(block.splitlines())

    def diff(self, block):
        old, new = (line[1:] for line in block.splitlines())
        script = self.folder / "derivations" / "log_softmax.py"
        source = script.read_text(encoding="utf-8")
        assert source.count(old) == 1
        script.write_text(source.replace(old, new), encoding="utf-8")


@pytest.mark.slow
def test_it_works_as_the_page_says(tmp_path):
    reader = Reader(tmp_path)
    for kind, block in BLOCK.findall(PAGE):
        getattr(reader, kind)(block)
    assert [code for code in reader.codes if code] == [1]  # the mistake
    assert (reader.folder / "reports" / "html" / "index.html").exists()
    assert "symsoft:embed" in (reader.folder / "notes" / "softmax.md").read_text(encoding="utf-8")


def tree(folder):
    return {p: p.read_bytes() for p in folder.rglob("*") if p.is_file()}


@pytest.mark.parametrize("there", _FILES.values())
def test_nothing_is_overwritten(tmp_path, there):
    file = tmp_path / "x" / there
    file.parent.mkdir(parents=True)
    file.write_text("mine", encoding="utf-8")
    done = symsoft("new", "x", cwd=tmp_path)
    name = os.path.join("x", *there.split("/"))
    assert (done.returncode, done.stdout) == (2, "")
    assert (
        done.stderr == f"Error: {name} is there already: name a new folder, as in symsoft new DIR\n"
    )
    assert tree(tmp_path) == {file: b"mine"}


def test_a_folder_that_cannot_be_made(tmp_path):
    (tmp_path / "x").write_text("mine", encoding="utf-8")
    done = symsoft("new", "x", cwd=tmp_path)
    assert done.returncode == 2
    assert len(done.stderr.splitlines()) == 1
    assert tree(tmp_path) == {tmp_path / "x": b"mine"}


def test_the_folder_at_hand(tmp_path):
    done = symsoft("new", cwd=tmp_path)
    assert done.stdout.splitlines()[-1] == "now: symsoft check"
    assert {str(p.relative_to(tmp_path).as_posix()) for p in tree(tmp_path)} == set(_FILES.values())
