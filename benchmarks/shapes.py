"""Wide, long and odd tables: how near each comes to its own raw COPY, and what memory it takes.

Each is moved by Segue and sent through a pipe of two `psql`, in turns. Beside each other stand
Segue's step 5, and the pipe from its first byte to its last; neither has an index to build.
"""

from __future__ import annotations

import statistics
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import psycopg

from benchmarks.contenders import Case, Segue, made_anew
from benchmarks.measuring import measure
from segue.demo.servers import PrivateServer

PLAN = """\
version = 1
source = "env:SOURCE"
target = "env:TARGET"
[[table]]
{origin}
to = "public.big"
[skip]
"""

PLAIN = "CREATE TABLE big (id bigint NOT NULL, text text NOT NULL);"
MANY = "SELECT n, repeat(md5(n::text), 8) FROM generate_series(1, 1000000) AS n;"
STORED = PLAIN.replace("big ", "stored ") + "INSERT INTO stored " + MANY
APART = PLAIN + "ALTER TABLE big ALTER text SET STORAGE EXTERNAL;"
WIDE = (
    "CREATE TABLE big (id bigint NOT NULL" + "".join(f", c{n} integer" for n in range(200)) + ");"
)
PARTITIONS = "".join(
    f"CREATE TABLE big_{n} PARTITION OF big FOR VALUES WITH (modulus 16, remainder {n});"
    for n in range(16)
)


@dataclass(frozen=True)
class Shape:
    """One kind of table."""

    name: str
    source: str
    """SQL that makes and fills it."""
    target: str = PLAIN
    """SQL that makes what is filled."""
    origin: str = 'from = "public.big"'
    """What the plan says is read."""
    read: str = "SELECT * FROM big"
    """The same for the pipe."""
    skipped: str = ""
    """What the plan leaves alone."""

    @property
    def plan(self) -> str:
        skips = f'"{self.skipped}" = "read through another"\n' if self.skipped else ""
        return PLAN.format(origin=self.origin) + skips


SHAPES = (
    Shape("a plain table", PLAIN + "INSERT INTO big " + MANY),
    Shape(
        "values of a megabyte, kept apart (TOAST)",
        APART
        + "INSERT INTO big SELECT n, repeat(md5(n::text), 32768) FROM generate_series(1, 300) n;",
    ),
    Shape(
        "sixteen partitions",
        PLAIN.replace(";", " PARTITION BY HASH (id);") + PARTITIONS + "INSERT INTO big " + MANY,
    ),
    Shape("a view", STORED + "CREATE VIEW big AS SELECT * FROM stored;", skipped="public.stored"),
    Shape(
        "a query",
        STORED,
        origin='query = "SELECT id, text FROM stored"',
        read="SELECT id, text FROM stored",
        skipped="public.stored",
    ),
    Shape(
        "two hundred columns",
        WIDE + f"INSERT INTO big SELECT n{', n' * 200} FROM generate_series(1, 200000) AS n;",
        target=WIDE,
    ),
)

HUGE = Shape(
    "one value of 300 MB", APART + "INSERT INTO big VALUES (1, repeat('0123456789', 30000000));"
)
"""Its memory is that of the row, and no measure of a rate."""


@dataclass(frozen=True)
class Rate:
    """What became of one shape."""

    name: str
    bytes: int
    """As they travelled."""
    segue: float
    """Bytes a second, the median of the runs."""
    raw: float
    """Bytes a second of the pipe."""
    memory: int
    """Bytes that the mover held at most."""


def rates(source: PrivateServer, target: PrivateServer, jobs: int, times: int) -> Iterator[Rate]:
    """Move every shape that many times; the huge value once."""
    for shape in SHAPES:
        yield _rate(shape, source, target, jobs, times)
    yield _rate(HUGE, source, target, jobs, 1)


def _rate(
    shape: Shape, source: PrivateServer, target: PrivateServer, jobs: int, times: int
) -> Rate:
    case = Case(source, target, "bench_shape", jobs, schema=shape.target)
    made_anew(source, case.name)
    with psycopg.connect(source.dsn(case.name), autocommit=True) as session:
        session.execute(shape.source)
        session.execute("VACUUM ANALYZE")
    mover, pipes, memory = Segue(shape.name, plan=shape.plan), [], 0
    for _ in range(times):
        memory = max(memory, mover.run(case).memory)
        pipes.append(_pipe(shape, case))
    size = mover.copied[0].bytes
    seconds = statistics.median(copied.seconds for copied in mover.copied)
    return Rate(shape.name, size, size / seconds, size / statistics.median(pipes), memory)


def _pipe(shape: Shape, case: Case) -> float:
    """Seconds of a pipe of two psql, the target empty and without a journal."""
    case.empty_target(migrated=True)
    psql = f'"{case.target.bin("psql")}" -qX -v ON_ERROR_STOP=1'
    script = (
        f'{psql} "$SOURCE" -c "COPY ({shape.read}) TO STDOUT (FORMAT binary)" |'
        f' {psql} "$TARGET" -c "COPY big FROM STDIN (FORMAT binary)"'
    )
    return measure(["sh", "-c", script], case.places, Path("/dev/null")).seconds
