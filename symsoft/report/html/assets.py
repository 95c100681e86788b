"""Style, script and fonts: beside the pages, or inside of each."""

from __future__ import annotations

import base64
import re
from importlib import resources

from jinja2 import Environment, TemplateNotFound

from symsoft.report import mathematics
from symsoft.report.job import Files

_SITE = resources.files("symsoft.report") / "site"
_FONT = re.compile(r"url\(fonts/([\w-]+\.woff2)\)")
_LINKS = (
    '<link rel="stylesheet" href="assets/katex/katex.min.css">\n'
    '<link rel="stylesheet" href="assets/style.css">\n'
    '<script src="assets/script.js" defer></script>'
)
_PLACE = "<!-- assets -->"  # where a page takes its style and script


class Assets:
    """What pages need besides themselves; `own` style of the user's templates comes last."""

    def __init__(self, templates: Environment, single_file: bool) -> None:
        self.single_file = single_file
        self.style = _read("style.css") + _own(templates)
        self.script = _read("script.js")

    def dressed(self, page: str) -> str:
        """A page with its style and script."""
        return page.replace(_PLACE, self._inlined(page) if self.single_file else _LINKS, 1)

    def files(self) -> Files:
        """The files that the pages share."""
        if self.single_file:
            return {}
        shared: Files = {
            "html/assets/style.css": self.style,
            "html/assets/script.js": self.script,
            "html/assets/katex/katex.min.css": mathematics.stylesheet(),
            "html/assets/katex/LICENSE": _read("katex/LICENSE"),
        }
        for folder in ("fonts", "katex/fonts"):
            for file in (_SITE / folder).iterdir():
                shared[f"html/assets/{folder}/{file.name}"] = file.read_bytes()
        return shared

    def _inlined(self, page: str) -> str:
        style = _FONT.sub(lambda found: f"url({_data(found[1])})", self.style)
        return (
            f"<style>\n{mathematics.inlined(page)}\n{style}</style>\n"
            f"<script>\naddEventListener('DOMContentLoaded', () => {{\n{self.script}}});\n</script>"
        )


def _own(templates: Environment) -> str:
    """``style.css`` in the user's folder of templates, which is added to ours."""
    try:
        assert templates.loader is not None
        return "\n" + templates.loader.get_source(templates, "style.css")[0]
    except TemplateNotFound:
        return ""


def _read(name: str) -> str:
    return (_SITE / name).read_text(encoding="utf-8")


def _data(font: str) -> str:
    content = (_SITE / "fonts" / font).read_bytes()
    return "data:font/woff2;base64," + base64.b64encode(content).decode()
