"""The plan's file: read with every mistake at its line, written, drafted anew, recognised."""

from __future__ import annotations

import dataclasses
import string
import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from segue.database.names import QualifiedName
from segue.drafting import Candidate, ColumnChoice, Draft, TableChoice, TableQuestion
from segue.drafting.redrafting import redraft
from segue.drafting.writing import plan_text, unexplained, write_text
from segue.errors import NoPlan, PlanMistake, PlanMistakes
from segue.plan.entries import key_strategy
from segue.plan.file import digest, parse_plan, read_plan
from segue.plan.model import (
    NO_ROW,
    Constant,
    DroppedColumn,
    ExistingRows,
    Expression,
    FunctionValue,
    KeepKeys,
    KeyStrategy,
    LookupValue,
    MappedValue,
    MatchKeys,
    OffsetKeys,
    OnBadRow,
    Plan,
    ReferenceValue,
    ReferringWithin,
    Renamed,
    TableMapping,
    UuidKeys,
)
from segue.plan.positions import lines, statements

HEAD = 'version = 1\nsource = "django:old"\ntarget = "django:default"\n'

DESIGN = '''\
# segue.toml, drafted from shop_old (PostgreSQL 13.14) to shop_new (PostgreSQL 18.6). Yours to edit.
version = 1
source = "django:old"           # django:<alias> | service:<name> | env:<VARIABLE holding a URL>
target = "django:default"
existing_rows = "stop"          # stop | replace | keep | update

[[table]]
from = "public.posts_post"      # or: query = """SELECT ..."""  for what no mapping can say
to = "public.blog_post"         # drafted: app posts was renamed blog
where = "deleted_at IS NULL"
key = "keep"                    # keep | { offset = 1000000 } | "uuid" | { match = ["slug"] }

[table.columns]                 # only what differs; columns of the same name need no entry
title = "headline"              # target column = source column
slug = { sql = "lower(slug)" }  # an expression over the source row, run by the source
kind = { value = "article" }
legacy_flags = { drop = "gone since 2.0" }   # a source column with no place in the target

[skip]
"public.django_migrations" = "the target has its own"
'''


def named(name: str) -> QualifiedName:
    return QualifiedName.parse(name)


FORMS = """\
[[table]]
from = "public.a"
to = "public.b"
key = { match = ["slug"], offset = 1000 }
on_bad_row = "reject"
create = true

[table.columns]
status = { map = { A = "active", "1" = 2 }, from = "flag", else = false }
author_id = { lookup = "public.auth_user", by = "username", from = "author_name" }
post = { refers_to = "public.blog_post" }
doc = { refers_to = { "by.id" = "auth_user", posts = "public.blog_post" }, from = "document" }
score = { python = "shop.moving:score" }
"""


def mistakes_in(text: str) -> list[str]:
    """Each mistake as `line: words`."""
    with pytest.raises(PlanMistake) as caught:
        parse_plan(text, "plan")
    if isinstance(caught.value, PlanMistakes):
        shown = str(caught.value).splitlines()[1:]
        found = [line.strip() for line in shown if line.startswith("  plan:")]
    else:
        found = [str(caught.value)]
    return [line.removeprefix("plan:") for line in found]


# Reading


def test_every_form_of_a_column_is_read_and_written_as_it_was() -> None:
    plan = parse_plan(HEAD + 'on_bad_row = "reject"\n' + FORMS, "plan")
    (mapping,) = plan.tables
    assert (mapping.key, mapping.on_bad_row, mapping.create) == (
        MatchKeys(("slug",), 1000),
        OnBadRow.REJECT,
        True,
    )
    assert dict(mapping.columns) == {
        "status": MappedValue("flag", (("A", "active"), ("1", 2)), False),
        "author_id": LookupValue("author_name", named("public.auth_user"), "username"),
        "post": ReferenceValue("post", named("public.blog_post")),
        "doc": ReferringWithin(
            "document",
            (("by.id", named("auth_user")), ("posts", named("public.blog_post"))),
        ),
        "score": FunctionValue("shop.moving:score"),
    }
    assert parse_plan(plan_text(unexplained(plan, "")), "plan") == plan


def test_the_plan_of_the_design_is_read() -> None:
    plan = parse_plan(DESIGN)
    (mapping,) = plan.tables
    assert mapping.source == named("posts_post")
    assert mapping.target == named("blog_post")
    assert mapping.where == "deleted_at IS NULL"
    assert mapping.columns == {
        "title": Renamed("headline"),
        "slug": Expression("lower(slug)"),
        "kind": Constant("article"),
        "legacy_flags": DroppedColumn("gone since 2.0"),
    }
    assert plan.skip == {named("django_migrations"): "the target has its own"}
    assert plan.existing_rows is ExistingRows.STOP


def test_tables_entries_and_skips_know_their_lines() -> None:
    plan = parse_plan(DESIGN)
    assert plan.tables[0].line == 7
    assert plan.tables[0].lines == {"title": 14, "slug": 15, "kind": 16, "legacy_flags": 17}
    assert plan.skip_lines == {named("django_migrations"): 20}


@pytest.mark.parametrize(
    ("written", "key"),
    [
        ("", KeepKeys()),
        ('key = "keep"', KeepKeys()),
        ('key = "uuid"', UuidKeys()),
        ("key = { offset = 1000000 }", OffsetKeys(1_000_000)),
        ('key = { match = ["slug", "site_id"] }', MatchKeys(("slug", "site_id"))),
        ("[table.key]\noffset = 5", OffsetKeys(5)),
    ],
)
def test_every_key_strategy_is_read_and_written(written: str, key: KeyStrategy) -> None:
    for line in (written, f"key = {key_strategy(key)}"):
        plan = parse_plan(f'{HEAD}[[table]]\nfrom = "a"\nto = "b"\n{line}\n')
        assert plan.tables[0].key == key


def test_a_mapping_may_read_a_query_and_treat_existing_rows_its_own_way() -> None:
    plan = parse_plan(f'{HEAD}[[table]]\nquery = "SELECT 1"\nto = "b"\nexisting_rows = "replace"\n')
    (mapping,) = plan.tables
    assert (mapping.source, mapping.query) == (None, "SELECT 1")
    assert plan.existing_rows_of(mapping) is ExistingRows.REPLACE


def test_a_moment_is_a_value() -> None:
    plan = parse_plan(
        f'{HEAD}[[table]]\nfrom = "a"\nto = "b"\ncolumns.since = {{ value = 2020-01-31 }}\n'
    )
    assert plan.tables[0].columns == {"since": Constant("2020-01-31")}


def test_a_file_with_a_byte_order_mark_and_windows_line_ends_is_read(tmp_path: Path) -> None:
    path = tmp_path / "segue.toml"
    path.write_bytes(b"\xef\xbb\xbf" + DESIGN.replace("\n", "\r\n").encode())
    assert read_plan(path).tables[0].line == 7


def test_a_missing_file_is_no_plan(tmp_path: Path) -> None:
    with pytest.raises(NoPlan, match=r"segue\.toml"):
        read_plan(tmp_path / "segue.toml")


# Mistakes


@pytest.mark.parametrize(
    ("text", "mistake"),
    [
        ("version = 1\nversion = 2\n", "2: cannot overwrite a value"),
        ("version = \n", "1: invalid value"),
        ('source = "x\n', "1: illegal character '\\n'"),
        ("a = [\n1,\n", "2: "),
        (HEAD + "[[table]]\n[table]\n", "5: cannot declare"),
        ("\n\nversion == 1\n", "3: invalid value"),
    ],
)
def test_a_mistake_of_syntax_is_shown_with_its_line(text: str, mistake: str) -> None:
    (found,) = mistakes_in(text)
    assert found.startswith(mistake)


def test_a_file_that_is_not_utf8_is_a_mistake_at_its_line(tmp_path: Path) -> None:
    path = tmp_path / "segue.toml"
    path.write_bytes(HEAD.encode() + b"# caf\xe9\n")
    with pytest.raises(PlanMistake, match=r"segue\.toml:4: this is not UTF-8 text"):
        read_plan(path)


@pytest.mark.parametrize(
    ("body", "mistake"),
    [
        ('[[tabel]]\nfrom = "a"', "4: unknown key 'tabel'"),
        ('[[table]]\nform = "a"\nfrom = "a"\nto = "b"', "5: unknown key 'form'"),
        ('[[table]]\nto = "b"', "4: this table says nothing to read"),
        ('[[table]]\nfrom = "a"', "4: to is missing"),
        ('[[table]]\nfrom = "a"\nto = ""', "6: to is empty"),
        ('[[table]]\nfrom = "a"\nto = 3', "6: to must be a text in quotes, not 3"),
        ('[[table]]\nfrom = "a.b.c"\nto = "b"', "5: 'a.b.c' is not a name"),
        ('[[table]]\nfrom = "a"\nquery = "SELECT 1"\nto = "b"', "6: both from and query"),
        ('[[table]]\nquery = "SELECT 1"\nto = "b"\nwhere = "x"', "7: a query has its own WHERE"),
        ('[[table]]\nfrom = "a"\nto = "b"\nkey = "kep"', '7: "kep" is not a key strategy'),
        ('[[table]]\nfrom = "a"\nto = "b"\nkey = { offset = true }', "7: { offset = true }"),
        ('[[table]]\nfrom = "a"\nto = "b"\nkey = { match = [] }', "7: { match = [] }"),
        ('[[table]]\nfrom = "a"\nto = "b"\ncreate = 1', "7: create cannot be 1"),
        ('[[table]]\nquery = "a"\nto = "b"\ncreate = true', "7: a table is made as the source"),
        (
            '[[table]]\nfrom = "a"\nto = "b"\non_bad_row = "rejct"',
            '7: on_bad_row cannot be "rejct"',
        ),
        ('[table]\nfrom = "a"', "4: table is one table"),
        ('table = ["a"]', "4: this is not a table"),
        ('existing_rows = "replaec"', '4: existing_rows cannot be "replaec"'),
        ('[skip]\n"a" = ""', "5: a is skipped without a reason"),
        ('[skip]\n"a.b.c" = "x"', "5: 'a.b.c' is not a name"),
        ('[skip]\n"a" = "x"\n"public.a" = "y"', "6: public.a is skipped twice"),
        ('skip = "a"', "4: skip is not a table"),
        ('[[table]]\nfrom = "a"\nto = "b"\n[skip]\na = "x"', "8: a is mapped and skipped"),
        (
            '[[table]]\nfrom = "a"\nto = "b"\n[[table]]\nfrom = "public.a"\nto = "public.b"',
            "7: public.a feeds public.b twice",
        ),
    ],
)
def test_a_mistake_is_shown_with_its_line(body: str, mistake: str) -> None:
    (found,) = mistakes_in(HEAD + body + "\n")
    assert found.startswith(mistake)


@pytest.mark.parametrize(
    ("entry", "mistake"),
    [
        ("a = 3", "8: a cannot be fed by 3"),
        ('a = ""', '8: a cannot be fed by ""'),
        ("a = {}", "8: a cannot be fed by {  }"),
        ('a = { sql = "x", value = 1 }', "8: a cannot be fed by"),
        ('a = { sql = "" }', "8: a cannot be fed by"),
        ("a = { drop = true }", "8: a cannot be fed by"),
        ("a = { value = [1] }", "8: a cannot be fed by"),
        ('a = { slq = "x" }', "8: unknown key 'slq'"),
        ('a = { lookup = "x" }', "8: a cannot be fed by"),
        ('a = { lookup = "x", by = "y", sql = "z" }', "8: a cannot be fed by"),
        ("a = { map = {} }", "8: a cannot be fed by"),
        ("a = { map = { x = [1] } }", "8: a cannot be fed by"),
        ("a = { map = { x = 1 }, els = 2 }", "8: unknown key 'els'"),
        ('a = { python = "module" }', "8: a cannot be fed by"),
        ('b = { map = { x = 1 }, from = "a" }\na = { drop = "x" }', "8: a feeds b and is dropped"),
        ('b = "a"\na = { drop = "x" }', "8: a feeds b and is dropped too"),
        ('b = """\n\n"""\na = 3', "11: a cannot be fed by 3"),
    ],
)
def test_a_mistake_in_a_column_is_shown_with_its_line(entry: str, mistake: str) -> None:
    found = mistakes_in(f'{HEAD}[[table]]\nfrom = "a"\nto = "b"\n[table.columns]\n{entry}\n')
    assert found[-1].startswith(mistake)


def test_all_mistakes_are_told_at_once_in_the_order_of_the_file() -> None:
    found = mistakes_in('version = 2\nsorce = "x"\ntarget = "y"\n[[table]]\nform = "a"\n')
    assert [int(mistake.split(":")[0]) for mistake in found] == [1, 1, 2, 4, 4, 5]


@pytest.mark.parametrize(
    ("body", "help"),
    [
        ('sorce = "x"', "Did you mean source?"),
        ('[[table]]\nfrom = "a"\nto = "b"\nexisting_row = "x"', "Did you mean existing_rows?"),
        ('existing_rows = "replaec"', "Did you mean replace?"),
        ('zzz = "x"', "Known here: version, source"),
    ],
)
def test_a_misspelt_word_is_answered_with_the_right_one(body: str, help: str) -> None:
    with pytest.raises(PlanMistake) as caught:
        parse_plan(f"{HEAD}{body}\n")
    assert caught.value.advice.startswith(help)


# Positions


@given(
    st.recursive(
        st.text(alphabet="a\"'\\#[]{}=\n. é", max_size=12) | st.integers() | st.booleans(),
        lambda inner: st.lists(inner, max_size=3),
        max_leaves=4,
    )
)
def test_a_statement_is_found_after_any_value(value: object) -> None:
    text = f"first = {_toml(value)}\n[[t]]\n'la.st' = 1 # [x]\n"
    tomllib.loads(text)
    found = list(statements(text))
    assert [statement.path for statement in found] == [("first",), ("t", 0), ("t", 0, "la.st")]
    last = text.count("\n")
    assert [statement.line for statement in found] == [1, last - 1, last]


def _toml(value: object) -> str:
    if isinstance(value, list):
        return "[\n" + ",".join(map(_toml, value)) + " # ]\n]"
    if isinstance(value, str):
        return '"' + value.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n") + '"'
    return str(value).lower()


def test_long_strings_hide_what_looks_like_a_statement() -> None:
    text = 'a = """\n[x]\nb = 1 ""\\"""""\nc = \'\'\'\nd = 2\n\'\'\'\'\ne.f = 1\n'
    assert lines(text) == {("a",): 1, ("c",): 4, ("e",): 7, ("e", "f"): 7}


# Writing

NAMES = st.builds(
    QualifiedName,
    st.text(min_size=1, max_size=8).filter(lambda name: "\r" not in name),
    st.text(min_size=1, max_size=8).filter(lambda name: "\r" not in name),
)
SOME_TEXT = st.text(min_size=1, max_size=20).filter(lambda text: bool(text.strip()))
COLUMN_MAPPINGS = st.one_of(
    st.builds(Renamed, SOME_TEXT),
    st.builds(Expression, SOME_TEXT),
    st.builds(DroppedColumn, SOME_TEXT),
    st.builds(Constant, st.text() | st.integers() | st.booleans() | st.floats(allow_nan=False)),
)
MAPPINGS = st.builds(
    TableMapping,
    target=NAMES,
    source=NAMES,
    where=st.none() | SOME_TEXT,
    key=st.one_of(
        st.builds(KeepKeys),
        st.builds(UuidKeys),
        st.builds(OffsetKeys, st.integers()),
        st.builds(MatchKeys, st.lists(SOME_TEXT, min_size=1, max_size=3).map(tuple)),
    ),
    existing_rows=st.none() | st.sampled_from(ExistingRows),
    columns=st.dictionaries(SOME_TEXT, COLUMN_MAPPINGS, max_size=4),
).filter(lambda mapping: not _contradicts(mapping))


def _contradicts(mapping: TableMapping) -> bool:
    dropped = {name for name, how in mapping.columns.items() if isinstance(how, DroppedColumn)}
    return any(isinstance(h, Renamed) and h.source in dropped for h in mapping.columns.values())


PLANS = st.builds(
    Plan,
    source=SOME_TEXT,
    target=SOME_TEXT,
    tables=st.lists(MAPPINGS, max_size=3, unique_by=lambda m: (m.source, m.target)).map(tuple),
    skip=st.dictionaries(NAMES, SOME_TEXT, max_size=3),
    existing_rows=st.sampled_from(ExistingRows),
).filter(lambda plan: not {mapping.source for mapping in plan.tables} & set(plan.skip))


@given(PLANS)
def test_what_is_written_is_read_back_as_the_same_plan(plan: Plan) -> None:
    text = plan_text(unexplained(plan, "drafted for a test"))
    read = parse_plan(text)
    assert read == plan
    assert digest(read) == digest(plan)


def test_writing_replaces_the_file_whole(tmp_path: Path) -> None:
    path = tmp_path / "segue.toml"
    write_text(path, "one\n")
    write_text(path, "two\n")
    assert path.read_text() == "two\n"
    assert list(tmp_path.iterdir()) == [path]


# The digest


def test_comments_layout_order_and_reasons_do_not_change_the_digest() -> None:
    other = f"""
        {HEAD}
        skip = {{ "public.django_migrations" = "never moved" }}
        [[table]]
        to = "blog_post"
        from = "posts_post"
        where = " deleted_at IS NULL "
        columns.kind.value = "article"
        columns.slug.sql = "lower(slug)"
        columns.title = "headline"
        columns.body = "body"  # as it would be without an entry
        columns.legacy_flags.drop = "old"
    """
    assert digest(parse_plan(other)) == digest(parse_plan(DESIGN))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('"lower(slug)"', '"upper(slug)"'),
        ('"article"', '"page"'),
        ("deleted_at IS NULL", "true"),
        ('existing_rows = "stop"', 'existing_rows = "replace"'),
        ('to = "public.blog_post"', 'to = "public.post"'),
        ('title = "headline"', 'title = "head"'),
        ('key = "keep"', "key = { offset = 1 }"),
        ("legacy_flags =", "other_flags ="),
    ],
)
def test_another_meaning_is_another_digest(old: str, new: str) -> None:
    assert old in DESIGN
    assert digest(parse_plan(DESIGN.replace(old, new))) != digest(parse_plan(DESIGN))


def test_the_digest_stays_the_same_from_version_to_version() -> None:
    """A run that an older Segue began is recognised; raise DIGEST_VERSION to change this."""
    assert digest(parse_plan(DESIGN)).startswith(EXPECTED_DIGEST)


EXPECTED_DIGEST = "701e1b8d9c681033"


# Redrafting


def drafted(*tables: TableChoice, skip: dict[str, str] | None = None, **more: object) -> Draft:
    plan = Plan(
        "django:old",
        "django:default",
        tuple(choice.mapping for choice in tables),
        {named(name): reason for name, reason in (skip or {}).items()},
    )
    draft = Draft(
        heading="drafted from old (PostgreSQL 15.4) to new (PostgreSQL 18.6)",
        plan=plan,
        choices=tables,
        questions=(),
        sources=frozenset({*(m.source for m in plan.tables if m.source), *plan.skip}),
        targets=frozenset(mapping.target for mapping in plan.tables),
        unfed_targets=(),
    )
    return dataclasses.replace(draft, **more)  # type: ignore[arg-type]


def choice(name: str, *columns: ColumnChoice) -> TableChoice:
    entries = {column.column: column.mapping for column in columns if column.mapping}
    mapping = TableMapping(named(name), named(name), columns=entries)
    return TableChoice(mapping, "same name, same columns", columns)


ASKED = ColumnChoice("kind", "new, NOT NULL", question=True, suggestion='{ value = "" }')
FED = ColumnChoice("created", "new; the model's default", Expression("now()"))
SMALL = drafted(choice("blog_post"), choice("blog_tag"), skip={"public.v": "a view"})


def test_open_questions_are_known_with_their_lines() -> None:
    text = (
        """version = 1
source = "django:old"
target = "django:default"

[[table]]
from = "a"
to = "a"
# name = "title"  # a remark of somebody's
[table.columns]
# price = { sql = "price / 100.0" }  # ? were they cents?
# "Odd ""=" = "x"
note = """
        + "'''\n# price = 1  # ? no question\n'''"
        + """
# "House No" = "no"  # ? perhaps no

[[table]]
from = "b"
to = "b"
# columns.at = { sql = "now()" }  # ? since when?

[skip]
# at = "why"  # ? no column
"""
    )
    first, second = parse_plan(text.replace('# "Odd ""=" = "x"\n', "")).tables
    assert first.asked == {"price": 10, "House No": 14}
    assert second.asked == {"at": 19}


def test_redrafting_without_a_change_changes_nothing() -> None:
    text = plan_text(SMALL)
    assert redraft(text, SMALL) == text


def test_redrafting_keeps_every_line_that_people_wrote() -> None:
    edited = plan_text(SMALL).replace(
        'to = "public.blog_post"', 'to = "public.blog_post" # mine\nwhere = "id > 3"  # ours'
    )
    edited = "# by the two of us\n\n" + edited + "\n# the end\n"
    larger = drafted(
        *SMALL.choices, choice("new_table"), skip={"public.v": "a view", "w": "a view"}
    )
    redrafted = redraft(edited, larger)
    assert [line for line in edited.splitlines() if line not in redrafted.splitlines()] == []
    plan = parse_plan(redrafted)
    assert [mapping.target.name for mapping in plan.tables] == [
        "blog_post",
        "blog_tag",
        "new_table",
    ]
    assert plan.tables[0].where == "id > 3"
    assert set(plan.skip) == {named("v"), named("w")}
    assert redraft(redrafted, larger) == redrafted


def test_a_mapping_that_people_wrote_is_not_drafted_again() -> None:
    edited = plan_text(SMALL).replace('to = "public.blog_tag"', 'to = "public.label"')
    edited = edited.replace('"public.v"', '"public.blog_extra"')
    draft = dataclasses.replace(SMALL, sources=SMALL.sources | {named("blog_extra")})
    again = parse_plan(redraft(edited, draft))
    assert [str(mapping.target) for mapping in again.tables] == ["public.blog_post", "public.label"]
    assert set(again.skip) == {named("blog_extra"), named("v")}


def test_what_vanished_is_marked_and_the_mark_goes_when_it_is_back() -> None:
    text = plan_text(SMALL)
    smaller = dataclasses.replace(
        SMALL,
        sources=frozenset({named("blog_post")}),
        targets=frozenset({named("blog_tag")}),
        choices=(),
        plan=dataclasses.replace(SMALL.plan, tables=(), skip={}),
    )
    marked = redraft(text, smaller)
    assert "# gone: the target has no table public.blog_post\n[[table]]" in marked
    assert "# gone: the source has no table public.blog_tag\n[[table]]" in marked
    assert '# gone: the source has no table public.v\n"public.v"' in marked
    assert parse_plan(marked) == parse_plan(text)
    assert redraft(marked, smaller) == marked
    assert redraft(marked, SMALL) == text


@pytest.mark.parametrize(
    "edit",
    [
        ("", ""),
        ('to = "public.blog_post"', 'to = "public.blog_post"\ncolumns.a = "b"'),
        (
            '[[table]]\nfrom = "public.blog_tag"',
            '# about tags\n\n[[table]]\nfrom = "public.blog_tag"',
        ),
    ],
)
def test_new_columns_are_added_to_their_table_with_their_reason(edit: tuple[str, str]) -> None:
    old = plan_text(SMALL).replace(*edit) if edit[0] else plan_text(SMALL)
    draft = drafted(choice("blog_post", FED, ASKED), choice("blog_tag"), skip={"v": "a view"})
    text = redraft(old, draft)
    plan = parse_plan(text)
    assert plan.tables[0].columns["created"] == Expression("now()")
    assert "kind" not in plan.tables[0].columns
    assert plan.tables[1].columns == {}
    assert "# ? new, NOT NULL" in text
    assert redraft(text, draft) == text


def test_an_answered_question_is_not_asked_again() -> None:
    draft = drafted(choice("blog_post", ASKED))
    answered = plan_text(draft).replace('# kind = { value = "" }', 'kind = { value = "post" }')
    assert redraft(answered, draft) == answered


def test_columns_written_on_one_line_are_left_alone_and_told_in_a_comment() -> None:
    text = f'{HEAD}[[table]]\nfrom = "blog_post"\nto = "blog_post"\ncolumns = {{ a = "b" }}\n'
    draft = drafted(choice("blog_post", FED))
    redrafted = redraft(text, draft)
    assert parse_plan(redrafted).tables == parse_plan(text).tables
    assert '#   created = { sql = "now()" }' in redrafted
    assert redraft(redrafted, draft) == redrafted


def test_a_question_about_a_table_is_asked_once() -> None:
    question = TableQuestion(named("posts_tag"), 12_000, (Candidate(named("blog_label"), "alike"),))
    draft = dataclasses.replace(
        SMALL, questions=(question,), sources=SMALL.sources | {named("posts_tag")}
    )
    text = redraft(plan_text(SMALL), draft)
    assert "# ? public.posts_tag: it holds about 12,000 rows" in text
    assert '# to = "public.blog_label"' in text
    assert redraft(text, draft) == text
    assert parse_plan(text) == parse_plan(plan_text(SMALL))


UNMIGRATED = dataclasses.replace(
    drafted(skip={"blog_post": NO_ROW}),
    questions=(TableQuestion(named("blog_tag"), 7, as_it_is="no model stands behind it"),),
)
"""As `plan` drafts before somebody ran migrate."""


def test_what_an_earlier_draft_said_itself_goes_when_it_is_not_so_any_more() -> None:
    migrated = drafted(choice("blog_post"), choice("blog_tag"))
    text = plan_text(UNMIGRATED)
    assert NO_ROW in text
    assert "# ? public.blog_tag" in text
    redrafted = redraft(text, migrated)
    assert parse_plan(redrafted).skip == {}
    assert parse_plan(redrafted).tables == migrated.plan.tables
    assert "# ?" not in redrafted
    assert redraft(redrafted, migrated) == redrafted


def test_a_question_that_somebody_wrote_into_stays() -> None:
    text = plan_text(UNMIGRATED).replace("# Say where", "# Ann: where is it?\n# Say where")
    assert "# Ann" in redraft(text, drafted(choice("blog_post"), choice("blog_tag")))


def test_a_skip_with_a_reason_of_its_own_stays() -> None:
    text = plan_text(UNMIGRATED).replace(NO_ROW, "archived")
    redrafted = redraft(text, drafted(choice("blog_post"), choice("blog_tag")))
    assert parse_plan(redrafted).skip == {named("blog_post"): "archived"}


@pytest.mark.parametrize(
    ("skip", "kept"),
    [
        ('skip = { "public.u" = "a view" }\n', {"u"}),
        ('skip."public.u" = "a view"\n', {"u", "v"}),
        ("", {"v"}),
    ],
)
def test_skips_are_added_in_the_form_that_people_chose(skip: str, kept: set[str]) -> None:
    draft = drafted(skip={"u": "a view", "v": "a view"} if skip else {"v": "a view"})
    redrafted = redraft(HEAD + skip, draft)
    assert {name.name for name in parse_plan(redrafted).skip} == kept
    assert "public.v" in redrafted
    assert redraft(redrafted, draft) == redrafted


def test_a_plan_with_a_mistake_is_not_redrafted() -> None:
    with pytest.raises(PlanMistake):
        redraft(HEAD + "zzz = 1\n", SMALL)


@given(st.lists(st.sampled_from(string.ascii_lowercase), unique=True, max_size=6), st.data())
def test_a_redraft_holds_what_a_first_draft_of_the_same_databases_holds(
    names: list[str], data: st.DataObject
) -> None:
    """Whatever was drafted before: after redrafting, every table is mapped or skipped."""
    before = data.draw(st.sets(st.sampled_from(names))) if names else set()
    skipped = data.draw(st.sets(st.sampled_from(names))) if names else set()
    earlier = drafted(
        *(choice(name) for name in sorted(before - skipped)),
        skip=dict.fromkeys(sorted(before & skipped), "a view"),
    )
    now = drafted(
        *(choice(name) for name in names if name not in skipped),
        skip={name: "a view" for name in names if name in skipped},
    )
    redrafted = redraft(plan_text(earlier), now)
    plan = parse_plan(redrafted)
    assert digest(plan) == digest(now.plan)
    assert set(plan.skip) == set(now.plan.skip)
    assert redraft(redrafted, now) == redrafted


@pytest.mark.parametrize(
    ("drop", "mistake"),
    [
        ('"x"', "drop is not a table"),
        ('{ x = "" }', "x is dropped without a reason"),
        ('{ c = "why" }', "c feeds a column and is dropped too"),
    ],
)
def test_a_mistake_in_what_a_table_drops_is_shown(drop: str, mistake: str) -> None:
    table = f'[[table]]\nfrom = "a"\nto = "b"\ndrop = {drop}\ncolumns.x = "c"\n'
    assert mistake in mistakes_in(f"{HEAD}{table}")[-1]


def test_a_table_drops_a_column_whose_name_another_one_took() -> None:
    table = '[[table]]\nfrom = "a"\nto = "b"\ndrop = { x = "gone" }\ncolumns.x = "c"\n'
    (mapping,) = parse_plan(f"{HEAD}{table}").tables
    assert mapping.dropped == {"x": "gone"}
