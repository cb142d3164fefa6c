"""Step 1: the target database comes into being as asked, or not at all."""

from __future__ import annotations

from dataclasses import replace

import pytest

from segue.database import session
from segue.database.introspection import read_server
from segue.errors import CannotConnect, ChecksBlock, ServerTooOld
from segue.events import SilentReporter
from segue.move.prepare import create_database, database_exists, drop_database
from support.databases import Database


def test_a_server_that_is_too_old_gets_no_database(
    target_db: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    like = read_server(target_db.connect())
    missing = target_db.endpoint.in_database(f"{target_db.name}_new")
    monkeypatch.setitem(session.OLDEST, "target", like.version + 1)
    with pytest.raises(ServerTooOld):
        create_database(missing, like, SilentReporter())
    assert not database_exists(missing)


def test_a_server_that_is_refused_after_a_look_gets_no_database(target_db: Database) -> None:
    like = read_server(target_db.connect())
    missing = target_db.endpoint.in_database(f"{target_db.name}_new")

    def refuse(connection: session.Connection) -> None:
        assert read_server(connection).database != missing.database
        raise ChecksBlock(count=1)

    with pytest.raises(ChecksBlock):
        create_database(missing, like, SilentReporter(), refuse)
    assert not database_exists(missing)


def test_a_new_database_has_the_encoding_and_the_locale_of_the_source(target_db: Database) -> None:
    like = replace(read_server(target_db.connect()), encoding="LATIN1", collate="C", ctype="C")
    made = target_db.endpoint.in_database(f"{target_db.name}_new")
    create_database(made, like, SilentReporter())
    try:
        with session.connect(made, "target", "test") as connection:
            found = read_server(connection)
        assert (found.encoding, found.collate, found.ctype) == ("LATIN1", "C", "C")
    finally:
        drop_database(made)
    with pytest.raises(CannotConnect):
        session.connect(made, "target", "test")
