"""Servers as vendors give them: encrypted, replicated, with habits of their own."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from urllib.parse import urlencode

import pytest

from segue.database.address import Endpoint
from segue.database.session import connect
from segue.demo import servers
from segue.demo.servers import PrivateServer, Server, running
from support.databases import Database, fresh_database
from support.mover import Mover, wait_until
from support.standby import standby_of

SHOP = """
    CREATE TABLE customer (id serial PRIMARY KEY, name text NOT NULL, born date, ratio float8,
                           photo bytea, seen timestamptz, every interval);
    CREATE TABLE "order" (id serial PRIMARY KEY, customer_id integer REFERENCES customer);
"""
ROWS = """
    INSERT INTO customer (name, born, ratio, photo, seen, every)
    SELECT 'c' || n, date '2001-02-03' + n, n / 7.0, decode(md5(n::text), 'hex'),
           timestamptz '2020-01-01 00:00:00+00' + n * interval '1 minute', n * interval '25 hours'
    FROM generate_series(1, 500) AS n;
    INSERT INTO "order" (customer_id) SELECT 1 + n % 500 FROM generate_series(1, 2000) AS n;
"""


@pytest.fixture(scope="module")
def server(source_server: Server) -> Iterator[PrivateServer]:
    """A server of these tests' own, which they may set up as they like."""
    with running(source_server.programs, {"fsync": "off", "wal_level": "replica"}) as made:
        yield made


@pytest.fixture
def shop(server: PrivateServer) -> Iterator[Database]:
    with fresh_database(server) as database:
        database.execute(SHOP + ROWS)
        yield database


@pytest.fixture
def mover(shop: Database, target_db: Database, tmp_path: Path) -> Mover:
    target_db.execute(SHOP)
    return Mover(shop, target_db, tmp_path)


# Encryption


def certificate(folder: Path, name: str, *options: str) -> tuple[Path, Path]:
    """A new key and a certificate that signs itself."""
    key, signed = folder / f"{name}.key", folder / f"{name}.crt"
    command = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2"]
    command += ["-keyout", str(key), "-out", str(signed), "-subj", f"/CN={name}", *options]
    subprocess.run(command, check=True, capture_output=True)
    return key, signed


@pytest.fixture(scope="module")
def root(server: PrivateServer, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The server takes encrypted sessions; the certificate that proves it is itself."""
    folder = tmp_path_factory.mktemp("certificates")
    key, signed = certificate(folder, "shop", "-addext", f"subjectAltName=IP:{servers.HOST}")
    with server.connect() as session:
        for setting, file in (("ssl_key_file", key), ("ssl_cert_file", signed)):
            path = server.shelter.write(file.name, file.read_text())
            session.execute(f"ALTER SYSTEM SET {setting} = '{path}'")
        session.execute("ALTER SYSTEM SET ssl = on")
        session.execute("SELECT pg_reload_conf()")
    wait_until(lambda: _encrypts(server))
    return signed


def _encrypts(server: PrivateServer) -> bool:
    with server.connect() as session:
        row = session.execute("SELECT ssl FROM pg_stat_ssl WHERE pid = pg_backend_pid()").fetchone()
        return row is not None and bool(row[0])


def encrypted(database: Database, root: Path) -> str:
    return f"{database.url}&{urlencode({'sslmode': 'verify-full', 'sslrootcert': str(root)})}"


def test_a_server_that_proves_to_be_itself_is_moved_from(mover: Mover, root: Path) -> None:
    sides = ("--from", "env:OLD", "--to", mover.target.url)
    moved = mover.run("move", *sides, "--no-input", env={"OLD": encrypted(mover.source, root)})
    assert moved.status == 0, moved.said
    assert mover.differences() == []


def test_a_server_that_only_claims_to_be_itself_is_not_spoken_to(
    mover: Mover, root: Path, tmp_path: Path
) -> None:
    _, other = certificate(tmp_path, "other")
    sides = ("--from", "env:OLD", "--to", mover.target.url)
    refused = mover.run("check", *sides, env={"OLD": encrypted(mover.source, other)})
    assert refused.status == 3
    assert "certificate" in refused.said


def test_a_service_and_a_password_file_are_enough(
    mover: Mover, server: PrivateServer, root: Path, tmp_path: Path
) -> None:
    services = tmp_path / "services"
    services.write_text(
        f"[old]\nhost={servers.HOST}\nport={server.port}\nuser=postgres\n"
        f"dbname={mover.source.name}\nsslmode=verify-full\nsslrootcert={root}\n"
    )
    env = {"PGSERVICEFILE": str(services), "PGPASSFILE": server.parameters["passfile"]}
    sides = ("--from", "service:old", "--to", mover.target.url)
    moved = mover.run("move", *sides, "--no-input", env=env)
    assert moved.status == 0, moved.said
    assert mover.differences() == []


# Roles


@pytest.fixture
def roles(shop: Database, target_db: Database) -> Iterator[tuple[Endpoint, Endpoint]]:
    """As vendors give them: one that reads everything; one that administers, and owns nothing.

    The tables of the target are of a role that cannot log in, and of which that one is a member.
    """
    if shop.server.major < 14:
        pytest.skip("this server has no pg_read_all_data")
    reader, admin, owner = (f"{kind}_{target_db.name}" for kind in ("reader", "admin", "owner"))
    password = "PASSWORD 'only for tests'"
    shop.execute(f'CREATE ROLE "{reader}" LOGIN {password} IN ROLE pg_read_all_data')
    target_db.execute(f"""
        CREATE ROLE "{owner}";
        CREATE ROLE "{admin}" LOGIN CREATEDB CREATEROLE {password} IN ROLE "{owner}", pg_monitor;
        GRANT CREATE ON DATABASE "{target_db.name}" TO "{admin}";
        GRANT CREATE ON SCHEMA public TO "{owner}";
        SET ROLE "{owner}";
        {SHOP}
    """)
    yield _as(shop, reader), _as(target_db, admin)
    shop.execute(f'DROP ROLE "{reader}"')
    target_db.execute(f'DROP OWNED BY "{owner}", "{admin}"; DROP ROLE "{admin}", "{owner}"')


def _as(database: Database, role: str) -> Endpoint:
    parameters = {k: v for k, v in database.endpoint.parameters.items() if k != "passfile"}
    return Endpoint(role, {**parameters, "user": role, "password": "only for tests"})


def test_roles_that_vendors_give_are_enough_and_owners_stay(
    shop: Database, target_db: Database, roles: tuple[Endpoint, Endpoint], tmp_path: Path
) -> None:
    schema = target_db.dump_schema()
    urls = (
        f"postgresql:///?{urlencode(endpoint.parameters)}".replace("+", "%20") for endpoint in roles
    )
    env = dict(zip(("OLD", "NEW"), urls, strict=True))
    mover = Mover(shop, target_db, tmp_path)
    moved = mover.run("move", "--from", "env:OLD", "--to", "env:NEW", "--no-input", env=env)
    assert moved.status == 0, moved.said
    assert mover.differences() == []
    assert target_db.dump_schema() == schema
    forgotten = mover.run("forget", "--to", "env:NEW", env=env)
    assert forgotten.status == 0, forgotten.said


# Replicas


@pytest.fixture(scope="module")
def standby(server: PrivateServer) -> Iterator[PrivateServer]:
    """A hot standby of the server."""
    with standby_of(server) as made:
        yield made


def test_a_hot_standby_is_moved_from(
    shop: Database, standby: PrivateServer, target_db: Database, tmp_path: Path
) -> None:
    target_db.execute(SHOP)
    written = shop.value("SELECT pg_current_wal_lsn()")
    with standby.connect() as session:
        behind = f"SELECT pg_last_wal_replay_lsn() >= '{written}'"
        wait_until(lambda: bool(session.execute(behind).fetchall()[0][0]))
    mover = Mover(Database(standby, shop.name), target_db, tmp_path)
    moved = mover.move()
    assert moved.status == 0, moved.said
    assert mover.differences() == []


# Habits

HABITS = {
    "default_transaction_isolation": "serializable",
    "search_path": "nowhere",
    "statement_timeout": "50",
    "lock_timeout": "50",
    "idle_in_transaction_session_timeout": "50",
    "datestyle": "SQL, DMY",
    "intervalstyle": "sql_standard",
    "timezone": "Asia/Kathmandu",
    "bytea_output": "escape",
    "extra_float_digits": "-5",
    "standard_conforming_strings": "off",
    "row_security": "off",
    "lc_monetary": "C",
    "xmloption": "document",
    "client_encoding": "LATIN1",
    "default_transaction_deferrable": "on",
    "array_nulls": "off",
    "transform_null_equals": "on",
    "xmlbinary": "hex",
    "gin_fuzzy_search_limit": "3",
}


@pytest.fixture
def habits(mover: Mover) -> Iterator[None]:
    """Both databases have them, until the end."""
    for database in (mover.source, mover.target):
        for setting, value in HABITS.items():
            _alter(
                database, f"SET {setting} = {value if setting == 'search_path' else repr(value)}"
            )
    yield
    for database in (mover.source, mover.target):
        _alter(database, "RESET ALL")


def _alter(database: Database, change: str) -> None:
    database.close()
    with database.server.connect() as session:
        session.execute(f'ALTER DATABASE "{database.name}" {change}')


@pytest.mark.usefixtures("habits")
def test_databases_with_habits_of_their_own_change_nothing(mover: Mover) -> None:
    _alter(mover.source, "SET default_transaction_read_only = on")
    moved = mover.move()
    assert moved.status == 0, moved.said
    for database in (mover.source, mover.target):
        _alter(database, "RESET ALL")
    assert mover.differences() == []


def test_a_target_that_is_set_to_be_read_only_is_told_before_anything(mover: Mover) -> None:
    _alter(mover.target, "SET default_transaction_read_only = on")
    refused = mover.move()
    assert refused.status == 3
    assert "error[D111]" in refused.said
    assert "RESET default_transaction_read_only" in refused.said
    assert mover.target.value("SELECT count(*) FROM pg_namespace WHERE nspname = 'segue'") == 0


def test_no_timeout_that_a_role_or_database_has_is_in_force_in_our_sessions(
    mover: Mover,
) -> None:
    """Whatever a version names so: a session that waits or works for hours is not ended."""
    for database in (mover.source, mover.target):
        timeouts = [
            name
            for (name,) in database.execute(
                "SELECT name FROM pg_settings WHERE name LIKE '%timeout' AND context = 'user'"
                # The first is set to what notices a dead line, the second of replication.
                " AND name NOT IN ('tcp_user_timeout', 'wal_sender_timeout')"
            )
        ]
        assert "idle_in_transaction_session_timeout" in timeouts
        for name in timeouts:
            _alter(database, f"SET {name} = '700ms'")
        with closing(connect(database.endpoint, "target", "test")) as session:
            values = {
                name: session.execute("SELECT current_setting(%s)", (name,)).fetchone()
                for name in timeouts
            }
        _alter(database, "RESET ALL")
        assert values == dict.fromkeys(timeouts, ("0",))
