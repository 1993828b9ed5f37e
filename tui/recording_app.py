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
        return self._refresher.viewpoint

    def record(self, act: Callable[[Store], Awaitable[object]], done: str) -> None:
        """Let an act append to the store beside the event loop, and say how it went."""
        self.run_worker(self._record(act, done), name="record", exit_on_error=True)

    async def _record(self, act: Callable[[Store], Awaitable[object]], done: str) -> None:
        try:
            await act(self._opened.store)
        except SitmonError as error:
            self.notify(f"not recorded: {error.line}", severity="error")
            return
        later = " (seen when you look from now: =)" if self.viewpoint.known_at else ""
        self.notify(f"{done}{later}")
        self._refresher.request()

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
                viewpoint=self.viewpoint,
                clock=self._clock,
            )
        except SitmonError as error:
            self.notify(f"not exported: {error.line}", severity="error")
        else:
            self.notify(told)
