"""What tells tables and columns apart beside names: structure, references, languages."""

from __future__ import annotations

import itertools
import random

import pytest

from segue.drafting.matching import names
from segue.drafting.matching.assignment import assigned
from segue.drafting.matching.tongues import meanings, readings


def best_sum(worth: dict[tuple[int, str], float], rows: list[int], columns: list[str]) -> float:
    """The most that any choice is worth, by trying all of them."""
    places = [*columns, *(None for _ in rows)]
    return max(
        sum(worth.get((row, place), 0.0) for row, place in zip(rows, chosen, strict=True) if place)
        for chosen in itertools.permutations(places, len(rows))
    )


def test_the_choice_over_all_is_worth_most() -> None:
    numbers = random.Random(7)
    for _ in range(150):
        rows = list(range(numbers.randint(1, 4)))
        columns = [f"c{n}" for n in range(numbers.randint(1, 4))]
        worth = {
            (row, column): numbers.choice([0.1, 0.5, 0.9, numbers.random() + 0.01])
            for row in rows
            for column in columns
            if numbers.random() < 0.7
        }
        found = assigned(worth)
        assert len(set(found.values())) == len(found)
        own = sum(worth[pair] for pair in found.items())
        assert own == pytest.approx(best_sum(worth, rows, columns))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("vorname", "first_name"),
        ("rechnungsdatum", "invoice_date"),
        ("fecha_nacimiento", "birth_date"),
        ("prénom", "first_name"),
        ("straße", "street"),
        ("kundennummer", "customer_number"),
        ("kwota", "amount"),
    ],
)
def test_names_of_other_languages_are_read(one: str, other: str) -> None:
    assert names.likeness(one, other) >= names.SURE


@pytest.mark.parametrize(("one", "other"), [("vorname", "last_name"), ("prezzo", "quantity")])
def test_what_means_another_thing_in_another_language_is_none_of_it(one: str, other: str) -> None:
    assert names.likeness(one, other) < names.SURE


def test_english_words_mean_themselves() -> None:
    assert meanings("note") == ()
    assert readings(("street", "number")) == ()
