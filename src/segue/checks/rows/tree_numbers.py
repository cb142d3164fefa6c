"""Trees whose numbers mean something in one database only: those of both run into each other."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

import psycopg
from psycopg import sql

from segue.checks.rows.parallel import SourceReading
from segue.checks.rows.tree_columns import NestedSets, Paths, nested_sets, paths
from segue.database.names import quoted
from segue.findings import Finding, Severity
from segue.loading.earlier_runs import is_brought
from segue.loading.key_numbers import rounded_up
from segue.loading.table import of
from segue.mapping.facts import Facts
from segue.mapping.identity import BroughtRows
from segue.mapping.keys import Paired
from segue.mapping.sql import source_relation, source_values, target_relation
from segue.mapping.transfer import Feed, Transfer
from segue.plan import toml
from segue.plan.model import Expression, MatchKeys, Plan

ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
"""The digits of a step of a path, as django-treebeard counts them."""

WIDTH = 4
"""Characters of a step, unless a model says otherwise."""

STAYING = ("keep", "update")


def tree_hits(
    plan: Plan, transfers: Iterable[Transfer], facts: Facts, reading: SourceReading
) -> Iterator[Finding]:
    """A finding for each tree of rows that stay whose numbers new rows of the source have too."""
    for transfer in transfers:
        if plan.existing_rows_of(transfer.mapping).value not in STAYING:
            continue
        sets, steps = nested_sets(transfer.target), paths(transfer.target)
        trees = _Trees(plan, transfer, facts, reading)
        try:
            if sets is not None:
                yield from trees.sets(sets)
            if steps is not None:
                yield from trees.paths(steps)
        except psycopg.DataError:
            continue  # a value that cannot be worked out: other checks tell of it


class _Trees:
    """The trees of one mapping's rows beside those of the target's own."""

    def __init__(
        self, plan: Plan, transfer: Transfer, facts: Facts, reading: SourceReading
    ) -> None:
        self._plan = plan
        self._transfer = transfer
        self._facts = facts
        self._reading = reading
        self._places = {feed.column.name: n for n, feed in enumerate(transfer.feeds)}

    def sets(self, names: NestedSets) -> Iterator[Finding]:
        """Trees with the same number, or rows numbered over others where all are one tree."""
        column = names.tree or names.right
        ours, theirs = self._arriving(column), self._staying(column)
        if names.tree is None:
            common = [n for n in ours if theirs and int(n) <= max(map(int, theirs))]
        else:
            common = sorted(ours & theirs, key=int)
        if not common:
            return
        amount = rounded_up(max(map(int, theirs | ours)))
        shifted = [names.tree] if names.tree else [names.left, names.right]
        entries = "; ".join(f"{toml.key(name)} = {self._shifted(name, amount)}" for name in shifted)
        yield self._hit(column, common, entries, "the library's rebuild() numbers them all again")

    def paths(self, names: Paths) -> Iterator[Finding]:
        """Roots with the same step."""
        step = self._width(names)
        ours = {path[:step] for path in self._arriving(names.path)}
        theirs = {path[:step] for path in self._staying(names.path)}
        common = sorted(ours & theirs)
        if not common:
            return
        last = max(_number(root) for root in ours | theirs)
        roots = {root: _step(last + n, step) for n, root in enumerate(sorted(ours), start=1)}
        value = self._value(names.path)
        whens = " ".join(f"WHEN '{old}' THEN '{new}'" for old, new in roots.items())
        expression = (
            f"CASE left({value}, {step}) {whens} ELSE left({value}, {step}) END"
            f" || substr({value}, {step + 1})"
        )
        entry = f"{toml.key(names.path)} = {{ sql = {toml.text(expression)} }}"
        yield self._hit(names.path, common, entry, "the library's fix_tree() looks it over")

    def _hit(self, column: str, common: Sequence[str], entries: str, rebuilt: str) -> Finding:
        table, matched = self._transfer.target.name, self._is_matched
        columns = ", ".join(common[:3])
        return Finding(
            "K106",
            Severity.WARNING if matched else Severity.ERROR,
            f"{column} numbers trees: {len(common):,} of the source's numbers for new rows of"
            f" {table} are those of rows that stay ({columns})",
            place=self._plan.place(self._transfer.mapping, column),
            effect="the trees run into one another: rows are shown below others' parents",
            help=f"{rebuilt} once the rows are in" if matched
            else f"give the source's trees numbers of their own: {entries}",
        )  # fmt: skip

    @property
    def _is_matched(self) -> bool:
        """Rows below parents that the target has too belong into the same tree."""
        return isinstance(self._transfer.mapping.key, MatchKeys)

    def _feed(self, column: str) -> Feed:
        return self._transfer.feeds[self._places[column]]

    def _shifted(self, column: str, amount: int) -> str:
        return f"{{ sql = {toml.text(f'{self._value(column)} + {amount}')} }}"

    def _value(self, column: str) -> str:
        """What fills a column, as SQL of the plan."""
        feed = self._feed(column)
        if isinstance(feed.mapping, Expression):
            return f"({feed.mapping.sql})"
        return quoted(feed.origin)

    def _width(self, names: Paths) -> int:
        """How many characters a step has, by the first row that tells it."""
        row = self._reading.target.execute(
            sql.SQL(
                "SELECT pg_catalog.length({p}) / {d} FROM {t} WHERE {d} > 0 AND {p} <> '' LIMIT 1"
            ).format(
                p=sql.Identifier(names.path),
                d=sql.Identifier(names.depth),
                t=self._transfer.target.name.identifier,
            )
        ).fetchone()
        return int(row[0]) if row is not None and row[0] else WIDTH

    def _arriving(self, column: str) -> set[str]:
        """The values of new rows: those that no match found in the target."""
        if column not in self._places:
            return set()
        values = source_values(self._transfer)
        (key,) = self._transfer.target.primary_key
        pairs = self._facts.matches.get(self._transfer.number, Paired())
        statement = sql.SQL(
            "SELECT DISTINCT value::pg_catalog.text FROM (SELECT {}, {} {}) AS a (value, key)"
            " WHERE value IS NOT NULL AND key::pg_catalog.text <> ALL ({}::pg_catalog.text[])"
        ).format(
            values[self._places[column]],
            values[self._places[key]] if key in self._places else sql.SQL("''"),
            source_relation(self._transfer),
            sql.Literal(list(pairs.found)),
        )
        return {value for (value,) in self._reading.session.execute(statement).fetchall()}

    def _staying(self, column: str) -> set[str]:
        """The values of rows that no earlier run brought from this source."""
        table = self._transfer.target
        earlier = self._facts.earlier.brought.get(table.name, BroughtRows())
        statement = sql.SQL(
            "SELECT DISTINCT {value}::pg_catalog.text FROM (SELECT * {rows}) AS t"
            " WHERE {value} IS NOT NULL AND NOT {brought}"
        ).format(
            value=of("t", column),
            rows=target_relation(self._transfer),
            brought=is_brought(table, earlier),
        )
        return {value for (value,) in self._reading.target.execute(statement).fetchall()}


def _number(step: str) -> int:
    """A step's digits as a number; 0 where they are none."""
    number = 0
    for character in step:
        number = number * len(ALPHABET) + max(ALPHABET.find(character), 0)
    return number


def _step(number: int, width: int) -> str:
    digits = ""
    while number:
        number, digit = divmod(number, len(ALPHABET))
        digits = ALPHABET[digit] + digits
    return digits.rjust(width, "0")
