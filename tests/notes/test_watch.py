"""``symsoft check --watch`` checks a note again when it, or a file that it inputs, is saved."""

import subprocess
import sys

from tests.running import MAIN, ROOT

NOTE = "% symsoft: let a real\n\\[ a + a = 2 a \\]\n\\input{part}\n"


def test_a_saved_file_is_checked_again(tmp_path):
    (tmp_path / "main.tex").write_text(NOTE)
    (tmp_path / "part.tex").write_text("\\[ a = a \\]\n")
    code = f"import sys; sys.path.insert(0, {str(ROOT)!r})\n{MAIN}"
    command = [sys.executable, "-u", "-c", code, "check", "--watch", "main.tex"]
    running = subprocess.Popen(command, cwd=tmp_path, stdout=subprocess.PIPE, text=True)
    try:
        assert running.stdout.readline() == "main.tex: 2 relations: 2 proved\n"
        (tmp_path / "part.tex").write_text("\\[ a = a + 1 \\]\n")
        lines = [running.stdout.readline() for _ in range(3)]
        assert lines[0] == "\n" and lines[1].startswith("part.tex:1: refuted: a = 1 + a")
        assert lines[2] == "main.tex: 2 relations: 1 proved, 1 refuted\n"
    finally:
        running.terminate()
        running.wait(timeout=20)
        running.stdout.close()
