"""What cannot be checked again is believed only with the user's own signature."""

import os
import shutil

import pytest

from symsoft.store import Disk
from symsoft.store.signed import Signed, _place


@pytest.fixture
def store(tmp_path):
    return Disk(tmp_path / "here" / "kept.sqlite3")


def test_a_signed_value_comes_back_in_another_process(store):
    Signed(store).put("a", {"x": [1]})
    assert Signed(Disk(store.path)).get("a") == {"x": [1]}
    assert Signed(store).get("b") is None


def test_a_value_of_another_user_is_not_believed(store, tmp_path):
    Signed(store).put("a", "proved")
    store.close()
    other = tmp_path / "there" / "kept.sqlite3"
    other.parent.mkdir()
    shutil.copy(store.path, other)  # the file came along, the secret did not
    assert Disk(other).get(_place("a"))
    assert Signed(Disk(other)).get("a") is None


@pytest.mark.parametrize("forged", ["proved", [], ["", "proved"], ["é", "proved"], [1, 2], None])
def test_a_value_without_signature_is_not_believed(store, forged):
    Signed(store).put("a", "not proved")
    store.put(_place("a"), forged)
    assert Signed(store).get("a") is None


def test_a_signature_is_of_the_key_and_the_value(store):
    signed = Signed(store)
    signed.put("a", "proved")
    signature, value = store.get(_place("a"))
    store.put(_place("b"), [signature, value])
    assert signed.get("b") is None
    store.put(_place("a"), [signature, "shown"])
    assert signed.get("a") is None


@pytest.mark.skipif(os.name != "posix", reason="files have no owner there")
@pytest.mark.parametrize("spoil", ["open", "short"])
def test_a_secret_that_others_may_know_is_not_used(store, spoil):
    Signed(store).put("a", "proved")
    secret = store.path.parent / "secret"
    assert secret.stat().st_mode & 0o077 == 0
    if spoil == "open":
        secret.chmod(0o644)
    else:
        secret.write_bytes(b"short")
    assert Signed(store).get("a") is None
    Signed(store).put("a", "proved")
    assert Signed(store).get("a") is None


def test_where_there_can_be_no_secret_nothing_is_believed(tmp_path):
    (tmp_path / "file").write_text("")
    signed = Signed(Disk(tmp_path / "file" / "kept.sqlite3"))
    signed.put("a", "proved")
    assert signed.get("a") is None
