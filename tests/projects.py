"""Small projects for tests: folders with derivation scripts in them."""

from pathlib import Path

HEAD = '''\
"""What this script shows."""

from sympy import Derivative, Eq, Le, Lt, exp, log, oo

from symsoft import (
    Derivation, delta, dim, forall, indices, logsumexp, scalar, softmax, sum_over, vector
)

K = dim("K")
i, j, k = indices("i j k", K)
z, y = vector("z", K), vector("y", K)
c = scalar("c", positive=True)
p = softmax(z)
'''

GRADIENT = """
lse = Derivation("log-sum-exp-gradient", title="Gradient of log-sum-exp", source="Bishop (2006)")
lse.calc(Derivative(logsumexp(z), z[j])).eq(p[j], "chain rule")
"""

LOG_SOFTMAX = """
gradient = Derivation("log-softmax-gradient", title=r"Gradient of $\\log p_i$ & co")
(gradient.calc(Derivative(log(p[i]), z[j]))
    .eq(Derivative(z[i] - logsumexp(z), z[j]), "log of a quotient, 100 % exact")
    .eq(delta(i, j) - p[j], "log-sum-exp has gradient $p$", using="log-sum-exp-gradient"))
"""

SLIP = """
slip = Derivation("slip", title="A slip")
(slip.calc(Derivative(log(p[i]), z[j]))
    .eq(Derivative(z[i] - logsumexp(z), z[j]), "log of a quotient")
    .eq(delta(i, j) - p[i], "a swapped index"))
"""

SHIFT = """
shift = Derivation("shift-invariance", title="Shift invariance", subject="Stability")
shift.calc(softmax(z + c)[i]).eq(p[i], "$e^c$ cancels")
"""

SHIFT_FALSE = SHIFT.replace(".eq(p[i]", ".eq(p[j]")


def write(root: Path, **scripts: str) -> Path:
    """A project in `root` with the scripts given by name; ``a__b`` is ``a/b.py``."""
    for name, code in scripts.items():
        file = root / "derivations" / (name.replace("__", "/") + ".py")
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(HEAD + code, encoding="utf-8")
    return root


def line_of(root: Path, name: str, text: str) -> int:
    """The line of a script on which `text` first stands."""
    lines = (root / "derivations" / f"{name}.py").read_text(encoding="utf-8").splitlines()
    return next(n for n, line in enumerate(lines, 1) if text in line)
