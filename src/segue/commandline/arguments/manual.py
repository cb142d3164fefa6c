"""What every command is for, with examples, and which options it takes."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from dataclasses import dataclass

from segue.commandline.arguments.file_options import (
    dialect,
    file_columns,
    file_form,
    files,
    merging,
    sheets,
)
from segue.commandline.arguments.options import (
    choosing,
    comparing,
    copying,
    cutting,
    drafting,
    explaining,
    fleet,
    fresh,
    history,
    joining,
    keeping,
    live,
    live_check,
    looking,
    old_code,
    on_cluster,
    pacing,
    preparing,
    processes,
    resetting,
    serving,
    source,
    target,
    way,
)


@dataclass(frozen=True, slots=True)
class CommandEntry:
    """What the manual says of a command, and who adds its options."""

    name: str
    summary: str
    text: str
    examples: tuple[str, ...]
    options: tuple[Callable[[argparse.ArgumentParser], None], ...] = ()


COMMANDS = (
    CommandEntry(
        "move",
        "move all rows: the eight steps from Prepare to Verify",
        "Drafts a plan where there is none. After an interruption, the same command goes on.",
        (
            "move --from old --to default",
            "move --from env:OLD_DATABASE_URL --to service:new --create-database",
            "move --dry-run",
            "move --rehearse",
            "move --rehearse --sample 5%%",
            "move --live --back",
            "move --max-rate 20MB --max-source-load 8",
            "move --dask tcp://10.0.0.5:8786",
        ),
        (source, target, preparing, live, way, old_code, copying, pacing, on_cluster),
    ),
    CommandEntry(
        "plan",
        "draft the plan, or draft it again",
        "The plan says which rows become which rows. Your edits and comments in it are kept.",
        (
            "plan --from old --to default",
            "plan -o -",
            "plan --show public.shop_order",
            "plan --ask",
            "plan --back",
            "plan --questions --json",
            "plan --answer answers.json",
        ),
        (source, target, way, old_code, drafting),
    ),
    CommandEntry(
        "check",
        "say what would go wrong; nothing is written",
        "Compares schema with schema, and the data with the target's rules.",
        (
            "check",
            "check --from old --to default",
            "check --no-data",
            "check --history",
            "check --live",
            "check --explain S201",
        ),
        (source, target, looking, fresh, history, live_check, old_code, explaining),
    ),
    CommandEntry(
        "copy",
        "steps 4 to 8 for a plan that exists",
        "Like move, but the target is migrated and the plan is written already.",
        ("copy", "copy --only public.shop_order --only public.shop_orderline"),
        (source, target, choosing, copying, pacing),
    ),
    CommandEntry(
        "join",
        "lend this machine's lanes to a running move",
        "Beside a copy of the plan, from any machine that reaches both databases, with addresses\n"
        "and credentials of its own. It takes parts of large tables until none is left; when it\n"
        "dies, others take up what it had under way.",
        (
            "join --from env:OLD_DATABASE_URL --to service:new",
            "join --from old --to default --jobs 4 --wait",
        ),
        (source, target, joining),
    ),
    CommandEntry(
        "follow",
        "go on following a live move that `move --live` began",
        "After a crash, a reboot or a lost connection. It ends at the cutover, or with `stop`.",
        ("follow", "follow --from old --to default"),
        (source, target, processes),
    ),
    CommandEntry(
        "cutover",
        "end a live move: writers wait for a moment, and the target takes over",
        "What is left is brought over and proved, sequences are set, and from then on the source\n"
        "refuses writers with SQLSTATE 25006. A rehearsal undoes all of it.",
        (
            "cutover --rehearse",
            "cutover --max-pause 800ms",
            "cutover --switch-command 'systemctl reload shop'",
        ),
        (source, target, cutting),
    ),
    CommandEntry(
        "reverse",
        "go back to the old database, which followed the new one since the cutover",
        "By the same protocol as cutover. `move --live --back` prepares it.",
        ("reverse --rehearse", "reverse --max-pause 2s"),
        (source, target, cutting),
    ),
    CommandEntry(
        "sequences",
        "list every sequence with a verdict, or set them",
        "A sequence is never set backwards. The result equals sqlsequencereset for every app,\n"
        "and covers what that leaves out.",
        (
            "sequences",
            "sequences --reset",
            "sequences --reset shop blog",
            "sequences --print | python manage.py dbshell",
        ),
        (target, resetting),
    ),
    CommandEntry(
        "verify",
        "compare every table on both sides by count and checksum",
        "Exits with 4 where they differ.",
        ("verify", "verify --rows public.shop_order"),
        (source, target, comparing),
    ),
    CommandEntry(
        "export",
        "write tables to CSV files, all of one moment",
        "A file for each table, and a manifest that `import` reads. The database is only read.\n"
        "The folder stays as it was until all files are whole.",
        (
            "export --from old",
            "export orders --from old --app shop --excel",
            "export - --from old --table shop_order --where \"status = 'new'\"",
            "export --app shop --where-of \"public.shop_order=status = 'new'\"",
            "export --through-plan",
        ),
        (source, target, sheets, dialect),
    ),
    CommandEntry(
        "import",
        "bring rows out of CSV files into the tables, all of them or none",
        "Reads what any tool writes, and says what it took the file for. A row that the table\n"
        "refuses is reported with its line, its column and what would correct it.",
        (
            "import shop_product.csv --dry-run",
            "import prices.csv --table shop_product --match sku --existing update",
            "import posts.csv --model blog.Post --lookup author=username --reject bad.csv",
            "import export/",
            "import - --table shop_product",
        ),
        (files, target, merging, file_form, file_columns),
    ),
    CommandEntry(
        "status",
        "how far a run is, asked from anywhere",
        "Reads the journal in the target, and needs no plan.",
        ("status --to default", "status --to default --json"),
        (source, target),
    ),
    CommandEntry(
        "stop",
        "ask a running move to stop; it can be resumed",
        "Parts under way are given up; the next run copies them again.",
        ("stop --to default",),
        (target,),
    ),
    CommandEntry(
        "restore",
        "put indexes and constraints back after a crash, and give the run up",
        "Use it instead of resuming.",
        ("restore --to default",),
        (target,),
    ),
    CommandEntry(
        "forget",
        "drop the journal of finished runs",
        "The schema `segue` is dropped from the target; refused while a run is unfinished.",
        ("forget --to default",),
        (source, target),
    ),
    CommandEntry(
        "fleet",
        "many moves as one job: tenants or shards, a database each",
        "Each is a process of its own; those that a finished run has moved are left as they are,\n"
        "those that broke off go on, those that failed are tried again.",
        (
            "fleet fleet.toml",
            "fleet fleet.toml --jobs 4 --only acme 'north_*'",
            "fleet fleet.toml --dry-run",
            "fleet fleet.toml --status",
            "fleet fleet.toml --dask tcp://10.0.0.5:8786",
        ),
        (fleet,),
    ),
    CommandEntry(
        "web",
        "the same as pages, for a browser on this machine",
        "Edits the plan, starts runs as processes of their own, and watches them. Answers only to\n"
        "the address that it prints. It needs the extra: pip install 'django-segue[web]'",
        ("web", "web --from old --to default --open"),
        (source, target, serving),
    ),
    CommandEntry(
        "demo",
        "two databases, a project and its refactored successor, and a whole move in a minute",
        "Everything is temporary. It needs the extra: pip install 'django-segue[demo]'",
        ("demo", "demo --live", "demo --keep", "demo --web"),
        (keeping,),
    ),
)
"""In the order of the manual."""
