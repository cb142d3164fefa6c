"""The reporter for a terminal: a few lines that move, with what is finished scrolling above."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import TracebackType

from rich.console import Group, RenderableType
from rich.live import Live
from rich.progress_bar import ProgressBar
from rich.table import Table
from rich.text import Text

from segue import events
from segue.commandline.terminal.reporters import HumanReporter
from segue.commandline.terminal.screen import Screen
from segue.commandline.terminal.text import about, duration, progress, size, visible
from segue.commandline.terminal.words import migrating, of_fleet, style_of, worded
from segue.move.steps import COPY
from segue.progress import ActiveTable
from segue.wording import counted

MOST_ACTIVE = 8
"""Tables shown at once; more than that, nobody reads."""

ONWARD = 9
"""The step in which migrations run on the rows that were moved."""

REFRESH = 8
"""Times a second the moving lines are drawn."""

SPINNER = "⠋⠙⠹⠸⠼⠴⠦⠧⠇⠏"


class LiveReporter(HumanReporter):
    """Progress that moves. Use it as a context manager, so that the cursor always comes back."""

    def __init__(
        self, screen: Screen, clock: Callable[[], float] = time.monotonic, *, details: bool = False
    ) -> None:
        super().__init__(screen, clock, details=details)
        self._detail = ""
        self._steps: dict[int, tuple[str, float]] = {}
        self._live: Live | None = None
        self._plain = "utf" not in (screen.err.encoding or "").lower()

    def close(self) -> None:
        with self._printing:
            if self._live is not None:
                self._live.stop()
                self._live = None
            super().close()

    def show(self, event: events.Event) -> None:
        match event:
            case events.StepStarted():
                with self._state:
                    self._steps[event.number] = (event.name, self.tally.clock())
                self._begin()
            case events.StepFinished():
                with self._state:
                    self._steps.pop(event.number, None)
                    self._detail = ""
                self._print(self._finished_step(event))
            case events.TableFinished(rows=0):
                return  # the closing table counts it
            case events.TableFinished(kept=False):
                self._print(self._finished_table(event))
            case events.Note(level="detail") if not self.details:
                with self._state:
                    self._detail = event.text.strip()
            case events.CopyPlanned() | events.FleetProgress():
                self._begin()
            case events.MigrationStarted():
                with self._state:
                    self._detail = migrating(event)
                self._begin()
            case events.RunFinished():
                self.close()
            case _:
                line = worded(event)
                if line:
                    self._print(Text(visible(line, keep="\n"), style_of(event)))

    @contextmanager
    def pause(self) -> Iterator[None]:
        """Nothing moves while a question is asked: `with reporter.pause(): ...`."""
        with self._printing:
            is_live = self._live is not None
            self.close()
            yield
            if is_live:
                self._begin()

    def _begin(self) -> None:
        if self._live is None:
            # Redirecting would catch prints of others; nobody else prints while this lives.
            self._live = Live(
                get_renderable=self.moving, console=self.screen.err, refresh_per_second=REFRESH,
                transient=True, redirect_stdout=False, redirect_stderr=False,
            )  # fmt: skip
            self._live.start()

    def _print(self, what: RenderableType) -> None:
        self.screen.err.print(what, no_wrap=False)

    def _mark(self, good: str, plain: str) -> str:
        return plain if self._plain else good

    def _finished_step(self, event: events.StepFinished) -> RenderableType:
        return _line(
            Text.assemble(
                (self._mark("✓", "+"), "green"), f" {event.number} ", (event.name, "bold")
            ),
            Text(visible(event.summary)),
            Text(duration(event.seconds), "dim"),
            name_width=18,
        )

    def _finished_table(self, event: events.TableFinished) -> RenderableType:
        amount = f"{counted(event.rows, 'row')}, {size(event.bytes)}"
        return _line(
            Text.assemble("   ", visible(event.table)),
            Text(amount, justify="right"),
            Text(duration(event.seconds), "dim"),
        )

    def moving(self) -> RenderableType:
        """The lines that move, drawn anew each time; called by rich's own thread."""
        with self._state:
            return Group(*self._moving_lines())

    def _moving_lines(self) -> Iterator[RenderableType]:
        if self.tally.fleet is not None:
            yield Text(visible(of_fleet(self.tally.fleet)), "dim")
        for number, (name, since) in sorted(self._steps.items()):
            yield self._running_step(number, name, since)
            if number == COPY and self.tally.bytes_planned:
                yield self._total()
            if number in (1, ONWARD) and self.tally.migration is not None:
                yield _bar(self.tally.migration)
        if not self._steps and self.tally.bytes_planned:  # an export or an import has no steps
            yield self._total()
        active = sorted(self.tally.active.values(), key=lambda table: -table.total)
        if active:
            yield self._tables(active[:MOST_ACTIVE])
        if len(active) > MOST_ACTIVE:
            yield Text(f"   and {counted(len(active) - MOST_ACTIVE, 'more table')}", "dim")

    def _running_step(self, number: int, name: str, since: float) -> RenderableType:
        elapsed = self.tally.clock() - since
        frames = self._mark(SPINNER, "-\\|/")
        spin = frames[int(elapsed * REFRESH) % len(frames)]
        return _line(
            Text.assemble((spin, "cyan"), f" {number} ", (name, "bold")),
            Text(visible(self._doing(number) or self._detail), "dim"),
            Text(f"{elapsed:.0f} s" if elapsed < 60 else duration(elapsed), "dim"),
            name_width=18,
        )

    def _doing(self, number: int) -> str:
        tally = self.tally
        match number:
            case 4 if tally.down:
                return f"{counted(tally.down, 'definition')} taken down"
            case 5 if tally.tables_planned:
                return f"{len(tally.finished):,} of {counted(tally.tables_planned, 'table')}"
            case 6 if tally.restored:
                return f"{tally.restored:,} of {max(tally.down, tally.restored):,} back"
            case 7 if tally.sequences:
                return f"{counted(tally.sequences, 'sequence')} set"
            case 8 if tally.verified:
                whole = max(tally.tables_planned, len(tally.verified))
                return f"{len(tally.verified):,} of {counted(whole, 'table')}"
        return ""

    def _total(self) -> RenderableType:
        tally = self.tally
        grid = Table.grid(padding=(0, 1), expand=True)
        grid.add_column(width=2)
        grid.add_column(ratio=1)
        for _ in range(4):
            grid.add_column(no_wrap=True, justify="right")
        left = tally.seconds_left
        grid.add_row(
            "",
            ProgressBar(total=1.0, completed=tally.share),
            Text(f"{int(tally.share * 100)} %", "bold"),
            progress(tally.bytes_done, tally.bytes_planned),
            f"{size(tally.rate)}/s" if tally.rate else "",
            about(left) if left is not None and tally.share < 1 else "",
        )
        return grid

    def _tables(self, active: list[ActiveTable]) -> RenderableType:
        grid = Table.grid(padding=(0, 1), expand=True)
        grid.add_column(width=2)
        grid.add_column(ratio=3, no_wrap=True, overflow="ellipsis")
        grid.add_column(ratio=1)
        for _ in range(3):
            grid.add_column(no_wrap=True, justify="right")
        now = self.tally.clock()
        for table in active:
            share = min(1.0, table.done / table.total) if table.total else 0.0
            rate = table.done / max(now - table.started, 0.5)
            grid.add_row(
                "",
                Text(visible(table.name)),
                ProgressBar(total=1.0, completed=share),
                f"{int(share * 100)} %",
                progress(table.done, table.total),
                f"{size(rate)}/s" if table.done else "",
            )
        return grid

    def __enter__(self) -> LiveReporter:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        where: TracebackType | None,
    ) -> None:
        self.close()


def _bar(migration: events.MigrationStarted) -> RenderableType:
    """How many of the migrations have run."""
    grid = Table.grid(padding=(0, 1), expand=True)
    grid.add_column(width=2)
    grid.add_column(ratio=1)
    grid.add_column(no_wrap=True, justify="right")
    done = migration.number - 1
    bar = ProgressBar(total=float(migration.total), completed=float(done))
    grid.add_row("", bar, f"{done:,} of {counted(migration.total, 'migration')}")
    return grid


def _line(left: Text, middle: Text, right: Text, name_width: int | None = None) -> Table:
    """Three texts over the whole width: the last on the right edge, the middle one shortened."""
    grid = Table.grid(padding=(0, 1), expand=True)
    grid.add_column(
        no_wrap=True, overflow="ellipsis", min_width=name_width, ratio=None if name_width else 1
    )
    grid.add_column(no_wrap=True, overflow="ellipsis", ratio=1 if name_width else None,
                    justify="left" if name_width else "right")  # fmt: skip
    grid.add_column(no_wrap=True, justify="right", min_width=10)
    grid.add_row(left, middle, right)
    return grid
