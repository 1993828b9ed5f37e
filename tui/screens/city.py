"""One city: who says what of it, its figures and its claims."""

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Container

from situation.views import PlaceDetail
from tui.command import Scope
from tui.commands import bindings
from tui.screens.base import SituationScreen
from widgets.claim_feed import ClaimFeed
from widgets.control_status import ControlStatus
from widgets.glyphs import Glyphs
from widgets.pane import Pane
from widgets.statistics import Statistics


class CityScreen(SituationScreen):
    """Everything that the store has about one place."""

    SCOPES: ClassVar[tuple[Scope, ...]] = (Scope.CITY,)
    PANES: ClassVar[tuple[type[Pane], ...]] = (ControlStatus, Statistics, ClaimFeed)
    BINDINGS: ClassVar[list[BindingType]] = bindings(Scope.CITY)

    def __init__(self, place_id: str, glyphs: Glyphs) -> None:
        """Show a place.

        Args:
            place_id: its id.
            glyphs: the marks to draw with.
        """
        super().__init__(glyphs)
        self._place = place_id

    def compose_panes(self) -> ComposeResult:
        """Control above statistics, claims beside or below."""
        with Container(id="panes"):
            with Container(id="city"):
                yield ControlStatus(glyphs=self.glyphs)
                yield Statistics(glyphs=self.glyphs)
            yield ClaimFeed(glyphs=self.glyphs)

    def on_mount(self) -> None:
        """Ask for this city, with the rule behind its summary."""
        self.query_one(ControlStatus).zoomed = True
        self.situation.rest_on(self._place)
        self.go_to_pane(ControlStatus)

    def show_detail(self, detail: PlaceDetail) -> None:
        """Draw the panes."""
        if detail.row.place.id == self._place:
            self.query_one(ControlStatus).show(detail)
            self.query_one(Statistics).show(detail)
            self.query_one(ClaimFeed).show(detail)

    @on(ClaimFeed.Chosen)
    def _open_chosen_claim(self, event: ClaimFeed.Chosen) -> None:
        self.situation.open_claim(event.claim_id)

    def action_back(self) -> None:
        """Out of the zoom, or back to the monitor."""
        if self.zoomed:
            self.zoomed = False
        else:
            self.dismiss()
