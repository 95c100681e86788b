"""What a notebook shows of an object, by type: plain text, Markdown, LaTeX and HTML."""

from __future__ import annotations

from symsoft.derivation import Checked, Derivation, DerivationError
from symsoft.derivation.checking import failures
from symsoft.derivation.transcript import transcript
from symsoft.kernel.theorem import Theorem
from symsoft.language.text import text_theorem
from symsoft.notes import fragments, webpage
from symsoft.notes.source import MARKDOWN, TEX
from symsoft.prover.decide import Verdict
from symsoft.refuter import Counterexample
from symsoft.report import prose
from symsoft.report.view import View, theorem_view, view

PLAIN, IN_MARKDOWN, IN_LATEX = "text/plain", "text/markdown", "text/latex"
IN_HTML = "text/html"

Bundle = dict[str, str]


def derivation(shown: Derivation) -> Bundle:
    """The derivation, checked; what is wrong with it if it is not well-formed."""
    try:
        return checked(shown.checked(draft=True))
    except DerivationError as error:
        return _words(str(error))


def checked(shown: Checked) -> Bundle:
    """Title, statement and proof, or the whole as text where no theorem was proved."""
    plain = transcript(shown)
    if shown.theorem is None or shown.findings:
        told = [f"{step.where}: {message}" for step, message in failures(shown)]
        return _verbatim("\n\n".join([plain, *told]))
    of = view(shown, shown.derivation.where.path.name, "")
    return _with_html({PLAIN: plain, IN_MARKDOWN: _markdown(of), IN_LATEX: _latex(of)})


def verdict(shown: Verdict) -> Bundle:
    """What became of a claim, with the theorem, the counterexample or what blocked the proof."""
    if shown.theorem is None:
        return _words(f"{shown.status}: {shown.counterexample or shown.reason}")
    of, head = theorem(shown.theorem), f"proved: {shown.reason}"
    told = {
        PLAIN: f"{head}\n{of[PLAIN]}",
        IN_MARKDOWN: f"{prose.markdown(head)}\n\n{of[IN_MARKDOWN]}",
        IN_LATEX: f"{prose.tex(head)}\n\n{of[IN_LATEX]}",
    }
    return _with_html(told)


def counterexample(shown: Counterexample) -> Bundle:
    """Where the claim fails, with both sides."""
    return _words(str(shown))


def theorem(shown: Theorem) -> Bundle:
    """The claim, for which values it holds, and what its names stand for."""
    of = theorem_view(shown)
    told = {
        PLAIN: "\n  ".join(text_theorem(shown)),
        IN_MARKDOWN: _joined(fragments.theorem(of, MARKDOWN)),
        IN_LATEX: _joined(fragments.theorem(of, TEX)),
    }
    return _with_html(told)


def _with_html(told: Bundle) -> Bundle:
    """HTML too, where KaTeX is installed: it shows without a network."""
    page = webpage.html(told[IN_MARKDOWN])
    return {**told, IN_HTML: page} if page else told


def _markdown(of: View) -> str:
    statement = _joined(fragments.fragment(of, "statement", MARKDOWN))
    proof = _joined(fragments.fragment(of, "proof", MARKDOWN))
    title = fragments.title(of, MARKDOWN)
    return f"**{title}**\n\n{statement}\n\n*Proof.*\n\n{proof}"


def _latex(of: View) -> str:
    statement = _joined(fragments.fragment(of, "statement", TEX))
    proof = _joined(fragments.fragment(of, "proof", TEX))
    title = fragments.title(of, TEX)
    return f"\\textbf{{{title}}}\n\n{statement}\n\\textit{{Proof.}}\n{proof}"


def _joined(lines: list[str]) -> str:
    return "\n".join(lines)


def _words(plain: str) -> Bundle:
    """A sentence about symbols, escaped for each format."""
    return {PLAIN: plain, IN_MARKDOWN: prose.markdown(plain), IN_LATEX: prose.tex_escape(plain)}


def _verbatim(plain: str) -> Bundle:
    """Lines whose arrangement matters; LaTeX sets them from the plain text."""
    return {PLAIN: plain, IN_MARKDOWN: f"```text\n{plain}\n```"}
