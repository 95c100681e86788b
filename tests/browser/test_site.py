"""The site in a real browser: reading, moving about, copying, printing, and reaching everyone."""

import base64
import math
import subprocess
import threading
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from flint import arb, fmpq
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support.ui import WebDriverWait

from symsoft.derivation.library import load
from symsoft.derivation.project import find_project
from symsoft.report.render import Options, entries, render
from tests.browser.conftest import Browser
from tests.running import ROOT, needs

pytestmark = pytest.mark.slow

AXE = (Path(__file__).parent / "axe" / "axe.min.js").read_text(encoding="utf-8")
PAGES = (
    "index.html",
    "graph.html",
    "source-claims.html",
    "softmax-limit-maximum.html",
    "softmax-limit-ties.html",
    "gaussian-clusters.html",
)


def violations(page):
    """What axe-core finds, as lines that name the rule and the element."""
    page.execute_script(AXE)
    found = page.execute_async_script(
        "const [done] = arguments;"
        "axe.run({preload: false}).then(r => done(r.violations), e => done([String(e)]))"
    )
    return [f"{v['id']}: {v['nodes'][0]['html']}" if isinstance(v, dict) else v for v in found]


def open_details(page):
    page.execute_script("document.querySelectorAll('details').forEach(d => d.open = true)")


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_everyone_can_read_every_page(browser, dark):
    for name in PAGES:
        page = browser.open(name, dark=dark)
        open_details(page)
        assert violations(page) == [], name


def test_no_page_is_wider_than_a_small_telephone(browser):
    for name in PAGES:
        page = browser.open(name, width=320)
        open_details(page)
        page.execute_script("dispatchEvent(new Event('resize'))")
        assert page.execute_script("return document.documentElement.scrollWidth") <= 320, name
    page = browser.open("gaussian-clusters.html", width=320)
    boxes = page.execute_script(
        "return [...document.querySelectorAll('.scroll')]"
        ".map(b => [b.scrollWidth > b.clientWidth + 1, b.tabIndex])"
    )
    assert any(wide for wide, _ in boxes)
    assert all(wide == (index == 0) for wide, index in boxes), (
        "wide boxes are stops of the keyboard"
    )


def test_from_the_index_to_a_result_and_what_it_rests_on(browser):
    page = browser.open("index.html")
    page.find_element(By.LINK_TEXT, "The gradient of log-softmax").click()
    assert page.title == "The gradient of log-softmax"
    page.find_element(By.CSS_SELECTOR, "#graph + h3 + ul a").click()
    assert page.title == "The gradient of log-sum-exp"
    page.find_element(By.LINK_TEXT, "The gradient of log-softmax").click()
    page.find_element(By.CSS_SELECTOR, "#step-2 .number").click()
    assert page.current_url.endswith("log-softmax-gradient.html#step-2")


def test_every_link_leads_somewhere(browser, site):
    for name in [p.name for p in site.glob("*.html")]:
        page = browser.open(name)
        links = page.execute_script(
            "return [...document.querySelectorAll('a[href]')].map(a => a.getAttribute('href'))"
        )
        for link in links:
            file, _, anchor = link.partition("#")
            target = (site / (file or name)).read_text(encoding="utf-8")
            assert not anchor or f'id="{anchor}"' in target, f"{name}: {link}"


def test_boxes_of_the_graph_are_links(browser):
    page = browser.open("graph.html")
    box = page.find_element(
        By.XPATH, "//*[local-name()='svg']//*[local-name()='a'][contains(., 'log-softmax')]"
    )
    page.execute_script("arguments[0].focus()", box)
    lit = box.find_elements(By.XPATH, "ancestor::*[local-name()='svg']/*[@class='lit']")
    ends = {(arrow.get_attribute("data-from"), arrow.get_attribute("data-to")) for arrow in lit}
    assert ends == {
        ("log-sum-exp-gradient", "log-softmax-gradient"),
        ("log-softmax-gradient", "confidently-wrong-gradient"),
    }
    box.click()
    assert page.current_url.endswith("/log-softmax-gradient.html")


def test_the_index_can_be_searched(browser):
    page = browser.open("index.html")
    page.find_element(By.ID, "filter").send_keys("GRADIENT log")
    shown = [e.text for e in page.find_elements(By.CSS_SELECTOR, ".entries li") if e.is_displayed()]
    assert shown == ["The gradient of log-sum-exp", "The gradient of log-softmax"]
    assert page.find_element(By.CSS_SELECTOR, "[data-count]").text == "2 found"


def pasted(page):
    """What the clipboard holds, by pasting it."""
    page.execute_script(
        "document.body.insertAdjacentHTML('beforeend', '<textarea id=paste></textarea>')"
    )
    area = page.find_element(By.ID, "paste")
    area.send_keys(Keys.CONTROL, "v")
    text = area.get_property("value")
    page.execute_script("document.getElementById('paste').remove()")
    return text


def test_copies_can_be_pasted(browser):
    page = browser.open("log-softmax-gradient.html")
    latex, markdown = page.find_elements(By.CSS_SELECTOR, ".statement .copies button")
    latex.send_keys(Keys.ENTER)
    assert page.find_element(By.CSS_SELECTOR, "[data-toast]").text == "Copied"
    assert pasted(page).splitlines() == [
        r"For every $K \ge 1$ and all $i, j = 1, \dots, K$:",
        r"\begin{alignat*}{2}",
        r"\frac{\partial}{\partial z_j} \log p_i & = \delta_{ij} - p_j",
        r"\end{alignat*}",
        "where",
        r"\begin{alignat*}{2}",
        r"p_k & = \frac{e^{z_k}}{\sum_{l=1}^{K} e^{z_l}}",
        r"\end{alignat*}",
    ]
    markdown.click()
    assert pasted(page).startswith("For every $`K \\ge 1`$ and all")
    open_details(page)
    page.find_element(By.CSS_SELECTOR, "#step-3 [data-copy]").click()
    assert r"& = \delta_{ij} - p_j &\qquad& " in pasted(page)


def test_dark_and_light(browser):
    def paper():
        return page.execute_script("return getComputedStyle(document.body).backgroundColor")

    page = browser.open("index.html", dark=True)
    assert paper() == "rgb(22, 23, 26)"
    toggle = page.find_element(By.CSS_SELECTOR, "[data-theme-toggle]")
    assert toggle.get_attribute("aria-pressed") == "true"
    toggle.click()
    assert paper() == "rgb(255, 254, 251)"
    kept = WebDriverWait(page, 10)  # the storage of a browser reaches its processes in its own time
    kept.until(lambda _: browser.open("graph.html", dark=True) and paper() == "rgb(255, 254, 251)")
    page.execute_script("localStorage.clear()")
    browser.open("index.html")
    assert paper() == "rgb(255, 254, 251)"


def exact(z, c):
    """softmax(cz) in balls that contain the true numbers."""
    top = [(arb(x) * arb(c)).exp() for x in z]
    return [t / sum(top) for t in top]


def wrong(c):
    """The slopes of both losses in the logit of the true class, the first, at (0, c)."""
    p = exact([0, 1], c)
    return [p[0] - 1, -4 * p[0] * p[1] ** 2]


# What the panels of a page show, computed here by other means.
SHOWN = {
    "softmax-limit-maximum": [lambda c: exact([1, 2, 3], c), lambda c: exact([1, 3, 3], c)],
    "input-scale-in-numbers": [
        lambda c: [arb(fmpq(1, 3)), arb(fmpq(2, 3))], lambda c: exact([1, 2], c),
    ],
    "squared-error-saturates": [wrong],
}  # fmt: skip


@pytest.mark.parametrize("name", SHOWN)
def test_sliders_show_exact_numbers(browser, name):
    page = browser.open(f"{name}.html")
    slide = page.find_element(By.CSS_SELECTOR, "input[type=range]")
    least = int(slide.get_attribute("min")) * 10
    for setting in ("1", "2.5", "7.3", "10"):
        page.execute_script(
            "const s = document.querySelector('input[type=range]'); s.value = arguments[0];"
            "s.dispatchEvent(new Event('input'))",
            setting,
        )
        panels = page.find_elements(By.CSS_SELECTOR, ".bars")
        for panel, values in zip(panels, SHOWN[name], strict=True):
            told = panel.find_element(By.CSS_SELECTOR, "[data-numbers]").get_property("textContent")
            shown = [part.rpartition(": ")[2].replace("−", "-") for part in told.split(", ")]
            expected = values(fmpq(round(float(setting) * 10), 10))
            for number, value in zip(shown, expected, strict=True):
                assert abs(value - arb(number)) < arb("0.00005001")
            heights = page.execute_script(
                "return [...arguments[0].querySelectorAll('.room > div')]"
                ".map(bar => bar.getBoundingClientRect().height / bar.parentElement.clientHeight)",
                panel,
            )
            # The room is as high as the values range, 0 included; a bar is at least one pixel high.
            found = [float(v.mid()) for n in range(least, 101) for v in values(fmpq(n, 10))]
            room = max(*found, 0) - min(*found, 0)
            for height, value in zip(heights, expected, strict=True):
                assert math.isclose(height, abs(float(value.mid())) / room, abs_tol=0.012)


def test_the_slider_moves_with_the_keyboard(browser):
    page = browser.open("softmax-limit-maximum.html")
    page.find_element(By.CSS_SELECTOR, "input[type=range]").send_keys(Keys.END)
    assert page.find_element(By.CSS_SELECTOR, "[data-at]").text == "10"
    said = page.find_elements(By.CSS_SELECTOR, "[data-numbers]")[1].get_property("textContent")
    assert said == "a sub 1: 0.0000, a sub 2: 0.5000, a sub 3: 0.5000"


def drawn(page):
    """Wait for the first frame with its fonts: what is printed before it is an empty sheet."""
    page.execute_async_script(
        "const [done] = arguments;"
        "document.fonts.ready.then(() => requestAnimationFrame(() => requestAnimationFrame(done)))"
    )


def test_print(browser, tmp_path):
    needs("pdftotext", "pdffonts")
    page = browser.open("softmax-limit-maximum.html")
    drawn(page)
    file = tmp_path / "page.pdf"
    file.write_bytes(base64.b64decode(page.print_page()))
    run = {"capture_output": True, "text": True, "check": True, "timeout": 60}
    text = subprocess.run(["pdftotext", file, "-"], **run).stdout
    assert "Softmax of a growing multiple tends to the maximum" in " ".join(text.split())
    assert "Copy as" not in text
    assert "An illustration" in text
    fonts = subprocess.run(["pdffonts", file], **run).stdout
    assert "KaTeX_Math-Italic" in fonts
    assert "SourceSerif4" in fonts


def test_a_page_with_everything_inside(chromium, tmp_path):
    library = load(find_project(ROOT))
    found = entries(library, [library.find("softmax-limit-maximum").checked()])
    options = Options(single_file=True)
    (page,) = render(found, ["html"], overview=False, options=options).values()
    (tmp_path / "alone.html").write_text(page, encoding="utf-8")
    alone = Browser(chromium, (tmp_path / "alone.html").as_uri())
    page = alone.open("")
    page.find_element(By.CSS_SELECTOR, "input[type=range]").send_keys(Keys.END)
    assert page.find_element(By.CSS_SELECTOR, "[data-at]").text == "10"
    loaded = "return [...document.fonts].filter(f => f.status === 'loaded').map(f => f.family)"
    assert "KaTeX_Math" in page.execute_script(loaded)
    assert alone.complaints() == []


class Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_):
        """Nothing."""


def test_a_server_may_have_the_site_under_any_prefix(chromium, site):
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=site.parent)) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        served = Browser(chromium, f"http://127.0.0.1:{server.server_port}/html/")
        page = served.open("index.html")
        page.find_element(By.LINK_TEXT, "The gradient of log-softmax").click()
        assert page.title == "The gradient of log-softmax"
        page.find_element(By.CSS_SELECTOR, ".statement .copies button").click()
        assert pasted(page).startswith("For every $K")
        assert served.complaints() == []
        page.get("about:blank")
        server.shutdown()


def test_without_a_script_all_can_be_read(browser):
    browser.driver.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": True})
    try:
        page = browser.open("softmax-limit-maximum.html")
        assert not page.find_element(By.CSS_SELECTOR, ".copies").is_displayed()
        assert not page.find_element(By.CSS_SELECTOR, "input[type=range]").is_displayed()
        assert page.find_element(By.CSS_SELECTOR, ".drawing svg").is_displayed()
        assert page.find_element(By.CSS_SELECTOR, "#step-5 .right").is_displayed()
        page.find_element(By.CSS_SELECTOR, "#step-5 summary").click()
        assert (
            "Rules of the kernel: limit" in page.find_element(By.CSS_SELECTOR, "#step-5 .how").text
        )
    finally:
        browser.driver.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": False})
