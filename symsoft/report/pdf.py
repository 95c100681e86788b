"""PDF: set by Typst, of which a wheel is all that is needed, or by LaTeX where that is installed.

Typst's PDF meets PDF/UA-1: it is tagged, its fonts are embedded, and every formula has an
alternative text made from its term.  Both engines write the same bytes for the same derivations.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path

from symsoft.derivation import DerivationError
from symsoft.report.job import Files, Job, Writer

ENGINES = ("typst", "latex")
_RUNS = 4  # of LaTeX, at most, until the table of contents is settled
_RERUN = re.compile(r"Rerun to get|No file .*\.toc")
_WRONG = re.compile(r"^(?:! .*|l\.\d+ .*)", re.MULTILINE)


def pdf(job: Job, sources: Mapping[str, Writer]) -> Files:
    """One PDF of all derivations, or one of each that was named.

    `sources` maps each engine to the format that it sets.  Raises `DerivationError` if the engine
    is not installed or refuses what our templates, or the user's, made.
    """
    engine = job.options.engine
    found = {
        Path(path).name: content if isinstance(content, bytes) else content.encode()
        for path, content in sources[engine](job).items()
    }
    make = _typst if engine == "typst" else _latex
    return {f"pdf/{name}.pdf": make(root, found) for name, root in _documents(job, engine)}


def _documents(job: Job, engine: str) -> Iterator[tuple[str, str]]:
    """The name and the text of each document to be made."""
    if job.overview:
        yield "symsoft", ""
        return
    for view in job.views:
        yield view.name, (_TYPST if engine == "typst" else _LATEX) % {"name": view.name}


_TYPST = """\
#import "style.typ": *
#set document(title: "%(name)s", date: none)
#show: style
#set heading(numbering: none)
#include "%(name)s.typ"
"""
_LATEX = r"""\documentclass[a4paper,11pt]{article}
\usepackage{amsmath}
\allowdisplaybreaks
\begin{document}
\input{%(name)s}
\end{document}
"""


def _typst(root: str, files: Mapping[str, bytes]) -> bytes:
    """The PDF of a text of Typst, or of ``symsoft.typ``."""
    try:
        import typst
    except ImportError:
        raise DerivationError(
            "PDF needs Typst: pip install 'symsoft[pdf]', or take --engine latex"
        ) from None
    with tempfile.TemporaryDirectory() as folder:
        main = _laid_out(Path(folder), files, root, "typ")
        try:
            made = typst.compile(str(main), format="pdf", pdf_standards=["ua-1"])
        except typst.TypstError as error:
            wrong = str(error).strip().partition("\n")[0]
            raise DerivationError(f"Typst refuses {main.name}: {wrong}") from error
    assert isinstance(made, bytes)
    return made


def _latex(root: str, files: Mapping[str, bytes]) -> bytes:
    """The PDF of a text of LaTeX, or of ``symsoft.tex``."""
    if shutil.which("pdflatex") is None:
        raise DerivationError("--engine latex: pdflatex is not installed; take --engine typst")
    with tempfile.TemporaryDirectory() as folder:
        main = _laid_out(Path(folder), files, root, "tex")
        for _ in range(_RUNS):
            log = _pdflatex(main)
            if not _RERUN.search(log):
                break
        return main.with_suffix(".pdf").read_bytes()


def _laid_out(folder: Path, files: Mapping[str, bytes], root: str, suffix: str) -> Path:
    for name, content in files.items():
        (folder / name).write_bytes(content)
    if not root:
        return folder / f"symsoft.{suffix}"
    main = folder / f"main-document.{suffix}"
    main.write_text(root, encoding="utf-8")
    return main


def _pdflatex(main: Path) -> str:
    """Run LaTeX once; what it logs."""
    # The dates within the file, and its identifier, are not to change from run to run.
    fixed = {"SOURCE_DATE_EPOCH": "0", "FORCE_SOURCE_DATE": "1"}
    command = ["pdflatex", "-interaction=nonstopmode", "-halt-on-error", "-no-shell-escape"]
    done = subprocess.run(
        [*command, main.name], cwd=main.parent, env={**os.environ, **fixed},
        stdin=subprocess.DEVNULL, capture_output=True, check=False,
    )  # fmt: skip
    log = main.with_suffix(".log").read_text(encoding="utf-8", errors="replace")
    if done.returncode:
        wrong = " ".join(_WRONG.findall(log)[:2]) or "no reason given"
        raise DerivationError(f"LaTeX refuses {main.name}: {wrong}")
    return log
