"""A live move by the pages alone: what it needs, its lag, rehearsal, cutover and the way back."""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path
from typing import Any

import pytest

from conftest import MakeDatabase
from segue.demo.servers import Server
from segue.web.move_pages.plot import HEIGHT, WIDTH, plot
from support.browser import browser, faults
from support.pages import Pages, serving, wait_for
from test_live import PATIENCE

__all__ = ["browser"]
pytest.importorskip("waitress")

TABLE = "CREATE TABLE author (id serial PRIMARY KEY, {} text NOT NULL)"


def words(page: str) -> str:
    """What a person reads."""
    return " ".join(unescape(re.sub(r"<[^>]*>", "", page)).split())


def test_a_live_move_from_the_first_look_to_the_way_back(
    browser: Any, live_server: Server, make_database: MakeDatabase, tmp_path: Path
) -> None:
    old, new = make_database(live_server), make_database(live_server)
    old.execute(TABLE.format("name") + "; INSERT INTO author VALUES (1, 'Ada'), (4, 'Bob')")
    new.execute(TABLE.format("name"))
    with serving(tmp_path, "--from", old.url, "--to", new.url) as address:
        page = browser.new_context(bypass_csp=True).new_page()
        page.goto(address)
        state = page.context.storage_state()
        pages = Pages(address, {each["name"]: each["value"] for each in state["cookies"]})
        pages.post("/plan/draft")
        pages.post("/live/draft-back")
        wait_for(pages, "/live", "segue-back.toml</code> is there")
        pages.post("/live/check")
        first = words(wait_for(pages, "/live", "Look again"))
        assert "Nothing stands in the way" in first, first
        pages.post("/live/begin", back="on")
        wait_for(pages, "/live", "▸ Following:", PATIENCE)
        old.execute("UPDATE author SET name = 'Eve' WHERE id = 4")
        seen = words(wait_for(pages, "/live", "1 key in", PATIENCE))
        assert re.search(r"Lag: [\d.:]+ m?s? ?now", seen) or "Lag: " in seen, seen
        page.goto(pages.base + "/live")
        assert faults(page, "live") == []
        page.get_by_label("Type the name").fill("typed")
        page.locator("figure").evaluate("each => each.remove()")
        page.locator("figure").wait_for()
        assert page.get_by_label("Type the name").input_value() == "typed"
        page.context.close()
        assert pages.post("/live/cut", command="cutover", confirm="another").status == 422
        pages.post("/live/cut", command="cutover", rehearse="on")
        seen = words(wait_for(pages, "/live", "Rehearsed:", PATIENCE))
        assert re.search(r"Rehearsed: writers waited [\d,]+ ms; all was undone", seen), seen
        pages.post("/live/cut", command="cutover", confirm=new.name, max_pause="20s")
        moved = words(wait_for(pages, "/live", "✓ Cut over.", PATIENCE))
        assert f"{new.name} takes rows, {old.name} does not" in moved
        wait_for(pages, "/live", "Go back", PATIENCE)
        new.execute("INSERT INTO author (name) VALUES ('Cy')")
        pages.post("/live/cut", command="reverse", confirm=old.name)
        wait_for(pages, "/live", "✓ Gone back:", PATIENCE)
        assert old.execute("SELECT name FROM author ORDER BY name") == [("Ada",), ("Cy",), ("Eve",)]


def test_a_plot_stays_within_its_picture() -> None:
    assert plot([(1.0, 2.0)]) is None
    drawn = plot([(10.0, 0.0), (11.0, 4.0), (14.0, 1.0)])
    assert drawn is not None
    assert (drawn.highest, drawn.latest, drawn.seconds) == (4.0, 1.0, 4.0)
    places = [tuple(map(float, each.split(","))) for each in drawn.points.split()]
    assert places == [(0, HEIGHT), (WIDTH / 4, 0), (WIDTH, HEIGHT * 3 / 4)]
