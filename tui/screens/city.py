"""One city: who says what of it, its figures and its claims."""

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Container

from situation.views import PlaceDetail, Snapshot
from tui.commands import Scope, bindings
from tui.screens.base import SituationScreen
from widgets.claim_feed import ClaimFeed
from widgets.control_status import ControlStatus
from widgets.pane import Pane
from widgets.statistics import Statistics


class CityScreen(SituationScreen):
    """Everything that the store has about one place."""

    SCOPES: ClassVar[tuple[Scope, ...]] = (Scope.CITY,)
    PANES: ClassVar[tuple[type[Pane], ...]] = (ControlStatus, Statistics, ClaimFeed)
    BINDINGS: ClassVar[list[BindingType]] = bindings(Scope.CITY)

    def __init__(self, place_id: str) -> None:
        """Show a place.

        Args:
            place_id: its id.
        """
        super().__init__(id="city-screen")
        self._place = place_id

    def compose_panes(self) -> ComposeResult:
        """Control above statistics, claims beside or below."""
        with Container(id="panes"):
            with Container(id="city"):
                yield ControlStatus(id="control", first_number=1, full=True)
                yield Statistics(id="statistics", first_number=2)
            yield ClaimFeed(id="claims", first_number=3)

    def on_mount(self) -> None:
        """Begin loading, and ask for this city."""
        for pane in self.query(Pane):
            pane.set_loading()
        super().on_mount()
        self.situation.rest_on(self._place)
        self._go_to_pane(0)

    def show_snapshot(self, _snapshot: Snapshot) -> None:
        """A newer state may have changed this city."""
        self.situation.rest_on(self._place)

    def show_detail(self, detail: PlaceDetail) -> None:
        """Draw the panes."""
        if detail.row.place.id == self._place:
            for pane in (ControlStatus, Statistics, ClaimFeed):
                self.query_one(pane).show(detail)

    def action_back(self) -> None:
        """Back to the monitor, or out of the zoom."""
        if self.has_class("-zoomed"):
            self.remove_class("-zoomed")
        else:
            self.dismiss()
