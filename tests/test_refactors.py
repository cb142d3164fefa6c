"""The corpus of refactors: no wrong match unasked, and every row where the new models want it."""

from __future__ import annotations

import os
from collections.abc import Iterator
from concurrent.futures import Future

import pytest

from segue.demo.servers import Server
from support.refactors.cases import Case, all_cases
from support.refactors.corpus import tried
from support.refactors.scoring import Score
from support.refactors.trying import Outcome

ALL = all_cases()
CASES = ALL if os.environ.get("SEGUE_REFACTORS") == "all" else ALL[::4]
"""Each fourth one, which takes minutes; `make test-refactors` tries all."""

RECALL = 0.96
"""Of what the databases tell, the share that is to be proposed unasked: what was reached once, in
the cases that the rules were made better with. Sets that were written blind are only reported."""

Outcomes = dict[str, Future[Outcome]]


@pytest.fixture(scope="session")
def outcomes(
    request: pytest.FixtureRequest, source_server: Server, target_server: Server
) -> Iterator[Outcomes]:
    """What comes of every case that this session tests; they are tried side by side."""
    specs = (getattr(item, "callspec", None) for item in request.session.items)
    params = (spec.params.get("case") for spec in specs if spec)
    chosen = {case.name for case in params if isinstance(case, Case)}
    cases = [case for case in CASES if case.name in chosen]
    with tried(cases, source_server, target_server) as found:
        yield found


def _each(part: str) -> list[object]:
    """Every case; those of which Segue cannot do the part yet are expected to fail."""
    return [
        pytest.param(
            case,
            id=case.name,
            marks=[pytest.mark.xfail(reason=case.missing[part], raises=AssertionError)]
            if part in case.missing
            else [],
        )
        for case in CASES
    ]


@pytest.mark.parametrize("case", _each("draft"))
def test_nothing_is_matched_wrongly_unasked(case: Case, outcomes: Outcomes) -> None:
    outcome = outcomes[case.name].result()
    assert outcome.trouble == ""
    assert list(outcome.score.wrong) == []


@pytest.mark.parametrize("case", _each("move"))
def test_rows_arrive_as_the_new_models_want_them(case: Case, outcomes: Outcomes) -> None:
    outcome = outcomes[case.name].result()
    assert outcome.failure == "", outcome.failure


def test_most_of_what_the_databases_tell_is_proposed(outcomes: Outcomes) -> None:
    if len(outcomes) < len(ALL):
        pytest.skip("only all cases together tell")
    tuned = [case.name for case in ALL if not case.of_set]
    total = sum((outcomes[name].result().score for name in tuned), Score())
    assert total.recall >= RECALL
