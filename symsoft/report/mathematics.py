"""Mathematics as HTML, set by KaTeX before anyone reads it: no script and no network on the page.

KaTeX (https://katex.org) and its fonts lie in ``site/katex``; it runs inside Python, in QuickJS.
Each formula comes twice: for the eye, in spans that ``stylesheet`` or ``inlined`` dresses, and
hidden from it as MathML, for screen readers, copying and search.
"""

from __future__ import annotations

import base64
import json
import re
import threading
from collections.abc import Callable
from functools import cache, lru_cache
from importlib import resources

from symsoft.derivation import DerivationError

KATEX = resources.files("symsoft.report") / "site" / "katex"

_ENTRY = """(latex, display) => JSON.stringify(katex.renderToString(latex, {
  displayMode: display, throwOnError: true, strict: "ignore" }))"""
_FONT = re.compile(r"@font-face\{[^}]*?url\(fonts/KaTeX_([\w-]+)\.woff2\)[^}]*\}")
_CLASSES = re.compile(r'class="([^"]*)"')
_MESSAGE = re.compile(r"(?:ParseError: )?(?:KaTeX parse error: )?(.*)")

# The classes that show that a page uses a font; the fonts that are not listed are used by any.
_USED_BY = {
    "AMS-Regular": "amsrm mathbb textbb",
    "Caligraphic-Bold": "",
    "Caligraphic-Regular": "mathcal",
    "Fraktur-Bold": "mathboldfrak textboldfrak",
    "Fraktur-Regular": "mathfrak textfrak",
    "Main-Bold": "mathbf textbf",
    "Main-BoldItalic": "textbf",
    "Main-Italic": "mathit textit",
    "Math-BoldItalic": "boldsymbol",
    "SansSerif-Bold": "mathboldsf textboldsf",
    "SansSerif-Italic": "mathitsf mathsfit textitsf",
    "SansSerif-Regular": "mathsf textsf",
    "Script-Regular": "mathscr textscr",
    "Size3-Regular": "size3",
    "Size4-Regular": "size4 delim-size4",
    "Typewriter-Regular": "mathtt texttt",
}


class MathematicsError(DerivationError):
    """Mathematics that KaTeX cannot set, or KaTeX that cannot run."""


class NoKatex(MathematicsError):
    """KaTeX cannot run: the extra ``html`` is not installed."""


@lru_cache(maxsize=8192)
def html(latex: str, display: bool) -> str:
    """A formula in LaTeX, without delimiters, as HTML with MathML; `display` sets it large.

    Raises `MathematicsError` for what is no mathematics to KaTeX, and without the extra ``html``.
    """
    return _engine()(latex, display)


def stylesheet() -> str:
    """The style that `html` needs; it looks for the fonts in the folder ``fonts`` beside it."""
    return (KATEX / "katex.min.css").read_text(encoding="utf-8")


def inlined(page: str) -> str:
    """The style with the fonts that the formulas of `page` use inside of it."""
    classes = {name for found in _CLASSES.findall(page) for name in found.split()}

    def face(found: re.Match[str]) -> str:
        signs = _USED_BY.get(found[1])
        needed = signs is None or not classes.isdisjoint(signs.split())
        return found[0].replace(f"fonts/KaTeX_{found[1]}.woff2", _font(found[1])) if needed else ""

    return _FONT.sub(face, stylesheet())


@cache
def _font(name: str) -> str:
    """A font as a data URL."""
    content = (KATEX / "fonts" / f"KaTeX_{name}.woff2").read_bytes()
    return "data:font/woff2;base64," + base64.b64encode(content).decode()


# --- the engine ---------------------------------------------------------------------------------

_THREAD = threading.local()  # QuickJS runs on the thread that started it only


def _engine() -> Callable[[str, bool], str]:
    if not hasattr(_THREAD, "engine"):
        _THREAD.engine = _start()
    engine: Callable[[str, bool], str] = _THREAD.engine
    return engine


def _start() -> Callable[[str, bool], str]:
    """KaTeX, loaded."""
    try:
        import quickjs
    except ImportError:
        message = "HTML needs quickjs-ng, which is not installed: pip install 'symsoft[html]'"
        raise NoKatex(message) from None
    context = quickjs.Context()
    context.eval((KATEX / "katex.min.js").read_text(encoding="utf-8"))
    entry = context.eval(_ENTRY)

    def run(latex: str, display: bool) -> str:
        try:
            return str(json.loads(entry(latex, display)))  # long strings come as JSON only
        except quickjs.StackOverflow:
            raise MathematicsError(f"KaTeX cannot set {_short(latex)}: nested too deep") from None
        except quickjs.JSException as error:
            said = _MESSAGE.match(str(error))
            why = said[1].replace("\u0332", "") if said else str(error)
            raise MathematicsError(f"KaTeX cannot set {_short(latex)}: {why}") from None

    return run


def _short(latex: str) -> str:
    return f"${latex}$" if len(latex) < 100 else f"${latex[:99]}…$"
