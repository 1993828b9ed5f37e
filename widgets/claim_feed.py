"""The claims about a place: each once, with who says it, who printed it, what disputes it."""

from typing import Final

from textual import on
from textual.message import Message

from situation.periods import EARLIEST
from situation.views import ClaimView, PlaceDetail
from widgets.claim_lines import claim_head, doubts_about, kind_of_statement
from widgets.glyphs import UNICODE, Glyphs, Mark
from widgets.lines import Line, fitted, joined, line_width, wrap
from widgets.pane import Pane
from widgets.rows import Rows
from widgets.theme import Role

_TEXT_LINES: Final = 4
"""More of a claim's text than this is read on the claim's own screen."""


class ClaimFeed(Pane):
    """The claims, newest said first; a new one never moves the claim under the cursor."""

    LEGEND = (
        (Mark.NEW, "new"),
        (Mark.DISPUTED, "disputed or not confirmed"),
    )

    class Event(Message):
        """Something happened to a claim."""

        def __init__(self, claim_id: str) -> None:
            super().__init__()
            self.claim_id = claim_id

    class Highlighted(Event):
        """The cursor came to stand on another claim."""

    class Chosen(Event):
        """A claim was chosen."""

    def __init__(self, *, glyphs: Glyphs = UNICODE) -> None:
        self.rows = Rows[ClaimView](_claim_id, self._draw_item, item_lines=None, glyphs=glyphs)
        super().__init__(4, "Claims", self.rows, glyphs=glyphs)
        self._now = EARLIEST

    @property
    def highlighted(self) -> ClaimView | None:
        """The claim under the cursor."""
        return self.rows.highlighted

    def show(self, detail: PlaceDetail | None) -> None:
        """Show the claims about a place; None when no place is chosen."""
        if detail is None:
            self.rows.set_items(())
            self.set_detail("")
            self.content_arrived(empty=True, text="no city chosen", do="1 goes to the cities")
            return
        before, self._now = self._now, detail.viewpoint.valid_at
        claims = tuple({view.claim.id: view for view in detail.claims}.values())
        self.rows.set_items(claims, redraw=before.year != self._now.year)
        self.set_detail(self._counts(detail, claims))
        self.content_arrived(
            empty=not claims,
            text="nobody claims anything about it at this time",
            do="] goes a day on, = to now, r refreshes",
        )

    def select(self, claim_id: str) -> bool:
        """Put the cursor on a claim; False when it is not in the list."""
        return self.rows.move_to(claim_id)

    def glyphs_changed(self) -> None:
        """Draw the claims anew."""
        self.rows.use_glyphs(self.glyphs)

    @on(Rows.Highlighted)
    def _row_highlighted(self, event: Rows.Highlighted) -> None:
        event.stop()
        self.post_message(self.Highlighted(event.key))

    @on(Rows.Chosen)
    def _row_chosen(self, event: Rows.Chosen) -> None:
        event.stop()
        self.post_message(self.Chosen(event.key))

    def _counts(self, detail: PlaceDetail, claims: tuple[ClaimView, ...]) -> str:
        new = sum(view.is_new for view in claims)
        more = "+" if detail.more_claims else ""
        parts = (detail.row.place.name, f"{len(claims)}{more}", f"{new} new" if new else "")
        return self.glyphs.separator.join(part for part in parts if part)

    def _draw_item(self, view: ClaimView, width: int) -> tuple[Line, ...]:
        ellipsis = self.glyphs.ellipsis
        pieces = wrap(view.claim.text, width - 1, limit=_TEXT_LINES, ellipsis=ellipsis)
        return (
            claim_head(view, width, self.glyphs, self._now, marked=view.is_new),
            *(((f" {piece}", Role.TEXT),) for piece in pieces),
            *self._notes(view, width),
        )

    def _notes(self, view: ClaimView, width: int) -> tuple[Line, ...]:
        """What kind of statement it is; doubts get lines of their own where one is too short."""
        kind = kind_of_statement(view)
        doubts = doubts_about(view, self.glyphs)
        ellipsis, separator = self.glyphs.ellipsis, self.glyphs.separator
        both = joined((*kind, *doubts), separator)
        if line_width(both) < width or not doubts:
            return (fitted(((" ", Role.TEXT), *both), width, ellipsis),)
        lines = (joined(kind, separator), *((doubt,) for doubt in doubts))
        return tuple(fitted(((" ", Role.TEXT), *line), width, ellipsis) for line in lines)


def _claim_id(view: ClaimView) -> str:
    return view.claim.id
