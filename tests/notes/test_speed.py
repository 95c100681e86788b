"""A long note is checked in time that grows with its length."""

from pathlib import Path

import pytest

from symsoft.notes.checking import Options, check
from symsoft.notes.source import MARKDOWN, Document, Line

HEAD = r"""<!-- symsoft: let K dimension; let i, j, k index K; let z vector K; let c real -->
<!-- symsoft: define p_i = \frac{e^{z_i}}{\sum_k e^{z_k}} -->
"""
DISPLAY = r"""
Text with $p_i$ and `code` before the formula.

$$
\begin{aligned}
\frac{\partial p_i}{\partial z_j} &= p_i (\delta_{ij} - p_j) + NUMBER c \\
  &= p_i \delta_{ij} - p_i p_j + NUMBER c % kept apart from the others by its number
\end{aligned}
$$
"""


def document(displays: int) -> Document:
    text = HEAD + "".join(DISPLAY.replace("NUMBER", str(n)) for n in range(displays))
    lines = [Line(line, Path("n.md"), n) for n, line in enumerate(text.split("\n"), 1)]
    return Document(Path("n.md"), MARKDOWN, lines)


@pytest.mark.slow
def test_three_hundred_displays_are_checked() -> None:
    checked = check(document(300), Options(suggest=False))
    assert len(checked.findings) == 600
    assert {f.status for f in checked.findings[1::2]} == {"proved"}
