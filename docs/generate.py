"""Writes the parts of the reference that the code knows: `python docs/generate.py`.

A test fails when the files are not what this program writes.
"""

from __future__ import annotations

import argparse
import dataclasses
import inspect
import re
from collections.abc import Iterator
from pathlib import Path

from segue import events
from segue.checks import codes
from segue.commandline.arguments import COMMANDS, build_parser
from segue.findings import Finding, Severity

REFERENCE = Path(__file__).parent / "reference"

COMMANDS_HEAD = """\
# Commands and options

`segue COMMAND` and `python manage.py segue COMMAND` are the same. The latter needs `"segue"` in
INSTALLED_APPS. Answers go to standard output; messages, progress and questions to standard error.

A database is named by an alias of `settings.DATABASES` (`old` or `django:old`), by `service:NAME`
(an entry of `~/.pg_service.conf`), by `env:VARIABLE` (which holds a URL), or by a `postgresql://`
URL without a password. Without a Django project, Segue works on what the databases themselves tell.

The settings module is that of `--settings`, else of DJANGO_SETTINGS_MODULE, else the one that the
`manage.py` of the current folder sets.
"""

EVENTS_HEAD = """\
# The lines of `--json`

One JSON object a line on standard output. Every object has `version` (now {version}) and `event`.
The version grows when a field changes its meaning; fields and events may be added without that, so
ignore what you do not know. Sizes are bytes, durations seconds.

## What a run reports
"""

EVENTS_TAIL = """\
## What commands answer

### `sequence`

One for each line of `sequences`: `sequence`, `columns`, `last_value`, `maximum`, `next`, `verdict`.
Numbers that are not known are null.

### `joined`

The last line of `join`: `run`, `lanes`, `parts`, `rows`, `bytes` that this process brought.

### `status`

The one line of `status`: `run` (null where there is none), `state`, `source`, `target`, `mover`,
`tries`, `total_bytes`, `done_bytes`, `rate` (bytes a second) and `seconds_left` (null while nothing
is copied), `helpers` (who lends lanes to the last try: `name`, `lanes`, `parts`, `rows`, `bytes`,
`started`, `silence`, `lives`, `ended`), `max_rate`, `max_source_load`, `waits_for` (what the lanes
wait for; null where nothing holds them), `at_stake` (seconds of work, of all sessions, that a death
now would cost at least), `at_stake_rows` and `at_stake_bytes` (what would be copied again),
`started`, `finished`, `silence` (seconds since the last sign of life), `stop_requested`, `at`
(what holds the target beside a run that nobody carries out: `control`, `restore` or null),
`message`, `steps` (each with what a rehearsal `expected`: `low`, `likely`, `high`, or null),
`time_taken` (of a run that is done, as the events of that name), `tables`, `down`. What the target
is busy with at this moment: `copying` (`table`, `bytes` and `rows` of the stream so far,
`seconds`), `building` (`name`, PostgreSQL's `phase`, `share` of the phase or null, `seconds`), and
`waits`: what waits for whose lock (`waiting`, `pid`, `user`, `application`, `statement` without its
values, `seconds`).
Where there is a live move, `live`: `id`, `state` (making, copying, following, moved), `follows`
(whether somebody does), `shows` (the moment of the source that the target shows), `keys_waiting`,
`lag` (seconds since the oldest of them was committed), `batches`, `keys` and `rows` so far,
`rejected` (rows of the source that the target refuses now),
`message` (what keeps it), `pause_ms` (of the cutover), `slot` and `wal_kept` (bytes that the
source keeps for it).

### `cutover`

The answer of `cutover` and `reverse`: `pause_ms` (how long writers waited), `rehearsed`,
`finished_earlier` (an earlier one had stood its fence), `keys` and `rows` of the last batch,
`sequences` (how many were set), `rejected` (rows of the source that the target refuses). Where the
target took over and refuses some, `rejects` follows, and the exit code is 5.

### `follow_ended`

Why `follow` and `move --live` ended: `why` is moved (by the cutover) or stopped (by `segue stop`).

### `check`

The last line of `check`, once everything was looked at: the number of `findings`, and how many of
them are `blocking`.

### `history`

The answer of `check --history`: `standing` (same, behind, ahead, reset, mixed or unknown), `way`
(history or mapping), `obstacles` (why the migrations do not lead on), `apps` (each with `app`,
`standing`, `applied`, `missing`, `unknown`, `reason`), `missing` in the order in which they would
run (`app`, `name`, `atomic`, `operations` with `kind`, `text`, `tables`), `unknown` records,
`traces` (`from`, `to`, `by`: where the operations put tables and columns), and where the source's
schema is not what its records make: `drift` (`table`, `kind`, `text`, `extra`, `rows`), `compared`,
`not_compared` (why).

### `migrated_on`

The end of a move by the history: `run`, `summary`.

### `moved_before`

The answer of `move --once` where a finished run stands in the target's journal: `run`, `rows` that
it brought, `summary`.

### `export`

What `export` wrote: `folder`, `snapshot`, and `files` with the `path`, `table` and `rows` of each.

### `plan`

What `plan` drafted: `path`, `tables`, `skipped`, `open_questions`, and
`unapplied_migrations`, which the target lacks; while there are any, a draft is worth little.

### `question`

One for each line of `plan --questions`, the most consequential first: `id`, `kind` (`table`,
`key` for what the same row is in a merge, `column`, or `drop` for a source column without a
place), `source`, `target`, `column`, `reason`,
`required` (whether no row moves before it is answered), `rows` (about how many it is about),
`options` with the `line` that answers, its `reason`, whether it is `complete` as it stands, and
`results`: what SQL makes of the values shown, in their order. `samples` are some values of the
source's columns, x for each letter and 0 for each digit unless `--values` is given; `filled` says
in about how many rows a column without a place holds anything.

### `answers`

What became of `plan --answer`, `--accept` or `--ask`: `path`, how many were `taken`, those
`refused` with their `id` and `reason`, and the `open_questions` that are left.

### `dry_run`

What `move --dry-run` found beside the findings: `bytes`, `rows_estimate`, `definitions`,
`tables`, and under `merges` what would come into tables whose rows stay (as in `merge_planned`).

### `rehearsal`

What `move --rehearse` found: `bytes`, the `share` of all bytes (less than 1 with `--sample`),
`expected_seconds` of a move of everything (null where a sample is too small to
tell), between `expected_low` and `expected_high`; `expected` has the same for each step, with the
`limit` that it waits for; `gains` has what would help (`change`, `seconds` saved, by the model, the
most first); the seconds that each of the `steps` took here, and `verify` (as below).

### `verify`

The answer of `verify`, and the end of a move: `equal`, `rows`, `seconds`,
`foreign_keys_not_validated`, `tables`. Each table has
`table`, `equal`, `ahead` (whether both sides were summed up before step 8, and nothing has changed
since), `added` (seed rows that stay, and what Django itself added) and, under `source` and
`target`, `rows`, `checksum` and `seconds`. Checksums are decimal text. Where rows that were in
the target before stayed, there is no checksum, and `judged` counts the source's rows: `rows`,
`missing`, `equal`, `kept` (the plan keeps another row under the same key), `changed`, and `gone`
(0 here).

### `differing_rows`

The answer of `verify --rows`: `table`, `count`, `complete` (whether the count is exact), `rows`.
Each row has `kind` (missing, extra or changed), `key`, `times` and, where it changed, `columns`,
each with `column`, `source` and `target` as text.

### `import`

The answer of `import`: `done` (whether the rows are in the target), `rejected`, `deleted` (by
table, where they are replaced), `sequences_set`, and `files`, each with `file`, `table`, `rows`,
`new`, `changed`, `unchanged`, `kept`, `rejected`, `settled` (rows that a move had refused),
`blank_lines`, `reject_file`, `changed_cells` (by column) and `faults`. A fault has `column` (empty
where the whole row is at fault), `rows`, `help` and `examples` with `line`, `value` and `reason`.

### `fleet`

The last line of `fleet`: `exit_status`, and `moves`, each with `move` (its name), `state` (done,
done before, done with rejects, can be moved, rows differ, blocked, failed, wrong usage, needs an
answer, interrupted, not begun, running, broken off), `exit_status`, `rows` (null where nobody
knows), `seconds`, `verdict`, `code`, `message`, `help`, `next` (what to type), `plan`, `log` and
`where` (the worker of a cluster).

### `error`

The last line of a command that failed: `message`, `code` (a finding's; mostly empty), `causes`,
`help`, `exit_status`.
"""


def main() -> None:
    """Write every generated file."""
    for name, text in pages().items():
        (REFERENCE / name).write_text(text, encoding="utf-8")


def pages() -> dict[str, str]:
    """The generated files and what stands in them."""
    return {
        "commands.md": "\n".join([COMMANDS_HEAD, *_commands()]),
        "events.md": "\n".join(
            [EVENTS_HEAD.format(version=events.FORMAT_VERSION), *_events(), EVENTS_TAIL]
        ),
        "findings/README.md": codes.index(),
    }


def _commands() -> Iterator[str]:
    parser = build_parser("segue")
    common = {action.dest for action in _shown(parser)}
    yield "## For every command\n\nBefore or after the command.\n"
    yield from _options([action for action in _shown(parser) if action.option_strings])
    (choices,) = (action.choices for action in _shown(parser) if isinstance(action.choices, dict))
    for command in COMMANDS:
        yield f"## `{command.name}`\n"
        yield f"{command.summary[0].upper()}{command.summary[1:]}. {_line(command.text)}\n"
        yield "```\n" + "\n".join(f"segue {line}" for line in command.examples) + "\n```\n"
        own = [a for a in _shown(choices[command.name]) if a.dest not in common]
        if own:
            yield from _options(own)


def _shown(parser: argparse.ArgumentParser) -> list[argparse.Action]:
    actions = parser._actions  # noqa: SLF001 -- argparse has no other way to list its options
    return [a for a in actions if a.help != argparse.SUPPRESS and a.dest != "help"]


def _options(actions: list[argparse.Action]) -> Iterator[str]:
    yield "| option | does |\n|---|---|"
    for action in actions:
        names = ", ".join(
            f"`{name}{_value(action)}`" for name in action.option_strings or [""]
        ).strip()
        yield f"| {names} | {_line(action.help or '')} |"
    yield ""


def _value(action: argparse.Action) -> str:
    if action.nargs == 0:
        return ""
    shown = action.metavar or f"{{{','.join(map(str, action.choices or ()))}}}"
    return {"*": f" [{shown} ...]", "+": f" {shown} ..."}.get(str(action.nargs), f" {shown}")


def _events() -> Iterator[str]:
    for kind in event_kinds():
        yield f"### `{event_name(kind)}`\n"
        yield f"{_line(inspect.getdoc(kind) or '')}\n"
        fields = [f"`{name}` ({type_})" for name, type_ in event_fields(kind).items()]
        yield f"Fields: {', '.join(fields)}.\n"


def event_kinds() -> list[type[events.Event]]:
    """Every event, in the order of its definition."""
    kinds = [kind for kind in vars(events).values() if isinstance(kind, type)]
    return [kind for kind in kinds if issubclass(kind, events.Event) and kind is not events.Event]


def event_fields(kind: type[events.Event]) -> dict[str, str]:
    """The names in the event's JSON, beside version and kind, with their types."""
    if kind is events.FindingReported:
        empty = Finding("", Severity.NOTE, "").as_json()
        return {name: type(value).__name__ for name, value in empty.items()}
    return {field.name: str(field.type) for field in dataclasses.fields(kind)}


def event_name(kind: type[events.Event]) -> str:
    """The event's name in JSON."""
    return re.sub(r"(?<!^)(?=[A-Z])", "_", kind.__name__).lower()


def _line(text: str) -> str:
    return " ".join(text.replace("|", "\\|").split())


if __name__ == "__main__":
    main()
