"""The picture of what rests on what."""

import random
import re
from itertools import pairwise

from symsoft.report.html.graph import Node, picture


def boxes(svg):
    """The left edge and the middle of each box, by its first words."""
    found = re.findall(
        r'<rect x="([\d.]+)" y="([\d.]+)" width="\d+" height="([\d.]+)".*?<tspan[^>]*>([^<]*)', svg
    )
    return {text: (float(x), float(y), float(high)) for x, y, high, text in found}


def nodes(*names):
    return [Node(n, n, f"{n}.html") for n in names]


def test_what_is_cited_stands_on_the_left():
    edges = [("a", "b"), ("b", "c"), ("a", "c")]
    found = boxes(picture(nodes("c", "b", "a", "alone"), edges, "x"))
    assert found["a"][0] < found["b"][0] < found["c"][0]
    assert found["alone"][1] > max(found[n][1] for n in "abc")


def test_boxes_link_and_say_what_they_are():
    svg = picture(
        [Node("a", "A < B", "a.html", "here"), Node("b", "no page")], [("a", "b")], "L & R"
    )
    assert '<g class="node here" data-node="a"><a href="a.html">' in svg
    assert "A &lt; B" in svg
    assert 'aria-label="L &amp; R"' in svg
    assert svg.count("<a ") == 1


def test_circles_are_drawn_too():
    assert len(boxes(picture(nodes("a", "b"), [("a", "b"), ("b", "a")], "x"))) == 2


def test_a_large_graph_is_readable():
    names = [f"result-{n}" for n in range(150)]
    chance = random.Random(1)
    edges = sorted({(names[chance.randrange(n)], names[n]) for n in range(1, 150) for _ in "ab"})
    svg = picture(nodes(*names), edges, "x")
    found = sorted(boxes(svg).values())
    assert len(found) == 150
    for (x, y, high), (to_x, to_y, _) in pairwise(found):
        assert x != to_x or y + high < to_y, "no two boxes touch"
    assert picture(nodes(*names), edges, "x") == svg
