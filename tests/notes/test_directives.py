"""Where a directive ends: at a semicolon, or where a line begins another one."""

import json

from tests.running import symsoft

DISPLAY = r"$$ \frac{\partial p_i}{\partial z_j} = p_i (\delta_{ij} - p_j) $$"
LETS = ["let K dimension", "let i, j, k index K", "let z vector K"]
DEFINED = r"define p_k = \frac{e^{z_k}}{\sum_{l=1}^K e^{z_l}}"


def found(tmp_path, comment):
    (tmp_path / "note.md").write_text(f"<!-- symsoft: {comment} -->\n{DISPLAY}\n")
    done = symsoft("check", "note.md", "--format", "json", cwd=tmp_path)
    return [one["status"] for one in json.loads(done.stdout)], done.stderr


def test_directives_end_at_a_semicolon_or_where_a_line_begins_another(tmp_path):
    comments = []
    for between in ("; ", ";\n", "\n", "\n\n   ", " ;\n\n", "\r\n"):
        comments += [start + between.join([*LETS, DEFINED]) for start in ("", "\n")]
    names = [f"{n}.md" for n in range(len(comments))]
    for name, comment in zip(names, comments, strict=True):
        (tmp_path / name).write_text(f"<!-- symsoft: {comment} -->\n{DISPLAY}\n")
    done = symsoft("check", *names, "--format", "json", cwd=tmp_path)
    assert [one["status"] for one in json.loads(done.stdout)] == ["proved"] * len(comments)
    assert done.stderr == ""


def test_a_definition_may_take_several_lines(tmp_path):
    broken = DEFINED.replace("}{", "}{\n  ").replace("^K", "\n ^K ")
    assert found(tmp_path, "\n".join([*LETS, broken])) == (["proved"], "")


def test_a_word_within_braces_or_brackets_begins_nothing(tmp_path):
    held = "\n".join([*LETS, DEFINED, r"given z_i > 0 \text{", "let it be}"])
    statuses, said = found(tmp_path, held)
    assert statuses == ["proved"] or "note.md:" in said
    assert "there is no directive" not in said


def test_a_line_that_begins_with_another_word_goes_on(tmp_path):
    statuses, said = found(tmp_path, "\n".join([*LETS, "letting x real", DEFINED]))
    assert "is no kind of name" in said or "there is no directive" in said
    assert statuses == ["unreadable"]
