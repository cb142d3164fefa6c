"""`export`."""

from __future__ import annotations

import os
from collections.abc import Sequence
from functools import partial
from pathlib import Path

import psycopg
from psycopg import sql

from segue.commandline.answers import exporting as answers
from segue.commandline.arguments.exports import choice_of, dialect_of, refuse_contradictions
from segue.commandline.commands.invocation import Invocation
from segue.database.address import Endpoint
from segue.database.introspection import read_catalog, read_types
from segue.database.session import Connection, connect, require_version
from segue.errors import ExitStatus, QueryRefused
from segue.events import Reporter
from segue.files.exporting.run import ExportOrder, SheetsOf, export_folder, export_to_stdout
from segue.files.exporting.sheets import (
    Choice,
    Sheet,
    sheet_of_query,
    sheets_of_database,
    sheets_of_plan,
)
from segue.files.manifest import ExportedColumn
from segue.move.survey import survey_both
from segue.move.workspace import Workspace, open_one
from segue.project import Project
from segue.workers import StopSignal

FOLDER = "segue-export"


def export(invocation: Invocation) -> ExitStatus:
    """`export`: tables, or what the plan makes of them, into files."""
    arguments = invocation.arguments
    refuse_contradictions(arguments)
    choice, dialect = choice_of(arguments), dialect_of(arguments)
    project = invocation.project()
    if arguments.through_plan:
        workspace = invocation.workspace()
        endpoint, sheets_of = workspace.source, _by_plan(workspace, choice)
    else:
        endpoint = open_one(project, invocation.plan_path, arguments.source, side="source")
        sheets_of = _by_database(choice, project)
    order = ExportOrder(
        endpoint.label,
        dialect,
        arguments.jobs or min(4, os.cpu_count() or 2),
        parquet=arguments.format == "parquet",
        excel=arguments.excel,
        overwrite=arguments.overwrite,
    )
    open_source = partial(_open, endpoint, invocation.reporter)
    if arguments.folder == "-":
        export_to_stdout(order, sheets_of, open_source, invocation.reporter, StopSignal())
        return ExitStatus.DONE
    folder = Path(arguments.folder or FOLDER)
    manifest = export_folder(
        folder, order, sheets_of, open_source, invocation.reporter, StopSignal()
    )
    invocation.reporter.close()
    objects = [answers.export_object(folder, manifest)]
    invocation.answer(answers.export_table(manifest), objects=objects)
    invocation.screen.say(
        f"{answers.export_summary(manifest)} in {folder}. Edit what you like, then"
        f" `{invocation.prog} import {folder}`."
    )
    return ExitStatus.DONE


def _described(source: Connection, query: str) -> tuple[ExportedColumn, ...]:
    """The columns that a query answers. Raises QueryRefused."""
    text = sql.SQL("SELECT * FROM (\n{}\n) AS query LIMIT 0").format(
        sql.SQL(query.rstrip().rstrip(";"))
    )
    try:
        with source.transaction():
            # The binary format has the effect that several statements in one text are refused.
            result = source.execute(text, binary=True).pgresult
    except psycopg.Error as error:
        raise QueryRefused(reason=str(error).strip()) from error
    assert result is not None
    places = range(result.nfields)
    types = read_types(source, [(result.ftype(place), result.fmod(place)) for place in places])
    names = [(result.fname(place) or b"").decode() for place in places]
    return tuple(map(ExportedColumn.of, names, types))


def _open(endpoint: Endpoint, reporter: Reporter) -> Connection:
    connection = connect(endpoint, "source", "export", read_only=True, reporter=reporter)
    require_version(connection, "source")
    return connection


def _by_database(choice: Choice, project: Project | None) -> SheetsOf:
    def sheets(source: Connection) -> Sequence[Sheet]:
        if choice.query:
            columns = _described(source, choice.query)
            return [sheet_of_query(choice, columns, read_catalog(source), project)]
        return sheets_of_database(choice, read_catalog(source), project)

    return sheets


def _by_plan(workspace: Workspace, choice: Choice) -> SheetsOf:
    workspace.require_plan()

    def sheets(source: Connection) -> Sequence[Sheet]:
        with workspace.open_target("export") as target:
            survey = survey_both(workspace, source, target)
        return sheets_of_plan(choice, survey.transfers, workspace.project)

    return sheets
