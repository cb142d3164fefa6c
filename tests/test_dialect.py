"""How a file is to be written: what makes sense, and what no reader could take apart again."""

from __future__ import annotations

import pytest

from segue.errors import UsageError
from segue.files.dialect import Compression, Dialect


@pytest.mark.parametrize(
    "dialect",
    [
        Dialect(),
        Dialect(delimiter="\t", null="\\N"),
        Dialect(delimiter=";", decimal=",", bom=True, line_end="\r\n"),
        Dialect(delimiter="|", quote="'", null="NULL", encoding="cp1252"),
    ],
)
def test_what_can_be_read_again_is_taken(dialect: Dialect) -> None:
    assert dialect.require_sense() is dialect


@pytest.mark.parametrize(
    "dialect",
    [
        Dialect(delimiter=""),
        Dialect(delimiter=",,"),
        Dialect(delimiter="€"),
        *(Dialect(delimiter=mark) for mark in ("a", "Z", "7", ".", " ", "\n", '"')),
        Dialect(quote=""),
        Dialect(quote=","),
        Dialect(quote="«"),
        *(Dialect(null=word) for word in ("a,b", 'a"b', "a\nb", "a\rb")),
        Dialect(line_end="\r"),
        Dialect(decimal=","),
        Dialect(encoding="no-such"),
        Dialect(encoding="ascii", null="–"),
    ],
)
def test_what_could_not_be_read_again_is_refused(dialect: Dialect) -> None:
    with pytest.raises(UsageError):
        dialect.require_sense()


@pytest.mark.parametrize(
    ("encoding", "asked", "mark"),
    [
        ("utf-8", False, False),
        ("utf-8", True, True),
        ("utf-8-sig", False, True),
        ("utf-16", False, True),
        ("utf-16-le", False, False),
        ("utf-16-le", True, True),
        ("cp1252", True, False),
    ],
)
def test_a_byte_order_mark_stands_where_the_encoding_has_one(
    encoding: str, asked: bool, mark: bool
) -> None:
    assert Dialect(encoding=encoding, bom=asked).with_mark_as_encoded().bom is mark


def test_names_tell_what_was_done_to_the_bytes() -> None:
    assert [Dialect(compression=one).suffix for one in Compression] == [
        ".csv", ".csv.gz", ".csv.zst",
    ]  # fmt: skip
