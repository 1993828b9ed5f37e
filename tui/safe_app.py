"""`SafeApp`: what the application is built on, so that no outside text can act through Textual.

A click on text runs no action, no action writes a file or opens a browser, messages are never
markup, and a crash ends in one clean line without the values of variables. The names with an
underscore are Textual's own hooks; tests fail when a release renames one.
"""

import asyncio
import os
import sys
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import ClassVar, Final

from rich.console import RenderableType
from textual import on
from textual.app import App
from textual.await_remove import AwaitRemove
from textual.binding import Binding, BindingType
from textual.dom import DOMNode
from textual.driver import Driver
from textual.events import AppBlur, AppFocus, Event, InputEvent, Key, Paste
from textual.notifications import SeverityLevel
from textual.screen import ModalScreen, Screen
from textual.widget import Widget
from textual.worker import WorkerFailed

from situation.errors import ExitCode
from situation.text import LINE_LIMIT, clean
from tui.crash_report import summary, write_report
from tui.exact_updates import install_exact_updates
from tui.forgetting import install_forgetting
from tui.key_order import KeyOrder
from tui.render_guard import install_render_guard
from tui.screens.command_palette import Palette
from tui.terminal_words import clipboard, multiplexer

NOTICE_LIMIT: Final = 600
COPY_LIMIT: Final = 14_000
"""Characters that fit, at 4 bytes each and as base64, into the 75 kB a terminal takes at once."""
FROM_THE_READER: Final = (InputEvent, Paste, AppFocus, AppBlur)


class SafeApp(App[int]):
    """A Textual application that treats every text as hostile.

    Args:
        crash_log: the file that the report of a crash is written to, replacing the one before;
            None writes none.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        # No command of ours but every shell's: it works also while a line is typed.
        Binding("ctrl+z", "suspend_process", "to the shell", show=False, priority=True)
    ]

    def __init__(self, *, crash_log: Path | None = None) -> None:
        install_render_guard()
        install_exact_updates()
        install_forgetting()
        super().__init__()
        self.exit_line = ""
        """Said on standard error after the screen is gone; clean."""
        self._crash_log = crash_log
        self._exit_line_is_due = False
        self._keys = KeyOrder(self)

    async def on_event(self, event: Event) -> None:
        """Take an event; of what is typed one key after the other.

        What the terminal says after the last screen is gone is for nobody.
        """
        if isinstance(event, FROM_THE_READER) and not self.screen_stack:
            return
        if (
            isinstance(event, Key | Paste)
            and not event.is_forwarded
            and self._keys.must_wait(event)
        ):
            return
        await super().on_event(event)

    async def run_action(
        self,
        action: str | tuple[str, str, tuple[object, ...]],
        default_namespace: DOMNode | None = None,
        namespaces: Mapping[str, DOMNode] | None = None,
    ) -> bool:
        """Carry out an action of a key or the palette, once the screen on top has its panes."""
        stands: asyncio.Event = self.screen._mounted_event  # noqa: SLF001 - Textual's hook
        await stands.wait()
        return await super().run_action(action, default_namespace, namespaces)

    def _prune(self, *nodes: Widget, parent: DOMNode | None = None) -> AwaitRemove:
        """Take nodes away; where a screen goes, the one below it has been painted already."""
        is_screen = all(isinstance(node, Screen) for node in nodes)
        return super()._prune(*nodes, parent=None if is_screen else parent)

    def action_command_palette(self) -> None:
        """Open the palette; over what has to be answered or closed it would offer nothing."""
        if not isinstance(self.screen, ModalScreen):
            self.push_screen(Palette())
        elif not isinstance(self.screen, Palette):
            self.notify("esc closes this first: commands are for the screen below it")

    async def _broker_event(self, *_event: object, **_named: object) -> bool:
        """Run no action that a text names; keys, footer and palette do not come this way."""
        return False

    def open_url(self, *_url: object, **_named: object) -> None:
        """Open nothing: a text browser started here would offer a shell on this terminal."""

    def action_screenshot(self, *_place: object, **_named: object) -> None:
        """Write no file."""

    def deliver_screenshot(self, *_place: object, **_named: object) -> None:
        """Write no file."""

    def deliver_text(self, *_content: object, **_named: object) -> None:
        """Write no file."""

    def deliver_binary(self, *_content: object, **_named: object) -> None:
        """Write no file."""

    async def action_simulate_key(self, *_key: object, **_named: object) -> None:
        """Type nothing."""

    @on(Driver.SignalResume)
    def _draw_everything(self) -> None:
        """The shell had the terminal meanwhile; Textual would draw only what has changed."""
        self.refresh()

    def action_suspend_process(self) -> None:
        """Stop only where a shell with job control can bring us back.

        Such a shell gives its job a process group of its own. In a tmux pane or under a forced ssh
        command there is none, and the process would stay stopped for good.
        """
        if os.getpgrp() != os.getsid(0):
            super().action_suspend_process()

    def notify(
        self,
        message: str,
        *,
        title: str = "",
        severity: SeverityLevel = "information",
        timeout: float | None = None,
        markup: bool = False,
    ) -> None:
        """Show a message as it stands; `markup` is Textual's and never obeyed."""
        del markup
        super().notify(
            clean(message, NOTICE_LIMIT, lines=True),
            title=clean(title),
            severity=severity,
            timeout=timeout,
            markup=False,
        )

    def copy_to_clipboard(self, text: str) -> None:
        """Send text to the terminal's clipboard, cleaned: what is pasted may end up in a shell."""
        self._clipboard = clean(text, COPY_LIMIT, lines=True)
        self.tell_terminal(clipboard(self._clipboard, multiplexer(os.environ)))

    def tell_terminal(self, sequence: str) -> None:
        """Send a sequence of `tui.terminal_words` to the terminal, between two drawings."""
        if self._driver is not None:
            self._driver.write(sequence)

    def exit(
        self,
        result: int | None = None,
        return_code: int = 0,
        message: RenderableType | None = None,
    ) -> None:
        """End the application; `message` is said, cleaned, as the exit line."""
        if self._exception is not None:
            return_code = ExitCode.CRASHED
        elif message is not None:
            self._say_at_exit(str(message))
        super().exit(result, return_code)

    def panic(self, *renderables: RenderableType) -> None:
        """End with code 70: Textual calls this when it can no longer read the terminal."""
        said = " ".join(part for part in renderables if isinstance(part, str))
        self._return_code = ExitCode.CRASHED
        if self._exception is None:
            self._say_at_exit(f"sitmon stopped: {said or 'the terminal could not be read'}")
        self._close_messages_no_wait()

    def _handle_exception(self, error: Exception) -> None:
        """End with code 70 and one line; Textual's own report shows the values of variables."""
        self._return_code = ExitCode.CRASHED
        if self._exception is None:
            cause = error.error if isinstance(error, WorkerFailed) else error
            is_written = write_report(cause, self._crash_log)
            where = f" (report: {self._crash_log})" if is_written else ""
            self._say_at_exit(f"sitmon stopped by an error: {summary(cause)}{where}")
            self._exception = error
            self._exception_event.set()
        self._close_messages_no_wait()

    def _say_at_exit(self, text: str) -> None:
        self.exit_line = clean(text, 2 * LINE_LIMIT)
        self._exit_line_is_due = True

    def _print_error_renderables(self) -> None:
        """Say the exit line, once, in place of whatever Textual has collected."""
        self._exit_renderables.clear()
        if self._exit_line_is_due:
            self._exit_line_is_due = False
            # The terminal may be what was lost; there is nobody left to tell.
            with suppress(OSError, ValueError):
                print(self.exit_line, file=sys.stderr, flush=True)
