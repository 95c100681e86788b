"""Prose with ``$mathematics$`` and `` `code` ``, escaped for LaTeX and for Markdown.

Titles, reasons, sources and summaries are plain text but for those two marks.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from symsoft.language.naming import GREEK

_PIECE = re.compile(
    r"(?<!\\)\$(?P<math>(?:\\.|[^$\\])+)\$|(?P<tick>`{1,2})(?P<code>[^`]+)(?P=tick)", re.DOTALL
)

_SYMBOLS = {
    "∞": r"\infty", "∂": r"\partial", "∇": r"\nabla", "∑": r"\sum", "∏": r"\prod", "∫": r"\int",
    "≤": r"\le", "≥": r"\ge", "≠": r"\ne", "≈": r"\approx", "≡": r"\equiv", "∼": r"\sim",
    "→": r"\to", "←": r"\leftarrow", "↦": r"\mapsto", "⇒": r"\Rightarrow", "⇔": r"\Leftrightarrow",
    "∈": r"\in", "∉": r"\notin", "⊂": r"\subset", "∪": r"\cup", "∩": r"\cap", "∅": r"\emptyset",
    "∀": r"\forall", "∃": r"\exists", "±": r"\pm", "×": r"\times", "·": r"\cdot", "√": r"\surd",
    "−": "-", "…": r"\ldots", "⋯": r"\cdots", "′": "'", "⊤": r"\top", "ᵀ": r"{}^{\top}",
    "ℝ": r"\mathbf{R}", "ℕ": r"\mathbf{N}", "⟨": r"\langle", "⟩": r"\rangle", "‖": r"\|",
    "∘": r"\circ", "∧": r"\wedge", "∨": r"\vee", "¬": r"\neg", "∖": r"\setminus", "★": r"\star",
    "⚠": r"\triangle", "✗": r"\times", "ô": r"\hat{o}",
}  # fmt: skip
_SYMBOLS |= {letter: "\\" + word for word, letter in GREEK.items()}
_SCRIPTS = dict(zip("₀₁₂₃₄₅₆₇₈₉ᵢⱼₖₙ₊₋", "0123456789ijkn+-", strict=True))
_SUPERS = dict(zip("⁰¹²³⁴⁵⁶⁷⁸⁹ⁱⁿ⁺⁻", "0123456789in+-", strict=True))
_SYMBOLS |= {s: f"{{}}_{{{c}}}" for s, c in _SCRIPTS.items()}
_SYMBOLS |= {s: f"{{}}^{{{c}}}" for s, c in _SUPERS.items()}
# Typography that LaTeX knows in text without further packages.
_TYPED = {"–": "--", "—": "---", "“": "``", "”": "''", "‘": "`", "’": "'", "\u00a0": "~"}
_TEX = {c: "\\" + c for c in "#$%&_{}"} | {
    "\\": r"\textbackslash{}", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}",
    "<": r"\ensuremath{<}", ">": r"\ensuremath{>}", "|": r"\ensuremath{|}",
}  # fmt: skip
_TEX |= _TYPED | {c: rf"\ensuremath{{{tex}}}" for c, tex in _SYMBOLS.items()}
_MARKDOWN = re.compile(r"([\\`*_\[\]<>|$~])")
_BLOCK = re.compile(r"^(\s*(?:\d+(?=[.)])|(?=[#+-])))(.)(?=[#\s])", re.MULTILINE)
_OPERATOR = re.compile(r"\\operatorname(\*?)\s*\{")


def pieces(prose: str) -> Iterator[tuple[str, str]]:
    r"""The pieces of prose as (kind, content), kind being ``text``, ``math`` or ``code``.

    >>> list(pieces(r"by $p_i$ for \$1"))
    [('text', 'by '), ('math', 'p_i'), ('text', ' for $1')]
    """
    at = 0
    for found in _PIECE.finditer(prose):
        yield from _text(prose[at : found.start()])
        yield ("math", found["math"]) if found["math"] else ("code", found["code"])
        at = found.end()
    yield from _text(prose[at:])


def _text(prose: str) -> Iterator[tuple[str, str]]:
    if prose:
        yield "text", prose.replace(r"\$", "$")


# --- LaTeX --------------------------------------------------------------------------------------


def tex(prose: str) -> str:
    r"""Prose for LaTeX with amsmath, in text mode.

    >>> tex(r"50 % of $p_i$, `a_b`, Σ ≥ 0")
    '50 \\% of $p_i$, \\texttt{a\\_b}, \\ensuremath{\\Sigma} \\ensuremath{\\ge} 0'
    """
    return "".join(_tex_piece(kind, content) for kind, content in pieces(prose))


def tex_escape(text: str) -> str:
    """Plain text for LaTeX: nothing in it is a command, every character prints."""
    return "".join(_TEX.get(c) or _tex_letter(c) for c in text)


def tex_math(latex: str) -> str:
    r"""Mathematics for amsmath alone: no Unicode letters, and bold instead of blackboard bold.

    >>> tex_math(r"x \in \mathbb{R}, σ")
    'x \\in \\mathbf{R}, {\\sigma}'
    """
    latex = latex.replace(r"\mathbb", r"\mathbf")
    return "".join(c if c.isascii() else f"{{{_SYMBOLS.get(c, _tex_letter(c))}}}" for c in latex)


def _tex_piece(kind: str, content: str) -> str:
    if kind == "math":
        return f"${tex_math(content)}$"
    return rf"\texttt{{{tex_escape(content)}}}" if kind == "code" else tex_escape(content)


def _tex_letter(c: str) -> str:
    if c.isascii() or "LATIN" in unicodedata.name(c, ""):
        return c
    plain = unicodedata.normalize("NFKD", c)
    if plain != c and plain.isascii():
        return "".join(_TEX.get(p, p) for p in plain)
    return rf"\texttt{{U+{ord(c):04X}}}"


# --- Markdown -----------------------------------------------------------------------------------


def markdown(prose: str) -> str:
    r"""Prose for GitHub's Markdown, fit for a table cell too.

    >>> print(markdown(r"50 % of $|p_i|$, `a_b`, x_1 * 2"))
    50 % of $`\vert p_i\vert `$, `a_b`, x\_1 \* 2
    """
    return "".join(_markdown_piece(kind, content) for kind, content in pieces(prose))


def markdown_math(latex: str) -> str:
    r"""Mathematics as GitHub takes it: it refuses ``\operatorname``.

    >>> markdown_math(r"\operatorname{diag} p, \operatorname*{argmax} z")
    '\\mathrm{diag} p, \\mathop{\\mathrm{argmax}} z'
    """
    return _OPERATOR.sub(r"\\mathrm{", _limits(latex))


def markdown_inline(latex: str) -> str:
    """Mathematics within a line; a bar would end a table cell."""
    latex = markdown_math(latex).replace(r"\|", r"\Vert ")
    latex = re.sub(r"\s+", " ", latex.replace("|", r"\vert "))
    return f"$`{latex}`$"


def dollars(prose: str) -> str:
    r"""Prose for Markdown whose mathematics stands between dollar signs: MyST, Quarto, Obsidian.

    >>> print(dollars(r"50 % of $|p_i|$, `a_b`, x_1 costs \$2"))
    50 % of $\vert p_i\vert$, `a_b`, x\_1 costs \$2
    """
    return "".join(
        dollars_inline(content) if kind == "math" else _markdown_piece(kind, content)
        for kind, content in pieces(prose)
    )


def dollars_inline(latex: str) -> str:
    """Mathematics within a line, between dollar signs that no blank follows or precedes."""
    return f"${markdown_inline(latex)[2:-2].strip()}$"


def _limits(latex: str) -> str:
    return re.sub(r"\\operatorname\*\{([^{}]*)\}", r"\\mathop{\\mathrm{\1}}", latex)


def _markdown_piece(kind: str, content: str) -> str:
    if kind == "math":
        return markdown_inline(content)
    if kind == "code":
        return f"`{content}`"
    return _BLOCK.sub(r"\1\\\2", _MARKDOWN.sub(r"\\\1", content))
