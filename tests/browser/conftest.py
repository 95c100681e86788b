"""The site of part of the library, and a headless Chromium to open it with."""

import json
import shutil

import pytest
from selenium import webdriver
from selenium.webdriver.chrome.options import Options
from selenium.webdriver.chrome.service import Service

from symsoft.derivation.library import load
from symsoft.derivation.project import find_project
from symsoft.report.files import write
from symsoft.report.render import entries, render
from tests.running import ROOT, needs

# A chain that cites, two with limits, wide formulas, a refutation, numbers.
NAMES = (
    "log-sum-exp-gradient",
    "log-softmax-gradient",
    "softmax-shift-invariance",
    "softmax-limit-maximum",
    "softmax-limit-ties",
    "confidently-wrong-gradient",
    "squared-error-saturates",
    "gaussian-clusters",
    "input-scale-in-numbers",
)
FLAGS = (
    "--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-sync "
    "--disable-background-networking --disable-component-update --disable-dev-shm-usage"
).split()


@pytest.fixture(scope="session")
def site(tmp_path_factory):
    """The folder of the site."""
    library = load(find_project(ROOT))
    checked = [library.find(name).checked() for name in NAMES]
    out = tmp_path_factory.mktemp("reports")
    write(out, render(entries(library, checked), ["html"], source=library.source))
    return out / "html"


@pytest.fixture(scope="session")
def chromium(tmp_path_factory):
    """A browser that keeps a record of what it asks for."""
    options = Options()
    for flag in (*FLAGS, f"--user-data-dir={tmp_path_factory.mktemp('chromium')}"):
        options.add_argument(flag)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
    needs("chromium", "chromedriver")
    paths = {name: shutil.which(name) for name in ("chromium", "chromedriver")}
    options.binary_location = paths["chromium"]
    driver = webdriver.Chrome(options=options, service=Service(paths["chromedriver"]))
    yield driver
    driver.quit()


class Browser:
    """Pages below the address `start`, seen as asked for."""

    def __init__(self, driver: webdriver.Chrome, start: str) -> None:
        self.driver, self.start = driver, start
        driver.get("about:blank")
        self.complaints()

    def open(self, page: str, width: int = 1280, dark: bool = False) -> webdriver.Chrome:
        media = {
            "features": [{"name": "prefers-color-scheme", "value": "dark" if dark else "light"}]
        }
        size = {"width": width, "height": 900, "deviceScaleFactor": 1, "mobile": False}
        self.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", media)
        self.driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", size)
        self.driver.get(f"{self.start}{page}")
        return self.driver

    def complaints(self) -> list[str]:
        """What the console says, and what was asked for outside of the folder."""
        said = [entry["message"] for entry in self.driver.get_log("browser")]
        inside = (self.start, "data:", "about:", "chrome")
        events = [json.loads(e["message"])["message"] for e in self.driver.get_log("performance")]
        asked = [
            event["params"]["request"]["url"]
            for event in events
            if event["method"] == "Network.requestWillBeSent"
        ]
        return said + [f"asks for {url}" for url in asked if not url.startswith(inside)]


@pytest.fixture
def browser(chromium, site):
    """The site in the browser; no test may leave an error or a request behind."""
    seen = Browser(chromium, f"{site.as_uri()}/")
    yield seen
    assert seen.complaints() == []
