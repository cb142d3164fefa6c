"""`segue import` and `manage.py segue import`, as people type them."""

from __future__ import annotations

import json
import re
import shlex
from pathlib import Path

import pytest

from segue.errors import ExitStatus
from segue.web.names import key_of
from support.databases import Database
from support.mover import Mover
from support.pages import Pages, serving
from support.projects import SmallProject, alias_of, migrate, small_project

MODELS = """\
    import uuid

    from django.core.exceptions import ValidationError
    from django.core.validators import MinValueValidator
    from django.db import models
    from django.utils import timezone


    class Writer(models.Model):
        nick = models.CharField("Spitzname", max_length=30, unique=True)


    class Tag(models.Model):
        name = models.CharField(max_length=30)


    class Book(models.Model):
        isbn = models.CharField(max_length=13, unique=True)
        tags = models.ManyToManyField(Tag)
        writers = models.ManyToManyField(Writer)
        like = models.ManyToManyField("self")


    class Post(models.Model):
        title = models.CharField(max_length=50, help_text="At most 50 letters.")
        kind = models.CharField(max_length=9, choices=[("n", "News"), ("b", "Blog")], default="n")
        stars = models.IntegerField(null=True, validators=[MinValueValidator(1)], db_column="st")
        author = models.ForeignKey(Writer, models.CASCADE, null=True, verbose_name="Autor")
        made = models.DateTimeField(default=timezone.now)
        token = models.UUIDField(default=uuid.uuid4)

        def clean(self):
            if self.title == "silence":
                raise ValidationError("Say something.")
"""


@pytest.fixture
def blog(tmp_path: Path, target_db: Database) -> SmallProject:
    project = small_project(tmp_path, migrations=False)
    project.write("shop/models.py", MODELS)
    project.databases(default=alias_of(target_db))
    done = project.manage("migrate", "--run-syncdb", "-v", "0")
    assert done.returncode == 0, done.stderr
    return project


def test_a_model_is_filled_by_its_own_names_and_defaults(
    blog: SmallProject, target_db: Database
) -> None:
    """Field names, verbose names, db_column, and defaults that only Python knows."""
    blog.write("w.csv", "Spitzname\nanna\n")
    assert blog.manage("segue", "import", "w.csv", "--model", "shop.Writer").returncode == 0
    blog.write("p.csv", "Title;stars;author.nick\none;5;anna\ntwo;;\n")
    done = blog.manage("segue", "import", "p.csv", "--model", "shop.post")
    assert done.returncode == ExitStatus.DONE, done.stderr
    assert "2 in + 0 rejected = 2 rows in the file. Read back and equal." in done.stdout
    assert "stars fills st: the field's name" in done.stderr
    assert "token is not in the file: the model's default" in done.stderr
    rows = target_db.execute("SELECT title, kind, st, author_id FROM shop_post ORDER BY id")
    assert rows == [("one", "n", 5, 1), ("two", "n", None, None)]
    assert target_db.value("SELECT count(DISTINCT token) FROM shop_post") == 2


def test_models_validate_where_asked(blog: SmallProject, target_db: Database) -> None:
    blog.write("Post.csv", "title,stars,kind\nfine,1,b\nlow,0,n\nodd,2,x\nsilence,3,n\n")
    done = blog.manage("segue", "import", "Post.csv", "--full-clean", "--reject", "bad.csv")
    assert done.returncode == ExitStatus.REJECTS, done.stderr
    assert target_db.execute("SELECT title FROM shop_post") == [("fine",)]
    bad = (blog.path / "bad.csv").read_text()
    assert "stars: the model says: Ensure this value is greater than or equal to 1." in bad
    assert "kind: the model says: Value 'x' is not a valid choice. - one of: n, b" in bad
    assert "the model says: Say something." in bad


def test_messages_tell_of_help_texts_and_choices(blog: SmallProject) -> None:
    blog.write("Post.csv", f"title,kind\n{'x' * 51},a kind too long\n")
    done = blog.manage("segue", "import", "Post.csv")
    assert done.returncode == ExitStatus.BLOCKED
    assert "(At most 50 letters.)" in done.stdout
    assert "one of: n, b" in done.stdout


def test_an_unknown_model_is_a_mistake(blog: SmallProject) -> None:
    blog.write("p.csv", "title\nx\n")
    done = blog.manage("segue", "import", "p.csv", "--model", "shop.Pots")
    assert done.returncode == ExitStatus.USAGE
    assert "did you mean shop.Post?" in done.stderr


@pytest.fixture
def bare(tmp_path: Path, target_db: Database) -> SmallProject:
    """A folder without a project, beside a database with a table."""
    target_db.execute("CREATE TABLE thing (id int PRIMARY KEY, size int, made timestamptz)")
    return SmallProject(tmp_path)


def run(bare: SmallProject, target_db: Database, *words: str) -> tuple[int, str, str]:
    done = bare.segue("import", *words, "--to", target_db.url)
    return done.returncode, done.stdout, done.stderr


def test_a_target_that_takes_no_writes_is_told_before_anything(
    bare: SmallProject, target_db: Database
) -> None:
    bare.write("thing.csv", "id,size\n1,5\n")
    target_db.execute(f"ALTER DATABASE {target_db.name} SET default_transaction_read_only = on")
    status, out, err = run(bare, target_db, "thing.csv")
    assert (status, out) == (ExitStatus.BLOCKED, "")
    assert "begin READ ONLY" in err
    assert "RESET default_transaction_read_only" in err


REFUSING = """
    CREATE FUNCTION refuse() RETURNS event_trigger LANGUAGE plpgsql AS
        $$BEGIN RAISE 'not today'; END$$;
    CREATE EVENT TRIGGER refuses ON ddl_command_start EXECUTE FUNCTION refuse()
"""
GIVING_AWAY = """
    CREATE FUNCTION give() RETURNS event_trigger LANGUAGE plpgsql SECURITY DEFINER AS $$
        DECLARE made record; BEGIN FOR made IN SELECT * FROM pg_event_trigger_ddl_commands() LOOP
            IF made.command_tag = 'CREATE TABLE' THEN
                EXECUTE format('ALTER TABLE %s OWNER TO postgres', made.object_identity);
            END IF;
        END LOOP; END$$;
    CREATE EVENT TRIGGER gives ON ddl_command_end EXECUTE FUNCTION give()
"""


@pytest.mark.parametrize(
    ("granted", "made", "existing", "said"),
    [
        ("INSERT, SELECT", "", "stop", ""),
        ("INSERT (id, size), SELECT", "", "stop", ""),
        ("INSERT", "", "stop", 'GRANT SELECT ON "public"."thing" TO clerk'),
        ("INSERT, SELECT", "", "update", "GRANT UPDATE ON"),
        (
            "ALL",
            "REVOKE TEMPORARY ON DATABASE {} FROM PUBLIC",
            "stop",
            "GRANT TEMPORARY ON DATABASE",
        ),
        (
            "ALL",
            "REVOKE USAGE ON SCHEMA public FROM PUBLIC",
            "stop",
            "GRANT USAGE ON SCHEMA public",
        ),
        ("ALL", "ALTER TABLE thing ENABLE ROW LEVEL SECURITY", "stop", "BYPASSRLS"),
        ("ALL", REFUSING, "stop", "ALTER EVENT TRIGGER refuses DISABLE"),
        ("ALL", GIVING_AWAY, "stop", "ALTER EVENT TRIGGER gives DISABLE"),
    ],
)
def test_what_the_role_may_not_do_is_told_before_anything(
    bare: SmallProject, target_db: Database, granted: str, made: str, existing: str, said: str
) -> None:
    bare.write("thing.csv", "id,size\n1,5\n")
    target_db.execute(
        "DO $$ BEGIN IF to_regrole('clerk') IS NULL THEN CREATE ROLE clerk; END IF; END $$;"
        f"GRANT {granted} ON thing TO clerk"
    )
    target_db.execute(made.format(target_db.name) or "SELECT")
    target_db.execute(f"ALTER DATABASE {target_db.name} SET role = 'clerk'")
    status, _, err = run(bare, target_db, "thing.csv", "--existing", existing)
    assert status == (ExitStatus.BLOCKED if said else ExitStatus.DONE), err
    assert said in err


@pytest.mark.parametrize("able", [True, False], ids=["superuser", "owner"])
def test_foreign_keys_are_checked_though_sessions_begin_without(
    bare: SmallProject, target_db: Database, *, able: bool
) -> None:
    """The database of somebody who once loaded a dump with `session_replication_role = replica`."""
    bare.write("part.csv", "id,thing_id\n1,99\n")
    target_db.execute(
        "CREATE TABLE part (id int PRIMARY KEY, thing_id int REFERENCES thing);"
        "DO $$ BEGIN IF to_regrole('clerk') IS NULL THEN CREATE ROLE clerk; END IF; END $$;"
        "GRANT ALL ON thing, part TO clerk;"
        f"ALTER DATABASE {target_db.name} SET session_replication_role = replica;"
        + ("" if able else f"ALTER DATABASE {target_db.name} SET role = 'clerk'")
    )
    status, out, err = run(bare, target_db, "part.csv")
    assert status == ExitStatus.BLOCKED, out
    assert ("no row of public.thing has this key" in out) is able
    assert ("RESET session_replication_role" in err) is not able
    assert target_db.value("SELECT count(*) FROM part") == 0


def test_a_refusal_exits_with_3_and_says_what_to_do(
    bare: SmallProject, target_db: Database
) -> None:
    bare.write("thing.csv", "id,size\n1,5\n2,five\n")
    status, out, err = run(bare, target_db, "thing.csv")
    assert status == ExitStatus.BLOCKED
    assert 'line 3: "five"' in out
    assert "1 good + 1 rejected = 2 rows in the file. Nothing was changed." in out
    assert "give --reject FILE" in err


def test_rejects_exit_with_5(bare: SmallProject, target_db: Database) -> None:
    bare.write("thing.csv", "id,size\n1,5\n2,five\n")
    status, out, _ = run(bare, target_db, "thing.csv", "--reject", "bad.csv")
    assert status == ExitStatus.REJECTS
    assert "1 in + 1 rejected = 2 rows in the file." in out
    assert target_db.value("SELECT count(*) FROM thing") == 1


def test_the_answer_is_one_object_for_programs(bare: SmallProject, target_db: Database) -> None:
    bare.write("thing.csv", "id,size\n1,5\n2,five\n")
    _, out, _ = run(bare, target_db, "thing.csv", "--reject", "bad.csv", "--json")
    (answer,) = [o for o in map(json.loads, out.splitlines()) if o["event"] == "import"]
    (file,) = answer["files"]
    assert (answer["done"], file["new"], file["rejected"], file["rows"]) == (True, 1, 1, 2)
    assert file["faults"][0]["examples"][0]["line"] == 3


def test_a_dry_run_changes_nothing_and_writes_no_rejects(
    bare: SmallProject, target_db: Database
) -> None:
    bare.write("thing.csv", "id,size\n1,5\n2,five\n")
    status, out, _ = run(bare, target_db, "thing.csv", "--reject", "bad.csv", "--dry-run")
    assert status == ExitStatus.REJECTS
    assert "Nothing was changed." in out
    assert not (bare.path / "bad.csv").exists()
    assert target_db.value("SELECT count(*) FROM thing") == 0


def test_a_reject_file_never_takes_the_place_of_another(
    bare: SmallProject, target_db: Database
) -> None:
    bare.write("thing.csv", "id,size\n1,5\n")
    bare.write("bad.csv", "precious")
    assert run(bare, target_db, "thing.csv", "--reject", "bad.csv")[0] == ExitStatus.USAGE
    assert run(bare, target_db, "thing.csv", "--reject", "thing.csv")[0] == ExitStatus.USAGE
    assert (bare.path / "bad.csv").read_text() == "precious"
    status, _, err = run(bare, target_db, "thing.csv", "--reject", "bad.zip")
    assert status == ExitStatus.USAGE
    assert "bad.zip: no .zip file is written" in err


def test_a_question_that_nobody_answers_exits_with_7(
    bare: SmallProject, target_db: Database
) -> None:
    bare.write("thing.csv", "id,szie\n1,5\n")
    status, _, err = run(bare, target_db, "thing.csv")
    assert status == ExitStatus.ANSWER_NEEDED
    assert "is the column 'szie' the table's size?" in err
    assert "--map szie=size" in err


def test_replacing_asks_for_the_databases_name(bare: SmallProject, target_db: Database) -> None:
    target_db.execute("INSERT INTO thing VALUES (7)")
    bare.write("thing.csv", "id,size\n1,5\n")
    replace = ("thing.csv", "--existing", "replace")
    assert run(bare, target_db, *replace)[0] == ExitStatus.ANSWER_NEEDED
    assert target_db.value("SELECT id FROM thing") == 7
    status, out, _ = run(bare, target_db, *replace, "--confirm-replace", target_db.name)
    assert (status, target_db.value("SELECT id FROM thing")) == (0, 1)
    assert "1 row deleted before." in out


@pytest.mark.parametrize(
    "words",
    [
        ["--delimiter", "ab"],
        ["--delimiter", "§"],
        ["--quote", "\n"],
        ["--encoding", "klingon"],
        ["--map", "size"],
        ["--table", "nothing"],
        ["--timezone", "Mars/Olympus"],
    ],
)
def test_what_cannot_be_is_said_at_once(
    bare: SmallProject, target_db: Database, words: list[str]
) -> None:
    bare.write("thing.csv", "id,size\n1,5\n")
    status, _, err = run(bare, target_db, "thing.csv", *words)
    assert status == ExitStatus.USAGE
    assert "error: " in err


def test_conventions_of_a_country_are_told(bare: SmallProject, target_db: Database) -> None:
    bare.write("thing.csv", "id;size;made\r\n1;5;03.04.2025 12:30\r\n")
    assert run(bare, target_db, "thing.csv")[0] == ExitStatus.BLOCKED
    told = ("--dates", "dmy", "--timezone", "Europe/Berlin")
    assert run(bare, target_db, "thing.csv", *told)[0] == ExitStatus.DONE
    assert target_db.value("SELECT made::text FROM thing") == "2025-04-03 10:30:00+00"


def test_a_many_to_many_table_is_filled(target_db: Database, tmp_path: Path) -> None:
    project = small_project(tmp_path)
    migrate(project, target_db)
    target_db.execute("INSERT INTO shop_tag VALUES (1, 'a'); INSERT INTO shop_item VALUES (1, 'b')")
    project.write("shop_item_tags.csv", "item_id,tag_id\n1,1\n")
    assert project.manage("segue", "import", "shop_item_tags.csv").returncode == ExitStatus.DONE


class TestLists:
    """A many-to-many field whose values stand in one column, as people write them in sheets."""

    @pytest.fixture
    def tags(self, blog: SmallProject, target_db: Database) -> None:
        target_db.execute(
            "INSERT INTO shop_tag VALUES (1, 'new'), (2, 'red'), (3, 'twice'), (4, 'twice');"
            "INSERT INTO shop_writer VALUES (7, 'anna'), (8, 'bob')"
        )

    @staticmethod
    def pairs(database: Database) -> list[tuple[object, ...]]:
        return database.execute(
            "SELECT isbn, name FROM shop_book_tags t JOIN shop_book b ON b.id = book_id"
            " JOIN shop_tag g ON g.id = tag_id ORDER BY isbn, name"
        )

    def test_they_fill_the_table_of_pairs(
        self, blog: SmallProject, target_db: Database, tags: None
    ) -> None:
        """Bad rows go with their lists into a reject file whose note knows what they are."""
        blog.write(
            "Book.csv",
            'id,isbn,tags,writers\n1,a,"red, new ,red",7\n2,b,,\n3,c,"new,blue,green","7,8"\n'
            "4,d,twice,\n5,e,new,9\n",
        )
        told = ("--m2m", "tags=name", "--lookup", "writers=id")
        done = blog.manage("segue", "import", "Book.csv", *told, "--reject", "bad.csv")
        assert done.returncode == ExitStatus.REJECTS, done.stderr
        assert "tags fills public.shop_book_tags: looked up by name" in done.stderr
        assert "tags: 2 pairs added to public.shop_book_tags" in done.stdout
        assert "no row of public.shop_tag has this name: blue, green" in done.stdout
        assert "several rows of public.shop_tag have this name: twice" in done.stdout
        assert self.pairs(target_db) == [("a", "new"), ("a", "red")]
        assert target_db.execute("SELECT writer_id FROM shop_book_writers") == [(7,)]
        bad = blog.path / "bad.csv"
        mended = bad.read_text().replace(",blue,green", "").replace("twice", "red", 1)
        bad.write_text(mended.replace("e,new,9", "e,new,8"))
        done = blog.manage("segue", "import", "bad.csv")
        assert done.returncode == ExitStatus.DONE, done.stdout + done.stderr
        assert self.pairs(target_db)[2:] == [("c", "new"), ("d", "red"), ("e", "new")]

    def test_an_update_sets_them_and_keep_leaves_them(
        self, blog: SmallProject, target_db: Database, tags: None
    ) -> None:
        target_db.execute(
            "INSERT INTO shop_book VALUES (1, 'a'), (2, 'b');"
            "INSERT INTO shop_book_tags VALUES (1, 1, 1), (2, 1, 2), (3, 2, 2)"
        )
        blog.write("Book.csv", 'isbn,tags\na,"new,twice"\nc,red\n')
        target_db.execute("UPDATE shop_tag SET name = 'once' WHERE id = 4")
        told = ("--m2m", "tags=name", "--match", "isbn", "--existing")
        done = blog.manage("segue", "import", "Book.csv", *told, "keep", "--dry-run")
        assert done.returncode == ExitStatus.DONE, done.stdout + done.stderr
        done = blog.manage("segue", "import", "Book.csv", *told, "keep")
        assert self.pairs(target_db) == [("a", "new"), ("a", "red"), ("b", "red"), ("c", "red")]
        done = blog.manage("segue", "import", "Book.csv", *told, "update")
        assert "1 pair added to public.shop_book_tags, 1 pair taken away" in done.stdout
        assert self.pairs(target_db) == [("a", "new"), ("a", "twice"), ("b", "red"), ("c", "red")]

    def test_rows_of_the_table_itself_are_named_in_both_directions(
        self, blog: SmallProject, target_db: Database
    ) -> None:
        """Those of the same file too, before they have keys; what stood there may go first."""
        target_db.execute(
            "INSERT INTO shop_book VALUES (1, 'a'), (2, 'b'), (3, 'c');"
            "INSERT INTO shop_book_like VALUES (1, 1, 2), (2, 2, 1), (3, 2, 3), (4, 3, 2);"
            "SELECT setval('shop_book_id_seq', 3), setval('shop_book_like_id_seq', 4)"
        )
        told = ("--m2m", "like=isbn", "--match", "isbn", "--separator", "|", "--existing")
        blog.write("Book.csv", "isbn,like\na,b| e\nd,a\ne,\nc,f\nlonger than 13 letters,a\n")
        bad = ("--reject", "bad.csv")
        done = blog.manage("segue", "import", "Book.csv", *told, "update", *bad)
        assert done.returncode == ExitStatus.REJECTS, done.stdout + done.stderr
        assert "no row of public.shop_book has this isbn: f" in done.stdout
        assert self.likes(target_db) == ["ab", "ad", "ae", "ba", "bc", "cb", "da", "ea"]
        (blog.path / "bad.csv").write_text(
            (blog.path / "bad.csv")
            .read_text()
            .replace("c,f", "c,d|e")
            .replace("longer than 13 letters", "g")
        )
        done = blog.manage("segue", "import", "bad.csv")
        assert done.returncode == ExitStatus.DONE, done.stdout + done.stderr
        assert self.likes(target_db)[-6:] == ["ce", "da", "dc", "ea", "ec", "ga"]
        blog.write(
            "Book.csv",
            "isbn,like\nx,y\ny,x\nz,w|longer than 13 letters\nlonger than 13 letters,x\nw,z\n",
        )
        words = (*told, "replace", "--confirm-replace", target_db.name, "--reject", "worse.csv")
        done = blog.manage("segue", "import", "Book.csv", *words)
        assert done.returncode == ExitStatus.REJECTS, done.stdout + done.stderr
        assert "1 name left out whose row is rejected" in done.stdout
        assert self.likes(target_db) == ["wz", "xy", "yx", "zw"]

    def test_the_page_asks_by_what_they_are_looked_up(
        self, blog: SmallProject, target_db: Database, tags: None
    ) -> None:
        pytest.importorskip("waitress")
        blog.write("Book.csv", "id,isbn,tags\n1,a,new\n")
        with serving(blog.path, "--from", "default", "--to", "default") as url:
            pages = Pages(url)
            pages.get("/" + url.partition("/")[2].rpartition("/")[2])
            asked = pages.post("/import/file", path="Book.csv").text
            assert "looked up by" in asked
            form = {"table": "shop_book", "existing": "", "name": [key_of("tags")]}
            form |= {"goes": [""], "was": [""], "by": ["name"]}
            told = pages.post("/import/settings", **form).text
        assert "--lookup=tags=name" in told
        assert "fills public.shop_book_tags" in told

    @staticmethod
    def likes(database: Database) -> list[object]:
        rows = database.execute(
            "SELECT b.isbn || o.isbn FROM shop_book_like l JOIN shop_book b ON b.id = from_book_id"
            " JOIN shop_book o ON o.id = to_book_id ORDER BY 1"
        )
        return [both for (both,) in rows]

    @pytest.mark.parametrize(
        ("told", "said"),
        [
            (("--m2m", "tags=nam"), "shop_tag has no column 'nam'"),
            (("--m2m", "isbn=name"), "has no such many-to-many field; it has tags, writers, like"),
            (("--m2m", "tags=name", "--ignore", "id"), "say --match"),
            ((), "--m2m tags=COLUMN"),
        ],
    )
    def test_what_they_cannot_be_is_told(
        self, blog: SmallProject, told: tuple[str, ...], said: str
    ) -> None:
        blog.write("Book.csv", "id,isbn,tags\n1,a,new\n")
        done = blog.manage("segue", "import", "Book.csv", *told)
        assert (done.returncode, said in done.stderr) == (ExitStatus.USAGE, True), done.stderr


def test_all_that_is_not_certain_is_asked_in_one_run(target_db: Database, tmp_path: Path) -> None:
    """Of file, columns and values; and the options that it names leave nothing to be asked."""
    target_db.execute(
        "CREATE TABLE paper (id int PRIMARY KEY, title text, note text, lasts interval, body bytea,"
        " size numeric, who text)"
    )
    path = tmp_path / "paper.csv"
    path.write_bytes(
        "id;titel;note;lasts;body;size;who\n1;Größe;NULL;15:30;aGFsbG8=;NaN;'+49 30\n"
        "2;x;y;10:00;d2VsdA==;3;'+49 40\n".encode("cp1252")
    )
    mover = Mover(target_db, target_db, tmp_path)
    words = ("import", "paper.csv", "--to", target_db.url)
    asked = mover.run(*words)
    assert asked.status == ExitStatus.ANSWER_NEEDED, asked.said
    assert "7 questions" in asked.said
    told = asked.said.partition("help: ")[2]
    options = [shlex.split(re.split(r" \(| or | answers", line)[0]) for line in told.splitlines()]
    assert target_db.value("SELECT count(*) FROM paper") == 0
    done = mover.run(*words, *(word for option in options for word in option))
    assert done.status == ExitStatus.DONE, done.answer + done.said
    assert target_db.execute("SELECT title, note, lasts::text, body, size, who FROM paper") == [
        ("Größe", None, "00:15:30", b"hallo", None, "+49 30"),
        ("x", "y", "00:10:00", b"welt", 3, "+49 40"),
    ]
