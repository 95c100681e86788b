"""Fragments in notes: fresh between their marks, and never at the cost of what people wrote."""

import os
import stat

import pytest

from symsoft.store.place import VARIABLE
from tests import projects
from tests.running import symsoft

NAME = "log-softmax-gradient"
OPEN, END = f"<!-- symsoft:embed {NAME}#{{}} -->", "<!-- symsoft:end -->"


@pytest.fixture(scope="module")
def root(tmp_path_factory):
    folder = tmp_path_factory.mktemp("project")
    return projects.write(folder, a=projects.GRADIENT + projects.LOG_SOFTMAX, b=projects.SLIP)


@pytest.fixture(scope="module")
def kept(tmp_path_factory):
    """Where results are kept: each test embeds what the first one has proved."""
    return tmp_path_factory.mktemp("kept")


@pytest.fixture(autouse=True)
def proved_once(own_cache, kept, monkeypatch):
    monkeypatch.setenv(VARIABLE, str(kept))


def note(root, content, name="note.md"):
    path = root / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def embed(root, *arguments):
    return symsoft("embed", *map(str, arguments), cwd=root)


def markdown(*parts, before="Before.", after="After."):
    blocks = (f"{OPEN.format(part)}\n{END}" for part in parts)
    return "\n\n".join([before, *blocks, after]) + "\n"


def test_every_part_is_embedded_and_then_fresh(root):
    path = note(root, markdown("statement", "proof", "steps", "table", "2"))
    assert embed(root, "--check", path).returncode == 1
    done = embed(root, path)
    assert (done.returncode, done.stderr) == (0, "")
    text = path.read_text()
    assert text.startswith("Before.\n") and text.endswith("After.\n")
    for part in (r"\delta_{ij} - p_j", "| symbol | meaning |", "1. $", r"\begin{aligned}"):
        assert part in text
    assert embed(root, "--check", path).returncode == 0
    assert embed(root, path).returncode == 0
    assert path.read_text() == text


def test_latex_gets_latex(root):
    marks = f"% symsoft:embed {NAME}#{{}}\n% symsoft:end\n"
    parts = ("statement", "proof", "steps", "table", "1")
    path = note(root, "".join(marks.format(part) for part in parts), "note.tex")
    assert embed(root, path).returncode == 0
    text = path.read_text()
    for part in (r"\begin{alignat*}{2}", r"\begin{enumerate}", r"\begin{tabular}"):
        assert part in text
    assert "\n\n" not in text
    assert embed(root, "--check", path).returncode == 0


def test_check_changes_nothing_and_names_the_line(root):
    content = markdown("statement")
    path = note(root, content)
    done = embed(root, "--check", path)
    assert (done.returncode, path.read_text()) == (1, content)
    assert done.stderr.startswith("note.md:3: ") and "stale" in done.stderr


@pytest.mark.parametrize("edit", [("p_j", "p_i"), ("For every", "Perhaps for every")])
def test_a_hand_edit_is_refused(root, edit):
    path = note(root, markdown("statement"))
    assert embed(root, path).returncode == 0
    edited = path.read_text().replace(*edit)
    path.write_text(edited)
    for arguments in ([path], ["--check", path]):
        done = embed(root, *arguments)
        assert done.returncode == 2
        assert "note.md:3" in done.stderr and "edited by hand" in done.stderr
    assert path.read_text() == edited


def test_text_between_marks_without_a_checksum_is_refused(root):
    content = f"{OPEN.format('statement')}\nMy own words.\n{END}\n"
    path = note(root, content)
    assert embed(root, path).returncode == 2
    assert path.read_text() == content


def test_an_unedited_fragment_that_is_stale_is_replaced(root):
    path = note(root, markdown("statement"))
    embed(root, path)
    fresh = path.read_text()
    path.write_text(fresh.replace(f"{NAME}#statement", f"{NAME}#proof"))
    assert embed(root, "--check", path).returncode == 1
    assert embed(root, path).returncode == 0
    assert "#proof" in path.read_text() and path.read_text() != fresh


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("bom", [b"", b"\xef\xbb\xbf"])
def test_line_ends_and_marks_of_encoding_stay(root, end, bom):
    content = bom + markdown("statement", before="Grüße.").replace("\n", end).encode()
    path = note(root, content)
    assert embed(root, path).returncode == 0
    raw = path.read_bytes()
    assert raw.startswith(bom + "Grüße.".encode())
    others = raw.replace(end.encode(), b"")
    assert b"\n" not in others and b"\r" not in others
    assert embed(root, "--check", path).returncode == 0


@pytest.mark.parametrize(("encoding", "bom"), [("latin-1", b""), ("utf-16-le", b"\xff\xfe")])
def test_other_encodings_stay(root, encoding, bom):
    content = bom + markdown("statement", before="Grüße.").encode(encoding)
    path = note(root, content)
    assert embed(root, path).returncode == 0
    text = path.read_bytes().removeprefix(bom).decode(encoding)
    assert text.startswith("Grüße.\n") and r"\delta" in text


def test_mixed_line_ends_stay_outside_of_the_marks(root):
    before, after = b"one\r\ntwo\rthree\n", b"four\rfive\r\nsix"
    marks = f"{OPEN.format('table')}\n{END}\n".encode()
    path = note(root, before + marks + after)
    assert embed(root, path).returncode == 0
    raw = path.read_bytes()
    assert raw.startswith(before) and raw.endswith(after)


def test_a_quotation_keeps_its_marks(root):
    path = note(root, f"> {OPEN.format('statement')}\n> {END}\n")
    assert embed(root, path).returncode == 0
    assert all(line.startswith(">") for line in path.read_text().splitlines())
    assert embed(root, "--check", path).returncode == 0


def test_permissions_stay_and_links_are_followed(root):
    path = note(root, markdown("table"), "real.md")
    os.chmod(path, 0o640)
    link = root / "link.md"
    link.symlink_to(path)
    assert embed(root, link).returncode == 0
    assert link.is_symlink() and stat.S_IMODE(path.stat().st_mode) == 0o640
    assert "| symbol" in path.read_text()


def test_marks_in_code_are_left_alone(root):
    content = f"```\n{OPEN.format('statement')}\n{END}\n```\n"
    path = note(root, content)
    assert embed(root, path).returncode == 0
    assert path.read_text() == content


WRONG = {
    f"{OPEN.format('statement')}\n": "symsoft:end is missing",
    f"{END}\n": "without symsoft:embed",
    f"{OPEN.format('statement')}\n{OPEN.format('proof')}\n{END}\n": "inside of another",
    f"<!-- symsoft:embed {NAME} -->\n{END}\n": "not understood",
    f"text {OPEN.format('statement')}\n{END}\n": "not understood",
    f"{OPEN.format('figure')}\n{END}\n": "has no figure",
    f"{OPEN.format('lemma')}\n{END}\n": "there is no part 'lemma'",
    f"{OPEN.format('9')}\n{END}\n": "none is number 9",
    f"<!-- symsoft:embed log-softmax#proof -->\n{END}\n": f"did you mean {NAME}",
}


@pytest.mark.parametrize(("content", "why"), WRONG.items(), ids=list(WRONG.values()))
def test_mistakes_are_told_in_a_line_and_nothing_is_written(root, content, why):
    path = note(root, content)
    done = embed(root, path)
    assert done.returncode == 2
    assert why in done.stderr and done.stderr.startswith("note.md:")
    assert len(done.stderr.splitlines()) == 1
    assert path.read_text() == content


def test_what_is_not_proved_is_not_embedded(root):
    content = f"<!-- symsoft:embed slip#statement -->\n{END}\n"
    path = note(root, content)
    done = embed(root, path)
    assert done.returncode == 1
    assert "slip is not proved" in done.stderr
    assert path.read_text() == content


@pytest.mark.parametrize("name", ["note.py", "missing.md", "note.ipynb"])
def test_files_that_are_no_notes(root, name):
    if name != "missing.md":
        note(root, "x", name)
    done = embed(root, root / name)
    assert done.returncode == 2
    assert name in done.stderr and "Traceback" not in done.stderr


def test_binary_content(root):
    done = embed(root, note(root, bytes(range(256)) * 40))
    assert done.returncode == 2 and "not a text file" in done.stderr
