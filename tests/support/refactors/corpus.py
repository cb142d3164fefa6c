"""Many cases at once, each in processes of its own."""

from __future__ import annotations

import multiprocessing
import os
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from contextlib import ExitStack, contextmanager

from segue.demo.servers import Server
from support.databases import fresh_database
from support.projects import alias_of
from support.refactors.cases import Case
from support.refactors.trying import Databases, Outcome, try_case

PRELOADED = [
    "segue.commandline.commands",
    "django.core.management.commands.migrate",
    "django.db.backends.postgresql.base",
    "django.contrib.postgres.fields",
]
"""Imported once, before the first process is forked: most of what a case would wait for."""


@contextmanager
def tried(
    cases: Iterable[Case], source: Server, target: Server
) -> Iterator[dict[str, Future[Outcome]]]:
    """Every case's outcome as it comes, by name; the databases last as long as the block."""
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(PRELOADED)
    with (
        ExitStack() as databases,
        ProcessPoolExecutor(os.cpu_count(), context, max_tasks_per_child=1) as pool,
    ):
        yield {
            case.name: pool.submit(try_case, case, _databases(databases, source, target))
            for case in cases
        }


def _databases(databases: ExitStack, source: Server, target: Server) -> Databases:
    old = databases.enter_context(fresh_database(source))
    new = databases.enter_context(fresh_database(target))
    return Databases(alias_of(old), old.url, alias_of(new))
