"""Reports for Typst: what the templates ``*.typ.j2`` need to write chains and prose.

Typst itself breaks the lines and measures what fits (see ``style.typ.j2``); every formula carries
its alternative text, without which no accessible PDF comes of it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from symsoft.language.markup import typst_markup
from symsoft.language.typst import summands
from symsoft.report.formula import as_formula
from symsoft.report.layout import Link
from symsoft.report.prose import pieces

_SPECIAL = re.compile(r"([\\#*_`$<>@\[\]~/])")
_BLOCK = re.compile(r"^(\s*)(\d+(?=[.)])|[=+-])(?=[.)=\s])", re.MULTILINE)


def prose(text: str) -> str:
    r"""Prose for Typst, in markup.

    >>> print(prose(r"50 % of $p_i$, `a_b`, x_1 * 2"))
    50 % of #m("p sub i", $p_i$);, #raw("a_b");, x\_1 \* 2
    """
    return "".join(_piece(kind, content) for kind, content in pieces(text))


def _piece(kind: str, content: str) -> str:
    if kind == "math":
        return inline(content)
    return f"#raw({quoted(content)});" if kind == "code" else plain(content)


def plain(text: str) -> str:
    """Plain text for Typst: nothing in it is markup."""
    return _BLOCK.sub(r"\1\\\2", _SPECIAL.sub(r"\\\1", text))


def inline(latex: str) -> str:
    """A formula within a line."""
    shown = as_formula(latex)
    return f"#m({quoted(shown.spoken)}, ${shown.typst}$);"


def quoted(text: str) -> str:
    """A string of Typst."""
    text = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", " ")
    return f'"{text}"'


def chain(left: str, links: Sequence[Link]) -> str:
    """A chain of relations as a call of ``chain`` in ``style.typ``."""
    lines = [f"#chain({_formula('', left)},", *(f"  {_link(link)}," for link in links), ")"]
    return "\n".join(lines)


def chains(found: Iterable[tuple[str, Sequence[Link]]]) -> str:
    """Several chains, one below the other."""
    return "\n".join(chain(left, links) for left, links in found)


def _link(link: Link) -> str:
    parts = [_formula(link.sign, link.right)]
    if link.number:
        parts.append(f"number: {link.number}")
    if link.why:
        parts.append(f"reason: [{prose(link.why)}]")
    if not link.proved or link.false:
        parts.append(f"mark: [{'NOT TRUE' if link.false else 'NOT PROVED'}]")
    return f"link({', '.join(parts)})"


def _formula(sign: str, latex: str) -> str:
    """The sign and the formula, in pieces between which a line may be broken."""
    shown = as_formula(latex)
    first, *rest = summands(shown.typst)
    opening = f"{typst_markup(sign)} {first}".strip()
    said = as_formula(sign).spoken if sign else ""
    body = ", ".join(f"${piece}$" for piece in (opening, *rest))
    return f"formula({quoted(f'{said} {shown.spoken}'.strip())}, {body})"
