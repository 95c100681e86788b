"""Conditions in the text before a display: what they would change is doubtful, never decided."""

import pytest

from symsoft.notes.checking import Options, check
from tests.notes.test_chains import HEAD, document

TRUE_IF_EQUAL = r"$$ \frac{\partial p_i}{\partial z_j} = p_i (1 - p_i) $$"
TRUE_IF_NOT = r"$$ \frac{\partial p_i}{\partial z_j} = -p_i p_j $$"
FALSE = r"$$ \frac{\partial p_i}{\partial z_j} = p_i p_j $$"


def verdicts(text):
    checked = check(document(HEAD + text), Options(suggest=False))
    assert checked.complaints == []
    return [f.status for f in checked.findings]


@pytest.mark.parametrize(
    ("lead", "formula", "status"),
    [
        ("If $i = j$, then\n\n", TRUE_IF_EQUAL, "unreadable"),
        ("When \\(i = j\\) we get\n", TRUE_IF_EQUAL, "unreadable"),
        ("### Case $i \\neq j$\n\nBy the quotient rule\n\n", TRUE_IF_NOT, "unreadable"),
        ("- ($j \\neq i$)\n\n", TRUE_IF_NOT, "unreadable"),
        ("If $i = j$, then\n\n", TRUE_IF_NOT, "refuted"),
        ("If $i = j$, then\n\n", FALSE, "refuted"),
        ("So far $i = j$.\n\nNow in general\n\n", TRUE_IF_EQUAL, "refuted"),
        ("<!-- if $i = j$ -->\n", TRUE_IF_EQUAL, "refuted"),
        ("If $i = j$ or `if $i = j$`\n", "$$ p_i > 0 $$", "proved"),
        ("Since $c = 1$, ", "$$ a c = a $$", "unreadable"),
        ("", r"$$ a c = a \text{ since } c = 1 $$", "unreadable"),
        ("", r"$$ a c = a \qquad \text{(using $c = 1$)} $$", "unreadable"),
        ("", r"$$ a c = a \quad \text{(by } c = 1) $$", "unreadable"),
        ("", r"$$ a c = 2 a \quad \text{(by } c = 1) $$", "refuted"),
        ("", r"$$ a c = a \text{ by (3)} $$", "refuted"),
        ("We know $c = 1$, ", "$$ a c = a $$", "refuted"),
        ("Since $c = \\sin 1$, ", "$$ a c = a $$", "refuted"),
        ("<!-- symsoft: given i = j -->\nIf $i = j$, then\n\n", TRUE_IF_EQUAL, "proved"),
        ("<!-- symsoft: given i \\neq j -->\nNot $i = j$ but\n\n", TRUE_IF_EQUAL, "refuted"),
    ],
)  # fmt: skip
def test_what_a_condition_before_would_change_is_doubtful(lead, formula, status):
    assert verdicts(lead + formula) == [status]


def test_the_condition_is_told():
    (finding,) = check(document(f"{HEAD}Since $c = 1$,\n$$ a c = a $$"), Options()).findings
    assert finding.reason == (
        "does c = 1, which is said here, hold? With it this is proved, without it refuted; "
        "say given … if it does"
    )
