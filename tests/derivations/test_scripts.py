"""The library as its reader meets it: scripts run alone, and mistakes in them are found."""

import os
import shutil
import subprocess
import sys
from collections import Counter

import pytest

from symsoft.derivation import StepFailed
from symsoft.derivation.author import script_of
from symsoft.derivation.library import load
from symsoft.derivation.project import find_project
from tests.running import ROOT
from tests.sampling import spread

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
    declared = Counter(script_of(d) for d in library.under(ROOT / "derivations")[0])
    for script in (ROOT / "derivations").rglob("*.py"):
        printed = script.read_text(encoding="utf-8").partition('"__main__":')[2]
        assert printed.count(".main()") == declared[script.resolve()], script


# --- mistakes -----------------------------------------------------------------------------------


def with_mistake(root, script, right, wrong):
    """A project with one script of the library, in which `right`, which it has once, is replaced.

    What the script cites is symsoft's own, which every project finds.
    """
    file = root / "derivations" / script
    file.parent.mkdir(parents=True)
    shutil.copy(ROOT / "derivations" / "claims.toml", root / "derivations")
    code = (ROOT / "derivations" / script).read_text(encoding="utf-8")
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
    "a decay that grows": (
        "odds/decay.py",
        ".le(exp(-c * (z[i] - z[j])), ",
        ".le(exp(c * (z[i] - z[j])), ",
        ("softmax-exponential-decay", 2),
    ),
    "a share that is scaled": (
        "normalisation/scale.py",
        ".eq(z[i] / total, ",
        ".eq(c * z[i] / total, ",
        ("normalisation-scale-invariance", 2),
    ),
    "a divergence of what are no distributions": (
        "losses/gibbs_inequality.py",
        "given=distributions,",
        "",
        ("gibbs-inequality", 4),
    ),
    "a divergence that is positive without a difference": (
        "losses/gibbs_inequality_strict.py",
        "given=[*distributions, Ne(y[i], p[i])],",
        "given=distributions,",
        ("gibbs-inequality-strict", 2),
    ),
    "a mean for a variance": (
        "convexity/log_sum_exp_quadratic_form.py",
        "sum_over(p[k] * (v[k] - mean) ** 2, k)",
        "sum_over(p[k] * (v[k] - mean), k)",
        ("log-sum-exp-quadratic-form", 3),
    ),
    "a policy gradient of another action": (
        "learning/policy_gradient.py",
        ".eq(p[j] * (r[j] - reward), ",
        ".eq(p[j] * (reward - r[j]), ",
        ("policy-gradient", 3),
    ),
    "a parabola in place of its slope": (
        "alternatives/taylor_softmax_jacobian.py",
        ".eq((1 + z[j]) / total * (delta(i, j) - p[i]), ",
        ".eq(tau(z[j]) / total * (delta(i, j) - p[i]), ",
        ("taylor-softmax-jacobian", 2),
    ),
    "a precision matrix that is not symmetric": (
        "classification/gaussian_exponent.py",
        'P = matrix("P", (D, D), symmetric=True)',
        'P = matrix("P", (D, D))',
        ("gaussian-exponent", 2),
    ),
    "an entropy without its mean score": (
        "entropy/entropy.py",
        "        logsumexp(z) - sum_over(p[k] * z[k], k),",
        "        logsumexp(z),",
        ("softmax-entropy", 3),
    ),
    "a bound that forgets the scale": (
        "limits/soft_maximum.py",
        "upper.conclude(Le(soft, m + log(K) / c), ",
        "upper.conclude(Le(soft, m + log(K)), ",
        ("log-sum-exp-upper-bound", 4),
    ),
}


@pytest.mark.parametrize("mistake", spread(MISTAKES, 5))
@pytest.mark.usefixtures("shared_proofs")  # of what the script cites
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
