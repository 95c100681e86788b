"""No slip in the library is accepted: all its mutants by the evidence of them, a sample by search.

The evidence is what `make mutate` has found: points, evaluated here again, and proofs, which the
kernel checks here again.  So no figure is only believed, and a search costs what it must.
"""

import pytest

from symsoft.derivation.library import load
from symsoft.derivation.shipped import shipped_project
from symsoft.mutate.judging import SURVIVED
from symsoft.mutate.recorded import load as load_evidence
from symsoft.mutate.running import count, plan
from tests.running import ROOT

EVIDENCE = ROOT / "tests" / "mutate" / "evidence.json"
PARTS = 10  # of the library, for several processes
HANDFUL = 5  # mutants of a part that may be judged anew
EVERY = 17  # of the derivations is judged by search
FROM = 1
MOST = 2  # mutants of a step


@pytest.mark.slow
@pytest.mark.parametrize("part", range(PARTS))
def test_no_mutant_of_the_library_survives(part, library, record_property):
    evidence, found, missing = load_evidence(EVIDENCE), [], []
    for name in sorted(library.derivations)[part::PARTS]:
        for planned in plan(library.derivations[name].checked(draft=True)):
            judgement = evidence.shown(planned)
            if judgement is None:
                missing.append(planned)
            else:
                found.append((planned, judgement))
    names = sorted({p.checked.derivation.name for p in missing})
    assert len(missing) <= HANDFUL, f"make mutate, and commit the evidence of {', '.join(names)}"
    found += [(p, evidence.judged(p)) for p in missing]
    counts = count(judgement for _, judgement in found)
    about = {"parts": PARTS, "judged anew": evidence.searched, "statuses": dict(counts.by_status)}
    record_property("mutants", about)
    assert survivors(found) == []
    assert counts.made > 0
    assert counts.killed_share >= 0.9  # in each part, and so in the whole


@pytest.mark.slow
def test_no_mutant_of_a_sample_survives_a_search(record_property):
    """A point shows that a mutant is false; only a search shows that it is not proved as well."""
    library = load(shipped_project())
    found = []
    for name in sorted(library.derivations)[FROM::EVERY]:
        checked = library.derivations[name].checked(draft=True)
        found += [(p, p.judged()) for p in plan(checked, MOST)]
    counts = count(judgement for _, judgement in found)
    said = f"mutants of a sample, by search: {counts.line()}; {counts.survived} survivors"
    record_property("measured", said)
    assert survivors(found) == []
    assert counts.made > 40
    assert counts.killed_share >= 0.75  # 0.9 of all; a busy machine proves less


def survivors(found):
    return [f"{p.checked.derivation.name}: {j}" for p, j in found if j.status == SURVIVED]
