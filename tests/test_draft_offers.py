"""What a draft offers from the rows of both sides, ready to have its comment sign taken off."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from segue.database.introspection import read_catalog
from segue.drafting import ColumnChoice, Draft, draft, look
from segue.drafting.writing import plan_text
from segue.plan.file import parse_plan
from segue.plan.model import Renamed
from support.databases import Database

Drafting = Callable[[str, str], Draft]


@pytest.fixture
def drafted(source_db: Database, target_db: Database) -> Drafting:
    """The draft between two databases made of some SQL, with a look at the rows of both."""

    def make(source: str, target: str) -> Draft:
        source_db.execute(source)
        target_db.execute(target)
        ours, theirs = source_db.connect(), target_db.connect()
        catalogs = read_catalog(ours), read_catalog(theirs)
        seen = look(ours, *catalogs, None, theirs)
        return draft("django:old", "django:default", *catalogs, None, seen)

    return make


def asked(found: Draft) -> dict[str, ColumnChoice]:
    return {c.column: c for choice in found.choices for c in choice.columns if c.question}


SPECIALTIES = """
CREATE TABLE specialty (id int PRIMARY KEY, title text NOT NULL UNIQUE, colour text NOT NULL);
INSERT INTO specialty VALUES (1, 'Surgery', 'red'), (2, 'Oncology', 'red'), (3, 'Urology', 'blue');
CREATE TABLE doctor (id int PRIMARY KEY, name text, specialty_id int REFERENCES specialty);
"""


def test_texts_that_name_rows_of_the_target_are_looked_up_there(drafted: Drafting) -> None:
    found = drafted(
        "CREATE TABLE doctor (id int PRIMARY KEY, name text, field text);"
        "INSERT INTO doctor VALUES (1, 'Ada', 'Oncology'), (2, 'Eve', 'Surgery');",
        SPECIALTIES,
    )
    said = asked(found)["specialty_id"].suggestion
    assert said == '{ lookup = "public.specialty", by = "title", from = "field" }'


def test_a_lookup_is_offered_too_where_some_value_names_no_row(drafted: Drafting) -> None:
    found = drafted(
        "CREATE TABLE doctor (id int PRIMARY KEY, name text, field text);"
        "INSERT INTO doctor VALUES (1, 'A', 'Oncology'), (2, 'B', 'Urology'), (3, 'C', 'Voodoo');",
        SPECIALTIES,
    )
    (offered,) = (c for choice in found.choices for c in choice.columns if c.column != "field")
    assert offered.suggestion.startswith('{ lookup = "public.specialty"')
    assert offered.mapping is None


def test_texts_that_name_no_row_are_no_lookup(drafted: Drafting) -> None:
    found = drafted(
        "CREATE TABLE doctor (id int PRIMARY KEY, name text, field text);"
        "INSERT INTO doctor VALUES (1, 'Ada', 'north'), (2, 'Eve', 'south');",
        SPECIALTIES,
    )
    assert "lookup" not in plan_text(found)


def test_columns_out_of_a_document_are_asked_about_with_the_sql(drafted: Drafting) -> None:
    found = drafted(
        "CREATE TABLE lamp (id int PRIMARY KEY, config jsonb NOT NULL);"
        """INSERT INTO lamp VALUES (1, '{"dim": 5, "group": "a", "Always On": true}');""",
        "CREATE TABLE lamp (id int PRIMARY KEY, dim int NOT NULL, always_on bool NOT NULL,"
        ' "group" text NOT NULL, colour int);',
    )
    said = {name: choice.suggestion for name, choice in asked(found).items()}
    assert said == {
        "dim": "{ sql = \"(config ->> 'dim')::integer\" }",
        "always_on": "{ sql = \"(config ->> 'Always On')::boolean\" }",
        "group": "{ sql = \"config ->> 'group'\" }",
        "config": '{ drop = "in dim, always_on, group" }',
    }


GENERIC = """
CREATE TABLE django_content_type (id int PRIMARY KEY, app_label text, model text);
CREATE TABLE estate_flat (id int PRIMARY KEY, street text);
CREATE TABLE estate_tenant (id int PRIMARY KEY, name text);
INSERT INTO django_content_type VALUES (1, 'estate', 'flat'), (2, 'estate', 'tenant');
INSERT INTO estate_flat VALUES (7, 'Ring 1');
"""
NOTE = """
CREATE TABLE estate_note (id int PRIMARY KEY, body text, object_id int NOT NULL,
                          content_type_id int NOT NULL REFERENCES django_content_type);
INSERT INTO estate_note VALUES (1, 'on a flat', 7, 1);
"""
PLAIN = """
CREATE TABLE estate_note (id int PRIMARY KEY, body text, flat_id int REFERENCES estate_flat,
                          tenant_id int REFERENCES estate_tenant);
"""


def test_plain_references_in_place_of_a_generic_one_are_asked_about(drafted: Drafting) -> None:
    found = drafted(
        GENERIC + NOTE + "INSERT INTO estate_note VALUES (2, 'on a tenant', 7, 2);",
        GENERIC.partition("INSERT")[0] + PLAIN,
    )
    said = asked(found)["tenant_id"]
    assert said.suggestion == (
        '{ sql = "CASE WHEN content_type_id = (SELECT c.id FROM public.django_content_type c'
        " WHERE c.app_label = 'estate' AND c.model = 'tenant') THEN object_id END\" }"
    )


def test_where_all_rows_refer_to_one_model_the_key_itself_is_offered_first(
    drafted: Drafting,
) -> None:
    found = drafted(GENERIC + NOTE, GENERIC.partition("INSERT")[0] + PLAIN)
    assert asked(found)["flat_id"].suggestion == '"object_id"'


def _with_offer(found: Draft) -> str:
    """The draft's text with the comment signs of its one offered block taken off."""
    text = plan_text(found)
    begins = text.index("# [[table]]\n# from = ")
    block = text[begins:].split("\n\n", 1)[0].replace("# ", "")
    return text.replace("[skip]", f"{block}\n\n[skip]")


def test_a_reference_that_became_many_is_offered_as_a_block(drafted: Drafting) -> None:
    course = "CREATE TABLE cook_course (id int PRIMARY KEY, title text);"
    found = drafted(
        course + "CREATE TABLE cook_recipe (id int PRIMARY KEY, name text, course_id int NOT NULL"
        " REFERENCES cook_course); INSERT INTO cook_course VALUES (1, 'Primo');"
        "INSERT INTO cook_recipe VALUES (1, 'Risotto', 1);",
        course + "CREATE TABLE cook_recipe (id int PRIMARY KEY, name text);"
        "CREATE TABLE cook_recipe_courses (id serial PRIMARY KEY,"
        " recipe_id int NOT NULL REFERENCES cook_recipe,"
        " course_id int NOT NULL REFERENCES cook_course);",
    )
    added = parse_plan(_with_offer(found)).tables[-1]
    assert str(added.target) == "public.cook_recipe_courses"
    assert added.columns == {"recipe_id": Renamed("id")}


def test_a_half_whose_columns_have_other_names_is_offered_with_them(drafted: Drafting) -> None:
    found = drafted(
        "CREATE TABLE shop_order (id int PRIMARY KEY, placed date, delivery_street text,"
        " delivery_town text); INSERT INTO shop_order VALUES (1, now(), 'Ring 1', 'Wien');",
        "CREATE TABLE shop_order (id int PRIMARY KEY, placed date);"
        "CREATE TABLE shop_delivery (id serial PRIMARY KEY, street text, town text,"
        " order_id int NOT NULL UNIQUE REFERENCES shop_order);",
    )
    added = parse_plan(_with_offer(found)).tables[-1]
    assert added.columns == {
        "order_id": Renamed("id"),
        "street": Renamed("delivery_street"),
        "town": Renamed("delivery_town"),
    }


def test_columns_that_became_rows_are_offered_with_the_query_that_makes_them(
    drafted: Drafting,
) -> None:
    found = drafted(
        "CREATE TABLE sheet (id int PRIMARY KEY, owner text, hours_mon int, hours_tue int,"
        " \"hours_Wed\" int); INSERT INTO sheet VALUES (1, 'Ada', 8, 7, NULL);",
        "CREATE TABLE sheet (id int PRIMARY KEY, owner text);"
        "CREATE TABLE day (id bigint PRIMARY KEY, sheet_id int NOT NULL REFERENCES sheet,"
        " weekday text NOT NULL, hours int NOT NULL, note text);",
    )
    (offer,) = found.rows
    assert offer.columns == ("hours_mon", "hours_tue", "hours_Wed")
    plan = parse_plan(uncommented(plan_text(found), "# [[table]]"))
    assert str(plan.tables[1].target) == "public.day"
    query = plan.tables[1].query or ""
    assert "(1, 'mon', s.hours_mon), (2, 'tue', s.hours_tue), (3, 'wed', s.\"hours_Wed\")" in query
    assert "t.hours IS NOT NULL" in query
    assert asked(found)["hours_mon"].suggestion == '{ drop = "rows of public.day" }'
    assert not found.splits


def test_columns_whose_values_stood_in_rows_are_asked_about_with_the_sql(
    drafted: Drafting,
) -> None:
    found = drafted(
        "CREATE TABLE boiler (id int PRIMARY KEY, serial text);"
        "CREATE TABLE setting (id int PRIMARY KEY, boiler_id int NOT NULL REFERENCES boiler,"
        " name text, value text); INSERT INTO boiler VALUES (1, 'a'), (2, 'b');"
        "INSERT INTO setting VALUES"
        " (1, 1, 'flow', '40'), (2, 2, 'flow', '50'), (3, 1, 'eco', 'on');",
        "CREATE TABLE boiler (id int PRIMARY KEY, serial text, flow smallint, eco bool NOT NULL,"
        " colour text);",
    )
    said = {column: choice.suggestion for column, choice in asked(found).items()}
    of_boiler = "FROM public.setting f WHERE f.boiler_id = boiler.id AND f.name"
    assert said["flow"] == f"{{ sql = \"(SELECT f.value::smallint {of_boiler} = 'flow')\" }}"
    assert said["eco"] == (
        f"{{ sql = \"coalesce((SELECT f.value::boolean {of_boiler} = 'eco'), false)\" }}"
    )
    assert said.keys() == {"flow", "eco"}
    (question,) = found.questions
    assert question.read_by == ("public.boiler.flow", "public.boiler.eco")
    assert '# "public.setting" = "its rows are columns of public.boiler"' in plan_text(found)


def test_pairs_of_which_each_row_had_one_become_a_reference(drafted: Drafting) -> None:
    table = "CREATE TABLE hall (id int PRIMARY KEY, name text);"
    found = drafted(
        f"{table} CREATE TABLE concert (id int PRIMARY KEY, title text);"
        "CREATE TABLE concert_halls (id int PRIMARY KEY, concert_id int NOT NULL REFERENCES"
        " concert, hall_id int NOT NULL REFERENCES hall); INSERT INTO hall VALUES (1, 'a');"
        "INSERT INTO concert VALUES (1, 'x'); INSERT INTO concert_halls VALUES (1, 1, 1);",
        f"{table} CREATE TABLE concert (id int PRIMARY KEY, title text,"
        " hall_id int NOT NULL REFERENCES hall);",
    )
    assert asked(found)["hall_id"].suggestion == (
        '{ sql = "(SELECT min(j.hall_id) FROM public.concert_halls j'
        ' WHERE j.concert_id = concert.id)" }'
    )


def test_of_two_tables_that_become_one_the_smaller_moves_its_keys_and_says_what_it_was(
    drafted: Drafting,
) -> None:
    def people(name: str, rows: int) -> str:
        made = f"CREATE TABLE {name} (id int PRIMARY KEY, full_name text, phone text, born date);"
        return f"{made} INSERT INTO {name} SELECT n FROM generate_series(1, {rows}) n;"

    found = drafted(
        f"{people('club_coach', 3)} {people('club_player', 9)} ANALYZE;",
        "CREATE TABLE club_person (id int PRIMARY KEY, full_name text, phone text, born date,"
        " role text NOT NULL);",
    )
    said = {str(q.source): q.candidates[0] for q in found.questions}
    coach, player = said["public.club_coach"], said["public.club_player"]
    assert (coach.key, player.key) == ("key = { offset = 1000000 }", "")
    assert 'role = { value = "coach" }' in coach.entries
    assert 'role = { value = "player" }' in player.entries
    assert [str(name) for name in coach.beside] == ["public.club_player"]


def test_a_name_that_went_on_to_another_reference_is_asked_about_with_what_takes_its_place(
    drafted: Drafting,
) -> None:
    """A night is called a plan now, and a plan is a proposal."""
    old = (
        "CREATE TABLE sky_plan (id int PRIMARY KEY, title varchar(90), abstract text, hours int);"
        "CREATE TABLE sky_night (id int PRIMARY KEY, day date, moon numeric(4,2), closed bool);"
        "CREATE TABLE shot (id int PRIMARY KEY, plan_id int NOT NULL REFERENCES sky_plan,"
        " night_id int NOT NULL REFERENCES sky_night, gain int);"
        "INSERT INTO sky_plan VALUES (1, 'a', 'b', 2);"
        "INSERT INTO sky_night VALUES (1, now(), 0, true); INSERT INTO shot VALUES (1, 1, 1, 3);"
    )
    new = (
        old.partition("INSERT")[0]
        .replace("sky_plan", "sky_proposal")
        .replace("sky_night", "sky_plan")
        .replace("plan_id", "proposal_id")
        .replace("night_id", "plan_id")
    )
    found = drafted(old, new)
    said = {column: choice.suggestion for column, choice in asked(found).items()}
    assert said == {"proposal_id": '"plan_id"', "plan_id": '"night_id"'}


def uncommented(plan: str, first: str) -> str:
    """The plan with the block that begins so taken out of its comment signs."""
    begins = plan.index(first)
    block = plan[begins:].split("\n\n", 1)[0]
    return plan.replace(f"{block}\n\n[skip]", block.replace("# ", "") + "\n\n[skip]")


def said_of(found: Draft, column: str) -> str:
    """The first answer that is offered for a column, also where nothing has to be said."""
    offered = (c for choice in found.choices for c in choice.columns if c.column == column)
    return next(offered).suggestion


def test_columns_that_may_stay_empty_are_offered_what_has_no_place(drafted: Drafting) -> None:
    found = drafted(
        "CREATE TABLE stay (id int PRIMARY KEY, note text, out_ts bigint, mins int, token uuid,"
        " grams int, rebate_pct int, day int);"
        "INSERT INTO stay VALUES (1, 'x', 1500000000, 90, gen_random_uuid(), 250, 15, 20240131);",
        "CREATE TABLE stay (id int PRIMARY KEY, note text, left_at timestamptz, length interval,"
        " public_id uuid, weight_kg numeric(8, 3), rebate numeric(4, 3), seen_on date);",
    )
    offered = ("left_at", "length", "public_id", "weight_kg", "rebate", "seen_on")
    assert [said_of(found, column) for column in offered] == [
        '{ sql = "to_timestamp(out_ts)" }',
        '{ sql = "make_interval(mins => mins)" }',
        '"token"',
        '{ sql = "grams / 1000.0" }',
        '{ sql = "rebate_pct / 100.0" }',
        "{ sql = \"to_date(day::text, 'YYYYMMDD')\" }",
    ]


def test_a_number_of_another_unit_is_never_taken_as_it_is(drafted: Drafting) -> None:
    found = drafted(
        "CREATE TABLE box (id int PRIMARY KEY, weight_kg numeric, length_m int, width_inch int,"
        " seconds int); INSERT INTO box VALUES (1, 2.5, 3, 4, 90);",
        "CREATE TABLE box (id int PRIMARY KEY, weight_g int NOT NULL, length_cm int NOT NULL,"
        " width_mm numeric NOT NULL, minutes int NOT NULL);",
    )
    assert {column: choice.suggestion for column, choice in asked(found).items()}.items() >= {
        "weight_g": '{ sql = "round(weight_kg * 1000)" }',
        "length_cm": '{ sql = "length_m * 100" }',
        "width_mm": '{ sql = "width_inch * 25.4" }',
        "minutes": '{ sql = "round(seconds / 60.0)" }',
    }.items()


def test_what_cannot_be_read_as_the_type_is_no_candidate(drafted: Drafting) -> None:
    found = drafted(
        "CREATE TABLE car (id int PRIMARY KEY, plate text NOT NULL, doors int NOT NULL);"
        "INSERT INTO car VALUES (1, 'KL-F 112', 5);",
        "CREATE TABLE car (id int PRIMARY KEY, entered_at timestamptz NOT NULL);",
    )
    assert asked(found)["entered_at"].suggestion == '{ sql = "now()" }'
