"""What notebooks show, as HTML that needs neither a script nor a network: formulas are MathML.

It is made from the Markdown of `showing`, which has paragraphs, displays, bold and italic alone.
"""

from __future__ import annotations

import re
from html import escape

from symsoft.report import mathematics

_BLOCKS = re.compile(r"\n\s*\n")
_PIECE = re.compile(
    r"\\(?P<escaped>[^\w\s])|(?<!\\)\$(?P<math>[^$]+)\$|`(?P<code>[^`]+)`"
    r"|\*\*(?P<bold>.+?)\*\*|\*(?P<italic>[^*]+)\*",
    re.DOTALL,
)
_MATHML = re.compile(r"<math.*</math>", re.DOTALL)
_SOURCE = re.compile(r"<annotation.*?</annotation>", re.DOTALL)


def html(markdown: str) -> str:
    r"""Markdown as HTML, "" where KaTeX is not installed (the extra ``html``) or cannot set it.

    >>> html("**a** & *b*")
    '<p><b>a</b> &amp; <i>b</i></p>'
    """
    try:
        return "\n".join(_block(block.strip()) for block in _BLOCKS.split(markdown.strip()))
    except mathematics.MathematicsError:
        return ""


def _block(block: str) -> str:
    if block.startswith("$$") and block.endswith("$$") and len(block) > 4:
        return f"<div>{_formula(block[2:-2].strip(), True)}</div>"
    return f"<p>{_inline(block)}</p>"


def _inline(text: str) -> str:
    shown, at = "", 0
    for found in _PIECE.finditer(text):
        shown += escape(text[at : found.start()], quote=False) + _piece(found)
        at = found.end()
    return shown + escape(text[at:], quote=False)


def _piece(found: re.Match[str]) -> str:
    match found.lastgroup:
        case "math":
            return _formula(found["math"], False)
        case "code":
            return f"<code>{escape(found['code'], quote=False)}</code>"
        case "bold":
            return f"<b>{_inline(found['bold'])}</b>"
        case "italic":
            return f"<i>{_inline(found['italic'])}</i>"
    return escape(found["escaped"], quote=False)


def _formula(latex: str, display: bool) -> str:
    """A formula as MathML, which browsers set themselves."""
    whole = _MATHML.search(mathematics.html(latex, display))
    assert whole is not None  # KaTeX sets each formula as MathML as well
    return _SOURCE.sub("", whole[0])
