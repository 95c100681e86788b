"""What has to be trusted is read from the source of the kernel, and documents do not drift."""

import pytest

from symsoft.kernel.proofs import RULES
from symsoft.trust import BEGIN, END, code_lines, page, renewed, rules, summary
from tests.running import ROOT, symsoft


@pytest.fixture(scope="module")
def shown():
    return page()


def test_the_documents_are_fresh():
    found = symsoft("trust", "--check")
    assert found.returncode == 0, f"{found.stderr}\nrun symsoft trust --write"


def test_every_rule_stands_on_the_page_with_its_statement(shown):
    assert {name for name, _ in rules()} == set(RULES)
    for name, says in rules():
        assert f"| `{name}` | " in shown
        assert len(says) > 20


def test_the_size_is_that_of_the_code():
    files = (ROOT / "symsoft" / "kernel").rglob("*.py")
    total = sum(code_lines(f.read_text(encoding="utf-8")) for f in files)
    assert f"{total:,} lines" in summary()


@pytest.mark.parametrize("package", ["prover", "refuter", "language"])
def test_what_is_not_trusted_is_named(package, shown):
    assert f"- `{package}`: " in shown.partition("### Outside the trust")[2]


def test_drift_is_seen():
    text = f"before\n{BEGIN}\nold\n{END}\nafter"
    new = renewed(text, "new")
    assert new != text
    assert renewed(new, "new") == new
    with pytest.raises(ValueError, match="there is no part"):
        renewed("no marks", "new")


def test_the_command_needs_no_sympy():
    from tests.running import python

    code = "from symsoft.trust import page; page(); import sys; sys.exit('sympy' in sys.modules)"
    assert python(code).returncode == 0
