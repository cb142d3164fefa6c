"""Which address shows what."""

from __future__ import annotations

from django.urls import path

from segue.web.views import (
    checking,
    columns,
    connecting,
    moves,
    running,
    sequences,
    tables,
    verifying,
)

urlpatterns = [
    path("", moves.show),
    path("connect", connecting.show),
    path("connect/test", connecting.test),
    path("read-again", connecting.read_again),
    path("values", connecting.show_values),
    path("undo", tables.undo),
    path("tables", tables.show),
    path("tables/act", tables.act),
    path("table/<int:number>", columns.show),
    path("table/<int:number>/column", columns.set_column),
    path("table/<int:number>/option", columns.set_option),
    path("table/<int:number>/preview", columns.preview),
    path("table/<int:number>/try", columns.try_expression),
    path("check", checking.show),
    path("check/run", checking.run),
    path("review", running.review),
    path("start", running.start),
    path("stop", running.stop),
    path("restore", running.restore),
    path("running", running.show),
    path("running/state", running.state),
    path("report", running.report),
    path("sequences", sequences.show),
    path("sequences/reset", sequences.reset),
    path("sequences/sql", sequences.print_sql),
    path("verify", verifying.show),
    path("verify/run", verifying.run),
    path("verify/rows", verifying.rows),
]
