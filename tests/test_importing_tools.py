"""Files as other tools write them: taken where they are clear, told where they are mangled."""

from __future__ import annotations

import gzip
import io
import os
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path
from threading import Thread
from typing import Any

import psycopg
import pytest
from psycopg.pq import TransactionStatus

from conftest import MakeDatabase
from segue.commandline.answers.importing import taken_lines
from segue.demo.servers import Server
from segue.errors import (
    AnswerNeeded,
    ColumnsUnclear,
    FileUnreadable,
    ImportUncertain,
    TableUnclear,
    UsageError,
)
from segue.files.importing import records
from segue.files.importing.piped_files import STANDARD_INPUT, kept_pipes, label_of
from support.databases import Database, Templates
from support.importer import Answers, Importer, faults

SCHEMA = """
    CREATE TABLE item (
        id int PRIMARY KEY, name text NOT NULL, ean varchar(20), price numeric(10, 2),
        weight float8, day date, made timestamptz, active boolean, tags jsonb,
        parent_id int REFERENCES item
    )
"""
GOOD = [
    (1, 'Müller, "Söhne"', "4006381333931", "1.50", True),
    (2, "zwei\nZeilen", None, None, False),
]


@pytest.fixture
def importer(
    target_server: Server, templates: Templates, make_database: MakeDatabase, tmp_path: Path
) -> Importer:
    template = templates.get(target_server, "tools", lambda d: d.execute(SCHEMA))
    return Importer(make_database(target_server, template), tmp_path)


def items(database: Database) -> list[tuple[object, ...]]:
    return database.execute("SELECT id, name, ean, price::text, active FROM item ORDER BY id")


FILES = {
    "psql \\copy": (
        'id,name,ean,price,active\n1,"Müller, ""Söhne""",4006381333931,1.50,t\n'
        '2,"zwei\nZeilen",,,f\n'
    ).encode(),
    "pgAdmin": (
        '"id","name","ean","price","active"\n1,"Müller, ""Söhne""","4006381333931",1.50,true\n'
        '2,"zwei\nZeilen",,,false\n'
    ).encode(),
    "DBeaver": (
        '"id","name","ean","price","active"\r\n1,"Müller, ""Söhne""",4006381333931,1.50,true\r\n'
        '2,"zwei\nZeilen",,,false\r\n'
    ).encode(),
    "DBeaver with its word for NULL": (
        '"id","name","ean","price","active"\n1,"Müller, ""Söhne""",4006381333931,1.50,true\n'
        '2,"zwei\nZeilen",[NULL],[NULL],false\n'
    ).encode(),
    "LibreOffice": (
        'id,name,ean,price,active\n1,"Müller, ""Söhne""",4006381333931,1.5,TRUE\n'
        '2,"zwei\nZeilen",,,FALSE\n'
    ).encode(),
    "Excel, CSV UTF-8": (
        '\ufeffid;name;ean;price;active\r\n1;"Müller, ""Söhne""";4006381333931;1.5;TRUE\r\n'
        '2;"zwei\nZeilen";;;FALSE\r\n'
    ).encode(),
    "Excel, Unicode text": (
        'id\tname\tean\tprice\tactive\r\n1\t"Müller, ""Söhne"""\t4006381333931\t1.5\tTRUE\r\n'
        '2\t"zwei\nZeilen"\t\t\tFALSE\r\n'
    ).encode("utf-16"),
    "pandas with its index": (
        ',id,name,ean,price,active\n0,1,"Müller, ""Söhne""",4006381333931,1.5,True\n'
        '1,2,"zwei\nZeilen",,,False\n'
    ).encode(),
    "MySQL": (
        'id\tname\tean\tprice\tactive\n1\t"Müller, \\"Söhne\\""\t4006381333931\t1.50\t1\n'
        '2\t"zwei\nZeilen"\t\\N\t\\N\t0\n'
    ).encode(),
    "empty columns at the end": (
        'id;name;ean;price;active;;\n1;"Müller, ""Söhne""";4006381333931;1.5;t;;\n'
        '2;"zwei\nZeilen";;;f;;\n'
    ).encode(),
    "a mark of the separator": (
        'sep=;\r\nid;name;ean;price;active\r\n1;"Müller, ""Söhne""";4006381333931;1.5;t\r\n'
        '2;"zwei\nZeilen";;;f\r\n'
    ).encode(),
    "gzip": gzip.compress(
        b'id|name|ean|price|active\n1|"M\xc3\xbcller, ""S\xc3\xb6hne"""|4006381333931|1.5|t\n'
        b'2|"zwei\nZeilen"|||f\n'
    ),
}


@pytest.mark.parametrize("tool", FILES)
def test_files_of_every_tool_come_in(importer: Importer, tool: str) -> None:
    result = importer.csv(FILES[tool], table="item")
    assert faults(result) == {}
    assert items(importer.database) == GOOD
    assert importer.answers.asked == []


def test_commas_before_decimals_are_told_not_guessed(importer: Importer) -> None:
    data = "id;name;price;weight\r\n1;a;1,20;0,5\r\n2;b;1234,5;1E3\r\n"
    assert set(faults(importer.csv(data, table="item"))) == {
        (2, "price"), (2, "weight"), (3, "price"),
    }  # fmt: skip
    importer.csv(data, table="item", told={"decimal": ","})
    rows = importer.database.execute("SELECT price::text, weight FROM item ORDER BY id")
    assert rows == [("1.20", 0.5), ("1234.50", 1000.0)]


def test_a_point_is_not_guessed_to_part_thousands(importer: Importer) -> None:
    result = importer.csv(
        "id;name;price\n1;a;1.234,50\n2;b;1.234\n", table="item", told={"decimal": ","}
    )
    assert set(faults(result)) == {(2, "price"), (3, "price")}


class TestMangledValues:
    @pytest.mark.parametrize("value", ["1,23E+15", "1.23457E+12", "4E+12"])
    def test_shortened_numbers_are_rejected_even_as_text(
        self, importer: Importer, value: str
    ) -> None:
        result = importer.csv(f"id;name;ean\n1;a;{value}\n", table="item")
        assert "its last digits are lost" in faults(result)[2, "ean"]

    def test_they_are_taken_as_they_stand_where_told(self, importer: Importer) -> None:
        assert importer.csv("id;name;ean\n1;a;4E+12\n", table="item", verbatim=True).done

    @pytest.mark.parametrize(
        "value",
        ["03.04.2025", "3/4/25", "04-03-2025", "25-04-03", "today", "Apr 3 2025", "20250403"],
    )
    def test_dates_that_could_be_several_are_rejected(self, importer: Importer, value: str) -> None:
        result = importer.csv(f"id,name,day\n1,a,{value}\n", table="item")
        assert "not written as 2025-04-03" in faults(result)[2, "day"]

    @pytest.mark.parametrize(("order", "expected"), [("DMY", "2025-04-03"), ("MDY", "2025-03-04")])
    def test_their_order_can_be_told(self, importer: Importer, order: str, expected: str) -> None:
        importer.csv("id,name,day\n1,a,03.04.2025\n", table="item", told={"dates": order})
        assert importer.database.value("SELECT day::text FROM item") == expected

    @pytest.mark.parametrize("value", ["deadbeef", "0xDEADBEEF"])
    def test_hexadecimal_digits_are_read_as_such_where_that_is_said(
        self, importer: Importer, value: str
    ) -> None:
        importer.database.execute("CREATE TABLE raw (id int PRIMARY KEY, v bytea)")
        path = importer.file("raw.csv", f"id,v\n1,{value}\n")
        importer.answers.agree = True  # to what is offered first
        importer.run(path)
        assert importer.database.value("SELECT v::text FROM raw") == "\\xdeadbeef"

    @pytest.mark.parametrize(
        ("column", "how", "good", "bad"),
        [
            ("bytea", "base64", "AAA=", "!!"),
            ("bytea", "hex", "00ff", "0xg1"),
            ("jsonb", "within", r'"{\"a\": 1}"', '"{bad}"'),
            ("timestamp", "moment", "2025-04-03 10:00+02", "2025-04-99 10:00:00.1234567+02"),
        ],
    )
    def test_a_value_that_is_not_what_was_said_costs_its_row(
        self, importer: Importer, column: str, how: str, good: str, bad: str
    ) -> None:
        importer.database.execute(f"CREATE TABLE raw (id int PRIMARY KEY, v {column})")
        cells = [cell.replace('"', '""') for cell in (good, bad)]
        data = "".join(f'{n},"{cell}"\n' for n, cell in enumerate(cells, 1))
        result = importer.csv(
            f"id,v\n{data}", table="raw", read={"v": how}, reject=importer.folder / "bad.csv"
        )
        assert (result.files[0].merged.rows, set(faults(result))) == (1, {(3, "v")})

    def test_thousands_are_not_taken_for_decimals_too(self, importer: Importer) -> None:
        importer.database.execute("CREATE TABLE raw (id int PRIMARY KEY, v int)")
        (file,) = importer.csv("id,v\n1,1.000\n2,5\n", table="raw", read={"v": "thousands"}).files
        assert (importer.database.value("SELECT v FROM raw WHERE id = 1"), file.remarks) == (
            1000,
            (),
        )

    def test_errors_of_spreadsheets_are_rejected_in_every_language(
        self, importer: Importer
    ) -> None:
        wrong = "#N/A #REF! #NAME? ######## #NV #BEZUG! #WERT! #VALEUR! #¿NOMBRE? #¡REF! #RIF!"
        wrong += " #N/D #ERROR! #ZÉRÓOSZTÓ! #ССЫЛКА! #ДЕЛ/0! #Н/Д Err:502"
        good = "#django #1! #WOW! ##! Err: Err:1502 #¡hola!"
        words = [*wrong.split(), *good.split()]
        rows = "".join(f"{n},{word}\n" for n, word in enumerate(words))
        bad = importer.folder / "bad.csv"
        result = importer.csv(f"id,name\n{rows}", table="item", reject=bad)
        assert "a spreadsheet's error" in faults(result)[2, "name"]
        assert [n for n, *_ in items(importer.database)] == list(
            range(len(wrong.split()), len(words))
        )

    def test_what_django_cannot_hold_or_may_mean_two_things_is_asked(
        self, importer: Importer
    ) -> None:
        asked = {
            "a": ("time", "24:00:00"), "b": ("time[]", "{24:00}"),
            "c": ("timestamptz", "9999-12-31 23:59:59.9999999"),
            "d": ("timestamptz", "9999-12-31 23:30:00-01"), "e": ("date[]", "{10000-01-01}"),
            "f": ("interval", '"1,500 days"'),
        }  # fmt: skip
        sure = {
            "g": ("time", "00:24:00"), "h": ("timestamptz", "9999-12-31 23:59:59.999999"),
            "i": ("timestamptz", "9999-12-31 11:30:00-01"), "j": ("interval", '"0:00:01,500"'),
            "k": ("timestamptz", "2025-04-03 24:00:00"), "l": ("bytea", "\\x00"),
        }  # fmt: skip
        every = asked | sure
        columns = ", ".join(f"{name} {kind}" for name, (kind, _) in every.items())
        importer.database.execute(f"CREATE TABLE held (id int PRIMARY KEY, {columns})")
        values = ",".join(value for _, value in every.values())
        path = importer.file("held.csv", f"id,{','.join(every)}\n1,{values}\n")
        with pytest.raises(AnswerNeeded) as caught:
            importer.run(path)
        told = str(caught.value)
        assert [name for name in every if f": {name}: 1 value" in told] == list(asked)
        read = dict.fromkeys(asked, "as-written") | {"f": "thousands"}
        result = importer.run(path, read=read)
        assert importer.database.value("SELECT f::text FROM held") == "1500 days"
        assert next(taken_lines([result.files[0].load])).endswith("times without a zone are UTC")

    @pytest.mark.parametrize(
        ("value", "remarks"),
        [
            ("2025-10-26 02:30", 1),  # twice
            ("2025-03-30 02:30", 1),  # never
            ("2025-10-26 02:30+02", 0),
            ("2025-10-26 02:30 Europe/Berlin", 0),
            ("2025-10-26 03:00", 0),
        ],
    )
    def test_times_that_a_changed_clock_shows_twice_or_never_are_told(
        self, importer: Importer, value: str, remarks: int
    ) -> None:
        told = {"timezone": "Europe/Berlin"}
        (file,) = importer.csv(f"id,name,made\n1,a,{value}\n", table="item", told=told).files
        assert ["clock of Europe/Berlin" in one.text for one in file.remarks] == [True] * remarks

    def test_a_second_that_the_server_moves_on_is_told(self, importer: Importer) -> None:
        (file,) = importer.csv("id,name,made\n1,a,2016-12-31 23:59:60Z\n", table="item").files
        assert "second 60" in file.remarks[0].text

    def test_documents_that_python_printed_are_told(self, importer: Importer) -> None:
        result = importer.csv("""id,name,tags\n1,a,"{'a': None}"\n""", table="item")
        assert "invalid input syntax for type json" in faults(result)[2, "tags"]
        assert "double quotes" in result.files[0].groups[0].remedy

    @pytest.mark.parametrize(
        ("document", "told"),
        [
            ('{"a": 1, "a": 2}', 1),
            ('[{"b": {"c": "x", "c": "x"}}]', 1),
            ('{"a":"\\u003a","b":1,"b":2}', 1),
            ('{"a": [{"k": 1}, {"k": "a:b"}], "k": {}}', 0),
        ],
    )
    def test_keys_that_a_document_loses_are_told(
        self, importer: Importer, source_db: Database, document: str, told: int
    ) -> None:
        source_db.execute(SCHEMA)
        for one in (importer, Importer(source_db, importer.folder)):  # newest and oldest server
            data = f"id|name|tags\n1|a|{document}\n"
            (file,) = one.csv(data, table="item", told={"quote": ""}).files
            assert [r.rows for r in file.remarks if "key more than once" in r.text] == [1] * told

    def test_rounding_is_told(self, importer: Importer) -> None:
        result = importer.csv("id,name,price\n1,a,1.10000000000000009\n2,b,2.500\n", table="item")
        (remark,) = result.files[0].remarks
        assert (remark.column, remark.rows, remark.line) == ("price", 1, 2)
        assert "rounded to numeric(10,2)" in remark.text

    @pytest.mark.parametrize(
        ("column", "value"),
        [
            ("numeric(5, -2)", "1234"),
            ("numeric(5, 0)", "12.5"),
            ("numeric(4, 2)[]", "{1.005}"),
            ("timestamp(0)", "2024-02-29 10:00:00.7"),
            ("time(1)", "10:00:00.77"),
            ("interval(0)", "00:00:00.7"),
        ],
    )
    def test_a_value_that_the_column_rounds_is_told_whatever_its_type(
        self, importer: Importer, column: str, value: str
    ) -> None:
        importer.database.execute(f"CREATE TABLE coarse (id int PRIMARY KEY, v {column})")
        (file,) = importer.csv(f'id,v\n1,"{value}"\n', table="coarse").files
        assert [(one.column, one.rows) for one in file.remarks] == [("v", 1)]
        assert "rounded" in file.remarks[0].text

    def test_whole_numbers_with_a_point_are_read_and_told(self, importer: Importer) -> None:
        result = importer.csv("id,name,parent_id\n1,a,\n2,b,1.0\n3,c,2.5\n", table="item")
        assert set(faults(result)) == {(4, "parent_id")}
        assert result.files[0].remarks[0].text == "12.0 read as 12"


ASKED = "asked"

SPELLINGS = [
    ("timestamp", "2025-01-02 14:00:00 CET", ASKED),
    ("timestamptz", "2025-01-02 14:00:00 MESZ", ASKED),
    ("timestamptz", "2025-01-02 02:00:00 PM EST", ASKED),
    ("timestamptz", "2025-01-02 02:00:00 PM", "2025-01-02 14:00:00+00"),
    ("tstzrange", "[2025-01-02 10:00 EST,)", ASKED),
    ("time[]", "{10:00+02}", ASKED),
    ("money[]", '{"1,50"}', ASKED),
    ("date", "2025/1/2", "2025-01-02"),
    ("date", "  ", None),
    ("date", "12025-01-02", ASKED),
    ("timestamptz", " 27000-01-02 10:00:00+00", ASKED),
    ("time", "03:Z4:05", "rejected"),
    ("timestamp", "2025-01-02 03:04:e5", "rejected"),
    ("date", "#025-01-02", "rejected"),
    ("bit(3)", "", "rejected"),  # a value of varbit, which no bit(3) holds
    ("point", " ", None),
    ("text", "123,0", ASKED),
    ("text", "4.915112345678E12", "rejected"),
    ("text", "1.5e3a", "1.5e3a"),
    ("text", '="0123"', "0123"),
    ("text", '="a"&"b"', '="a"&"b"'),
    ("text", "\t0123", ASKED),
    ("text", " ", " "),
]


class TestSpellings:
    def test_they_are_read_asked_or_rejected(self, importer: Importer) -> None:
        types = list(dict.fromkeys(kind for kind, _, _ in SPELLINGS))
        columns = {kind: f"v{n}" for n, kind in enumerate(types)}
        listed = ", ".join(f"{name} {kind}" for kind, name in columns.items())
        importer.database.execute(f"CREATE TABLE t (id int PRIMARY KEY, {listed})")
        for kind, cell, wanted in SPELLINGS:
            path = importer.file("t.csv", 'id,{}\n1,"{}"\n'.format(
                columns[kind], cell.replace('"', '""')
            ))  # fmt: skip
            if wanted is ASKED:
                with pytest.raises(AnswerNeeded):
                    importer.run(path)
                continue
            result = importer.run(path)
            assert bool(faults(result)) is (wanted == "rejected"), (kind, cell)
            if result.done:
                (got,) = importer.database.execute(f"DELETE FROM t RETURNING {columns[kind]}::text")
                assert got == (wanted,), (kind, cell)

    @pytest.mark.parametrize("word", ["", "nan", "None"])
    def test_numbers_that_became_floats_are_asked_beside_words_for_null(
        self, importer: Importer, word: str
    ) -> None:
        importer.answers = Answers(agree=True)
        importer.csv(f"id,name,ean\n1,a,4915112345678.0\n2,b,{word}\n", table="item")
        assert any("with .0 behind them" in one for one in importer.answers.asked)
        rows = importer.database.execute("SELECT ean FROM item ORDER BY id")
        assert rows == [("4915112345678",), (None,)]

    def test_backslashes_far_down_are_asked(self, importer: Importer) -> None:
        rows = "".join(f"{n}\ta\n" for n in range(1500))
        path = importer.file("item.csv", f"id\tname\n{rows}9999\tx\\ny\n")
        with pytest.raises(AnswerNeeded, match="as mysql --batch writes"):
            importer.run(path)
        importer.run(path, read={"name": "unescaped"})
        assert importer.database.value("SELECT name FROM item WHERE id = 9999") == "x\ny"

    def test_a_line_end_behind_a_backslash_within_quotes_is_one(self, importer: Importer) -> None:
        importer.csv('id,name\n1,"a\\"b\\\nc\\\\\nd"\n', table="item", told={"escape": "\\"})
        assert importer.database.value("SELECT name FROM item") == 'a"b\nc\\\nd'


@pytest.mark.parametrize("again", ['"name","id"', "Name,ID", "id , name", "id,name"])
def test_a_header_in_the_middle_is_no_row_however_it_is_written(
    importer: Importer, again: str
) -> None:
    importer.database.execute("CREATE TABLE t (id text, name text)")
    reject = importer.folder / "bad.csv"
    result = importer.csv(
        f"id,name\nname,x\n{again}\nid,id\n", told={"delimiter": ","}, reject=reject
    )
    assert faults(result) == {
        (3, ""): "the line is the header once more, as in files that were joined"
    }
    assert set(faults(importer.run(reject))) == {(2, "")}  # not mended


SHEET = "CREATE TABLE sheet (code text, amount numeric)"
AROUND_ROWS = {
    "sqlcmd underlines": ("code,amount\n----,------\na,1\n", {2: "underlines the header"}),
    "sqlcmd counts": ("code\na\n\n(1 rows affected)\n", {4: "what a program says"}),
    "psql counts": ("code\na\n(1 Zeile)\n", {3: "what a program says"}),
    "SQL*Plus counts": ("code\na\n1 row selected.\n", {3: "what a program says"}),
    "mysql counts": ("code\na\n1 row in set (0.00 sec)\n", {3: "what a program says"}),
    "a total": ("code,amount\na,1.5\nb,2\nSumme:,3.50\n", {4: "the sum of those above"}),
    "a total without a word": ("code,amount\na,1.5\nb,2\n,3.5\n", {4: "the sum of those"}),
    "no total": ("code,amount\na,1\nb,2\nTotal,4\n", {}),
    "texts are empty": ("code,amount\na,1\n,2\n,3\n", {}),
    "a row among others": ("code\n(1 row)\na\n", {}),
    "one dash": ("code,amount\n-,\n", {}),
}


def test_what_programs_and_people_write_around_rows_is_no_row(importer: Importer) -> None:
    importer.database.execute(SHEET)
    found = {}
    for case, (data, _) in AROUND_ROWS.items():
        told = faults(importer.csv(data, table="sheet", told={"delimiter": ","}))
        found[case] = {line: reason for (line, _), reason in told.items()}
        assert importer.csv(data, table="sheet", dry_run=True, verbatim=True).rejected == (
            case == "sqlcmd underlines"
        )
    for case, (_, wanted) in AROUND_ROWS.items():
        assert found[case].keys() == wanted.keys(), case
        assert all(words in found[case][line] for line, words in wanted.items()), case


class TestNull:
    def test_its_word_is_seen_where_it_can_mean_nothing_else(self, importer: Importer) -> None:
        result = importer.csv("id,name,price,ean\n1,a,NULL,\n2,b,5,NULL\n", table="item")
        assert result.files[0].load.head.file_format.null == "NULL"
        rows = importer.database.execute("SELECT price, ean FROM item ORDER BY id")
        assert rows[0] == (None, "")
        assert rows[1][1] is None

    def test_in_texts_alone_it_is_asked(self, importer: Importer) -> None:
        path = importer.file("item.csv", "id,name,ean\n1,Null,NULL\n")
        with pytest.raises(AnswerNeeded, match="Does NULL"):
            importer.run(path)
        importer.answers = Answers(agree=False)
        importer.run(path)
        assert importer.database.value("SELECT ean FROM item") == "NULL"

    @pytest.mark.parametrize(
        ("rows", "asked", "eans"),
        [
            ('"1","a",NA,NA\n"2","b","NA",1.5\n', False, [None, "NA"]),  # R's write.csv
            ("1,a,5,NA\n2,b,,1.5\n", False, ["5", ""]),
            ("1,a,NA,NA\n2,b,DE,1.5\n", True, [None, "DE"]),
            ('1,a,NA,NA\n2,"b, c",DE,1.5\n', True, [None, "DE"]),
            ("1,a,NA,1\n2,b,DE,1.5\n", True, [None, "DE"]),
        ],
    )
    def test_what_r_writes_for_none_may_be_a_text(
        self, importer: Importer, rows: str, eans: list[str | None], *, asked: bool
    ) -> None:
        importer.answers = Answers(agree=True)
        importer.csv(f"id,name,ean,price\n{rows}", table="item")
        assert ["Does NA" in one for one in importer.answers.asked] == [True] * asked
        assert importer.database.execute("SELECT ean FROM item ORDER BY id") == [
            (ean,) for ean in eans
        ]

    def test_a_quoted_word_is_a_text(self, importer: Importer) -> None:
        importer.csv('id,name,ean\n1,a,"NULL"\n', table="item")
        assert importer.database.value("SELECT ean FROM item") == "NULL"

    @pytest.mark.parametrize(
        ("type", "value"), [("jsonb", "null"), ("json", "null"), ("mood", "None"), ("mood", " ")]
    )
    def test_a_value_of_the_type_is_none(self, importer: Importer, type: str, value: str) -> None:
        """Whatever else the column holds: beside a bad value words are looked at closely."""
        importer.database.execute("CREATE TYPE mood AS ENUM ('None', ' ', 'glad')")
        importer.database.execute(f"ALTER TABLE item DROP tags, ADD tags {type}")
        reject = importer.folder / "bad.csv"
        importer.csv(f'id,name,tags\n1,a,"{value}"\n2,b,bad\n', table="item", reject=reject)
        assert importer.database.execute("SELECT id, tags::text FROM item") == [(1, value)]


class TestEncodings:
    def test_a_legacy_encoding_is_asked(self, importer: Importer) -> None:
        path = importer.file("item.csv", "id;name\r\n1;Müller\r\n".encode("cp1252"))
        with pytest.raises(AnswerNeeded, match="Müller"):
            importer.run(path)
        importer.run(path, told={"encoding": "cp1252"})
        assert importer.database.value("SELECT name FROM item") == "Müller"

    def test_bytes_of_another_encoding_late_in_the_file_cost_their_rows(
        self, importer: Importer
    ) -> None:
        rows = "".join(f"{n},{'x' * 50}\n" for n in range(6000)).encode()
        result = importer.csv(b"id,name\n" + rows + b"6000,M\xfcller\n", table="item")
        assert faults(result) == {(6002, ""): "the line holds bytes that are not UTF-8"}

    def test_a_database_of_another_encoding_tells_what_it_cannot_hold(
        self, target_server: Server, tmp_path: Path
    ) -> None:
        name = "segue_test_latin"
        with target_server.connect("postgres") as session:
            session.execute(f"DROP DATABASE IF EXISTS {name}")  # type: ignore[arg-type]
            session.execute(
                f"CREATE DATABASE {name} ENCODING 'LATIN1' LOCALE 'C' TEMPLATE template0"  # type: ignore[arg-type]
            )
        database = Database(target_server, name)
        try:
            database.execute("CREATE TABLE item (id int, name text)")
            result = Importer(database, tmp_path).csv("id,name\n1,é\n2,✓\n3,x\n", table="item")
            assert faults(result) == {(3, ""): "the target's encoding has no U+2713"}
        finally:
            database.close()
            with target_server.connect("postgres") as session:
                session.execute(f"DROP DATABASE {name}")  # type: ignore[arg-type]

    def test_utf8_that_was_called_something_else_is_asked(self, importer: Importer) -> None:
        path = importer.file("item.csv", "id,name\n1,Müller\n")
        with pytest.raises(AnswerNeeded, match="Is it latin-1 all the same: MÃ¼ller"):
            importer.run(path, told={"encoding": "latin-1"})
        assert importer.run(path, told={"encoding": "latin-1"}, verbatim=True).done


class TestSizes:
    def test_a_cell_of_many_megabytes_comes_in(self, importer: Importer) -> None:
        name = "x" * 12_000_000 + '\n"quoted", é'
        quoted = name.replace('"', '""')
        assert importer.csv(f'id,name\n1,"{quoted}"\n2,b\n', table="item").done
        assert importer.database.value("SELECT md5(name) FROM item WHERE id = 1") == (
            importer.database.value("SELECT md5(%s)", [name])
        )

    def test_a_line_beyond_the_largest_is_refused_in_words(
        self, importer: Importer, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(records, "LARGEST", 2**20)
        with pytest.raises(FileUnreadable, match="line 3 is longer than"):
            importer.csv(f"id,name\n1,a\n2,{'x' * 3 * 2**20}\n", table="item")

    def test_too_many_columns_are_refused_in_words(self, importer: Importer) -> None:
        header = ",".join(f"c{n}" for n in range(2000))
        path = importer.file("item.csv", f"id,name,{header}\n1,a{',' * 2000}\n")
        with pytest.raises(FileUnreadable, match="2002 columns"):
            importer.run(path, wanted={"ignore": frozenset(header.split(","))})


def test_columns_of_any_name_are_updated_and_shown(importer: Importer) -> None:
    names = ["name", "count", "line", "before", "after", "differs", "t", "r", "k", "lines", "words"]
    columns = ", ".join(f'"{name}" text' for name in names)
    importer.database.execute(f"CREATE TABLE odd (id int PRIMARY KEY, {columns})")
    importer.csv(f"id,{','.join(names)}\n1{',x' * 11}\n", table="odd")
    importer.database.execute("ALTER TABLE odd ADD CHECK (count <> 'bad')")
    changed = f"id,{','.join(names)}\n1{',y' * 11}\n2,a,bad{',z' * 9}\n"
    result = importer.csv(changed, table="odd", existing="update")
    assert set(faults(result)) == {(3, "")}
    assert dict(result.files[0].merged.changes.cells) == dict.fromkeys(names, 1)


def test_options_for_one_table_are_refused_for_several_files(importer: Importer) -> None:
    files = [importer.file(f"item ({n}).csv", f"id,name\n{n},a\n") for n in (1, 2)]
    with pytest.raises(UsageError, match="speak of one table"):
        importer.run(*files, match=("id",))
    assert importer.run(*files).done


def test_each_value_is_counted_once(importer: Importer) -> None:
    data = "id,name,price,made\n1,a,1.5E+10,2025-01-01 10:00 UTC+02:00\n2,b,1,\n"
    result = importer.csv(data, table="item", reject=importer.folder / "bad.csv")
    (file,) = result.files
    assert [(group.column, group.rows) for group in file.groups] == [("price", 1)]
    assert [remark.column for remark in file.remarks] == ["made"]


def test_files_that_are_tried_together_keep_their_rejects_apart(importer: Importer) -> None:
    """One bad row among many small files costs no other row, whatever finds it."""
    importer.database.execute(
        "CREATE TABLE one (id int PRIMARY KEY, n int);"
        "CREATE TABLE two (id int PRIMARY KEY, one_id int REFERENCES one DEFERRABLE INITIALLY"
        " DEFERRED, n int CHECK (n < 5)); CREATE TABLE three (id int PRIMARY KEY, day date)"
    )
    files = [
        importer.file("one.csv", "id,n\n1,1\n2,x\n"),
        importer.file("two.csv", "id,one_id,n\n1,1,1\n2,2,1\n3,9,1\n4,1,7\n"),
        importer.file("three.csv", "id,day\n1,2025-01-01\n1,2025-01-02\n"),
    ]
    rejects = importer.folder / "bad"
    result = importer.run(*files, rejects=lambda load: rejects / load.path.name)
    by_name = {file.load.table.name.name: file for file in result.files}
    assert {name: (f.merged.rows, f.rejected) for name, f in by_name.items()} == {
        "one": (1, 1), "two": (1, 3), "three": (1, 1),
    }  # fmt: skip
    assert importer.database.execute("SELECT id FROM two") == [(1,)]


def test_what_a_type_remarks_while_it_reads_values_is_told(importer: Importer) -> None:
    """PostGIS changes coordinates that are out of range, with a notice and nothing else."""
    importer.database.execute(
        "CREATE FUNCTION coerced(int) RETURNS boolean LANGUAGE plpgsql AS"
        " $$ BEGIN IF $1 > 180 THEN RAISE NOTICE 'out of range'; END IF; RETURN true; END $$;"
        "CREATE DOMAIN degrees AS int CHECK (coerced(value)); CREATE TABLE place (at degrees)"
    )
    (file,) = importer.csv("at\n1\n200\n300\n", table="place").files
    assert [remark.text for remark in file.remarks] == ["the server says of 2 values: out of range"]


def test_names_that_were_mapped_are_a_header(importer: Importer) -> None:
    columns = {"nr": "id", "bezeichnung": "name", "ean code": "ean"}
    data = "nr;bezeichnung;ean code\n1;b;c\n"
    assert importer.csv(data, table="item", wanted={"map": columns}).done


def test_a_pipe_is_told_where_nobody_keeps_its_bytes(importer: Importer) -> None:
    path = importer.folder / "item.csv"
    os.mkfifo(path)
    with pytest.raises(FileUnreadable, match="it is not a regular file"):
        importer.run(path)


@pytest.mark.parametrize("name", ["-", "pipe"])
def test_rows_come_through_a_pipe(
    importer: Importer, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    """Messages and reject files call it by what it is, not by where its bytes are kept."""
    data, path = gzip.compress(b"id,name,price\n1,a,1\n2,b,x\n"), Path(name)
    if name == "-":
        monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(data)))
    else:
        path = importer.folder / name
        os.mkfifo(path)
        Thread(target=path.write_bytes, args=(data,)).start()
    bad = importer.folder / "bad.csv"
    with kept_pipes([path]) as pipes:
        result = importer.run(path, pipes=pipes, table="item", reject=bad)
    assert not pipes[path].exists()
    assert importer.database.execute("SELECT id FROM item") == [(1,)]
    assert next(taken_lines([result.files[0].load])).startswith(label_of(path))
    assert f",{Path(label_of(path)).name},3," in bad.read_text()
    bad.write_text(bad.read_text().replace("x", "2", 1))
    importer.run(bad)
    assert importer.database.execute("SELECT id FROM item") == [(1,), (2,)]


def test_a_pipe_needs_a_table_and_no_terminal(
    importer: Importer, monkeypatch: pytest.MonkeyPatch
) -> None:
    terminal = io.TextIOWrapper(io.BytesIO(b"id,name\n1,a\n"))
    monkeypatch.setattr("sys.stdin", terminal)
    with (
        kept_pipes([STANDARD_INPUT]) as pipes,
        pytest.raises(TableUnclear, match="rows of standard input"),
    ):
        importer.run(STANDARD_INPUT, pipes=pipes)
    monkeypatch.setattr(terminal, "isatty", lambda: True)
    with pytest.raises(UsageError, match="is a terminal"), kept_pipes([STANDARD_INPUT]):
        pass


@pytest.mark.parametrize("lost", [False, True], ids=["interrupted", "line lost"])
def test_what_comes_between_a_commit_and_its_answer_loses_no_rejects(
    importer: Importer, monkeypatch: pytest.MonkeyPatch, *, lost: bool
) -> None:
    """As where a synchronous standby is waited for: the rows are in, whatever is heard of it."""
    transaction = psycopg.Connection.transaction

    @contextmanager
    def broken(connection: psycopg.Connection, *given: Any, **more: Any) -> Iterator[Any]:
        with transaction(connection, *given, **more) as begun:
            yield begun
        if connection.info.transaction_status is TransactionStatus.IDLE and reject.exists():
            if lost:
                connection.close()
                raise psycopg.OperationalError
            raise KeyboardInterrupt

    reject = importer.folder / "bad.csv"
    monkeypatch.setattr(psycopg.Connection, "transaction", broken)
    with pytest.raises(ImportUncertain) if lost else nullcontext():
        importer.csv("id,name,price\n1,a,1\n2,b,x\n", table="item", reject=reject)
    monkeypatch.undo()
    assert importer.database.value("SELECT count(*) FROM item") == 1
    assert b"2,b,x" in reject.read_bytes()


@pytest.mark.parametrize("told", [{"quote": "", "escape": "\\"}, {}])
def test_null_is_backslash_n_where_backslashes_stand_for_others(
    importer: Importer, told: dict[str, str]
) -> None:
    """It may stand behind the rows that are looked at first, and an empty text is a text."""
    rows = "".join(f"{n}\ta\\tb\t\n" for n in range(1, 1200))
    importer.answers = Answers(agree=True)
    importer.csv(f"id\tname\tean\n{rows}1200\tc\t\\N\n", table="item", told=told)
    found = importer.database.execute("SELECT ean, count(*) FROM item GROUP BY 1 ORDER BY 1")
    assert found == [("", 1199), (None, 1)]


def test_a_name_with_a_point_is_a_lookup_only_of_a_reference(importer: Importer) -> None:
    path = importer.file("item.csv", "id,name,name.1\n1,a,b\n")
    with pytest.raises(ColumnsUnclear, match=r"no place for the file's column name\.1"):
        importer.run(path)
