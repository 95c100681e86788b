"""Names of steps that last: an inserted step leaves those of the others as they are."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable

from symsoft.derivation.steps import Step
from symsoft.report.prose import pieces

_WORD = re.compile(r"[a-z0-9]+")
_MOST_WORDS = 8


def step_labels(steps: Iterable[Step]) -> dict[int, str]:
    """The label of each step by its number: the words of its reason, counted where they recur.

    >>> slug("The logarithm of $p_i$, a quotient")
    'the-logarithm-of-p-i-a-quotient'
    """
    seen: Counter[str] = Counter()
    found = {}
    for step in steps:
        name = slug(step.why) or "step"
        seen[name] += 1
        found[step.number] = name if seen[name] == 1 else f"{name}-{seen[name]}"
    return found


def slug(prose: str) -> str:
    """The first words of prose, joined by hyphens."""
    text = " ".join(content for _, content in pieces(prose))
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return "-".join(_WORD.findall(plain)[:_MOST_WORDS])


def macro(name: str) -> str:
    r"""The LaTeX macro of a result, which may hold letters alone.

    >>> macro("log-softmax-gradient-2")
    '\\symsoftLogSoftmaxGradientTwo'
    """
    digits = "Zero One Two Three Four Five Six Seven Eight Nine".split()
    spelt = re.sub(r"\d", lambda d: f"-{digits[int(d[0])]}-", name)
    return r"\symsoft" + "".join(w[:1].upper() + w[1:] for w in spelt.split("-") if w)
