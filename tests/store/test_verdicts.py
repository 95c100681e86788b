"""Verdicts that are taken out of a store are those that were decided, or are not believed."""

import copy
import json
from pathlib import Path

import pytest
from sympy import Derivative, Eq, Ge, Le, Sum, exp, log

from symsoft import delta, dim, forall, indices, scalar, softmax, sum_over, vector
from symsoft.language.reader import Scope
from symsoft.prover import decide as prover
from symsoft.prover.decide import Verdict
from symsoft.store import Disk, Memory, keeping, source, verdicts
from symsoft.store.verdicts import decide_claim, key_of

K = dim("K")
i, j, k = indices("i j k", K)
z, y = vector("z", K), vector("y", K)
c = scalar("c", positive=True)
p = softmax(z)


def read(claim, given=()):
    scope = Scope()
    hypotheses = [scope.hypothesis(h) for h in given]
    said = scope.claim(claim)
    return scope.context(hypotheses), said


TRUE = read(Eq(Derivative(p[i], z[j]), p[i] * (delta(i, j) - p[j])))
FALSE = read(Eq(Derivative(p[i], z[j]), p[i] * (delta(i, j) - p[i])))
GIVEN = read(Le(y[i], 1), [Eq(sum_over(y[k], k), 1), forall(k, y[k] >= 0)])
OPEN = read(Ge(sum_over(exp(z[k] ** 4 + z[k] ** 2 - z[k]), k) ** 7, K))
CLAIMS = {"true": TRUE, "false": FALSE, "given": GIVEN}


def refuse(*_args, **_options):
    raise AssertionError("decided again")


def facts(verdict):
    proof = verdict.theorem and verdict.theorem.certificate
    return verdict.status, verdict.reason, str(verdict.counterexample), proof


@pytest.fixture(params=["memory", "disk"])
def store(request, tmp_path):
    return Memory() if request.param == "memory" else Disk(tmp_path / "kept.sqlite3")


@pytest.mark.parametrize("name", CLAIMS)
def test_a_verdict_comes_back_as_it_was(name, store, monkeypatch):
    with keeping(store):
        first = decide_claim(*CLAIMS[name])
        monkeypatch.setattr(prover, "decide_claim", refuse)
        assert facts(decide_claim(*CLAIMS[name])) == facts(first)
    assert facts(first) == facts(verdicts.read(verdicts.write(first), *CLAIMS[name]))


def test_nothing_is_kept_unless_asked(monkeypatch):
    decide_claim(*TRUE)
    monkeypatch.setattr(prover, "decide_claim", lambda *a: Verdict("unknown", reason="anew"))
    assert decide_claim(*TRUE).reason == "anew"


def test_an_unknown_is_kept_if_it_took_little_of_its_time(store, monkeypatch):
    verdict = Verdict("unknown", reason="no idea")
    monkeypatch.setattr(prover, "decide_claim", lambda *a: verdict)
    with keeping(store):
        assert decide_claim(*TRUE) == verdict
        monkeypatch.setattr(prover, "decide_claim", refuse)
        assert decide_claim(*TRUE) == verdict


def test_an_unknown_for_want_of_time_is_not_kept(store, monkeypatch):
    monkeypatch.setattr(prover, "decide_claim", lambda *a: Verdict("unknown", reason="late"))
    with keeping(store):
        decide_claim(*TRUE, timeout=0.0)
    assert store.get(key_of(*TRUE, timeout=0.0)) is None


# --- what a key holds ---------------------------------------------------------------------------


def test_a_key_is_of_everything_that_a_verdict_depends_on(monkeypatch):
    lemma = prover.decide_claim(*TRUE).theorem
    keys = [
        key_of(*TRUE),
        key_of(*FALSE),
        key_of(*read(Le(y[i], 1))),
        key_of(*GIVEN),
        key_of(*TRUE, lemmas=[lemma]),
        key_of(*TRUE, timeout=3),
        key_of(*TRUE, timeout=None),
    ]
    monkeypatch.setattr(verdicts, "code", lambda: "another symsoft")
    keys.append(key_of(*TRUE))
    assert len(set(keys)) == len(keys)


def test_the_code_that_counts_is_that_which_decides(tmp_path, monkeypatch):
    monkeypatch.setattr(source, "PACKAGE", tmp_path)
    for part in ("kernel", "prover", "report"):
        (tmp_path / part).mkdir()
        (tmp_path / part / "a.py").write_text("1")
    (tmp_path / "kernel" / "note.txt").write_text("1")

    def digests():
        source.code.cache_clear()
        return source.code(), source.code(source.EVERYTHING)

    before = digests()
    (tmp_path / "kernel" / "note.txt").write_text("2")
    assert digests() == before
    (tmp_path / "report" / "a.py").write_text("2")
    middle = digests()
    assert (middle[0] == before[0], middle[1] == before[1]) == (True, False)
    (tmp_path / "prover" / "a.py").write_text("2")
    assert digests()[0] != before[0]
    source.code.cache_clear()


# --- what is not believed -----------------------------------------------------------------------


def leaves(data, path=()):
    items = data.items() if isinstance(data, dict) else enumerate(data)
    for key, value in items:
        yield (*path, key)
        if isinstance(value, dict | list):
            yield from leaves(value, (*path, key))


def changed(data, path, value):
    data = copy.deepcopy(data)
    place = data
    for key in path[:-1]:
        place = place[key]
    place[path[-1]] = value
    return data


LEMMA = prover.decide_claim(*TRUE).theorem
CITING = read(Eq(Derivative(p[j], z[i]), Derivative(p[i], z[j])))
LOSS = read(Eq(Derivative(log(p[i]), z[j]), delta(i, j) - p[j]))


@pytest.mark.parametrize("name", [*CLAIMS, "loss"])
@pytest.mark.parametrize("junk", [None, -1, "x", [], {}, {"cited": 9}, {"format": 1, "proof": 2}])
def test_a_change_anywhere_never_makes_another_verdict(name, junk):
    about = {**CLAIMS, "loss": LOSS}[name]
    verdict = prover.decide_claim(*about)
    data = json.loads(json.dumps(verdicts.write(verdict)))
    for path in leaves(data):
        if path != ("status",):
            found = verdicts.read(changed(data, path, junk), *about)
            assert found is None or found.status == verdict.status, path


@pytest.mark.parametrize(
    "data",
    [None, 3, "proved", [], {}, {"status": "proved"}, {"status": "proved", "proof": {"rule": "x"}},
     {"status": "refuted", "point": {}, "sides": []}, {"status": "unknown"}],
)  # fmt: skip
def test_what_is_no_record_says_nothing(data):
    assert verdicts.read(data, *TRUE) is None


def test_a_record_that_is_too_deep_says_nothing():
    deep = {"rule": "algebra"}
    for _ in range(5000):
        deep = {"rule": "have", "then": deep}
    assert verdicts.read({"status": "proved", "proof": deep}, *TRUE) is None


def test_the_proof_of_one_claim_does_not_prove_another():
    proof = verdicts.write(prover.decide_claim(*TRUE))
    assert verdicts.read(proof, *TRUE).status == "proved"
    assert verdicts.read(proof, *FALSE) is None


def test_a_true_claim_is_not_refuted_by_a_forged_point():
    refuted = verdicts.write(prover.decide_claim(*FALSE))
    assert verdicts.read(refuted, *FALSE).status == "refuted"
    assert verdicts.read(refuted, *TRUE) is None


def test_contradictory_hypotheses_prove_nothing():
    proof = verdicts.write(prover.decide_claim(*read(Eq(p[i] * (1 + c), p[i] + c * p[i]))))
    about = read(Eq(p[i] * (1 + c), p[i] + c * p[i]), [Ge(c, 2), Le(c, 1)])
    assert verdicts.read(proof, *about) is None


def test_a_forged_entry_in_the_file_is_passed_over(tmp_path):
    store = Disk(tmp_path / "kept.sqlite3")
    store.put(key_of(*FALSE), verdicts.write(prover.decide_claim(*TRUE)))
    with keeping(store):
        assert decide_claim(*FALSE).status == "refuted"
    assert store.get(key_of(*FALSE))["status"] == "refuted"


def test_theorems_cited_are_those_of_the_caller():
    about = read(Eq(Sum(Derivative(p[i], z[j]), (j, 1, K)), 0))
    verdict = prover.decide_claim(*about, lemmas=[LEMMA])
    data = verdicts.write(verdict, [LEMMA])
    assert verdicts.read(data, *about, lemmas=[LEMMA]).theorem == verdict.theorem
    if '"cited"' in json.dumps(data):
        assert verdicts.read(data, *about) is None


def test_the_folder_is_the_users_or_the_one_said(monkeypatch):
    from symsoft.store.place import VARIABLE, cache_folder

    monkeypatch.setenv(VARIABLE, "/somewhere")
    assert cache_folder() == Path("/somewhere")
    monkeypatch.delenv(VARIABLE)
    assert cache_folder().name.lower().startswith("symsoft") or "symsoft" in str(cache_folder())
