"""``symsoft check NOTE``: formats, exit codes, and mistakes told in one line."""

import json
from subprocess import CompletedProcess

import pytest

from symsoft.cli import main
from tests.running import symsoft

HEAD = """<!-- symsoft: let K dimension; let i, j, k index K; let z vector K -->
<!-- symsoft: define p_i = \\frac{e^{z_i}}{\\sum_k e^{z_k}} -->
"""
TRUE = "$$ \\sum_k p_k = 1 $$\n"
FALSE = "$$\n\\frac{\\partial p_i}{\\partial z_j}\n  = p_i p_j\n$$\n"
UNREAD = "$$ p_i = x $$\n"


@pytest.fixture
def check(tmp_path, monkeypatch, capsys):
    """Runs the command in this process; what it raises fails the test."""
    monkeypatch.chdir(tmp_path)

    def run(content, *arguments, name="note.md"):
        raw = content if isinstance(content, bytes) else content.encode()
        (tmp_path / name).write_bytes(raw)
        with pytest.raises(SystemExit) as left:
            main(["check", name, *arguments], prog_name="symsoft")
        told = capsys.readouterr()
        return CompletedProcess([], int(left.value.code or 0), told.out, told.err)

    return run


def test_all_proved(check):
    done = check(HEAD + TRUE)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == "note.md: 1 relation: 1 proved\n"


def test_problems_are_told_like_a_compiler(check):
    done = check(HEAD + TRUE + FALSE + UNREAD)
    assert done.returncode == 1
    refuted, unread, total = done.stdout.splitlines()
    assert refuted == (
        "note.md:6: refuted: ∂p_i/∂z_j = p_i p_j  fails at K = 1, i = 1, j = 1, z = (0)"
    )
    assert unread == "note.md:8: unreadable: p_i = x  column 10: x is not declared"
    assert total == "note.md: 3 relations: 1 proved, 1 refuted, 1 unreadable"


def test_json_is_the_list_of_the_contract(check):
    done = check(
        HEAD + "<!-- symsoft: label total -->\n" + TRUE + FALSE + UNREAD, "--format", "json"
    )
    assert done.returncode == 1
    proved, refuted, unread = json.loads(done.stdout)
    keys = "file line column label latex relation status reason conditions counterexample"
    for found in (proved, refuted, unread):
        assert list(found) == keys.split()
        assert found["file"] == "note.md"
    assert (proved["line"], proved["column"], proved["label"]) == (4, 15, "total")
    assert (proved["status"], proved["relation"], proved["conditions"]) == ("proved", "=", [])
    assert proved["latex"] == r"\sum_k p_k = 1"
    assert (refuted["status"], refuted["line"], refuted["column"]) == ("refuted", 7, 3)
    assert refuted["counterexample"]["point"]["dims"] == {"K": 1}
    assert (unread["status"], unread["counterexample"]) == ("unreadable", None)


def test_conditions_are_told(check):
    done = check(HEAD + "$$ \\sum_k \\frac{z_k}{\\sum_j z_j} = 1 $$", "--format", "json")
    assert json.loads(done.stdout)[0]["conditions"] == ["Σ_k z_k ≠ 0"]


def test_github_annotations(check):
    done = check(HEAD + TRUE + FALSE, "--format", "github")
    assert done.stdout.startswith("::error file=note.md,line=6,col=3,title=symsoft: refuted::")
    assert len(done.stdout.splitlines()) == 1


def test_sarif(check):
    done = check(HEAD + TRUE + FALSE, "--format", "sarif")
    log = json.loads(done.stdout)
    (result,) = log["runs"][0]["results"]
    region = result["locations"][0]["physicalLocation"]["region"]
    assert (log["version"], result["ruleId"], region["startLine"]) == ("2.1.0", "refuted", 6)


def test_explain_shows_every_relation(check):
    done = check(HEAD + TRUE, "--explain")
    assert "note.md:3: proved: Σ_k p_k = 1" in done.stdout


def test_a_file_without_let_is_checked_where_it_says_so(check):
    plain = "$$ 1 = 2 $$\n<!-- symsoft: check -->\n$$ 1 + 1 = 2 $$\n"
    assert check(plain).stdout == "note.md: 1 relation: 1 proved\n"
    assert check(plain, "--all").returncode == 1
    done = check("$$ 1 = 2 $$\n")
    assert (done.returncode, "nothing was checked" in done.stderr) == (0, True)


def test_all_infers_ranges_and_vectors(check):
    text = r"""
$$ \sum_{k=1}^{K} (z_k + y_k) = \sum_{k=1}^{K} z_k + \sum_{k=1}^{K} y_k $$
$$ \frac{\partial}{\partial z_j} \log \sum_k e^{z_k} = \frac{e^{z_j}}{\sum_k e^{z_k}} $$
$$ p_i = \frac{e^{z_i}}{\sum_k e^{z_k}} $$
$$ z_i = \theta $$
"""
    found = json.loads(check(text, "--all", "--format", "json").stdout)
    assert [f["status"] for f in found] == ["proved", "proved", "unreadable", "unreadable"]


def test_skip_and_forget(check):
    given = "<!-- symsoft: given z_i = z_j -->\n"
    text = HEAD + given + "$$ p_i = p_j $$\n<!-- symsoft: forget; skip -->\n$$ 1 = 2 $$\n"
    assert check(text).returncode == 0
    assert check(text + "$$ p_i = p_j $$\n").returncode == 1


def test_a_hypothesis_that_can_be_read_in_two_ways(check):
    unclear = HEAD + "<!-- symsoft: given z_k > 0 -->\n$$ \\sum_k z_k > 0 $$\n"
    done = check(unclear)
    assert done.returncode == 1 and "write “for all”" in done.stdout
    assert check(unclear.replace("> 0 -->", "> 0 for all k -->")).returncode == 0
    either = HEAD + "<!-- symsoft: given z_k > 0 -->\n$$ e^{z_k} > 1 $$\n"
    assert check(either).returncode == 0


def test_a_lost_hypothesis_refutes_nothing(check):
    done = check(HEAD + "<!-- symsoft: given z_i = \\foo -->\n$$ z_i = z_j $$\n")
    assert done.returncode == 2
    assert "note.md:4: unreadable" in done.stdout and "hypothesis in line 3" in done.stdout
    assert done.stderr.startswith("note.md:3: ")


def test_a_name_whose_declaration_failed_is_not_used(check):
    """It could be another's: here the index l, where the loss is meant."""
    text = HEAD + "<!-- symsoft: let l index K; define l = \\foo -->\n$$ l = l $$\n"
    done = check(text)
    assert done.returncode == 2 and "note.md:4: unreadable" in done.stdout


MISTAKES = {
    "let K": "is no kind of name",
    "let K >= 0 dimension": "is no kind of name",
    "let z vector N": "N is not declared as a dimension",
    "let K dimension; let K real": "K is already declared",
    "let K dimension; let z vector K; let z index K": "z is already declared",
    "let S matrix K": "is no kind of name",
    "lett K dimension": "there is no directive 'lett'",
    "define p_i = 1": "i is not declared as an index",
    "define L": "one relation is needed",
    "define L = M": "M is not declared",
    "define L < 1": "a definition is written",
    "given 1": "one relation is needed",
    "given 1 = 1 for all n": "n is declared neither",
    "check now": "check stands alone",
    "label a b": "a label is one word",
}


@pytest.mark.parametrize(("directive", "why"), MISTAKES.items(), ids=list(MISTAKES))
def test_mistakes_in_directives(check, directive, why):
    done = check(f"Text.\n\n<!-- symsoft: {directive} -->\n")
    assert done.returncode == 2
    assert done.stderr.startswith("note.md:3: ") and why in done.stderr


FILES = {
    "empty.md": b"",
    "empty.tex": b"",
    "binary.md": bytes(range(256)),
    "nul.md": b"a\0b",
    "utf16.md": "a".encode("utf-16"),
    "latin.tex": "ä".encode("latin-1"),
    "broken.ipynb": b"{",
    "list.ipynb": b"[]",
    "cells.ipynb": b'{"cells": 3}',
    "deep.ipynb": b"[" * 100_000,
    "note.txt": b"",
    "open.md": b"<!-- symsoft: let a real -->\n$$ a = a",
    "open.tex": b"% symsoft: let a real\n\\begin{align} a = a",
    "brace.md": b"<!-- symsoft: let a real -->\n$$ a = {a $$",
    "input.tex": b"\\input{missing}",
    "self.tex": b"\\input{self}",
    "crlf.md": b"<!-- symsoft: let a real -->\r\n$$\r\na = a\r\n$$\r\n",
}
CODES = {"empty.md": 0, "empty.tex": 0, "crlf.md": 0, "open.md": 1, "open.tex": 1, "brace.md": 1}


@pytest.mark.parametrize("name", FILES)
def test_strange_files(check, name):
    done = check(FILES[name], name=name)
    assert "Traceback" not in done.stderr
    assert done.returncode == CODES.get(name, 2)
    if done.returncode == 2:
        assert len(done.stderr.splitlines()) == 1 and name.split(".")[0] in done.stderr


def test_a_missing_file(tmp_path):
    done = symsoft("check", "missing.md", cwd=tmp_path)
    assert done.returncode == 2
    assert "missing.md" in done.stderr and "Traceback" not in done.stderr


def test_input_is_followed_and_told_by_its_own_file(tmp_path):
    (tmp_path / "main.tex").write_text(
        "% symsoft: let a real\n\\newcommand{\\two}{2}\n\\input{part}\nand \\[ a = a \\]\n"
    )
    (tmp_path / "part.tex").write_text("\n\\[ a + a = \\two a \\]\n\\[ a = \\two \\]\n")
    found = json.loads(symsoft("check", "main.tex", "--format", "json", cwd=tmp_path).stdout)
    places = [(f["file"], f["line"], f["status"]) for f in found]
    assert places == [
        ("part.tex", 2, "proved"),
        ("part.tex", 3, "refuted"),
        ("main.tex", 4, "proved"),
    ]


def test_several_notes_and_no_scripts_among_them(tmp_path):
    (tmp_path / "a.md").write_text(HEAD + TRUE)
    (tmp_path / "b.md").write_text(HEAD + FALSE)
    (tmp_path / "c.py").write_text("")
    done = symsoft("check", "a.md", "b.md", cwd=tmp_path)
    assert done.returncode == 1
    assert "a.md: 1 relation: 1 proved" in done.stdout
    assert symsoft("check", "a.md", "c.py", cwd=tmp_path).returncode == 2
    assert symsoft("check", "c.py", "--format", "sarif", cwd=tmp_path).returncode == 2
