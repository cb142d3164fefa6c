"""From what was typed to a `FileLoad` for each file: which table, which columns, which defaults."""

from __future__ import annotations

import dataclasses
import shlex
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from psycopg import sql

from segue.database.catalog import Catalog, Column, Table
from segue.errors import ColumnsLacking, ColumnsUnclear, FileUnreadable, NoDjangoProject, UsageError
from segue.events import Asker
from segue.files.importing.columns import ColumnOptions, Layout, LikelyColumn, lay_out
from segue.files.importing.destination import fillable, table_named, table_of_file, table_of_model
from segue.files.importing.detection import SAMPLE, FileHead, read_head
from segue.files.importing.encodings import FileDoubt, doubt_of_told, doubt_of_twice, is_legacy
from segue.files.importing.file_format import ExpectedFormat, FileOptions
from segue.files.importing.input_files import InputFile
from segue.files.importing.load import FileLoad, FilledColumn
from segue.files.importing.naming import ColumnNames
from segue.files.importing.nulls import NULL_IN_TEXT, null_word
from segue.files.importing.opening import opened, refuse_other_formats
from segue.files.importing.reject_notes import RejectNote, read_note, with_note
from segue.files.importing.spellings import answers_of
from segue.files.importing.spellings.model import AS_WRITTEN, Conventions
from segue.files.importing.values import target_of
from segue.mapping.sql import as_written
from segue.plan.model import ExistingRows
from segue.project import Field, Model, NowDefault, PlainDefault, Project, UuidDefault


@dataclass(frozen=True, slots=True)
class ImportRequest:
    """What a person asked for, but for the files."""

    told: FileOptions = field(default_factory=FileOptions)
    wanted: ColumnOptions = field(default_factory=ColumnOptions)
    table: str | None = None
    model: str | None = None
    set: Mapping[str, str] = field(default_factory=dict)
    """Values for columns that the file lacks."""
    match: tuple[str, ...] = ()
    existing: ExistingRows = ExistingRows.STOP
    verbatim: bool = False
    read: Mapping[str, str] = field(default_factory=dict)
    """What doubtful values of a column are, such as base64."""

    @property
    def is_for_one_file(self) -> bool:
        """Whether something was said that makes sense for one table only."""
        options = self.wanted
        settings = (self.table, self.model, self.set, self.match, options.map, options.lookup)
        return any((*settings, options.m2m, options.ignore, options.columns))


@dataclass(frozen=True, slots=True)
class ImportTarget:
    """What is known of the target."""

    catalog: Catalog
    project: Project | None
    asker: Asker


def prepare(
    files: Sequence[InputFile], request: ImportRequest, ground: ImportTarget
) -> tuple[FileLoad, ...]:
    """A load for each file that can be imported; what is not sure is asked.

    Raises UsageError and its kin, AnswerNeeded where nobody can be asked.
    """
    loads = draft(files, request, ground)
    for load in loads:
        require_columns(load, request.existing)
    return loads


def draft(
    files: Sequence[InputFile], request: ImportRequest, ground: ImportTarget
) -> tuple[FileLoad, ...]:
    """The same, though a file may lack columns that new rows need."""
    if len(files) > 1 and request.is_for_one_file:
        raise UsageError(
            message="--table, --model, --map, --lookup, --m2m, --ignore, --columns, --set, --match "
            f"speak of one table, and there are {len(files)} files"
        )
    return tuple(_prepare(number, file, request, ground) for number, file in enumerate(files, 1))


def _prepare(
    number: int, file: InputFile, request: ImportRequest, ground: ImportTarget
) -> FileLoad:
    note = read_note(file.path)
    expected = note.expected if note is not None else file.expected
    request = request if note is None else _with_note(request, note)
    file_options = file.told(request.told).require_sense()
    table = _table(file, request, ground)
    model = ground.project.model_of(table.name) if ground.project is not None else None
    names = ColumnNames(table, model)
    verbatim = request.verbatim or file.untouched
    options = request.wanted
    head = _head(
        file, file_options, expected, _is_column(names, options), ground.asker, verbatim=verbatim
    )
    if not head.names and not options.columns:
        options = replace(
            options, columns=file.columns or _columns_in_order(file.label, head, names, ground)
        )
    layout = _layout(file.label, head, names, options, ground)
    head = replace(head, width=head.width or layout.width)
    head, null_settled = _with_null(file, head, layout, file_options, ground.asker)
    _require_words(request, layout)
    _require_attributes(file, request, layout)
    fed = {feed.column.name for feed in layout.feeds}
    filled = tuple(_filled(table, model, fed, request.set))
    match = _match(names, fed, request)
    if layout.links and not match:
        message = "--m2m needs to find rows again: add their key to the file, or say --match COLUMN"
        raise UsageError(message=message)
    return FileLoad(
        number=number,
        path=file.path,
        head=head,
        table=table,
        model=model,
        layout=layout,
        filled=filled,
        match=match,
        lacking=_missing_columns(table, fed | {one.column.name for one in filled}),
        verbatim=verbatim,
        given=file,
        conventions=Conventions(
            file_options.decimal,
            file_options.thousands,
            file_options.dates,
            timezone=file_options.timezone,
            exported=file.entry is not None,
            backslashes_settled=_backslashes_settled(file_options, expected, head),
            null_settled=null_settled,
        ),
        set=request.set,
        read=request.read,
    )


def require_columns(load: FileLoad, existing: ExistingRows) -> None:
    """Raises ColumnsLacking where no row of the file could be a new one."""
    if load.lacking and existing in (ExistingRows.STOP, ExistingRows.REPLACE):
        columns = ", ".join(load.lacking)
        raise ColumnsLacking(path=load.label, columns=columns, table=load.table.name)


def _table(file: InputFile, request: ImportRequest, ground: ImportTarget) -> Table:
    if request.table and request.model:
        raise UsageError(message="--table and --model say the same thing: give one of them")
    if request.table:
        return fillable(table_named(request.table, ground.catalog, ground.project))
    if request.model and ground.project is None:
        raise NoDjangoProject(wanted="--model")
    if request.model and ground.project is not None:
        return table_of_model(request.model, ground.catalog, ground.project)
    exported = file.entry.table if file.entry is not None else None
    if exported is not None and exported in ground.catalog.tables:
        return fillable(ground.catalog.tables[exported])
    return table_of_file(Path(file.label), ground.catalog, ground.project)


def _columns_in_order(
    path: str, head: FileHead, names: ColumnNames, ground: ImportTarget
) -> tuple[str, ...]:
    """The table's own columns for a file without a header; asked, as its order may be another."""
    own = tuple(column.name for column in names.table.columns if not column.generated)
    if len(own) != head.width or len(own) == 1 or not head.rows:
        return ()
    pairs = zip(own, head.rows[0], strict=False)
    pairs_text = ", ".join(f"{name} ({cell.text[:20]})" for name, cell in pairs)
    question = f"It has no header. Are its columns, in this order, {pairs_text}?"
    doubt = FileDoubt(question, f"--columns {','.join(own)}")
    _ask(f"{path}: {doubt.question}", doubt, ground.asker)
    return own


def _with_note(request: ImportRequest, note: RejectNote) -> ImportRequest:
    """What was asked for, with what the note beside a reject file says of the rest."""
    default, options = FileOptions(), dataclasses.asdict(request.told)
    changed = {name: value for name, value in options.items() if value != getattr(default, name)}
    stops = request.existing is ExistingRows.STOP
    return replace(
        request,
        told=replace(note.meaning, **changed),
        wanted=with_note(request.wanted, note),
        table=request.table or (None if request.model else note.table),
        set={**note.set, **request.set},
        read={**note.read, **request.read},
        match=request.match or note.match,
        existing=ExistingRows(note.existing) if stops else request.existing,
        verbatim=request.verbatim or note.verbatim,
    )


def _is_column(names: ColumnNames, options: ColumnOptions) -> Callable[[str], bool]:
    """Whether a name is a column's, of the table or of the file as it was told."""
    told = {*options.map, *options.lookup, *options.ignore}
    return lambda name: name in told or names.find(name) is not None


def _head(
    file: InputFile,
    options: FileOptions,
    expected: ExpectedFormat | None,
    is_column: Callable[[str], bool],
    asker: Asker,
    *,
    verbatim: bool,
) -> FileHead:
    path = file.label
    with opened(file.path, path) as content:
        sample = content.read(SAMPLE)
        whole = not content.read(1)
    if not sample.strip() and (sample or options.header is not False):
        raise FileUnreadable(path=path, reason="it is empty")  # no header to be seen: is it whole?
    refuse_other_formats(path, sample)
    head = read_head(sample, options, is_column, expected, whole=whole)
    if sample and not head.width:
        raise FileUnreadable(path=path, reason="its first row cannot be made out")
    for doubt in (*head.doubts, *_doubts_of_text(sample, options, expected, verbatim, whole)):
        _ask(f"{path}: {doubt.question}", doubt, asker)
    return head


def _doubts_of_text(
    sample: bytes,
    options: FileOptions,
    expected: ExpectedFormat | None,
    verbatim: bool,
    whole: bool,
) -> Iterator[FileDoubt]:
    """What speaks against the encoding that was told, or for one that was read wrongly before."""
    if verbatim:
        return
    doubt = doubt_of_told(sample, options.encoding or "utf-8", whole=whole)
    if doubt is None and expected is None and not is_legacy(options.encoding or "utf-8"):
        doubt = doubt_of_twice(sample)
    if doubt is not None:
        yield doubt


def _ask(question: str, doubt: FileDoubt, asker: Asker) -> None:
    if not asker.confirm(question, help=f"{doubt.option} answers this."):
        raise UsageError(message=f"then say how it is: {doubt.option}")


def _layout(
    path: str, head: FileHead, names: ColumnNames, options: ColumnOptions, ground: ImportTarget
) -> Layout:
    layout, likely = lay_out(head, names, ground.catalog, options)
    if not likely:
        return _with_columns(layout, path, names)
    for one in likely:
        _ask_column(path, one, ground.asker)
    columns = {**options.map, **{one.name: one.column for one in likely}}
    layout, _ = lay_out(head, names, ground.catalog, replace(options, map=columns))
    return _with_columns(layout, path, names)


def _require_words(request: ImportRequest, layout: Layout) -> None:
    """Raises UsageError where `--read` says what no value of the column can be."""
    for name, word in request.read.items():
        feeds = [one for one in layout.feeds if name in (one.name, one.column.name)]
        words = {w for one in feeds for w in answers_of(target_of(one))}
        if feeds and word not in words:
            message = f"--read {name}={word}: it can be {', '.join(sorted(words))}"
            raise UsageError(message=message)


def _require_attributes(file: InputFile, request: ImportRequest, layout: Layout) -> None:
    """Raises UsageError where an exported composite has other attributes than the table's, or in
    another order: its values go by their places.
    """
    exported = {one.name: one.attributes for one in (file.entry.columns if file.entry else ())}
    for feed in layout.feeds:
        there, here = exported.get(feed.name, ()), target_of(feed).type.attribute_names
        by_place = AS_WRITTEN in (request.read.get(feed.name), request.read.get(feed.column.name))
        if there and here and there != here and not by_place:
            way = f"--read {feed.column.name}=as-written"
            raise UsageError(
                message=f"{file.label}: {feed.name} was exported with the attributes"
                f" {', '.join(there)}, and {feed.column.name} has {', '.join(here)}. Values of a"
                " composite go by their places: export it with --query in the order of the table."
                f" Where only names have changed, {way} says so"
            )


def _with_null(
    file: InputFile, head: FileHead, layout: Layout, options: FileOptions, asker: Asker
) -> tuple[FileHead, bool]:
    """The head with the word for NULL, where none was told; whether no other word is one."""
    if options.null is not None:
        return head, True
    word, doubt = null_word(head, layout)
    if head.file_format.backslashes and word in ("", NULL_IN_TEXT):
        word, doubt = NULL_IN_TEXT, None
    exported = file.dialect.null if file.dialect is not None else None
    if doubt is not None and exported is not None:
        word, doubt = exported, None  # an edited file keeps the word that the export wrote
    doubted = doubt is not None
    if doubt is not None:
        agreed = asker.confirm(
            f"{file.label}: {doubt.question}", help=f"{doubt.option} answers this."
        )
        word = word if agreed else ""
    settled = exported is not None or doubted or _quotes_tell(head)
    return replace(head, file_format=replace(head.file_format, null=word)), settled


def _backslashes_settled(
    options: FileOptions, expected: ExpectedFormat | None, head: FileHead
) -> bool:
    """Whether it was told, or a note or quotes around other values show, what backslashes are."""
    return any(
        (options.quote is not None, options.escape is not None, expected is not None)
    ) or any(cell.quoted for row in head.rows for cell in row)


def _quotes_tell(head: FileHead) -> bool:
    """Whether some values are quoted and others are not, so that what is quoted is a text."""
    cells = [cell for row in head.rows for cell in row if cell.text]
    return len({cell.quoted for cell in cells}) == 2


def _with_columns(layout: Layout, path: str, names: ColumnNames) -> Layout:
    if layout.feeds:
        return layout
    raise ColumnsUnclear(
        problem=f"{path} fills no column of {names.table.name}", help="Is it the right table?"
    )


def _ask_column(path: str, one: LikelyColumn, asker: Asker) -> None:
    question = f"{path}: is the column {one.name!r} the table's {one.column}?"
    way = shlex.quote(f"{one.name}={one.column}")
    if not asker.confirm(question, help=f"--map {way} answers this."):
        raise UsageError(
            message=f"then say where {one.name!r} goes: --map {shlex.quote(one.name)}=COLUMN or "
            f"--ignore {shlex.quote(one.name)}"
        )


def _filled(
    table: Table, model: Model | None, names: set[str], told: Mapping[str, str]
) -> Iterator[FilledColumn]:
    """The columns that the file lacks and Segue fills: as told, or as the model says."""
    for name in told:
        if table.column(name) is None or name in names:
            reason = "the file has it" if name in names else f"{table.name} has no such column"
            raise UsageError(message=f"--set {name}: {reason}")
    fields = {one.column: one for one in (model.fields if model is not None else ())}
    for column in table.columns:
        if column.name in told:
            yield FilledColumn(column, _literal(told[column.name], column), "as told")
        elif column.name not in names and _is_left_to_nobody(column) and column.name in fields:
            yield from _of_model(column, fields[column.name])


def _is_left_to_nobody(column: Column) -> bool:
    return column.default is None and not column.identity and not column.generated


def _of_model(column: Column, field: Field) -> Iterator[FilledColumn]:
    makers: Mapping[type, Callable[[], sql.Composable]] = {
        NowDefault: lambda: sql.SQL("pg_catalog.now()"),
        UuidDefault: lambda: sql.SQL("pg_catalog.gen_random_uuid()"),
    }
    if isinstance(field.default, PlainDefault):
        yield FilledColumn(
            column, _literal(str(field.default.value), column), "the model's default"
        )
    elif type(field.default) in makers:
        yield FilledColumn(column, makers[type(field.default)](), "the model's default")


def _literal(text: str, column: Column) -> sql.Composable:
    return sql.SQL("{}::{}").format(sql.Literal(text), as_written(column.type.text))


def _match(names: ColumnNames, fed: set[str], request: ImportRequest) -> tuple[str, ...]:
    """The columns that rows are found again by: as told, or the primary key."""
    feeds = []
    for name in request.match:
        column = names.find(name)
        if column is None or column[0].name not in fed:
            raise UsageError(message=f"--match {name}: the file fills no such column")
        feeds.append(column[0].name)
    if feeds:
        return tuple(feeds)
    key = names.table.primary_key
    if key and fed.issuperset(key):
        return key
    if request.existing in (ExistingRows.KEEP, ExistingRows.UPDATE):
        raise UsageError(
            message=f"the file lacks the key of {names.table.name}: say by which columns its rows "
            "are found again, with --match COLUMN"
        )
    return ()


def _missing_columns(table: Table, filled: set[str]) -> tuple[str, ...]:
    return tuple(
        column.name
        for column in table.columns
        if column.not_null and _is_left_to_nobody(column) and column.name not in filled
    )
