"""The catalog: all that the plan, the checks and the move rely on, on old and new servers."""

from __future__ import annotations

import psycopg
import pytest
from psycopg import sql

from conftest import MakeDatabase
from segue.database.catalog import Catalog, Column, ColumnRef, Table, TypeKind
from segue.database.constraints import Action, Constraint, ForeignKey, Index, NotNull
from segue.database.introspection import read_catalog
from segue.database.journal import create_journal
from segue.database.names import QualifiedName
from segue.demo.servers import Server
from support.databases import Database, create_case_blind_collation

HOSTILE = 'Weird "t" %s 🐘.x'


@pytest.fixture(params=["source", "target"])
def database(
    request: pytest.FixtureRequest,
    source_server: Server,
    target_server: Server,
    make_database: MakeDatabase,
) -> Database:
    """An empty database, once on the older server and once on the newer."""
    return make_database(source_server if request.param == "source" else target_server)


def read(database: Database, statements: str = "") -> Catalog:
    if statements:
        database.execute(statements)
    with database.connect() as session:
        return read_catalog(session)


def table(catalog: Catalog, name: str = "t") -> Table:
    return catalog.tables[QualifiedName("public", name)]


def column(catalog: Catalog, name: str) -> Column:
    found = table(catalog).column(name)
    assert found is not None
    return found


def constraint(found: Table, name: str) -> Constraint:
    return next(c for c in found.constraints if c.name == name)


def index(found: Table, name: str) -> Index:
    return next(i for i in found.indexes if i.name == name)


# The session.


def test_the_search_path_and_the_transaction_are_as_before(database: Database) -> None:
    with database.connect() as session:
        session.execute("SET search_path = nowhere, public")
        read_catalog(session)
        assert session.info.transaction_status is psycopg.pq.TransactionStatus.IDLE
        assert session.execute("SHOW search_path").fetchall() == [("nowhere, public",)]
        with session.transaction():
            read_catalog(session)
            assert session.info.transaction_status is psycopg.pq.TransactionStatus.INTRANS
            assert session.execute("SHOW search_path").fetchall() == [("nowhere, public",)]


def test_within_a_transaction_the_catalog_shows_its_snapshot(database: Database) -> None:
    with database.connect() as session, session.transaction():
        session.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        session.execute("SELECT 1")
        database.execute("CREATE TABLE later (id serial)")
        assert read_catalog(session).tables == {}
    assert len(read(database).tables) == 1


def test_a_session_outside_autocommit_is_read_as_well(database: Database) -> None:
    with psycopg.connect(database.dsn) as session:
        assert read_catalog(session).tables == {}
        assert session.info.transaction_status is psycopg.pq.TransactionStatus.IDLE


# Types.

TYPES = """
    CREATE EXTENSION citext;
    CREATE SCHEMA other;
    CREATE TYPE mood AS ENUM ('sad', 'ok', 'a''b');
    ALTER TYPE mood ADD VALUE 'first' BEFORE 'sad';
    CREATE DOMAIN short AS varchar(20);
    CREATE DOMAIN other.shorter AS short NOT NULL;
    CREATE TYPE pair AS (a int, b numeric(10, 2)[], c other.shorter);
    CREATE TYPE span AS RANGE (subtype = float8);
    CREATE TABLE t (
        v varchar(30)[], d other.shorter, p pair, ps pair[], m mood, ms mood[], r span,
        c citext, cs citext[], n numeric(12, 3), ts timestamp(3) with time zone, b bpchar,
        ch char, i int2vector
    );
"""


@pytest.mark.parametrize(
    ("name", "text", "kind"),
    [
        ("v", "character varying(30)[]", TypeKind.ARRAY),
        ("d", "other.shorter", TypeKind.DOMAIN),
        ("p", "public.pair", TypeKind.COMPOSITE),
        ("ps", "public.pair[]", TypeKind.ARRAY),
        ("m", "public.mood", TypeKind.ENUM),
        ("ms", "public.mood[]", TypeKind.ARRAY),
        ("r", "public.span", TypeKind.RANGE),
        ("c", "public.citext", TypeKind.BASE),
        ("n", "numeric(12,3)", TypeKind.BASE),
        ("ts", "timestamp(3) with time zone", TypeKind.BASE),
        ("b", "bpchar", TypeKind.BASE),
        ("ch", "character(1)", TypeKind.BASE),
        ("i", "int2vector", TypeKind.BASE),
    ],
)
def test_a_type_is_written_as_the_server_writes_it(
    source_db: Database, name: str, text: str, kind: TypeKind
) -> None:
    found = column(read(source_db, TYPES), name).type
    assert (found.text, found.kind) == (text, kind)


def test_types_are_resolved_to_the_bottom(database: Database) -> None:
    catalog = read(database, TYPES)
    array = column(catalog, "v").type.inner
    assert array is not None
    assert (array.text, array.modifier, array.builtin) == ("character varying(30)", 34, True)
    domain = column(catalog, "d").type
    assert domain.inner is not None
    assert domain.inner.name == QualifiedName("public", "short")
    assert domain.resolved.text == "character varying(20)"
    attributes = dict(column(catalog, "p").type.attributes)
    assert {name: known.text for name, known in attributes.items()} == {
        "a": "integer",
        "b": "numeric(10,2)[]",
        "c": "other.shorter",
    }
    assert attributes["c"].resolved.text == "character varying(20)"
    assert column(catalog, "m").type.labels == ("first", "sad", "ok", "a'b")
    subtype = column(catalog, "r").type.inner
    assert subtype is not None
    assert subtype.text == "double precision"


def test_the_extension_of_a_type_is_known_through_arrays(database: Database) -> None:
    catalog = read(database, TYPES)
    assert column(catalog, "c").type.extension == "citext"
    assert column(catalog, "cs").type.extension == "citext"
    assert column(catalog, "m").type.extension is None


def test_a_multirange_holds_its_range(target_db: Database) -> None:
    catalog = read(target_db, "CREATE TABLE t (i int8multirange)")
    found = column(catalog, "i").type
    assert found.kind is TypeKind.MULTIRANGE
    assert found.inner is not None
    assert found.inner.text == "int8range"


# Columns.


def test_columns_tell_what_fills_them(database: Database) -> None:
    catalog = read(
        database,
        """CREATE FUNCTION public.five() RETURNS int LANGUAGE sql AS 'SELECT 5';
        CREATE TABLE t (
            a int GENERATED ALWAYS AS IDENTITY, d int GENERATED BY DEFAULT AS IDENTITY,
            gone int, f int NOT NULL DEFAULT five(), g int GENERATED ALWAYS AS (1) STORED,
            plain text
        );
        ALTER TABLE t DROP gone""",
    )
    facts = [(c.name, c.number, c.identity, c.generated) for c in table(catalog).columns]
    assert facts == [
        ("a", 1, "a", ""),
        ("d", 2, "d", ""),
        ("f", 4, "", ""),
        ("g", 5, "", "s"),
        ("plain", 6, "", ""),
    ]
    assert column(catalog, "f").default == "public.five()"
    assert column(catalog, "g").default is None
    assert column(catalog, "a").not_null
    assert not column(catalog, "plain").not_null


def test_a_virtual_column_is_told_from_a_stored_one(target_db: Database) -> None:
    if target_db.server.version < "18":
        pytest.skip("virtual columns came with PostgreSQL 18")
    catalog = read(target_db, "CREATE TABLE t (a int GENERATED ALWAYS AS (1) VIRTUAL)")
    assert column(catalog, "a").generated == "v"


def test_collations_other_than_the_databases_are_named(database: Database) -> None:
    catalog = read(database, 'CREATE TABLE t (a text, b text COLLATE "C", i int)')
    assert column(catalog, "a").collation is None
    assert column(catalog, "i").collation is None
    assert column(catalog, "b").collation == QualifiedName("pg_catalog", "C")
    assert column(catalog, "b").collation_deterministic


def test_a_collation_that_takes_different_texts_for_equal_is_told(source_db: Database) -> None:
    create_case_blind_collation(source_db)
    catalog = read(source_db, "CREATE TABLE t (a text COLLATE ci)")
    assert not column(catalog, "a").collation_deterministic


# Constraints and indexes.


def test_a_foreign_key_is_read_with_its_timing_and_columns(database: Database) -> None:
    catalog = read(
        database,
        """CREATE SCHEMA s; CREATE TABLE s.p (x int, y int, PRIMARY KEY (y, x));
        CREATE TABLE t (b int, a int, CONSTRAINT k FOREIGN KEY (a, b) REFERENCES s.p (y, x)
            DEFERRABLE INITIALLY DEFERRED);
        ALTER TABLE t ADD CONSTRAINT late FOREIGN KEY (a, b) REFERENCES s.p NOT VALID;
        COMMENT ON CONSTRAINT k ON t IS 'it''s'""",
    )
    key = constraint(table(catalog), "k")
    assert isinstance(key, ForeignKey)
    assert key.definition == (
        "FOREIGN KEY (a, b) REFERENCES s.p(y, x) DEFERRABLE INITIALLY DEFERRED"
    )
    assert (key.columns, key.referenced_columns) == (("a", "b"), ("y", "x"))
    assert (key.deferrable, key.deferred, key.validated, key.comment) == (True, True, True, "it's")
    assert not constraint(table(catalog), "late").validated
    parent = QualifiedName("s", "p")
    assert [(other.name, c.name) for other, c in catalog.referencing(parent)] == [
        (QualifiedName("public", "t"), "k"),
        (QualifiedName("public", "t"), "late"),
    ]
    assert catalog.tables[parent].primary_key == ("y", "x")


def test_other_constraints_name_the_index_behind_them(database: Database) -> None:
    catalog = read(
        database,
        """CREATE EXTENSION btree_gist;
        CREATE TABLE t (a int NOT NULL, b int, CONSTRAINT p PRIMARY KEY (a),
            CONSTRAINT u UNIQUE (b, a) DEFERRABLE, CONSTRAINT c CHECK (a > b),
            CONSTRAINT x EXCLUDE USING gist (a WITH =))""",
    )
    keys = {key.name: (key.primary, key.columns, key.index) for key in table(catalog).unique_keys}
    assert keys == {"p": (True, ("a",), "p"), "u": (False, ("b", "a"), "u")}
    (check,), (exclusion,) = table(catalog).checks, table(catalog).exclusions
    assert (check.name, check.columns, check.expression) == ("c", ("a", "b"), "(a > b)")
    assert (exclusion.parts, exclusion.index) == (("a",), "x")
    assert exclusion.operators == (QualifiedName("pg_catalog", "="),)
    assert {i.name: i.constraint for i in table(catalog).indexes} == {"p": "p", "u": "u", "x": "x"}
    assert index(table(catalog), "p").primary
    assert not any(c.needed_by_others for c in table(catalog).constraints)
    assert not any(i.needed_by_others for i in table(catalog).indexes)


def test_constraints_are_read_with_all_that_changes_their_meaning(database: Database) -> None:
    catalog = read(
        database,
        """CREATE FUNCTION known(int) RETURNS boolean LANGUAGE sql STABLE
            AS 'SELECT EXISTS (SELECT FROM pg_catalog.pg_class WHERE oid = $1)';
        CREATE TABLE p (a int, b int, PRIMARY KEY (a, b));
        CREATE TABLE t (a int, b int, at timestamptz, during int4range,
            CONSTRAINT f FOREIGN KEY (a, b) REFERENCES p MATCH FULL
                ON DELETE SET NULL ON UPDATE CASCADE DEFERRABLE,
            CONSTRAINT plain CHECK (a > 0) NO INHERIT,
            CONSTRAINT late CHECK (at < now()),
            CONSTRAINT today CHECK (at::date <> CURRENT_DATE),
            CONSTRAINT looks CHECK (known(b)),
            CONSTRAINT x EXCLUDE USING gist (during WITH &&) WHERE (a > 3));
        CREATE UNIQUE INDEX e ON t (lower(b::text), a) INCLUDE (at) WHERE b > 5""",
    )
    found = table(catalog)
    (key,) = found.foreign_keys
    assert (key.match_full, key.period, key.enforced, key.deferrable) == (True, False, True, True)
    assert (key.on_delete, key.on_update) == (Action.SET_NULL, Action.CASCADE)
    checks = {c.name: (c.immutable, c.reads_tables, c.no_inherit) for c in found.checks}
    assert checks == {
        "plain": (True, False, True),
        "late": (False, False, False),
        "today": (False, False, False),
        "looks": (False, True, False),
    }
    (exclusion,) = found.exclusions
    assert (exclusion.parts, exclusion.predicate) == (("during",), "(a > 3)")
    assert exclusion.operators == (QualifiedName("pg_catalog", "&&"),)
    e = index(found, "e")
    assert (e.parts, e.columns) == (("lower((b)::text)", "a"), (None, "a"))
    assert (e.includes, e.predicate, e.method, e.plain) == (("at",), "(b > 5)", "btree", False)


def test_constraints_of_newer_servers_are_read(target_db: Database) -> None:
    catalog = read(
        target_db,
        """CREATE EXTENSION btree_gist;
        CREATE TABLE p (id int, during int4range, PRIMARY KEY (id, during WITHOUT OVERLAPS));
        CREATE TABLE t (id int, during int4range, a int UNIQUE NULLS NOT DISTINCT,
            b int CONSTRAINT there NOT NULL, c int UNIQUE, up int,
            CONSTRAINT f FOREIGN KEY (id, PERIOD during) REFERENCES p (id, PERIOD during),
            CONSTRAINT idle FOREIGN KEY (up) REFERENCES t (c) NOT ENFORCED,
            CONSTRAINT off CHECK (b > 0) NOT ENFORCED)""",
    )
    found = table(catalog)
    told = {key.name: (key.period, key.enforced) for key in found.foreign_keys}
    assert told == {"f": (True, True), "idle": (False, False)}
    assert [check.enforced for check in found.checks] == [False]
    keys = {key.name: key.nulls_equal for key in found.unique_keys}
    assert keys == {"t_a_key": True, "t_c_key": False}
    assert [c.name for c in found.constraints if isinstance(c, NotNull)] == ["there"]
    (primary,) = table(catalog, "p").unique_keys
    assert (primary.primary, primary.without_overlaps) == (True, True)
    (behind,) = table(catalog, "p").indexes
    assert [operator.name for operator in behind.operators] == ["=", "&&"]


def test_types_tell_their_bounds_and_domains_their_rules(database: Database) -> None:
    scales = database.value("SHOW server_version_num") >= "150000"
    catalog = read(
        database,
        f"""CREATE DOMAIN small AS int CHECK (VALUE < 10);
        CREATE DOMAIN tiny AS small NOT NULL CHECK (VALUE < 5);
        CREATE TABLE t (v varchar(7), c char(3), bits bit(4), n numeric(5, 2),
            coarse numeric(5{", -2" if scales else ""}), free numeric, d tiny, s int2)""",
    )
    types = {column.name: column.type for column in table(catalog).columns}
    assert [types[name].length for name in ("v", "c", "bits", "n")] == [7, 3, 4, None]
    assert (types["n"].precision, types["n"].scale, types["n"].whole_digits) == (5, 2, 3)
    assert types["free"].scale is None
    if scales:
        assert (types["coarse"].scale, types["coarse"].whole_digits) == (-2, 7)
    assert (types["d"].is_integer, types["s"].end) == (True, 2**15)
    rules = [rule.expression for domain in types["d"].domains for rule in domain.rules]
    assert rules == ["((VALUE)::integer < 5)", "(VALUE < 10)"]
    assert [domain.refuses_null for domain in types["d"].domains] == [True, False]


def test_a_key_that_a_view_needs_is_marked_and_a_foreign_key_is_no_such_need(
    database: Database,
) -> None:
    catalog = read(
        database,
        """CREATE TABLE t (id int CONSTRAINT p PRIMARY KEY, name text);
        CREATE VIEW v AS SELECT id, name FROM t GROUP BY id;
        CREATE TABLE u (id int CONSTRAINT q PRIMARY KEY REFERENCES u DEFERRABLE)""",
    )
    assert constraint(table(catalog), "p").needed_by_others
    assert not constraint(table(catalog, "u"), "q").needed_by_others
    assert not index(table(catalog, "u"), "q").needed_by_others
    assert table(catalog, "v").kind == "v"


def test_an_index_is_read_with_all_that_its_definition_leaves_out(database: Database) -> None:
    catalog = read(
        database,
        """CREATE EXTENSION btree_gist;
        CREATE TABLE t (id int NOT NULL, name text);
        CREATE INDEX e ON t (id, lower(name), (id * 2)) WHERE id > 0;
        ALTER INDEX e ALTER COLUMN 2 SET STATISTICS 500;
        ALTER INDEX e ALTER COLUMN 3 SET STATISTICS 0;
        ALTER INDEX e DEPENDS ON EXTENSION btree_gist;
        COMMENT ON INDEX e IS 'why';
        CREATE UNIQUE INDEX u ON t (id);
        ALTER TABLE t REPLICA IDENTITY USING INDEX u;
        CLUSTER t USING u""",
    )
    e, u = index(table(catalog), "e"), index(table(catalog), "u")
    assert e.definition == (
        "CREATE INDEX e ON public.t USING btree (id, lower(name), ((id * 2))) WHERE (id > 0)"
    )
    assert e.statistics == ((2, 500), (3, 0))
    assert (e.extensions, e.comment, e.unique) == (("btree_gist",), "why", False)
    assert (u.unique, u.primary, u.valid, u.constraint) == (True, False, True, None)
    assert u.replica_identity
    assert u.clustered
    assert not e.replica_identity
    assert u.statistics == ()
    assert u.bytes > 0
    assert u.tablespace is None


def test_an_index_that_is_no_replica_identity_any_more_is_none(database: Database) -> None:
    catalog = read(
        database,
        """CREATE TABLE t (id int NOT NULL); CREATE UNIQUE INDEX u ON t (id);
        ALTER TABLE t REPLICA IDENTITY USING INDEX u; ALTER TABLE t REPLICA IDENTITY FULL""",
    )
    assert not index(table(catalog), "u").replica_identity


def test_an_invalid_index_is_told(database: Database) -> None:
    database.execute("CREATE TABLE t (id int); INSERT INTO t VALUES (1), (1)")
    with database.connect() as session, pytest.raises(psycopg.errors.UniqueViolation):
        session.execute("CREATE UNIQUE INDEX CONCURRENTLY broken ON t (id)")
    assert not index(table(read(database)), "broken").valid


# Triggers.


def test_triggers_are_those_that_people_made(database: Database) -> None:
    catalog = read(
        database,
        """CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';
        CREATE TABLE t (id int PRIMARY KEY, up int REFERENCES t);
        CREATE TRIGGER a BEFORE INSERT ON t FOR EACH ROW EXECUTE FUNCTION f();
        CREATE TRIGGER b BEFORE INSERT ON t FOR EACH ROW EXECUTE FUNCTION f();
        CREATE TRIGGER c BEFORE INSERT ON t FOR EACH ROW EXECUTE FUNCTION f();
        ALTER TABLE t DISABLE TRIGGER b;
        ALTER TABLE t ENABLE ALWAYS TRIGGER c""",
    )
    found = table(catalog).triggers
    assert [(t.name, t.enabled, t.inherited) for t in found] == [
        ("a", "O", False),
        ("b", "D", False),
        ("c", "A", False),
    ]
    assert found[0].definition == (
        "CREATE TRIGGER a BEFORE INSERT ON public.t FOR EACH ROW EXECUTE FUNCTION public.f()"
    )


# Kinds of relations.

TREE = """
    CREATE TABLE t (id int, k text, PRIMARY KEY (id, k)) PARTITION BY LIST (k);
    CREATE INDEX i ON t (id);
    CREATE TABLE a PARTITION OF t FOR VALUES IN ('a') PARTITION BY RANGE (id);
    CREATE TABLE a1 PARTITION OF a FOR VALUES FROM (0) TO (1000);
    CREATE TABLE b PARTITION OF t FOR VALUES IN ('b');
    INSERT INTO t SELECT g, 'a' FROM generate_series(1, 999) AS g;
    INSERT INTO t VALUES (1, 'b');
    ANALYZE a1, b;
    CREATE TABLE refers (id int, k text, CONSTRAINT f FOREIGN KEY (id, k) REFERENCES t);
"""


def test_a_partitioned_table_knows_its_leaves_and_their_sums(database: Database) -> None:
    catalog = read(database, TREE)
    root, middle, leaf, other = (table(catalog, name) for name in ("t", "a", "a1", "b"))
    assert (root.kind, root.is_partition, root.parent) == ("p", False, None)
    assert set(root.leaves) == {leaf.name, other.name}
    assert middle.leaves == (leaf.name,)
    assert (leaf.parent, leaf.is_partition, leaf.leaves) == (middle.name, True, ())
    assert root.rows_estimate == leaf.rows_estimate + other.rows_estimate == 1000
    assert root.bytes == leaf.bytes + other.bytes > 0
    assert leaf.pages > other.pages == 1


def test_what_a_partition_has_from_its_parent_is_inherited(database: Database) -> None:
    catalog = read(database, TREE)
    for name in ("a", "a1", "b"):
        assert all(c.inherited for c in table(catalog, name).constraints)
        assert all(i.inherited for i in table(catalog, name).indexes)
    assert not any(c.inherited for c in table(catalog).constraints)
    assert not any(i.inherited for i in table(catalog).indexes)
    towards = [c for c in table(catalog, "refers").constraints if not c.inherited]
    assert [c.name for c in towards] == ["f"]
    assert not constraint(table(catalog), "t_pkey").needed_by_others


def test_plain_inheritance_is_no_partition(database: Database) -> None:
    catalog = read(
        database,
        """CREATE TABLE t (x int CONSTRAINT c CHECK (x > 0));
        CREATE TABLE child (y int) INHERITS (t)""",
    )
    child = table(catalog, "child")
    assert (child.parent, child.is_partition) == (QualifiedName("public", "t"), False)
    assert constraint(child, "c").inherited
    assert table(catalog).leaves == ()


def test_views_foreign_and_unlogged_tables_are_told_apart(database: Database) -> None:
    catalog = read(
        database,
        """CREATE EXTENSION file_fdw; CREATE SERVER s FOREIGN DATA WRAPPER file_fdw;
        CREATE FOREIGN TABLE f (a int) SERVER s OPTIONS (filename '/nowhere');
        CREATE MATERIALIZED VIEW empty AS SELECT 1 AS a WITH NO DATA;
        CREATE MATERIALIZED VIEW full_one AS SELECT 1 AS a;
        CREATE UNLOGGED TABLE u (a int); CREATE VIEW v AS SELECT 1 AS a;
        CREATE TEMP TABLE mine (id serial)""",
    )
    found = {t.name.name: (t.kind, t.persistence, t.populated) for t in catalog.tables.values()}
    assert found == {
        "f": ("f", "p", True),
        "empty": ("m", "p", False),
        "full_one": ("m", "p", True),
        "u": ("r", "u", True),
        "v": ("v", "p", True),
    }


def test_the_journal_and_the_systems_own_are_left_out(database: Database) -> None:
    with database.connect() as session:
        create_journal(session)
        catalog = read_catalog(session)
    assert catalog.schemas == ("public",)
    assert (catalog.tables, catalog.sequences) == ({}, {})


def test_names_come_exactly_as_they_are(database: Database) -> None:
    name = sql.Identifier(HOSTILE)
    with database.connect() as session:
        session.execute(sql.SQL("CREATE SCHEMA {n}").format(n=name))
        session.execute(sql.SQL("CREATE TABLE {n}.{n} ({n} serial PRIMARY KEY)").format(n=name))
        catalog = read_catalog(session)
    (found,) = catalog.tables.values()
    assert found.name == QualifiedName(HOSTILE, HOSTILE)
    assert found.primary_key == (HOSTILE,)
    (sequence,) = catalog.sequences.values()
    assert sequence.used_by == (ColumnRef(found.name, HOSTILE),)


def test_tables_of_extensions_name_their_extension(source_db: Database) -> None:
    source_db.execute("CREATE EXTENSION citext; CREATE TABLE t (id serial)")
    source_db.execute(
        "ALTER EXTENSION citext ADD TABLE t; ALTER EXTENSION citext ADD SEQUENCE t_id_seq"
    )
    catalog = read(source_db)
    assert table(catalog).extension == "citext"
    assert catalog.sequences[QualifiedName("public", "t_id_seq")].extension == "citext"


# Sequences.


def test_sequences_tell_their_shape_owner_and_users(database: Database) -> None:
    catalog = read(
        database,
        """CREATE SEQUENCE s AS int INCREMENT -2 MINVALUE -100 MAXVALUE 10 START 4 CYCLE;
        CREATE SCHEMA other;
        CREATE TABLE t (a int DEFAULT nextval('s'), b int DEFAULT nextval('s'), c smallserial);
        CREATE TABLE other.u (a text DEFAULT 'X' || nextval('public.s'));
        CREATE TABLE i (id int GENERATED ALWAYS AS IDENTITY); INSERT INTO i DEFAULT VALUES;
        CREATE SEQUENCE owned OWNED BY t.a; SELECT setval('owned', 7, false)""",
    )
    found = {name.name: sequence for name, sequence in catalog.sequences.items()}
    s = found["s"]
    assert (s.type, s.start, s.increment, s.minimum, s.maximum) == ("integer", 4, -2, -100, 10)
    assert (s.cycle, s.last_value, s.owner, s.identity) == (True, None, None, False)
    assert [f"{ref.table}.{ref.column}" for ref in s.used_by] == [
        "other.u.a",
        "public.t.a",
        "public.t.b",
    ]
    serial = ColumnRef(QualifiedName("public", "t"), "c")
    assert (found["t_c_seq"].owner, found["t_c_seq"].used_by) == (serial, (serial,))
    identity = ColumnRef(QualifiedName("public", "i"), "id")
    assert (found["i_id_seq"].owner, found["i_id_seq"].used_by) == (identity, (identity,))
    assert (found["i_id_seq"].identity, found["i_id_seq"].last_value) == (True, 1)
    assert found["owned"].owner == ColumnRef(QualifiedName("public", "t"), "a")
    assert (found["owned"].used_by, found["owned"].last_value) == ((), None)


# The role and the server.


def test_a_role_sees_what_it_may_and_may_not_do(database: Database) -> None:
    database.execute(
        """DROP ROLE IF EXISTS segue_test_role; DROP ROLE IF EXISTS segue_test_group;
        CREATE ROLE segue_test_role; CREATE ROLE segue_test_group;
        GRANT segue_test_group TO segue_test_role;
        CREATE SCHEMA closed;
        CREATE TABLE closed.t (id serial); GRANT SELECT ON closed.t TO segue_test_role;
        CREATE TABLE mine (id serial); ALTER TABLE mine OWNER TO segue_test_group;
        CREATE TABLE readable (id serial); GRANT SELECT ON readable TO segue_test_role;
        ALTER TABLE readable ENABLE ROW LEVEL SECURITY"""
    )
    try:
        with database.connect() as session:
            session.execute("SET ROLE segue_test_role")
            catalog = read_catalog(session)
    finally:
        database.execute("DROP OWNED BY segue_test_role, segue_test_group CASCADE")
        database.execute("DROP ROLE segue_test_role; DROP ROLE segue_test_group")
    mine, readable = table(catalog, "mine"), table(catalog, "readable")
    assert (mine.owned, mine.may_select, mine.may_insert, mine.may_truncate) == (True,) * 4
    assert (readable.owned, readable.may_select) == (False, True)
    assert (readable.may_insert, readable.may_truncate) == (False, False)
    assert (readable.rows_hidden, readable.readable) == (True, False)
    assert not catalog.tables[QualifiedName("closed", "t")].may_select
    assert not catalog.sequences[QualifiedName("public", "readable_id_seq")].may_update
    assert not catalog.server.superuser
    assert not catalog.server.can_create_schema


def test_a_superuser_sees_through_row_security(database: Database) -> None:
    catalog = read(database, "CREATE TABLE t (); ALTER TABLE t ENABLE ROW LEVEL SECURITY")
    assert table(catalog).readable
    assert table(catalog).owned


def test_a_service_that_keeps_its_system_identifier_to_itself_is_borne(
    database: Database,
) -> None:
    with database.connect() as session:
        session.execute("REVOKE EXECUTE ON FUNCTION pg_control_system() FROM public")
        session.execute("DROP ROLE IF EXISTS segue_test_plain; CREATE ROLE segue_test_plain")
        session.execute("SET ROLE segue_test_plain")
        try:
            assert read_catalog(session).server.system_identifier is None
        finally:
            session.execute("RESET ROLE; DROP ROLE segue_test_plain")
        assert read_catalog(session).server.system_identifier is not None


def test_the_server_is_described(database: Database) -> None:
    catalog = read(database, "CREATE EXTENSION citext; SELECT lo_create(0)")
    server = catalog.server
    assert server.version_text == database.server.version
    assert str(server.major) == database.server.version.partition(".")[0]
    assert (server.database, server.encoding) == (database.name, "UTF8")
    assert server.database_oid == database.value(
        "SELECT oid::int8 FROM pg_database WHERE datname = current_database()"
    )
    assert (server.superuser, server.in_recovery, server.locale_provider) == (True, False, "c")
    assert set(server.settings) >= {"maintenance_work_mem", "shared_buffers"}
    assert set(catalog.extensions) == {"citext", "plpgsql"}
    assert catalog.available_extensions["citext"]
    assert catalog.large_objects == 1


def test_a_thousand_tables_take_as_many_statements_as_one(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    for_one = statements_of_reading(database, range(1), monkeypatch)
    assert 0 < for_one < 20
    assert statements_of_reading(database, range(1, 1000), monkeypatch) == for_one
    catalog = read(database)
    assert (len(catalog.tables), len(catalog.sequences)) == (1000, 1000)
    assert sum(len(t.indexes) for t in catalog.tables.values()) == 4000


def statements_of_reading(
    database: Database, numbers: range, monkeypatch: pytest.MonkeyPatch
) -> int:
    """How many statements the catalog takes once these tables are there too."""
    with database.connect() as session:
        for first in numbers[::100]:
            several = range(first, min(first + 100, numbers.stop))
            session.execute(";".join(map(_ordinary_table, several)))
    executed = []
    execute = psycopg.Cursor.execute
    with database.connect() as session, monkeypatch.context() as patch:
        patch.setattr(
            psycopg.Cursor,
            "execute",
            lambda self, *args, **kw: executed.append(args[0]) or execute(self, *args, **kw),
        )
        read_catalog(session)
    return len(executed)


def _ordinary_table(number: int) -> str:
    """Ten columns, four indexes, three constraints, a sequence."""
    return f"""
        CREATE TABLE t{number} (id bigint GENERATED BY DEFAULT AS IDENTITY PRIMARY KEY,
            a int NOT NULL DEFAULT 3 CHECK (a > 0), b text, c varchar(30), d timestamptz,
            e numeric(10, 2), f jsonb, g uuid, h bool, up bigint REFERENCES t{number});
        CREATE INDEX ON t{number} (a);
        CREATE INDEX ON t{number} (lower(b), c) WHERE a > 3;
        CREATE INDEX ON t{number} (up)"""
