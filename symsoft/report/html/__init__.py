"""The site: a page for each derivation, an index, the claims of a source, and the graph.

Every page can be read without a script and without a network, from a folder or under any prefix:
links are relative, formulas are set beforehand, and style and fonts lie beside the pages, or inside
of each with `Options.single_file`.
"""

from symsoft.report.html.site import write

__all__ = ["write"]
