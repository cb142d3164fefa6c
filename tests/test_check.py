"""What check says about two real databases, and how it says it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

import segue.checks
from segue.checks import Probes, check, probe
from segue.checks.codes import CODES, FAMILIES, explanation, index
from segue.checks.grouping import grouped
from segue.database.address import Endpoint
from segue.database.catalog import Catalog
from segue.database.introspection import read_catalog
from segue.database.names import QualifiedName
from segue.database.session import Connection, connect, exported_snapshot
from segue.drafting import draft
from segue.drafting.writing import plan_text
from segue.errors import SegueError, UnknownCode
from segue.findings import FEW, Finding, Severity
from segue.plan.file import parse_plan
from segue.plan.model import NO_ROW, NO_VALUE, Plan
from segue.project.values import Model, Project
from support.databases import Database, create_case_blind_collation

HEAD = 'version = 1\nsource = "django:old"\ntarget = "django:default"\n'
POST = "CREATE TABLE post (id bigint PRIMARY KEY, title text);"
MAPPED = '[[table]]\nfrom = "post"\nto = "post"\n'


def named(name: str) -> QualifiedName:
    return QualifiedName.parse(name)


def project(*migrations: tuple[str, str]) -> Project:
    """A project with these migrations and no models."""
    return Project("settings", {}, {}, (), (), dict.fromkeys(migrations, ()))


@dataclass(frozen=True)
class Scene:
    """Two databases, open, with what they hold."""

    source: Connection
    target: Connection
    catalogs: tuple[Catalog, Catalog]

    def plan(self, text: str | None = None) -> Plan:
        """The plan of that body, or the one that is drafted."""
        if text is not None:
            return parse_plan(HEAD + text)
        drafted = draft("django:old", "django:default", *self.catalogs, None)
        return parse_plan(plan_text(drafted))

    def check(
        self, text: str | None = None, project: Project | None = None, **more: object
    ) -> tuple[Finding, ...]:
        plan = self.plan(text)
        probes = probe(plan, self.source, self.target, self.catalogs[0], project)
        return check(plan, *self.catalogs, project, probes, **more)  # type: ignore[arg-type]


Checking = Callable[..., tuple[Finding, ...]]


@contextmanager
def scene(source: Endpoint, target: Endpoint) -> Iterator[Scene]:
    with (
        closing(connect(source, "source", "test", read_only=True)) as one,
        closing(connect(target, "target", "test")) as other,
    ):
        yield Scene(one, other, (read_catalog(one), read_catalog(other)))


@pytest.fixture
def checked(source_db: Database, target_db: Database) -> Checking:
    """`checked(source DDL, target DDL, plan)`: the findings over two databases made of them."""

    def run(
        source: str, target: str, plan: str | None = None, **more: object
    ) -> tuple[Finding, ...]:
        source_db.execute(source)
        target_db.execute(target)
        with scene(source_db.endpoint, target_db.endpoint) as both:
            return tuple(f for f in both.check(plan, **more) if f.code != "D106")  # type: ignore[arg-type]

    return run


@contextmanager
def role(database: Database, *grants: str) -> Iterator[Endpoint]:
    """The database as a role of few rights sees it."""
    name = f"{database.name}_role"
    database.execute(f"CREATE ROLE {name} LOGIN PASSWORD 'secret'")
    for grant in grants:
        database.execute(grant.format(role=name))
    parameters = {**database.endpoint.parameters, "user": name, "password": "secret"}
    try:
        yield Endpoint("service:few", parameters)
    finally:
        database.execute(f"DROP OWNED BY {name}; DROP ROLE {name}")


OLD_POST = (
    "CREATE TABLE blog_author (id int PRIMARY KEY, full_name text NOT NULL, headline text);"
    "CREATE TABLE blog_remark (id int PRIMARY KEY); INSERT INTO blog_remark VALUES (1)"
)
NEW_POST = (
    "CREATE TABLE news_author (id int PRIMARY KEY, name_full text NOT NULL, head_line text);"
    "CREATE TABLE news_remarks (id int PRIMARY KEY); CREATE TABLE other (id int PRIMARY KEY)"
)


def test_what_may_be_meant_is_named_ready_to_paste(checked: Checking) -> None:
    plan = """
[[table]]
from = "public.blog_author"
to = "public.news_author"
[[table]]
from = "public.blog_autor"
to = "public.othr"
[table.columns]
id = "idd"
"""
    found = checked(OLD_POST, NEW_POST, plan)
    helps = {finding.code: finding.help for finding in found}
    assert "did you mean public.blog_author? " in helps["T101"]
    assert "did you mean public.other? " in helps["T102"]
    assert 'such as to = "public.news_remarks"' in helps["T103"]
    assert 'such as name_full = "full_name" or name_full = { value = "" }' in helps["S103"]
    (headline,) = (f.help for f in found if f.code == "S104" and "headline" in f.title)
    assert 'such as head_line = "headline" or ' in headline
    assert ', or add: headline = { drop = "why" }' in headline


def told(findings: tuple[Finding, ...]) -> dict[str, str]:
    return {finding.code: finding.title for finding in findings}


# All is well


def test_two_databases_of_the_same_schema_give_no_finding(checked: Checking) -> None:
    assert checked(POST, POST) == ()


def test_checking_writes_nothing(
    checked: Checking, source_db: Database, target_db: Database
) -> None:
    checked(POST, POST, MAPPED + 'where = "id > 0"\n')
    assert target_db.value("SELECT count(*) FROM pg_namespace WHERE nspname = 'segue'") == 0
    assert source_db.value("SELECT count(*) FROM post") == 0


def test_the_source_is_probed_inside_the_transaction_that_holds_the_snapshot(
    source_db: Database, target_db: Database
) -> None:
    source_db.execute(POST)
    target_db.execute(POST)
    with scene(source_db.endpoint, target_db.endpoint) as both, exported_snapshot(both.source):
        found = both.check(MAPPED + 'where = "nonsense > 0"\n')
        assert "S106" in told(found)
        assert both.source.execute("SELECT count(*) FROM post").fetchone() == (0,)


# Databases


def test_the_same_database_on_both_sides_is_refused(source_db: Database) -> None:
    source_db.execute(POST)
    with scene(source_db.endpoint, source_db.endpoint) as both:
        assert "D101" in told(both.check())


def test_another_database_of_the_same_server_is_another_one(
    source_db: Database, make_database: Callable[..., Database]
) -> None:
    other = make_database(source_db.server)
    with scene(source_db.endpoint, other.endpoint) as both:
        assert "D101" not in told(both.check())


@pytest.mark.parametrize(
    ("side", "facts", "code", "severity"),
    [
        ("source", {"version": 120022, "version_text": "12.22"}, "D102", Severity.ERROR),
        ("target", {"version": 130014, "version_text": "13.14"}, "D102", Severity.ERROR),
        ("target", {"in_recovery": True}, "D103", Severity.ERROR),
        ("target", {"lacks_standby": True}, "D113", Severity.ERROR),
        ("target", {"reads_only": True}, "D111", Severity.ERROR),
        ("source", {"in_recovery": True}, "D108", Severity.WARNING),
        ("source", {"encoding": "SQL_ASCII"}, "D105", Severity.WARNING),
        ("source", {"collate": "xx_XX", "locale": None}, "D106", Severity.WARNING),
        ("target", {"can_create_schema": False}, "R103", Severity.ERROR),
    ],
)
def test_facts_of_a_server_are_found(
    source_db: Database,
    target_db: Database,
    side: str,
    facts: dict[str, object],
    code: str,
    severity: Severity,
) -> None:
    with scene(source_db.endpoint, target_db.endpoint) as both:
        catalogs = dict(zip(("source", "target"), both.catalogs, strict=True))
        before = told(_pure(catalogs))
        server = replace(catalogs[side].server, **facts)  # type: ignore[arg-type]
        catalogs[side] = replace(catalogs[side], server=server)
        found = [finding for finding in _pure(catalogs) if finding.code == code]
    assert [finding.severity for finding in found] == [severity]
    assert before.get(code) != found[0].title


def _pure(catalogs: dict[str, Catalog], probes: Probes | None = None) -> tuple[Finding, ...]:
    plan = parse_plan(HEAD)
    return check(plan, catalogs["source"], catalogs["target"], None, probes or Probes())


@pytest.mark.parametrize(("row", "blocks"), [("", False), ("INSERT INTO f VALUES (1);", True)])
def test_xml_that_the_targets_server_cannot_read_blocks(
    source_db: Database, target_db: Database, row: str, blocks: bool
) -> None:
    tables = "CREATE TABLE f (id int PRIMARY KEY, body xml, more xml[]);"
    source_db.execute(tables + row)
    target_db.execute(tables)
    with scene(source_db.endpoint, target_db.endpoint) as both:
        without = Probes(target_has_libxml=False)
        found = check(both.plan(), *both.catalogs, None, without)
        probed = probe(both.plan(), both.source, both.target, both.catalogs[0], None)
        reads = "SELECT count(*) FROM pg_config WHERE name = 'CONFIGURE' AND setting ~ 'libxml'"
        ((expected,),) = both.target.execute(reads).fetchall()
    assert [f.code for f in found if f.blocks] == ["D115", "D115"] * blocks
    assert probed.target_has_libxml is bool(expected)


@pytest.mark.parametrize(("locks", "blocks"), [(2, True), (3, False), (0, False)])
def test_a_lock_table_that_the_tables_do_not_fit_in_blocks(
    source_db: Database, target_db: Database, locks: int, blocks: bool
) -> None:
    tables = "".join(f"CREATE TABLE t{n} (id int PRIMARY KEY);" for n in range(3))
    source_db.execute(tables)
    target_db.execute(tables)
    with scene(source_db.endpoint, target_db.endpoint) as both:
        plan = both.plan()
        found = check(plan, *both.catalogs, None, Probes(source_locks=locks))
        assert probe(plan, both.source, both.target, both.catalogs[0], None).source_locks > 3
    assert [finding.blocks for finding in found if finding.code == "D130"] == [True] * blocks


def test_a_source_that_is_allowed_to_hold_up_replay_needs_no_warning(source_db: Database) -> None:
    with scene(source_db.endpoint, source_db.endpoint) as both:
        standby = replace(
            both.catalogs[0], server=replace(both.catalogs[0].server, in_recovery=True)
        )
    catalogs = {"source": standby, "target": both.catalogs[1]}
    assert "D108" in told(_pure(catalogs, Probes(standby_delay="30s")))
    assert "D108" not in told(_pure(catalogs, Probes(standby_delay="-1")))


def test_large_objects_are_told_about(checked: Checking) -> None:
    assert "holds 1 large object, and" in told(checked("SELECT lo_create(0)", ""))["D109"]


def test_a_server_without_icu_is_told_before_migrate_fails(
    source_db: Database, target_db: Database
) -> None:
    create_case_blind_collation(source_db)
    source_db.execute("CREATE TABLE post (title text COLLATE ci)")
    with scene(source_db.endpoint, target_db.endpoint) as both:
        plan = both.plan(MAPPED)
        asked = probe(plan, both.source, both.target, both.catalogs[0], None)
        lacking = replace(asked, target_has_icu=False)
        assert asked.icu_collations == {named("ci")}
        assert "D107" in told(check(plan, *both.catalogs, None, lacking))
        having = replace(asked, target_has_icu=True)
        assert "D107" not in told(check(plan, *both.catalogs, None, having))


# Migrations and extensions


def test_a_target_without_tables_is_not_migrated(checked: Checking) -> None:
    found = told(checked(POST, "", MAPPED))
    assert list(found) == ["M101"]  # and not one finding for each missing table


def test_a_target_is_migrated_when_it_has_the_tables_whoever_made_them(checked: Checking) -> None:
    unmigrated = project()  # its tables are made by `migrate --run-syncdb`
    assert checked(POST, POST, MAPPED, project=unmigrated) == ()
    assert checked("", "", MAPPED, project=project(("blog", "0001"))) == ()


def test_a_target_that_has_none_of_the_tables_is_not_migrated(checked: Checking) -> None:
    other = "CREATE TABLE something_else (id int);"
    assert list(told(checked(POST, other, MAPPED, project=project(("blog", "0001"))))) == ["M101"]


def test_unapplied_migrations_are_counted(checked: Checking) -> None:
    table = "CREATE TABLE django_migrations (id int, app text, name text);"
    target = POST + table + "INSERT INTO django_migrations VALUES (1, 'blog', '0001');"
    several = project(*(("blog", f"000{number}") for number in range(1, 7)))
    (found,) = checked(POST, target, MAPPED, project=several)
    assert (found.code, found.title) == ("M102", "5 migrations are not applied to the target")
    assert found.where.splitlines() == [
        "target: blog.0002",
        "target: blog.0003",
        "target: blog.0004",
        "and 2 more",
    ]


def test_an_extension_that_types_or_indexes_need_is_asked_for(checked: Checking) -> None:
    source = """
        CREATE EXTENSION hstore; CREATE EXTENSION pg_trgm; CREATE EXTENSION pgrowlocks;
        CREATE TABLE post (id int, tags hstore, title text);
        CREATE INDEX ON post USING gin (title gin_trgm_ops);
    """
    found = [f for f in checked(source, "", MAPPED) if f.code == "E101"]
    assert [finding.title.split()[2] for finding in found] == ["hstore", "pg_trgm"]


def test_an_extension_that_the_server_does_not_have_blocks(
    source_db: Database, target_db: Database
) -> None:
    source_db.execute("CREATE EXTENSION hstore; CREATE TABLE post (id int, tags hstore[])")
    with scene(source_db.endpoint, target_db.endpoint) as both:
        plan = both.plan(MAPPED)
        poor = replace(both.catalogs[1], available_extensions={})
        found = told(check(plan, both.catalogs[0], poor, None, Probes()))
    assert "hstore" in found["E102"]


def test_a_migrated_target_has_what_its_tables_need(checked: Checking) -> None:
    source = "CREATE EXTENSION hstore; CREATE TABLE post (id bigint, title hstore)"
    assert not {"E101", "E102"} & set(told(checked(source, POST, MAPPED)))


# Tables


def test_missing_tables_are_found_with_their_line(checked: Checking) -> None:
    found = checked(POST, POST, MAPPED + '[[table]]\nfrom = "psot"\nto = "pots"\n')
    assert told(found) == {
        "T101": "the source has no table public.psot",
        "T102": "the target has no table public.pots",
    }
    assert {finding.where for finding in found} == {"segue.toml:7"}


def test_a_table_with_rows_that_the_plan_forgets_blocks(checked: Checking) -> None:
    source = POST + "CREATE TABLE kept AS SELECT 1; CREATE TABLE empty (id int);"
    assert list(told(checked(source, POST, MAPPED))) == ["T103"]
    assert told(checked("", "", MAPPED + '[skip]\nkept = "old"\n')) == {}


def test_an_emptied_table_that_the_plan_forgets_does_not_block(checked: Checking) -> None:
    assert checked(POST + "CREATE TABLE t AS SELECT 1; DELETE FROM t;", POST, MAPPED) == ()


def test_a_table_that_was_skipped_as_empty_and_holds_rows_now_blocks(checked: Checking) -> None:
    plan = f'{MAPPED}[skip]\n"public.tag" = "{NO_ROW}"\n'
    filled = "CREATE TABLE tag AS SELECT 1 AS id;"
    (finding,) = checked(POST + filled, POST, plan)
    assert (finding.code, finding.severity) == ("T103", Severity.ERROR)
    assert finding.title == "public.tag holds rows, and the plan skips it as empty"
    assert finding.where == "segue.toml:8"


def test_a_column_that_was_dropped_as_empty_and_holds_values_now_blocks(checked: Checking) -> None:
    more = "ALTER TABLE post ADD note text, ADD mark text;"
    drops = "".join(f'{name} = {{ drop = "{NO_VALUE}" }}\n' for name in ("note", "mark"))
    plan = f"{MAPPED}[table.columns]\n{drops}"
    assert checked(POST + more + "INSERT INTO post (id) VALUES (1)", POST, plan) == ()
    (finding,) = checked("UPDATE post SET note = 'x'", "", plan)
    assert (finding.code, finding.where) == ("S104", "segue.toml:8")
    assert finding.title == "public.post.note is dropped as empty, and rows have values in it now"


def test_rows_of_the_target_are_counted(checked: Checking) -> None:
    (found,) = checked(POST, POST, occupied={named("post"): 1_200})
    assert found.title == "public.post holds 1,200 rows in the target already"
    assert found.blocks


def test_what_cannot_be_filled_is_told(checked: Checking) -> None:
    target = "CREATE VIEW post AS SELECT 1::bigint AS id, 'x'::text AS title"
    assert "is a view" in told(checked(POST, target, MAPPED))["T105"]


def test_an_unlogged_target_is_told(checked: Checking) -> None:
    both = MAPPED + MAPPED.replace("post", "jotting")
    as_before = "CREATE UNLOGGED TABLE jotting (id bigint PRIMARY KEY)"
    (found,) = checked(POST + as_before, POST.replace("TABLE", "UNLOGGED TABLE") + as_before, both)
    assert (found.code, found.blocks) == ("T106", False)
    assert found.title == "public.post is unlogged in the target"


def test_a_partition_beside_its_root_is_told(checked: Checking) -> None:
    source = """
        CREATE TABLE post (id bigint, title text) PARTITION BY RANGE (id);
        CREATE TABLE half PARTITION OF post FOR VALUES FROM (0) TO (9) PARTITION BY RANGE (id);
        CREATE TABLE leaf PARTITION OF half FOR VALUES FROM (0) TO (5);
    """
    found = checked(source, POST, MAPPED + '[[table]]\nfrom = "leaf"\nto = "post"\n')
    assert told(found) == {"T107": "public.leaf is a partition of public.post, which is mapped too"}


def test_a_skip_of_nothing_is_told(checked: Checking) -> None:
    (found,) = checked(POST, POST, MAPPED + '[skip]\nlogs = "old"\n')
    assert (found.code, found.where, found.blocks) == ("T108", "segue.toml:8", False)


def test_a_view_that_nobody_made_in_the_target_is_told(checked: Checking) -> None:
    views = 'CREATE VIEW "O\'Neil" AS SELECT id FROM post;'
    (finding,) = checked(POST + views, POST)
    assert (finding.code, finding.severity) == ("T112", Severity.WARNING)
    assert finding.where.startswith("segue.toml:")
    assert finding.effect == "whatever reads it would fail"
    assert """pg_get_viewdef('"public"."O''Neil"', true)""" in finding.help


def test_a_view_that_both_have_is_no_finding(checked: Checking) -> None:
    view = "CREATE VIEW {}recent AS SELECT id FROM post;"
    there = "CREATE SCHEMA app;" + view.format("app.")
    assert checked(POST + view.format(""), POST + there) == ()


def test_the_model_that_reads_a_lacking_view_is_named(checked: Checking) -> None:
    report = Model("shop", "Report", named("report"), (), managed=False)
    migrated = (
        "CREATE TABLE django_migrations (app text, name text);"
        "INSERT INTO django_migrations VALUES ('shop', '0001');"
    )
    view = "CREATE VIEW report AS SELECT id FROM post;"
    known = replace(project(("shop", "0001")), models=(report,))
    plan = MAPPED + '[skip]\n"public.report" = "a view"\n'
    (finding,) = checked(POST + view, POST + migrated, plan, project=known)
    assert finding.effect == "model shop.Report reads it and would fail"


def test_a_sequence_at_its_end_is_told(checked: Checking) -> None:
    serial = "CREATE TABLE post (id smallserial, title text);"
    found = checked(serial + "SELECT setval('post_id_seq', 32767);", serial, MAPPED)
    assert told(found) == {"Q101": "the sequence public.post_id_seq has reached its end, 32,767"}


def test_a_sequence_with_room_in_the_target_is_fine(checked: Checking) -> None:
    serial = "CREATE TABLE post (id smallserial, title text);"
    source = serial + "SELECT setval('post_id_seq', 32767);"
    assert "Q101" not in told(checked(source, serial.replace("small", "big"), MAPPED))


@pytest.mark.parametrize("entry", ['key = "keep"', 'existing_rows = "replace"'])
def test_what_is_carried_out_does_not_block(checked: Checking, entry: str) -> None:
    assert checked(POST, POST, f"{MAPPED}{entry}\n") == ()


# Columns


def test_entries_that_name_no_column_are_found_with_their_line(checked: Checking) -> None:
    entries = '[table.columns]\ntitle = "titel"\nslug = "title"\nold = { drop = "gone" }\n'
    found = checked(POST, POST, MAPPED + entries)
    assert [(finding.code, finding.where) for finding in found] == [
        ("S101", "segue.toml:8"),
        ("S101", "segue.toml:10"),
        ("S102", "segue.toml:9"),
    ]


def test_an_unfed_column_blocks_with_what_to_paste(checked: Checking) -> None:
    target = POST.replace(")", ', "Big Tag" boolean NOT NULL, note text, n int NOT NULL DEFAULT 1)')
    (found,) = checked(POST, target)
    assert found.code == "S103"
    assert found.help.endswith('such as "Big Tag" = { value = false }')


@pytest.mark.parametrize("how", ['"title"', '{ sql = "upper(title)" }', '{ value = "x" }'])
def test_a_column_that_the_plan_feeds_is_fed(checked: Checking, how: str) -> None:
    target = POST.replace(")", ", extra text NOT NULL)")
    assert checked(POST, target, f"{MAPPED}columns.extra = {how}\n") == ()


def test_a_column_that_is_dropped_feeds_nothing(checked: Checking) -> None:
    required = POST.replace("title text", "title text NOT NULL")
    found = checked(required, required, MAPPED + 'columns.title = { drop = "old" }\n')
    assert list(told(found)) == ["S103"]


SOURCE_WITH_MORE = POST.replace(")", ", legacy int, code int)")


@pytest.mark.parametrize(
    ("columns", "homeless"),
    [
        ("", {"legacy", "code"}),
        ('columns.legacy = { drop = "old" }', {"code"}),
        ('columns.title = "legacy"', {"code", "title"}),
        ('columns.title = { sql = "title || legacy || code" }', set()),
        ('columns.title = { sql = "title || codes(legacy)" }', {"code"}),
    ],
)
def test_source_columns_without_a_place_block(
    checked: Checking, columns: str, homeless: set[str]
) -> None:
    found = checked(SOURCE_WITH_MORE, POST, f"{MAPPED}{columns}\n")
    assert {f.title.split()[0] for f in found if f.code == "S104"} == {
        f"public.post.{name}" for name in homeless
    }


def test_a_column_may_find_its_place_in_a_second_mapping(checked: Checking) -> None:
    more = '[[table]]\nfrom = "post"\nto = "codes"\n[table.columns]\nn = "code"\nm = "legacy"\n'
    target = POST + "CREATE TABLE codes (id bigint, title text, n int, m int);"
    assert checked(SOURCE_WITH_MORE, target, MAPPED + more) == ()


def test_a_generated_column_cannot_be_fed(checked: Checking) -> None:
    target = (
        "CREATE TABLE post (id bigint, title text, n bigint GENERATED ALWAYS AS (id * 2) STORED)"
    )
    assert list(told(checked(POST, target, MAPPED + 'columns.n = "id"\n'))) == ["S105"]
    assert told(checked("", "", MAPPED)) == {}


@pytest.mark.parametrize(
    ("entry", "where"),
    [
        ('where = "nonsense > 3"', "where"),
        ('where = "id >"', "where"),
        ('columns.title = { sql = "uper(title)" }', "title"),
        ('columns.title = { sql = "title) FROM post; --" }', "title"),
        ('columns.title = { sql = "1); COMMIT; SELECT (1" }', "title"),
    ],
)
def test_sql_that_does_not_run_is_found_with_its_line(
    checked: Checking, entry: str, where: str
) -> None:
    (found,) = (f for f in checked(POST, POST, f"{MAPPED}{entry}\n") if f.code == "S106")
    assert f"the SQL of public.post, {where}: " in found.title


def test_a_query_that_does_not_run_is_found(checked: Checking) -> None:
    found = checked(
        POST, POST, '[[table]]\nquery = "SELECT nonsense"\nto = "post"\n[skip]\npost="x"\n'
    )
    assert list(told(found)) == ["S106"]
    good = '[[table]]\nquery = "SELECT id, title FROM post;"\nto = "post"\n[skip]\npost="x"\n'
    assert checked("", "", good) == ()


# Types

TYPES = [
    # source, target, code, words of the effect
    ("integer", "bigint", "", ""),
    ("integer", "numeric", "", ""),
    ("smallint", "text", "", ""),
    ("varchar(20)", "text", "", ""),
    ("varchar(20)", "varchar(50)", "", ""),
    ("text", "citext", "", ""),
    ("date", "timestamp", "", ""),
    ("json", "jsonb", "", ""),
    ("uuid", "varchar(36)", "", ""),
    ("integer", "varchar(11)", "", ""),
    ("numeric(10,2)", "numeric(12,2)", "", ""),
    ("numeric(10,2)", "numeric", "", ""),
    ("timestamptz(3)", "timestamptz", "", ""),
    ("varchar(20)[]", "text[]", "", ""),
    ("integer[]", "bigint[]", "", ""),
    ("cidr", "inet", "", ""),
    ("small", "smallint", "", ""),
    ("mood", "text", "", ""),
    ("mood", "mood", "", ""),
    ("bigint", "integer", "S204", "values that do not fit integer"),
    ("integer", "numeric(5,2)", "S204", "values that do not fit numeric(5,2)"),
    ("varchar(200)", "varchar(100)", "S204", "values longer than 100 characters"),
    ("text", "varchar(10)", "S204", "values longer than 10 characters"),
    ("integer", "varchar(5)", "S204", "values longer than 5 characters"),
    ("text", "integer", "S204", "values whose text cannot be read as integer"),
    ("text", "uuid", "S204", "cannot be read as uuid"),
    ("text", "jsonb", "S204", "cannot be read as jsonb"),
    ("text", "mood", "S204", "values that are no label of public.mood"),
    ("text[]", "integer[]", "S204", "cannot be read as integer"),
    ("numeric(12,2)", "numeric(8,2)", "S204", "more than 6 digits before the point"),
    ("bit(8)", "bit(4)", "S204", "bit strings of another length"),
    ("numeric(12,4)", "numeric(12,2)", "S202", "rounded to 2 decimals"),
    ("numeric", "numeric(12,2)", "S202", "rounded to 2 decimals"),
    ("double precision", "integer", "S202", "fractions are rounded"),
    ("double precision", "real", "S202", "a float's precision"),
    ("numeric", "double precision", "S202", "a float's precision"),
    ("bigint", "double precision", "S202", "a float's precision"),
    ("timestamp", "timestamptz", "S202", "taken to be in UTC"),
    ("timestamptz", "date", "S202", "a part of each moment is cut off"),
    ("timestamptz", "timestamptz(0)", "S202", "fractions of a second are rounded"),
    ("integer", "boolean", "S202", "every value but 0 becomes true"),
    ("integer", "timestamptz", "S203", "no cast from integer to timestamp with time zone"),
    ("bytea", "integer", "S203", "no cast from bytea to integer"),
    ("boolean", "uuid", "S203", "no cast from boolean to uuid"),
    ("integer", "integer[]", "S203", "no cast from integer to integer[]"),
]


def test_every_pair_of_types_is_judged(checked: Checking) -> None:
    """All at once, since making databases takes longer than judging."""
    extra = """
        CREATE TYPE mood AS ENUM ('sad', 'happy'); CREATE DOMAIN small AS smallint;
        CREATE EXTENSION citext;
    """
    tables = [
        ";".join(f"CREATE TABLE t{n} (c {pair[side]})" for n, pair in enumerate(TYPES))
        for side in (0, 1)
    ]
    mappings = "".join(f'[[table]]\nfrom = "t{n}"\nto = "t{n}"\n' for n in range(len(TYPES)))
    judged = dict.fromkeys(range(len(TYPES)), ("", ""))
    for finding in _ungrouped(lambda: checked(extra + tables[0], extra + tables[1], mappings)):
        number = re.match(r"public\.t(\d+)\.c is", finding.title)
        assert number is not None, finding
        judged[int(number[1])] = (finding.code, finding.effect)
    for number, (source, target, code, words) in enumerate(TYPES):
        found_code, effect = judged[number]
        assert (source, target, found_code) == (source, target, code)
        assert words in effect


def _ungrouped(run: Callable[[], tuple[Finding, ...]]) -> tuple[Finding, ...]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("segue.findings.FEW", 1000)
        return run()


def test_labels_that_the_target_lacks_are_named(checked: Checking) -> None:
    source = "CREATE TYPE mood AS ENUM ('sad', 'ok'); CREATE TABLE post (c mood)"
    target = "CREATE TYPE mood AS ENUM ('happy', 'ok'); CREATE TABLE post (c mood)"
    (found,) = checked(source, target, MAPPED)
    assert (found.code, found.effect) == ("S204", "public.mood does not have the labels 'sad'")


# Rights


def test_tables_that_may_not_be_read_are_found(source_db: Database, target_db: Database) -> None:
    tables = "".join(f"CREATE TABLE t{number} (id int);" for number in range(5))
    source_db.execute(tables + "CREATE TABLE ok (id int)")
    target_db.execute(tables + "CREATE TABLE ok (id int)")
    with (
        role(source_db, "GRANT SELECT ON ok TO {role}") as few,
        scene(few, target_db.endpoint) as both,
    ):
        (found,) = (finding for finding in both.check() if finding.code == "R101")
    assert "may not read 5 tables of the source" in found.title
    assert "GRANT SELECT ON ALL TABLES IN SCHEMA public" in found.help


def test_rows_that_row_security_hides_are_found(source_db: Database, target_db: Database) -> None:
    source_db.execute(POST + "ALTER TABLE post ENABLE ROW LEVEL SECURITY")
    target_db.execute(POST)
    with scene(source_db.endpoint, target_db.endpoint) as both:
        assert "R104" not in told(both.check(MAPPED))
    with (
        role(source_db, "GRANT SELECT ON post TO {role}") as few,
        scene(few, target_db.endpoint) as both,
    ):
        assert "R104" in told(both.check(MAPPED))
    with (
        role(source_db, "GRANT SELECT ON post TO {role}", "ALTER ROLE {role} BYPASSRLS") as few,
        scene(few, target_db.endpoint) as both,
    ):
        assert "R104" not in told(both.check(MAPPED))


@pytest.mark.parametrize(("force", "binds"), [("", False), ("FORCE", True)])
def test_row_security_binds_an_owner_only_by_force(
    source_db: Database, target_db: Database, force: str, binds: bool
) -> None:
    secure = "ALTER TABLE post ENABLE ROW LEVEL SECURITY;"
    secure += f"ALTER TABLE post {force} ROW LEVEL SECURITY;" if force else ""
    source_db.execute(POST)
    target_db.execute(POST + secure)
    owner = "ALTER TABLE post OWNER TO {role}"
    with role(target_db, owner) as few, scene(source_db.endpoint, few) as both:
        assert ("R105" in told(both.check(MAPPED))) is binds


def test_a_role_that_does_not_own_the_target_is_told_all_that_it_lacks(
    source_db: Database, target_db: Database
) -> None:
    serial = "CREATE TABLE post (id serial, title text)"
    source_db.execute(serial)
    target_db.execute(serial)
    with (
        role(target_db, "GRANT INSERT ON post TO {role}") as few,
        scene(source_db.endpoint, few) as both,
    ):
        found = told(both.check(MAPPED))
    assert {"R102", "R103", "R106"} <= set(found)


# How it is said


def hit(number: int, **facts: str) -> Finding:
    return Finding(
        "T102",
        Severity.ERROR,
        f"the target has no table public.t{number}",
        place=f"segue.toml:{number}",
        subject=f"public.t{number}",
        many="the target lacks {count} tables",
        **facts,
    )


def test_a_few_hits_are_told_one_by_one() -> None:
    found = grouped(hit(number) for number in range(FEW))
    assert [finding.title for finding in found] == [hit(n).title for n in range(FEW)]


def test_many_hits_are_told_once_with_examples() -> None:
    (found,) = grouped(hit(number, help="this one") for number in range(1200))
    assert found.title == "the target lacks 1,200 tables"
    assert found.where.splitlines() == [
        *(f"segue.toml:{number}: public.t{number}" for number in range(FEW)),
        "and 1197 more",
    ]
    assert found.help == "this one"


def test_errors_come_before_warnings_and_codes_in_order() -> None:
    hits = [
        Finding("T106", Severity.WARNING, "w"),
        Finding("T101", Severity.ERROR, "e2"),
        Finding("D109", Severity.WARNING, "w1"),
        Finding("D101", Severity.ERROR, "e1"),
    ]
    assert [finding.title for finding in grouped(hits)] == ["e1", "e2", "w1", "w"]


def test_names_with_braces_do_no_harm() -> None:
    braced = [replace(hit(n), many="{count} tables of {odd}") for n in range(FEW + 1)]
    assert grouped(braced)[0].title == f"{FEW + 1} tables of {{odd}}"


def test_a_thousand_tables_are_checked(source_db: Database) -> None:
    columns = ", ".join(f"c{number} int" for number in range(20))
    source_db.execute(f"CREATE TABLE one ({columns})")
    with closing(connect(source_db.endpoint, "source", "test")) as session:
        small = read_catalog(session)
    names = [named(f"t{number}") for number in range(1000)]
    tables = {name: replace(small.tables[named("one")], name=name) for name in names}
    large = replace(small, tables=tables)
    text = "".join(f'[[table]]\nfrom = "{name}"\nto = "{name}"\n' for name in names)
    plan = parse_plan(HEAD + text)
    assert set(told(check(plan, large, large, None, Probes()))) == {"D101"}


# Codes and their pages

CHECKS = Path(segue.checks.__file__).parent
PAGES = CHECKS / "explanations"


def all_errors(kind: type[SegueError]) -> Iterator[type[SegueError]]:
    for error in kind.__subclasses__():
        yield error
        yield from all_errors(error)


def test_every_code_that_a_check_gives_is_known_with_its_severity() -> None:
    graded = re.compile(r'"([A-Z]\d{3})", Severity\.([A-Z]+)')
    folders = CHECKS, CHECKS.parent / "move" / "run"
    files = (path for folder in folders for path in folder.rglob("*.py"))
    sources = [path.read_text() for path in files if path.name != "codes.py"]
    known = {(code.code, code.severity.name) for code in CODES}
    assert {match for text in sources for match in graded.findall(text)} <= known
    given = {code for text in sources for code in re.findall(r'"([A-Z]\d{3})"', text)}
    # What a move stops for and check says beforehand, with the same code.
    given |= {error.code for error in all_errors(SegueError) if error.code}
    assert given == {code.code for code in CODES}


def test_every_code_has_a_page_and_every_page_a_code() -> None:
    assert sorted(path.stem for path in PAGES.iterdir()) == sorted(known.code for known in CODES)


@pytest.mark.parametrize("known", CODES, ids=lambda known: known.code)
def test_a_page_has_its_title_an_example_and_the_fix(known: object) -> None:
    assert isinstance(known, type(CODES[0]))
    page = explanation(known.code)
    assert page.startswith(f"# {known.code}: {known.title}\n\n{known.severity.value}, ")
    example = page.split("## Example\n\n```\n")[1].split("```")[0]
    assert example.startswith(f"{known.severity.value}[{known.code}]: ")
    assert page.split("## Fix\n\n")[1].strip()
    assert known.family in FAMILIES.values()


def test_a_code_is_found_in_small_letters_and_an_unknown_one_is_answered() -> None:
    assert explanation("s103") == explanation("S103")
    with pytest.raises(UnknownCode, match="no finding has the code S999") as caught:
        explanation("S999")
    assert "S" in caught.value.advice


def test_the_index_names_every_code() -> None:
    assert all(f"/{known.code}.md)" in index() for known in CODES)


def test_a_source_without_tables_blocks_instead_of_moving_nothing(checked: Checking) -> None:
    found = {f.code: f for f in checked("SELECT 1", "CREATE TABLE t (id integer PRIMARY KEY)")}
    assert found["D110"].blocks
    assert "holds no table" in found["D110"].title
    assert "D110" not in {f.code for f in checked("CREATE TABLE u (id integer)", "SELECT 1")}


def test_a_question_that_nobody_answered_stops_the_move(checked: Checking) -> None:
    table = "CREATE TABLE plan (id int PRIMARY KEY, price {});"
    plan = """
[[table]]
from = "public.plan"
to = "public.plan"
[table.columns]
{} # ? whole numbers get decimals: were they cents?
"""
    sides = table.format("int"), table.format("numeric(8, 2)")
    found = checked(*sides, plan.format('# price = { sql = "price / 100.0" }'))
    (open_one,) = (finding for finding in found if finding.severity is Severity.ERROR)
    assert open_one.code == "S108"
    assert open_one.help.endswith('price = "price"')


def test_a_question_about_rows_that_check_counts_itself_stops_nothing(checked: Checking) -> None:
    plan = """
[[table]]
from = "public.plan"
to = "public.plan"
[table.columns]
# name = { value = "" } # ? some rows hold NULL, and none may; check counts the rows
"""
    table = "CREATE TABLE plan (id int PRIMARY KEY, name text {});"
    assert "S108" not in {f.code for f in checked(table.format(""), table.format("NOT NULL"), plan)}


@pytest.mark.parametrize("answer", ['price = { sql = "price / 100.0" }', 'price = "price"'])
def test_a_question_is_answered_by_an_entry(checked: Checking, answer: str) -> None:
    table = "CREATE TABLE plan (id int PRIMARY KEY, price {});"
    plan = f"""
[[table]]
from = "public.plan"
to = "public.plan"
[table.columns]
# price = {{ sql = "price / 100.0" }} # ? whole numbers get decimals: were they cents?
{answer}
"""
    found = checked(table.format("int"), table.format("numeric(8, 2)"), plan)
    assert [finding for finding in found if finding.severity is Severity.ERROR] == []


def test_a_sequence_of_another_step_is_told(source_db: Database, target_db: Database) -> None:
    """Two nodes share the numbers; the plan's own renames are followed."""
    source_db.execute(
        "CREATE TABLE t (id int GENERATED BY DEFAULT AS IDENTITY (INCREMENT 2) PRIMARY KEY);"
        "CREATE TABLE same (id int GENERATED BY DEFAULT AS IDENTITY PRIMARY KEY)"
    )
    target_db.execute(
        "CREATE TABLE other (key int GENERATED BY DEFAULT AS IDENTITY PRIMARY KEY);"
        "CREATE TABLE same (id int GENERATED BY DEFAULT AS IDENTITY PRIMARY KEY)"
    )
    plan = parse_plan(
        'version = 1\nsource = "env:A"\ntarget = "env:B"\n'
        '[[table]]\nfrom = "t"\nto = "other"\n[table.columns]\nkey = "id"\n'
        '[[table]]\nfrom = "same"\nto = "same"\n'
    )
    with source_db.connect() as one, target_db.connect() as other:
        catalogs = read_catalog(one), read_catalog(other)
        found = check(plan, *catalogs, None, probe(plan, one, other, catalogs[0], None))
    (step,) = (finding for finding in found if finding.code == "Q102")
    assert "counts by 2" in step.title
    other = target_db.execute(step.help + "; SELECT 1")
    assert other
