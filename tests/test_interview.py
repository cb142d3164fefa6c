"""The interview: what a plan leaves open, asked of people and programs alike."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from segue.database.introspection import read_catalog
from segue.database.names import QualifiedName
from segue.database.statistics import Inquiry
from segue.drafting import Draft, draft, look
from segue.drafting.interview import FOR_REVIEW, Interview
from segue.errors import AnswerRefused
from segue.plan.file import parse_plan
from segue.plan.model import DroppedColumn, Plan, Renamed
from support.databases import Database

SOURCE = """
    CREATE TABLE author (id int PRIMARY KEY, name text NOT NULL);
    CREATE TABLE post (id int PRIMARY KEY, title text NOT NULL, blurb text NOT NULL,
                       scribe_id int NOT NULL REFERENCES author, mood int NOT NULL);
    CREATE TABLE scrap (x int, y text);
    INSERT INTO author VALUES (1, 'Ada');
    INSERT INTO post SELECT n, 'Title ' || n, 'x', 1, 5 FROM generate_series(1, 50) n;
    INSERT INTO scrap VALUES (1, 'b');
    ANALYZE;
"""
TARGET = """
    CREATE TABLE author (id int PRIMARY KEY, name text NOT NULL);
    CREATE TABLE post (id int PRIMARY KEY, title text NOT NULL, gist text NOT NULL,
                       scribe_id int NOT NULL REFERENCES author);
"""
POST = "public.post -> public.post"

Opening = Callable[[str | None], Interview]


@pytest.fixture
def opened(source_db: Database, target_db: Database) -> Opening:
    """The interview about a plan between two databases; None for a first draft."""
    source_db.execute(SOURCE)
    target_db.execute(TARGET)
    return opening(source_db, target_db)


def opening(source_db: Database, target_db: Database) -> Opening:
    session = source_db.connect()
    ours, theirs = read_catalog(session), read_catalog(target_db.connect())
    seen = look(session, ours, theirs, None)

    def draft_of(plan: Plan | None) -> Draft:
        tables = plan.tables if plan is not None else ()
        given = [(m.source, m.target) for m in tables if m.source is not None]
        return draft("django:old", "django:default", ours, theirs, None, seen, given)

    return lambda existing: Interview(existing, draft_of, ours, seen.samples)


def columns(plan: str, table: str) -> dict[str, object]:
    return dict(parse_plan(plan).mappings_into(QualifiedName("public", table))[0].columns)


def test_tables_are_asked_about_before_columns_and_those_before_what_is_left(
    opened: Opening,
) -> None:
    asked = opened(None).questions()
    assert [question.id for question in asked] == [
        "table public.scrap",
        f"column {POST}: gist",
        f"drop {POST}: blurb",
        f"drop {POST}: mood",
    ]
    assert all(question.required for question in asked)


def test_the_likeliest_column_comes_first_with_values_of_it(opened: Opening) -> None:
    question = next(q for q in opened(None).questions() if q.column == "gist")
    assert question.options[0].line == 'gist = "blurb"'
    assert question.samples["blurb"] == ("x",)


def test_an_answer_stands_in_the_plan_with_its_reason_and_settles_what_hangs_on_it(
    opened: Opening,
) -> None:
    talk = opened(None)
    talk.answer(f"column {POST}: gist", 'gist = "blurb"', "the editors said so")
    talk.settle()
    assert columns(talk.text, "post") == {"gist": Renamed("blurb")}
    assert 'gist = "blurb"  # the editors said so' in talk.text
    left = {question.id for question in talk.questions()}
    assert left == {"table public.scrap", f"drop {POST}: mood"}


def test_what_is_left_behind_has_a_reason(opened: Opening) -> None:
    talk = opened(None)
    talk.answer("table public.scrap", 'skip = "never used"')
    talk.answer(f"drop {POST}: mood", 'drop = "nobody asked"')
    talk.settle()
    plan = parse_plan(talk.text)
    assert plan.skip[QualifiedName("public", "scrap")] == "never used"
    assert columns(talk.text, "post")["mood"] == DroppedColumn("nobody asked")


@pytest.mark.parametrize(
    ("id", "line", "why"),
    [
        ("table public.other", 'skip = "x"', "no open question"),
        ("table public.scrap", 'to = "public.nowhere"', "no table public.nowhere"),
        ("table public.scrap", 'skip = ""', "needs a reason"),
        ("table public.scrap", "to = ", "not a line of a plan"),
        (f"column {POST}: gist", 'gist = "nothing"', "no column nothing"),
        (f"column {POST}: gist", 'title = "blurb"', "a line for gist"),
    ],
)
def test_what_is_no_answer_is_refused_and_the_plan_stays(
    opened: Opening, id: str, line: str, why: str
) -> None:
    talk = opened(None)
    before = talk.text
    with pytest.raises(AnswerRefused, match=why):
        talk.answer(id, line)
    assert talk.text == before


def test_the_best_is_taken_for_review_and_what_would_be_lost_is_still_asked(
    opened: Opening,
) -> None:
    talk = opened(None)
    assert talk.accept_best() == 2
    scrap = parse_plan(talk.text).mappings_into(QualifiedName("public", "scrap"))
    assert [mapping.create for mapping in scrap] == [True]
    assert f'gist = "blurb"  # {FOR_REVIEW}' in talk.text
    assert f"drop {POST}: mood" in {question.id for question in talk.questions()}


def test_the_best_for_one_column_is_not_taken_for_another_as_well(
    source_db: Database, target_db: Database
) -> None:
    source_db.execute(SOURCE)
    target_db.execute(TARGET + "ALTER TABLE post ADD motif text NOT NULL, ADD mood int")
    talk = opening(source_db, target_db)(None)
    first = {q.column: q.options[0].line for q in talk.questions() if q.kind == "column"}
    assert first == {"gist": 'gist = "blurb"', "motif": 'motif = "blurb"'}
    talk.accept_best()
    fed = columns(talk.text, "post").values()
    assert sum(how == Renamed("blurb") for how in fed) == 1


def test_an_interview_that_was_left_goes_on_where_it_was(opened: Opening) -> None:
    talk = opened(None)
    talk.answer(f"column {POST}: gist", 'gist = "blurb"')
    again = opened(talk.text)
    assert f"column {POST}: gist" not in {question.id for question in again.questions()}
    again.settle()
    settled = again.text
    again.settle()
    assert again.text == settled


def test_a_table_that_is_left_behind_is_asked_about_no_more(opened: Opening) -> None:
    talk = opened(None)
    talk.answer("table public.scrap", 'skip = "never used"')
    talk.settle()
    assert "# ? public.scrap" not in talk.text


def test_a_table_that_is_answered_takes_no_comment_of_the_one_before(opened: Opening) -> None:
    """What is asked about a table's columns stands below them, also behind its last statement."""
    talk = opened(None)
    asked = [q for q in talk.questions() if q.target == QualifiedName("public", "post")]
    talk.answer("table public.scrap", 'to = "public.scrap"\ncreate = true')
    _, scrap = talk.text.split('\nfrom = "public.scrap"')
    assert asked
    assert not any(f"# {question.column} = " in scrap for question in asked)


def test_sql_is_shown_with_what_it_makes_and_a_drop_with_what_it_loses(
    source_db: Database, target_db: Database
) -> None:
    table = "CREATE TABLE plan (id int PRIMARY KEY, {});"
    source_db.execute(table.format("price int NOT NULL, motto text"))
    source_db.execute(
        "INSERT INTO plan SELECT n, 4900, CASE WHEN n > 30 THEN 'x' END"
        " FROM generate_series(1, 40) n; ANALYZE"
    )
    target_db.execute(table.format("price numeric(8, 2) NOT NULL"))
    session = source_db.connect()
    ours, theirs = read_catalog(session), read_catalog(target_db.connect())
    seen = look(session, ours, theirs, None)
    talk = Interview(
        None,
        lambda _: draft("django:old", "django:default", ours, theirs, None, seen),
        ours,
        seen.samples,
        Inquiry(session),
    )
    price, motto = sorted(talk.questions(), key=lambda q: q.kind)
    assert price.samples == {"price": ("4900",)}
    assert [float(made) for made in price.options[0].results] == [49.0]
    assert (motto.kind, motto.filled) == ("drop", 10)


def test_a_column_without_a_place_may_feed_another_one_or_go_into_a_table_of_its_own(
    source_db: Database, target_db: Database
) -> None:
    source_db.execute(
        """CREATE TABLE person (id int PRIMARY KEY, name text NOT NULL, ended date,
            fee int NOT NULL, card_no text NOT NULL, card_until date NOT NULL);
        INSERT INTO person SELECT n, 'Ada', '2024-02-01', 4900, 'K' || n, '2026-01-01'
        FROM generate_series(1, 20) n; ANALYZE"""
    )
    target_db.execute(
        """CREATE TABLE person (id int PRIMARY KEY, name text NOT NULL, gone_on date,
            fee_total numeric(8, 2) NOT NULL);
        CREATE TABLE card (id int PRIMARY KEY GENERATED BY DEFAULT AS IDENTITY,
            person_id int NOT NULL UNIQUE REFERENCES person,
            card_no text NOT NULL, card_until date NOT NULL);"""
    )
    talk = opening(source_db, target_db)(None)
    person = "public.person -> public.person"
    lines = {q.column: [o.line for o in q.options] for q in talk.questions() if q.kind == "drop"}
    assert lines["ended"] == ['gone_on = "ended"', 'ended = { drop = "" }']
    assert lines["card_no"] == ['to = "public.card"', 'card_no = { drop = "" }']

    for column, line, why in (
        ("ended", 'ended = { drop = "" }', "needs a reason"),
        ("ended", 'nobody = "ended"', "has no column nobody"),
        ("ended", 'to = "public.card"', "map it in the plan"),
    ):
        with pytest.raises(AnswerRefused, match=why):
            talk.answer(f"drop {person}: {column}", line)
    talk.answer(f"drop {person}: ended", 'gone_on = "ended"')
    talk.answer(f"column {person}: fee_total", 'fee_total = { sql = "fee / 100.0" }')
    talk.answer(f"drop {person}: card_no", 'to = "public.card"')
    talk.settle()
    assert talk.questions() == ()
    assert columns(talk.text, "person")["gone_on"] == Renamed("ended")
    assert columns(talk.text, "card") == {"person_id": Renamed("id")}
    assert "# [[table]]" not in talk.text


def test_what_a_person_has_to_fill_in_is_no_answer_as_it_stands(
    source_db: Database, target_db: Database
) -> None:
    source_db.execute(
        "CREATE TABLE job (id int PRIMARY KEY, state int NOT NULL);"
        "INSERT INTO job SELECT n, n % 3 FROM generate_series(1, 9) n; ANALYZE"
    )
    target_db.execute("CREATE TABLE job (id int PRIMARY KEY, state text NOT NULL)")
    talk = opening(source_db, target_db)(None)
    (asked,) = talk.questions()
    with pytest.raises(AnswerRefused, match="fill it in"):
        talk.answer(asked.id, asked.options[0].line)
    talk.answer(asked.id, 'state = { map = { "0" = "new", "1" = "open", "2" = "done" } }')
    assert talk.questions() == ()


def test_of_two_tables_that_become_one_the_answer_says_how_the_keys_travel(
    source_db: Database, target_db: Database
) -> None:
    for name, rows in (("coach", 3), ("player", 9)):
        source_db.execute(
            f"CREATE TABLE club_{name} (id int PRIMARY KEY, full_name text, phone text, born date);"
            f"INSERT INTO club_{name} SELECT n FROM generate_series(1, {rows}) n;"
        )
    source_db.execute("ANALYZE")
    target_db.execute(
        "CREATE TABLE club_person (id int PRIMARY KEY, full_name text, phone text, born date)"
    )
    session = source_db.connect()
    ours, theirs = read_catalog(session), read_catalog(target_db.connect())
    seen = look(session, ours, theirs, None)

    def draft_of(plan: Plan | None) -> Draft:
        given = [(m.source, m.target) for m in plan.tables if m.source] if plan is not None else []
        return draft("django:old", "django:default", ours, theirs, None, seen, given)

    talk = Interview(None, draft_of, ours, seen.samples)
    while asked := [q for q in talk.questions() if q.kind == "table"]:
        talk.answer(asked[0].id, asked[0].options[0].line)
        talk.settle()
    keys = {str(m.source): m.key for m in parse_plan(talk.text).tables}
    assert sorted(map(repr, keys.values())) == ["KeepKeys()", "OffsetKeys(amount=1000000)"]
