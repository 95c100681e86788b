"""A Sphinx extension: the directive ``derivation`` shows what is proved, in reST and in MyST.

    extensions = ["symsoft.sphinx"]            # in conf.py

    ```{derivation} log-softmax-gradient
    :part: statement
    :label: log-softmax-gradient
    ```

The parts are those of `symsoft.notes.fragments`, and ``derivation`` (title, statement, proof),
which is meant if none is named.  A `label` numbers the statement, for ``{eq}`` and ``:eq:``.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, cast

from docutils import nodes
from docutils.parsers.rst import directives
from sphinx.application import Sphinx
from sphinx.domains.math import MathDomain
from sphinx.util import logging
from sphinx.util.docutils import SphinxDirective
from sphinx.util.typing import ExtensionMetadata

from symsoft import __version__
from symsoft.derivation import DerivationError
from symsoft.notes.errors import NoteError, Place
from symsoft.notes.fragments import PARTS
from symsoft.notes.proved import NotProvedError, Proved
from symsoft.report import layout, prose
from symsoft.report.layout import Link
from symsoft.report.view import View

_WHOLE = "derivation"
_logger = logging.getLogger(__name__)


def setup(app: Sphinx) -> ExtensionMetadata:
    """Register the directive, and the setting `symsoft_project`: a folder in the project."""
    app.add_config_value("symsoft_project", "", "env", types=(str,))
    app.add_directive("derivation", DerivationDirective)
    app.connect("builder-inited", _begin)
    return {"version": __version__, "parallel_read_safe": True, "parallel_write_safe": True}


@dataclass
class _Build:
    """What the directives of a build share: the folder of ``conf.py``, and what is proved."""

    folder: Path = Path()
    proved: Proved = field(default_factory=Proved)


_build = _Build()


def _begin(app: Sphinx) -> None:
    """Derivations are loaded anew for every build."""
    _build.folder, _build.proved = Path(app.confdir), Proved()


class DerivationDirective(SphinxDirective):
    """``derivation``: a proved derivation, or a part of it."""

    required_arguments = 1
    option_spec = {  # noqa: RUF012 docutils wants it so
        "part": directives.unchanged_required,
        "label": directives.unchanged_required,
        "class": directives.class_option,
    }

    def run(self) -> list[nodes.Node]:
        """The nodes; what is wrong is a warning of Sphinx, which ``-W`` makes an error."""
        try:
            view = self._view()
            written = list(_Writer(self, view).part(self.options.get("part", _WHOLE)))
        except (NoteError, DerivationError) as error:
            return self._warn(error.message)
        except NotProvedError as error:
            return self._warn(str(error))
        box = nodes.container("", *written, classes=["symsoft", *self.options.get("class", [])])
        self.set_source_info(box)
        return [box]

    def _view(self) -> View:
        name, (source, line) = self.arguments[0], self.get_source_info()
        place = Place(Path(source), line)
        project = _build.folder / self.config.symsoft_project / "conf.py"
        view = _build.proved.view(name, project, place)
        library = _build.proved.library(project, place)
        self.env.note_dependency(str(library.find(name).where.path.resolve()))
        return view

    def _warn(self, message: str) -> list[nodes.Node]:
        _logger.warning(message, location=self.get_location(), type="symsoft")
        return []


class _Writer:
    """The nodes of the parts of a derivation."""

    def __init__(self, directive: DerivationDirective, of: View) -> None:
        self.directive, self.of = directive, of

    def part(self, name: str) -> Iterator[nodes.Node]:
        writers = {
            _WHOLE: self._whole,
            "statement": self._statement,
            "proof": self._proof,
            "steps": self._steps,
            "table": self._table,
        }
        step = next((s for s in self.of.steps if str(s.number) == name), None)
        if step is not None:
            link = Link(step.sign, step.right, step.why)
            yield from self._equation(step.left, [link])
        elif name in writers:
            yield from writers[name]()
        else:
            known = ", ".join([_WHOLE, *PARTS])
            raise DerivationError(
                f"{self.of.name} has no part {name!r}; choose {known}, or the number of a step"
            )

    def _whole(self) -> Iterator[nodes.Node]:
        yield nodes.rubric("", "", *_inline(self.of.title))
        yield from self._statement()
        yield nodes.paragraph("", "", nodes.emphasis("", "Proof."))
        yield from self._proof()

    def _statement(self) -> Iterator[nodes.Node]:
        assert self.of.statement is not None  # `Proved` gives theorems alone
        yield nodes.paragraph("", "", *_inline(self.of.opening))
        yield from self._equation(self.of.statement.left, self.of.statement.links)
        if self.of.definitions:
            yield nodes.paragraph("", "where")
            chains = [(d.left, d.links) for d in self.of.definitions]
            yield self._display(layout.stacked(chains, layout.MARKDOWN))

    def _proof(self) -> Iterator[nodes.Node]:
        for section in self.of.sections:
            if section.heading:
                yield nodes.paragraph("", f"{section.heading}:")
            rows = layout.aligned(section.left, section.links, layout.MARKDOWN)
            yield self._display(rows)

    def _steps(self) -> Iterator[nodes.Node]:
        steps = nodes.enumerated_list(enumtype="arabic", prefix="", suffix=".")
        for step in self.of.steps:
            said = f"${step.left} {step.sign} {step.right}$" + (f": {step.why}" if step.why else "")
            steps += nodes.list_item("", nodes.paragraph("", "", *_inline(said)))
        yield steps

    def _table(self) -> Iterator[nodes.Node]:
        rows = [(", ".join(f"${n}$" for n in s.names), s.meaning) for s in self.of.symbols]
        body = nodes.tbody("", *(_row(row) for row in rows))
        head = nodes.thead("", _row(("symbol", "meaning")))
        columns = [nodes.colspec(colwidth=width) for width in (20, 80)]
        yield nodes.table("", nodes.tgroup("", *columns, head, body, cols=2))

    def _equation(self, left: str, links: Sequence[Link]) -> Iterator[nodes.Node]:
        """A display that has the number and the target of the label, if there is one."""
        display = self._display(layout.aligned(left, links, layout.MARKDOWN))
        label = self.directive.options.get("label")
        if label is None:
            yield display
            return
        env = self.directive.env
        domain = cast("MathDomain", env.get_domain("math"))
        display["label"] = label
        domain.note_equation(env.docname, label, location=display)
        display["number"] = domain.get_equation_number_for(label)
        target = nodes.target("", "", ids=[nodes.make_id(f"equation-{label}")])
        self.directive.state.document.note_explicit_target(target)
        yield from (target, display)

    def _display(self, rows: str) -> nodes.math_block:
        latex = f"\\begin{{aligned}}\n{rows}\n\\end{{aligned}}"
        display = nodes.math_block(latex, latex, label=None, number=None, docname=self._docname)
        display["nowrap"] = display["no-wrap"] = False
        self.directive.set_source_info(display)
        return display

    @property
    def _docname(self) -> str:
        return self.directive.env.docname


def _row(cells: Sequence[str]) -> nodes.row:
    return nodes.row("", *(nodes.entry("", nodes.paragraph("", "", *_inline(c))) for c in cells))


def _inline(words: str) -> list[nodes.Node]:
    """Prose with ``$mathematics$`` and `` `code` ``."""
    makers: dict[str, Any] = {"math": _math, "code": _code, "text": nodes.Text}
    return [makers[kind](content) for kind, content in prose.pieces(words)]


def _math(latex: str) -> nodes.Node:
    latex = prose.markdown_math(latex)
    return nodes.math(latex, latex)


def _code(content: str) -> nodes.Node:
    return nodes.literal(content, content)
