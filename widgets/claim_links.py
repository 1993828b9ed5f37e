"""What supports, disputes or corrects a claim: a list of links, each with who stands behind it."""

from typing import Final

from textual import on
from textual.message import Message

from situation.claim_detail import ClaimDetail, LinkDetail
from situation.periods import EARLIEST, format_minute
from situation.vocabulary import Independence, LinkKind, SourceKind, Standing
from situation.wording import source_name, tie
from widgets.figures import short_said
from widgets.glyphs import UNICODE, Glyphs, Mark
from widgets.lines import Line, Span, between, joined, wrap
from widgets.pane import Pane
from widgets.rows import Rows
from widgets.theme import Role

_TEXT_LINES: Final = 2
_REASON_LINES: Final = 3
_BOTH_WAYS: Final = {
    LinkKind.DISPUTES: ("disputes", "disputed by"),
    LinkKind.CORRECTS: ("corrects", "corrected by"),
    LinkKind.UPDATES: ("updates", "updated by"),
    LinkKind.SUPPORTS: ("supports", "supported by"),
    LinkKind.DUPLICATES: ("same as", "same as"),
}
_INDEPENDENCE: Final = {
    Independence.YES: "independent sources",
    Independence.NO: "not independent",
    Independence.UNKNOWN: "independence unknown",
}
_STANDING_ROLES: Final = {
    Standing.STATED: Role.MUTED,
    Standing.PROPOSED: Role.NEW,
    Standing.CONFIRMED: Role.HEADING,
    Standing.REJECTED: Role.MUTED,
}


class ClaimLinks(Pane):
    """The links of one claim, those that only a rule proposes marked as proposals."""

    class Chosen(Message):
        """The claim at the other end of a link was chosen."""

        def __init__(self, claim_id: str) -> None:
            super().__init__()
            self.claim_id = claim_id

    def __init__(self, *, glyphs: Glyphs = UNICODE) -> None:
        self.rows = Rows[LinkDetail](_link_id, self._draw_item, item_lines=None, glyphs=glyphs)
        super().__init__(2, "Links", self.rows, glyphs=glyphs)
        self._now = EARLIEST

    @property
    def highlighted(self) -> LinkDetail | None:
        """The link under the cursor."""
        return None if self.rows.is_covered else self.rows.highlighted

    def show(self, detail: ClaimDetail | None) -> None:
        """Show the links of a claim; None where the store did not know it."""
        before = self._now
        links = detail.links if detail else ()
        if detail is not None:
            self._now = detail.viewpoint.valid_at
        self.rows.set_items(links, redraw=before.year != self._now.year)
        self.set_class(not links, "-bare")
        self.set_detail(self._counts(links))
        self.content_arrived(
            empty=not links,
            text="nothing is known that supports, disputes or corrects it",
            do="rules propose links only where readings or figures can be compared",
        )

    def glyphs_changed(self) -> None:
        """Draw the links anew."""
        self.rows.use_glyphs(self.glyphs)

    @on(Rows.Chosen)
    def _row_chosen(self, event: Rows.Chosen) -> None:
        event.stop()
        link = self.highlighted
        if link is not None:
            self.post_message(self.Chosen(link.other.id))

    def _counts(self, links: tuple[LinkDetail, ...]) -> str:
        proposed = sum(link.link.standing is Standing.PROPOSED for link in links)
        parts = (str(len(links)), f"{proposed} proposed" if proposed else "")
        return self.glyphs.separator.join(part for part in parts if part)

    def _draw_item(self, detail: LinkDetail, width: int) -> tuple[Line, ...]:
        ellipsis = self.glyphs.ellipsis
        text = wrap(detail.other.text, width - 1, limit=_TEXT_LINES, ellipsis=ellipsis)
        reason = wrap(detail.link.reason, width - 1, limit=_REASON_LINES, ellipsis=ellipsis)
        return (
            self._head(detail, width),
            *(((f" {piece}", Role.TEXT),) for piece in text),
            *self._standing(detail, width),
            *(((f" {piece}", Role.MUTED),) for piece in reason),
        )

    def _head(self, detail: LinkDetail, width: int) -> Line:
        """Which way it bears, who says the other claim, how good a source, and when."""
        source, other = detail.other_source, detail.other
        kind = detail.link.kind
        words = _BOTH_WAYS[kind][0 if detail.outgoing else 1]
        counts = detail.link.standing is not Standing.REJECTED
        warns = kind is LinkKind.DISPUTES and counts
        mark = f"{self.glyphs[Mark.DISPUTED]} " if warns else ""
        nobody = source.kind is SourceKind.UNNAMED
        left: Line = (
            (f"{mark}{words} ", Role.WARN if warns else Role.MUTED),
            (source_name(source), Role.WARN if nobody else Role.STRONG),
            (f"  {tie(source)}", Role.MUTED),
        )
        said = short_said(other.said_at, other.said_precision, self._now)
        grades = f"{source.reliability.value}{other.credibility.value}"
        right: Line = ((grades, Role.HEADING), (f"  {said}", Role.MUTED))
        return between(left, right, width, self.glyphs.ellipsis)

    def _standing(self, detail: LinkDetail, width: int) -> tuple[Line, ...]:
        """Who stands behind the link; a proposal says which keys judge it."""
        link = detail.link
        by = f"by {detail.author}" if detail.author else "by a rule"
        when = format_minute(detail.recorded_at) if detail.recorded_at else ""
        word = link.standing.value
        if link.standing is Standing.PROPOSED:
            word = f"PROPOSED {by}: c confirms, X rejects"
        else:
            word = f"{word} {by}"
        role = _STANDING_ROLES[link.standing]
        spans: tuple[Span, ...] = ((word, role), (when, Role.MUTED))
        independence = (_INDEPENDENCE[link.independent], Role.MUTED)
        one = joined((*spans, independence), self.glyphs.separator)
        if sum(len(text) for text, _ in one) < width:
            return (((" ", Role.TEXT), *one),)
        lines = (joined(spans, self.glyphs.separator), (independence,))
        return tuple(((" ", Role.TEXT), *line) for line in lines)


def _link_id(detail: LinkDetail) -> str:
    return detail.link.id
