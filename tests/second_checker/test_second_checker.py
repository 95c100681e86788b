"""The second checker knows a false claim. The gate runs it on the whole library."""

from __future__ import annotations

import ast
import copy
import json
from pathlib import Path
from typing import Any

import pytest

from symsoft.kernel import Theorem
from tests.second_checker.__main__ import main
from tests.second_checker.judging import Malformed, judge

HERE = Path(__file__).parent
FEW = ("log-sum-exp-gradient", "cross-entropy-gradient", "softmax-order-of-logits", "gumbel-max")


def certificate_of(library: Any, name: str) -> Any:
    theorem = library.find(name).check()
    return json.loads(json.dumps(theorem.certificate)) if isinstance(theorem, Theorem) else None


@pytest.fixture(scope="module")
def few(loaded_library):
    return {name: certificate_of(loaded_library, name) for name in FEW}


def test_it_shares_no_code_with_symsoft():
    for file in HERE.glob("*.py"):
        if not file.name.startswith("test_"):
            nodes = ast.walk(ast.parse(file.read_text(encoding="utf-8")))
            names = [a.name for n in nodes if isinstance(n, ast.Import) for a in n.names]
            nodes = ast.walk(ast.parse(file.read_text(encoding="utf-8")))
            names += [n.module or "" for n in nodes if isinstance(n, ast.ImportFrom)]
            assert not [n for n in names if n.split(".")[0] in ("symsoft", "sympy")]


def test_a_few_certificates_are_checked_again(few):
    for certificate in few.values():
        report = judge(certificate)
        assert not report.false and report.checked


# --- it can fail --------------------------------------------------------------------------------


def _times_two(term: Any) -> Any:
    return ["mul", ["num", "2"], term]


@pytest.mark.parametrize("name", ["log-sum-exp-gradient", "cross-entropy-gradient"])
def test_a_slip_in_the_claim_is_found(few, name):
    certificate = copy.deepcopy(few[name])
    certificate["claim"][3] = _times_two(certificate["claim"][3])
    assert "claim" in judge(certificate).false


def test_a_slip_in_a_step_is_found(few):
    certificate = copy.deepcopy(few["cross-entropy-gradient"])
    steps = certificate["proof"]["steps"]
    steps[0][1] = _times_two(steps[0][1])
    assert any(where.startswith("chain ") for where in judge(certificate).false)


def claim(rel: str, left: Any, right: Any, names: Any = None, hypotheses: Any = ()) -> Any:
    declared = {
        "K": ["dimension", 1],
        "i": ["index", "K"],
        "j": ["index", "K"],
        "x": ["scalar", "real"],
    }
    declared["z"] = ["array", ["K"], "real", False]
    return {
        "format": "symsoft-certificate",
        "version": 1,
        "context": ["context", {**declared, **(names or {})}, list(hypotheses)],
        "claim": ["claim", rel, left, right],
        "steps": [],
        "conditions": [],
        "proof": {"rule": "algebra"},
    }


X, ZERO, ONE = ["var", "x", "real"], ["num", "0"], ["num", "1"]
Z_I, Z_J = (["entry", "z", ["ix", n, "K"]] for n in "ij")
BOUND = ["entry", "z", ["bv", 0]]
SQUARE = ["pow", X, ["num", "2"]]


def over(op: str, body: Any, first: int = 1, off: int = 0) -> Any:
    return [op, "k", ["K", first, off], body]


TRUE = {
    "square": claim("=", ["deriv", X, SQUARE], ["mul", ["num", "2"], X]),
    "delta": claim("=", ["deriv", Z_J, Z_I], ["delta", ["ix", "i", "K"], ["ix", "j", "K"]]),
    "max": claim("<=", Z_I, over("max", BOUND)),
    "slope of max": claim(
        "=", ["deriv", Z_J, over("max", BOUND)], ["iv", "=", Z_J, over("max", BOUND)]
    ),
    "absolute": claim("=", ["pow", SQUARE, ["num", "1/2"]], ["abs", X]),
    "split": claim(
        "=", over("sum", BOUND), ["add", over("sum", BOUND, 1, 1), ["entry", "z", ["end", "K", 0]]]
    ),
    "product": claim("=", ["log", over("prod", ["exp", BOUND])], over("sum", BOUND)),
    "limit": claim(
        "=", ["lim", "t", "positive", "", ["inf", 1], ["pow", ["bv", 0], ["num", "-1"]]], ZERO
    ),
    "integral": claim("=", ["int", "u", ZERO, X, ["bv", 0]], ["mul", ["num", "1/2"], SQUARE]),
    "under a hypothesis": claim(
        "=",
        over("sum", BOUND),
        ONE,
        hypotheses=[["hypothesis", ["claim", "=", over("sum", BOUND), ONE], [], []]],
    ),
}
FALSE = {
    "root of a square": claim("=", ["pow", SQUARE, ["num", "1/2"]], X),
    "sum of one": claim("=", over("sum", ONE), ONE),
    "hypothesis in a derivative": claim(
        "=",
        ["deriv", Z_J, over("sum", BOUND)],
        ZERO,
        hypotheses=[["hypothesis", ["claim", "=", over("sum", BOUND), ONE], [], []]],
    ),
    "strict maximum": claim("<", Z_I, over("max", BOUND)),
    "empty product": claim("=", over("prod", BOUND, 2, 0), Z_I),
    "limit": claim(
        "=", ["lim", "t", "positive", "", ["inf", 1], ["pow", ["bv", 0], ["num", "-1"]]], ONE
    ),
    "integral": claim("=", ["int", "u", ZERO, X, ["bv", 0]], SQUARE),
    "capture": claim(
        "=",
        over("sum", ["mul", BOUND, over("sum", ["entry", "z", ["bv", 1]])]),
        ["pow", over("sum", BOUND), ["num", "2"]],
    ),
}


@pytest.mark.parametrize("name", TRUE)
def test_true_claims_hold(name):
    report = judge(TRUE[name])
    assert not report.false and not report.skipped, str(report)


@pytest.mark.parametrize("name", FALSE)
def test_false_claims_are_false(name):
    assert judge(FALSE[name]).false == ["claim"]


def test_what_it_cannot_check_it_says():
    inner = ["lim", "t", "positive", "", ["inf", 1], ["bv", 0]]
    report = judge(claim("=", ["exp", inner], ["exp", inner]))
    assert report.skipped == {"a limit inside a term": 1}
    assert "1 not checked (1 a limit inside a term)" in str(report)
    unmet = [["hypothesis", ["claim", "<", SQUARE, ZERO], [], []]]
    assert (
        "no point was found that meets the hypotheses"
        in judge(claim("=", X, X, None, unmet)).skipped
    )


@pytest.mark.parametrize(
    "data",
    [
        None,
        [],
        "x",
        {},
        {**TRUE["square"], "version": 2},
        {**TRUE["square"], "claim": ["claim", "="]},
    ],
)
def test_what_is_no_certificate_is_refused(data):
    with pytest.raises(Malformed):
        judge(data)


def test_the_program(tmp_path, capsys):
    good, bad, none = (tmp_path / f"{n}.json" for n in ("good", "bad", "none"))
    good.write_text(json.dumps(TRUE["square"]))
    bad.write_text(json.dumps(FALSE["capture"]))
    none.write_text("[")
    assert main([str(good)]) == 0
    assert capsys.readouterr().out.startswith("1 claims hold at ")
    assert main([str(good), str(bad)]) == 1
    assert f"{bad}: FALSE: claim" in capsys.readouterr().out
    assert main([str(none)]) == 2
