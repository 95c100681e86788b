r"""What ``symsoft embed`` says of documents with ``\symsoft``, and what it leaves alone."""

import pytest

from symsoft.notes.package import calls, document, loads
from tests import projects
from tests.running import symsoft

LOADING = "\\usepackage[x]{amsmath,symsoft}\n"
WRONG = {
    "name.tex": (r"\symsoft{log-softmax}{proof}", "2: there is no derivation log-softmax; did"),
    "part.tex": (r"\symsoft<2->{log-softmax-gradient}{prof}", "2: log-softmax-gradient has no"),
    "form.tex": (r"\symsoft{log-softmax-gradient}", r"2: not understood; write \symsoft{NAME}{PA"),
    "input.tex": (r"\input{nowhere}\symsoft{slip}{proof}", "2: there is no file nowhere"),
    "slip.tex": (r"\symsoft{slip}{proof}", "2: slip is not proved"),
}


@pytest.fixture
def root(tmp_path):
    return projects.write(tmp_path, a=projects.GRADIENT + projects.LOG_SOFTMAX, b=projects.SLIP)


def test_mistakes_are_told_with_file_and_line_and_nothing_is_written(root):
    for name, (line, _) in WRONG.items():
        (root / name).write_text(LOADING + line + "\n")
    done = symsoft("embed", *WRONG, cwd=root)
    assert (done.returncode, done.stdout) == (2, "")
    for name, (_, message) in WRONG.items():
        assert f"{name}:{message}" in done.stderr
    assert "Traceback" not in done.stderr
    assert {p.name for p in root.iterdir()} == {"derivations", *WRONG}


def test_what_others_wrote_is_left_alone(root):
    (root / "main.tex").write_text(LOADING + r"\symsoft{log-softmax-gradient}{proof}")
    (root / "chapter.tex").write_text(r"\symsoft{log-softmax-gradient}{proof}")
    (root / "symsoft.sty").write_text("% mine\n")
    done = symsoft("embed", "main.tex", "chapter.tex", cwd=root)
    assert done.returncode == 2
    assert "symsoft.sty:1: not written by symsoft; move it away" in done.stderr
    assert r"chapter.tex: call symsoft embed on the file with \usepackage{symsoft}" in done.stderr
    assert (root / "symsoft.sty").read_text() == "% mine\n"


def test_stale_files_are_told_and_mended(root):
    (root / "main.tex").write_text(LOADING + r"\symsoft{log-softmax-gradient}{proof}")
    first = symsoft("embed", "--check", "main.tex", cwd=root)
    assert first.returncode == 1 and not (root / "symsoft.sty").exists()
    assert first.stderr.splitlines() == [
        "symsoft.sty: stale; run symsoft embed",
        "symsoft-fragments/log-softmax-gradient.tex: stale; run symsoft embed",
    ]
    done = symsoft("embed", "main.tex", cwd=root)
    assert done.stdout == "symsoft-fragments: 1 files, 1 written\n"
    fragment = root / "symsoft-fragments" / "log-softmax-gradient.tex"
    fragment.write_text(fragment.read_text().replace("p_j", "p_i"))
    again = symsoft("embed", "--check", "main.tex", cwd=root)
    assert (again.returncode, again.stderr) == (1, first.stderr.splitlines()[1] + "\n")


TEXT = r"""% \symsoft{comment}{proof}
\symsoft{a}{proof} 50\% \symsoft *[eq:x] {b} {2}
\begin{verbatim}
\symsoft{code}{proof}
\end{verbatim}
\newcommand\pull[1]{\symsoft{#1}{proof}}
\symsoft<2->{c}{steps} \verb+\symsoft{d}{1}+ \symsoftpath{x/}
"""


def test_calls_are_found_outside_of_comments_and_code(tmp_path):
    (tmp_path / "note.tex").write_text(TEXT)
    found = document(tmp_path / "note.tex")
    assert not loads(found)
    assert [(c.name, c.part, c.place.line) for c in calls(found)] == [
        ("a", "proof", 2),
        ("b", "2", 2),
        ("c", "steps", 7),
    ]
