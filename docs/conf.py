"""The documentation as a site of its own: ``make docs``. Its contents are the links of index.md."""

import re

project = "symsoft"
author = "symsoft authors"
extensions = ["myst_parser"]
myst_heading_anchors = 4
html_theme = "furo"
html_title = "symsoft"
html_copy_source = False
html_show_sphinx = False
exclude_patterns = ["build"]

_PAGE = re.compile(r"\]\(([\w-]+)\.md\)")


def setup(app: object) -> None:
    """What Sphinx calls first."""
    app.connect("source-read", _add_contents)  # type: ignore[attr-defined]


def _add_contents(_: object, name: str, source: list[str]) -> None:
    """Sphinx wants to be told the order of pages, which the index says in prose."""
    if name == "index":
        pages = dict.fromkeys(_PAGE.findall(source[0]))
        listed = "\n".join(pages)
        source[0] += f"\n```{{toctree}}\n:hidden:\n\n{listed}\n```\n"
