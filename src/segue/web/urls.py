"""Which address shows what."""

from __future__ import annotations

from django.urls import path

from segue.web.views import (
    acting,
    checking,
    columns,
    connecting,
    moves,
    running,
    sequences,
    tables,
    trying,
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
    path("tables/act", acting.act),
    path("tables/query", acting.add_query),
    path("tables/targets", tables.targets),
    path("tables/focus", tables.focus),
    path("table/<int:number>", columns.show),
    path("table/<int:number>/column", columns.set_column),
    path("table/<int:number>/option", acting.set_option),
    path("table/<int:number>/form", columns.form),
    path("table/<int:number>/names", columns.names),
    path("table/<int:number>/preview", trying.preview),
    path("table/<int:number>/try", trying.try_expression),
    path("table/<int:number>/count", trying.count),
    path("table/<int:number>/distinct", trying.distinct),
    path("table/<int:number>/fits", trying.fits),
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
