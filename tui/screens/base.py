"""What the monitor and the city screen share: the two lines, the panes and how keys move in them."""

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.screen import Screen
from textual.widget import Widget

from situation.views import PlaceDetail, Snapshot
from tui.commands import Scope, bindings, foot
from tui.contract import Situation
from widgets.key_line import KeyLine
from widgets.pane import Pane
from widgets.status_line import StatusLine


class SituationScreen(Screen[None]):
    """A screen of the situation: a top line, panes numbered from 1, a foot line."""

    BINDINGS: ClassVar[list[BindingType]] = bindings(Scope.EVERYWHERE)
    SCOPES: ClassVar[tuple[Scope, ...]] = ()
    PANES: ClassVar[tuple[type[Pane], ...]] = ()

    @property
    def situation(self) -> Situation:
        """The application, as far as a screen may know it."""
        app = self.app
        if not isinstance(app, Situation):
            raise TypeError("a situation screen belongs to the sitmon application")
        return app

    def compose(self) -> ComposeResult:
        """Top line, what the screen adds, foot line."""
        yield StatusLine(id="status")
        yield from self.compose_panes()
        yield KeyLine(id="keys")

    def compose_panes(self) -> ComposeResult:
        """The panes; each screen has its own."""
        yield from ()

    def on_mount(self) -> None:
        """Follow the application's views."""
        self.query_one(KeyLine).show(foot((*self.SCOPES, Scope.EVERYWHERE)))
        self.watch(self.app, "snapshot", self._snapshot_changed)
        self.watch(self.app, "detail", self._detail_changed)
        self.watch(self.app, "failure", self._failure_changed)
        self.watch(self.app, "notice", self._notice_changed, init=False)

    def _snapshot_changed(self, snapshot: Snapshot | None) -> None:
        if snapshot is not None:
            self.show_status(snapshot)
            self.show_snapshot(snapshot)

    def _detail_changed(self, detail: PlaceDetail | None) -> None:
        if detail is not None:
            self.show_detail(detail)

    def _failure_changed(self, failure: str) -> None:
        for pane in self.query(Pane):
            if not failure:
                pane.set_ready()
            elif self.situation.snapshot is None:
                pane.set_failed(failure, self.situation.next_try)
            else:
                pane.set_stale(self.situation.snapshot.taken_at, failure)

    def _notice_changed(self, _notice: str) -> None:
        if self.situation.snapshot is not None:
            self.show_status(self.situation.snapshot)

    def show_status(self, snapshot: Snapshot) -> None:
        """Draw the top line."""
        self.query_one(StatusLine).show(
            snapshot,
            now=self.situation.clock(),
            store_label=self.situation.store_label,
            notice=self.situation.notice,
        )

    def show_snapshot(self, snapshot: Snapshot) -> None:
        """Draw what the snapshot changed; screens override it."""

    def show_detail(self, detail: PlaceDetail) -> None:
        """Draw what the detail changed; screens override it."""

    def action_next_pane(self) -> None:
        """Go to the next pane."""
        self._go_to_pane(self._focused_pane() + 1)

    def action_previous_pane(self) -> None:
        """Go to the previous pane."""
        self._go_to_pane(self._focused_pane() - 1)

    def action_pane(self, number: int) -> None:
        """Go to a pane by its number."""
        if 1 <= number <= len(self.PANES):
            self._go_to_pane(number - 1)

    def action_zoom(self) -> None:
        """Give the whole screen to the focused pane, and back."""
        self.toggle_class("-zoomed")

    def _focused_pane(self) -> int:
        for index, kind in enumerate(self.PANES):
            if self.query_one(kind).has_focus_within:
                return index
        return 0

    def _go_to_pane(self, index: int) -> None:
        pane = self.query_one(self.PANES[index % len(self.PANES)])
        for other in self.query(Pane):
            other.set_class(other is pane, "-current")
        target: Widget = next((child for child in pane.query("*") if child.focusable), pane)
        target.focus()
