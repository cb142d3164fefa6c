"""The whole demo, moved on its pages by a person: by mouse, and by keyboard alone."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from support.browser import browser, kept, watched

sync_api = pytest.importorskip("playwright.sync_api")
__all__ = ["browser"]

STOPS = 120
"""Elements that the Tab key may pass on its way to one of a page."""
NAMES = """() => {
  const found = document.activeElement;
  const label = found.labels && found.labels.length ? found.labels[0].innerText : "";
  const names = [found.getAttribute("aria-label"), label, found.innerText];
  return names.map((text) => (text || "").trim());
}"""


@pytest.fixture
def page(browser: Any, tmp_path: Path) -> Iterator[Any]:
    """The page that `segue demo --web` opens."""
    place = Path(tempfile.mkdtemp(prefix="segue-test-"))
    place.chmod(0o1777)  # as of /tmp: the servers may run as another user
    clean = {k: v for k, v in os.environ.items() if not k.startswith("DJANGO_")}
    demo = subprocess.Popen(
        [sys.executable, "-m", "segue", "demo", "--web"],
        cwd=tmp_path, env={**clean, "TMPDIR": str(place), "BROWSER": "true"},
        stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL), start_new_session=True,
    )  # fmt: skip
    try:
        assert demo.stdout is not None
        said = iter(demo.stdout)
        address = next(found[0] for line in said if (found := re.search(r"http://\S+", line)))
        with watched(browser) as page:
            page.goto(address)
            yield page
    finally:
        os.killpg(demo.pid, signal.SIGINT)
        demo.communicate(timeout=60)
    assert list(place.iterdir()) == []
    place.rmdir()


class Keyboard:
    """A person without a mouse."""

    def __init__(self, page: Any) -> None:
        self._page = page

    def go(self, key: str, title: str) -> None:
        """To another page."""
        self._page.keyboard.press("g")
        self._page.keyboard.press(key)
        self._page.get_by_role("heading", name=title, exact=True).wait_for()

    def to(self, name: str) -> None:
        """With the Tab key to what has this name, or a name that begins so."""
        for _ in range(STOPS):
            self._page.keyboard.press("Tab")
            if any(found == name or found.startswith(name + " ") for found in self._names()):
                return
        raise AssertionError(f"{name} cannot be reached")

    def press(self, name: str) -> None:
        """Go there and press Enter; where that leads to another page, wait for it."""
        self.to(name)
        with self._page.expect_navigation():
            self._page.keyboard.press("Enter")

    def type(self, name: str, text: str) -> None:
        """Go there and type, in place of what stood there."""
        self.to(name)
        self._page.keyboard.press("Control+a")
        self._page.keyboard.type(text)

    def choose(self, name: str, way: str) -> None:
        """Go to a list, and down in it to what is wanted; the form follows each step."""
        self.to(name)
        chosen = self._page.locator("select:focus option:checked")
        for _ in range(STOPS):
            if chosen.inner_text() == way:
                return
            with self._page.expect_response("**/form?*"):
                self._page.keyboard.press("ArrowDown")
        raise AssertionError(f"{way} cannot be chosen")

    def _names(self) -> list[str]:
        found: list[str] = self._page.evaluate(NAMES)
        return found


def test_the_whole_demo_by_keyboard_alone(page: Any) -> None:
    keys = Keyboard(page)
    keys.go("t", "Tables")
    keys.press("Draft the plan")
    keys.press("▸ public.store_payment")
    keys.press("Columns of public.shop_line")
    keys.press("Set")  # what may be meant stands in the field
    keys.go("t", "Tables")
    keys.press("Columns of public.shop_customer")
    keys.press("Fill public.store_address from public.shop_customer too")
    keys.type("Only rows where", "city <> ''")
    page.locator("#counted").get_by_text(re.compile(r"^[\d,]+ rows")).wait_for()
    keys.press("Set")
    for source, kind in (("public.shop_payment", "payment"), ("public.shop_refund", "refund")):
        keys.go("t", "Tables")
        keys.press(f"Columns of {source}")
        keys.choose("How kind is fed", "a constant")
        page.get_by_placeholder("the same value for every row").wait_for()
        keys.type("What feeds kind", kind)
        keys.press("Set")
    keys.go("k", "Check")
    keys.press("Check now")
    page.get_by_text("✓ Nothing stands in the way.").wait_for(timeout=60_000)
    keys.go("r", "Review")
    page.get_by_text("tables get about").wait_for()
    keys.press("Start the move")
    page.get_by_text("✓ Done.").wait_for(timeout=120_000)
    keys.go("v", "Verify")
    keys.press("Compare now")
    page.get_by_text("23 of 23 tables are equal").wait_for(timeout=60_000)


def test_the_whole_demo_by_mouse(page: Any) -> None:
    go = page.get_by_role("navigation", name="Steps")
    kept(page, "moves")
    go.get_by_role("link", name="Connect").click()
    page.get_by_role("button", name="Test both").click()
    page.get_by_text("It answers").first.wait_for()
    kept(page, "connect")
    page.get_by_role("button", name="Draft the plan").click()
    kept(page, "tables")
    page.get_by_role("button", name="▸ public.store_payment").click()
    page.get_by_role("link", name="public.store_orderline").click()
    assert page.get_by_label("What feeds unit_price").input_value() == "price"
    page.get_by_role("button", name="Set", exact=True).first.click()
    go.get_by_role("link", name="Tables").click()
    page.get_by_role("link", name="public.store_customer").click()
    page.get_by_text("Values are masked").wait_for()
    kept(page, "columns")
    page.get_by_role("button", name="Fill public.store_address").click()
    page.get_by_label("Only rows where").fill("city <> ''")
    page.locator("form", has=page.locator("#where")).get_by_role("button", name="Set").click()
    for source, kind in (("public.shop_payment", "payment"), ("public.shop_refund", "refund")):
        go.get_by_role("link", name="Tables").click()
        page.get_by_role("link", name=f"Columns of {source}").click()
        page.get_by_label("How kind is fed").select_option("constant")
        page.get_by_placeholder("the same value for every row").fill(kind)
        page.get_by_role("button", name="Set", exact=True).first.click()
    go.get_by_role("link", name="Check").click()
    page.get_by_role("button", name="Check now").click()
    page.get_by_role("link", name="On to the review").click(timeout=60_000)
    page.get_by_text("tables get about").wait_for()
    kept(page, "review")
    page.get_by_role("button", name="Start the move").click()
    page.get_by_text("tables are in").wait_for(timeout=60_000)
    kept(page, "running")
    page.get_by_text("✓ Done.").wait_for(timeout=120_000)
    kept(page, "done")
    for name in ("Problems", "Sequences", "Report"):
        go.get_by_role("link", name=name).click()
        page.get_by_role("heading", name=name).first.wait_for()
        page.wait_for_load_state("networkidle")
        kept(page, name.lower())
    go.get_by_role("link", name="Verify").click()
    page.get_by_role("button", name="Compare now").click()
    page.get_by_text("23 of 23 tables are equal").wait_for(timeout=60_000)
    kept(page, "verify")
