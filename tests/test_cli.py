"""The command line: what it prints, its exit codes, and that a mistake is one line."""

import json
import shutil
import sys

import pytest
from click.testing import CliRunner

from symsoft.cli import main
from symsoft.cli.console import progress
from tests.projects import GRADIENT, LOG_SOFTMAX, SHIFT, SHIFT_FALSE, SLIP, line_of, write
from tests.running import fresh, python, symsoft

GOOD = {"a": GRADIENT, "b": LOG_SOFTMAX}


@pytest.fixture
def run(tmp_path, monkeypatch):
    """Runs a command in the project `tmp_path`; a traceback fails the test."""
    monkeypatch.chdir(tmp_path)

    def invoke(*args):
        result = CliRunner().invoke(main, [*args], prog_name="symsoft", catch_exceptions=False)
        assert "Traceback" not in result.output
        return result

    return invoke


def one_line(result):
    """The single line of an error."""
    assert result.exit_code == 2
    (line,) = result.stderr.splitlines()
    return line


# --- check --------------------------------------------------------------------------------------


def test_check_all(run, tmp_path):
    write(tmp_path, **GOOD)
    result = run("check")
    assert result.exit_code == 0
    assert result.stdout == (
        "proved  log-sum-exp-gradient  (1 step)\n"
        "proved  log-softmax-gradient  (2 steps)\n"
        "2 of 2 derivations proved\n"
    )
    assert result.stderr == ""


def test_check_shows_the_counterexample_and_goes_on(run, tmp_path):
    write(tmp_path, a=SLIP, b=SHIFT)
    result = run("check")
    line = line_of(tmp_path, "a", "a swapped index")
    assert result.exit_code == 1
    assert result.stdout == (
        f"derivations/a.py:{line}: slip, step 2: refuted\n"
        "  ∂/∂z_j (z_i − log Σ_k e^{z_k})  =  δ_ij − p_i\n"
        "  fails at K = 2, i = 1, j = 2, z = (1, 0):   left −0.2689…, right −0.7310…\n"
        "proved  shift-invariance  (1 step)\n"
        "1 of 2 derivations proved\n"
    )


def test_check_paths(run, tmp_path):
    write(tmp_path, a=SLIP, deep__b=SHIFT)
    assert "1 of 1" in run("check", "derivations/deep").stdout
    assert "1 of 1" in run("check", "derivations/deep", "derivations/deep/b.py").stdout
    assert "0 of 1" in run("check", "derivations/a.py").stdout
    assert "1 of 2" in run("check", ".").stdout


def test_check_a_script_without_project(run, tmp_path):
    script = write(tmp_path / "x", a=SHIFT) / "derivations" / "a.py"
    script.rename(tmp_path / "alone.py")
    result = run("check", "alone.py")
    assert (result.exit_code, result.stdout.splitlines()[-1]) == (0, "1 of 1 derivations proved")


def test_check_a_broken_script(run, tmp_path):
    write(tmp_path, a="\n1/0\n", b=SHIFT)
    result = run("check")
    assert one_line(result) == (
        f"derivations/a.py:{line_of(tmp_path, 'a', '1/0')}: ZeroDivisionError: division by zero"
    )
    assert "proved  shift-invariance" in result.stdout
    assert run("check", "derivations/b.py").exit_code == 0


def test_check_json(run, tmp_path):
    write(tmp_path, a=SLIP, b=SHIFT, c="\n1/0\n")
    result = run("check", "--format", "json")
    assert result.exit_code == 2
    data = json.loads(result.stdout)
    slip, shift = data["derivations"]
    assert (slip["status"], slip["certificate"]) == ("not proved", None)
    assert [s["status"] for s in slip["steps"]] == ["proved", "refuted"]
    assert slip["steps"][1]["counterexample"]["text"].startswith("fails at K = 2")
    assert slip["steps"][1]["line"] == line_of(tmp_path, "a", "a swapped index")
    assert shift["status"] == "proved"
    assert shift["statement"]["latex"].endswith("= p_i")
    assert data["errors"][0]["message"] == "ZeroDivisionError: division by zero"


def test_check_a_derivation_that_is_not_well_formed(run, tmp_path):
    write(tmp_path, a='\nd = Derivation("empty", title="")\n')
    line = line_of(tmp_path, "a", "empty")
    assert one_line(run("check")) == (
        f"derivations/a.py:{line}: empty: it has no step; add a calc, have or conclude"
    )


@pytest.mark.parametrize(
    ("args", "message"),
    [
        (["check"], "no project here"),
        (["report"], "no project here"),
        (["check", "missing.py"], "missing.py: there is no such file or folder"),
        (["check", "."], "neither a script nor in a project"),
        (["verify", "missing.json"], "missing.json: No such file or directory"),
    ],
)
def test_no_project(run, args, message):
    assert message in one_line(run(*args))


def test_an_empty_project(run, tmp_path):
    (tmp_path / "derivations").mkdir()
    assert "derivations declares no derivation; put a script there" in one_line(run("check"))


def test_a_project_without_its_folder(run, tmp_path):
    (tmp_path / "pyproject.toml").write_text("[tool.symsoft]\n")
    assert "derivations; make it, and put scripts in it" in one_line(run("check"))


# --- report -------------------------------------------------------------------------------------


def contents(folder):
    return {p.relative_to(folder): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


def test_report_writes_and_then_is_fresh(run, tmp_path):
    write(tmp_path, **GOOD)
    result = run("report")
    assert (result.exit_code, result.stdout) == (0, "reports: 7 files, 7 written, 0 removed\n")
    before = contents(tmp_path / "reports")
    assert run("report").stdout == "reports: 7 files, nothing has changed\n"
    shutil.rmtree(tmp_path / ".symsoft")
    assert run("report").stdout == "reports: 7 files, 0 written, 0 removed\n"
    assert contents(tmp_path / "reports") == before
    assert run("report", "--check").exit_code == 0


def test_a_format_whose_extra_is_missing_is_told_before_anything_is_proved(
    run, tmp_path, monkeypatch
):
    write(tmp_path, **GOOD)
    monkeypatch.setattr("symsoft.report.render.find_spec", lambda name: None)
    result = run("report", "--format", "html")
    assert result.exit_code == 2
    assert result.stderr == (
        "Error: --format html needs quickjs and fast_sugiyama, not installed: "
        "pip install 'symsoft[html]'\n"
    )


def test_report_check_names_what_is_stale(run, tmp_path):
    write(tmp_path, **GOOD, c=SHIFT)
    run("report")
    (tmp_path / "derivations" / "c.py").unlink()
    write(tmp_path, a=GRADIENT.replace("chain rule", "the chain rule"))
    before = contents(tmp_path / "reports")
    result = run("report", "--check")
    assert result.exit_code == 1
    assert "reports/latex/log-sum-exp-gradient.tex: stale; run symsoft report\n" in result.stderr
    assert "reports/latex/shift-invariance.tex: no derivation renders to it" in result.stderr
    assert contents(tmp_path / "reports") == before
    run("report")
    assert not list(tmp_path.rglob("shift-invariance*"))
    assert run("report", "--check").exit_code == 0


def test_report_of_an_unproved_derivation_writes_nothing(run, tmp_path):
    write(tmp_path, a=SHIFT)
    run("report")
    before = contents(tmp_path / "reports")
    write(tmp_path, a=SHIFT_FALSE, b=GRADIENT)
    result = run("report")
    assert result.exit_code == 1
    assert "shift-invariance, step 1: refuted\n" in result.stderr
    assert result.stderr.endswith("nothing was written\n")
    assert contents(tmp_path / "reports") == before


def test_report_draft(run, tmp_path):
    write(tmp_path, a=SLIP)
    assert run("report", "--draft", "--out", "drafts").exit_code == 0
    assert "NOT PROVED" in (tmp_path / "drafts" / "latex" / "slip.tex").read_text()
    assert not (tmp_path / "reports").exists()


def test_report_of_some(run, tmp_path):
    write(tmp_path, **GOOD, c=SLIP)
    result = run("report", "log-sum-exp-gradient", "--format", "json,latex")
    assert result.stdout == "reports: 2 files, 2 written, 0 removed\n"
    record = json.loads((tmp_path / "reports" / "json" / "log-sum-exp-gradient.json").read_text())
    assert record["certificate"]["format"] == "symsoft-certificate"


def test_report_with_templates(run, tmp_path):
    write(tmp_path, a=SHIFT)
    own = tmp_path / "own"
    own.mkdir()
    (own / "derivation.tex.j2").write_text("<< d.name >>\n")
    assert run("report", "--templates", "own").exit_code == 0
    assert (tmp_path / "reports/latex/shift-invariance.tex").read_text() == "shift-invariance\n"
    (tmp_path / "pyproject.toml").write_text('[tool.symsoft]\ntemplates = "own"\n')
    assert run("report", "--check").exit_code == 0
    (own / "derivation.tex.j2").write_text("\n<% if %>\n")
    assert "own/derivation.tex.j2:2: template:" in one_line(run("report"))


@pytest.mark.parametrize(
    ("args", "message"),
    [
        (["report", "--format", "word"], "there is no format 'word'; choose from latex, markdown"),
        (["report", "--templates", "none"], "none: there is no such folder of templates"),
        (["report", "shift"], "there is no derivation shift; did you mean shift-invariance"),
        (["show", "shift-invarianc"], "did you mean shift-invariance"),
        (["report", "--out", "derivations/a.py"], "derivations/a.py"),
        (["check", "--certificates", "derivations/a.py"], "derivations/a.py: "),
    ],
)
def test_wrong_calls(run, tmp_path, args, message):
    write(tmp_path, a=SHIFT)
    assert message in one_line(run(*args))


# --- list, show, verify -------------------------------------------------------------------------


def test_list(run, tmp_path):
    write(tmp_path, **GOOD)
    lines = run("list").stdout.splitlines()
    assert [line.split(maxsplit=5) for line in lines[:5]] == [
        ["General"],
        ["log-sum-exp-gradient", "not", "checked", "1", "step", "Gradient of log-sum-exp"],
        ["log-softmax-gradient", "not", "checked", "2", "steps", "Gradient of \\log p_i & co"],
        ["uses", "log-sum-exp-gradient"],
        [],
    ]
    rows = json.loads(run("list", "--format", "json").stdout)
    assert [row["uses"] for row in rows[:2]] == [[], ["log-sum-exp-gradient"]]
    assert [row["used_by"] for row in rows[:2]] == [["log-softmax-gradient"], []]
    assert (rows[0]["script"], rows[0]["own"]) == ("derivations/a.py", True)
    assert rows[0]["line"] == line_of(tmp_path, "a", "lse = Derivation")


def test_show(run, tmp_path):
    write(tmp_path, **GOOD, c=SLIP)
    assert run("show", "log-softmax-gradient").stdout.endswith("proved: 2 of 2 steps\n")
    result = run("show", "slip")
    assert result.exit_code == 1
    assert "refuted: fails at K = 2" in result.stdout
    latex = run("show", "log-softmax-gradient", "--format", "latex").stdout
    assert "\\begin{alignat*}{2}" in latex
    assert "```math" in run("show", "log-softmax-gradient", "--format", "markdown").stdout
    assert json.loads(run("show", "slip", "--format", "json").stdout)["status"] == "not proved"


def test_certificates_are_verified(run, tmp_path):
    write(tmp_path, **GOOD, c=SLIP)
    run("check", "--certificates", "certs")
    found = sorted(p.name for p in (tmp_path / "certs").iterdir())
    assert found == ["log-softmax-gradient.json", "log-sum-exp-gradient.json"]
    result = run("verify", *(f"certs/{name}" for name in found))
    assert result.exit_code == 0
    assert result.stdout == "".join(f"certs/{name}: proved\n" for name in found)


def test_a_record_of_a_report_can_be_verified(run, tmp_path):
    write(tmp_path, a=SHIFT, b=SLIP)
    run("report", "--draft", "--format", "json")
    result = run("verify", "reports/json/shift-invariance.json")
    assert (result.exit_code, result.stdout) == (0, "reports/json/shift-invariance.json: proved\n")
    result = run("verify", "reports/json/slip.json")
    assert result.exit_code == 1
    assert result.stderr == "reports/json/slip.json: a draft, it holds no certificate\n"


def test_a_certificate_that_proves_something_else_is_refused(run, tmp_path):
    write(tmp_path, a=SHIFT)
    run("check", "--certificates", ".")
    certificate = json.loads((tmp_path / "shift-invariance.json").read_text())
    certificate["claim"][2] = ["num", "3"]
    (tmp_path / "forged.json").write_text(json.dumps(certificate))
    result = run("verify", "forged.json", "shift-invariance.json")
    assert result.exit_code == 1
    assert result.stderr.startswith("forged.json: not a proof: ")
    assert result.stdout == "shift-invariance.json: proved\n"


@pytest.mark.parametrize(
    ("content", "code", "message"),
    [
        ("{\n]", 2, "x.json:2: not JSON: "),
        ("\udcff", 2, "x.json: not JSON: "),
        ("[" * 100_000, 2, "x.json: not JSON: "),
        ("{}", 1, "x.json: not a proof: not a symsoft certificate"),
        ("[1]", 1, "x.json: not a proof: "),
        ('{"format": "symsoft-certificate", "version": 1}', 1, "x.json: not a proof: "),
    ],
)
def test_what_is_no_certificate(run, tmp_path, content, code, message):
    (tmp_path / "x.json").write_bytes(content.encode(errors="surrogateescape"))
    result = run("verify", "x.json")
    assert result.exit_code == code
    (line,) = result.stderr.splitlines()
    assert line.startswith(message)


# --- as a shell sees it -------------------------------------------------------------------------


def test_the_shell_sees_exit_codes(tmp_path):
    write(tmp_path, a=SLIP)
    assert fresh("check", cwd=tmp_path).returncode == 1
    assert symsoft("check", "nothing", cwd=tmp_path).returncode == 2
    assert fresh("nonsense", cwd=tmp_path).returncode == 2
    assert symsoft("list", cwd=tmp_path / "derivations").returncode == 0


def test_python_m_symsoft(tmp_path):
    done = python("import runpy; runpy.run_module('symsoft', run_name='__main__')", "--version")
    assert done.returncode == 0
    assert done.stdout.startswith("symsoft")


class Terminal:
    """A stderr that is a terminal."""

    def __init__(self):
        self.text = ""

    def write(self, text):
        self.text += text

    def flush(self):
        pass

    def isatty(self):
        return True


def test_progress_is_shown_on_a_terminal_only(monkeypatch, capsys):
    assert list(progress("ab", "proving")) == ["a", "b"]
    assert capsys.readouterr().err == ""
    terminal = Terminal()
    monkeypatch.setattr(sys, "stderr", terminal)
    assert list(progress("ab", "proving")) == ["a", "b"]
    assert "proving 1 of 2" in terminal.text
    assert terminal.text.endswith("\r\x1b[K")
