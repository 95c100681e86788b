"""Templates of Jinja2; a folder of the user's own may hold any of them and is looked at first.

They run in Jinja2's sandbox: a template reaches what it is handed, which is checked, and nothing
of Python behind it.  What it is handed is documented in ``docs/templates.md`` and stays.
"""

from __future__ import annotations

import traceback
from collections.abc import Callable, Mapping
from importlib import resources
from importlib.resources.abc import Traversable
from pathlib import Path

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
from jinja2.sandbox import ImmutableSandboxedEnvironment

from symsoft.derivation import DerivationError
from symsoft.derivation.steps import Location
from symsoft.report import layout
from symsoft.report.job import Files, Job


def environment(
    own: Path | None,
    style: layout.Style,
    escape: Callable[[str], str],
    math: Callable[[str], str],
    syntax: Mapping[str, str],
) -> Environment:
    """Templates of ours and of the folder `own`, with the filters that all formats share."""
    places = [FileSystemLoader(own)] if own else []
    made = ImmutableSandboxedEnvironment(
        loader=ChoiceLoader([*places, PackageLoader("symsoft.report")]),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        **syntax,
    )
    made.filters["prose"] = escape
    made.filters["math"] = math
    made.filters["aligned"] = lambda chain: layout.aligned(chain.left, chain.links, style)
    made.filters["stacked"] = lambda chains: layout.stacked(
        [(chain.left, chain.links) for chain in chains], style
    )
    return made


def pages(
    made: Environment, folder: str, suffix: str, overview: tuple[str, str], job: Job
) -> Files:
    """One file for each view from ``derivation.<suffix>.j2``, and those that speak of all.

    `overview` names the template of the latter and the file it becomes.
    """
    page = made.get_template(f"derivation.{suffix}.j2")
    files: Files = {
        f"{folder}/{v.name}.{suffix}": page.render(d=v, titles=job.titles) for v in job.views
    }
    if job.overview:
        template, file = overview
        names = {"titles": job.titles, "source": job.source, "rows": job.rows}
        content = made.get_template(template).render(subjects=job.subjects, **names)
        files[f"{folder}/{file}"] = content
        if job.source is not None:
            content = made.get_template(f"claims.{suffix}.j2").render(**names)
            files[f"{folder}/source-claims.{suffix}"] = content
    return files


# What a template can run into that Jinja2 has no error of its own for, as in ``1 + "a"``.
MISTAKES = (TemplateError, TypeError, ValueError, ArithmeticError, LookupError, AttributeError)


def template_error(error: Exception) -> DerivationError:
    """A mistake in a template, with its file and line; other errors are raised as they are."""
    if isinstance(error, TemplateSyntaxError):
        file = Path(error.filename or error.name or "template")
        return DerivationError(f"template: {error.message}", Location(file, error.lineno))
    frames = [f for f in traceback.extract_tb(error.__traceback__) if f.filename.endswith(".j2")]
    if isinstance(error, DerivationError) or not (frames or isinstance(error, TemplateError)):
        raise error
    where = Location(Path(frames[-1].filename), frames[-1].lineno or 1) if frames else None
    said = f"there is no template {error.name}" if isinstance(error, TemplateNotFound) else error
    message = " ".join(str(said).split())
    return DerivationError(f"template: {message}", where)


def shipped() -> dict[str, str]:
    """The templates that come with symsoft, by file name."""
    folder = resources.files("symsoft.report") / "templates"
    found = (file for file in folder.iterdir() if file.name.endswith(".j2"))
    return {file.name: file.read_text(encoding="utf-8") for file in sorted(found, key=_name)}


def _name(file: Traversable) -> str:
    return file.name
