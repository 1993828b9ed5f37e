"""The application's part in what a reader records and writes to files, beside the event loop."""

from collections.abc import Awaitable, Callable

from situation.errors import SitmonError
from situation.periods import Viewpoint
from situation.store.base import Store
from tui.sourcing_app import SourcingApp


class RecordingApp(SourcingApp):
    """What the screens ask for when a reader adds, judges or exports claims."""

    @property
    def viewpoint(self) -> Viewpoint:
        """Where is looked from."""
        return self._refresher.outlook.viewpoint

    def record(self, act: Callable[[Store], Awaitable[object]], done: str) -> None:
        """Let an act append to the store beside the event loop, and say how it went."""
        self.run_worker(self._record(act, done), name="record", exit_on_error=True)

    async def _record(self, act: Callable[[Store], Awaitable[object]], done: str) -> None:
        try:
            await act(self._opened.store)
        except SitmonError as error:
            self.notify(f"not recorded: {error.line}", severity="error")
            return
        self.notify(f"{done}{self._seen_when()}")
        self._refresher.request()

    def _seen_when(self) -> str:
        if self.viewpoint.known_at:
            return " (seen when you look from now: =)"
        return (
            " (seen when it is no longer paused: space)" if self._refresher.outlook.paused else ""
        )

    def export_view(self, line: str, typed_path: str) -> None:
        """Write the claims of a search line to a file beside the event loop; say how it went."""
        self.run_worker(self._export(line, typed_path), name="export", exit_on_error=True)

    async def _export(self, line: str, typed_path: str) -> None:
        # The formats are loaded when the first file is written.
        from tui.view_export import write_view  # noqa: PLC0415

        try:
            told = await write_view(
                self._opened.store,
                self._opened.pack.title,
                line,
                typed_path,
                viewpoint=self._refresher.outlook.reads_from,
                clock=self._clock,
            )
        except SitmonError as error:
            self.notify(f"not exported: {error.line}", severity="error")
        else:
            self.notify(told)
