"""A command line without a process: what is given, what came out."""

from collections.abc import Mapping
from datetime import UTC, datetime
from io import BytesIO, StringIO, TextIOWrapper

from msgspec import Struct

from situation.errors import ExitCode
from situation.periods import Clock
from tui.cli import main
from tui.commandline.console import Console
from tui.preflight import Refusal

NOW = datetime(2026, 1, 10, 12, tzinfo=UTC)
NO_TERMINAL = Refusal(reason="standard input is not a terminal", can_print=True)


class Ran(Struct, frozen=True):
    """How a command ended and what it wrote."""

    code: int
    out: str
    err: str


def run(
    *words: str,
    environ: Mapping[str, str] | None = None,
    clock: Clock = lambda: NOW,
    encoding: str = "utf-8",
    refusal: Refusal | None = NO_TERMINAL,
) -> Ran:
    """Run one command in this process."""
    written = BytesIO()
    stdout = TextIOWrapper(written, encoding=encoding, newline="")
    stderr = StringIO()
    console = Console(
        stdout=stdout,
        stderr=stderr,
        environ=environ or {},
        clock=clock,
        check_screen=lambda: refusal,
    )
    code = main(words, console)
    stdout.flush()
    assert code in set(ExitCode)
    return Ran(code, written.getvalue().decode(encoding), stderr.getvalue())
