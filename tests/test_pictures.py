"""The pictures of the README show what symsoft prints."""

import html
import re

import pytest

from tests.pictures import IMAGES, failing_check
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


def test_pictures_are_described_and_small():
    page = (ROOT / "README.md").read_text(encoding="utf-8")
    found = re.findall(r"!\[(.*?)\]\((docs/images/.*?)\)", page, re.DOTALL)
    assert {ROOT / path for _, path in found} == set(IMAGES.iterdir())
    for told, path in found:
        assert len(told) > 30
        assert (ROOT / path).stat().st_size < 150_000
