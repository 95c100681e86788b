"""What Python and notebooks show of derivations, verdicts and theorems: text, Markdown and LaTeX.

Jupyter, Quarto, VS Code and nbconvert ask objects for ``_repr_mimebundle_``.  Derivations and
verdicts get theirs from here, when they are first imported from `symsoft`; theorems are made by the
kernel, which knows nothing of display, and are registered with IPython where that runs.  For
``print`` and the prompt theorems, claims and hypotheses are lines of Unicode.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from typing import Any

_AUTHOR, _CHECKED = "symsoft.derivation.author", "symsoft.derivation.checked"
_DECIDE, _REFUTER = "symsoft.prover.decide", "symsoft.refuter.counterexample"
_OURS = {
    "Derivation": _AUTHOR,
    "Checked": _CHECKED,
    "Verdict": _DECIDE,
    "Counterexample": _REFUTER,
}
_OF_THE_KERNEL = ("symsoft.kernel.theorem", "Theorem")
_IN_WORDS = {
    "Theorem": "symsoft.kernel.theorem",
    "Hypothesis": "symsoft.kernel.context",
    "Claim": "symsoft.kernel.context",
}

Bundle = dict[str, str]


def attach() -> None:
    """Let the classes that are loaded show themselves; those that do already are left alone."""
    for name, module in _OURS.items():
        found = getattr(sys.modules.get(module), name, None)
        if found is not None and "_repr_mimebundle_" not in vars(found):
            found._repr_mimebundle_ = _repr_mimebundle_
    for name, module in _IN_WORDS.items():
        found = getattr(sys.modules.get(module), name, None)
        if found is not None:
            found.__str__, found.__repr__ = _str, _repr
    if "IPython" in sys.modules:
        _register()


def _str(thing: Any) -> str:
    return "\n  ".join(_lines(thing))


def _repr(thing: Any) -> str:
    return f"<{type(thing).__name__}: {', '.join(_lines(thing))}>"


def _lines(thing: Any) -> list[str]:
    from symsoft.language import text

    match type(thing).__name__:
        case "Theorem":
            return text.text_theorem(thing)
        case "Hypothesis":
            return [text.text_hypothesis(thing)]
    return [text.text_claim(thing)]


def _repr_mimebundle_(thing: Any, include: Any = None, exclude: Any = None) -> Bundle:
    """The representations by type; a front end that wants fewer picks among them."""
    return bundle(thing)


def _register() -> None:
    """Tell IPython how to show a theorem, by name: the kernel is not imported for it."""
    shell = sys.modules["IPython"].get_ipython()
    if shell is not None:
        formatter = shell.display_formatter.mimebundle_formatter
        formatter.for_type_by_name(*_OF_THE_KERNEL, _repr_mimebundle_)


def bundle(thing: Any) -> Bundle:
    """``text/plain``, ``text/markdown`` and ``text/latex`` of a derivation, verdict or theorem.

    With the extra ``html`` there is ``text/html`` as well, its formulas MathML.

    A derivation is checked; steps that do not hold are marked.  One that is not well-formed says
    so, in place of its steps.
    """
    for name, write in _writers().items():
        if type(thing).__name__ == name:
            return write(thing)
    raise TypeError(f"nothing is known of how to display a {type(thing).__name__}")


def _writers() -> Mapping[str, Callable[[Any], Bundle]]:
    # Not imported before something is shown: this brings Jinja2 along.
    from symsoft.notes import showing

    return {
        "Derivation": showing.derivation,
        "Checked": showing.checked,
        "Verdict": showing.verdict,
        "Counterexample": showing.counterexample,
        "Theorem": showing.theorem,
    }
