"""The command line: ``symsoft check``, ``report``, ``list``, ``show``, ``verify`` and so on.

Exit codes: 0 all is proved or fresh, 1 something is not, 2 the call or the input is wrong.  What a
command needs is imported when it runs: ``--help`` and ``verify`` work without SymPy.
"""

from __future__ import annotations

import gc
from importlib import metadata
from pathlib import Path
from typing import Any

import click

from symsoft.cli.caching import no_cache as _no_cache
from symsoft.cli.caching import options as _proving
from symsoft.cli.caching import storing
from symsoft.cli.console import Commands

_SETTINGS = {"help_option_names": ["-h", "--help"], "max_content_width": 100}
_PATH = click.Path(path_type=Path)
_AS = click.Choice(["text", "json"])
# New objects between two looks for circles among them: terms have none, and SymPy's many objects
# are long-lived. At Python's own 700 a tenth of a command's time went into looking.
_BETWEEN_COLLECTIONS = 20_000


def _version(context: click.Context, _: click.Parameter, asked: bool) -> None:
    if asked and not context.resilient_parsing:
        try:
            click.echo(f"symsoft {metadata.version('symsoft')}")
        except metadata.PackageNotFoundError:
            click.echo("symsoft, not installed")
        context.exit()


@click.group(cls=Commands, context_settings=_SETTINGS)
@click.option(
    "--version", is_flag=True, is_eager=True, expose_value=False, callback=_version,
    help="Show the version and exit.",
)  # fmt: skip
def main() -> None:
    """Prove derivations about softmax, for every dimension, and report what was proved.

    The project is the nearest folder above that holds a folder derivations/, or a pyproject.toml
    with a table [tool.symsoft].

    Exit codes: 0 all proved or fresh, 1 something is not, 2 the call or the input is wrong.
    """
    gc.set_threshold(_BETWEEN_COLLECTIONS)


@main.command()
@click.argument("folder", metavar="[DIR]", type=_PATH, default=".")
def new(folder: Path) -> None:
    """Begin a project in the folder DIR: a derivation, a note that uses it, a README.

    Nothing that is there is overwritten.
    """
    from symsoft.cli.starting import run

    run(folder)


@main.command()
@click.argument("paths", nargs=-1, type=_PATH)
@click.option(
    "--format", "style", type=click.Choice(["text", "json", "github", "sarif"]), default="text",
    help="For people or for programs; github and sarif are for notes.",
)  # fmt: skip
@click.option("--certificates", type=_PATH, metavar="DIR", help="Write a certificate of each.")
@click.option("--all", "everything", is_flag=True, help="Notes: check files without let too.")
@click.option("--explain", is_flag=True, help="Notes: show every relation as it was understood.")
@click.option("--watch", is_flag=True, help="Notes: check again whenever a file is saved.")
@_proving
def check(
    paths: tuple[Path, ...],
    style: str,
    certificates: Path | None,
    everything: bool,
    explain: bool,
    watch: bool,
    jobs: int,
    no_cache: bool,
) -> None:
    """Prove all derivations, or those of the scripts and folders PATH.

    Where PATH is a note (.tex, .md, .qmd, .ipynb), prove the relations that it displays.
    """
    if any(path.suffix != ".py" and not path.is_dir() for path in paths):
        from symsoft.cli import noting

        if noting.are_notes(paths):
            with storing(not no_cache):
                noting.run(paths, style, everything, explain, watch)
    from symsoft.cli.checking import run

    if style not in ("text", "json"):
        raise click.BadParameter(f"{style} is for notes", param_hint="--format")
    with storing(not no_cache):
        run(paths, style, certificates, jobs)


@main.command()
@click.argument("names", nargs=-1, metavar="[NAME]...")
@click.option(
    "--format", "formats", default="latex,markdown", show_default=True, metavar="FORMATS",
    help="Any of latex, markdown, myst, html, pdf, typst, handout, beamer, json, joined by commas.",
)  # fmt: skip
@click.option("--out", type=_PATH, metavar="DIR", help="The folder to write to  [default: reports]")
@click.option("--draft", is_flag=True, help="Render unproved steps too, marked as such.")
@click.option("--templates", type=_PATH, metavar="DIR", help="Templates that replace the built-in.")
@click.option("--single-file", is_flag=True, help="html: put style and fonts into each page.")
@click.option("--check", "dry", is_flag=True, help="Write nothing; exit with 1 if stale.")
@click.option(
    "--engine", type=click.Choice(["typst", "latex"]), default="typst", show_default=True,
    help="What sets a PDF.",
)  # fmt: skip
@click.option("--certificates", type=_PATH, metavar="DIR", help="Write a certificate of each.")
@_proving
def report(
    names: tuple[str, ...],
    formats: str,
    out: Path | None,
    draft: bool,
    templates: Path | None,
    single_file: bool,
    dry: bool,
    engine: str,
    certificates: Path | None,
    jobs: int,
    no_cache: bool,
) -> None:
    """Render all derivations, or those named, once every step is proved."""
    from symsoft.cli.reporting import run
    from symsoft.report.job import Options

    with storing(not no_cache):
        options = Options(single_file=single_file, engine=engine)
        run(names, formats.split(","), out, draft, templates, dry, options, jobs, certificates)


@main.group()
def templates() -> None:
    """The templates of reports, to start your own from."""


@templates.command(name="copy")
@click.argument("folder", metavar="DIR", type=_PATH)
def copy_templates(folder: Path) -> None:
    """Copy the templates that symsoft uses to the folder DIR; what was changed there is kept.

    Change what you like, delete the rest, and render with symsoft report --templates DIR, or say
    templates = "DIR" under [tool.symsoft] in pyproject.toml.
    """
    from symsoft.cli.theming import run

    run(folder)


@main.command(name="list")
@click.option("--format", "style", type=_AS, default="text", help="For people or for programs.")
@click.option("--check", is_flag=True, help="Prove them all first.")
@_proving
def list_(style: str, check: bool, jobs: int, no_cache: bool) -> None:
    """List the derivations, with what was last found of each.

    After symsoft's last check, report or show a derivation is "not checked" if anything that it
    rests on has changed.
    """
    from symsoft.cli.listing import run_list

    with storing(not no_cache):
        run_list(style, check, jobs)


@main.command()
@click.argument("name")
@click.option(
    "--format", "style", type=click.Choice(["text", "json", "latex", "markdown"]), default="text",
    help="How to show it.",
)  # fmt: skip
@_no_cache
def show(name: str, style: str, no_cache: bool) -> None:
    """Prove the derivation NAME and show it."""
    from symsoft.cli.listing import run_show

    with storing(not no_cache):
        run_show(name, style)


@main.command()
@click.argument("files", nargs=-1, required=True, type=_PATH, metavar="CERT...")
@click.option("--timeout", "seconds", type=float, default=60, help="Seconds for each file.")
@click.option("--memory", type=int, default=2000, help="Megabytes that it may take.")
@click.option("--size", "megabytes", type=float, default=20, help="Megabytes of a file.")
@click.option("--depth", "levels", type=int, default=200, help="Levels of nesting in a file.")
def verify(files: tuple[Path, ...], **limits: Any) -> None:
    """Replay certificates with the kernel alone.

    A certificate may come from a stranger: nothing in it is executed, no other file is opened, and
    one that asks for more than the limits is refused.
    """
    from symsoft.cli.certificates import Limits
    from symsoft.cli.verifying import run

    run(files, Limits(**limits))


@main.command()
@click.argument("notes", nargs=-1, required=True, type=_PATH, metavar="NOTE...")
@click.option("--check", "dry", is_flag=True, help="Write nothing; exit with 1 if stale.")
@_no_cache
def embed(notes: tuple[Path, ...], dry: bool, no_cache: bool) -> None:
    """Keep the fragments of proved derivations in notes up to date.

    A fragment stands between <!-- symsoft:embed NAME#PART --> and <!-- symsoft:end -->, in LaTeX
    between % symsoft:embed NAME#PART and % symsoft:end. PART is statement, proof, steps, table
    or the number of a step. What was edited by hand between the marks is not overwritten.

    Beside a LaTeX document with \\usepackage{symsoft} it writes that package, and the fragments
    that \\symsoft{NAME}{PART} asks for.
    """
    from symsoft.cli.embedding import run

    with storing(not no_cache):
        run(notes, dry)


@main.group()
def cache() -> None:
    """Results are kept from run to run, and looked up by content.

    They lie in the user's cache folder, or in the folder that the environment variable
    SYMSOFT_CACHE names. What is looked up is checked: a cache can be removed, never be wrong.
    """


@cache.command(name="info")
def cache_info() -> None:
    """Say where results are kept, and how many."""
    from symsoft.cli.caching import info

    info()


@cache.command(name="clear")
def cache_clear() -> None:
    """Forget all results."""
    from symsoft.cli.caching import clear

    clear()


@main.command()
@click.argument("names", nargs=-1, metavar="[NAME]...")
@click.option("--format", "style", type=_AS, default="text", help="For people or for programs.")
@click.option(
    "--limit", type=click.FloatRange(min=0, min_open=True), default=2.0, show_default=True,
    metavar="SECONDS", help="The time for one mutant.",
)  # fmt: skip
@click.option("--most", type=click.IntRange(min=1), help="At most so many mutants of a step.")
@click.option(
    "--evidence", type=_PATH, metavar="FILE",
    help="Search only where the evidence kept in FILE does not hold, and keep what is found there.",
)  # fmt: skip
def mutate(
    names: tuple[str, ...], style: str, limit: float, most: int | None, evidence: Path | None
) -> None:
    """Plant slips in proved steps, and see that none is accepted.

    A mutant is killed (refuted, with numbers for which it is false), equivalent (it is the
    original, by a proof), also true (another true statement), not proved, or survived: proved
    without evidence that it is true. A survivor is a bug of symsoft; with one the exit code is 1.
    For derivations NAME every mutant is shown.
    """
    from symsoft.cli.mutating import run

    run(names, style, limit, most, evidence)


@main.command()
@click.argument("name")
@click.option(
    "--seed", type=int, default=0, show_default=True, help="Another number, another mistake."
)
@click.option(
    "--format", "style", type=click.Choice(["markdown", "latex"]), default="markdown",
    show_default=True, help="What to write.",
)  # fmt: skip
@click.option("--out", type=_PATH, metavar="DIR", help="Write two files there, and print none.")
@click.option("--templates", type=_PATH, metavar="DIR", help="Templates that replace the built-in.")
def exercise(name: str, seed: int, style: str, out: Path | None, templates: Path | None) -> None:
    """Find the mistake: the derivation NAME with one false step, and the answer key."""
    from symsoft.cli.mutating import run_exercise

    run_exercise(name, seed, style, out, templates)


@main.command()
@click.option(
    "--write", "change", is_flag=True, help="Bring docs/trust.md and README.md up to date."
)
@click.option("--check", "dry", is_flag=True, help="Write nothing; exit with 1 if one is stale.")
def trust(change: bool, dry: bool) -> None:
    """Say what has to be trusted: the kernel's size, its rules, the facts it rests on."""
    from symsoft.cli.trusting import run

    run(change, dry)
