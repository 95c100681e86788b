"""What the pages of the site hold, before any browser sees them."""

import re
from html.parser import HTMLParser

import pytest

from symsoft.derivation import DerivationError
from symsoft.derivation.library import load
from symsoft.derivation.project import find_project
from symsoft.report.render import Options, entries, render
from tests.projects import GRADIENT, LOG_SOFTMAX, SHIFT, SLIP, write
from tests.report.test_render import CONDITION
from tests.running import python

REFUTED = """
from symsoft import max_over
page = Derivation("ties", title="Ties <&> limits", summary="Luce's rule & $a<b$.")
page.refute(Eq(softmax(10 * z, name="q")[i], p[i]), "ten times the input")
page.value(p[i], ["0.26894142", "0.73105858"], "rounded", at={z: [1, 2]})
"""


@pytest.fixture(scope="module")
def project(tmp_path_factory):
    return write(
        tmp_path_factory.mktemp("project"),
        gradients__a=GRADIENT,
        gradients__b=LOG_SOFTMAX,
        gradients__slip=SLIP,
        shift=SHIFT,
        ratio=CONDITION,
        ties=REFUTED,
    )


def rendered(project, *names, templates=None, overview=True, single_file=False):
    library = load(find_project(project))
    assert library.failures == []
    chosen = names or [n for n in library.derivations if n != "slip"]
    checked = [library.find(name).checked(draft=True) for name in chosen]
    options = Options(single_file=single_file)
    return render(entries(library, checked), ["html"], templates, overview, None, options)


@pytest.fixture(scope="module")
def files(project):
    return rendered(project)


class Page(HTMLParser):
    """The attributes and the text of a page."""

    def __init__(self, source):
        super().__init__()
        self.links, self.ids, self.open, self.words = [], [], [], []
        self.feed(source)
        assert self.open == [], "every element is closed"

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        self.links += [given[k] for k in ("href", "src") if k in given]
        self.ids += [given["id"]] if "id" in given else []
        if tag not in ("meta", "link", "input", "br"):
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_startendtag(self, tag, attrs):
        self.links += [value for name, value in attrs if name in ("href", "src")]

    def handle_data(self, data):
        self.words.append(data)

    @property
    def text(self):
        return " ".join("".join(self.words).split())


def pages(files):
    return {path: Page(text) for path, text in files.items() if path.endswith(".html")}


def test_pages_are_well_formed_and_their_links_lead_somewhere(files):
    found = pages(files)
    assert len(found) == 7
    for path, page in found.items():
        assert len(page.ids) == len(set(page.ids)), path
        for link in page.links:
            file, _, anchor = link.partition("#")
            assert not re.match(r"[a-z]+:|/", file) or file.startswith("data:"), link
            if not file.startswith("data:"):
                target = f"html/{file}" if file else path
                assert target in files, f"{path}: {link}"
                assert not anchor or anchor in found[target].ids, f"{path}: {link}"


def test_hypotheses_ranges_and_conditions_stand_with_the_statement(files):
    page = files["html/ratio.html"]
    statement = page[page.index('<section class="statement"') : page.index("</section>")]
    sources = re.findall(r'<annotation encoding="application/x-tex">(.*?)</annotation>', statement)
    assert sources[:6] == [
        r"K \ge 1",
        r"i = 1, \dots, K",
        r"\sum_{k=1}^{K} y_k = 1",
        "z_i &lt; c",
        r"\sum_{k=1}^{K} z_k \neq 0",
        r"\displaystyle \frac{z_i}{\sum_{k=1}^{K} z_k}",
    ]


def test_a_step_has_its_place_reason_proof_and_copies(files):
    page = files["html/log-softmax-gradient.html"]
    step = page[page.index('<li id="step-2"') : page.index("</ol>")]
    assert '<a class="number" href="#step-2"' in step
    assert "log-sum-exp has gradient" in step
    assert "Rule of the kernel: algebra." in step
    assert '<a href="log-sum-exp-gradient.html">Gradient of log-sum-exp</a>' in step
    assert "derivations/gradients/b.py" in step
    assert r"\begin{alignat*}{2}" in step
    assert "```math" in step
    assert '<a href="log-softmax-gradient.html">' in files["html/log-sum-exp-gradient.html"]


def test_a_counterexample_is_worked_through(files):
    page = Page(files["html/ties.html"])
    assert "It is not true that for every" in page.text
    assert "not true" in page.text
    assert "0.2689" in page.text
    assert "Luce’s rule &" in page.text
    assert "<&> limits" in page.text
    assert "Shown by numbers" in page.text


def test_a_draft_is_marked_on_its_page_and_on_the_index(project):
    files = rendered(project, "slip", "shift-invariance")
    page = Page(files["html/slip.html"]).text
    assert page.count("⚠ not proved") == 2
    assert "⚠ refuted: fails at K = 2" in page
    assert "Proved in" not in page
    assert "A draft: symsoft did not prove all of this page." in page
    copies = re.findall(r'data-copy="([^"]*)"', files["html/slip.html"])
    marked = [n for n, copy in enumerate(copies) if "NOT PROVED" in copy or "not proved" in copy]
    assert len(copies) == 8
    assert marked == [0, 1, 4, 5, 6, 7], "all but the first step"
    index = Page(files["html/index.html"]).text
    assert "A slip ⚠ not proved" in index
    assert "A draft" in index


def test_named_pages_stand_without_the_rest(project):
    files = rendered(project, "log-softmax-gradient", overview=False)
    assert [p for p in files if p.endswith(".html")] == ["html/log-softmax-gradient.html"]
    page = Page(files["html/log-softmax-gradient.html"])
    assert {link for link in page.links if ".html" in link} == {"log-softmax-gradient.html"}
    assert "log-sum-exp-gradient" in page.text


def test_a_page_with_everything_inside_needs_nothing_else(project):
    files = rendered(project, single_file=True)
    assert all(path.endswith(".html") for path in files)
    for path, text in files.items():
        assert len(text.encode()) < 500_000, path
        assert "assets/" not in text
        assert "url(fonts/" not in text
        assert "KaTeX_Math" in text


def test_templates_and_style_of_the_users_own(project, tmp_path, files):
    (tmp_path / "style.css").write_text("h1 { color: teal }")
    (tmp_path / "parts.html.j2").write_text(
        '{% macro formula(c, v="") %}F{% endmacro %}{% macro copies(s, w) %}{% endmacro %}'
        '{% macro chain(s, p, t, x) %}CHAIN{% endmacro %}'
    )  # fmt: skip
    own = rendered(project, templates=tmp_path)
    assert own["html/assets/style.css"] == files["html/assets/style.css"].rstrip("\n") + (
        "\n\nh1 { color: teal }"
    )
    assert "CHAIN" in own["html/shift-invariance.html"]


def test_a_mistake_in_a_template_is_placed(project, tmp_path):
    (tmp_path / "derivation.html.j2").write_text("one\n{{ d.nothing }}")
    with pytest.raises(DerivationError, match=r"derivation\.html\.j2:2: template: .*nothing"):
        rendered(project, templates=tmp_path)


def test_a_formula_that_cannot_be_set_names_the_script(tmp_path):
    bad = SHIFT.replace("$e^c$", r"$\\nope$")
    root = write(tmp_path, shift=bad)
    with pytest.raises(DerivationError, match=r"shift\.py:\d+: KaTeX cannot set .*\\nope"):
        rendered(root)


CODE = """
import hashlib, pathlib, sys
sys.path.insert(0, {tests!r})
from tests.report.html.test_site import rendered
files = rendered(pathlib.Path({project!r}))
print(hashlib.sha256(repr(sorted(files.items())).encode()).hexdigest())
"""


@pytest.mark.slow
def test_the_site_is_the_same_in_every_process(project, monkeypatch):
    found = set()
    for seed in ("1", "2"):
        monkeypatch.setenv("PYTHONHASHSEED", seed)
        done = python(CODE.format(tests=".", project=str(project)))
        assert done.returncode == 0, done.stderr
        found.add(done.stdout)
    assert len(found) == 1
