"""When the screen is refused, and what Textual must not find in the environment."""

import subprocess
import sys
from collections.abc import Mapping
from typing import Final

import pytest

from situation.errors import ExitCode
from tui.preflight import Refusal, check, prepare

TERMINAL: Final[Mapping[str, str]] = {"TERM": "xterm-256color"}
ALL: Final = frozenset({0, 1, 2})


def refusal_with(
    environ: Mapping[str, str] = TERMINAL,
    *,
    terminals: frozenset[int] = ALL,
    encoding: str = "utf-8",
    is_open: frozenset[int] = ALL,
) -> Refusal | None:
    return check(environ, terminals.__contains__, encoding=encoding, is_open=is_open.__contains__)


def test_a_utf8_terminal_on_all_three_streams_is_accepted() -> None:
    assert refusal_with() is None
    assert refusal_with({"TERM": "screen"}, encoding="UTF8") is None


@pytest.mark.parametrize(
    ("terminals", "named"),
    [((1, 2), "input"), ((0, 2), "output"), ((0, 1), "error"), ((), "input")],
)
def test_each_stream_must_be_a_terminal(terminals: tuple[int, ...], named: str) -> None:
    refusal = refusal_with(terminals=frozenset(terminals))
    assert refusal is not None
    assert f"standard {named}" in refusal.reason


@pytest.mark.parametrize("term", [None, "", "dumb", "DUMB", "unknown"])
def test_a_terminal_that_cannot_place_text_is_refused(term: str | None) -> None:
    refusal = refusal_with({} if term is None else {"TERM": term})
    assert refusal is not None
    assert "TERM" in refusal.reason


@pytest.mark.parametrize("encoding", ["latin-1", "ascii", "koi8-r", "utf-16", "no-such-one", ""])
def test_an_encoding_other_than_utf8_is_refused(encoding: str) -> None:
    refusal = refusal_with(encoding=encoding)
    assert refusal is not None
    assert "UTF-8" in refusal.reason


def test_the_plain_table_takes_the_place_of_the_screen_while_output_is_open() -> None:
    refusal = refusal_with(terminals=frozenset({0, 2}))
    assert refusal is not None
    assert refusal.can_print
    assert refusal.exit_code is ExitCode.OK
    assert refusal.line.endswith("this is the plain table")


def test_with_nothing_to_print_to_one_ascii_line_and_code_2_are_left() -> None:
    refusal = refusal_with(terminals=frozenset({0, 2}), is_open=frozenset({0, 2}))
    assert refusal is not None
    assert not refusal.can_print
    assert refusal.exit_code is ExitCode.USAGE
    assert refusal.line.isascii()
    assert "\n" not in refusal.line


def test_nothing_from_the_environment_is_repeated() -> None:
    refusal = refusal_with({"TERM": "dumb"}, encoding="\x1b]0;x\x07")
    assert refusal is not None
    assert refusal.line.isprintable()


def test_what_textual_would_obey_is_taken_out_of_the_environment() -> None:
    kept = {"TERM": "xterm", "COLORTERM": "truecolor", "LANG": "uk_UA.UTF-8"}
    environ = {
        **kept,
        "TEXTUAL": "debug",
        "TEXTUAL_DRIVER": "evil:Driver",
        "TEXTUAL_LOG": "somewhere",
        "COLUMNS": "300",
        "LINES": "100",
        "NO_COLOR": "1",
    }
    prepare(environ)
    assert environ == kept


def test_the_question_does_not_import_textual() -> None:
    code = "import sys, tui.preflight; print(any(m in sys.modules for m in ('textual', 'rich')))"
    asked = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert asked.stdout.strip() == "False"
