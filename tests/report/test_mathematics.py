"""KaTeX inside Python: what comes out, what it refuses, and which fonts a page needs."""

import re
import threading

import pytest

from symsoft.report import mathematics
from symsoft.report.mathematics import MathematicsError, html, inlined, stylesheet


def test_a_formula_comes_for_the_eye_and_as_mathml():
    shown = html(r"\frac{a}{b}", False)
    assert '<span class="katex-html" aria-hidden="true">' in shown
    assert "<mfrac><mi>a</mi><mi>b</mi></mfrac>" in shown
    assert r'<annotation encoding="application/x-tex">\frac{a}{b}</annotation>' in shown


def test_a_display_is_marked_as_one():
    assert 'display="block"' in html("a", True)
    assert 'display="block"' not in html("a", False)


def test_a_long_formula_comes_whole():
    long = " + ".join(f"x_{{{n}}}" for n in range(400))
    assert "x_{399}</annotation>" in html(long, True)


def test_nothing_in_a_formula_becomes_markup():
    shown = html(r"\text{<script>alert(1)</script>} < \href{javascript:x}{y}", False)
    assert "<script" not in shown
    assert "<a " not in shown


@pytest.mark.parametrize(
    ("latex", "why"),
    [
        (r"\foo + 1", r"Undefined control sequence: \foo at position 1"),
        (r"\frac{a", "Unexpected end of input"),
        ("{" * 100_000, "nested too deep"),
    ],
)
def test_what_katex_cannot_set_is_one_line_that_says_why(latex, why):
    with pytest.raises(MathematicsError) as caught:
        html(latex, False)
    assert why in str(caught.value)
    assert "\n" not in str(caught.value)
    assert html("a", False), "the engine still runs"


def test_other_threads_may_ask_too():
    found = []
    thread = threading.Thread(target=lambda: found.append(html("thread_1", False)))
    thread.start()
    thread.join()
    assert found == [html("thread_1", False)]


def test_without_the_extra_the_error_names_it(monkeypatch):
    monkeypatch.setitem(__import__("sys").modules, "quickjs", None)
    monkeypatch.setattr(mathematics, "_THREAD", threading.local())
    with pytest.raises(MathematicsError, match=r"pip install 'symsoft\[html\]'"):
        html("never asked before", False)


def test_every_font_of_the_style_is_there():
    names = re.findall(r"url\(fonts/([^)]*)\)", stylesheet())
    assert len(names) == 20
    assert all((mathematics.KATEX / "fonts" / name).is_file() for name in names)
    assert (mathematics.KATEX / "fonts" / "OFL.txt").is_file()
    assert (mathematics.KATEX / "LICENSE").is_file()


@pytest.mark.parametrize(
    ("latex", "font"),
    [
        (r"\mathbb{R}", "AMS-Regular"),
        (r"\mathbf{z}", "Main-Bold"),
        (r"\mathcal{N}", "Caligraphic-Regular"),
        (r"\boldsymbol{z}", "Math-BoldItalic"),
        (r"\mathtt{z}", "Typewriter-Regular"),
        (r"\text{\textit{a}}", "Main-Italic"),
        (r"\left(\frac{\frac{a}{b}}{\frac{\frac{a}{c}}{\frac{a}{d}}}\right)", "Size4-Regular"),
    ],
)
def test_fonts_are_inlined_where_they_are_used(latex, font):
    name = re.compile(rf"font-family:\"?KaTeX_{font.partition('-')[0]}\b")
    plain, used = inlined(html("a + b", False)), inlined(html(latex, False))
    assert len(name.findall("".join(faces(used)))) > len(name.findall("".join(faces(plain))))
    assert "url(fonts/" not in used


def faces(style):
    return re.findall(r"@font-face\{[^}]*\}", style)
