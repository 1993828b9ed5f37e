"""What outside text cannot do through Textual, and how the application ends."""

import inspect
import os
from pathlib import Path
from typing import ClassVar

import pytest
from rich.text import Text
from textual.app import App, ComposeResult
from textual.binding import Binding
from textual.widgets import Footer, Static
from textual.worker import WorkerFailed

from situation.errors import ExitCode
from tests.waiting import until
from tui.crash_report import crash_report, summary
from tui.safe_app import SafeApp

HOSTILE_CLICK = "[@click=app.mark]CLICK ME[/]"


class Probe(SafeApp):
    """Shows a clickable action and can crash in several ways."""

    BINDINGS: ClassVar = [Binding("m", "mark", "Mark")]

    def __init__(self, *, crash_log: Path | None = None) -> None:
        super().__init__(crash_log=crash_log)
        self.marked = 0

    def compose(self) -> ComposeResult:
        yield Static(HOSTILE_CLICK)
        yield Footer()

    def action_mark(self) -> None:
        self.marked += 1

    def action_crash(self, words: str) -> None:
        token = "Bearer-" + "secret"
        raise ValueError(words, len(token))

    def crash_in_worker(self) -> None:
        self.run_worker(self._failing())

    async def _failing(self) -> None:
        raise LookupError("gone\x1b]0;x\x07")


class StockProbe(App[int]):
    """The same click without the safe base, to prove that the click would act."""

    marked = 0

    def compose(self) -> ComposeResult:
        yield Static(HOSTILE_CLICK)

    def action_mark(self) -> None:
        self.marked += 1


# Each method of Textual that is replaced, with the parameters it is called with.
HOOKS = {
    "_broker_event": ["event_name", "event", "default_namespace"],
    "_handle_exception": ["error"],
    "_print_error_renderables": [],
    "_close_messages_no_wait": [],
    "panic": ["renderables"],
    "exit": ["result", "return_code", "message"],
    "open_url": ["url", "new_tab"],
    "action_screenshot": ["filename", "path"],
    "deliver_screenshot": ["filename", "path", "time_format"],
    "action_simulate_key": ["key"],
    "action_suspend_process": [],
    "notify": ["message", "title", "severity", "timeout", "markup"],
    "copy_to_clipboard": ["text"],
}


@pytest.mark.parametrize("name", [*HOOKS, "deliver_text", "deliver_binary"])
def test_textual_still_has_each_hook(name: str) -> None:
    hook = getattr(App, name)
    if name in HOOKS:
        assert list(inspect.signature(hook).parameters)[1:] == HOOKS[name]
    if name != "_close_messages_no_wait":
        assert name in vars(SafeApp)


def test_textual_still_keeps_what_the_hooks_set() -> None:
    app = StockProbe()
    for name in ("_return_code", "_exception", "_exit_renderables"):
        assert name in vars(app)


async def test_a_click_on_text_runs_no_action() -> None:
    stock = StockProbe()
    async with stock.run_test() as pilot:
        await pilot.click(Static, offset=(2, 0))
        await until(pilot, lambda: stock.marked == 1, "the stock app acts on the click")
    app = Probe()
    async with app.run_test() as pilot:
        await pilot.click(Static, offset=(2, 0))
        await pilot.press("m")
        await until(pilot, lambda: app.marked > 0, "the key acts")
        assert app.marked == 1


async def test_the_footer_can_still_be_clicked() -> None:
    app = Probe()
    async with app.run_test() as pilot:
        await until(pilot, lambda: app.query("FooterKey"), "the footer is there")
        await pilot.click("FooterKey")
        await until(pilot, lambda: app.marked == 1, "the footer's key acts")


def files_in(folder: Path) -> list[Path]:
    return list(folder.iterdir())


async def test_no_action_writes_opens_types_or_stops(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "kill", lambda *_: pytest.fail("a signal was sent"))
    monkeypatch.setattr(os, "getsid", lambda _: os.getpgrp())
    monkeypatch.setattr("webbrowser.open", lambda *_, **__: pytest.fail("a browser was opened"))
    app = Probe()
    async with app.run_test() as pilot:
        await app.run_action(f"app.screenshot('x.svg', '{tmp_path}')")
        app.deliver_text(str(tmp_path / "x"), save_directory=tmp_path)
        app.deliver_binary(str(tmp_path / "x"), save_directory=tmp_path)
        app.deliver_screenshot("x.svg", str(tmp_path))
        await app.run_action("app.simulate_key('m')")
        await app.run_action("app.suspend_process")
        app.open_url("https://example.org")
        await pilot.pause()
        assert app.marked == 0
    assert files_in(tmp_path) == []


async def test_a_message_is_clean_and_never_markup() -> None:
    app = Probe()
    async with app.run_test(notifications=True) as pilot:
        app.notify("[/closing] \x1b]0;x\x07", title="[b]\x9bt", markup=True)
        await until(pilot, lambda: app.query("Toast"), "the message is shown")
        notification = next(iter(app._notifications))
        assert notification.message == "[/closing] ^[]0;x^G"
        assert notification.title == "[b]›t"
        assert not notification.markup


async def test_what_is_copied_is_clean() -> None:
    app = Probe()
    async with app.run_test():
        app.copy_to_clipboard("rm -rf\x1b[201~\ud800\nnext")
        assert app.clipboard == "rm -rf^[[201~\ufffd\nnext"


async def crash(app: Probe, words: str) -> None:
    async with app.run_test() as pilot:
        app.call_later(app.action_crash, words)
        await until(pilot, lambda: app.exit_line, "the crash arrived")
        app.exit(return_code=0, message="all is well")


async def ended(app: Probe, words: str) -> None:
    with pytest.raises(ValueError, match="stop"):
        await crash(app, words)


async def crash_in_worker(app: Probe) -> None:
    async with app.run_test() as pilot:
        app.crash_in_worker()
        await until(pilot, lambda: app.exit_line, "the crash arrived")


async def test_a_crash_ends_in_one_clean_line_and_code_70(
    capsys: pytest.CaptureFixture[str],
) -> None:
    app = Probe()
    await ended(app, "stop\x1b]0;x\x07\nsecond")
    assert app.return_code == ExitCode.CRASHED
    assert app.exit_line.startswith("sitmon stopped by an error: ValueError: ")
    said = capsys.readouterr().err
    assert said.strip() == app.exit_line
    assert said.count("\n") == 1
    assert "\x1b" not in said
    assert "Bearer" not in said


async def test_a_crash_in_a_worker_names_its_cause() -> None:
    app = Probe()
    with pytest.raises(WorkerFailed, match="gone"):
        await crash_in_worker(app)
    assert app.exit_line == "sitmon stopped by an error: LookupError: gone^[]0;x^G"
    assert app.return_code == ExitCode.CRASHED


async def test_the_report_of_a_crash_is_private_clean_and_without_values(tmp_path: Path) -> None:
    log = tmp_path / "state" / "crash.log"
    log.parent.mkdir()
    log.write_text("an older report")
    log.chmod(0o600)
    app = Probe(crash_log=log)
    await ended(app, "stop\x1b]0;x\x07")
    report = log.read_text()
    assert "action_crash" in report
    assert "ValueError" in report
    assert "an older report" not in report
    assert "\x1b" not in report
    assert "Bearer-secret" not in report
    assert log.stat().st_mode & 0o777 == 0o600
    assert app.exit_line.endswith(f"(report: {log})")


async def test_a_report_that_cannot_be_written_costs_nothing(tmp_path: Path) -> None:
    target = tmp_path / "target"
    link = tmp_path / "crash.log"
    link.symlink_to(target)
    app = Probe(crash_log=link)
    await ended(app, "stop")
    assert app.return_code == ExitCode.CRASHED
    assert "report:" not in app.exit_line
    assert not target.exists()


async def test_a_later_exit_does_not_hide_a_crash() -> None:
    app = Probe()
    await ended(app, "stop")
    assert app.return_code == ExitCode.CRASHED
    assert "all is well" not in app.exit_line


async def test_the_last_words_are_clean(capsys: pytest.CaptureFixture[str]) -> None:
    app = Probe()
    async with app.run_test():
        app.exit(3, return_code=3, message="bye [/x]\x1b]0;x\x07\nnow")
    assert app.return_code == 3
    assert capsys.readouterr().err == "bye [/x]^[]0;x^G now\n"


async def test_an_unreadable_terminal_ends_with_code_70(capsys: pytest.CaptureFixture[str]) -> None:
    app = Probe()
    async with app.run_test():
        app.panic(Text("raw \x1b"))
    assert app.return_code == ExitCode.CRASHED
    assert capsys.readouterr().err == "sitmon stopped: the terminal could not be read\n"


class Unprintable(Exception):
    """An error whose own text fails."""

    def __str__(self) -> str:
        raise RuntimeError


def raised(error: Exception) -> Exception:
    with pytest.raises(type(error)) as caught:
        raise error
    return caught.value


def test_a_report_is_bounded_and_names_the_error_at_its_end() -> None:
    lines = crash_report(raised(ValueError("x\n" * 50_000 + "y" * 50_000))).splitlines()
    assert len(lines) == 400
    assert max(map(len, lines)) <= 308
    assert lines[-1].startswith("yyy")


def test_an_error_without_a_text_still_has_a_summary() -> None:
    assert summary(raised(Unprintable())).endswith("<exception str() failed>")
