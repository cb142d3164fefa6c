"""A live move there and back, with deaths at random moments: one try of `make live-deaths`."""

from __future__ import annotations

from support.deaths.trying import attempt, sides


def test_nothing_is_lost_and_nothing_comes_twice_whatever_dies() -> None:
    with sides() as place:
        tried = attempt(place, "57:1", 5)
    assert tried.problems == [], "\n".join(tried.log)
    assert tried.deaths
