"""Helps on pages name pages and buttons, not the options of a terminal."""

from __future__ import annotations

import re

import pytest

from segue.web.page_words import PHRASES, on_page
from support.messages import messages

HELPS = ("errors/databases", "errors/live", "errors/runs", "errors/usage", "checks/", "database/")
BUTTONS = (
    r"--create-database", r"--target-is-fresh", r"--jobs", r"--overwrite", r"`segue restore`",
    r"`segue status`", r"`segue verify`", r"`segue follow`", r"`segue check`", r"`segue stop`",
    r"`segue move --live`", r"same command",
)  # fmt: skip
"""What the pages have under another name."""


@pytest.mark.parametrize("button", BUTTONS)
def test_no_help_on_a_page_names_an_option_that_has_a_button(button: str) -> None:
    told = [each for each in messages() if each.place.startswith(HELPS)]
    named = [(each.place, each.text) for each in told if re.search(button, each.text)]
    left = [(place, on_page(text)) for place, text in named if re.search(button, on_page(text))]
    assert left == []


def test_what_pages_do_not_have_stays_and_every_phrase_is_met() -> None:
    assert on_page("widen the field: status = { sql = ... }") == (
        "widen the field: status = { sql = ... }"
    )
    told = " ".join(each.text for each in messages() if not each.place.startswith("web/"))
    assert [pattern.pattern for pattern, _ in PHRASES if not pattern.search(told)] == []
