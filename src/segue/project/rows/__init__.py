"""Rows that the project's functions complete: here, or in processes that hold its code too."""

from segue.project.rows.calls import CalledRows, FailedRow, PythonColumn, RowCalls, RowWork
from segue.project.rows.pool import RowPool
from segue.project.rows.process import ProcessDied

__all__ = [
    "CalledRows",
    "FailedRow",
    "ProcessDied",
    "PythonColumn",
    "RowCalls",
    "RowPool",
    "RowWork",
]
