"""The draft over two real databases: complete, reasoned, and asking where it does not know."""

from __future__ import annotations

import re
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace

import pytest

from segue.database.catalog import Catalog
from segue.database.introspection import read_catalog
from segue.database.names import QualifiedName
from segue.database.session import connect
from segue.database.statistics import ColumnSample, TableSample
from segue.drafting import ColumnChoice, Draft, SourceFacts, draft
from segue.drafting.redrafting import redraft
from segue.drafting.writing import plan_text
from segue.mapping.contenttypes import ContentType
from segue.plan.file import parse_plan
from segue.plan.model import Constant, DroppedColumn, Expression, Renamed
from segue.project.values import (
    CallableDefault,
    Default,
    Field,
    Model,
    NoDefault,
    NowDefault,
    PlainDefault,
    Project,
    UuidDefault,
)
from support.databases import Database

HEAD = 'version = 1\nsource = "django:old"\ntarget = "django:default"\n'
MAPPED = HEAD + '[[table]]\nfrom = "{}"\nto = "{}"\n[table.columns]\n'
Drafting = Callable[..., Draft]


def named(name: str) -> QualifiedName:
    return QualifiedName.parse(name)


def catalog_of(database: Database) -> Catalog:
    with closing(connect(database.endpoint, "source", "test")) as session:
        return read_catalog(session)


@pytest.fixture
def drafted(source_db: Database, target_db: Database) -> Drafting:
    """`drafted(source DDL, target DDL)` is the draft between two databases made of them."""

    def make(source: str, target: str, models: tuple[Model, ...] = (), **more: object) -> Draft:
        source_db.execute(source)
        target_db.execute(target)
        catalogs = catalog_of(source_db), catalog_of(target_db)
        project = project_of(models) if models else None
        return draft("django:old", "django:default", *catalogs, project, SourceFacts(**more))  # type: ignore[arg-type]

    return make


def project_of(models: tuple[Model, ...]) -> Project:
    """As much of a project as the draft asks for."""
    apps = tuple(dict.fromkeys(model.app_label for model in models))
    return Project("settings", {}, {}, models, apps, {})


def asked(draft: Draft) -> dict[str, ColumnChoice]:
    return {c.column: c for choice in draft.choices for c in choice.columns if c.question}


SAME = "CREATE TABLE post (id bigint PRIMARY KEY, title text);"


def test_tables_of_the_same_name_are_mapped(drafted: Drafting) -> None:
    found = drafted(SAME, SAME)
    (choice,) = found.choices
    assert (choice.mapping.source, choice.mapping.target) == (named("post"), named("post"))
    assert choice.mapping.columns == {}
    assert choice.reason == "same name, same columns"
    assert found.open_questions == 0
    assert found.plan.skip == {}


def test_a_schema_is_part_of_the_name(drafted: Drafting) -> None:
    other = (
        "CREATE SCHEMA sales; CREATE TABLE sales.post (id int); INSERT INTO sales.post VALUES (1);"
    )
    found = drafted(SAME + other, SAME)
    assert [choice.mapping.source for choice in found.choices] == [named("post")]
    assert [question.source for question in found.questions] == [named("sales.post")]


def test_names_that_need_quotes_are_mapped_and_read_back(drafted: Drafting) -> None:
    odd = 'CREATE SCHEMA "My.Schema"; CREATE TABLE "My.Schema"."Größe ""x"" %s 🎵" ("a ""b.c" int);'
    found = drafted(odd, odd)
    plan = parse_plan(plan_text(found))
    assert plan.tables[0].source == QualifiedName("My.Schema", 'Größe "x" %s 🎵')
    assert plan == found.plan


def test_the_migrations_are_the_targets_own(drafted: Drafting) -> None:
    table = "CREATE TABLE {}django_migrations (id int);"
    row = "INSERT INTO {}django_migrations VALUES (1);"
    elsewhere = "CREATE SCHEMA app;" + (table + row).format("app.", "app.")
    found = drafted((table + row).format("", ""), elsewhere)
    assert found.plan.skip == {named("django_migrations"): "the target has its own"}
    assert found.choices == ()


def test_the_migrations_move_into_a_target_whose_schema_was_copied_without_rows(
    drafted: Drafting,
) -> None:
    table = "CREATE TABLE django_migrations (id int);"
    found = drafted(table + "INSERT INTO django_migrations VALUES (1);", table)
    assert [choice.mapping.source for choice in found.choices] == [named("django_migrations")]


def test_what_only_shows_rows_is_skipped_with_the_reason(drafted: Drafting) -> None:
    extra = """
        CREATE VIEW v AS SELECT * FROM post;
        CREATE MATERIALIZED VIEW m AS SELECT * FROM post;
        CREATE EXTENSION postgres_fdw;
        CREATE SERVER far FOREIGN DATA WRAPPER postgres_fdw;
        CREATE FOREIGN TABLE f (id int) SERVER far;
    """
    skip = drafted(SAME + extra, SAME).plan.skip
    assert {name.name: reason.split(",")[0] for name, reason in skip.items()} == {
        "f": "a foreign table",
        "m": "a materialized view",
        "v": "a view",
    }


def test_tables_of_an_extension_are_skipped_with_its_name(drafted: Drafting) -> None:
    found = drafted("CREATE EXTENSION pg_buffercache", "")
    assert set(found.plan.skip.values()) == {"belongs to the extension pg_buffercache"}


def test_partitions_come_with_their_root(drafted: Drafting) -> None:
    parted = """
        CREATE TABLE event (id int, day date) PARTITION BY RANGE (day);
        CREATE TABLE event_old PARTITION OF event FOR VALUES FROM ('2000-01-01') TO ('2020-01-01');
        INSERT INTO event VALUES (1, '2010-01-01');
    """
    found = drafted(parted, "CREATE TABLE event (id int, day date);")
    assert [choice.mapping.source for choice in found.choices] == [named("event")]
    assert found.questions == ()


def test_children_of_an_inherited_table_are_tables_of_their_own(drafted: Drafting) -> None:
    tables = "CREATE TABLE base (id int); CREATE TABLE child (more int) INHERITS (base);"
    found = drafted(tables, tables)
    assert [choice.mapping.source for choice in found.choices] == [named("base"), named("child")]


def test_an_empty_table_that_the_target_lacks_is_skipped(drafted: Drafting) -> None:
    found = drafted(
        "CREATE TABLE old (id int); CREATE TABLE parted (a int) PARTITION BY LIST (a)", ""
    )
    reason = "empty, and the target has no such table"
    assert found.plan.skip == {named("old"): reason, named("parted"): reason}


def test_a_table_that_was_emptied_is_asked_about_unless_somebody_looked(drafted: Drafting) -> None:
    emptied = "CREATE TABLE old AS SELECT 1 AS id; DELETE FROM old;"
    found = drafted(emptied, "")
    assert [question.source for question in found.questions] == [named("old")]


def test_a_table_known_to_be_empty_is_skipped(drafted: Drafting) -> None:
    emptied = "CREATE TABLE old AS SELECT 1 AS id; DELETE FROM old;"
    assert drafted(emptied, "", known_empty=[named("old")]).questions == ()


def test_a_table_with_rows_and_no_sure_counterpart_is_asked_about_with_likely_ones(
    drafted: Drafting,
) -> None:
    found = drafted(
        "CREATE TABLE posts_post (id int, title text, body text, author_id int);"
        "INSERT INTO posts_post SELECT n, 't', 'b', 1 FROM generate_series(1, 5000) n;"
        "ANALYZE posts_post;",
        "CREATE TABLE blog_gadget (id int, title text, body text, author_id int);"
        "CREATE TABLE blog_tag (id int, label text);",
    )
    (question,) = found.questions
    assert [candidate.target for candidate in question.candidates] == [named("blog_gadget")]
    assert question.rows_estimate == 5000
    assert found.choices == ()
    assert found.unfed_targets == (named("blog_gadget"), named("blog_tag"))
    text = plan_text(found)
    assert "# ? public.posts_post: it holds about 5,000 rows" in text
    assert '# to = "public.blog_gadget"' in text
    assert parse_plan(text).tables == ()  # a guess is never carried out


def test_a_table_of_no_model_may_be_made_in_the_target(drafted: Drafting) -> None:
    """The offer is a comment: it is for a person to take the signs off."""
    found = drafted(
        "CREATE TABLE audit_trail (id int PRIMARY KEY, what text);"
        "INSERT INTO audit_trail VALUES (1, 'x');",
        "CREATE TABLE blog_tag (id int, label text);",
    )
    text = plan_text(found)
    assert parse_plan(text).tables == ()
    (mapping,) = parse_plan(re.sub(r"^# (\[\[|from|to|create)", r"\1", text, flags=re.M)).tables
    assert (mapping.source, mapping.target) == (named("audit_trail"), named("audit_trail"))
    assert mapping.create


def test_a_table_behind_a_many_to_many_field_is_not_offered_to_be_made(drafted: Drafting) -> None:
    """Its field is gone, and a table would be of no use to the new models."""
    ends = "CREATE TABLE post (id int PRIMARY KEY); CREATE TABLE tag (id int PRIMARY KEY);"
    (question,) = drafted(
        ends + "CREATE TABLE post_tags (id int PRIMARY KEY,"
        "post_id int NOT NULL REFERENCES post, tag_id int NOT NULL REFERENCES tag);"
        "INSERT INTO post VALUES (1); INSERT INTO tag VALUES (1);"
        "INSERT INTO post_tags VALUES (1, 1, 1);",
        ends,
    ).questions
    assert (question.source, question.as_it_is) == (named("post_tags"), "")


def test_a_table_of_an_unmanaged_model_may_be_made_in_the_target(drafted: Drafting) -> None:
    """The project reads it, but no `migrate` makes it."""
    table = "CREATE TABLE legacy_names (id int PRIMARY KEY, name text);"
    rows = "INSERT INTO legacy_names VALUES (1, 'x');"
    unmanaged = replace(model("legacy_names"), managed=False)
    kinds = [ContentType(1, *unmanaged.content_type)]
    (question,) = drafted(table + rows, "", (unmanaged,), content_types=kinds).questions
    assert question.as_it_is == "its model is unmanaged, so migrate makes no table"


# Columns


def test_new_columns_that_the_database_fills_need_nothing(drafted: Drafting) -> None:
    found = drafted(
        "CREATE TABLE post (title text)",
        """CREATE TABLE post (
            id int GENERATED BY DEFAULT AS IDENTITY, title text, note text,
            active bool NOT NULL DEFAULT true, upper text GENERATED ALWAYS AS (upper(title)) STORED
        )""",
    )
    assert found.open_questions == 0
    (choice,) = found.choices
    assert choice.mapping.columns == {}
    assert {column.column: column.reason for column in choice.columns} == {
        "id": "new; the target's own default fills it",
        "note": "new; stays NULL",
        "active": "new; the target's own default fills it",
    }


def model(name: str, **defaults: Default) -> Model:
    fields = tuple(
        Field(column, column, null=False, kind="CharField", default=default)
        for column, default in defaults.items()
    )
    return Model("app", name.title(), named(name), fields)


def test_a_new_reference_without_a_way_is_asked_about_with_no_made_up_key(
    drafted: Drafting,
) -> None:
    """A random uuid refers to nothing."""
    old = "CREATE TABLE post (id int PRIMARY KEY);"
    new = "CREATE TABLE domain (id uuid PRIMARY KEY);"
    new += "CREATE TABLE post (id int PRIMARY KEY, domain_id uuid NOT NULL REFERENCES domain);"
    column = asked(drafted(old, new))["domain_id"]
    assert column.reason == "new, NOT NULL: a key of public.domain"
    assert column.suggestion == '{ value = "..." }'


def test_a_default_does_not_silence_the_column_that_may_have_been_renamed(
    drafted: Drafting,
) -> None:
    """A log's data_json became data, which has a default: nothing but a person can tell."""
    new = "CREATE TABLE entry (id int PRIMARY KEY, data jsonb NOT NULL);"
    found = drafted(
        """CREATE TABLE entry (id int PRIMARY KEY, data_json text NOT NULL);
        INSERT INTO entry VALUES (1, '{"a": 1}');""",
        new,
        (model("entry", data=PlainDefault("{}")),),
    )
    assert set(asked(found)) == {"data", "data_json"}
    assert "data_json" in asked(found)["data"].suggestion


def test_a_default_stands_only_where_no_column_without_a_place_fits_and_says_so(
    drafted: Drafting,
) -> None:
    new = model(
        "entry",
        written_at=NowDefault(),
        homepage=PlainDefault(""),
        visible=PlainDefault(False),
        token=UuidDefault(),
    )
    found = drafted(
        """CREATE TABLE entry (id int PRIMARY KEY, opened timestamptz NOT NULL,
            paid boolean NOT NULL, remark text NOT NULL, share int NOT NULL);""",
        """CREATE TABLE entry (id int PRIMARY KEY, written_at timestamptz NOT NULL,
            homepage text NOT NULL, visible boolean NOT NULL, token uuid NOT NULL);""",
        (new,),
        samples={named("entry"): TableSample(columns={"remark": ColumnSample(("see page 4",))})},
    )
    offered = {
        name: [choice.suggestion, *(said for _, said in choice.further)]
        for name, choice in asked(found).items()
    }
    assert offered["written_at"] == ['"opened"', '{ sql = "now()" }']
    assert '"paid"' in offered["visible"]
    # A remark is no address of a page, and nothing is a uuid.
    told = {c.column: c for choice in found.choices for c in choice.columns if c.mapping}
    assert told.keys() == {"homepage", "token"}
    assert all("of the columns without a place none fits" in c.reason for c in told.values())


def test_a_column_that_fits_two_is_offered_with_the_other_one(drafted: Drafting) -> None:
    found = asked(
        drafted(
            "CREATE TABLE sale (id int PRIMARY KEY, sold date NOT NULL)",
            "CREATE TABLE sale (id int PRIMARY KEY, held_on date NOT NULL, told_on date NOT NULL)",
        )
    )
    assert {name: found[name].suggestion for name in ("held_on", "told_on")} == {
        "held_on": '"sold"',
        "told_on": '"sold"',
    }
    assert "it fits told_on better" in found["held_on"].reason


def test_where_some_rows_hold_null_the_others_keep_what_they_hold(drafted: Drafting) -> None:
    kinds = {"made": "timestamptz", "size": "int", "name": "text", "good": "boolean"}
    columns = ", ".join(f"{name} {kind}" for name, kind in kinds.items())
    must = ", ".join(f"{name} {kind} NOT NULL" for name, kind in kinds.items())
    found = drafted(
        f"CREATE TABLE box (id int PRIMARY KEY, {columns});"
        "INSERT INTO box VALUES (1, now(), 5, 'a', true), (2, NULL, NULL, NULL, NULL);",
        f"CREATE TABLE box (id int PRIMARY KEY, {must});",
        asked=Empty(),
    )
    assert [asked(found)[name].suggestion for name in kinds] == [
        '{ sql = "coalesce(made, now())" }',
        '{ sql = "coalesce(size, 0)" }',
        "{ sql = \"coalesce(name, '')\" }",
        '{ sql = "coalesce(good, false)" }',
    ]


class Empty:
    """A source in whose columns no row has a value."""

    def only_null(self, table: QualifiedName, column: str) -> bool:
        return True

    def some_null(self, table: QualifiedName, column: str) -> bool:
        return True

    def all_found(self, values: object, table: QualifiedName, column: str) -> bool:
        return False


@pytest.mark.parametrize(("asked", "said"), [(None, "perhaps editor_id"), (Empty(), "new; stays")])
def test_a_column_without_a_value_feeds_no_other(
    drafted: Drafting, asked: Empty | None, said: str
) -> None:
    people = "CREATE TABLE person (id int PRIMARY KEY);"
    page = "CREATE TABLE page (id int PRIMARY KEY, {} int REFERENCES person);"
    old = people + page.format("editor_id int REFERENCES person, reviewer_id")
    found = drafted(old, people + page.format("author_id"), asked=asked)
    (reason,) = (c.reason for one in found.choices for c in one.columns if c.column == "author_id")
    assert reason.startswith(said)


SHOPS = (
    "CREATE TABLE shop (id int PRIMARY KEY); CREATE TABLE client (id int PRIMARY KEY,"
    " shop_id int REFERENCES shop);"
    "CREATE TABLE fair (id int PRIMARY KEY, shop_id int NOT NULL REFERENCES shop);"
    "CREATE TABLE sale (id int PRIMARY KEY, fair_id int NOT NULL REFERENCES fair,"
    " client_id int NOT NULL REFERENCES client{more});"
)


def test_a_new_reference_is_asked_about_with_the_row_that_others_lead_to(
    drafted: Drafting, source_db: Database
) -> None:
    """The way by way of clients is none: not every client has a shop."""
    rows = (
        "INSERT INTO shop VALUES (1), (2); INSERT INTO client VALUES (3, NULL);"
        "INSERT INTO fair VALUES (4, 2); INSERT INTO sale VALUES (5, 4, 3);"
    )
    new = SHOPS.format(more=", shop_id int NOT NULL REFERENCES shop")
    column = asked(drafted(SHOPS.format(more="") + rows, new))["shop_id"]
    assert column.reason == "new, NOT NULL: perhaps the shop_id of the row that fair_id refers to"
    told = MAPPED.format("sale", "sale") + f"x = {column.suggestion}"
    (said,) = parse_plan(told).tables[0].columns.values()
    assert isinstance(said, Expression)
    assert source_db.value(f"SELECT {said.sql} FROM public.sale") == 2


@pytest.mark.parametrize(
    ("default", "mapping"),
    [
        (PlainDefault("x"), Constant("x")),
        (PlainDefault(""), Constant("")),
        (PlainDefault(False), Constant(False)),
        (NowDefault(), Expression("now()")),
        (UuidDefault(), Expression("gen_random_uuid()")),
    ],
)
def test_a_new_not_null_column_is_fed_from_the_models_default(
    drafted: Drafting, default: Default, mapping: object
) -> None:
    found = drafted(
        "CREATE TABLE post (id int)",
        "CREATE TABLE post (id int, extra text NOT NULL)",
        (model("post", extra=default),),
    )
    (choice,) = found.choices
    assert choice.mapping.columns == {"extra": mapping}
    assert choice.columns[0].reason.startswith("new; the model's default")
    assert found.open_questions == 0
    assert parse_plan(plan_text(found)) == found.plan


@pytest.mark.parametrize("default", [NoDefault(), CallableDefault("app.make"), None])
def test_a_new_not_null_column_that_nothing_explains_is_asked_about(
    drafted: Drafting, default: Default | None
) -> None:
    found = drafted(
        "CREATE TABLE post (id int)",
        "CREATE TABLE post (id int, since timestamptz NOT NULL)",
        (model("post", since=default),) if default else (),
    )
    assert list(asked(found)) == ["since"]
    assert '# since = { sql = "now()" }  # ? new, NOT NULL' in plan_text(found)
    assert found.plan.tables[0].columns == {}


def test_a_source_column_without_a_place_is_asked_about(drafted: Drafting) -> None:
    found = drafted("CREATE TABLE post (id int, legacy text)", "CREATE TABLE post (id int)")
    assert list(asked(found)) == ["legacy"]
    assert '# legacy = { drop = "" }  # ? text' in plan_text(found)


def test_computed_columns_are_left_to_whoever_computes_them(drafted: Drafting) -> None:
    computed = "GENERATED ALWAYS AS (1) STORED"
    found = drafted(
        f"CREATE TABLE post (id int, a int, b int {computed}, c int {computed})",
        f"CREATE TABLE post (id int, a int {computed}, b int)",
    )
    assert found.open_questions == 0
    assert found.plan.tables[0].columns == {
        "a": DroppedColumn("the target computes it"),
        "c": DroppedColumn("computed from other columns, and the target has no such column"),
    }


# The whole


def test_the_heading_names_both_databases_and_versions(
    drafted: Drafting, source_db: Database, target_db: Database
) -> None:
    first = plan_text(drafted(SAME, SAME)).splitlines()[0]
    assert first == (
        f"# segue.toml, drafted from {source_db.name} (PostgreSQL {source_db.server.version})"
        f" to {target_db.name} (PostgreSQL {target_db.server.version}). Yours to edit."
    )


def test_every_table_of_the_source_is_mapped_skipped_or_asked_about(
    drafted: Drafting, source_db: Database
) -> None:
    found = drafted(
        SAME + "CREATE TABLE a AS SELECT 1 AS x; CREATE TABLE b (x int); CREATE VIEW c AS SELECT 1;"
        "CREATE TABLE p (x int) PARTITION BY LIST (x); CREATE TABLE p1 PARTITION OF p DEFAULT;",
        SAME + "CREATE TABLE p (x int)",
    )
    told = {choice.mapping.source for choice in found.choices} | set(found.plan.skip)
    told |= {question.source for question in found.questions}
    partitions = {t.name for t in catalog_of(source_db).tables.values() if t.is_partition}
    assert told | partitions == found.sources


def test_a_thousand_tables_are_drafted_and_read_back(source_db: Database) -> None:
    source_db.execute("CREATE TABLE one (id int, a text, b text, c int, d int)")
    small = catalog_of(source_db)
    names = [named(f"t{number}") for number in range(1000)]
    tables = {name: replace(small.tables[named("one")], name=name) for name in names}
    large = replace(small, tables=tables)
    found = draft("django:old", "django:default", large, large, None)
    assert parse_plan(plan_text(found)) == found.plan
    assert len(found.plan.tables) == 1000


SPLIT_OLD = """
CREATE TABLE shop_customer (id serial PRIMARY KEY, name text, street text, city text);
INSERT INTO shop_customer (name, street, city) VALUES ('Ada', 'Ring 1', 'Wien');
"""
SPLIT_NEW = """
CREATE TABLE shop_customer (id serial PRIMARY KEY, name text);
CREATE TABLE shop_address (
    id serial PRIMARY KEY, customer_id int NOT NULL REFERENCES shop_customer, street text, city text
);
CREATE TABLE shop_street (id serial PRIMARY KEY, street text);
"""


def test_the_other_half_of_a_split_table_is_offered_ready_to_take_the_comment_signs_off(
    drafted: Drafting,
) -> None:
    found = drafted(SPLIT_OLD, SPLIT_NEW)
    (offer,) = found.splits
    assert (offer.source, offer.target) == (named("shop_customer"), named("shop_address"))
    assert offer.columns == ("street", "city")
    assert offer.feeds == {"customer_id": "id"}
    text = plan_text(found)
    assert len(parse_plan(text).tables) == 1
    begins = text.index("# [[table]]\n# from = ")
    block = text[begins:].split("\n\n", 1)[0].replace("# ", "")
    added = parse_plan(text.replace("[skip]", f"{block}\n\n[skip]"))
    assert (added.tables[1].source, added.tables[1].target) == (offer.source, offer.target)
    assert added.tables[1].columns == {"customer_id": Renamed("id")}


def test_a_table_that_may_be_merged_shows_what_would_have_to_be_said(drafted: Drafting) -> None:
    found = drafted(
        "CREATE TABLE shop_payment (id int PRIMARY KEY, amount int, at date, note text);"
        "CREATE TABLE shop_refund (id int PRIMARY KEY, amount int, at date, note text);"
        "INSERT INTO shop_payment VALUES (1, 1, now(), ''); INSERT INTO shop_refund VALUES (2, 2);",
        "CREATE TABLE shop_payment ("
        "id int PRIMARY KEY, amount int, at date, note text, kind text NOT NULL);",
    )
    (question,) = found.questions
    (candidate,) = question.candidates
    assert candidate.entries == ('kind = { value = "refund" }',)
    assert candidate.fed_by == (named("shop_payment"),)
    text = plan_text(found)
    assert '# to = "public.shop_payment"' in text
    assert (
        '# [table.columns]\n# kind = { value = "refund" }\n# public.shop_payment goes there too'
        in text
    )


def test_whole_amounts_that_get_decimals_are_asked_about(drafted: Drafting) -> None:
    """A price of 4900 may have been cents; one of 49 never was, and neither were hours."""
    table = "CREATE TABLE plan (id int PRIMARY KEY, price {0}, fee {0}, hours {0});"
    rows = {"price": ("4900", "900"), "fee": ("49", "0"), "hours": ("4000",)}
    sample = TableSample(columns={name: ColumnSample(seen) for name, seen in rows.items()})
    sides = table.format("int"), table.format("numeric(8, 2)")
    found = drafted(*sides, samples={named("plan"): sample})
    assert asked(found)["price"].suggestion == '{ sql = "price / 100.0" }'
    assert asked(found).keys() == {"price"}


def test_amounts_that_lose_their_decimals_are_asked_about(drafted: Drafting) -> None:
    found = drafted(
        "CREATE TABLE plan (id int PRIMARY KEY, price numeric(8, 2), tax numeric(8, 0));",
        "CREATE TABLE plan (id int PRIMARY KEY, price int, tax int);",
    )
    (choice,) = asked(found).values()
    assert (choice.column, choice.suggestion) == ("price", '{ sql = "round(price * 100)" }')


def test_a_flag_that_was_turned_round_is_asked_about_though_it_has_a_default(
    drafted: Drafting,
) -> None:
    found = drafted(
        "CREATE TABLE story (id int PRIMARY KEY, comments_closed bool NOT NULL);",
        "CREATE TABLE story (id int PRIMARY KEY, comments_open bool NOT NULL DEFAULT true);",
    )
    assert {name: c.suggestion for name, c in asked(found).items()} == {
        "comments_open": '{ sql = "NOT comments_closed" }',
        "comments_closed": '{ drop = "in comments_open" }',
    }


def test_names_that_came_together_or_apart_are_asked_about_with_the_sql(drafted: Drafting) -> None:
    found = drafted(
        "CREATE TABLE reader (id int PRIMARY KEY, first_name text, surname text);"
        "CREATE TABLE writer (id int PRIMARY KEY, full_name text);",
        "CREATE TABLE reader (id int PRIMARY KEY, name text NOT NULL);"
        "CREATE TABLE writer (id int PRIMARY KEY, given_name text, last_name text);",
    )
    said = {name: choice.suggestion for name, choice in asked(found).items()}
    assert said["name"] == """{ sql = "concat_ws(' ', first_name, surname)" }"""
    assert said["given_name"] == """{ sql = "split_part(full_name, ' ', 1)" }"""
    assert said["surname"] == '{ drop = "in name" }'


def test_a_reference_is_asked_about_as_long_as_its_table_is(drafted: Drafting) -> None:
    old = (
        "CREATE TABLE supplier (id int PRIMARY KEY, name text, city text);"
        "CREATE TABLE product (id int PRIMARY KEY, sku text, weight int,"
        " supplier_id int REFERENCES supplier);"
    )
    found = drafted(old, old.replace("supplier", "brand").replace("city", "slogan"))
    assert asked(found)["brand_id"].suggestion == '"supplier_id"'
    assert "brand" in asked(found)["brand_id"].reason


def test_pairs_that_a_plan_names_are_drafted_with_their_columns(
    drafted: Drafting, source_db: Database, target_db: Database
) -> None:
    found = drafted(
        "CREATE TABLE abo (id int PRIMARY KEY, since date, mail text);"
        "INSERT INTO abo VALUES (1, now(), 'a@example.org');",
        "CREATE TABLE contract (id int PRIMARY KEY, since date, email text, code text NOT NULL);",
    )
    assert [question.source for question in found.questions] == [named("abo")]
    catalogs = catalog_of(source_db), catalog_of(target_db)
    pair = (named("abo"), named("contract"))
    again = draft("django:old", "django:default", *catalogs, None, given=[pair])
    assert again.questions == ()
    written = '\n[[table]]\nfrom = "public.abo"\nto = "public.contract"\n'
    redrafted = redraft(plan_text(found) + written, again)
    assert parse_plan(redrafted).tables[0].columns == {"email": Renamed("mail")}
    assert '# code = { value = "" }' in redrafted


def _with_default(name: str, default: Default, *, null: bool) -> tuple[Model, ...]:
    fields = (
        Field("id", "id", False, "BigAutoField", primary_key=True, auto=True),
        Field(name, name, null, "BooleanField", default),
    )
    return (Model("blog", "Post", named("public.post"), fields),)


@pytest.mark.parametrize("null", [False, True])
@pytest.mark.parametrize(
    ("default", "kind", "mapping"),
    [
        (PlainDefault(True), "boolean", Constant(True)),
        (PlainDefault("x"), "text", Constant("x")),
        (NowDefault(), "timestamptz", Expression("now()")),
        (NowDefault(), "date", Expression("current_date")),
        (NowDefault(), "timestamp", Expression("localtimestamp")),
        (UuidDefault(), "uuid", Expression("gen_random_uuid()")),
    ],
)
def test_a_new_column_gets_what_a_migration_would_give_it(
    drafted: Drafting, null: bool, default: Default, kind: str, mapping: object
) -> None:
    column = f"extra {kind}" + ("" if null else " NOT NULL")
    target = f"CREATE TABLE post (id bigint PRIMARY KEY, title text, {column})"
    found = drafted(SAME, target, _with_default("extra", default, null=null))
    ((choice,),) = (c.columns for c in found.choices)
    assert (choice.column, choice.mapping, choice.question) == ("extra", mapping, False)
    assert "default" in choice.reason


@pytest.mark.parametrize("null", [False, True])
def test_a_new_column_whose_default_is_code_is_asked_about(drafted: Drafting, null: bool) -> None:
    column = "extra boolean" + ("" if null else " NOT NULL")
    target = f"CREATE TABLE post (id bigint PRIMARY KEY, title text, {column})"
    models = _with_default("extra", CallableDefault("blog.make"), null=null)
    assert "blog.make" in asked(drafted(SAME, target, models))["extra"].reason


def test_what_a_data_migration_may_have_given_is_asked_about(drafted: Drafting) -> None:
    target = "CREATE TABLE post (id bigint PRIMARY KEY, title text, extra text NOT NULL)"
    models = _with_default("extra", PlainDefault("x"), null=False)
    found = asked(drafted(SAME, target, models, computed={named("post")}))["extra"]
    assert "a data migration that has not run" in found.reason
    assert (found.suggestion, found.mapping) == ('{ value = "x" }', None)


def test_a_flag_without_a_place_may_be_the_new_one(drafted: Drafting) -> None:
    source = "CREATE TABLE post (id bigint PRIMARY KEY, tfa_enabled boolean NOT NULL)"
    target = "CREATE TABLE post (id bigint PRIMARY KEY, totp_enabled boolean NOT NULL)"
    models = _with_default("totp_enabled", PlainDefault(False), null=False)
    found = asked(drafted(source, target, models))
    assert found["totp_enabled"].suggestion == '"tfa_enabled"'
    offered = [said for _, said in found["totp_enabled"].further]
    assert found["totp_enabled"].suggestion not in offered


def test_a_column_that_the_source_computes_is_said_to_be_copied(drafted: Drafting) -> None:
    source = "CREATE TABLE g (id int PRIMARY KEY, a int, s int GENERATED ALWAYS AS (a * 3) STORED)"
    found = drafted(source, "CREATE TABLE g (id int PRIMARY KEY, a int, s int NOT NULL)")
    ((choice,),) = (c.columns for c in found.choices)
    assert (choice.column, choice.mapping, choice.question) == ("s", None, False)
    assert "copied" in choice.reason
