"""History on the pages: what the command tells, what will run, what ran."""

from __future__ import annotations

import re
from html import unescape

import pytest

from support.histories import Story
from support.pages import Pages, serving, wait_for
from test_by_history import MOVED, rows, told

__all__ = ["told"]
pytest.importorskip("waitress")


def words(page: str) -> str:
    """What a person reads."""
    return " ".join(unescape(re.sub(r"<[^>]*>", "", page)).split())


def test_a_project_is_upgraded_by_the_pages_from_the_first_look_to_what_ran(told: Story) -> None:
    """The target is not there yet: no page takes that for an error, and the move makes it."""
    told.settle()
    with serving(told.project.path) as address:
        pages = Pages(address)
        first = pages.get(address.removeprefix(pages.base)).text
        assert "History" in first
        tried = pages.post("/connect/test", source="old", target="default").text
        assert "The database does not exist yet" in tried
        assert "Compare the migrations first" in tried
        for path in ("/", "/history", "/running", "/report", "/problems"):
            assert "Error" not in pages.get(path).text, path
        assert "Look now" in pages.get("/history").text
        pages.post("/history/run")
        seen = words(wait_for(pages, "/history", "The source is behind"))
        assert "A move into a new database goes by the history" in seen
        assert seen.index("chain.0002_renamed") < seen.index("chain.0003_slugs")
        assert "public.chain_object" in seen
        assert "The source is as its migrations make it" in seen
        pages.post("/history/move")
        wait_for(pages, "/running", "✓ Done.")
        assert rows(told.new) == MOVED
        ran = words(pages.get("/history").text)
        assert "Start the move" not in ran
        assert "What ran in run 1" in ran
        assert re.search(r"chain\.0003_slugs\s*✓ done\s*[\d:]+", ran), ran


def test_where_a_look_is_stopped_short_it_says_why(told: Story) -> None:
    told.settle()
    with serving(told.project.path, "--from", "old", "--to", "default") as address:
        pages = Pages(address)
        pages.get(address.removeprefix(pages.base))
        told.project.write("chain/migrations/0004_broken.py", "raise ValueError('no such thing')")
        pages.post("/history/run")
        assert "no such thing" in wait_for(pages, "/history", "It could not be told")
