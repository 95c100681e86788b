"""Prose and formulas as HTML."""

from __future__ import annotations

import re

from markupsafe import Markup, escape

from symsoft.report import mathematics, prose
from symsoft.report.width import width

_CLOSING = re.compile(r"^[,.;:!?)’”]+")
_SHORT = 12.0  # ems; a longer formula may be broken, even before a comma
_QUOTED = re.compile(r"(?<=\w)'(?=\w)|(?<=s)'(?=\s)")


def inline(latex: str) -> Markup:
    """A formula within a line."""
    return Markup(mathematics.html(latex, False))


def display(latex: str) -> Markup:
    """A formula on lines of its own; the browser breaks it at its outermost signs if it must."""
    return Markup(mathematics.html(rf"\displaystyle {latex}", False))


def html(text: str) -> Markup:
    r"""Prose as HTML.

    >>> print(html("Luce's `a<b`"))
    Luce’s <code>a&lt;b</code>
    """
    found = list(prose.pieces(text))
    shown = Markup("")
    skipped = 0
    for n, (kind, content) in enumerate(found):
        after = found[n + 1][1] if n + 1 < len(found) and found[n + 1][0] == "text" else ""
        if kind == "text":
            shown += escape(_QUOTED.sub("’", content[skipped:]))
            skipped = 0
        elif kind == "code":
            shown += Markup("<code>{}</code>").format(content)
        else:
            sign = _CLOSING.match(after)
            skipped = len(sign[0]) if sign else 0
            shown += _held(content, after[:skipped])
    return shown


def plain(text: str) -> str:
    """Prose as plain text, for titles of windows and for pictures; formulas stay LaTeX."""
    return "".join(content for _, content in prose.pieces(text))


def sentence(text: str) -> str:
    """Prose with a full stop, if it has no end.

    >>> sentence("why"), sentence("why?")
    ('why.', 'why?')
    """
    return text if text.endswith((".", "!", "?", "…")) else f"{text}."


def slug(words: str) -> str:
    """Words as the anchor of a heading.

    >>> slug("Exponential family")
    'exponential-family'
    """
    return re.sub(r"\W+", "-", words.lower()).strip("-") or "general"


def _held(latex: str, sign: str) -> Markup:
    """A formula and the sign that must not be parted from it."""
    if not sign or width(latex) > _SHORT:
        return inline(latex) + escape(sign)
    return Markup('<span class="held">{}{}</span>').format(inline(latex), sign)
