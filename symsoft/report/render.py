"""Filling the templates: views of checked derivations become files of text.

Templates are Jinja2 files; a folder of the user's own may hold any of them and is looked at first.
The LaTeX ones are written with ``<< >>`` for values and ``<% %>`` for statements, as LaTeX itself
is full of braces, the Markdown ones with Jinja2's own ``{{ }}`` and ``{% %}``.  Filters: ``prose``
escapes text, ``math`` adapts LaTeX to the format, ``aligned`` breaks a chain into lines,
``stacked`` several chains, ``linked`` links to the page of a derivation.
"""

from __future__ import annotations

import json
import traceback
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import Any

from jinja2 import (
    ChoiceLoader,
    Environment,
    FileSystemLoader,
    PackageLoader,
    StrictUndefined,
    TemplateError,
    TemplateNotFound,
    TemplateSyntaxError,
)

from symsoft.derivation import Checked, Derivation, DerivationError
from symsoft.derivation.author import script_of
from symsoft.derivation.claims import Source, SourceClaim
from symsoft.derivation.library import Library
from symsoft.derivation.steps import Location
from symsoft.report import layout, prose
from symsoft.report.record import record
from symsoft.report.view import View, view

FORMATS = ("latex", "markdown", "json")
GENERAL = "General"

Files = dict[str, str]  # path within the folder of reports -> content


@dataclass(frozen=True)
class Entry:
    """A checked derivation with its place in the project."""

    checked: Checked
    script: str
    subject: str

    def view(self) -> View:
        return view(self.checked, self.script, self.subject)


def entries(library: Library, checked: Sequence[Checked]) -> list[Entry]:
    """Checked derivations of a library, sorted by subject, in the order of the library within."""
    found = [Entry(c, *place(library, c.derivation)) for c in checked]
    return sorted(found, key=lambda entry: (entry.subject == GENERAL, entry.subject))


def render(
    found: Sequence[Entry],
    formats: Sequence[str],
    templates: Path | None = None,
    overview: bool = True,
    source: Source | None = None,
) -> Files:
    """The files of a report, by path.

    `overview` adds the files that speak of all derivations: the document, the index, and the page
    of the claims of a `source`.  Raises `DerivationError` for a mistake in a template.
    """
    views = [entry.view() for entry in found]
    extra = _Overview(overview, source)
    files: Files = {}
    try:
        for name in formats:
            files |= _WRITERS[name](found, views, templates, extra)
    except TemplateError as error:
        raise _template_error(error) from error
    return files


def render_page(name: str, template: str, templates: Path | None, **names: Any) -> str:
    """One page of the format "latex" or "markdown" from a template that is given `names`.

    Raises `DerivationError` for a mistake in a template.
    """
    environment = _latex_environment if name == "latex" else _markdown_environment
    try:
        return environment(templates).get_template(template).render(**names)
    except TemplateError as error:
        raise _template_error(error) from error


def place(library: Library, derivation: Derivation) -> tuple[str, str]:
    """The path of a derivation's script in the project, and its subject."""
    path, project = script_of(derivation), (derivation.library or library).project
    if project is None:
        return path.name, derivation.subject or GENERAL
    script = path.relative_to(project.root).as_posix()
    inside = path.relative_to(project.derivations).parts
    words = inside[0].replace("_", " ").replace("-", " ") if len(inside) > 1 else GENERAL
    return script, derivation.subject or words[:1].upper() + words[1:]


@dataclass(frozen=True)
class _Overview:
    """Whether files that speak of all derivations are wanted, and whose claims they list."""

    wanted: bool
    source: Source | None

    def rows(self, views: Sequence[View]) -> list[Row]:
        """Each claim with its derivations."""
        claims = self.source.claims if self.source else ()
        return [Row(c, tuple(v for v in views if c.number in v.claims)) for c in claims]


@dataclass(frozen=True)
class Row:
    """A claim of the source, and the derivations that prove it or show that it fails."""

    claim: SourceClaim
    derivations: tuple[View, ...]


# --- formats ------------------------------------------------------------------------------------


def _latex(
    found: Sequence[Entry], views: Sequence[View], own: Path | None, overview: _Overview
) -> Files:
    environment = _latex_environment(own)
    return _pages(environment, "latex", "tex", "document.tex.j2", "symsoft.tex", views, overview)


def _markdown(
    found: Sequence[Entry], views: Sequence[View], own: Path | None, overview: _Overview
) -> Files:
    environment = _markdown_environment(own)
    return _pages(environment, "markdown", "md", "index.md.j2", "index.md", views, overview)


def _linked(name: str, titles: Mapping[str, str]) -> str:
    """The title of a derivation as a link to its page, the bare name of one that has none here."""
    return f"[{prose.markdown(titles[name])}]({name}.md)" if name in titles else f"`{name}`"


def _json(
    found: Sequence[Entry], views: Sequence[View], own: Path | None, overview: _Overview
) -> Files:
    return {
        f"json/{e.checked.derivation.name}.json": _dumped(record(e.checked, e.script, e.subject))
        for e in found
    }


def _dumped(data: Any) -> str:
    return json.dumps(data, ensure_ascii=False, indent=1) + "\n"


_Writer = Callable[[Sequence[Entry], Sequence[View], Path | None, _Overview], Files]
_WRITERS: Mapping[str, _Writer] = {
    "latex": _latex,
    "markdown": _markdown,
    "json": _json,
}


def _pages(
    environment: Environment,
    folder: str,
    suffix: str,
    template: str,
    file: str,
    views: Sequence[View],
    overview: _Overview,
) -> Files:
    """One file for each view from ``derivation.<suffix>.j2``, and those that speak of all."""
    titles = {v.name: v.title for v in views}
    page = environment.get_template(f"derivation.{suffix}.j2")
    files = {f"{folder}/{v.name}.{suffix}": page.render(d=v, titles=titles) for v in views}
    if overview.wanted:
        subjects = [(s, list(group)) for s, group in groupby(views, key=lambda v: v.subject)]
        names = {"titles": titles, "source": overview.source, "rows": overview.rows(views)}
        content = environment.get_template(template).render(subjects=subjects, **names)
        files[f"{folder}/{file}"] = content
        if overview.source is not None:
            content = environment.get_template(f"claims.{suffix}.j2").render(**names)
            files[f"{folder}/source-claims.{suffix}"] = content
    return files


# --- Jinja2 -------------------------------------------------------------------------------------

_LATEX_SYNTAX = {
    "variable_start_string": "<<",
    "variable_end_string": ">>",
    "block_start_string": "<%",
    "block_end_string": "%>",
    "comment_start_string": "<#",
    "comment_end_string": "#>",
}


def _latex_environment(own: Path | None) -> Environment:
    environment = _environment(own, layout.TEX, prose.tex, prose.tex_math, _LATEX_SYNTAX)
    environment.filters["plain"] = prose.tex_escape
    return environment


def _markdown_environment(own: Path | None) -> Environment:
    environment = _environment(own, layout.MARKDOWN, prose.markdown, prose.markdown_math, {})
    environment.filters["inline"] = prose.markdown_inline
    environment.filters["linked"] = _linked
    return environment


def _environment(
    own: Path | None,
    style: layout.Style,
    escape: Callable[[str], str],
    math: Callable[[str], str],
    syntax: Mapping[str, str],
) -> Environment:
    places = [FileSystemLoader(own)] if own else []
    environment = Environment(
        loader=ChoiceLoader([*places, PackageLoader("symsoft.report")]),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        **syntax,  # type: ignore[arg-type]
    )
    environment.filters["prose"] = escape
    environment.filters["math"] = math
    environment.filters["aligned"] = lambda chain: layout.aligned(chain.left, chain.links, style)
    environment.filters["stacked"] = lambda chains: layout.stacked(
        [(chain.left, chain.links) for chain in chains], style
    )
    return environment


def _template_error(error: TemplateError) -> DerivationError:
    """A mistake in a template, with its file and line as far as Jinja2 tells them."""
    if isinstance(error, TemplateNotFound):
        return DerivationError(f"there is no template {error.name}")
    if isinstance(error, TemplateSyntaxError):
        file = Path(error.filename or error.name or "template")
        return DerivationError(f"template: {error.message}", Location(file, error.lineno))
    frames = [f for f in traceback.extract_tb(error.__traceback__) if f.filename.endswith(".j2")]
    where = Location(Path(frames[-1].filename), frames[-1].lineno or 1) if frames else None
    return DerivationError(f"template: {error.message}", where)
