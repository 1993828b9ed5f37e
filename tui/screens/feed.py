"""The feed: every claim, searched and filtered, read one after the other."""

from collections.abc import Callable
from functools import partial
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.timer import Timer

from situation.claim_search import facet_values
from situation.errors import SitmonError, UsageError
from situation.feed_rows import FeedRow, feed_rows
from situation.feed_view import Feed, FeedRequest
from situation.periods import Viewpoint
from situation.views import Snapshot
from tui.command import Scope
from tui.commands import bindings
from tui.readers_marks import Marks
from tui.screens.base import SituationScreen
from tui.screens.claim_form import ClaimForm
from tui.screens.facets import FacetsScreen
from tui.screens.feed_reading import ROWS_AHEAD, TYPING_SECONDS, FeedReading
from tui.screens.feed_words import empty_words, listing_words, title_words, waiting_words
from tui.screens.filter_line import FilterLine
from tui.screens.typing_line import FileLine, NameLine, SearchLine
from widgets.feed_list import FeedList
from widgets.glyphs import Glyphs
from widgets.key_line import KeyLine
from widgets.pane import Pane
from widgets.theme import Role


class FeedScreen(SituationScreen):
    """The claims that a search finds, newest first.

    Args:
        glyphs: the marks to draw with.
        line: the search it opens with.
    """

    SCOPES: ClassVar[tuple[Scope, ...]] = (Scope.FEED,)
    PANES: ClassVar[tuple[type[Pane], ...]] = (FeedList,)
    BINDINGS: ClassVar[list[BindingType]] = bindings(Scope.FEED)

    def __init__(self, glyphs: Glyphs, line: str = "") -> None:
        super().__init__(glyphs)
        self._first_line = line
        self._line = line
        self._line_before = line
        self._reading = FeedReading(self._read)
        self._opened: set[str] = set()
        self._unread_by: Marks | None = None
        self._looks_from: Viewpoint | None = None
        self._to_top = False
        self._pause: Timer | None = None

    def compose_panes(self) -> ComposeResult:
        """The list has the whole screen."""
        yield FeedList(glyphs=self.glyphs)

    def on_mount(self) -> None:
        """Let keys act on the list, and follow what is read of it."""
        self.go_to_pane(FeedList)
        self.watch(self.app, "feed", self._feed_changed, init=False)

    def on_screen_resume(self) -> None:
        """Ask again where a feed above asked for something else before this one was answered."""
        if self._was_covered:
            self._reading.ask_again()

    def go_to_pane(self, kind: type[Pane]) -> None:
        """Let keys act on the list."""
        self.query_one(kind).focus_body()

    def action_pane(self, number: int) -> None:
        """Go to the list, the one pane, whatever its number is elsewhere."""
        del number
        self.go_to_pane(FeedList)

    def action_zoom(self) -> None:
        """Say that there is nothing to zoom."""
        self.notify("the feed has the whole screen already")

    def show_snapshot(self, snapshot: Snapshot) -> None:
        """Read the list anew from another moment; from the same one only what has changed."""
        live = Viewpoint(valid_at=snapshot.viewpoint.valid_at.min) if snapshot.live else None
        looks_from = live or snapshot.viewpoint
        if self._looks_from != looks_from:
            self._looks_from = looks_from
            self._reading.look_elsewhere()
            self._ask_anew()
        else:
            self._reading.renew()

    def _read(self, request: FeedRequest) -> None:
        self.situation.read_feed(request)

    def _ask_anew(self) -> None:
        after = self._unread_by.read_to if self._unread_by else None
        self._reading.begin(self._line, after)

    def _feed_changed(self, feed: Feed | None) -> None:
        if feed is None or not self._reading.take(feed):
            return
        self._draw()
        if self._to_top and not feed.problem:
            self._to_top = False
            self.query_one(FeedList).to_top()

    def _draw(self) -> None:
        pane, feed = self.query_one(FeedList), self._reading.feed
        if feed is not None:
            rows = feed_rows(
                feed,
                opened=self._opened,
                is_unread=self.situation.reader.marks.is_unread,
                # Without marks every claim is unread.
                is_listed=(self._unread_by or Marks()).is_unread,
            )
            empty, do = empty_words(feed, only_unread=bool(self._unread_by))
            pane.show(rows, feed.viewpoint.valid_at, empty=empty, do=do)
            pane.set_detail(title_words(feed, self.glyphs.separator))
            self._tell(feed)
            self._read_ahead()
        if self._reading.problem:
            pane.show_problem(self._reading.problem, keeps_rows=feed is not None)

    def _tell(self, feed: Feed) -> None:
        """Say above the list what waits, or how it is listed."""
        pane, separator = self.query_one(FeedList), self.glyphs.separator
        if feed.waiting:
            pane.tell(waiting_words(feed.waiting, separator), Role.NEW)
        else:
            unread = sum(map(self.situation.reader.marks.is_unread, feed.claims))
            pane.tell(listing_words(feed, unread, separator, only_unread=bool(self._unread_by)))

    @on(FeedList.Highlighted)
    def _read_ahead(self) -> None:
        """Ask for the next page before the reader comes to the end of this one."""
        rows = self.query_one(FeedList).rows
        if rows.cursor + ROWS_AHEAD >= len(rows.items):
            self._reading.read_on()

    @on(FeedList.TopWanted)
    def _show_waiting(self) -> None:
        """Put what waits into the list."""
        if self._reading.feed is not None and self._reading.feed.waiting:
            self._to_top = True
            self._ask_anew()

    @on(FeedList.Chosen)
    def _open_chosen(self, event: FeedList.Chosen) -> None:
        self.mark_read(event.row)
        self.situation.open_claim(event.row.view.claim.id)

    def action_search(self) -> None:
        """Type what the claims must have."""
        self._line_before = self._line
        self._type_in(SearchLine(self._line))

    @on(SearchLine.Changed)
    def _search_changed(self, event: SearchLine.Changed) -> None:
        if isinstance(event.input, SearchLine) and event.value != self._line:
            self._line = event.value
            if self._pause is not None:
                self._pause.stop()
            self._pause = self.set_timer(TYPING_SECONDS, self._ask_anew)

    @on(SearchLine.Submitted)
    def _line_done(self, event: SearchLine.Submitted) -> None:
        if isinstance(event.input, NameLine):
            save = partial(self.situation.reader.save_view, event.value, self._line)
            self._keep(save, f"saved as “{event.value.strip()}”: the command line (:) opens it")
        elif isinstance(event.input, FileLine):
            self.situation.export_view(self._line, event.value)
        self._close_lines()

    def _type_in(self, entry: FilterLine) -> None:
        self._close_lines()
        self.mount(entry, before=self.query_one(KeyLine))
        entry.focus()

    def _close_lines(self) -> None:
        self.query(FilterLine).remove()
        self.go_to_pane(FeedList)

    def look_for(self, line: str) -> None:
        """List what a search finds."""
        self._line = line
        self._ask_anew()

    def action_facets(self) -> None:
        """Choose facets from a list."""
        snapshot = self.situation.snapshot
        try:
            facet_values(self._line)
        except UsageError as error:
            self.notify(error.line)
            return
        if snapshot is not None:
            self.app.push_screen(FacetsScreen(snapshot, self._line, self.glyphs), self._facets_done)

    def _facets_done(self, line: str | None) -> None:
        if line is not None and line != self._line:
            self.look_for(line)

    def action_next_match(self) -> None:
        """Go to the next statement; after the last comes the first."""
        self._go_round(1)

    def action_previous_match(self) -> None:
        """Go to the statement before; before the first comes the last."""
        self._go_round(-1)

    def _go_round(self, statements: int) -> None:
        feed = self._reading.feed
        goes_round = feed is not None and not feed.cursor
        if not self.query_one(FeedList).step(statements, goes_round=goes_round):
            self.notify("more is being read" if statements > 0 else "this is the first")

    def action_mark_read(self) -> None:
        """Mark the claim under the cursor read, with what is folded into it, and go on."""
        row = self.query_one(FeedList).highlighted
        if row is not None:
            self.mark_read(row)
            self.query_one(FeedList).rows.action_move(1)

    def mark_read(self, row: FeedRow) -> None:
        """Mark the claims of a row read."""
        self._keep(partial(self.situation.reader.mark_read, row.members))
        self._draw()

    def action_mark_all_read(self) -> None:
        """Mark everything read that this list could show."""
        feed = self._reading.feed
        if feed is not None:
            mark = partial(self.situation.reader.mark_all_read, feed.revision)
            self._keep(mark, "everything recorded before this list was begun is marked read")
            self._draw()

    def _keep(self, change: Callable[[], object], done: str = "") -> None:
        """Change the reader's marks; they hold on the screen even where they cannot be kept."""
        try:
            change()
        except SitmonError as error:
            self.notify(error.line, severity="warning")
        else:
            if done:
                self.notify(done)

    def action_only_unread(self) -> None:
        """List only what has yet to be read, and all again."""
        self._unread_by = None if self._unread_by else self.situation.reader.marks
        self._ask_anew()

    def action_unfold(self) -> None:
        """Show the echoes of the statement under the cursor, or fold them up again."""
        pane = self.query_one(FeedList)
        row = pane.statement
        if row is not None and row.reports < 2:
            self.notify("no other report of this statement is in the list")
        elif row is not None:
            pane.select(row.key)
            self._opened ^= {row.key}
            self._draw()

    def action_save_view(self) -> None:
        """Save the search under a name."""
        self._type_in(NameLine())

    def action_export(self) -> None:
        """Write the claims of this search to a file."""
        self._type_in(FileLine())

    def action_add_claim(self) -> None:
        """Type a claim by hand."""
        if not (self.situation.snapshot and self.situation.snapshot.info.writable):
            self.notify("this store can be read only: no claim can be added")
        else:
            self.app.push_screen(ClaimForm(self.situation))

    def action_back(self) -> None:
        """Leave the line, then the search, then the feed."""
        if self.query(FilterLine):
            line = self._line_before if self.query(SearchLine) else self._line
            self._close_lines()
            self._drop_to(line)
        elif self._line != self._first_line:
            self._drop_to(self._first_line)
        else:
            self.dismiss()

    def _drop_to(self, line: str) -> None:
        if self._pause is not None:
            self._pause.stop()
        if line != self._line or self._reading.problem:
            self.look_for(line)
