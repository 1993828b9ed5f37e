"""The application's part in sources: it reads how they are doing, and has them fetched."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from textual import on
from textual.reactive import var

from situation.errors import ExitCode, SitmonError
from situation.opening import Opened
from situation.periods import Clock
from tui.messages import SourcesArrived
from tui.pausing_app import PausingApp

if TYPE_CHECKING:
    from situation.source_overview import SourceOverview

SYNCING = "fetching sources"
TOLD_FAILURES = 3
"""The Sources screen has all of them."""
_FAILED = ": failed"


class SourcingApp(PausingApp):
    """What the sources' screen asks of the application (`tui.source_desk`).

    Args:
        opened: the store and its pack.
        clock: gives the present.
        crash_log: where a crash is written.
    """

    source_overview: "var[SourceOverview | None]" = var(None, init=False, always_update=True)

    def __init__(self, opened: Opened, *, clock: Clock, crash_log: Path) -> None:
        super().__init__(clock, crash_log=crash_log)
        self._opened = opened
        self._is_syncing = False

    @on(SourcesArrived)
    def _take_sources(self, event: SourcesArrived) -> None:
        self.source_overview = event.overview

    def follow_sources(self, *, shown: bool) -> None:
        """Read how the sources are doing as long as a screen shows it."""
        self._refresher.follow_sources(shown=shown)

    def action_sync_all(self) -> None:
        """Fetch every source that is due, in the background."""
        self.sync_now(None)

    def sync_now(self, connector: str | None) -> None:
        """Fetch in the background what one connector brings; None: everything that is due."""
        if self._is_syncing:
            self.notify("sources are being fetched already")
            return
        self._is_syncing = True
        self.run_worker(self._sync(connector), name="sync", exit_on_error=True)

    async def _sync(self, connector: str | None) -> None:
        # A process is only started where somebody asks for a sync.
        from tui.background_sync import BackgroundSync  # noqa: PLC0415

        sentences: list[str] = []

        def told(sentence: str) -> None:
            sentences.append(sentence)
            self.notice = f"{SYNCING}: {sentence}"

        self.notice = SYNCING
        try:
            sync = BackgroundSync(self._opened.store.url, self._opened.pack_path, told)
            code = await sync.run((connector,) if connector else ())
            if code not in {ExitCode.OK, None}:
                self.notify(_what_failed(sentences), severity="warning")
        except OSError as error:
            self.notify(f"sources cannot be fetched: {error.strerror}", severity="error")
        finally:
            self._is_syncing = False
            self.notice = self.standing_notice()
            self._refresher.request()

    def accept_terms(self, connector: str, notice: str) -> None:
        """Keep that the reader has accepted these terms of a connector."""
        from situation.acceptance import Acceptance  # noqa: PLC0415

        try:
            Acceptance().accept(connector, notice, self.clock())
        except SitmonError as error:
            self.notify(f"not accepted: {error.line}", severity="error")
        else:
            self.notify("the terms are accepted")
            self._refresher.request()


def _what_failed(sentences: Sequence[str]) -> str:
    """What went wrong of what a sync told; where it never began, its last words say why."""
    failed = [sentence for sentence in sentences if _FAILED in sentence]
    more = f"; and {len(failed) - TOLD_FAILURES} more" if len(failed) > TOLD_FAILURES else ""
    told = "; ".join(failed[:TOLD_FAILURES]) + more or "".join(sentences[-1:])
    return told or "not every source could be fetched"
