"""The pictures of the README and of the gallery show what symsoft prints."""

import html
import re

import pytest

from tests.pictures import IMAGES, checked_note, failing_check, figure
from tests.running import ROOT


def words(svg):
    """What is written in a picture, line by line."""
    shown = re.findall(r"<text[^>]*>(.*?)</text>", svg, re.DOTALL)
    return " ".join(html.unescape(" ".join(shown)).split())


@pytest.mark.slow
def test_the_failing_check_is_as_printed_now():
    drawn = words((IMAGES / "failing-check.svg").read_text(encoding="utf-8"))
    assert drawn == words(failing_check())
    assert "refuted" in drawn
    assert "fails at K = 2" in drawn


@pytest.mark.slow
def test_the_checked_note_is_as_printed_now():
    drawn = words((IMAGES / "checked-note.svg").read_text(encoding="utf-8"))
    assert drawn == words(checked_note())
    assert "1 proved, 1 refuted" in drawn


def test_the_figure_is_that_of_the_library():
    """Its words, which tell its values; other versions of Matplotlib draw other paths."""
    told = re.compile(r'aria-label="([^"]+)"')
    drawn = (IMAGES / "figure.svg").read_text(encoding="utf-8")
    assert told.findall(drawn) == told.findall(figure())


def test_pictures_are_described_and_small():
    found = []
    for page in (ROOT / "README.md", ROOT / "docs" / "gallery.md"):
        pictures = re.findall(r"!\[(.*?)\]\((.*?)\)", page.read_text(encoding="utf-8"), re.DOTALL)
        found += [(told, page.parent / path) for told, path in pictures]
    assert {path for _, path in found} == set(IMAGES.iterdir())
    for told, path in found:
        assert len(told) > 30
        assert path.stat().st_size < 150_000
