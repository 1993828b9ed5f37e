"""The sources: how each is doing, what came of it and when it is asked again."""

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Container

from situation.source_overview import SourceOverview, SourceState
from tui.clipboard import copy_and_show
from tui.command import Scope
from tui.commands import bindings
from tui.safe_app import SafeApp
from tui.screens.base import SituationScreen
from tui.screens.terms import TermsScreen
from tui.source_desk import SourceDesk
from widgets.glyphs import Glyphs
from widgets.pane import Pane
from widgets.source_list import SourceList
from widgets.source_sheet import SourceSheet


class SourcesScreen(SituationScreen):
    """The list of the sources beside, or above, everything about the one under the cursor.

    Args:
        glyphs: the marks to draw with.
    """

    DEFAULT_CSS = """
    SourcesScreen #sources { height: 1fr; width: 1fr; layout: vertical; }
    SourcesScreen SourceList { height: 1fr; width: 1fr; }
    SourcesScreen SourceSheet { height: 10; }
    SourcesScreen.-high SourceSheet { height: 18; }
    SourcesScreen.-medium #sources, SourcesScreen.-wide #sources { layout: horizontal; }
    SourcesScreen.-medium SourceSheet { width: 48; height: 1fr; }
    SourcesScreen.-wide SourceSheet { width: 52; height: 1fr; }
    SourcesScreen.-tiny SourceSheet { display: none; }
    SourcesScreen.-tiny .-current, SourcesScreen.-zoomed .-current {
        display: block;
        height: 1fr;
        width: 1fr;
    }
    SourcesScreen.-zoomed Pane { display: none; }
    SourcesScreen.-tiny SourceSheet.-current { height: 2fr; }
    """

    SCOPES: ClassVar[tuple[Scope, ...]] = (Scope.SOURCES,)
    PANES: ClassVar[tuple[type[Pane], ...]] = (SourceList, SourceSheet)
    BINDINGS: ClassVar[list[BindingType]] = bindings(Scope.SOURCES)

    def __init__(self, glyphs: Glyphs) -> None:
        super().__init__(glyphs)
        self._overview: SourceOverview | None = None

    @property
    def desk(self) -> SourceDesk:
        """The application, as far as this screen may know it."""
        app = self.app
        if not isinstance(app, SourceDesk):
            raise TypeError("the sources' screen belongs to the sitmon application")
        return app

    def compose_panes(self) -> ComposeResult:
        """The list and the sheet."""
        with Container(id="sources"):
            yield SourceList(glyphs=self.glyphs)
            yield SourceSheet(glyphs=self.glyphs)

    def on_mount(self) -> None:
        """Follow what is read of the sources."""
        self.watch(self.app, "source_overview", self._overview_changed, init=False)
        self.go_to_pane(SourceList)

    def on_screen_resume(self) -> None:
        """Ask for the sources, the first time and after another screen was on top."""
        self.desk.follow_sources(shown=True)

    def on_unmount(self) -> None:
        """Nobody looks at the sources any more, unless the screen now on top shows them."""
        if not any(isinstance(screen, SourcesScreen) for screen in self.app.screen_stack[-1:]):
            self.desk.follow_sources(shown=False)

    def _overview_changed(self, overview: SourceOverview | None) -> None:
        if overview is not None:
            self._overview = overview
            self.query_one(SourceList).show(overview)
            self._show_sheet()

    @on(SourceList.Highlighted)
    def _show_sheet(self) -> None:
        if self._overview is not None:
            highlighted = self.query_one(SourceList).highlighted
            self.query_one(SourceSheet).show(highlighted, self._overview)

    @on(SourceList.Chosen)
    def action_read_source(self) -> None:
        """Go to everything about the source under the cursor."""
        self.go_to_pane(SourceSheet)

    def go_to_pane(self, kind: type[Pane]) -> None:
        """Let keys act on a pane."""
        for pane in self.query(Pane):
            pane.set_class(isinstance(pane, kind), "-current")
        self.query_one(kind).focus_body()

    def action_pane(self, number: int) -> None:
        """Go to the pane whose title has this number."""
        if number <= len(self.PANES):
            self.go_to_pane(self.PANES[number - 1])
        else:
            self.notify("esc goes back to where this pane is")

    def action_back(self) -> None:
        """Out of the zoom, from the sheet to the list, or back."""
        if self.zoomed:
            self.zoomed = False
        elif self.query_one(SourceSheet).has_focus_within:
            self.go_to_pane(SourceList)
        else:
            self.dismiss()

    def action_sync(self) -> None:
        """Fetch every source that is due."""
        self.desk.sync_now(None)

    def action_try_source(self) -> None:
        """Fetch the source under the cursor now, or say why it cannot be."""
        state = self._chosen()
        if state is None:
            return
        if state.off or not state.connector:
            self.notify(f"not asked: {state.conditions[0].why}")
        else:
            self.desk.sync_now(state.connector)

    def action_accept_terms(self) -> None:
        """Show the terms of the source under the cursor; the reader may accept them."""
        state = self._chosen()
        if state is None:
            return
        if not state.notice:
            self.notify("this source has no terms that have to be accepted")
        elif state.is_accepted:
            self.notify("the terms of this source are accepted already")
        else:
            self._ask(state)

    def _ask(self, state: SourceState) -> None:
        def answered(accepted: bool | None) -> None:  # noqa: FBT001 - Textual gives the answer so
            if accepted:
                self.desk.accept_terms(state.connector, state.notice)

        terms = TermsScreen(state.source.name, state.notice, self.glyphs)
        self.app.push_screen(terms, answered)

    def action_show_url(self) -> None:
        """Copy and show where the source is found; nothing is opened."""
        state = self._chosen()
        if state is not None and self._has_url(state) and isinstance(self.app, SafeApp):
            copy_and_show(self.app, "Link", state.source.url, self.glyphs)

    def action_copy_url(self) -> None:
        """Copy where the source is found."""
        state = self._chosen()
        if state is not None and self._has_url(state):
            self.app.copy_to_clipboard(state.source.url)
            self.notify("the address was sent to the terminal's clipboard: o shows it")

    def _has_url(self, state: SourceState) -> bool:
        if not state.source.url:
            self.notify("no link is recorded for this source")
        return bool(state.source.url)

    def _chosen(self) -> SourceState | None:
        """The source under the cursor; where there is none, that is said."""
        state = self.query_one(SourceList).highlighted
        if state is None:
            self.notify("no source is under the cursor")
        return state
