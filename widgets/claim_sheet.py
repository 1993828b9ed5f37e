"""The claim's own pane: everything that is known of one claim but its links to others."""

from situation.claim_detail import ClaimDetail
from widgets.claim_annex import ClaimAnnex
from widgets.claim_text import ClaimText
from widgets.glyphs import UNICODE, Glyphs
from widgets.lines import Line
from widgets.pane import Pane
from widgets.scrolled import Scrolled


class ClaimSheet(Pane):
    """Text, attribution, times, judgements, echoes, history, notes and citation of one claim."""

    def __init__(self, *, glyphs: Glyphs = UNICODE) -> None:
        self.sheet = Scrolled(self._draw, glyphs=glyphs)
        super().__init__(1, "Claim", self.sheet, glyphs=glyphs)
        self._claim: ClaimDetail | None = None
        self._echoes_at = 0

    def show(self, detail: ClaimDetail | None) -> None:
        """Show a claim; None where the store did not know it."""
        is_other = _id_of(self._claim) != _id_of(detail)
        self._claim = detail
        self.sheet.redraw()
        self.set_detail(_id_of(detail))
        self.content_arrived(
            empty=detail is None,
            text="the store did not know this claim then, or it was not said yet",
            do="esc goes back, ] goes a day on, = to now",
        )
        if is_other:
            self.sheet.show_line(0)

    def show_echoes(self) -> None:
        """Turn to the tree of echoes."""
        self.sheet.show_line(self._echoes_at)

    def glyphs_changed(self) -> None:
        """Draw the sheet anew."""
        self.sheet.redraw(glyphs=self.glyphs)

    def _draw(self, width: int) -> tuple[Line, ...]:
        if self._claim is None:
            return ()
        text = ClaimText(self._claim, self.glyphs, width)
        annex = ClaimAnnex(self._claim, self.glyphs, width)
        upper = (*text.statement(), *text.attribution(), *text.times(), *text.judgements())
        self._echoes_at = len(upper)
        return (*upper, *annex.echoes(), *annex.notes(), *annex.history(), *annex.citation())


def _id_of(detail: ClaimDetail | None) -> str:
    return detail.view.claim.id if detail else ""
