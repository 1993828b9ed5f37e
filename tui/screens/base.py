"""What monitor and city screen share: the two lines, the panes, the way between the panes."""

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.geometry import Size
from textual.reactive import reactive
from textual.screen import ModalScreen, Screen

from situation.link import LinkState
from situation.views import PlaceDetail, Snapshot
from tui.collector import collect_when_at_rest
from tui.command import Scope
from tui.commands import bindings, foot
from tui.contract import Situation
from tui.forgetting import stop_watching
from tui.screens.leaving import LeftOnce
from widgets.city_list import CityList
from widgets.claim_feed import ClaimFeed
from widgets.control_status import ControlStatus
from widgets.glyphs import Glyphs
from widgets.key_line import KeyLine
from widgets.pane import Pane
from widgets.pane_states import Failed, Loading, Stale
from widgets.room_line import RoomLine
from widgets.statistics import Statistics
from widgets.status_line import StatusLine

LAYOUTS = [(0, "-speck"), (30, "-tiny"), (60, "-narrow"), (100, "-medium"), (160, "-wide")]
"""The least width in cells of each layout of `sitmon.tcss`."""
HEIGHTS = [(0, "-sliver"), (8, "-scant"), (16, "-flat"), (20, "-low"), (34, "-high")]
"""The least height in lines of each class of `sitmon.tcss`."""
LEAST_ROOM = Size(60, 16)
"""From here on the keys stand at the foot; below it stands that there is too little room."""
CITIES = 1
"""The number of the list of cities, which only the monitor has."""


class SituationScreen(LeftOnce[None], Screen[None]):
    """A screen of the situation: a top line, panes numbered from 1, a foot line."""

    BINDINGS: ClassVar[list[BindingType]] = bindings(Scope.EVERYWHERE)
    SCOPES: ClassVar[tuple[Scope, ...]] = ()
    PANES: ClassVar[tuple[type[Pane], ...]] = ()
    OF_PLACE: ClassVar[tuple[type[Pane], ...]] = (ControlStatus, Statistics, ClaimFeed)
    """The panes that show what is said of a place, and nothing where the place is not known."""

    HORIZONTAL_BREAKPOINTS = LAYOUTS
    VERTICAL_BREAKPOINTS = HEIGHTS

    zoomed = reactive[bool](default=False, init=False, toggle_class="-zoomed")

    def __init__(self, glyphs: Glyphs) -> None:
        """Draw with these marks."""
        super().__init__()
        self.glyphs = glyphs
        self._is_behind = False
        self._was_covered = False

    @property
    def situation(self) -> Situation:
        """The application, as far as a screen may know it."""
        app = self.app
        if not isinstance(app, Situation):
            raise TypeError("a situation screen belongs to the sitmon application")
        return app

    @property
    def place_id(self) -> str:
        """Id of the place whose detail the panes show; empty: of none."""
        return ""

    def compose(self) -> ComposeResult:
        """Top line, what the screen adds, foot line."""
        # Textual finds the layout of this size only after a first one without it.
        width, height = self.app.size
        for room, classes in ((width, LAYOUTS), (height, HEIGHTS)):
            fitting = (name for least, name in reversed(classes) if room >= least)
            self.add_class(next(fitting))
        yield StatusLine(glyphs=self.glyphs)
        yield from self.compose_panes()
        yield RoomLine(LEAST_ROOM, glyphs=self.glyphs)
        yield KeyLine(glyphs=self.glyphs)

    def compose_panes(self) -> ComposeResult:
        """The panes; each screen has its own."""
        yield from ()

    def on_mount(self) -> None:
        """Follow the application's views."""
        for pane in self.query(Pane):
            pane.set_loading()
        self.query(ControlStatus).add_class("-shown")
        scopes = (*self.SCOPES, Scope.EVERYWHERE)
        self.query_one(KeyLine).show(foot(scopes, has_one_pane=len(self.PANES) == 1))
        self.watch(self.app, "snapshot", self._snapshot_changed)
        self.watch(self.app, "detail", self._detail_changed)
        self.watch(self.app, "failure", self._failure_changed)
        self.watch(self.app, "notice", self._notice_changed, init=False)
        self.watch(self.app, "link", self._link_changed, init=False)

    def on_unmount(self) -> None:
        """Follow them no more, and leave nothing behind."""
        stop_watching(self, self.app)
        collect_when_at_rest(self.app)

    def on_screen_suspend(self) -> None:
        """From here on another screen may ask for something else."""
        self._was_covered = True

    def on_screen_resume(self) -> None:
        """Catch up with what came while another screen was shown."""
        if self._is_behind:
            self._is_behind = False
            self._snapshot_changed(self.situation.snapshot)
            self._detail_changed(self.situation.detail)

    def _is_seen(self) -> bool:
        """Whether the reader sees this screen, be it behind a question or the palette."""
        whole = (s for s in reversed(self.app.screen_stack) if not isinstance(s, ModalScreen))
        return next(whole, None) is self

    def _snapshot_changed(self, snapshot: Snapshot | None) -> None:
        if not self._is_seen():
            # Every step through time would draw all screens of the stack.
            self._is_behind = True
        elif snapshot is not None:
            for pane in self.query(Pane):
                pane.set_parties(snapshot.parties)
            self.show_status(snapshot)
            self.show_snapshot(snapshot)

    def _detail_changed(self, detail: PlaceDetail | None) -> None:
        if not self._is_seen():
            self._is_behind = True
        elif detail is not None:
            self.show_detail(detail)
        elif self.situation.snapshot is not None and self.situation.detail_of == self.place_id:
            self.forget_detail()
            for kind in self.OF_PLACE:
                for pane in self.query(kind):
                    pane.set_empty("this store did not know the place then", "= looks from now on")

    def _failure_changed(self, failure: str) -> None:
        if failure and self.situation.snapshot is None:
            self.query_one(StatusLine).show_failure(failure)
        for pane in self.query(Pane):
            if not failure:
                if isinstance(pane.state, Stale):
                    pane.set_ready()
            elif self.situation.snapshot is None or isinstance(pane.state, Loading | Failed):
                pane.set_failed(failure, self.situation.next_try)
            else:
                pane.set_stale(self.situation.snapshot.taken_at, failure)

    def _notice_changed(self, _notice: str) -> None:
        if self.situation.snapshot is not None:
            self.show_status(self.situation.snapshot)

    def _link_changed(self, before: LinkState | None, link: LinkState | None) -> None:
        if before and link and before.phase is link.phase:
            self._notice_changed("")
        else:
            self._snapshot_changed(self.situation.snapshot)

    def show_status(self, snapshot: Snapshot) -> None:
        """Draw the top line."""
        self.query_one(StatusLine).show(
            snapshot,
            now=self.situation.clock(),
            store_link=self.situation.link,
            notice=self.situation.notice,
        )

    def show_snapshot(self, snapshot: Snapshot) -> None:
        """Draw what the snapshot changed; screens override it."""

    def show_detail(self, detail: PlaceDetail) -> None:
        """Draw what the detail changed; screens override it."""

    def forget_detail(self) -> None:
        """Keep nothing of a place, in no title either: what was shown had been recorded later."""
        for control in self.query(ControlStatus):
            control.show(None)
        for statistics in self.query(Statistics):
            statistics.show(None)
        for claims in self.query(ClaimFeed):
            claims.show(None)

    def action_next_pane(self) -> None:
        """Go to the next pane."""
        self._go_round_panes(1)

    def action_previous_pane(self) -> None:
        """Go to the previous pane."""
        self._go_round_panes(-1)

    def _go_round_panes(self, panes: int) -> None:
        kinds = self.pane_kinds()
        focused = [self.query_one(kind).has_focus_within for kind in kinds]
        current = focused.index(True) if True in focused else 0
        self.go_to_pane(kinds[(current + panes) % len(kinds)])

    def pane_kinds(self) -> tuple[type[Pane], ...]:
        """The panes that can be gone to now, in order."""
        return self.PANES

    def action_pane(self, number: int) -> None:
        """Go to the pane whose title has this number."""
        wanted = (
            kind for kind in self.pane_kinds() for pane in self.query(kind) if pane.number == number
        )
        kind = next(wanted, None)
        if kind is not None:
            self.go_to_pane(kind)
        elif number == CITIES:
            self.notify("esc goes back to the cities")
        else:
            self.notify("enter opens the city, which has this pane")

    def action_zoom(self) -> None:
        """Give the whole screen to the pane that keys act on, and back."""
        self.zoomed = not self.zoomed

    def go_to_pane(self, kind: type[Pane]) -> None:
        """Let keys act on a pane; it also becomes the one shown where there is room for one."""
        chosen = self.query_one(kind)
        for pane in self.query(Pane):
            pane.set_class(pane is chosen, "-current")
            # The list is always on the screen; of the others a narrow one shows the last in use.
            if kind is not CityList:
                pane.set_class(pane is chosen, "-shown")
        self.query_one("#city").set_class(chosen.parent is self.query_one("#city"), "-current")
        # At once, not with the next message: keys may have been typed ahead.
        self.set_focus(chosen.body)
