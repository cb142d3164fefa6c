"""A real browser for tests: Debian's Chromium without a screen, and what it is to keep."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from support.pages import chromium

SHOTS = Path(os.environ.get("SEGUE_SCREENSHOTS") or Path(__file__).parents[2] / "build/screenshots")
"""Where screenshots are kept for people to look at."""
WIDE, NARROW, HIGH = 1280, 720, 860
WIDTHS = (1400, 800, 390)
SCHEMES = ("light", "dark")
AXE = Path(__file__).parent / "axe.min.js"
"""axe-core 4.14.1 from its npm package (MPL 2.0)."""

JUDGE = """async rules => (await axe.run(document, rules)).violations.map(
    fault => `${fault.id}: ${fault.nodes.slice(0, 3).map(node => node.html).join(" ")}`)"""
"""All that axe found out about a page would be megabytes."""


WIDER = """() => [document.documentElement, document.querySelector("main")]
    .filter(box => box.scrollWidth > box.clientWidth)
    .map(box => [box.scrollWidth, [...box.querySelectorAll("*")].find(inner =>
        inner.getBoundingClientRect().right > box.getBoundingClientRect().left + box.clientWidth + 1
        && !inner.closest(".scroll"))])
    .map(([width, inner]) => `${width} by ${inner?.outerHTML.slice(0, 80)}`)"""
"""Boxes of the page that show only a part of what is in them; a table may have a box of its own."""


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    """Skips where there is none, except on CI, which installs one."""
    if chromium() is None and not os.environ.get("CI"):
        pytest.skip("there is no Chromium; `make test` installs it as root")
    sync_api = pytest.importorskip("playwright.sync_api")
    with sync_api.sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=chromium(), args=["--no-sandbox"])
        yield running
        running.close()


@contextmanager
def watched(browser: Any) -> Iterator[Any]:
    """A page; whatever the browser complains of in its scripts or policy fails the test."""
    context = browser.new_context(viewport={"width": WIDE, "height": HIGH})
    page = context.new_page()
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    yield page
    # The pages say so where something was refused; the browser tells the status as well.
    refusals = [text for text in complaints if "Content Security Policy" in text or "Error" in text]
    context.close()
    assert refusals == [], refusals


def faults(page: Any, shot: str = "") -> list[str]:
    """By every rule of axe, by contrast in the dark; headings; what is wider than the window."""
    found: list[str] = []
    page.set_viewport_size({"width": WIDTHS[0], "height": HIGH})
    page.evaluate(AXE.read_text(encoding="utf-8"))
    for scheme in SCHEMES:
        page.emulate_media(color_scheme=scheme)
        rules = {} if scheme == SCHEMES[0] else {"runOnly": ["color-contrast"]}
        told = page.evaluate(JUDGE, {**rules, "resultTypes": ["violations"]})
        found += (f"{scheme}: {fault}" for fault in told)
    if page.locator("h1").count() != 1:
        found.append("a page has one first heading")
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": HIGH})
        found += (f"{wider}, in a window of {width}" for wider in page.evaluate(WIDER))
        for scheme in SCHEMES if shot else ():
            page.emulate_media(color_scheme=scheme)
            page.screenshot(path=SHOTS / f"{shot}-{scheme}-{width}.png", caret="initial")
    return found


def kept(page: Any, name: str) -> None:
    """Keep what a person would see, light and dark, at two widths."""
    for scheme in ("light", "dark"):
        for width in (WIDE, NARROW):
            page.emulate_media(color_scheme=scheme)
            page.set_viewport_size({"width": width, "height": HIGH})
            # Hiding the caret would need a style that the pages' policy forbids.
            shot = SHOTS / f"{name}-{scheme}-{width}.png"
            page.screenshot(path=shot, caret="initial")
    page.emulate_media(color_scheme="light")
    page.set_viewport_size({"width": WIDE, "height": HIGH})
