"""PgBouncer itself before a server, as services run it: Debian's program, with a pool as asked."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import psycopg

from segue.demo.servers import HOST, Server
from support.mover import wait_until

PROGRAM = shutil.which("pgbouncer", path=f"{os.environ.get('PATH', '')}:/usr/sbin")
"""None where this machine has none."""

CONFIGURATION = """
[databases]
* = host={host} port={port} user={user} password={password}
[pgbouncer]
listen_addr = {host}
listen_port = {listen}
unix_socket_dir =
auth_type = any
pool_mode = {mode}
default_pool_size = {size}
query_wait_timeout = 30
"""


@contextmanager
def bounced(server: Server, folder: Path, mode: str, size: int) -> Iterator[Server]:
    """The server as it is reached through a pool of that mode and size."""
    assert PROGRAM is not None
    listen = _free_port()
    with server.connect() as session:
        password = session.info.password
    parameters = server.parameters
    text = CONFIGURATION.format(
        host=HOST,
        port=server.port,
        user=parameters["user"],
        password=password,
        listen=listen,
        mode=mode,
        size=size,
    )
    configuration = folder / "pgbouncer.ini"
    configuration.write_text(text)
    user = ["-u", "nobody"] if os.getuid() == 0 else []  # it refuses to run as root
    with (folder / "pgbouncer.log").open("w") as log:
        process = subprocess.Popen([PROGRAM, *user, str(configuration)], stdout=log, stderr=log)
    reached = Server(server.programs, server.version, {**parameters, "port": str(listen)})
    try:
        wait_until(lambda: _answers(reached))
        yield reached
    finally:
        process.kill()
        process.wait()


def _answers(server: Server) -> bool:
    with suppress(psycopg.OperationalError), server.connect():
        return True
    return False


def _free_port() -> int:
    with socket.create_server((HOST, 0)) as listener:
        return int(listener.getsockname()[1])
