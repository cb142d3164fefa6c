"""Addresses: what they lead to, and that no secret in one is ever repeated."""

from __future__ import annotations

import pytest

from segue.database.address import resolve, without_secrets
from segue.errors import BadAddress, PasswordInAddress, UsageError

SECRET = "hunter2"


@pytest.mark.parametrize(
    "address",
    [
        f"host=h password={SECRET}",
        f"postgres:u:{SECRET}@h/db",
        f"postgis://u:{SECRET}@h/db",
        f"jdbc:postgresql://u:{SECRET}@h/db",
        f"POSTGRESQL://u:{SECRET}@h/db",
        f"postgresql:/u:{SECRET}@h/db",
        f"//u:{SECRET}@h/db",
        f"u:{SECRET}",
        f"service:x password={SECRET}",
        f"postgresql://u:{SECRET}@h/db",
        f"postgresql://u@h/db?password={SECRET}",
        f"postgresql://u@h/db?sslpassword={SECRET}",
        f"postgresql://u:%zz{SECRET}@h/db",
        f"postgresql://u:a {SECRET}@h/db",
        f"postgresql://u:{SECRET}@h:port/db?x={SECRET}",
        f"postgresql://u:1/{SECRET}@h/db",
        f"postgresql://u:1@{SECRET}@h/db",
    ],
)
@pytest.mark.parametrize("where", ["argument", "environment"])
def test_a_secret_in_an_address_is_not_repeated(
    monkeypatch: pytest.MonkeyPatch, address: str, where: str
) -> None:
    monkeypatch.setenv("OLD_URL", address)
    given = address if where == "argument" else "env:OLD_URL"
    told = _told(given)
    assert SECRET not in told
    assert where == "environment" or "address" in told or "does not name" in told


def _told(address: str) -> str:
    """All that can be shown of an address, or the error it leads to."""
    try:
        endpoint = resolve(address, "source", {})
    except UsageError as error:
        return f"{error} {error.advice} {error.__cause__ or ''}"
    return f"{endpoint.label} {endpoint!r}"


@pytest.mark.parametrize("parameter", ["password", "sslpassword"])
def test_a_secret_among_the_parameters_of_a_url_is_refused(parameter: str) -> None:
    with pytest.raises(PasswordInAddress):
        resolve(f"postgresql://u@h/db?{parameter}=x", "source", {})


@pytest.mark.parametrize("password", ["a/b", "a@b", "@/"])
def test_a_password_that_libpq_would_cut_short_is_told_how_to_write(
    monkeypatch: pytest.MonkeyPatch, password: str
) -> None:
    monkeypatch.setenv("OLD_URL", f"postgresql://u:{password}@h/db")
    with pytest.raises(BadAddress, match="%40 or %2F"):
        resolve("env:OLD_URL", "source", {})


@pytest.mark.parametrize(
    ("address", "parameters"),
    [
        ("service:team/shop no 1", {"service": "team/shop no 1"}),
        ("shop", {"dbname": "new"}),
        ("django:shop", {"dbname": "new"}),
        ("postgresql:///db?host=/run/a@b", {"dbname": "db", "host": "/run/a@b"}),
        ("postgresql://u%40x@h:1,i:2/my%40db", {
            "user": "u@x", "host": "h,i", "port": "1,2", "dbname": "my@db"
        }),
    ],
)  # fmt: skip
def test_an_address_leads_to_its_parameters(address: str, parameters: dict[str, str]) -> None:
    assert resolve(address, "source", {"shop": {"dbname": "new"}}).parameters == parameters


@pytest.mark.parametrize(
    ("query", "word"),
    [
        ("pgbouncer=true", "pgbouncer"),
        ("sslmode=prefer&pool_timeout=10", "pool_timeout"),
        ("schema=public&connect_timeout=3", "schema"),
        ("conn_max_age=600&ssl_require=True", "conn_max_age, ssl_require"),
    ],
)
@pytest.mark.parametrize("address", ["env:OTHER_URL", "URL"])
def test_a_word_of_another_tool_in_a_url_is_named_and_no_secret_with_it(
    monkeypatch: pytest.MonkeyPatch, query: str, word: str, address: str
) -> None:
    monkeypatch.setenv("OTHER_URL", f"postgres://u:hush%40hush@h/db?{query}")
    given = f"postgresql://u@h/db?{query}" if address == "URL" else address
    with pytest.raises(BadAddress, match=f"no parameter {word}") as refused:
        resolve(given, "source", {})
    assert "hush" not in f"{refused.value} {refused.value.advice}"


@pytest.mark.parametrize(
    "scheme",
    ["postgis", "pgsql", "psql", "postgresql+psycopg", "postgresql+psycopg2", "postgres+asyncpg"],
)
def test_a_url_with_the_scheme_of_an_orm_or_driver_is_understood(
    monkeypatch: pytest.MonkeyPatch, scheme: str
) -> None:
    monkeypatch.setenv("DATABASE_URL", f"{scheme}://u:p@h:5433/db")
    parameters = {"user": "u", "password": "p", "host": "h", "port": "5433", "dbname": "db"}
    assert resolve("env:DATABASE_URL", "source", {}).parameters == parameters
    with pytest.raises(PasswordInAddress):
        resolve(f"{scheme}://u:p@h/db", "source", {})


@pytest.mark.parametrize(
    ("url", "named"),
    [
        ("mysql://u:hush@h/db", "mysql://"),
        ("jdbc:postgresql://h/db?password=hush", "jdbc:postgresql://"),
        ('"postgresql://u:hush@h/db"', "quotes"),
        (" postgresql://u:hush@h/db", "blanks"),
        ("postgresql://u:hush50%@h/db", "%25"),
    ],
)
def test_what_libpq_cannot_read_of_a_url_is_named_and_no_secret_with_it(
    monkeypatch: pytest.MonkeyPatch, url: str, named: str
) -> None:
    monkeypatch.setenv("DATABASE_URL", url)
    with pytest.raises(BadAddress, match=named) as refused:
        resolve("env:DATABASE_URL", "source", {})
    assert "hush" not in str(refused.value)


@pytest.mark.parametrize(
    ("address", "shown"),
    [
        ("postgresql://me@old.example.com/shop", "postgresql://me@old.example.com/shop"),
        ("postgresql://me:hunter2@old.example.com/shop", "postgresql://me@old.example.com/shop"),
        ("postgres://me:hun:ter2@[::1]:5433/shop", "postgres://me@[::1]:5433/shop"),
        ("postgresql://h/d?password=hunter2&sslmode=require", "postgresql://h/d?sslmode=require"),
        ("postgresql://h/d?pass%77ord=hunter2", "postgresql://h/d"),
        ("postgresql://h/d?sslpassword=hunter2", "postgresql://h/d"),
        ("postgresql+psycopg://me:hunter2@h/d", "postgresql://me@h/d"),
        ("postgresql://me:hunter2/x@h/d", ""),
        ("postgresql://me:hunter2?x@h/d", ""),
        ("host=h password=hunter2", ""),
        ("mysql://me:hunter2@h/d", ""),
        ("me:hunter2@h/d", ""),
        ("django:default", "django:default"),
        ("service:old shop", "service:old shop"),
    ],
)
def test_an_address_is_shown_again_without_a_password(address: str, shown: str) -> None:
    assert without_secrets(address) == shown
