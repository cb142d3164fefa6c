"""Tables that are altered while they are followed: their columns and keys, compared with before."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field

from segue.database.names import QualifiedName
from segue.database.queries import query
from segue.database.session import Connection
from segue.errors import Altered


@dataclass(frozen=True, slots=True)
class Columns:
    """By table of each side, what stands for its columns and for what tells its rows."""

    source: Mapping[str, str]
    target: Mapping[str, str] = field(default_factory=dict)
    telling: str = ""
    """What stands for slot and publication, or the outbox; empty where that is not known."""

    @classmethod
    def read(cls, text: str | None) -> Columns:
        """As the journal has them."""
        return cls(**json.loads(text)) if text else cls({})

    @property
    def text(self) -> str:
        """For the journal."""
        return json.dumps(asdict(self))

    def is_told_alike(self, now: Columns) -> bool:
        """Whether nobody touched what tells of changes since."""
        return self.telling in ("", now.telling)

    def require_same(self, now: Columns) -> None:
        """That no table has changed since. Raises Altered."""
        changed = [
            *(name for name, told in self.source.items() if now.source.get(name) != told),
            *(f"{n} of the target" for n, told in self.target.items() if now.target.get(n) != told),
        ]
        if changed:
            more = f" and {len(changed) - 3} more" if len(changed) > 3 else ""
            raise Altered(tables=", ".join(changed[:3]) + more)


def columns_of(connection: Connection, tables: Iterable[QualifiedName]) -> dict[str, str]:
    """By name, what stands for each table's columns now; without those that are not there."""
    names = {name.identifier.as_string(None): str(name) for name in sorted(tables)}
    rows = connection.execute(query("columns_of"), {"tables": list(names)}).fetchall()
    return {names[name]: told for name, told in rows}
