"""See the package; Django looks for `base.DatabaseWrapper` in an engine."""

from __future__ import annotations

from typing import NoReturn

from django.db.backends.dummy import base
from django.db.utils import NotSupportedError


class DatabaseWrapper(base.DatabaseWrapper):
    """Loads like any engine and refuses to be asked anything."""

    display_name = "closed"

    def refuse(self, *args: object, **kwargs: object) -> NoReturn:
        """Raise with the alias and what to do."""
        raise NotSupportedError(
            f"the database {self.alias!r} is closed while Segue prepares the target. Run a "
            "migration that reads or writes another database by hand (move --no-migrate)"
        )

    ensure_connection = refuse
    connect = refuse
    cursor = refuse
    _cursor = refuse
