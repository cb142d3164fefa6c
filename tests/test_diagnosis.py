"""Why a connection failed, and whether a pooler is in between."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager

import psycopg
import pytest

from segue.database import session
from segue.database.address import Endpoint
from segue.database.diagnosis import REASONS, connection_failure
from segue.database.pooler import is_pooled, lends_by_transaction
from segue.database.session import connect
from segue.demo.servers import Server
from segue.errors import CannotConnect, ExitStatus
from segue.events import Event, Note
from support.databases import Database
from support.pooler import pooled
from support.proxy import proxied


def refusal(endpoint: Endpoint, **changed: str) -> CannotConnect:
    """What a person is told who connects there with other parameters."""
    changed_endpoint = Endpoint(endpoint.label, {**endpoint.parameters, **changed})
    with pytest.raises(CannotConnect) as caught:
        connect(changed_endpoint, "source", "test").close()
    return caught.value


def understood(message: str, **parameters: str) -> CannotConnect:
    """What a person is told when the server or libpq says `message`."""
    endpoint = Endpoint("service:shop", parameters)
    return connection_failure(psycopg.OperationalError(message), endpoint, "source")


def silent_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port: int = listener.getsockname()[1]
        return port


# Against real servers


@pytest.mark.parametrize(
    ("changed", "reason"),
    [
        ({"host": "nowhere.invalid"}, "no host is known by the name nowhere.invalid"),
        ({"dbname": "no such db"}, "the server has no database no such db"),
        ({"user": "nobody here", "password": "x"}, "no role nobody here"),
        ({"host": "/nowhere"}, "no server listens at /nowhere/.s.PGSQL"),
        ({"options": "-c nonsense=1"}, "the server knows no setting nonsense"),
        (
            {"options": "-c work_mem=lots"},
            'the address is not right: invalid value for parameter "w',
        ),
        ({"sslmode": "sometimes"}, "the address is not right: invalid sslmode value"),
        ({"port": "many"}, 'the address is not right: invalid integer value "many"'),
        ({"service": "nowhere"}, "there is no service nowhere"),
        ({"target_session_attrs": "standby"}, "no server of the address has the role"),
    ],
)
def test_the_reason_is_told(source_db: Database, changed: dict[str, str], reason: str) -> None:
    told = refusal(source_db.endpoint, **changed)
    assert reason in str(told)
    assert told.advice
    assert told.exit_status is ExitStatus.BLOCKED


def test_a_port_without_a_server_is_named(source_db: Database) -> None:
    port = silent_port()
    told = refusal(source_db.endpoint, host="127.0.0.1", port=str(port))
    assert f"no server listens at 127.0.0.1, port {port}" in str(told)
    assert "correct host and port" in told.advice


def test_an_account_without_login_or_limit_or_right_is_told_apart(source_db: Database) -> None:
    role, database = f"{source_db.name}_r", source_db.name
    known = {"user": role, "password": "hunter2"}
    source_db.execute(f"CREATE ROLE {role} NOLOGIN PASSWORD 'hunter2'")
    try:
        assert "may not log in" in str(refusal(source_db.endpoint, **known))
        source_db.execute(f"ALTER ROLE {role} LOGIN CONNECTION LIMIT 0")
        assert "the role has used up its own limit" in str(refusal(source_db.endpoint, **known))
        source_db.execute(f"ALTER ROLE {role} CONNECTION LIMIT -1")
        source_db.execute(f"ALTER DATABASE {database} CONNECTION LIMIT 0")
        assert "the database has used up its own limit" in str(refusal(source_db.endpoint, **known))
        source_db.execute(f"REVOKE CONNECT ON DATABASE {database} FROM public")
        told = refusal(source_db.endpoint, **known)
        assert f"may not connect to the database {database}" in str(told)
    finally:
        source_db.execute(f"DROP ROLE {role}")


def test_a_missing_and_a_wrong_password_are_told_apart(source_db: Database) -> None:
    if "passfile" not in source_db.server.parameters:
        pytest.skip("this server asks for no password")
    missing = refusal(source_db.endpoint, passfile="/nowhere")
    assert "the server wants a password, and none was given" in str(missing)
    wrong = refusal(source_db.endpoint, password="hunter2")
    assert "the password is wrong" in str(wrong)
    assert "hunter2" not in f"{wrong} {wrong.advice} {wrong.__cause__}"


def test_a_database_that_is_closed_is_told(source_db: Database, source_server: Server) -> None:
    source_db.close()
    with source_server.connect() as session:
        session.execute(f'ALTER DATABASE "{source_db.name}" ALLOW_CONNECTIONS false')
    told = refusal(source_db.endpoint)
    assert f"the database {source_db.name} accepts no connections" in str(told)


def test_a_server_without_encryption_is_told(target_db: Database) -> None:
    if target_db.value("SHOW ssl") == "on":
        pytest.skip("this server has encryption")
    assert "encryption was asked for" in str(refusal(target_db.endpoint, sslmode="require"))


@contextmanager
def answering(answer: bytes | None) -> Iterator[Endpoint]:
    """Something that is no PostgreSQL server: it says `answer`, or nothing at all."""
    listener = socket.create_server(("127.0.0.1", 0))

    def serve() -> None:
        while True:
            try:
                client, _ = listener.accept()
            except OSError:
                return
            with client:
                if answer is not None:
                    client.recv(100)
                    client.sendall(answer)

    thread = threading.Thread(target=serve)
    thread.start()
    port = str(listener.getsockname()[1])
    try:
        yield Endpoint("service:x", {"host": "127.0.0.1", "port": port, "user": "u", "dbname": "d"})
    finally:
        listener.shutdown(socket.SHUT_RDWR)
        listener.close()
        thread.join()


def test_something_else_than_postgresql_is_told() -> None:
    with answering(b"HTTP/1.1 400 Bad Request\r\n\r\n") as endpoint:
        assert "is not a PostgreSQL server" in str(refusal(endpoint))
    with answering(None) as endpoint:
        assert "closed the connection at once" in str(refusal(endpoint))


# Messages that these servers cannot be made to send

FAILED = 'connection failed: connection to server at "10.0.0.1", port 5432 failed: '


@pytest.mark.parametrize(
    ("message", "reason"),
    [
        (
            FAILED + 'FATAL:  password authentication failed for user "app"',
            "the password is wrong, or there is no role app",
        ),
        (FAILED + "fe_sendauth: no password supplied", "the server wants a password"),
        (
            FAILED + 'FATAL:  Peer authentication failed for user "app"',
            "does not take this account",
        ),
        (
            FAILED
            + 'FATAL:  no pg_hba.conf entry for host "10.0.0.9", user "app", database "shop",'
            " no encryption",
            "lets nobody in from here without encryption",
        ),
        (
            FAILED
            + 'FATAL:  no pg_hba.conf entry for host "10.0.0.9", user "app", database "shop",'
            " SSL encryption",
            "pg_hba.conf lets nobody in from here",
        ),
        (FAILED + 'FATAL:  pg_hba.conf rejects connection for host "1.2.3.4"', "rejects this host"),
        (FAILED + "FATAL:  sorry, too many clients already", "the server has no connection left"),
        (
            FAILED + "FATAL:  remaining connection slots are reserved for roles with the SUPERUSER"
            " attribute",
            "the server has no connection left",
        ),
        (FAILED + "FATAL:  the database system is starting up", "the server is starting up"),
        (FAILED + "FATAL:  the database system is in recovery mode", "recovers from a crash"),
        (
            FAILED + "FATAL:  the database system is not yet accepting connections\n"
            "DETAIL:  Consistent recovery state has not been yet reached.",
            "the server is starting up",
        ),
        (FAILED + "FATAL:  the database system is shutting down", "the server is shutting down"),
        (
            FAILED
            + 'server certificate for "db.example" (and 1 other name) does not match host name'
            ' "10.0.0.1"',
            "certificate is for db.example",
        ),
        (
            FAILED + 'root certificate file "/home/u/.postgresql/root.crt" does not exist\nEither',
            "no root certificate at /home/u/.postgresql/root.crt",
        ),
        (FAILED + "SSL error: certificate verify failed", "certificate cannot be trusted"),
        (FAILED + "SSL error: tlsv1 alert protocol version", "could not be agreed on"),
        (
            FAILED + "FATAL:  connection requires a valid client certificate",
            "wants a client certificate",
        ),
        (FAILED + "Connection timed out\n\tIs the server running", "nothing answered"),
        ("connection timeout expired", "nothing answered within ten seconds"),
        (FAILED + "Network is unreachable", "there is no way to the server"),
        (
            FAILED + "FATAL:  unsupported startup parameter: search_path",
            "a pooler is in between, and it refuses the parameter search_path",
        ),
        (
            FAILED + "FATAL:  unsupported startup parameter in options: geqo",
            "a pooler is in between, and it refuses the parameter geqo",
        ),
        (FAILED + "FATAL:  no such database: shop", "a pooler is in between, and it knows no"),
        (
            FAILED + "FATAL:  no more connections allowed (max_client_conn)",
            "a pooler is in between, and it has no connection left",
        ),
        (FAILED + "FATAL:  Tenant or user not found", "the service's proxy cannot tell"),
        (
            "server is not in hot standby mode\nMultiple connection attempts failed.",
            "target_session_attrs",
        ),
    ],
)
def test_a_message_is_understood(message: str, reason: str) -> None:
    told = understood(message)
    assert reason in str(told)
    assert told.advice


def test_a_message_that_is_not_known_is_passed_on_without_its_frame() -> None:
    told = understood(FAILED + "FATAL:  the moon is full\nDETAIL:  and bright")
    assert str(told) == "cannot connect to the source service:shop: the moon is full"
    assert "psql" in told.advice


def test_an_error_without_words_is_told_all_the_same() -> None:
    assert "it gave no reason" in str(understood(""))


def test_names_with_braces_do_no_harm() -> None:
    told = understood(FAILED + 'FATAL:  database "{odd} {0}" does not exist')
    assert "no database {odd} {0}" in str(told)


@pytest.mark.parametrize(
    "message", [FAILED + "FATAL:  hunter2 is odd", 'invalid integer value "hunter2" ']
)
def test_a_password_is_never_shown(message: str) -> None:
    told = understood(message, password="hunter2", sslpassword="hunter2")
    assert "hunter2" not in str(told) + told.advice
    assert "********" in str(told)


def test_no_reason_promises_a_fact_that_its_pattern_may_lack() -> None:
    """Every reason can be worded from any message that its pattern finds."""
    facts = {"what": "x", "port": "1"}
    for reason in REASONS:
        assert reason.says.format("x", **facts)
        assert reason.help.format("x", **facts)


# Poolers


def test_a_server_itself_is_no_pooler(every_server: list[Server]) -> None:
    for server in every_server:
        with server.connect() as session:
            assert not is_pooled(session)


def test_a_plain_proxy_is_no_pooler(source_server: Server) -> None:
    with proxied(source_server) as (proxy, reached):
        connect(Endpoint("shop", reached.parameters), "source", "test").close()
        assert proxy.accepted == 1  # the truth cost no further session


@pytest.mark.parametrize("inside_a_transaction", [False, True])
def test_a_pooler_by_transaction_shows_itself(
    source_server: Server, inside_a_transaction: bool
) -> None:
    with pooled(source_server, by_transaction=True) as reached, reached.connect() as session:
        if inside_a_transaction:
            session.execute("BEGIN")
        assert "two sessions were given the same server process" in str(
            lends_by_transaction(session)
        )


def test_a_pooler_by_session_does_no_harm(source_server: Server) -> None:
    with pooled(source_server, by_transaction=False) as reached, reached.connect() as session:
        assert session.info.backend_pid != session.execute("SELECT pg_backend_pid()").fetchone()
        assert is_pooled(session)
        assert lends_by_transaction(session) is None


def test_a_session_that_is_waited_for_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    """A pooler that has none free takes the connection and says nothing."""
    monkeypatch.setattr(session, "PATIENCE", 0.1)
    heard: list[Event] = []
    reporter = type("Heard", (), {"report": lambda self, event: heard.append(event)})()
    with socket.create_server(("127.0.0.1", 0)) as silent:
        port = str(silent.getsockname()[1])
        address = {"host": "127.0.0.1", "port": port, "dbname": "shop", "connect_timeout": "2"}
        with pytest.raises(CannotConnect):
            session.connect(Endpoint("env:NEW", address), "target", "lane 1", reporter=reporter)
    (note,) = heard
    assert isinstance(note, Note)
    assert "a connection to the target (lane 1) is being waited for" in note.text
