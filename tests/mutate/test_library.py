"""No slip in the library is accepted: a sample of its mutants, the same in every run."""

from symsoft.derivation.library import load
from symsoft.derivation.shipped import shipped_project
from symsoft.mutate.running import count, plan

EVERY = 17  # of the derivations
FROM = 1
MOST = 2  # mutants of a step


def test_no_mutant_of_a_sample_survives(record_property):
    library = load(shipped_project())
    found = []
    for name in sorted(library.derivations)[FROM::EVERY]:
        checked = library.derivations[name].checked(draft=True)
        found += [(p, p.judged()) for p in plan(checked, MOST)]
    counts = count(judgement for _, judgement in found)
    record_property(
        "measured", f"mutants of a sample: {counts.line()}; {counts.survived} survivors"
    )
    survivors = [f"{p.checked.derivation.name}: {j}" for p, j in found if j.status == "survived"]
    assert not survivors, survivors
    assert counts.made > 40
    assert counts.killed_share >= 0.75  # 0.9 of all, see `make mutate`; a busy machine proves less
