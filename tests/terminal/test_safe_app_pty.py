"""The safe base on a real terminal: hostile lines, a crash, a suspended process."""

import shlex
import sys
from pathlib import Path

import pytest
from rich.segment import Segment
from rich.style import Style
from textual.app import App, ComposeResult
from textual.content import Content
from textual.strip import Strip
from textual.widget import Widget
from textual.widgets import Static

from tests.hostile import hostile_cases, needs_hostile
from tests.terminal.harness import PtyProgram
from tui.safe_app import SafeApp

ROOT = Path(__file__).resolve().parents[2]
ENVIRON = {"PYTHONPATH": str(ROOT)}

# Each would do something to the terminal, and none is a sequence that Textual itself sends.
HOSTILE_TEXTS: tuple[str, ...] = (
    "\x1b]0;PWNED-0\x07",
    "\x1b]52;c;UFdORUQ=\x1b\\",
    "\x1b]777;notify;PWNED-1\x1b\\",
    "\x1bPtmux;\x1b\x1b]0;PWNED-2\x07\x1b\\",
    "\x1b_GPWNED-3\x1b\\",
    "\x1b[8mPWNED-4",
    "\x1b[2;7rPWNED-5",
    "\x1bcPWNED-6",
    "\x9d0;PWNED-7\x9c",
    "\x9b31mPWNED-8",
    "PWNED-9\u202egnp.exe",
    "\x0ePWNED-10\x7f",
)
LINK = Style(link="https://e/\x1b]0;PWNED-LINK\x07")


class HostileLines(Widget):
    """Draws hostile text by the line interface, cleaned by nobody."""

    def __init__(self, texts: tuple[str, ...]) -> None:
        super().__init__()
        self.texts = texts

    def render_line(self, y: int) -> Strip:
        if y >= len(self.texts):
            return Strip([Segment("all drawn", LINK)] if y == len(self.texts) else [])
        text = self.texts[y]
        return Strip([Segment(f"{y} "), Segment(text, LINK), Segment(text)])


class Guarded(SafeApp):
    """Shows what slipped past the gate and can end in each way."""

    texts = HOSTILE_TEXTS
    CSS = ".-answer { dock: bottom; }"

    def compose(self) -> ComposeResult:
        yield HostileLines(self.texts)

    def key_c(self) -> None:
        token = "Bearer-" + "secret"
        raise ValueError("crashed\x1b]0;PWNED-CRASH\x07", len(token))

    def key_q(self) -> None:
        self.exit(0, message="last words\x1b]0;PWNED-EXIT\x07")

    def key_z(self) -> None:
        self.action_suspend_process()

    def key_n(self) -> None:
        self.mount(Static(Content("still here"), classes="-answer"))


class Corpus(Guarded):
    """The same with the shared hostile texts."""

    def __init__(self) -> None:
        super().__init__()
        self.texts = tuple(corpus_texts())


class Unguarded(App[int]):
    """The same lines without the safe base, to prove that the lines would do harm."""

    def compose(self) -> ComposeResult:
        yield HostileLines(HOSTILE_TEXTS)


def corpus_texts() -> list[str]:
    cases = hostile_cases("text", "markup")
    return [case.text().replace("\n", " ")[:60] for case in cases]


def run(name: str) -> None:
    """Run one of the applications above in this process."""
    app: App[int] = {"guarded": Guarded, "unguarded": Unguarded, "corpus": Corpus}[name]()
    app.run()
    sys.exit(app.return_code)


def argv(name: str) -> list[str]:
    start = f"from tests.terminal.test_safe_app_pty import run; run({name!r})"
    return [sys.executable, "-c", start]


def payload(text: str) -> bytes:
    return text.encode("utf-8", "backslashreplace")


def test_no_hostile_line_reaches_the_terminal_raw_and_a_crash_leaves_it_usable() -> None:
    with PtyProgram(argv("guarded"), environ=ENVIRON) as program:
        modes = program.terminal_modes
        program.wait_for("all drawn")
        shown = program.raw
        program.press("c")
        assert program.wait_exit() == 70
        for text in HOSTILE_TEXTS:
            assert payload(text) not in shown
        assert b"PWNED-7" in shown
        assert b"PWNED-LINK" not in shown
        assert b"\x1b]0;" not in program.raw
        after = program.raw[program.raw.index(b"\x1b[?1049l") :].decode()
        assert "sitmon stopped by an error: ValueError: ('crashed" in after
        assert b"Bearer" not in program.raw
        assert program.terminal_modes == modes


def test_without_the_guard_the_same_lines_do_reach_the_terminal() -> None:
    with PtyProgram(argv("unguarded"), environ=ENVIRON) as program:
        program.wait_for(lambda: b"all drawn" in program.raw)
        assert all(payload(text) in program.raw for text in HOSTILE_TEXTS)
        assert b"PWNED-LINK" in program.raw


@needs_hostile
def test_no_shared_hostile_text_reaches_the_terminal_raw() -> None:
    texts = corpus_texts()
    with PtyProgram(argv("corpus"), rows=len(texts) + 2, environ=ENVIRON) as program:
        program.wait_for("all drawn", timeout=30)
        for text in texts:
            if not text.isprintable() and "\x1b" in text.rstrip("\x1b"):
                assert payload(text) not in program.raw
        assert not any(payload(chr(point)) in program.raw for point in range(0x80, 0xA0))
        assert not any(payload(chr(point)) in program.raw for point in range(0x202A, 0x202F))
        program.press("q")
        assert program.wait_exit() == 0


def test_the_last_words_follow_the_screen_and_are_clean() -> None:
    with PtyProgram(argv("guarded"), environ=ENVIRON) as program:
        program.wait_for("all drawn")
        # Nobody could bring back a process that leads its session: it must not stop.
        program.press("z", "n")
        program.wait_for("still here")
        program.press("q")
        assert program.wait_exit() == 0
        assert program.raw.rstrip().endswith(b"last words^[]0;PWNED-EXIT^G")


def test_under_a_shell_with_job_control_the_process_stops_and_comes_back() -> None:
    script = f"set -m; {shlex.join(argv('guarded'))}; echo STOPPED; fg; echo ENDED"
    with PtyProgram(["/bin/sh", "-c", script], environ=ENVIRON) as program:
        program.wait_for("all drawn")
        program.press("z")
        program.wait_for(lambda: b"STOPPED" in program.raw)
        program.press("n")
        program.wait_for("still here")
        program.press("q")
        program.wait_for("ENDED")


def test_a_wait_that_ends_in_vain_says_what_is_on_the_screen() -> None:
    with (
        PtyProgram(["/bin/sh", "-c", "echo there"]) as program,
        pytest.raises(AssertionError, match="there"),
    ):
        program.wait_for("never", timeout=5)
