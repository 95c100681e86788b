"""Counterexamples as results: those to false statements of the corpus hold when evaluated again,
and at no point is a true statement refuted."""

from __future__ import annotations

import json
from itertools import islice

import pytest

from symsoft.derivation.findings import limit_theorems
from symsoft.kernel.terms import KernelError, subterms
from symsoft.language.reader import Scope
from symsoft.prover.decide import decide_claim
from symsoft.refuter import NotShown, instances, recheck, show_refuted
from symsoft.refuter.limits import has_limit
from tests.sampling import spread
from tests.soundness import groups

POINTS, POINTS_OF_LIMITS = 12, 2  # at each point the limits are proved


def read(case):
    scope = Scope()
    claim, given = scope.claim(case.build()), [scope.hypothesis(h) for h in case.given]
    return scope.context(given), claim


def chosen(*expected):
    """A third of the statements, so that the test stays short; another third in each group."""
    found = []
    for n, group in enumerate(groups.names()):
        cases = [c for c in groups.cases(group) if c.expect in expected]
        found += [pytest.param(c, id=c.name) for c in cases[n % 3 :: 3]]
    return spread(found, 4)


@pytest.mark.parametrize("case", chosen("proves", "sound"))
def test_no_true_statement_is_refuted_at_a_point(case):
    context, claim = read(case)
    count = POINTS_OF_LIMITS if has_limit(claim.unfolded(context)) else POINTS
    for point in islice(instances(context, claim, count=count), count):
        with pytest.raises((NotShown, KernelError)):
            show_refuted(context, claim, point, limit_theorems(context, claim, point))


@pytest.mark.parametrize("case", chosen("refutes"))
def test_what_refutes_a_false_statement_holds_again(case):
    context, claim = read(case)
    found = decide_claim(context, claim, timeout=3).counterexample
    if found is None:
        return  # none was found, which the corpus allows: silence is safe
    try:
        limits = limit_theorems(context, claim, found.point)
        finding = show_refuted(context, claim, found.point, limits)
    except NotShown as why:
        unclear = ["exact", "undecided", "limit or an integral", "cannot be checked at a point"]
        if any(t.op == "int" for t in subterms(claim.unfolded(context).lhs)):
            unclear.append("the value of")  # a point need not say more than the integral's value
        assert any(word in str(why) for word in unclear), why
    else:
        assert recheck(json.loads(json.dumps(finding.certificate))) == finding
