"""A hot standby of a private server, made as operators make it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from segue.demo import servers
from segue.demo.servers import PrivateServer
from segue.demo.temporary_folder import sheltered


class Standby(PrivateServer):
    """Follows its primary until it is promoted."""

    def promote(self) -> None:
        """Make it a primary of its own, and wait until it takes writes."""
        self._control("promote")


@contextmanager
def standby_of(primary: PrivateServer) -> Iterator[Standby]:
    """A standby that follows the primary."""
    with sheltered(primary.programs) as shelter:
        backup = [str(shelter.programs / "pg_basebackup"), "-D", str(shelter.folder / "data")]
        done = shelter.run([*backup, "-d", primary.dsn(), "-R", "-X", "stream", "-c", "fast"])
        assert done.returncode == 0, done.stdout
        parameters = {**primary.parameters, "port": str(servers._free_port())}
        made = Standby(shelter.programs, primary.version, parameters, shelter, {"ssl": "off"})
        made.start()
        yield made
