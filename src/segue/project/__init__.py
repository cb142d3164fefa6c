"""What Django knows about a project, as plain values.

Only this package imports the app registry. `find_settings` and `load` give a `Project`;
`applying.apply` runs Django's `migrate` on a target from a process that cannot reach the source.
"""

from segue.project.applying import AppliedMigrations, ProjectCode, Verb, apply, read_migrations
from segue.project.loading import load
from segue.project.settings import find_settings
from segue.project.values import (
    CallableDefault,
    Default,
    Field,
    GenericForeignKey,
    Model,
    NoDefault,
    NowDefault,
    PlainDefault,
    Project,
    Relation,
    UuidDefault,
)

__all__ = [
    "AppliedMigrations",
    "CallableDefault",
    "Default",
    "Field",
    "GenericForeignKey",
    "Model",
    "NoDefault",
    "NowDefault",
    "PlainDefault",
    "Project",
    "ProjectCode",
    "Relation",
    "UuidDefault",
    "Verb",
    "apply",
    "find_settings",
    "load",
    "read_migrations",
]
