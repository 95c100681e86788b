"""The file that results are kept in: shared, bounded, and never in the way."""

import sqlite3
import subprocess
import sys

import pytest

from symsoft.store import Disk, Layers, Memory, open_store
from symsoft.store.place import VARIABLE
from tests.running import ROOT


@pytest.fixture
def path(tmp_path):
    return tmp_path / "deep" / "kept.sqlite3"


def test_a_value_comes_back(path):
    Disk(path).put("a", {"x": [1, "é", None]})
    store = Disk(path)
    assert store.get("a") == {"x": [1, "é", None]}
    assert store.get("b") is None
    assert store.info().entries == 1
    store.clear()
    assert (store.get("a"), store.info().entries) == (None, 0)


def test_the_last_value_counts(path):
    store = Disk(path)
    store.put("a", 1)
    store.put("a", 2)
    assert (store.get("a"), store.info().entries) == (2, 1)


@pytest.mark.parametrize(
    "content", [b"", b"not a database" * 500, b"SQLite format 3\0" + b"x" * 9000]
)
def test_a_damaged_file_is_begun_anew(path, content):
    path.parent.mkdir()
    path.write_bytes(content)
    store = Disk(path)
    assert store.get("a") is None
    store.put("a", 1)
    assert Disk(path).get("a") == 1


def test_a_file_cut_short_is_begun_anew(path):
    store = Disk(path)
    for n in range(50):
        store.put(str(n), "x" * n)
    store.close()
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
    again = Disk(path)
    for n in range(50):
        assert again.get(str(n)) in (None, "x" * n)
    again.put("a", 1)
    assert Disk(path).get("a") == 1


@pytest.mark.parametrize("blob", [b"", b"zzz", "text", 3])
def test_a_damaged_value_is_not_found(path, blob):
    Disk(path).put("a", 1)
    with sqlite3.connect(path) as db:
        db.execute("UPDATE entries SET value = ?", (blob,))
    assert Disk(path).get("a") is None


def test_a_foreign_table_is_replaced(path):
    path.parent.mkdir()
    with sqlite3.connect(path) as db:
        db.execute("CREATE TABLE entries (other TEXT)")
    store = Disk(path)
    store.put("a", 1)
    assert store.get("a") in (None, 1)


def test_where_nothing_can_be_written_nothing_is_kept(tmp_path):
    (tmp_path / "file").write_text("")
    store = Disk(tmp_path / "file" / "kept.sqlite3")
    store.put("a", 1)
    assert store.get("a") is None
    store.clear()
    assert store.info().entries == 0


def test_what_was_not_used_for_longest_goes_first(path):
    store = Disk(path, limit=20_000)
    for n in range(3000):
        store.put(str(n), {"n": n})
    with sqlite3.connect(path) as db:
        db.execute("UPDATE entries SET used = CAST(key AS INTEGER)")
    store._try(store._sweep)
    assert 0 < store.info().bytes <= store.limit * 3 // 4 + 100
    assert store.get("0") is None
    assert store.get("2999") == {"n": 2999}


WRITER = """
import sys
from pathlib import Path
from symsoft.store import Disk
store = Disk(Path(sys.argv[1]))
for n in range(100):
    store.put(f"{sys.argv[2]} {n}", n)
    assert store.get(f"{sys.argv[2]} {n}") == n
"""


def test_processes_write_at_once(path):
    command = [sys.executable, "-c", WRITER, str(path)]
    running = [subprocess.Popen([*command, str(n)], cwd=ROOT) for n in range(3)]
    assert [process.wait(60) for process in running] == [0, 0, 0]
    assert Disk(path).info().entries == 300


def test_layers_look_from_the_front_and_keep_everywhere():
    front, back = Memory(), Memory({"a": 1})
    both = Layers((front, back))
    assert (both.get("a"), both.get("b")) == (1, None)
    both.put("b", 2)
    assert (front.new, back.get("b")) == ({"b": 2}, 2)


def test_the_users_store_lies_where_it_is_said(tmp_path, monkeypatch):
    monkeypatch.setenv(VARIABLE, str(tmp_path))
    assert open_store().path.parent == tmp_path
