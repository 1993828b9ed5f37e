"""The preflight on real streams: who gets the screen, who the plain table, who a refusal."""

import os
import shlex
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.terminal.harness import PtyProgram
from tui import preflight

ROOT = Path(__file__).resolve().parents[2]
START = "from tests.terminal.test_preflight_pty import main; main()"
PROGRAM = (sys.executable, "-c", START)


def main() -> None:
    """Start as the command line does: ask, then draw or print the plain table."""
    refusal = preflight.check_process()
    if refusal is not None:
        print(refusal.line, file=sys.stderr)
        if refusal.can_print:
            print("the plain table")
        sys.exit(refusal.exit_code)
    preflight.prepare(os.environ)
    from textual.app import App, ComposeResult
    from textual.widgets import Label

    class Drawn(App[int]):
        def compose(self) -> ComposeResult:
            yield Label(f"drawn on {self.size.width} by {self.size.height}")

        def key_q(self) -> None:
            self.exit(0)

    Drawn().run()


@contextmanager
def started(environ: dict[str, str] | None = None, redirection: str = "") -> Iterator[PtyProgram]:
    """The program in a terminal, with a shell's redirection such as `</dev/null`."""
    command = f"exec {shlex.join(PROGRAM)} {redirection}"
    variables = {"PYTHONPATH": str(ROOT), **(environ or {})}
    with PtyProgram(["/bin/sh", "-c", command], environ=variables) as program:
        yield program


@pytest.fixture(scope="module")
def drawn() -> bytes:
    """What the terminal got from a start with misleading variables, up to the end."""
    misleading = {"COLUMNS": "300", "LINES": "100", "TEXTUAL_DRIVER": "no.such:Driver"}
    with started(misleading) as program:
        program.wait_for("drawn on 80 by 24")
        program.press("q")
        assert program.wait_exit() == 0
        return program.raw


def test_the_screen_is_drawn_in_the_terminals_own_size_and_left_again(drawn: bytes) -> None:
    assert drawn.index(b"\x1b[?1049h") < drawn.index(b"\x1b[?1049l")


def test_without_colorterm_256_colours_are_used(drawn: bytes) -> None:
    assert b"8;5;" in drawn
    assert b"8;2;" not in drawn


@pytest.mark.parametrize("redirection", ["</dev/null", ">{file}", "2>{file}", "<&-", "2>&-"])
def test_a_stream_elsewhere_gets_the_plain_table(redirection: str, tmp_path: Path) -> None:
    other = tmp_path / "other"
    other.touch()
    with started(redirection=redirection.format(file=other)) as program:
        assert program.wait_exit() == 0
        said = program.raw + other.read_bytes()
        assert b"the plain table" in said
        assert b"\x1b" not in said


@pytest.mark.parametrize(
    "environ",
    [
        {"TERM": "dumb"},
        {"TERM": ""},
        {"PYTHONIOENCODING": "latin-1"},
        {"PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0", "LC_ALL": "C"},
    ],
)
def test_a_terminal_that_cannot_show_the_screen_gets_the_plain_table(
    environ: dict[str, str],
) -> None:
    with started(environ) as program:
        assert program.wait_exit() == 0
        assert b"no screen here" in program.raw
        assert b"the plain table" in program.raw
        assert b"\x1b" not in program.raw


def test_with_output_closed_one_ascii_line_and_code_2_are_left() -> None:
    with started(redirection=">&-") as program:
        assert program.wait_exit() == 2
        assert program.raw.isascii()
        assert program.raw.count(b"\n") == 1
