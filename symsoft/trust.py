"""What has to be trusted, read from the kernel's own source: its size, rules, and base facts.

Standard library only, like the kernel.  The page is never written by hand, so it cannot say what
the code does not.
"""

from __future__ import annotations

import ast
import inspect
import io
import re
import tokenize
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import symsoft.kernel  # which enters every rule in the table
from symsoft.kernel.proofs import RULES

BEGIN = "<!-- symsoft trust: generated; `symsoft trust --write` renews it -->"
END = "<!-- symsoft trust: end -->"
_QUIET = {tokenize.COMMENT, tokenize.NL, tokenize.NEWLINE, tokenize.INDENT, tokenize.DEDENT}
_LEMMA = re.compile(r"\bLemma:|\(([A-Z][a-zé]+), (?:\*|Theorem|ch\.)")
_LIST = re.compile(r"^- ", re.MULTILINE)


@dataclass(frozen=True)
class Module:
    """A module of the kernel: its lines of code, and what its docstring says first."""

    name: str
    lines: int
    purpose: str
    doc: str
    functions: tuple[tuple[str, str], ...]  # (name, docstring)


def code_lines(source: str) -> int:
    """Lines that hold code: not blank, not a comment, not in a docstring."""
    lines: set[int] = set()
    for token in tokenize.generate_tokens(io.StringIO(source).readline):
        if token.type not in _QUIET | {tokenize.ENDMARKER}:
            lines.update(range(token.start[0], token.end[0] + 1))
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef) and ast.get_docstring(
            node
        ):
            docstring = node.body[0]
            lines.difference_update(range(docstring.lineno, (docstring.end_lineno or 0) + 1))
    return len(lines)


def modules() -> list[Module]:
    """The modules of the kernel by name; its `__init__` is only a list of names."""
    folder = Path(symsoft.kernel.__file__ or "").parent
    return [_module(path) for path in sorted(folder.rglob("*.py"))]


def _module(path: Path) -> Module:
    source = path.read_text(encoding="utf-8")
    tree = ast.parse(source)
    doc = ast.get_docstring(tree) or ""
    functions = (
        (node.name, ast.get_docstring(node) or "")
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef)
    )
    purpose = " ".join(doc.split("\n\n")[0].split())
    return Module(path.stem, code_lines(source), purpose, doc, tuple(functions))


def rules() -> list[tuple[str, str]]:
    """Each inference rule with its statement, in the order of the modules and of the lines."""
    found = [(name, inspect.getdoc(function) or "") for name, function in RULES.items()]
    missing = [name for name, doc in found if not doc]
    if missing:
        raise ValueError(f"the rule {missing[0]} has no docstring to state it")
    return sorted(((n, " ".join(doc.split())) for n, doc in found), key=_source_place)


def _source_place(rule: tuple[str, str]) -> tuple[str, int]:
    function: Callable[..., object] = RULES[rule[0]]
    return function.__module__, function.__code__.co_firstlineno


def facts(known: Sequence[Module]) -> Iterator[str]:
    """Base facts: the lists in the modules' docstrings, and lemmas that functions state."""
    stated = {" ".join((inspect.getdoc(function) or "").split()) for function in RULES.values()}
    for module in known:
        for paragraph, items in _lists(module.doc):
            source = re.search(r"\(([^()]*\*[^()]*)\)", paragraph)
            for item in items:
                yield item.rstrip(";.") + (f" ({_flat(source[1])})" if source else "")
        for name, doc in module.functions:
            text = _flat(doc)
            if _LEMMA.search(text) and text not in stated:
                yield f"`{module.name}.{name}`: {text.rstrip('.')}"


def _lists(doc: str) -> Iterator[tuple[str, list[str]]]:
    """Each list of a docstring with the paragraph before it."""
    before = ""
    for paragraph in doc.split("\n\n"):
        if _LIST.match(paragraph):
            yield before, [_flat(item) for item in _LIST.split(paragraph) if item.strip()]
        before = paragraph


def _flat(text: str) -> str:
    return " ".join(text.split())


def summary() -> str:
    """One sentence: how large the kernel is, and how many rules it has."""
    known = modules()
    total = sum(module.lines for module in known)
    return (
        f"The kernel has {total:,} lines of code in {len(known)} modules and {len(rules())} "
        "inference rules; it imports the standard library alone."
    )


def page() -> str:
    """The generated part of the page, as Markdown."""
    known = modules()
    lines = [summary(), "", "### The rules", "", "| rule | what it says |", "|---|---|"]
    lines += [f"| `{name}` | {_cell(says)} |" for name, says in rules()]
    lines += ["", "### Base facts, and lemmas that the code states", ""]
    lines += [f"- {fact}" for fact in facts(known)]
    lines += ["", "### The modules", "", "| module | lines | what it is |", "|---|---:|---|"]
    lines += [f"| `{m.name}` | {m.lines} | {_cell(m.purpose)} |" for m in known]
    lines += ["", "### Outside the trust", "", *(f"- {line}" for line in outside())]
    return "\n".join(lines) + "\n"


def _cell(text: str) -> str:
    """Text in a cell of a table, where | divides columns and * is mathematics or emphasis."""
    return text.replace("|", "\\|")


def outside() -> Iterator[str]:
    """The packages that nothing is trusted to, with what each says of itself."""
    root = Path(symsoft.kernel.__file__ or "").parent.parent
    for package in sorted(root.iterdir()):
        source = package / "__init__.py" if package.is_dir() else package
        trusted = package.name in ("kernel", "__init__.py", "__main__.py")
        if source.suffix == ".py" and source.is_file() and not trusted:
            doc = ast.get_docstring(ast.parse(source.read_text(encoding="utf-8"))) or ""
            yield f"`{package.stem}`: {_flat(doc.split(chr(10) * 2)[0])}"


def renewed(text: str, content: str) -> str:
    """`text` with `content` between the marks; `ValueError` where they are missing."""
    before, begin, rest = text.partition(BEGIN)
    _, end, after = rest.partition(END)
    if not (begin and end):
        raise ValueError(f"there is no part between {BEGIN} and {END}")
    return f"{before}{BEGIN}\n\n{content.strip()}\n\n{END}{after}"


__all__ = ["BEGIN", "END", "code_lines", "page", "renewed", "rules", "summary"]
