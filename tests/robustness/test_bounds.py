"""Claims that are too large for their time end soon after it, within a bounded memory."""

import sys

import pytest

from tests.running import forked
from tests.sampling import spread

needs_limits = pytest.mark.skipif(
    sys.platform == "win32", reason="the operating system has no limits for a process"
)
HEAD = """
import functools, resource
resource.setrlimit(resource.RLIMIT_AS, (2**30, 2**30))
resource.setrlimit(resource.RLIMIT_CPU, (40, 40))
from sympy import Add, Derivative, Eq, Integer, Le, Lt, Mul, exp, log
from symsoft import decide, dim, indices, scalar, sum_over, vector
K = dim("K"); i, k = indices("i k", K); z = vector("z", K)
x = [scalar(f"x{n}") for n in range(60)]
"""
CLAIMS = {
    "a product of sums": "Le(Mul(*[1 + v**2 for v in x]), Mul(*[1 + v**2 + v**4 for v in x]))",
    "a power of a sum": "Lt(Add(*x[:12])**6, Add(*x[:12])**6 + Add(*[v**2 for v in x[:12]])**3)",
    "fractions within fractions": (
        "Eq(functools.reduce(lambda t, _: 1/(1 + t**2), range(12), x[0]),"
        " functools.reduce(lambda t, _: 1/(1 + t**2), range(12), x[0] + 1))"
    ),
    "a high derivative": (
        "Eq(Derivative(log(sum_over(exp(z[k]), k)), (z[i], 12)),"
        " Derivative(log(sum_over(exp(z[k]), k)), (z[i], 11)))"
    ),
    "exponentials of exponentials": (
        "Le(functools.reduce(lambda t, _: exp(t), range(60), x[0]),"
        " functools.reduce(lambda t, _: exp(t), range(60), x[1]) + 1)"
    ),
    "a power with many digits": "Eq(x[0]**Integer(10)**40, x[0]**(Integer(10)**40 + 1))",
}


@needs_limits
@pytest.mark.parametrize("claim", spread(CLAIMS.values(), 3), ids=CLAIMS)
def test_time_and_memory_are_bounded(claim):
    done = forked(f"{HEAD}print(decide({claim}, timeout=1).status)")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.strip() in ("unknown", "refuted")
