"""The application's part in pausing: what others record waits, and the top line says so."""

from textual import on

from tui.messages import StoreGrew
from tui.refresh import Refresher
from tui.watched_app import WatchedApp

PAUSED = "paused: what others record waits"


class PausingApp(WatchedApp):
    """Holds back what others record, as long as the reader wants it."""

    _refresher: Refresher

    def standing_notice(self) -> str:
        """What the top line says when there is nothing newer to tell."""
        outlook = self._refresher.outlook
        if not outlook.paused:
            return ""
        return f"{PAUSED} (something does)" if outlook.holds_back else PAUSED

    def action_pause(self) -> None:
        """Hold back, or let through again, what others record."""
        self._refresher.pause(paused=not self._refresher.outlook.paused)
        self.notice = self.standing_notice()

    @on(StoreGrew)
    def _take_growth(self) -> None:
        # The reader may have let it through while the word of it was under way.
        if self._refresher.outlook.paused:
            self.notice = self.standing_notice()
