"""Events in words: one line each, or none."""

from __future__ import annotations

from segue import events
from segue.commandline.terminal.text import about, duration, progress, size
from segue.progress import Tally
from segue.wording import count, counted, most

LONG = 10.0
"""Seconds from which on a single index is worth a line."""
MOST_MOVES = 8
"""Of a fleet, that progress names."""


def style_of(event: events.Event) -> str:
    """Colour for a line; it never carries a meaning that the words do not."""
    match event:
        case events.Note(level="detail"):
            return "dim"
        case events.Note(level="warning") | events.Retrying():
            return "yellow"
        case events.TableVerified(equal=False):
            return "bold red"
        case events.MoveEnded() if event.exit_status:
            return "yellow"
        case events.RunStarted():
            return "bold"
    return ""


def copied(tally: Tally) -> str:
    """`copied 43 %: 16.4 of 38.1 GB, 121 MB/s, about 5 min left`."""
    parts = [f"copied {tally.share:.0%}".replace("%", " %")]
    parts[0] += f": {progress(tally.bytes_done, tally.bytes_planned)}"
    if tally.rate:
        parts.append(f"{size(tally.rate)}/s")
    if tally.seconds_left is not None and tally.share < 1:
        parts.append(about(tally.seconds_left))
    return ", ".join(parts)


def migrating(event: events.MigrationStarted) -> str:
    """`migration 12 of 150: shop.0003_prices`."""
    return f"migration {event.number:,} of {event.total:,}: {event.app}.{event.name}"


def of_fleet(event: events.FleetProgress) -> str:
    """`17 of 300 done, 1 failed, 4 under way: acme 43 %, bolt 0 %`."""
    total = event.done + event.failed + event.waiting + len(event.running)
    failed = f", {count(event.failed)} not done" if event.failed else ""
    shares = [f"{name} {share:.0%}".replace("%", " %") for name, share in event.running.items()]
    more = f" and {count(len(shares) - MOST_MOVES)} more" if len(shares) > MOST_MOVES else ""
    names = f": {', '.join(shares[:MOST_MOVES])}{more}" if shares else ""
    running = f"{count(len(shares))} under way{names}"
    return f"{count(event.done)} of {counted(total, 'move')} done{failed}, {running}"


def different_columns(event: events.MergePlanned) -> str:
    """In which columns the rows differ: `name 2, slug 1`; of how many where that is not all."""
    sample = event.compared < event.updated + event.kept
    of = f"; of {counted(event.compared, 'row')} compared" if sample else ""
    return most(event.columns) + of


def merge_counts(event: events.MergePlanned) -> str:
    """`public.tag: 18 new rows, 2 kept though different (name 2, slug 1), 300 equal`."""
    by_column = f" ({different_columns(event)})" if event.columns else ""
    counts = [f"{event.table}: {counted(event.new, 'new row')}"]
    if event.updated:
        counts.append(f"{count(event.updated)} to be updated{by_column}")
    if event.kept:
        counts.append(f"{count(event.kept)} kept though different{by_column}")
    if event.equal:
        counts.append(f"{count(event.equal)} equal")
    return ", ".join(counts)


def worded(event: events.Event) -> str:
    """The line for an event, or nothing where it is not worth one."""
    return _of_run(event) or _of_table(event) or _of_move(event)


def _of_move(event: events.Event) -> str:
    match event:
        case events.MoveBegun():
            return f"{event.move} begins" + (f" on {event.where}" if event.where else "")
        case events.MoveEnded():
            rows = f", {counted(event.rows, 'row')}" if event.rows is not None else ""
            why = f": {event.message.splitlines()[0]}" if event.message else ""
            return f"{event.move} {event.state}{rows} in {duration(event.seconds)}{why}"
    return ""


def _of_run(event: events.Event) -> str:
    match event:
        case events.Note():
            return {"warning": "warning: ", "detail": "  "}.get(event.level, "") + event.text
        case events.RunStarted():
            verb = "goes on" if event.resumed else "begins"
            return f"Run {event.run} {verb}: {event.source} to {event.target}"
        case events.StepStarted():
            return f"{event.number} {event.name} ..."
        case events.StepFinished():
            summary = f": {event.summary}" if event.summary else ""
            return f"{event.number} {event.name} done in {duration(event.seconds)}{summary}"
        case events.CopyPlanned():
            tables, parts = counted(event.tables, "table"), counted(event.parts, "part")
            return f"  to copy: {tables} in {parts}, {size(event.bytes)}"
        case events.MigrationFinished(purpose="onward"):
            return f"  {event.app}.{event.name} in {duration(event.seconds)}"
        case events.BatchApplied():
            keys, many = counted(event.keys, "changed key"), event.batches
            return f"  {keys} in {counted(many, 'batch', 'batches')}, {event.lag:.2f} s behind"
        case events.Retrying():
            again = f"try {event.attempt + 1} in {duration(event.seconds)}"
            return f"  {event.what}: {event.reason}; {again}"
    return ""


def _of_table(event: events.Event) -> str:
    match event:
        case events.MergePlanned():
            return f"  {merge_counts(event)}"
        case events.TableFinished(kept=True):
            return f"  {event.table}: {counted(event.rows, 'row')} are there already"
        case events.TableFinished(rows=0, there=0, rejected=0):
            return ""  # the closing table counts it
        case events.TableFinished():
            amount = f"{counted(event.rows, 'row')}, {size(event.bytes)}"
            if event.there:
                amount = f"{counted(event.rows, 'row')}, {count(event.there)} were there already"
            if event.rejected:
                amount += f", {count(event.rejected)} rejected"
            return f"  {event.table}: {amount} in {duration(event.seconds)}"
        case events.DefinitionRestored() if event.seconds >= LONG:
            what = f"{event.kind} {event.name} of {event.table}"
            return f"  {what} is back after {duration(event.seconds)}"
        case events.TableVerified(equal=False):
            rows = f"{counted(event.source_rows, 'row')} in the source"
            return f"  {event.table} differs: {rows}, {count(event.target_rows)} in the target"
    return ""
