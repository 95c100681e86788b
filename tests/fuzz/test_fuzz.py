"""The short campaign of the gate, and the cases that once went wrong."""

from __future__ import annotations

import json
from collections import Counter

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from symsoft.kernel import Claim, Context, KernelError, Term
from symsoft.kernel import terms as tm
from symsoft.kernel.context import Scalar
from symsoft.kernel.normal import Env
from symsoft.testing.strategies import KINDS, claims, contexts, terms
from symsoft.testing.strategies.contexts import whole_context
from symsoft.testing.strategies.growing import Grower
from symsoft.testing.strategies.making import grown_claim
from symsoft.testing.strategies.source import Source
from tests.fuzz import cases, differential
from tests.fuzz.__main__ import Campaign, main
from tests.fuzz.cases import REGRESSIONS, case, replay_case, run_block
from tests.fuzz.differential import examine
from tests.fuzz.limits import examine_limit

SETTINGS = settings(
    max_examples=25,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)


@SETTINGS
@given(claims(depth=2))
def test_no_claim_is_proved_and_false(made: tuple[Context, Claim]):
    """Drawn by Hypothesis, which shrinks what goes wrong."""
    assert not examine(*made).wrong


def test_a_short_campaign_finds_nothing(record_property):
    _, counts, wrong = run_block(1_000_000, 70)
    record_property("measured", f"fuzz: {dict(counts)}")
    assert not wrong
    assert counts["proved"] >= 10 and counts["refuted"] >= 10, counts


def test_what_once_went_wrong_stays_right():
    for file in sorted(REGRESSIONS.glob("*.json")):
        outcome = replay_case(json.loads(file.read_text(encoding="utf-8")))
        assert not outcome.wrong, f"{file.name}: {outcome.wrong}"


# --- the campaign itself ------------------------------------------------------------------------


def test_a_false_normal_form_is_noticed(monkeypatch: pytest.MonkeyPatch):
    """The check can fail: sqrt(x^2) = x, were the kernel to say so."""
    honest = Env.power

    def merged(env: Env, poly, e):
        if len(poly) == 1 and list(poly.values()) == [1]:
            ((mono, _),) = poly.items()
            return env.monomial({a: x * e for a, x in mono})
        return honest(env, poly, e)

    monkeypatch.setattr(Env, "power", merged)
    x = tm.var("x")
    claim = Claim("=", tm.power(tm.power(x, 2), tm.Fraction(1, 2)), x)
    assert "differs at" in examine(whole_context(), claim).wrong


def test_a_false_sign_is_noticed(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(
        "symsoft.kernel.domain.OF_DOMAIN", {"real": 4, "positive": 4, "nonnegative": 4}
    )
    claim = Claim(">", tm.var("x"), tm.ZERO)
    assert "its sign is" in examine(whole_context(), claim).wrong


def test_a_false_limit_is_noticed(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("tests.fuzz.limits.limit", lambda env, f, t: tm.ZERO)
    monkeypatch.setattr("tests.fuzz.limits.check", lambda *args: None)
    context = whole_context().declare("T", Scalar("positive"))
    t = tm.var("T", "positive")
    assert "far out" in examine_limit(context, tm.div(t, tm.add(t, tm.ONE)), 0).wrong


def test_an_unforeseen_error_is_noticed(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("tests.fuzz.differential.refute", lambda *args: 1 // 0)
    monkeypatch.setattr("tests.fuzz.differential._proof", lambda *args: "")
    proved = next(n for n in range(1, 1000, cases.SEARCHED) if cases.run_case(n).wrong)
    assert "ZeroDivisionError" in cases.run_case(proved).wrong


def test_a_campaign_goes_on_where_it_stopped(tmp_path, monkeypatch, capsys):
    state = tmp_path / "state" / "fuzz.json"
    monkeypatch.setattr("tests.fuzz.__main__.BLOCK", 2)
    monkeypatch.setattr("tests.fuzz.__main__.ProcessPoolExecutor", _Here)
    monkeypatch.setattr("tests.fuzz.__main__.run_block", _pretend)
    monkeypatch.setattr("tests.fuzz.__main__.save", lambda number, *_: tmp_path / str(number))
    assert main(["--cases", "6", "--jobs", "1", "--state", str(state)]) == 0
    assert main(["--cases", "10", "--jobs", "1", "--state", str(state)]) == 1
    shown = capsys.readouterr().out
    assert "6 cases: 6 proved; 0 wrong" in shown
    assert "10 cases: 9 proved, 1 wrong; 1 wrong" in shown and "/9: why" in shown
    data = json.loads(state.read_text())
    assert data["cases"] == [[0, 10]] and data["counts"] == {"proved": 9, "wrong": 1}
    assert list(data["versions"].values()) == [10]


def test_blocks_that_are_missing_are_asked_later(tmp_path):
    file = tmp_path / "campaign.json"
    campaign = Campaign()
    for start in (0, 300, 100):
        campaign.add(start, Counter(proved=100))
    campaign.write(file)
    assert json.loads(file.read_text())["cases"] == [[0, 200], [300, 400]]
    assert Campaign.read(file) == campaign


class _Here:
    """Runs what is submitted at once, in this process."""

    def __init__(self, *args: object, **kwargs: object): ...
    def __enter__(self):
        return self

    def __exit__(self, *args: object): ...
    def submit(self, function, *args):
        self.result = lambda: None
        done = _Here()
        done.result = lambda: function(*args)
        return done


def _pretend(start: int, size: int, kind: str):
    wrong = {9: "why"} if start == 8 else {}
    counts = Counter({"proved": size - len(wrong), "wrong": len(wrong)})
    return start, +counts, wrong


def test_cases_depend_on_their_number_alone():
    assert case(17) == case(17)
    assert len({case(n)[1].lhs.key for n in range(30)}) > 25


def test_a_saved_case_is_the_same_case(tmp_path):
    for number in (cases.LIMITS, 5):
        data = json.loads(cases.save(number, "why", folder=tmp_path).read_text())
        assert data["wrong"] == "why" and not replay_case(data).wrong


# --- the strategies -----------------------------------------------------------------------------


@SETTINGS
@given(st.data())
def test_what_is_drawn_is_well_formed(data: st.DataObject):
    context = data.draw(contexts())
    context.check()
    term = data.draw(terms(context, heavy=True))
    assert isinstance(term, Term)
    context.check_term(term)
    for kind in KINDS:
        _, claim = data.draw(claims(context, kind))
        context.check_claim(claim)


def test_every_operator_is_drawn():
    drawn = set()
    for seed in range(600):
        term = Grower(whole_context(), Source.seeded(seed), heavy=True).number()
        drawn |= {t.op for t in tm.subterms(term)}
    assert drawn == set(tm.SIGNATURE) - {"padd", "pmul", "tangent"}  # those only the kernel makes


def test_identities_are_true_and_slips_are_not():
    """Few identities are ever refuted (none, as they are true), most slips are."""
    identities, slips = Counter[str](), Counter[str]()
    for seed in range(30):
        for kind, counts in (("identity", identities), ("slip", slips)):
            claim = grown_claim(whole_context(), Source.seeded(seed), kind, 2)
            counts[examine(whole_context(), claim, seed).status] += 1
    assert identities["refuted"] == 0 and identities["proved"] > 8, identities
    assert slips["refuted"] > 8, slips


def test_refused_terms_are_counted():
    with pytest.raises(KernelError):
        Env(whole_context()).canonical(tm.mk("inf", 1))
    assert (
        differential.examine(whole_context(), Claim("=", tm.mk("bv", 0), tm.ONE)).status
        == "refused"
    )
