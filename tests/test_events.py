"""Events and findings survive their way through JSON: whoever reads them knows what was told."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Mapping
from typing import Any, get_type_hints

import pytest

from segue import events
from segue.checks.grouping import grouped
from segue.events import Event, FindingReported
from segue.findings import FEW, TARGET, Finding, Place, Severity
from segue.progress import Tally

FINDING = Finding(
    "S201", Severity.WARNING, "3 values are too long", Place("segue.toml", 27, "public.a", "b"),
    "they are refused", "widen it", "id 7", subject="public.a.b",
)  # fmt: skip
SAMPLES = {
    int: 3, str: "words", bool: True, float: 1.5, Finding: FINDING, Mapping[str, int]: {"name": 3},
    Mapping[str, float]: {"name": 0.5}, int | None: None,
}  # fmt: skip


def sample(kind: type[Event]) -> Event:
    types = get_type_hints(kind)
    names = [field.name for field in dataclasses.fields(kind)]
    return kind(**{name: SAMPLES[types[name]] for name in names})


def through_json(event: Event) -> Event | None:
    return Event.from_json(json.loads(json.dumps(event.as_json())))


@pytest.mark.parametrize("kind", events.KINDS.values(), ids=events.KINDS)
def test_every_event_is_read_back_from_its_json(kind: type[Event]) -> None:
    event = sample(kind)
    assert through_json(event) == event


@pytest.mark.parametrize(
    "said",
    [
        {},
        {"event": "asked", "version": 1},
        {"event": "note", "version": events.FORMAT_VERSION + 1, "text": "later"},
    ],
)
def test_what_is_no_event_of_this_version_is_none(said: dict[str, Any]) -> None:
    assert Event.from_json(said) is None


def test_an_event_is_read_though_a_later_version_tells_more_of_it() -> None:
    said = {**events.Note("hello").as_json(), "mood": "good"}
    assert Event.from_json(said) == events.Note("hello")


def test_a_finding_of_many_names_each_of_them_in_json_and_a_few_to_people() -> None:
    many = FEW + 9
    one = [
        dataclasses.replace(
            FINDING, place=Place("segue.toml", line), subject=f"t{line}", many="{count} columns"
        )
        for line in range(1, many + 1)
    ]
    (finding,) = grouped(one)
    assert finding.where.splitlines()[-1] == "and 9 more"
    assert finding.title == f"{many} columns"
    said = FindingReported(finding).as_json()
    assert [each["line"] for each in said["together"]] == list(range(1, many + 1))
    read = through_json(FindingReported(finding))
    assert isinstance(read, FindingReported)
    assert read.finding.together == finding.together


@pytest.mark.parametrize(
    ("place", "words"),
    [
        (Place("segue.toml", 27, "public.a"), "segue.toml:27"),
        (Place("segue.toml"), "segue.toml"),
        (Place(table="public.a", column="b"), "public.a.b"),
        (TARGET, "target"),
        (Place(), ""),
    ],
)
def test_a_place_in_words(place: Place, words: str) -> None:
    assert str(place) == words


def test_progress_is_the_same_whether_events_are_heard_or_read() -> None:
    told = [
        events.RunStarted(1, "a", "b", resumed=False),
        events.StepStarted(5, "Copy rows"),
        events.CopyPlanned(2, 3, 300),
        events.TableStarted("t", 200, 10),
        events.TableProgress("t", 150, 200),
        FindingReported(FINDING),
        events.Note("beware", "warning"),
        events.Note("small print", "detail"),
    ]
    heard, read = Tally(lambda: 0.0), Tally(lambda: 0.0)
    for event in told:
        heard.add(event)
        again = through_json(event)
        assert again is not None
        read.add(again)
    assert heard.bytes_done == read.bytes_done == 150
    assert heard.share == read.share == 0.5
    assert heard.notes == read.notes == ["beware"]
    assert read.under_way == events.StepStarted(5, "Copy rows")
    assert [finding.code for finding in read.findings] == ["S201"]
