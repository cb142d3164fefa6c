"""Compressed files, whole and broken off: none that lacks its end mark is taken for whole."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import random
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
import zstandard

from segue.errors import FileUnreadable
from segue.files.importing.opening import opened, refuse_other_formats

CONTENT = b"id,body\n" + b"".join(
    b"%d,%s\n" % (n, random.Random(n).randbytes(15).hex().encode()) for n in range(4000)
)
SKIPPABLE = b"\x50\x2a\x4d\x18\x04\0\0\0abcd"


def _zip(data: bytes) -> bytes:
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as writer:
        writer.writestr("rows.csv", data)
    return archive.getvalue()


def _frames(data: bytes) -> bytes:
    compress = zstandard.ZstdCompressor().compress
    return SKIPPABLE + compress(data[:1000]) + SKIPPABLE + compress(data[1000:])


FORMS: dict[str, Callable[[bytes], bytes]] = {
    "gz": gzip.compress,
    "bz2": bz2.compress,
    "xz": lzma.compress,
    "zip": _zip,
    "zst": zstandard.ZstdCompressor().compress,
    "several zst": _frames,
    "zst without a size": zstandard.ZstdCompressor(write_content_size=False).compress,
    "padded xz": lambda data: lzma.compress(data[:1000]) + bytes(8) + lzma.compress(data[1000:]),
    "several gz": lambda data: gzip.compress(data[:1000]) + gzip.compress(data[1000:]),
}


def _read(path: Path) -> bytes:
    with opened(path) as file:
        return b"".join(iter(lambda: file.read(70_000), b""))


@pytest.mark.parametrize("form", FORMS)
def test_a_compressed_file_is_read_to_its_end_or_refused(form: str, tmp_path: Path) -> None:
    path, packed = tmp_path / "rows", FORMS[form](CONTENT)
    path.write_bytes(packed)
    assert _read(path) == CONTENT
    for cut in (1, 4, 5, 20, len(packed) // 2, len(packed) * 2 // 3):
        path.write_bytes(packed[:-cut])
        with pytest.raises(FileUnreadable):
            _read(path)
    if form != "zip":  # which says itself where it ends
        path.write_bytes(packed + b"junk")
        with pytest.raises(FileUnreadable):
            _read(path)


def test_an_archive_of_several_files_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "rows.zip"
    with zipfile.ZipFile(path, "w") as writer:
        writer.writestr("one.csv", "a\n1\n")
        writer.writestr("two.csv", "a\n2\n")
    with pytest.raises(FileUnreadable, match="2 files"):
        _read(path)


OTHERS = {
    "JSON": (b'[\n  {"id": 1}]', b'{"id": 1, "name": "a"}\n{"id": 2}\n', b'{\n  "id": 1\n}\n'),
    "SQL": (
        b"COPY t (id, name) FROM stdin;\n1\ta\n\\.\n",
        b"--\n-- PostgreSQL database dump\n--\nSET search_path = '';\n\nCREATE TABLE t (id int);\n",
        b"insert into t values (1);\n",
    ),
    "drawn for people": (
        b" id | name \n----+------\n  1 | a    \n(1 row)\n",
        b"| id | name |\n|----|:----:|\n| 1 | a |\n",
        b"+----+------+\n| id | name |\n+----+------+\n|  1 | a    |\n+----+------+\n",
        b"-[ RECORD 1 ]\nid   | 1\n",
    ),
    "HTML": (b"<table><tr><td>id</td></tr></table>", b"<?xml version='1.0'?><x/>"),
    "binary": (b"PGCOPY\n\xff\r\n\0" + bytes(8),),
    "compressed twice": tuple(FORMS[form](CONTENT) for form in ("gz", "xz", "zst", "bz2")),
}


@pytest.mark.parametrize(
    ("what", "sample"), [(what, one) for what, samples in OTHERS.items() for one in samples]
)
def test_what_is_no_csv_is_called_what_it_is(what: str, sample: bytes, tmp_path: Path) -> None:
    with pytest.raises(FileUnreadable, match=what):
        refuse_other_formats(tmp_path / "t.csv", sample)


@pytest.mark.parametrize(
    "sample",
    [
        b"id|name\n-|-\n1|--\n",
        b"id,name\n---,--\n",
        b'{"a": 1}\t5\n{"a": 2}\t6\n',
        b"name,html\na,<b>\n",
        b"copy,insert into\n1,2\n",
    ],
)
def test_rows_that_look_a_little_like_something_else_are_rows(
    sample: bytes, tmp_path: Path
) -> None:
    refuse_other_formats(tmp_path / "t.csv", sample)
