"""The rules of the house: which way imports point, what the kernel may use, how long files grow."""

import ast
import json
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from sympy import Eq

from symsoft import dim, indices, prove, softmax, sum_over, vector
from symsoft.trust import code_lines
from tests.running import MAIN, ROOT, python

PACKAGE = ROOT / "symsoft"
FILES = sorted(PACKAGE.rglob("*.py"))

# The kernel is to have at most 1,200 lines of code, and is not there yet. Until it is, this number
# rises only with a rule that proves what nothing in the kernel could.
KERNEL_LINES = 2202
FILE_LINES = 500

UP_TO_DERIVATIONS = {"derivation", "store", "prover", "refuter", "language", "kernel"}

# Each part of the package, and the parts it may import: always further down the list.
BELOW = {
    "__main__": {"cli"},
    "cli": {"trust", "mutate", "report", "notes", *UP_TO_DERIVATIONS},
    "pytest_plugin": {"report", "notes", *UP_TO_DERIVATIONS},
    "display": {"notes", *UP_TO_DERIVATIONS},
    "sphinx": {"report", "notes", *UP_TO_DERIVATIONS},
    "testing": {"prover", "refuter", "language", "kernel"},
    "trust": {"kernel"},
    "mutate": {"report", *UP_TO_DERIVATIONS},
    "report": UP_TO_DERIVATIONS,
    "notes": {"report", *UP_TO_DERIVATIONS},
    "derivation": {"store", "prover", "refuter", "language", "kernel"},
    "store": {"prover", "refuter", "language", "kernel"},
    "prover": {"refuter", "language", "kernel"},  # a verdict needs the refuter
    "refuter": {"language", "kernel"},
    "language": {"kernel"},
    "kernel": set(),
}


def part(path: Path) -> str:
    """The part of the package a file belongs to; the curated list `symsoft/__init__.py` is ""."""
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py").removeprefix("__init__")


def imports(path: Path) -> Iterator[str]:
    """Every module that a file imports, anywhere in it; relative imports made absolute."""
    package = ".".join(path.relative_to(ROOT).parts[:-1])
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            up = package.split(".")[: len(package.split(".")) - node.level + 1]
            module = ".".join([*(up if node.level else []), *filter(None, [node.module])])
            yield from (
                [module] if module != "symsoft" else (f"symsoft.{a.name}" for a in node.names)
            )


def parts_imported(path: Path) -> set[str]:
    """The parts of symsoft that a file imports."""
    inside = (name.split(".")[1] for name in imports(path) if name.startswith("symsoft."))
    return {name for name in inside if not name.startswith("__")}


def test_every_part_has_its_place():
    assert {part(path) for path in FILES} - {""} <= BELOW.keys()


@pytest.mark.parametrize("path", FILES, ids=lambda p: str(p.relative_to(PACKAGE)))
def test_imports_point_down(path):
    here = part(path)
    allowed = BELOW[here] | {here} if here else set(BELOW)
    assert parts_imported(path) <= allowed


@pytest.mark.parametrize("path", sorted(PACKAGE.glob("kernel/*.py")), ids=lambda p: p.name)
def test_the_kernel_uses_the_standard_library_alone(path):
    outside = {name.split(".")[0] for name in imports(path)} - sys.stdlib_module_names
    assert outside <= {"symsoft"}


def test_the_kernel_does_not_grow():
    total = sum(code_lines(p.read_text(encoding="utf-8")) for p in PACKAGE.glob("kernel/*.py"))
    assert total <= KERNEL_LINES


SAMPLE = '''
"""Doc."""

# why
x = (
    1,  # one
)

def f():
    """Doc
    more."""
    y = """a
    b"""
    return y
'''


def test_code_lines_are_counted_without_comments_and_docstrings():
    assert code_lines(SAMPLE) == 7


def test_files_stay_short():
    folders = ("symsoft", "tests", "derivations")
    files = [p for folder in folders for p in (ROOT / folder).rglob("*.py")]
    long = {
        str(p.relative_to(ROOT)): len(p.read_text(encoding="utf-8").splitlines()) for p in files
    }
    assert {name: n for name, n in long.items() if n > FILE_LINES} == {}


def broad(handler: ast.ExceptHandler) -> bool:
    """Whether a handler catches everything, bugs of ours included."""
    kinds = handler.type.elts if isinstance(handler.type, ast.Tuple) else [handler.type]
    return any(k is None or ast.unparse(k) in ("Exception", "BaseException") for k in kinds)


@pytest.mark.parametrize("name", ["kernel", "prover", "refuter"])
def test_no_broad_except_where_soundness_lives(name):
    trees = {p: ast.parse(p.read_text(encoding="utf-8")) for p in (PACKAGE / name).rglob("*.py")}
    handlers = {
        f"{path.name}:{node.lineno}"
        for path, tree in trees.items()
        for node in ast.walk(tree)
        if isinstance(node, ast.ExceptHandler) and broad(node)
    }
    assert handlers == set()


HEAVY = {"sympy", "flint", "jinja2"}


def heavy_after(code: str, *arguments: str) -> set[str]:
    """Which heavy packages a fresh Python has loaded after `code`."""
    report = "print(*{name.split('.')[0] for name in sys.modules}, file=sys.stderr)"
    done = python(f"try:\n    {code}\nfinally:\n    {report}", *arguments)
    assert done.returncode == 0, done.stderr
    return HEAVY & set(done.stderr.splitlines()[-1].split())


def test_importing_symsoft_is_light():
    assert not heavy_after("import symsoft")


def test_the_kernel_alone_is_light():
    assert not heavy_after("from symsoft.kernel import replay")


def test_help_is_light():
    assert not heavy_after(MAIN, "--help")


@pytest.mark.slow  # nearly a second for each
@pytest.mark.parametrize("path", sorted(PACKAGE.glob("cli/*.py")), ids=lambda p: p.name)
def test_a_command_imports_what_it_needs(path):
    """Most tests run commands where all of it is there: in forks of one process."""
    done = python(f"import symsoft.cli.{path.stem}".removesuffix(".__init__"))
    assert (done.returncode, done.stderr) == (0, "")


def test_verify_is_light(tmp_path):
    k = indices("k", dim("K"))
    theorem = prove(Eq(sum_over(softmax(vector("z", dim("K")))[k], k), 1, evaluate=False))
    file = tmp_path / "certificate.json"
    file.write_text(json.dumps(theorem.certificate), encoding="utf-8")
    assert not heavy_after(MAIN, "verify", str(file))
