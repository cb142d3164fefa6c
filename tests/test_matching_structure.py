"""What tells tables and columns apart beside names: structure, references, languages."""

from __future__ import annotations

import itertools
import random

import pytest

from segue.drafting.matching import (
    Links,
    match_columns,
    match_tables,
    names,
    source_side,
    target_side,
    unread_pairs,
)
from segue.drafting.matching.assignment import assigned
from segue.drafting.matching.tongues import meanings, readings
from support.schemas import catalog


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


SHOP = {
    "a_kupac": "id:int4:pk ime:varchar(60) grad:varchar(40):null",
    "a_roba": "id:int4:pk naziv:varchar(80):uq cijena:numeric",
    "a_racun": "id:int4:pk kupac_id:int4:fk=a_kupac broj:varchar(12):uq dan:date placen:bool",
    "a_stavka": "id:int4:pk racun_id:int4:fk=a_racun roba_id:int4:fk=a_roba kom:int2",
    "a_dug": "id:int4:pk kupac_id:int4:fk=a_kupac iznos:numeric",
}
STORE = {
    "b_client": "id:int8:pk name:varchar(60) town:varchar(40):null",
    "b_article": "id:int8:pk title:varchar(80):uq price:numeric",
    "b_bill": "id:int8:pk client_id:int8:fk=b_client no:varchar(12):uq day:date settled:bool",
    "b_line": "id:int8:pk bill_id:int8:fk=b_bill article_id:int8:fk=b_article count:int2",
    "b_gift": "id:int8:pk client_id:int8:fk=b_client value:numeric",
}


def places(source: dict[str, str], target: dict[str, str]) -> dict[str, str]:
    """The tables that are taken without asking."""
    old, new = source_side(catalog(source).tables.values(), {}), target_side(catalog(target), None)
    found = match_tables(old, new)
    return {match.source.name.name: match.target.name.name for match in found.sure}


def test_an_app_that_moved_as_a_whole_takes_tables_along_whose_names_nobody_reads() -> None:
    assert places(SHOP, STORE) == {
        "a_kupac": "b_client",
        "a_roba": "b_article",
        "a_racun": "b_bill",
        "a_stavka": "b_line",
    }  # a few columns that nothing refers to, as those of a debt, may be another thing's


def test_an_app_may_have_come_apart() -> None:
    apart = {
        name.replace("b_article", "c_article"): columns.replace("b_article", "c_article")
        for name, columns in STORE.items()
    }
    assert places(SHOP, apart)["a_roba"] == "c_article"
    assert places(SHOP, apart)["a_racun"] == "b_bill"


def test_where_half_of_an_app_is_built_otherwise_it_did_not_move_as_a_whole() -> None:
    other = STORE | {
        "b_line": "id:int8:pk bill_id:int8:fk=b_bill what:text",
        "b_gift": "id:int8:pk made:tz why:text how:text",
    }
    assert "a_stavka" not in places(SHOP, other)


def test_a_table_that_refers_elsewhere_now_is_no_part_of_the_whole() -> None:
    other = STORE | {
        "b_line": "id:int8:pk bill_id:int8:fk=b_bill gift_id:int8:fk=b_gift count:int2"
    }
    assert "a_stavka" not in places(SHOP, other)


def test_where_names_carry_over_a_small_table_of_another_name_may_be_another_thing() -> None:
    old = {
        "a_depot": "id:int4:pk plz:varchar(8) kind:varchar(30)",
        "a_driver": "id:int4:pk name:varchar(60) licence:varchar(12):uq",
        "a_truck": "id:int4:pk plate:varchar(12):uq depot_id:int4:fk=a_depot bought:date",
        "a_tour": "id:int4:pk truck_id:int4:fk=a_truck driver_id:int4:fk=a_driver day:date",
    }
    new = {
        name.replace("a_", "b_", 1).replace("depot", "quay"): columns.replace("a_", "b_")
        .replace("depot", "quay")
        .replace("plz", "depth")
        .replace("kind", "wall")
        for name, columns in old.items()
    }
    assert places(old, new) == {f"a_{name}": f"b_{name}" for name in ("driver", "truck", "tour")}


def test_where_names_carry_over_what_is_read_as_another_thing_is_asked_about() -> None:
    """A hall with seats went and a supplier with days came: all else kept its names."""
    old = {
        "a_hall": "id:int4:pk number:varchar(9):uq name:varchar(60) seats:int2",
        "a_item": "id:int4:pk title:varchar(80) price:numeric hall_id:int4:fk=a_hall",
        "a_order": "id:int4:pk item_id:int4:fk=a_item made:tz count:int2",
        "a_customer": "id:int4:pk name:varchar(80) email:varchar(254) since:date",
        "a_shop": "id:int4:pk name:varchar(20) town:varchar(30)",
    }
    same = {name.replace("a_", "b_", 1): said.replace("a_", "b_") for name, said in old.items()}
    moved = places(old, same)
    assert moved.keys() == old.keys()
    other = {
        name.replace("hall", "supplier"): said.replace("hall", "supplier").replace("seats", "days")
        for name, said in same.items()
    }
    assert places(old, other) == {one: there for one, there in moved.items() if one != "a_hall"}


UNREAD = {
    "a_laev": "id:int4:pk qimi:varchar(40) kohti:int2",
    "a_sadam": "id:int4:pk qimi:varchar(40) laius:float8 pikkus:float8",
    "a_liin": "id:int4:pk laev_id:int4:fk=a_laev sadam_id:int4:fk=a_sadam qkestus:int4",
    "a_reis": "id:int4:pk liin_id:int4:fk=a_liin valjub:timestamptz saabus:timestamptz:null",
}
READ = {
    "b_vessel": "id:int4:pk name:varchar(40) seats:int2",
    "b_port": "id:int4:pk name:varchar(40) latitude:float8 longitude:float8",
    "b_line": "id:int4:pk vessel_id:int4:fk=b_vessel port_id:int4:fk=b_port minutes:int4",
    "b_sailing": "id:int4:pk line_id:int4:fk=b_line departs_at:timestamptz"
    " arrived_at:timestamptz:null",
}


def columns_of_one_form(old: dict[str, str], new: dict[str, str]) -> dict[str, str]:
    """What is taken because no other column has its form, where tables stand in one order."""
    ours = source_side(catalog(old).tables.values(), {}).in_order
    theirs = target_side(catalog(new), None).in_order
    by_name = {e.name.name: e for e in (*ours, *theirs)}
    pairs = [(by_name[one], by_name[other]) for one, other in zip(old, new, strict=True)]
    links = Links((one.name, other.name) for one, other in pairs)
    unread = unread_pairs(pairs)
    found = [match_columns(*p, links, unread=(p[0].name, p[1].name) in unread) for p in pairs]
    return {
        match.source.name: match.target.name
        for matches in found
        for match in matches.renamed
        if "of this type and rules" in match.reason
    }


def test_of_unread_names_the_only_column_of_a_form_is_taken_where_nothing_else_changed() -> None:
    wanted = {
        "kohti": "seats",
        "qkestus": "minutes",
        "valjub": "departs_at",
    }
    assert columns_of_one_form(UNREAD, READ).items() >= wanted.items()
    # Two of one form stand side by side: their places alone would tell.
    assert not {"laius", "pikkus"} & columns_of_one_form(UNREAD, READ).keys()
    # What may stay empty may have come in the place of one that went.
    assert "saabus" not in columns_of_one_form(UNREAD, READ)


@pytest.mark.parametrize(
    ("table", "columns", "denied"),
    [
        ("a_laev", "id:int4:pk qimi:varchar(40) paid:int2", {"paid"}),  # read, and something else
        # A column that came and one that went: what moved is no longer built as it was.
        ("a_sadam", "id:int4:pk qimi:varchar(40) laius:float8", {"kohti", "qkestus", "valjub"}),
    ],
)
def test_a_read_name_and_a_changed_table_deny_it(
    table: str, columns: str, denied: set[str]
) -> None:
    assert not denied & columns_of_one_form(UNREAD | {table: columns}, READ).keys()


def test_where_most_old_names_are_read_they_deny_it() -> None:
    english = {name.replace("b_", "a_"): said.replace("=b_", "=a_") for name, said in READ.items()}
    english["a_vessel"] = "id:int4:pk name:varchar(40) kohti:int2"
    assert columns_of_one_form(english, READ) == {}
