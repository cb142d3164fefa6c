"""What servers say on the pages: no value of a row while values are masked."""

from __future__ import annotations

import pytest

from segue.web.masking import discreet

SAID = {
    'invalid input syntax for type integer: "4711 Main St"': (
        'invalid input syntax for type integer: "•••"'
    ),
    'duplicate key value violates unique constraint "user_email_key"\n'
    "DETAIL:  Key (email)=(ada@example.org) already exists.": (
        'duplicate key value violates unique constraint "user_email_key"\n'
        "DETAIL:  Key (email)=(•••) already exists."
    ),
    'null value in column "name" of relation "customer" violates not-null constraint\n'
    "DETAIL:  Failing row contains (17, secret, (x), \n2020-01-01).": (
        'null value in column "name" of relation "customer" violates not-null constraint\n'
        "DETAIL:  Failing row contains (•••)."
    ),
    'CONTEXT:  COPY customer, line 5, column born: "12.13.1999"': (
        'CONTEXT:  COPY customer, line 5, column born: "•••"'
    ),
    "error[S201]: 2 values are too long\n   = rows: id = 3 (se\n          cret)\n   = help: cut": (
        "error[S201]: 2 values are too long\n   = rows: •••\n   = help: cut"
    ),
    'invalid input syntax for type json\nDETAIL:  Token "se""cret" is invalid.': (
        'invalid input syntax for type json\nDETAIL:  Token "•••" is invalid.'
    ),
}


@pytest.mark.parametrize("said", SAID, ids=range(len(SAID)))
def test_values_are_masked_and_names_are_not(said: str) -> None:
    assert discreet(said, show=False) == SAID[said]


@pytest.mark.parametrize("said", SAID, ids=range(len(SAID)))
def test_everything_is_said_once_values_are_shown(said: str) -> None:
    assert discreet(said, show=True) == said
