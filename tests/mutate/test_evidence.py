"""Evidence of a mutant is checked each time: edited or moved, it shows nothing that is not so."""

import copy
import json

import pytest
from sympy import Eq, Ge, Limit, exp, log, oo, sqrt

from symsoft import dim, indices, scalar, softmax, sum_over, vector
from symsoft.kernel.context import Claim
from symsoft.kernel.terms import num
from symsoft.language.reader import Scope
from symsoft.mutate import judging
from symsoft.mutate.evidence import key_of, read, write
from symsoft.mutate.judging import judge
from symsoft.mutate.making import mutants
from symsoft.prover.decide import decide_claim
from tests.mutate.test_judging import _forged

K = dim("K")
i, j, k = indices("i j k", K)
z = vector("z", K)
c, t = scalar("c", positive=True), scalar("t")
p = softmax(z)


class Case:
    """A claim, and its mutants by what they write."""

    def __init__(self, claim, given=()):
        scope = Scope()
        hypotheses = [scope.hypothesis(h) for h in given]
        read_claim = scope.claim(claim)
        context = scope.context(hypotheses)
        self.original = decide_claim(context, read_claim).theorem
        self.mutants = {(m.old, m.new): m for m in mutants(context, read_claim)}
        self.known = {}

    def judged(self, slip):
        if slip not in self.known:
            self.known[slip] = judge(self.original, self.mutants[slip], (), 5)
        return self.known[slip]

    def evidence(self, slip):
        """As a file would keep it."""
        return json.loads(json.dumps(write(self.original, self.judged(slip), ())))

    def status(self, slip, data):
        found = read(data, self.original, self.mutants[slip], ())
        return found and found.status


LOGS = Case(Eq(log(p[i]) - log(p[j]), z[i] - z[j]))
SIGN = ("z_i − z_j", "z_i + z_j")
GIVEN = Case(Ge(c * z[i], 0), given=[z[i] >= 0])
STRICT, FORGOTTEN = ("≥", ">"), ("z_i ≥ 0", "nothing")
LOGARITHM = Case(Eq(log(t) + z[i], z[i] + 2 * log(sqrt(t))))
HALF = ("2 log √t", "log √t")
TOTAL = Case(Eq(z[i] * sum_over(p[k], k), z[i]))
DROPPED = ("z_i Σ_k p_k", "z_i")
LIMIT = Case(Eq(Limit(exp(-c * 2) + t, c, oo), t))

# The refuter knows the limit, and needs no z.
WITHIN = Case(Eq(Limit(exp(-c * exp(z[i])) + t, c, oo), t))

# No point but 0 meets the hypothesis in exact numbers.
SOLVED = Case(Eq(t + log(c), 2 * t), given=[Eq(t, log(c))])


def at(data, **entries):
    """The point with other values of z at 1, 2 and of scalars."""
    point = copy.deepcopy(data)
    for name, value in entries.items():
        if name == "z":
            point["point"]["arrays"]["z"] = [[[n], x] for n, x in enumerate(value, 1)]
        else:
            point["point"]["scalars"][name] = value
    return point


def test_a_point_shows_a_mutant_false():
    data = LOGS.evidence(SIGN)
    assert set(data) == {"point"}
    assert LOGS.status(SIGN, data) == "killed"


def test_a_point_where_the_mutant_is_true_does_not():
    data = LOGS.evidence(SIGN)
    data["point"] = {"dims": {"K": 2}, "indices": {"i": 1, "j": 2}, "arrays": {}}
    assert LOGS.status(SIGN, at(data, z=["1", "1"])) == "killed"
    assert LOGS.status(SIGN, at(data, z=["1", "0"])) is None


def test_a_point_where_a_hypothesis_fails_does_not():
    data = GIVEN.evidence(STRICT)
    assert GIVEN.status(STRICT, at(data, z=["0"], c="1")) == "killed"
    assert GIVEN.status(STRICT, at(data, z=["-1"], c="1")) is None
    assert GIVEN.status(FORGOTTEN, at(data, z=["-1"], c="1")) == "killed"


def test_a_point_outside_of_the_domains_does_not():
    data = GIVEN.evidence(STRICT)
    assert GIVEN.status(STRICT, at(data, z=["0"], c="-1")) is None
    assert GIVEN.status(STRICT, at(data, z=["0", "0"], c="1")) is None


def test_a_point_where_a_condition_fails_does_not():
    assert LOGARITHM.original.conditions
    data = LOGARITHM.evidence(HALF)
    assert LOGARITHM.status(HALF, at(data, t="3")) == "killed"
    assert LOGARITHM.status(HALF, at(data, t="-2")) is None


def test_a_proof_shows_a_mutant_true():
    data = TOTAL.evidence(DROPPED)
    assert set(data) == {"proof", "same"}
    assert TOTAL.status(DROPPED, data) == "equivalent"


@pytest.mark.parametrize("part", ["proof", "same"])
@pytest.mark.parametrize("edited", [{}, {"rule": "limit", "sides": []}, {"rule": "sum"}, "", [1]])
def test_an_edited_proof_does_not(part, edited):
    assert TOTAL.status(DROPPED, TOTAL.evidence(DROPPED) | {part: edited}) is None


def test_hypotheses_are_solved_near_a_point():
    near = {s: data for s, data in evidence_of(SOLVED).items() if "near" in data}
    assert near
    for slip, data in near.items():
        assert SOLVED.status(slip, data) == "killed"
        for scalars in ({"t": "5", "c": "-1"}, {"t": "0"}, {"c": "x", "t": "0"}):
            assert SOLVED.status(slip, {"near": {"scalars": scalars}}) is None
        # As a point it would have to meet the hypothesis exactly.
        assert SOLVED.status(slip, {"point": data["near"]}) is None


def evidence_of(case):
    return {slip: case.evidence(slip) for slip in case.mutants}


@pytest.mark.parametrize("case", [LIMIT, WITHIN])
def test_limits_at_a_point_have_proofs(case):
    found = {s: case.evidence(s) for s in case.mutants if case.judged(s).status == "killed"}
    valued = {slip: data for slip, data in found.items() if data.get("values")}
    assert valued
    for slip, data in valued.items():
        assert case.status(slip, data) == "killed"
        (((_, proof)),) = data["values"]
        for values in ([], [[["num", "7"], proof]], [[["num", "0"], {"rule": "algebra"}]], [1]):
            assert case.status(slip, data | {"values": values}) is None


def test_moved_evidence_shows_nothing_false():
    for case in (LOGS, GIVEN, TOTAL, LIMIT):
        status = {slip: case.judged(slip).status for slip in case.mutants}
        for taken in case.mutants:
            data = case.evidence(taken)
            for slip in case.mutants:
                shown = case.status(slip, data)
                if "reason" not in data and shown is not None:
                    assert (shown == "killed") == (status[slip] == "killed"), (taken, slip)


@pytest.mark.parametrize(
    "data",
    [
        None, {}, [], {"point": {}}, {"point": {"dims": {"K": "2"}}},
        {"point": {"arrays": {"z": 1}}},
        {"point": {"dims": {"K": 1}, "indices": {"i": 1, "j": 1}, "arrays": {"z": [[[1], "1/0"]]}}},
        {"proof": {"rule": "algebra"}}, {"status": "killed"}, {"reason": 1},
    ],
)  # fmt: skip
def test_malformed_evidence_shows_nothing(data):
    assert LOGS.status(SIGN, data) is None


def test_a_mutant_that_the_kernel_takes_survives_its_point(monkeypatch):
    """A kernel that accepts what a point shows to be false is found, without a search."""
    data = LOGS.evidence(SIGN)
    monkeypatch.setattr(judging, "check", lambda *about: _forged(LOGS.original, about[1]))
    assert LOGS.status(SIGN, data) == "survived"
    assert judge(LOGS.original, LOGS.mutants[SIGN], (), 5).status == "survived"


def test_a_key_is_of_the_mutant_and_of_its_original():
    mutant = LOGS.mutants[SIGN]
    keys = {key_of(LOGS.original, m) for m in LOGS.mutants.values()}
    assert len(keys) == len(LOGS.mutants)
    other = _forged(LOGS.original, Claim("=", LOGS.original.claim.lhs, num(2)))
    assert key_of(other, mutant) not in keys
