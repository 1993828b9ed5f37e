"""A real OpenSSH server on loopback, as this user, with keys of its own and the manual's lines."""

import getpass
import os
import pwd
import shutil
import socket
import subprocess
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from textwrap import dedent

from msgspec import Struct

MANUAL = Path(__file__).parents[2] / "docs" / "kiosk.md"
BESIDE_SEARCH_PATH = ("/usr/sbin", "/usr/local/sbin", "/usr/lib/openssh")
CLIENT_TOOLS = ("ssh", "ssh-keygen", "scp", "sftp")
SEPARATION_USER = "sshd"
SEPARATION_FOLDER = Path("/run/sshd")
LISTENING = "Server listening on"


class Sshd(Struct, frozen=True, kw_only=True):
    """A server that runs."""

    port: int
    folder: Path
    """Holds the reader's key and the list of known hosts."""

    def client(self, tool: str, *words: str) -> list[str]:
        """A command line of `ssh`, `scp` or `sftp` that knows the server and has the key."""
        port = "-p" if tool == "ssh" else "-P"
        options = (
            "BatchMode=yes",
            "ExitOnForwardFailure=yes",
            "GlobalKnownHostsFile=/dev/null",
            "IdentitiesOnly=yes",
            "IdentityAgent=none",
            "StrictHostKeyChecking=yes",
            f"UserKnownHostsFile={self.folder / 'known_hosts'}",
        )
        given = [word for option in options for word in ("-o", option)]
        key = str(self.folder / "reader")
        return [tool, "-F", "/dev/null", port, str(self.port), "-i", key, *given, *words]

    def run(self, tool: str, *words: str) -> subprocess.CompletedProcess[bytes]:
        """Let a client do something without a terminal."""
        return subprocess.run(
            self.client(tool, *words),
            stdin=subprocess.DEVNULL,
            capture_output=True,
            check=False,
            timeout=60,
        )


def login() -> str:
    """The account to log in to: the one that runs the tests, for sshd can be no other."""
    return f"{getpass.getuser()}@127.0.0.1"


def why_not() -> str:
    """Why no server can be started here; empty when one can."""
    missing = [tool for tool in (*CLIENT_TOOLS, "sshd") if _program(tool) is None]
    if missing:
        return f"not installed: {', '.join(missing)} (Debian: openssh-server, openssh-client)"
    if os.geteuid() == 0 and SEPARATION_USER not in {user.pw_name for user in pwd.getpwall()}:
        return f"as root, sshd needs the user {SEPARATION_USER}"
    return ""


@contextmanager
def serving(folder: Path, forced_command: str) -> Iterator[Sshd]:
    """Run a server with the manual's restrictions until the block ends.

    Args:
        folder: an empty directory, for keys and configuration.
        forced_command: takes the place of the manual's, which names paths of an installation.
    """
    server = _configured(folder, forced_command)
    if os.geteuid() == 0:
        # As the service's own start does; where no service manager runs nobody else has.
        SEPARATION_FOLDER.mkdir(mode=0o755, exist_ok=True)
    program = _program("sshd")
    assert program is not None, why_not()
    process = subprocess.Popen(
        [program, "-D", "-e", "-f", str(folder / "sshd_config")],
        stdin=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        assert process.stderr is not None
        said = ""
        while LISTENING not in said:
            line = process.stderr.readline()
            assert line, f"sshd did not start:\n{said}"
            said += line
        yield server
    finally:
        process.terminate()
        process.communicate(timeout=15)


def manual_lines(forced_command: str) -> str:
    """The block for sshd_config as the manual has it, for this user and with another command."""
    blocks = MANUAL.read_text("utf-8").split("\n\n")
    block = dedent(next(block for block in blocks if block.startswith("    Match User ")))
    lines = block.splitlines()
    lines[0] = f"Match User {getpass.getuser()}"
    lines[1] = f"    ForceCommand {forced_command}"
    return "\n".join(lines)


def _configured(folder: Path, forced_command: str) -> Sshd:
    for name in ("host", "reader"):
        _make_key(folder / name)
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port: int = taken.getsockname()[1]
    host_key = (folder / "host.pub").read_text("utf-8")
    (folder / "known_hosts").write_text(f"[127.0.0.1]:{port} {host_key}", "utf-8")
    reader = (folder / "reader.pub").read_text("utf-8")
    (folder / "authorized_keys").write_text(f"restrict,pty {reader}", "utf-8")
    settings = (
        "ListenAddress 127.0.0.1",
        f"Port {port}",
        f"HostKey {folder / 'host'}",
        f"AuthorizedKeysFile {folder / 'authorized_keys'}",
        "PidFile none",
        # The directories of tests lie below one that everybody may write.
        "StrictModes no",
        "UsePAM no",
        "PasswordAuthentication no",
        "KbdInteractiveAuthentication no",
        "Subsystem sftp internal-sftp",
        manual_lines(forced_command),
    )
    (folder / "sshd_config").write_text("\n".join(settings) + "\n", "utf-8")
    return Sshd(port=port, folder=folder)


def _make_key(path: Path) -> None:
    words: Sequence[str] = ("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", str(path))
    subprocess.run(words, check=True, timeout=60)


def _program(name: str) -> str | None:
    places = (*os.get_exec_path(), *BESIDE_SEARCH_PATH)
    return shutil.which(name, path=os.pathsep.join(places))
