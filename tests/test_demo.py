"""The demo: a whole move into a refactored project in a minute, of which nothing stays."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from segue.demo import answers, run, sample_rows
from support import forked

UNREACHABLE = {f"{side}_{what}": "1" for side in ("OLD", "NEW") for what in ("PORT", "PASSFILE")}


@pytest.fixture(params=["old", "new"])
def project(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    return shutil.copytree(run.PROJECT / request.param, tmp_path / "project")


def _manage(project: Path, *words: str) -> subprocess.CompletedProcess[str]:
    environment = {k: v for k, v in os.environ.items() if not k.startswith("DJANGO_")}
    return forked.run(("manage.py", *words), project, environment | UNREACHABLE)


def test_the_rows_are_the_same_each_time_and_about_two_hundred_thousand() -> None:
    first = {table: list(rows()) for table, _, rows in sample_rows.TABLES}
    second = {table: list(rows()) for table, _, rows in sample_rows.TABLES}
    assert first == second
    assert 150_000 < sum(len(rows) for rows in first.values()) < 250_000
    for table, columns, _ in sample_rows.TABLES:
        assert {len(row) for row in first[table]} == {len(columns.split(", "))}


def test_keys_have_gaps() -> None:
    keys = list(sample_rows.product_ids())
    assert max(keys) - min(keys) + 1 > len(keys)


def test_the_migrations_make_what_the_models_say(project: Path) -> None:
    checked = _manage(project, "makemigrations", "--check", "--dry-run")
    assert checked.returncode == 0, checked.stdout + checked.stderr
    assert _manage(project, "check").returncode == 0


WORDS = {
    (): ("one object of each of 23 models was created",),
    ("--live",): (
        "one object of each of 23 models was created",
        "Rehearsed: writers waited",
        "this database has moved to django:default",
        "Cut over: writers waited",
        "The journal of 1 run(s) is gone",
    ),
}
"""What the demo, and that of a live move, have to say."""


@pytest.mark.parametrize("options", WORDS)
def test_the_whole_demo_ends_well_and_leaves_nothing(
    options: tuple[str, ...], tmp_path: Path
) -> None:
    environment = {k: v for k, v in os.environ.items() if not k.startswith("DJANGO_")}
    place = Path(tempfile.mkdtemp(prefix="segue-test-"))
    place.chmod(0o1777)  # as of /tmp: the servers may run as another user
    environment["TMPDIR"] = str(place)
    shown = subprocess.run(
        [sys.executable, "-m", "segue", "demo", *options],
        cwd=tmp_path, env=environment, capture_output=True, text=True, timeout=480,
        stdin=subprocess.DEVNULL,
    )  # fmt: skip
    assert shown.returncode == 0, shown.stdout + shown.stderr
    assert "app shop was renamed store" in shown.stdout
    assert "23 of 23 tables are equal" in shown.stdout + shown.stderr
    told = shown.stdout + shown.stderr
    assert [words for words in WORDS[options] if words not in told] == []
    assert list(place.iterdir()) == list(tmp_path.iterdir()) == []
    place.rmdir()


DRAFT = """\
# segue.toml
version = 1

[[table]]
from = "public.a"
to = "public.b"  # renamed

[table.columns]
# note = { drop = "" }  # ? text, which the target lacks

[[table]]
from = "public.kept"
to = "public.kept"  # same name

# ? public.c: it holds rows
# Say where.
# [[table]]
# from = "public.c"
# to = "public.d"

[skip]
"public.old" = "gone"
"""

ANSWERS = """\
[[table]]
from = "public.a"
to = "public.b"

[table.columns]
note = { drop = "why" }

# Why c is d.
[[table]]
from = "public.c"
to = "public.d"
"""


def test_answers_take_the_place_of_what_the_draft_said_and_asked() -> None:
    plan = answers.answered(DRAFT, ANSWERS)
    assert plan == (
        '# segue.toml\nversion = 1\n\n[[table]]\nfrom = "public.kept"\nto = "public.kept"'
        "  # same name\n\n" + ANSWERS + '\n[skip]\n"public.old" = "gone"\n'
    )
    assert answers.questions(DRAFT)
    assert not answers.questions(plan)


def test_what_a_draft_says_of_some_tables_comes_with_their_columns() -> None:
    mapped, asked, *_ = (about for name in "ac" for about in answers.about(DRAFT, name))
    assert mapped.endswith("which the target lacks")
    assert asked.startswith("# ? public.c")
