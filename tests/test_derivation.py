"""Derivations: what authors write, what is proved, and what they are told when it is not."""

import inspect
import sys

import pytest
from sympy import Derivative, Eq, Ge, Gt, Le, Limit, cos, exp, log, oo

from symsoft import (
    Derivation,
    NotProved,
    delta,
    dim,
    indices,
    logsumexp,
    max_over,
    prove,
    scalar,
    softmax,
    sum_over,
    vector,
)
from symsoft.derivation import DerivationError, StepFailed
from symsoft.derivation.library import load, load_script
from symsoft.derivation.project import find_project
from symsoft.derivation.steps import compose
from symsoft.derivation.symbols import symbols
from symsoft.derivation.transcript import transcript
from symsoft.kernel import replay
from symsoft.kernel.context import Context, Scalar
from tests.projects import GRADIENT, LOG_SOFTMAX, SHIFT, SLIP, line_of, write
from tests.running import python

K = dim("K")
i, j, k = indices("i j k", K)
z, y = vector("z", K), vector("y", K)
a, b = scalar("a"), scalar("b")
c = scalar("c", positive=True)
p = softmax(z)


def derivation(**options):
    return Derivation("sample", **{"title": "Sample", **options})


def here():
    """The line of the caller."""
    return inspect.currentframe().f_back.f_lineno


# --- what is proved -----------------------------------------------------------------------------


def test_a_chain_gives_the_theorem_from_its_first_to_its_last_term():
    d = derivation()
    (
        d.calc(Derivative(log(p[i]), z[j]))
        .eq(Derivative(z[i] - logsumexp(z), z[j]), "log of a quotient")
        .eq(delta(i, j) - p[j], "log-sum-exp has gradient p")
    )
    theorem = d.check()
    claims = [outcome.claim for outcome in d.checked().outcomes]
    assert theorem.claim.lhs is claims[0].lhs
    assert theorem.claim.rhs is claims[1].rhs
    assert replay(theorem.certificate).claim == theorem.claim


def test_it_is_proved_once():
    d = derivation()
    d.calc(softmax(z + c)[i]).eq(p[i])
    assert d.check() is d.check()


def test_a_step_added_later_is_proved_too():
    d = derivation()
    chain = d.calc(softmax(z + c)[i]).eq(p[i])
    d.check()
    chain.eq(p[j], "false")
    with pytest.raises(StepFailed):
        d.check()


def test_mixed_relations_compose():
    d = derivation()
    d.calc(z[i]).le(max_over(z[k], k), "an entry").eq(max_over(z[j], j), "another letter")
    assert d.check().claim.rel == "<="


@pytest.mark.parametrize(
    ("rels", "rel"),
    [("= =", "="), ("= <= =", "<="), ("<= < <=", "<"), (">= = >", ">"), (">=", ">=")],
)
def test_compose(rels, rel):
    assert compose(rels.split()) == rel


def test_earlier_parts_may_be_used_and_conclude_is_final():
    d = derivation(given=[Eq(a, b)])
    d.have(Eq(sum_over(p[k], k), 1, evaluate=False), "softmax sums to one")
    d.calc(a).eq(b, "given")
    d.conclude(Eq(a * sum_over(p[k], k), b, evaluate=False), "both together")
    checked = d.checked()
    assert [section.kind for section in checked.sections] == ["have", "calc", "conclude"]
    assert d.check() is checked.sections[-1].theorem
    assert [o.step.number for o in checked.outcomes] == [1, 2, 3]


def test_a_limit_may_end_in_infinity():
    d = derivation()
    d.calc(Limit(exp(c), c, oo)).eq(oo, "exp grows")
    assert d.check().claim.rhs.op == "inf"


def test_conditions_of_the_steps_are_carried():
    d = derivation()
    d.calc(sum_over(z[k] / sum_over(z[j], j), k)).eq(1, "the factor moves out")
    (condition,) = d.check().conditions
    assert condition.claim.rel == "!="


def test_theorems_and_derivations_can_be_cited():
    lse = derivation()
    lse.calc(Derivative(logsumexp(z), z[j])).eq(p[j], "chain rule")
    sums = prove(Eq(sum_over(p[k], k), 1, evaluate=False))
    d = Derivation("citing", title="Citing")
    d.calc(Derivative(z[i] - logsumexp(z), z[j])).eq(delta(i, j) - p[j], "", using=[lse, sums])
    assert d.check()
    assert d.depends == ["sample"]


# --- what is refused, and how -------------------------------------------------------------------


def test_a_false_step_says_so_with_a_counterexample():
    d = Derivation("log-softmax-gradient", title="Gradient")
    d.calc(Derivative(log(p[i]), z[j])).eq(Derivative(z[i] - logsumexp(z), z[j]), "").eq(
        delta(i, j) - p[i], "a swapped index"
    )
    with pytest.raises(StepFailed) as failed:
        d.check()
    assert str(failed.value) == (
        "log-softmax-gradient, step 2: refuted\n"
        "  ∂/∂z_j (z_i − log Σ_k e^{z_k})  =  δ_ij − p_i\n"
        "  fails at K = 2, i = 1, j = 2, z = (1, 0):   left −0.2689…, right −0.7310…"
    )
    assert isinstance(failed.value, NotProved)
    assert failed.value.verdict.status == "refuted"
    assert failed.value.number == 2


def test_a_cited_derivation_that_is_not_proved_gives_no_support():
    slip = derivation()
    slip.calc(p[i]).eq(p[j], "false")
    d = Derivation("citing", title="Citing")
    d.calc(z[i]).eq(z[i] + 0, "true anyway", using=slip)
    with pytest.raises(StepFailed, match=r"step 1: unknown\n.*\n  it cites sample, which is not"):
        d.check()


def test_a_draft_passes_over_unproved_steps():
    d = derivation()
    d.calc(p[i]).eq(p[j], "false").eq(p[j] + 0, "true")
    assert d.check(draft=True) is None
    assert [o.proved for o in d.checked(draft=True).outcomes] == [False, True]
    with pytest.raises(StepFailed):
        d.check()


@pytest.mark.parametrize("given", [[Eq(a, b), Gt(a, b)], [Gt(a, c), Le(a, -1)]])
def test_contradictory_hypotheses_are_refused(given):
    d = derivation(given=given)
    d.calc(a).eq(b + 1)
    with pytest.raises(DerivationError, match="sample: no point satisfies the hypotheses"):
        d.check()


def test_a_chain_goes_one_way():
    chain = derivation().calc(a).le(b)
    with pytest.raises(DerivationError, match="sample, step 2: ≥ after ≤: the ends of such a"):
        chain.ge(a)
    assert chain.eq(b)


def test_a_chain_that_was_left_is_not_continued():
    d = derivation()
    chain = d.calc(a).eq(a)
    d.have(Eq(b, b, evaluate=False))
    with pytest.raises(DerivationError, match="start a new one"):
        chain.eq(a)


def test_nothing_follows_conclude():
    d = derivation().conclude(Ge(c, 0))
    with pytest.raises(DerivationError, match="nothing may follow conclude"):
        d.calc(a)


def test_infinity_stands_only_at_the_end():
    d = derivation()
    d.calc(Limit(exp(c), c, oo)).eq(oo).eq(oo)
    with pytest.raises(DerivationError, match="sample, step 1: oo may stand only on the right"):
        d.check()


def test_an_empty_derivation_is_refused():
    with pytest.raises(DerivationError, match="sample: it has no step; add a calc"):
        derivation().check()
    d = derivation()
    line = here() + 1
    d.calc(a)
    with pytest.raises(DerivationError, match=f"{line}: sample: this calc has no step"):
        d.check()


def test_what_is_outside_the_language_is_named_with_its_step_and_line():
    d = derivation()
    chain = d.calc(a)
    line = here() + 1
    chain.eq(a + cos(b))
    with pytest.raises(DerivationError) as refused:
        d.check()
    assert f"test_derivation.py:{line}: sample, step 1: cos(b): " in str(refused.value)


def test_a_relation_that_sympy_decided_is_refused():
    d = derivation()
    d.have(Eq(a, a))
    with pytest.raises(DerivationError, match="sample, step 1: True: SymPy evaluated"):
        d.check()


@pytest.mark.parametrize("name", ["", "Two Words", "a_b", "../x", "a--b"])
def test_names_are_words_joined_by_hyphens(name):
    with pytest.raises(DerivationError, match="is no name: use lower-case words"):
        Derivation(name, title="")


def test_mathematics_in_prose_is_closed():
    with pytest.raises(DerivationError, match="the title has an unpaired"):
        derivation(title="costs $5")
    with pytest.raises(DerivationError, match="the reason has an unpaired"):
        derivation().calc(a).eq(a, "so $a")
    assert derivation(title=r"costs \$5").title


def test_using_takes_no_other_things():
    d = derivation()
    d.calc(a).eq(a, "", using=3)
    with pytest.raises(DerivationError, match="using= takes derivations, their names and theorems"):
        d.check()


# --- in print -----------------------------------------------------------------------------------


def test_transcript():
    d = derivation(title="Sums of $p$", given=[Eq(sum_over(y[k], k), 1)])
    d.calc(sum_over(y[k], k) + sum_over(p[k], k)).eq(2, "both sum to $1$").eq(3, "false")
    text = transcript(d.checked(draft=True))
    assert text.startswith("Sums of p  (sample)\n\n  Σ_k ")
    assert "\n  K: whole number, at least 1\n  y, z: real vectors with K entries\n" in text
    assert "\n  p_k := e^{z_k}/(Σ_l e^{z_l})\n  given Σ_k y_k = 1\n" in text
    assert "both sum to 1\n  ✗ = 3" in text
    assert "        refuted: fails at K = 1" in text
    assert text.endswith("\n\nNOT PROVED: 1 of 2 steps")


# --- the library --------------------------------------------------------------------------------


def load_project(root):
    return load(find_project(root))


def test_the_project_is_found_from_any_folder_inside(tmp_path):
    write(tmp_path, deep__shift=SHIFT)
    inside = tmp_path / "derivations" / "deep"
    assert find_project(inside).root == find_project(inside / "shift.py").root == tmp_path
    (tmp_path / "other").mkdir()
    (tmp_path / "pyproject.toml").write_text('[tool.symsoft]\nderivations = "other"\n')
    assert find_project(inside).derivations == tmp_path / "other"


@pytest.mark.parametrize(
    "table", ['[tool.symsoft]\nfolder = "x"', "[tool.symsoft", "[tool.symsoft]\nreports = 3"]
)
def test_settings_that_cannot_be_read_are_named(tmp_path, table):
    (tmp_path / "pyproject.toml").write_text(table)
    with pytest.raises(DerivationError, match=r"pyproject\.toml:1: "):
        find_project(tmp_path)


def test_scripts_are_loaded_in_order_and_private_ones_left_out(tmp_path):
    write(tmp_path, b=LOG_SOFTMAX, a=GRADIENT, _draft="1/0", _old__c="1/0")
    library = load_project(tmp_path)
    assert list(library.derivations) == ["log-sum-exp-gradient", "log-softmax-gradient"]
    assert library.failures == []
    assert library.find("log-softmax-gradient").check()


def test_a_script_that_raises_does_not_stop_the_others(tmp_path):
    write(tmp_path, a=SHIFT, b=SLIP + "\n1/0\n", c="\nx = (\n", d="\nimport sys; sys.exit(3)\n")
    library = load_project(tmp_path)
    assert list(library.derivations) == ["shift-invariance"]  # b is not half taken
    failed = [(f.where.path.name, f.message) for f in library.failures]
    assert failed == [
        ("b.py", "ZeroDivisionError: division by zero"),
        ("c.py", "SyntaxError: '(' was never closed"),
        ("d.py", "SystemExit: 3"),
    ]
    assert library.failures[0].where.line == line_of(tmp_path, "b", "1/0")


def test_a_mistake_in_a_declaration_is_placed(tmp_path):
    write(tmp_path, a='\nd = Derivation("d", title="")\nd.calc(c).le(c).ge(c)\n')
    (failure,) = load_project(tmp_path).failures
    assert failure.where.line == line_of(tmp_path, "a", "d.calc")
    assert failure.message.startswith("d, step 2: ≥ after ≤")


def test_names_are_unique(tmp_path):
    write(tmp_path, a=SHIFT, b=SHIFT)
    library = load_project(tmp_path)
    (failure,) = library.failures
    assert failure.where.path.name == "b.py"
    assert "the name shift-invariance is taken by" in failure.message
    assert library.find("shift-invariance").where.path.name == "a.py"


def test_scripts_may_import_from_each_other(tmp_path):
    cite = LOG_SOFTMAX.replace('using="log-sum-exp-gradient"', "using=lse")
    write(tmp_path, a="\nfrom derivations.deep.b import lse\n" + cite, deep__b=GRADIENT)
    library = load_project(tmp_path)
    assert list(library.derivations) == ["log-softmax-gradient", "log-sum-exp-gradient"]
    assert library.find("log-softmax-gradient").check()
    other = tmp_path / "other"
    write(other, deep__b=SHIFT)
    assert list(load_project(other).derivations) == ["shift-invariance"]


def test_an_unknown_name_comes_with_the_nearest(tmp_path):
    library = load_project(write(tmp_path, a=GRADIENT))
    with pytest.raises(DerivationError, match="did you mean log-sum-exp-gradient"):
        library.find("logsumexp-gradient")


def test_a_circle_of_citations_is_refused(tmp_path):
    one = '\na = Derivation("one", title="")\na.calc(c).eq(c, "", using="two")\n'
    two = '\nb = Derivation("two", title="")\nb.calc(c).eq(c, "", using="one")\n'
    library = load_project(write(tmp_path, a=one + two))
    with pytest.raises(DerivationError, match="cite each other: one → two → one"):
        library.find("one").check()


def test_a_script_without_project(tmp_path):
    script = write(tmp_path, a=SHIFT) / "derivations" / "a.py"
    alone = script.rename(tmp_path / "alone.py")
    assert load_script(alone).find("shift-invariance").check()


def test_loading_leaves_no_traces(tmp_path, capsys):
    write(tmp_path, a=SHIFT + "\nprint('hello')\n")
    path = list(sys.path)
    load_project(tmp_path)
    assert capsys.readouterr().out == ""
    assert sys.path == path
    assert not list(tmp_path.rglob("__pycache__"))


MAIN = '\nif __name__ == "__main__":\n    {}.main()\n'


def run_alone(script):
    code = (
        "import runpy, sys; sys.argv = sys.argv[1:]; runpy.run_path(sys.argv[0], None, '__main__')"
    )
    return python(code, str(script), cwd=script.parent)


def test_a_script_runs_alone_and_cites_by_name(tmp_path):
    write(tmp_path, a=LOG_SOFTMAX + MAIN.format("gradient"), deep__b=GRADIENT)
    done = run_alone(tmp_path / "derivations" / "a.py")
    assert done.returncode == 0, done.stderr
    assert "= δ_ij − p_j" in done.stdout
    assert done.stdout.endswith("proved: 2 of 2 steps\n")


def test_a_blank_line_stands_between_two_derivations_of_a_script(tmp_path):
    second = SHIFT.replace("shift-invariance", "again").replace("shift.", "again.")
    second = second.replace("shift =", "again =")
    write(tmp_path, a=SHIFT + second + MAIN.format("shift") + "    again.main()\n")
    done = run_alone(tmp_path / "derivations" / "a.py")
    first, blank, last = done.stdout.partition("proved: 1 of 1 step\n\n")
    assert blank and first.startswith("Shift invariance") and last.startswith("Shift invariance")


def test_symbols_declared_alike_are_in_alphabetical_order():
    context = Context({name: Scalar() for name in ("x10", "b", "x2", "a", "x")})
    assert symbols(context)[0].names == ("a", "b", "x", "x2", "x10")


def test_a_script_with_a_slip_fails(tmp_path):
    write(tmp_path, a=SLIP + MAIN.format("slip"))
    done = run_alone(tmp_path / "derivations" / "a.py")
    assert done.returncode == 1
    assert done.stdout.endswith("NOT PROVED: 1 of 2 steps\n")
    assert "fails at K = 2" in done.stdout
    assert done.stderr == ""
