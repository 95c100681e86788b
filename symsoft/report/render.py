"""Filling the templates: views of checked derivations become files, in any of the formats.

The LaTeX templates are written with ``<< >>`` for values and ``<% %>`` for statements, as LaTeX
itself is full of braces, the others with Jinja2's own ``{{ }}`` and ``{% %}``.  Filters: ``prose``
escapes text, ``math`` adapts LaTeX to the format, ``aligned`` breaks a chain into lines,
``stacked`` several chains, ``linked`` links to the page of a derivation.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

from jinja2 import Environment

from symsoft.derivation.claims import Source
from symsoft.report import layout, plotting, prose, typst
from symsoft.report.job import Entry, Files, Job, Options, Writer, entries, place
from symsoft.report.labels import macro
from symsoft.report.pdf import pdf
from symsoft.report.record import record, schema
from symsoft.report.templating import MISTAKES, environment, pages, template_error

__all__ = ["FORMATS", "Entry", "Files", "Format", "Options", "entries", "place", "render"]


@dataclass(frozen=True)
class Format:
    """A format; its files lie in the folder of its name.

    One that is `apart` is too large to be committed with the reports and has a manifest of its own.
    One with an `extra` of the package `needs` the modules of that.
    """

    write: Writer
    apart: bool = False
    extra: str = ""
    needs: Sequence[str] = ()

    @property
    def missing(self) -> list[str]:
        return [name for name in self.needs if find_spec(name) is None]


def render(
    found: Sequence[Entry],
    formats: Iterable[str],
    templates: Path | None = None,
    overview: bool = True,
    source: Source | None = None,
    options: Options | None = None,
) -> Files:
    """The files of a report, by path; the arguments are those of `Job`.

    Raises `DerivationError` for a mistake in a template.
    """
    job = Job(found, templates, overview, source, options or Options())
    files: Files = {}
    try:
        for name in formats:
            files |= FORMATS[name].write(job)
    except MISTAKES as error:
        raise template_error(error) from error
    return files


def render_page(name: str, template: str, templates: Path | None, **names: object) -> str:
    """One page of the format "latex" or "markdown" from a template that is given `names`.

    Raises `DerivationError` for a mistake in a template.
    """
    job = Job([], templates)
    try:
        made = _tex_environment(job, layout.NUMBERED) if name == "latex" else _github(job)
        return made.get_template(template).render(**names)
    except MISTAKES as error:
        raise template_error(error) from error


# --- formats ------------------------------------------------------------------------------------

_LATEX_SYNTAX = {
    "variable_start_string": "<<",
    "variable_end_string": ">>",
    "block_start_string": "<%",
    "block_end_string": "%>",
    "comment_start_string": "<#",
    "comment_end_string": "#>",
}


def _latex(job: Job) -> Files:
    made = _tex_environment(job, layout.NUMBERED)
    found = pages(made, "latex", "tex", ("document.tex.j2", "symsoft.tex"), job)
    if job.overview:
        macros = made.get_template("macros.tex.j2").render(subjects=job.subjects)
        found["latex/symsoft-macros.tex"] = macros
    return found


def _tex_environment(job: Job, style: layout.Style) -> Environment:
    made = environment(job.templates, style, prose.tex, prose.tex_math, _LATEX_SYNTAX)
    made.filters["plain"] = prose.tex_escape
    made.filters["macro"] = macro
    return made


def _handout(job: Job) -> Files:
    """Each derivation with its steps blanked, and the same with solutions."""
    made = _tex_environment(job, layout.HANDOUT)
    template = made.get_template("handout.tex.j2")
    return {
        f"handout/{v.name}{form}.tex": template.render(d=v, titles=job.titles, solution=bool(form))
        for v in job.views
        for form in ("", "-solution")
    }


def _markdown(job: Job) -> Files:
    return pages(_github(job), "markdown", "md", ("index.md.j2", "index.md"), job)


def _github(job: Job) -> Environment:
    made = environment(job.templates, layout.MARKDOWN, prose.markdown, prose.markdown_math, {})
    made.filters["inline"] = prose.markdown_inline
    return _for_markdown(made, ("```math", "```"))


def _myst(job: Job) -> Files:
    """Markdown for MyST, Quarto and Obsidian, which take no fence of GitHub's for mathematics."""
    made = environment(job.templates, layout.MARKDOWN, prose.dollars, prose.markdown_math, {})
    made.filters["inline"] = prose.dollars_inline
    made = _for_markdown(made, ("$$", "$$"))
    return pages(made, "myst", "md", ("index.md.j2", "index.md"), job)


def _for_markdown(made: Environment, display: tuple[str, str]) -> Environment:
    made.filters["linked"] = _linked
    made.globals["display"], made.globals["end_display"] = display
    return made


def _linked(name: str, titles: Mapping[str, str]) -> str:
    """The title of a derivation as a link to its page, the bare name of one that has none here."""
    return f"[{prose.markdown(titles[name])}]({name}.md)" if name in titles else f"`{name}`"


def _typst(job: Job) -> Files:
    made = environment(job.templates, layout.TEX, typst.prose, typst.inline, _LATEX_SYNTAX)
    made.filters["plain"] = typst.plain
    made.filters["aligned"] = lambda chain: typst.chain(chain.left, chain.links)
    made.filters["stacked"] = lambda found: typst.chains((c.left, c.links) for c in found)
    made.filters["quoted"] = typst.quoted
    made.globals["drawn"] = plotting.available()
    style = made.get_template("style.typ.j2").render()
    found = pages(made, "typst", "typ", ("document.typ.j2", "symsoft.typ"), job)
    found |= {f"typst/{name}": drawing for name, drawing in _drawings(job, "svg")}
    return {**found, "typst/style.typ": style}


def _figures(job: Job) -> Files:
    """Each figure as SVG and as PDF, to be included in what authors write."""
    return {f"figures/{name}": d for kind in ("svg", "pdf") for name, d in _drawings(job, kind)}


def _drawings(job: Job, kind: str) -> Iterator[tuple[str, str | bytes]]:
    """The files of all figures, none without Matplotlib."""
    draw = plotting.svg if kind == "svg" else plotting.pdf
    for figure in (f for v in job.views for f in v.figures if plotting.available()):
        yield f"{figure.name}.{kind}", draw(figure)


def _beamer(job: Job) -> Files:
    template = _tex_environment(job, layout.SLIDES).get_template("beamer.tex.j2")
    return {f"beamer/{v.name}.tex": template.render(d=v, titles=job.titles) for v in job.views}


def _json(job: Job) -> Files:
    found: Files = {
        f"json/{e.checked.derivation.name}.json": _dumped(record(e.checked, e.script, e.subject))
        for e in job.entries
    }
    return found | ({"json/derivation.schema.json": schema()} if job.overview else {})


def _pdf(job: Job) -> Files:
    return pdf(job, {"typst": _typst, "latex": _latex})


def _html(job: Job) -> Files:
    from symsoft.report.html import write  # slower to import than the rest together

    return write(job)


def _dumped(data: object) -> str:
    return json.dumps(data, ensure_ascii=False, indent=1) + "\n"


FORMATS: Mapping[str, Format] = {
    "latex": Format(_latex),
    "markdown": Format(_markdown),
    "myst": Format(_myst),
    "typst": Format(_typst),
    "handout": Format(_handout),
    "beamer": Format(_beamer),
    "json": Format(_json),
    "html": Format(_html, apart=True, extra="html", needs=("quickjs", "fast_sugiyama")),
    "pdf": Format(_pdf, apart=True),
    "figures": Format(_figures, apart=True, extra="figures", needs=("matplotlib",)),
}
