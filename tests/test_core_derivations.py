"""The core library: every statement as it should be, proved and replayed; mistakes are found."""

import os
import shutil
import subprocess
import sys

import pytest

from symsoft.derivation import StepFailed
from symsoft.derivation.library import load
from symsoft.derivation.project import find_project
from symsoft.kernel import replay
from symsoft.language.text import text_claim, text_hypothesis
from tests.running import ROOT

FOLDERS = ("exponential_family", "gradients", "invariance", "limits")

# What each derivation states: a change here is a change of the mathematics, never of the wording.
STATEMENTS = {
    "multinomial-over-complete": "∏_k p_k^{T_k} = exp(Σ_k T_k η_k − A)",
    "multinomial-minimal": "∏_k ϕ_k^{T_k} = exp(Σ_{k=1}^{K−1} T_k η_k − A)",
    "multinomial-natural-parameters": "ϕ_j = p_j",
    "softmax-of-log-probabilities": "p_j = ϕ_j",
    "multinomial-log-partition": "−log ϕ_K = log(1 + Σ_{k=1}^{K−1} e^{η_k})",
    "multinomial-mean": "∂A/∂η_j = Σ_k δ_jk p_k",
    "multinomial-mean-minimal": (
        "∂/∂η_j log(1 + Σ_{k=1}^{K−1} e^{η_k}) = e^{η_j}/(1 + Σ_{k=1}^{K−1} e^{η_k})"
    ),
    "multinomial-covariance": ("∂²A/∂η_j∂η_i = Σ_k δ_ik δ_jk p_k − (Σ_k δ_ik p_k) Σ_k δ_jk p_k"),
    "multinomial-linear-model": "p_i = exp(Σ_d W_id x_d)/(Σ_k exp(Σ_d W_kd x_d))",
    "multinomial-linear-log-odds": "log(p_i/p_j) = Σ_d x_d (W_id − W_jd)",
    "softmax-jacobian": "∂p_i/∂z_j = p_i (δ_ij − p_j)",
    "softmax-jacobian-diagonal": "∂p_i/∂z_i = p_i (1 − p_i)",
    "softmax-jacobian-off-diagonal": "∂p_i/∂z_j = −p_i p_j",
    "log-sum-exp-gradient": "∂/∂z_j log Σ_k e^{z_k} = p_j",
    "log-softmax-gradient": "∂/∂z_j log p_i = δ_ij − p_j",
    "cross-entropy-gradient-weighted": "∂/∂z_j (−Σ_k y_k log p_k) = p_j Σ_k y_k − y_j",
    "cross-entropy-gradient": "∂/∂z_j (−Σ_k y_k log p_k) = p_j − y_j",
    "softmax-regression-gradient": "∂/∂W_ab (−Σ_k y_k log p_k) = x_b (p_a − y_a)",
    "softmax-shift-invariance": "q_i = p_i",
    "log-sum-exp-shift": "log Σ_k e^{z_k + c} = c + log Σ_k e^{z_k}",
    "stable-exponents": "Σ_k e^{z_k − m} ≥ 1",
    "log-sum-exp-stable": "log Σ_k e^{z_k} = m + log Σ_k e^{z_k − m}",
    "softmax-stable": "p_j = e^{z_j − m}/(Σ_k e^{z_k − m})",
    "softmax-jacobian-row-sums": "Σ_j ∂p_i/∂z_j = 0",
    "softmax-jacobian-column-sums": "Σ_i ∂p_i/∂z_j = 0",
    "softmax-limit-uniform": "lim_{c→0} e^{c z_j}/(Σ_k e^{c z_k}) = 1/K",
    "softmax-limit-maximum": "lim_{c→∞} e^{c z_j}/(Σ_k e^{c z_k}) = [z_j = m]/(Σ_k [z_k = m])",
    "softmax-limit-one-hot": "lim_{c→∞} e^{c z_j}/(Σ_k e^{c z_k}) = δ_ij",
    "softmax-limit-minimum": (
        "lim_{c→−∞} e^{c z_j}/(Σ_k e^{c z_k}) = [z_j = min_k z_k]/(Σ_k [z_k = min_l z_l])"
    ),
    "log-sum-exp-lower-bound": "m ≤ (1/c) log Σ_k e^{c z_k}",
    "log-sum-exp-upper-bound": "(1/c) log Σ_k e^{c z_k} ≤ m + (log K)/c",
    "log-sum-exp-limit": "lim_{c→∞} (1/c) log Σ_k e^{c z_k} = m",
}

_LOG_ODDS = ["Σ_k ϕ_k = 1", "η_k = log(ϕ_k/ϕ_K)   (k = 1, …, K)"]
_LINEAR = ["η_k = Σ_d W_kd x_d   (k = 1, …, K)"]

# What each derivation assumes; the others assume nothing.
ASSUMPTIONS = {
    "multinomial-over-complete": ["Σ_k T_k = 1"],
    "multinomial-minimal": ["Σ_k T_k = 1"],
    "multinomial-natural-parameters": _LOG_ODDS,
    "softmax-of-log-probabilities": ["Σ_k ϕ_k = 1"],
    "multinomial-log-partition": _LOG_ODDS,
    "multinomial-mean-minimal": ["j ≠ K"],
    "multinomial-linear-model": _LINEAR,
    "multinomial-linear-log-odds": _LINEAR,
    "softmax-jacobian-off-diagonal": ["i ≠ j"],
    "cross-entropy-gradient": ["Σ_k y_k = 1"],
    "softmax-regression-gradient": ["Σ_k y_k = 1"],
    "softmax-limit-one-hot": ["z_k < z_i   (k = 1, …, K; k ≠ i)"],
}


@pytest.fixture(scope="module")
def library():
    return load(find_project(ROOT))


# --- what is proved -----------------------------------------------------------------------------


def test_every_script_of_the_core_loads(library):
    assert library.failures == []
    core = [d.name for f in FOLDERS for d in library.under(ROOT / "derivations" / f)]
    assert sorted(core) == sorted(STATEMENTS)


@pytest.mark.parametrize("name", STATEMENTS)
def test_it_is_proved_for_every_dimension(library, name):
    theorem = library.find(name).check()
    assert text_claim(theorem.claim) == STATEMENTS[name]
    found = [text_hypothesis(h) for h in theorem.context.hypotheses]
    assert found == ASSUMPTIONS.get(name, [])


@pytest.mark.parametrize("name", STATEMENTS)
def test_it_holds_without_conditions(library, name):
    assert library.find(name).checked().conditions == ()


@pytest.mark.parametrize("name", STATEMENTS)
def test_its_certificate_replays(library, name):
    theorem = library.find(name).check()
    assert replay(theorem.certificate).claim == theorem.claim


@pytest.mark.parametrize("name", STATEMENTS)
def test_every_step_has_a_reason(library, name):
    assert all(step.why for step in library.find(name).steps)


# --- scripts ------------------------------------------------------------------------------------


def run_alone(script, cwd):
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    return subprocess.run(
        [sys.executable, str(script)],
        cwd=cwd,
        env=environment,
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )


@pytest.mark.parametrize(
    "script, last",
    [("gradients/loss.py", "proved: 2 of 2 steps"), ("limits/one_hot.py", "proved: 5 of 5 steps")],
)
def test_a_script_runs_alone_from_any_folder(tmp_path, script, last):
    run = run_alone(ROOT / "derivations" / script, tmp_path)
    assert (run.returncode, run.stderr) == (0, "")
    assert run.stdout.splitlines()[-1] == last


def test_every_script_prints_all_its_derivations_when_run(library):
    for folder in FOLDERS:
        for script in (ROOT / "derivations" / folder).glob("*.py"):
            printed = script.read_text(encoding="utf-8").partition('"__main__":')[2]
            assert printed.count(".main()") == len(library.under(script)), script


# --- mistakes -----------------------------------------------------------------------------------


def with_mistake(root, script, right, wrong):
    """A copy of the library in which `right`, which the script has once, is replaced."""
    shutil.copytree(ROOT / "derivations", root / "derivations")
    file = root / "derivations" / script
    code = file.read_text(encoding="utf-8")
    assert code.count(right) == 1, f"{right} is in {script} {code.count(right)} times"
    file.write_text(code.replace(right, wrong), encoding="utf-8")
    return load(find_project(root))


SUM_TO_ONE = "given=[Eq(sum_over(y[k], k), 1)],"
UNIQUE = "given=[forall(k, z[k] < z[i], where=Ne(k, i))],"
MISTAKES = {
    "a swapped index in a gradient": (
        "gradients/log_softmax.py",
        ".eq(delta(i, j) - p[j], ",
        ".eq(delta(i, j) - p[i], ",
        ("log-softmax-gradient", 3),
    ),
    "a swapped index in the Jacobian": (
        "gradients/jacobian.py",
        '.eq(p[i] * (delta(i, j) - p[j]), "$p_i$ is',
        '.eq(p[j] * (delta(i, j) - p[j]), "$p_i$ is',
        ("softmax-jacobian", 4),
    ),
    "the diagonal for the whole Jacobian": (
        "gradients/jacobian.py",
        ".eq(-p[i] * p[j], ",
        ".eq(p[i] * (1 - p[i]), ",
        ("softmax-jacobian-off-diagonal", 2),
    ),
    "a target that does not sum to one": (
        "gradients/loss.py",
        SUM_TO_ONE,
        "",
        ("cross-entropy-gradient", 2),
    ),
    "a regression whose target does not sum to one": (
        "gradients/regression.py",
        SUM_TO_ONE,
        "",
        ("softmax-regression-gradient", 1),
    ),
    "a flipped sign": (
        "gradients/regression.py",
        ".eq((p[a] - y[a]) * x[b], ",
        ".eq((y[a] - p[a]) * x[b], ",
        ("softmax-regression-gradient", 3),
    ),
    "a draw of no class or of many": (
        "exponential_family/categorical.py",
        "given=[Eq(sum_over(T[k], k), 1)],",
        "",
        ("multinomial-over-complete", 4),
    ),
    "probabilities that do not sum to one": (
        "exponential_family/inverse_link.py",
        "Eq(sum_over(phi[k], k), 1),\n        forall",
        "forall",
        ("multinomial-natural-parameters", 2),
    ),
    "the last class counted twice": (
        "exponential_family/log_partition.py",
        ".eq(log(1 + all_but_last), ",
        ".eq(log(1 + sum_over(exp(eta[k]), k)), ",
        ("multinomial-log-partition", 4),
    ),
    "the slope along the parameter that is fixed": (
        "exponential_family/moments.py",
        "given=[Ne(j, K)],",
        "",
        ("multinomial-mean-minimal", 2),
    ),
    "a covariance without the product of the means": (
        "exponential_family/moments.py",
        ".eq(delta(i, j) * p[i] - p[i] * p[j], ",
        ".eq(delta(i, j) * p[i], ",
        ("multinomial-covariance", 3),
    ),
    "a factor that does not cancel": (
        "invariance/shift.py",
        ".eq(logsumexp(z) + c, ",
        ".eq(logsumexp(z) + c * K, ",
        ("log-sum-exp-shift", 2),
    ),
    "an exponent that may be positive": (
        "invariance/stable_form.py",
        "Le(z[j] - m, 0)",
        "Le(m - z[j], 0)",
        ("stable-exponents", 1),
    ),
    "a maximum that ties may share": (
        "limits/one_hot.py",
        UNIQUE,
        "given=[forall(k, z[k] <= z[i])],",
        ("softmax-limit-one-hot", 2),
    ),
    "no maximum named": ("limits/one_hot.py", UNIQUE, "", ("softmax-limit-one-hot", 1)),
    "ties that each take all": (
        "limits/largest_share.py",
        "iverson(Eq(z[j], m)) / sum_over(iverson(Eq(z[k], m)), k),",
        "iverson(Eq(z[j], m)),",
        ("softmax-limit-maximum", 5),
    ),
    "the maximum for the minimum": (
        "limits/smallest_share.py",
        "min_over(z[k], k)",
        "max_over(z[k], k)",
        ("softmax-limit-minimum", 1),
    ),
    "a bound that does not grow with K": (
        "limits/soft_maximum.py",
        "Le(sum_over(exp(c * z[k]), k), K * exp(c * m))",
        "Le(sum_over(exp(c * z[k]), k), exp(c * m))",
        ("log-sum-exp-upper-bound", 1),
    ),
    "a bound that forgets the scale": (
        "limits/soft_maximum.py",
        "upper.conclude(Le(soft, m + log(K) / c), ",
        "upper.conclude(Le(soft, m + log(K)), ",
        ("log-sum-exp-upper-bound", 4),
    ),
}


@pytest.mark.parametrize("mistake", MISTAKES)
def test_a_planted_mistake_is_found_with_a_counterexample(tmp_path, mistake):
    script, right, wrong, (name, step) = MISTAKES[mistake]
    derivation = with_mistake(tmp_path, script, right, wrong).find(name)
    with pytest.raises(StepFailed) as caught:
        derivation.check()
    assert caught.value.number == step
    assert caught.value.verdict.status == "refuted"
    assert str(caught.value.verdict.counterexample) in str(caught.value)
    assert str(caught.value).startswith(f"{name}, step {step}: refuted\n")


def test_the_one_hot_limit_without_uniqueness_fails_at_a_tie(tmp_path):
    """Also where the limit is claimed outright, with no step that leans on uniqueness."""
    script = tmp_path / "derivations" / "tie.py"
    script.parent.mkdir()
    script.write_text(
        '"""The usual statement, said too boldly."""\n'
        "from sympy import Eq, Limit, oo\n"
        "from symsoft import Derivation, delta, dim, forall, indices, scalar, softmax, vector\n"
        'K = dim("K")\n'
        'i, j, k = indices("i j k", K)\n'
        'z, c = vector("z", K), scalar("c")\n'
        'bold = Derivation("bold", title="One-hot", given=[forall(k, z[k] <= z[i])])\n'
        'bold.calc(Limit(softmax(c * z)[j], c, oo)).eq(delta(i, j), "the maximum takes all")\n',
        encoding="utf-8",
    )
    with pytest.raises(StepFailed, match="bold, step 1: refuted") as caught:
        load(find_project(tmp_path)).find("bold").check()
    assert caught.value.verdict.counterexample.dims["K"] > 1


def test_a_script_with_a_mistake_exits_with_1_and_shows_it(tmp_path):
    with_mistake(tmp_path, *MISTAKES["a swapped index in a gradient"][:3])
    run = run_alone(tmp_path / "derivations" / "gradients" / "log_softmax.py", tmp_path)
    assert run.returncode == 1
    assert "✗ = δ_ij − p_i" in run.stdout
    assert "fails at K = 2" in run.stdout
    assert "NOT PROVED: 2 of 3 steps" in run.stdout
