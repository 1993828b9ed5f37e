"""A pane: a framed body with a title, and the states every pane can be in."""

from collections.abc import Iterable
from datetime import datetime
from typing import ClassVar, Self

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.geometry import Region
from textual.reactive import reactive

from situation.model import Party
from situation.periods import format_minute
from widgets.glyphs import UNICODE, Glyphs, Mark
from widgets.lines import Line, clip, wrap
from widgets.painted import Lines, Painted
from widgets.pane_states import Empty, Failed, Loading, PaneState, Ready, Stale
from widgets.theme import Role

_FRAME = 6
"""Cells of a border line that its title cannot use."""


class Pane(Vertical):
    """A framed body.

    The frame says in its title what is shown, whether keys act here and whether it is stale, and at
    its foot what the marks mean. With `zoomed` it has the class `-zoomed` and shows what it has no
    room for otherwise.

    Args:
        number: the key that goes to it.
        title: what it shows.
        body: what is inside.
        heading: lines above the body; None for none.
        glyphs: the marks to draw with.
    """

    DEFAULT_CSS = """
    Pane {
        border: round $border-blurred;
        border-title-color: $foreground;
        border-title-background: $background;
        border-subtitle-color: $foreground;
        border-subtitle-background: $background;
        background: $background;
        height: 1fr;
    }
    Pane:focus-within {
        border: heavy $border;
        border-title-style: bold;
    }
    Pane.-ascii, Pane.-ascii:focus-within { border: ascii $border-blurred; }
    Pane.-ascii:focus-within { border: ascii $border; }
    Pane.-stale, Pane.-failed { border-title-color: $warning; }
    """

    LEGEND: ClassVar[tuple[tuple[Mark, str], ...]] = ()
    """Marks that the foot of the frame explains, the most needed first."""

    zoomed = reactive[bool](default=False, init=False, toggle_class="-zoomed")

    def __init__(
        self,
        number: int,
        title: str,
        body: Painted,
        *,
        heading: Lines | None = None,
        glyphs: Glyphs = UNICODE,
    ) -> None:
        super().__init__()
        self.body = body
        self.heading = heading
        self.glyphs = glyphs
        self.state: PaneState = Ready()
        self.number = number
        self._pane_name = title
        self._detail = ""
        self._frame_texts = ("", "")
        self._writing: tuple[Region, ...] = ()
        self.set_class(glyphs.plain, "-ascii")

    def compose(self) -> ComposeResult:
        """The heading above the body."""
        if self.heading is not None:
            yield self.heading
        yield self.body

    def set_parties(self, parties: tuple[Party, ...]) -> None:
        """Learn the parties, whose letters and colours stand in control states."""
        if parties != self.glyphs.parties:
            self.glyphs = Glyphs(plain=self.glyphs.plain, parties=parties)
            self.glyphs_changed()

    def glyphs_changed(self) -> None:
        """Draw anew what carries marks."""

    def set_detail(self, detail: str) -> None:
        """What the title says after the pane's name: how many, of what, in which order."""
        self._detail = detail
        self._write_frame()

    def set_loading(self, loading: bool = True) -> None:  # noqa: FBT001, FBT002 - Textual's own signature
        """Say that the content has been asked for; Textual's `loading` attribute comes here too."""
        self.show_state(Loading() if loading else Ready())

    def set_empty(self, text: str, do: str) -> None:
        """Say that there is nothing to show, and what to do about it."""
        self.show_state(Empty(text=text, do=do))

    def set_stale(self, since: datetime, why: str) -> None:
        """Keep the content and say that it is old, since when and why."""
        self.show_state(Stale(since=since, why=why))

    def set_failed(self, why: str, next_try: datetime | None) -> None:
        """Say why there is no content, and when it is tried again."""
        self.show_state(Failed(why=why, next_try=next_try))

    def set_ready(self) -> None:
        """Show the content."""
        self.show_state(Ready())

    def show_state(self, state: PaneState) -> None:
        """Show the content, or what stands in its place."""
        if state == self.state:
            return
        self.state = state
        self.set_class(isinstance(state, Stale), "-stale")
        self.set_class(isinstance(state, Failed), "-failed")
        self._cover_body()
        self._write_frame()

    def content_arrived(self, *, empty: bool, text: str, do: str) -> None:
        """Leave the states without content, or say that what arrived is empty."""
        if empty:
            self.set_empty(text, do)
        elif not isinstance(self.state, Stale):
            self.set_ready()

    def focus_body(self) -> None:
        """Let keys act here."""
        self.body.focus()

    def on_mount(self) -> None:
        """Write the frame once the width is known."""
        self.call_after_refresh(self._write_frame)

    def on_resize(self) -> None:
        """Fit the frame's texts and the message to the new width."""
        self._cover_body()
        self._write_frame()

    def on_descendant_focus(self) -> None:
        """Say in the title that keys act here."""
        self._write_frame()

    def on_descendant_blur(self) -> None:
        """Say no longer that keys act here."""
        self._write_frame()

    def refresh(
        self,
        *regions: Region,
        repaint: bool = True,
        layout: bool = False,
        recompose: bool = False,
    ) -> Self:
        """Refresh the pane, but for a new title or foot, where Textual asks for all, that line."""
        return super().refresh(
            *(regions or self._writing), repaint=repaint, layout=layout, recompose=recompose
        )

    def _cover_body(self) -> None:
        message = self._message_lines()
        self.body.show_message(message)
        if self.heading is not None:
            self.heading.display = message is None

    def _message_lines(self) -> tuple[Line, ...] | None:
        match self.state:
            case Loading():
                return self._written((f"loading{self.glyphs.ellipsis}", Role.MUTED))
            case Empty(text=text, do=do):
                return self._written((text, Role.TEXT), (self._advice(do), Role.HEADING))
            case Failed(why=why, next_try=next_try):
                when = "not tried again by itself: press r"
                if next_try is not None:
                    when = f"tried again at {format_minute(next_try)}, or press r"
                failure = f"{self.glyphs[Mark.DISPUTED]} failed: {why}"
                return self._written((failure, Role.WARN), (self._advice(when), Role.HEADING))
            case _:
                return None

    def _advice(self, text: str) -> str:
        return f"{self.glyphs[Mark.ADVICE]} {text}" if text else ""

    def _written(self, *paragraphs: tuple[str, Role]) -> tuple[Line, ...]:
        width = max(1, self.content_region.width - 2)
        return tuple(
            ((f" {piece}", role),)
            for text, role in paragraphs
            for piece in wrap(text, width, limit=6, ellipsis=self.glyphs.ellipsis)
        )

    def _write_frame(self) -> None:
        """Set title and foot, each only where it differs."""
        width, content = self.outer_size.width, self.content_size
        room = max(0, width - _FRAME)
        title_before, foot_before = self._frame_texts
        title = clip(self._title(), room, self.glyphs.ellipsis)
        foot = self._foot(room)
        self._frame_texts = (title, foot)
        if title != title_before:
            self._writing = (Region(-1, -1, width, 1),)
            self.border_title = Content(title)
        if foot != foot_before:
            self._writing = (Region(-1, content.height, width, 1),)
            self.border_subtitle = Content(foot)
        self._writing = ()

    def _title(self) -> str:
        mark = f"{self.glyphs[Mark.FOCUS]} " if self.body.has_focus else ""
        parts = [f"{mark}{self.number} {self._pane_name}", self._detail]
        if isinstance(self.state, Stale):
            since = format_minute(self.state.since)
            parts.insert(1, f"{self.glyphs[Mark.STALE]} stale since {since}")
        return self.glyphs.separator.join(part for part in parts if part)

    def _foot(self, room: int) -> str:
        if isinstance(self.state, Stale):
            return clip(self.state.why, room, self.glyphs.ellipsis)
        if not isinstance(self.state, Ready):
            return ""
        return _as_many_as_fit(self.legend(), room)

    def legend(self) -> Iterable[str]:
        """What the foot of the frame explains, the most needed first."""
        return tuple(f"{self.glyphs[mark]} {word}" for mark, word in self.LEGEND)


def _as_many_as_fit(entries: Iterable[str], room: int) -> str:
    text = ""
    for entry in entries:
        longer = f"{text}  {entry}" if text else entry
        if len(longer) > room:
            break
        text = longer
    return text
