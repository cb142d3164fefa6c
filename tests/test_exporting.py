"""`segue export`: what goes out comes back identical, and what cannot be written is told."""

from __future__ import annotations

import csv
import gzip
import io
import os
import resource
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import pytest

from segue.database.names import QualifiedName
from segue.files.manifest import Manifest, read_manifest
from support import forked, types
from support.databases import Database
from support.projects import alias_of, migrate, small_project

SHOP = """
CREATE TABLE item (id serial PRIMARY KEY, title text, price numeric(10, 2), code varchar(20));
INSERT INTO item VALUES
    (1, 'plain', 1.50, '0042'), (2, '', NULL, ''), (3, NULL, 2, '=1+1'),
    (4, E'two\\nlines, "quoted"', -1, '12345678901234567'), (5, 'żółć 😀', 0, '\\N');
CREATE TABLE note (id serial PRIMARY KEY, item_id int REFERENCES item, at timestamptz);
INSERT INTO note VALUES (1, 1, '2024-02-29 12:00+00'), (2, 4, NULL);
"""


@dataclass(frozen=True)
class Exporter:
    """Runs `segue export` from one database into a folder."""

    database: Database
    folder: Path

    def run(self, *words: str) -> subprocess.CompletedProcess[str]:
        """Export, and wait for the end."""
        command = ("-m", "segue", "export", "--from", self.database.url, *words)
        return forked.run(command, self.folder, os.environ)

    def out(self, *words: str) -> Manifest:
        """Export into the folder `out` and read its manifest."""
        done = self.run("out", *words)
        assert done.returncode == 0, done.stderr
        manifest = read_manifest(self.folder / "out")
        assert manifest is not None
        return manifest

    def bytes(self, name: str) -> bytes:
        return (self.folder / "out" / name).read_bytes()


@pytest.fixture
def exporter(source_db: Database, tmp_path: Path) -> Exporter:
    source_db.execute(SHOP)
    return Exporter(source_db, tmp_path)


def test_every_table_becomes_a_file_and_the_manifest_knows_them(exporter: Exporter) -> None:
    manifest = exporter.out()
    assert [(f.path, f.table, f.rows) for f in manifest.files] == [
        ("public.item.csv", QualifiedName("public", "item"), 5),
        ("public.note.csv", QualifiedName("public", "note"), 2),
    ]
    assert [(c.name, c.type) for c in manifest.files[0].columns][2] == ("price", "numeric(10,2)")
    assert all(file.untouched(exporter.folder / "out") for file in manifest.files)
    (exporter.folder / "out" / "public.note.csv").write_text("id\n")
    assert not manifest.files[1].untouched(exporter.folder / "out")


def test_null_is_nothing_and_an_empty_text_is_quoted(exporter: Exporter) -> None:
    exporter.out()
    lines = exporter.bytes("public.item.csv").decode().splitlines()
    assert lines[0] == "id,title,price,code"
    assert lines[2:4] == ['2,"",,""', "3,,2.00,=1+1"]


def test_what_was_exported_comes_back_equal_by_the_servers_own_copy(
    source_db: Database, target_db: Database, tmp_path: Path
) -> None:
    # What names objects of a database means nothing in another one.
    sorts = [
        s
        for s in types.BUILTIN.values()
        if s.since <= 13 and not s.declared.startswith(("reg", "xml"))
    ]
    for database in (source_db, target_db):
        database.execute(
            "; ".join(f"CREATE TABLE t{n} (v {s.declared}, w text)" for n, s in enumerate(sorts))
        )
    with source_db.connect() as session:
        for number, sort in enumerate(sorts):
            for value in sort.values:
                session.execute(f"INSERT INTO t{number} VALUES (%s, '')", (value,))
            session.execute(f"INSERT INTO t{number} VALUES (NULL, NULL)")
    manifest = Exporter(source_db, tmp_path).out()
    assert len(manifest.files) == len(sorts)
    settings = "SET timezone = 'UTC'; SET datestyle = 'ISO, YMD'; SET intervalstyle = 'postgres'"
    with source_db.connect() as old, target_db.connect() as new:
        new.execute(settings)
        old.execute(settings)
        for file in manifest.files:
            assert file.table is not None
            with (
                new.cursor() as cursor,
                cursor.copy(f"COPY {file.table} FROM STDIN (FORMAT csv, HEADER)") as copy,
            ):
                copy.write((tmp_path / "out" / file.path).read_bytes())
            shown = f"SELECT v::text, w FROM {file.table} ORDER BY w, 1"
            assert new.execute(shown).fetchall() == old.execute(shown).fetchall(), file.table


@pytest.mark.parametrize(
    ("words", "ending", "expected"),
    [
        (["--delimiter", "tab", "--quote", "'"], ".csv", b"1\tplain\t1.50\t0042\n"),
        (["--null", "NULL", "--no-header"], ".csv", b"2,,NULL,\n"),
        (["--line-end", "crlf", "--encoding", "utf-16-le"], ".csv", "1,plain".encode("utf-16-le")),
        (["--gzip"], ".csv.gz", b"1,plain,1.50,0042\n"),
    ],
)
def test_a_file_is_written_as_asked(
    exporter: Exporter, words: list[str], ending: str, expected: bytes
) -> None:
    manifest = exporter.out(*words)
    written = exporter.bytes(f"public.item{ending}")
    assert expected in (gzip.decompress(written) if ending.endswith("gz") else written)
    assert all(file.untouched(exporter.folder / "out") for file in manifest.files)


def test_line_ends_change_between_rows_and_never_within_a_value(exporter: Exporter) -> None:
    exporter.out("--line-end", "crlf", "--table", "item")
    text = exporter.bytes("public.item.csv").decode()
    assert text.count("\r\n") == 6
    assert 'two\nlines, ""quoted""' in text


def test_a_character_that_the_encoding_lacks_is_told_with_its_row(exporter: Exporter) -> None:
    done = exporter.run("out", "--encoding", "latin-1")
    assert done.returncode == 1
    said = " ".join(done.stderr.split())
    assert "public.item.title: 'ż' (U+017C), 'ł' (U+0142), 'ć' (U+0107), '😀' (U+1F600)" in said
    assert "in 1 row, the first is id = 5" in said
    assert not (exporter.folder / "out" / "public.item.csv").exists()
    assert read_manifest(exporter.folder / "out") is None


def test_tables_columns_and_rows_are_chosen(exporter: Exporter) -> None:
    done = exporter.run(
        "-", "--table", "it*", "--columns", "title,id", "--where", "price > 0", "--no-header"
    )
    assert done.stdout == "plain,1\n,3\n"
    done = exporter.run("-", "--query", "SELECT count(*) AS rows, 'x' AS y FROM item;")
    assert done.stdout == "rows,y\n5,x\n"


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["out", "--table", "nothing"], "nothing"),
        (["out", "--table", "item", "--columns", "titel"], "has no column titel"),
        (["out", "--where", "true"], "2 are chosen"),
        (["-"], "2 are chosen"),
        (["out", "--query", "SELECT 1; DROP TABLE note"], "does not run the query"),
        (["out", "--delimiter", "ab"], "delimiter"),
        (["out", "--encoding", "klingon"], "klingon"),
        (["out", "--app", "shop"], "needs a Django project"),
    ],
)
def test_what_cannot_be_chosen_is_said(exporter: Exporter, words: list[str], said: str) -> None:
    done = exporter.run(*words)
    assert done.returncode == 2
    assert said in done.stderr
    assert exporter.database.value("SELECT count(*) FROM note") == 2


def test_several_tables_each_have_columns_and_a_condition_of_their_own(exporter: Exporter) -> None:
    exporter.database.execute('CREATE TABLE "a=b" (id int, "x, y" int, z int)')
    exporter.database.execute('INSERT INTO "a=b" VALUES (1, 2, 3), (4, 5, 6)')
    quoted = 'public."a=b"'
    exporter.out(
        "--where-of=public.item=id = 2", f"--where-of={quoted}=id=4",
        f'--columns-of={quoted}=z,"x, y"',
    )  # fmt: skip
    assert exporter.bytes("public.item.csv").count(b"\n") == 2
    assert exporter.bytes("public.a%3Db.csv") == b'z,"x, y"\n6,5\n'
    assert exporter.bytes("public.note.csv").count(b"\n") == 3
    refused = exporter.run("other", "--table=item", "--where-of=public.note=true")
    assert refused.returncode == 2
    assert "public.note is not one of the exported tables" in refused.stderr
    unclear = exporter.run("other", "--where-of=true")
    assert "--where-of: write it as TABLE=" in unclear.stderr


def test_a_condition_that_does_not_run_fails_and_leaves_no_file(exporter: Exporter) -> None:
    done = exporter.run("out", "--table", "item", "--where", "nonsense > 1")
    assert done.returncode == 1
    assert "nonsense" in done.stderr
    assert not (exporter.folder / "out").exists()


def test_files_are_not_overwritten_unasked(exporter: Exporter) -> None:
    exporter.out()
    done = exporter.run("out")
    assert done.returncode == 2
    assert "holds files already" in done.stderr
    exporter.database.execute("DELETE FROM note")
    assert exporter.out("--overwrite").files[1].rows == 0


def test_excel_is_served_and_what_it_would_change_is_counted(exporter: Exporter) -> None:
    done = exporter.run("out", "--excel")
    assert exporter.bytes("public.item.csv").startswith(b"\xef\xbb\xbfid,title,price,code\r\n")
    said = " ".join(done.stderr.split())
    assert "public.item.code begins with zeros, which Excel drops (1 row)" in said
    assert "public.item.code has more than 15 digits, which Excel rounds (1 row)" in said
    assert "public.item.code looks like formulas, which Excel runs (1 row)" in said


def test_rows_leave_in_the_targets_shape_through_the_plan(
    exporter: Exporter, target_db: Database
) -> None:
    target_db.execute("CREATE TABLE article (id uuid PRIMARY KEY, headline text, cents int)")
    (exporter.folder / "segue.toml").write_text(
        f'version = 1\nsource = "{exporter.database.url}"\ntarget = "{target_db.url}"\n'
        '[[table]]\nfrom = "public.item"\nto = "public.article"\nkey = "uuid"\n[table.columns]\n'
        'headline = "title"\ncents = { sql = "price * 100" }\ncode = { drop = "gone" }\n'
        '[skip]\n"public.note" = "not now"\n'
    )
    manifest = exporter.out("--through-plan")
    rows = list(csv.reader(io.StringIO(exporter.bytes("public.article.csv").decode())))
    assert rows[0] == ["id", "headline", "cents"]
    assert rows[1][1:] == ["plain", "150"]
    assert len(rows[1][0]) == 36
    assert manifest.files[0].table == QualifiedName("public", "article")


def test_parquet_holds_the_same_values_in_its_own_types(exporter: Exporter) -> None:
    parquet = pytest.importorskip("pyarrow.parquet")
    manifest = exporter.out("--format", "parquet")
    assert manifest.files[0].path == "public.item.parquet"
    table = parquet.read_table(exporter.folder / "out" / "public.item.parquet")
    titles = ["plain", "", None, 'two\nlines, "quoted"', "żółć 😀"]
    assert table.column("title").to_pylist() == titles
    assert [str(price) for price in table.column("price").to_pylist()[:3]] == [
        "1.50",
        "None",
        "2.00",
    ]
    assert table.column("id").to_pylist() == [1, 2, 3, 4, 5]


def test_an_app_or_a_model_of_the_project_is_chosen(source_db: Database, tmp_path: Path) -> None:
    project = small_project(tmp_path)
    migrate(project, source_db)
    project.databases(default=alias_of(source_db))
    done = project.segue("export", "one", "--model", "shop.Tag")
    assert done.returncode == 0, done.stderr
    manifest = read_manifest(tmp_path / "one")
    assert manifest is not None
    assert [(f.path, f.model) for f in manifest.files] == [("public.shop_tag.csv", "shop.Tag")]
    done = project.segue("export", "two", "--app", "shop")
    assert done.returncode == 0, done.stderr
    assert len(list((tmp_path / "two").glob("*.csv"))) == 3


def test_a_failed_export_leaves_the_earlier_one_as_it_was(exporter: Exporter) -> None:
    before = exporter.out()
    exporter.database.execute("DELETE FROM note")
    done = exporter.run("out", "--overwrite", "--encoding", "latin-1")
    assert done.returncode == 1
    assert read_manifest(exporter.folder / "out") == before
    assert all(file.untouched(exporter.folder / "out") for file in before.files)
    assert not list((exporter.folder / "out").glob(".*"))


def test_a_full_disk_is_told_and_leaves_the_earlier_export_as_it_was(exporter: Exporter) -> None:
    exporter.out("--table", "note")
    earlier = {path.name: path.read_bytes() for path in (exporter.folder / "out").iterdir()}
    exporter.database.execute(
        "INSERT INTO item SELECT n, md5(n::text) FROM generate_series(9, 9999) n"
    )
    for words in ([], ["--zstd"], ["--format", "parquet"]):
        done = _on_a_full_disk(exporter, "out", "--overwrite", *words)
        assert done.returncode == 1, done.stderr
        assert "could not be exported: File too large" in done.stderr
        assert {p.name: p.read_bytes() for p in (exporter.folder / "out").iterdir()} == earlier


def _on_a_full_disk(exporter: Exporter, *words: str) -> subprocess.CompletedProcess[str]:
    """A write beyond some bytes fails; the limit is that of a process of its own."""
    limits = (2**14, resource.RLIM_INFINITY)
    return subprocess.run(
        [sys.executable, "-m", "segue", "export", "--from", exporter.database.url, *words],
        cwd=exporter.folder,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=600,
        preexec_fn=partial(resource.setrlimit, resource.RLIMIT_FSIZE, limits),
    )


def test_what_an_earlier_export_left_goes_with_its_manifest(exporter: Exporter) -> None:
    exporter.out()
    (exporter.folder / "out" / "mine.txt").write_text("kept")
    exporter.out("--table", "note", "--overwrite")
    there = sorted(path.name for path in (exporter.folder / "out").iterdir())
    assert there == ["mine.txt", "public.note.csv", "segue-export.toml"]


def test_a_killed_export_leaves_no_file_that_looks_whole(exporter: Exporter) -> None:
    words = ["out", "--from", exporter.database.url, "--table", "note"]
    running = subprocess.Popen(
        [sys.executable, "-m", "segue", "export", *words, "--where", "pg_sleep(60) IS NOT NULL"],
        cwd=exporter.folder,
        stderr=subprocess.DEVNULL,
    )
    wait_for(lambda: list((exporter.folder / "out").glob(".public.note.csv.part")))
    running.kill()
    running.wait()
    assert not list((exporter.folder / "out").glob("*.csv"))
    assert read_manifest(exporter.folder / "out") is None
    assert len(exporter.out().files) == 2
    assert not list((exporter.folder / "out").glob(".*"))


def wait_for(holds: Callable[[], object]) -> None:
    """Until it holds; a minute is enough for any machine."""
    for _ in range(600):
        if holds():
            return
        time.sleep(0.1)
    raise AssertionError("it never came to hold")


def test_a_reader_that_goes_away_ends_the_export_without_a_word(exporter: Exporter) -> None:
    exporter.database.execute(
        "INSERT INTO note SELECT n, 1, NULL FROM generate_series(3, 300000) n"
    )
    words = ["-", "--from", exporter.database.url, "--table", "note"]
    running = subprocess.Popen(
        [sys.executable, "-m", "segue", "export", *words],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    assert running.stdout is not None
    assert running.stderr is not None
    assert running.stdout.readline() == b"id,item_id,at\n"
    running.stdout.close()
    assert running.wait(60) == 1
    assert running.stderr.read() == b""
    running.stderr.close()
