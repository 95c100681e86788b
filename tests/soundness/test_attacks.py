"""Certificates under attack: edited in every place, hostile in size, and about nothing at all."""

from __future__ import annotations

import json
import sys
import threading
import time
from typing import Any

import pytest
from click.testing import CliRunner

from symsoft.cli import main
from symsoft.cli.limiting import TooLong, limited
from symsoft.derivation.library import Library
from symsoft.kernel import Claim, Context, Dimension, Hypothesis, Scalar, Theorem, check
from symsoft.kernel import terms as tm
from symsoft.kernel.context import Array, Function
from symsoft.refuter import NotShown
from symsoft.refuter.vacuity import exhibit, require_met, require_satisfiable
from symsoft.report.record import with_point
from tests.running import python
from tests.soundness.attacks import campaign

# Small ones that together use every rule but those of `exponential-uniqueness`.
ATTACKED = (
    "log-sum-exp-gradient",
    "gumbel-max",
    "log-sum-exp-lower-bound",
    "softmax-order-of-logits",
    "softmax-limit-one-hot",
    "cross-entropy-gradient",
)
X = tm.var("x")
ALGEBRA = {"rule": "algebra"}


@pytest.fixture(scope="module")
def certificates(loaded_library: Library) -> dict[str, Any]:
    found = {}
    for name in ATTACKED:
        theorem = loaded_library.find(name).check()
        assert isinstance(theorem, Theorem)
        found[name] = json.loads(json.dumps(with_point(theorem)))
    return found


@pytest.fixture
def verify(tmp_path):
    def run(content: Any, *options: str):
        file = tmp_path / "x.json"
        text = content if isinstance(content, str | bytes) else json.dumps(content)
        file.write_bytes(text if isinstance(text, bytes) else text.encode())
        return CliRunner().invoke(main, ["verify", str(file), *options], catch_exceptions=False)

    return run


# --- edits --------------------------------------------------------------------------------------


def test_no_edit_of_a_library_certificate_proves_anything_false(certificates, record_property):
    counts, wrong = campaign(list(certificates.values()), each=40)
    record_property("measured", f"certificates attacked: {dict(counts)}")
    assert not wrong, wrong[0]
    assert counts["refused"] > 150 and counts["another theorem, true"], counts


def test_an_edit_that_proves_something_false_is_noticed(certificates, monkeypatch):
    """The attack can fail: were the kernel to accept whatever it is given."""
    monkeypatch.setattr("symsoft.kernel.theorem.establish", lambda env, claim, proof: None)
    _, wrong = campaign([certificates["log-sum-exp-gradient"]], each=60)
    assert any("FALSE THEOREM" in what for what, _ in wrong)


# --- hostile files ------------------------------------------------------------------------------

CONTEXT = '["context", {"K": ["dimension", 1]}, []]'
HEAD = f'{{"format": "symsoft-certificate", "version": 1, "context": {CONTEXT}'
REST = '"steps": [], "conditions": [], "proof": {"rule": "algebra"}}'


def of_term(term: str) -> str:
    """A certificate that a term is itself."""
    return f'{HEAD}, "claim": ["claim", "=", {term}, {term}], {REST}'


def nested(open_: str, inside: str, close: str, depth: int) -> str:
    return open_ * depth + inside + close * depth


def bound(count: int) -> str:
    """A sum over so many indices of the product of brackets that join each to the next."""
    factors = [f'["delta", ["bv", {n}], ["bv", {n + 1}]]' for n in range(count - 1)]
    return nested('["sum", "k", ["K", 1, 0], ', f'["mul", {", ".join(factors)}]', "]", count)


HOSTILE = {
    "deep": (nested("[", "", "]", 5000), "nested deeper than"),
    "deep-object": (nested('{"a":', "1", "}", 5000), "nested deeper than"),
    "deep-term": (of_term(nested('["exp", ', '["pi"]', "]", 900)), "nested deeper than"),
    "deep-within-limit": (of_term(nested('["exp", ', '["pi"]', "]", 150)), ""),
    "no-utf8": (b'{"format": "\xff"}', "not UTF-8"),
    "utf16": ("{}".encode("utf-16"), "not UTF-8"),
    "nan": ('{"format": NaN}', "not JSON: NaN"),
    "infinity": ('{"version": -Infinity}', "not JSON: -Infinity"),
    "twice": ('{"format": 1, "format": "symsoft-certificate"}', "stands twice"),
    "giant-whole": ('{"version": ' + "9" * 5000 + "}", "a number of 5000 digits"),
    "giant-version": ('{"format": "symsoft-certificate", "version": ' + "9" * 900 + "}", "version"),
    "giant-number": (of_term(f'["num", "{"9" * 5000}"]'), "not a proof"),
    "float": (of_term('["num", 0.5]'), "not a proof"),
    "huge-exponent": (of_term('["pow", ["num", "3"], ["num", "1000000000"]]'), "not a proof"),
    "tower": (of_term(nested('["pow", ["num", "9"], ', '["num", "9"]', "]", 60)), "not a proof"),
    "huge-power-of-sum": (
        of_term('["pow", ["add", ["pi"], ["dim", "K"]], ["num", "100000"]]'),
        "not a proof",
    ),
    "many-indices": (of_term(bound(40)), ""),
    "too-many-indices": (of_term(bound(150)), "not replayed within 2 s"),
    "giant-range": (of_term('["sum", "k", ["K", 1, 1000000000], ["pi"]]'), "not a proof"),
    "negative-index": (of_term('["bv", -1]'), "not a proof"),
    "self": (
        HEAD + ', "claim": "proof", "proof": {"rule": "lemma", "theorem": "this"}}',
        "not a proof",
    ),
    "list": ("[]", "not a proof"),
    "null": ("null", "holds no certificate"),
    "empty": ("", "not JSON"),
    "wide": (of_term('["add", ' + ", ".join(['["pi"]'] * 20_000) + "]"), ""),
    "control": ('{"format": "symsoft-certificate", "version": "a\\u001b[31m\\nb"}', "not a proof"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_files_end_in_one_clear_line(name, verify):
    content, message = HOSTILE[name]
    start = time.process_time()
    result = verify(content, "--timeout", "2")
    assert time.process_time() - start < 3
    if message:
        assert result.exit_code in (1, 2)
        (line,) = result.stderr.splitlines()
        assert message in line and line.isprintable() and len(line) < 700
    assert "Traceback" not in result.output


def test_limits_can_be_moved(verify, certificates):
    certificate = max(certificates.values(), key=lambda data: len(json.dumps(data)))
    for option, value, message in (
        ("--size", "0.001", "larger than 0.001 MB; allow more with --size"),
        ("--depth", "3", "nested deeper than 3 levels; allow more with --depth"),
        ("--timeout", "0.001", "not replayed within 0.001 s; allow more with --timeout"),
    ):
        result = verify(certificate, option, value)
        assert result.exit_code in (1, 2) and message in result.stderr, result.stderr
    assert verify(certificate, "--size", "1", "--depth", "100").exit_code == 0


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux bounds the memory of a process")
def test_memory_is_bounded(tmp_path):
    file = tmp_path / "big.json"
    file.write_text(json.dumps([[n] for n in range(1_000_000)]))
    code = "from symsoft.cli import main; main()"
    result = python(code, "verify", "--memory", "60", str(file))
    assert result.returncode == 1
    assert result.stderr == f"{file}: takes more than 60 MB; allow more with --memory\n"


# --- what verify may do -------------------------------------------------------------------------

WATCH = """
import sys
import symsoft.cli.verifying, symsoft.refuter.vacuity
from symsoft.cli import main
from symsoft.cli.limiting import TooLong, limited

named, seen = set(sys.argv[1:]), []

def is_module(path):
    return str(path).endswith((".py", ".pyc", ".so")) or "__pycache__" in str(path)

def hook(event, args):
    if event == "open" and isinstance(args[0], (str, bytes)) and not is_module(args[0]):
        if args[0] not in named:
            seen.append(("open", str(args[0])))
    elif event == "exec" and args[0].co_filename in ("<string>", "<stdin>", *named):
        # typing reads the annotations of the kernel's own classes so; nothing else may.
        if not sys._getframe(1).f_code.co_filename.endswith("typing.py"):
            seen.append(("exec", args[0].co_filename))
    elif event == "compile" and args[1] not in (None, "<string>") and not is_module(args[1]):
        seen.append(("compile", str(args[1])))
    elif event.split(".")[0] in ("socket", "subprocess", "shutil", "tempfile", "urllib", "ctypes"):
        seen.append((event, ""))
    elif event in ("os.system", "os.exec", "os.fork", "os.posix_spawn", "os.remove", "os.rename",
                   "os.mkdir", "os.putenv", "os.listdir", "os.scandir", "pickle.find_class"):
        seen.append((event, ""))

sys.addaudithook(hook)
try:
    main(["verify", *sorted(named)], standalone_mode=False)
finally:
    print("SEEN", seen, "SYMPY", "sympy" in sys.modules)
"""


def test_verify_runs_nothing_and_opens_only_what_is_named(tmp_path, certificates):
    files = []
    evil = {**certificates["gumbel-max"], "proof": {"rule": "__import__('os').system('true')"}}
    for name, data in {**certificates, "evil": evil}.items():
        files.append(tmp_path / f"{name}.json")
        files[-1].write_text(json.dumps(data))
    result = python(WATCH, *map(str, files))
    assert "SEEN [] SYMPY False" in result.stdout, result.stdout + result.stderr
    assert result.stdout.count(": proved") == len(ATTACKED)
    assert "evil.json: not a proof" in result.stderr


def test_the_watch_notices_what_it_should(tmp_path):
    """The audit can fail: a reader that evaluates, opens and starts what it likes is seen."""
    doing = "eval('1'); open('/etc/hostname'); __import__('subprocess').run(['true'])"
    code = WATCH.replace('main(["verify"', f'{doing}\n    main(["verify"')
    file = tmp_path / "x.json"
    file.write_text("{}")
    shown = python(code, str(file)).stdout
    assert all(event in shown for event in ("'exec'", "/etc/hostname", "subprocess.Popen"))


# --- vacuity ------------------------------------------------------------------------------------


def theorem_under(*hypotheses: Hypothesis, **names: Any) -> Theorem:
    context = Context({"K": Dimension(), "x": Scalar(), **names}, hypotheses)
    return check(context, Claim("=", X, X), ALGEBRA)


def relation(rel: str, left: tm.Term, right: tm.Term) -> Hypothesis:
    return Hypothesis(Claim(rel, left, right))


CONTRADICTION = (relation(">", X, tm.ONE), relation("<", X, tm.ZERO))


def test_hypotheses_that_cannot_be_met_are_reported(verify):
    theorem = theorem_under(*CONTRADICTION)
    assert exhibit(theorem.context) is None
    with pytest.raises(NotShown, match="no point was found"):
        require_satisfiable(theorem)
    result = verify(theorem.certificate)
    assert result.exit_code == 1
    assert "its hypotheses are not shown to hold at its point: no point was found" in result.stderr


def test_a_proof_from_a_contradiction_is_no_proof(verify):
    """0 = 1 from x > 1 and x < 0, which the kernel rightly derives."""
    context = Context({"x": Scalar()}, CONTRADICTION)
    negative = {"rule": "sign"}
    claim = Claim("<", tm.ONE, tm.ZERO)
    step = {"rule": "chain", "steps": [["<", tm.to_data(X), negative], ["<", None, negative]]}
    result = verify(check(context, claim, step).certificate)
    assert result.exit_code == 1 and "no point was found" in result.stderr


def test_the_point_is_kept_and_checked(verify, certificates):
    for name, certificate in certificates.items():
        assert "point" in certificate, name
        assert verify(certificate).exit_code == 0, name


@pytest.mark.parametrize(
    ("changed", "why"),
    [
        ({"scalars": {"x": "-1"}}, "the point does not satisfy"),
        ({"scalars": {}}, "the value of x must be a number"),
        ({"scalars": {"x": ["1/2", "3/2"]}}, "not all values at the point are exact"),
        ({"scalars": {"x": "one"}}, "Invalid literal"),
        ({"scalars": {"x": 7}}, ""),
        ({"scalars": None}, ""),
    ],
)
def test_a_point_that_does_not_fit_is_refused(changed, why, verify):
    theorem = theorem_under(relation(">", X, tm.ZERO))
    certificate = json.loads(json.dumps(with_point(theorem)))
    assert verify(certificate).exit_code == 0
    certificate["point"] |= changed
    result = verify(certificate)
    assert result.exit_code == 1 and why in result.stderr
    assert len(result.stderr.splitlines()) == 1


@pytest.mark.parametrize("point", [[], 5, "x", {}, {"dims": 1}])
def test_a_point_that_is_none_is_refused(point, verify):
    certificate = {**theorem_under(relation(">", X, tm.ZERO)).certificate, "point": point}
    result = verify(certificate)
    assert result.exit_code == 1 and len(result.stderr.splitlines()) == 1


def test_equations_and_logarithms_are_met_exactly():
    k = tm.ix("k", "K")
    y, eta = (tm.mk("entry", name, k) for name in ("y", "eta"))
    sums = relation("=", tm.total(k, y), tm.ONE)
    logs = Hypothesis(Claim("=", eta, tm.log(y)), (k,))
    names = {"y": Array(("K",), "positive"), "eta": Array(("K",))}
    theorem = theorem_under(sums, logs, **names)
    point = exhibit(theorem.context)
    assert point is not None and point.exact
    require_met(theorem.context, (), point)


def test_a_hypothesis_about_all_reals_is_met_by_a_function():
    u = tm.var("u")
    f = tm.mk("app", "f", 0, u)
    slope = Hypothesis(Claim("=", tm.mk("deriv", u, f), f), (u,))
    theorem = theorem_under(slope, f=Function())
    require_satisfiable(theorem)
    point = exhibit(theorem.context)
    assert point is not None
    require_met(theorem.context, (), point)
    never = Hypothesis(Claim("=", f, tm.add(f, tm.ONE)), (u,))
    with pytest.raises(NotShown):
        require_satisfiable(theorem_under(never, f=Function()))


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no alarm that interrupts")
def test_time_that_runs_out_while_an_object_is_taken_away(capfd):
    """What is raised in a finaliser is lost, so it is raised again; nobody is told of the first."""
    ended = threading.Event()

    class Slow:
        def __del__(self):
            began = time.monotonic()
            while time.monotonic() - began < 0.3:
                pass
            ended.set()

    with pytest.raises(TooLong), limited(0.1, 10_000):
        slow = Slow()
        del slow
        while True:
            pass
    assert not ended.is_set()
    assert "TooLong" not in capfd.readouterr().err
