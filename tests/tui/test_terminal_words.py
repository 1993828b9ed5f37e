"""What is said to the terminal itself, plain and through a multiplexer."""

from base64 import b64decode

import pytest

from tests.test_hostile_corpus import unsafe_in
from tui.terminal_words import (
    NOTICE_LIMIT,
    Multiplexer,
    clipboard,
    multiplexer,
    notification,
    passed_on,
    title,
    title_kept,
)

HOSTILE = "a\x07\x1b]52;c;ZXZpbA==\x07\x9c\nb"


@pytest.mark.parametrize(
    ("environ", "between"),
    [
        ({}, Multiplexer.NONE),
        ({"TERM": "xterm-256color"}, Multiplexer.NONE),
        ({"TERM": "screen-256color"}, Multiplexer.NONE),
        ({"TMUX": "/run/tmux,1,0", "TERM": "screen-256color"}, Multiplexer.TMUX),
        ({"TERM": "tmux-256color"}, Multiplexer.TMUX),
        ({"STY": "1.pts-0.host", "TERM": "screen"}, Multiplexer.SCREEN),
        ({"STY": "", "TMUX": ""}, Multiplexer.NONE),
    ],
)
def test_the_environment_tells_what_stands_between(
    environ: dict[str, str], between: Multiplexer
) -> None:
    assert multiplexer(environ) is between


def test_a_terminal_gets_the_clipboard_plain() -> None:
    sent = clipboard("Київ", Multiplexer.NONE)
    assert sent.startswith("\x1b]52;c;")
    assert sent.endswith("\a")
    assert b64decode(sent[7:-1]).decode() == "Київ"


def test_tmux_gets_it_plain_and_wrapped() -> None:
    plain = clipboard("x", Multiplexer.NONE)
    wrapped = "\x1bPtmux;\x1b" + plain + "\x1b\\"
    assert clipboard("x", Multiplexer.TMUX) == plain + wrapped


def test_screen_gets_it_in_pieces_that_it_can_take() -> None:
    sent = clipboard("x" * 3000, Multiplexer.SCREEN)
    pieces = sent.split("\x1b\\")
    assert pieces.pop() == ""
    assert all(piece.startswith("\x1bP") and len(piece) <= 768 for piece in pieces)
    joined = "".join(piece.removeprefix("\x1bP") for piece in pieces)
    assert joined == clipboard("x" * 3000, Multiplexer.NONE)


@pytest.mark.parametrize("make", [title, lambda text: notification(text, Multiplexer.NONE)])
def test_no_text_ends_its_sequence(make: object) -> None:
    assert callable(make)
    sent = str(make(HOSTILE))
    assert sent[0] == "\x1b"
    assert sent[-1] == "\a"
    assert unsafe_in(sent[1:-1]) == []


def test_a_notification_is_cut_and_goes_through_tmux() -> None:
    sent = notification("x" * 999, Multiplexer.TMUX)
    assert sent == passed_on(notification("x" * 999, Multiplexer.NONE), Multiplexer.TMUX)
    assert len(sent) < NOTICE_LIMIT + 20


def test_the_title_that_was_there_comes_back(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(ZeroDivisionError), title_kept(wanted=True):
        raise ZeroDivisionError
    with title_kept(wanted=False):
        pass
    assert capsys.readouterr().err == "\x1b[22;2t\x1b[23;2t"
