"""Escape stays a key of its own, however closely the next one follows."""

import inspect

import pytest
from textual.drivers import linux_driver
from textual.events import Key, Paste

from tui.escape_key import HOOK, EscapeParser, install_escape_key


def keys_of(*chunks: str) -> list[str]:
    parser = EscapeParser()
    events = [event for chunk in chunks for event in parser.feed(chunk)]
    # The end of what came settles what could have been the beginning of a longer sequence.
    events += list(parser.feed(""))
    return [event.key for event in events if isinstance(event, Key)]


@pytest.mark.parametrize(
    ("typed", "keys"),
    [
        ("\x1bq", ["escape", "q"]),
        ("\x1b?", ["escape", "question_mark"]),
        ("\x1b/ab", ["escape", "slash", "a", "b"]),
        ("\x1b\x1bq", ["escape", "escape", "q"]),
        ("\x1bQ", ["escape", "Q"]),
        ("\x1bX\x1b[A", ["escape", "X", "up"]),
        ("\x1b[A", ["up"]),
        ("\x1bOB", ["down"]),
        ("\x1b[27u", ["escape"]),
        ("q", ["q"]),
    ],
)
def test_what_is_typed(typed: str, keys: list[str]) -> None:
    assert keys_of(typed) == keys


def test_it_may_come_byte_by_byte() -> None:
    assert keys_of(*"\x1bq") == ["escape", "q"]
    assert keys_of(*"\x1b[A") == ["up"]


def test_an_answer_of_the_terminal_right_behind_changes_nothing() -> None:
    assert keys_of("\x1b?\x1b[?2026;2$y\x1b?") == ["escape", "question_mark"] * 2
    assert keys_of("\x1b[", "A\x1bq") == ["up", "escape", "q"]


@pytest.mark.parametrize("cut", [1, 7, 9, 12])
def test_a_paste_stays_in_one_piece(cut: int) -> None:
    sent = "\x1b[200~two\nlines\x1b[201~\x1bq"
    events = list(EscapeParser().feed(sent))
    parser = EscapeParser()
    cut_in_two = [event for part in (sent[:cut], sent[cut:]) for event in parser.feed(part)]
    for found in (events, cut_in_two):
        assert [event.text for event in found if isinstance(event, Paste)] == ["two\nlines"]


def test_the_driver_makes_its_parser_by_this_name() -> None:
    install_escape_key()
    assert getattr(linux_driver, HOOK) is EscapeParser
    assert f"{HOOK}(" in inspect.getsource(linux_driver.LinuxDriver.run_input_thread)
