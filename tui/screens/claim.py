"""One claim: what is known of it, what bears on it, and what an analyst does to it."""

from functools import partial
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Container

from situation.analyst_acts import Grading, annotate, grade, judge_link
from situation.claim_detail import ClaimDetail, LinkDetail
from situation.vocabulary import Standing
from tui.clipboard import copy_and_show
from tui.command import Scope
from tui.commands import bindings
from tui.contract import OpenClaim
from tui.safe_app import SafeApp
from tui.screens.base import SituationScreen
from tui.screens.prompts import GradePrompt, NotePrompt
from widgets.claim_links import ClaimLinks
from widgets.claim_sheet import ClaimSheet
from widgets.glyphs import Glyphs
from widgets.pane import Pane


class ClaimScreen(SituationScreen):
    """Everything that the store has about one claim.

    Args:
        claim_id: its id.
        glyphs: the marks to draw with.
    """

    SCOPES: ClassVar[tuple[Scope, ...]] = (Scope.CLAIM,)
    PANES: ClassVar[tuple[type[Pane], ...]] = (ClaimSheet, ClaimLinks)
    BINDINGS: ClassVar[list[BindingType]] = bindings(Scope.CLAIM)

    def __init__(self, claim_id: str, glyphs: Glyphs) -> None:
        super().__init__(glyphs)
        self._way = [claim_id]
        self._detail: ClaimDetail | None = None

    def compose_panes(self) -> ComposeResult:
        """The sheet beside, or above, the links."""
        with Container(id="panes"):
            yield ClaimSheet(glyphs=self.glyphs)
            yield ClaimLinks(glyphs=self.glyphs)

    def on_mount(self) -> None:
        """Follow what is read of the claim."""
        self.watch(self.app, "claim", self._claim_changed, init=False)
        self.go_to_pane(ClaimSheet)

    def on_screen_resume(self) -> None:
        """Ask for the claim, the first time and after another screen was on top."""
        self.situation.rest_on_claim(self._way[-1])

    def on_unmount(self) -> None:
        """Nobody looks at a claim any more, unless the screen now on top has one of its own."""
        if not any(isinstance(screen, ClaimScreen) for screen in self.app.screen_stack[-1:]):
            self.situation.rest_on_claim("")

    def _claim_changed(self, claim: OpenClaim | None) -> None:
        if claim is not None and claim.claim_id == self._way[-1]:
            is_first = self._detail is None
            self._detail = claim.detail
            self.query_one(ClaimSheet).show(claim.detail)
            self.query_one(ClaimLinks).show(claim.detail)
            if is_first and claim.detail is not None:
                self.go_to_pane(ClaimLinks if claim.detail.links else ClaimSheet)

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
        """Out of the zoom, back along the way of links, or back to where the claim was opened."""
        if self.zoomed:
            self.zoomed = False
        elif len(self._way) > 1:
            self._way.pop()
            self._ask_again()
        else:
            self.dismiss()

    def action_follow(self) -> None:
        """Open the claim at the other end of the link under the cursor."""
        link = self._link_under_cursor()
        if link is not None:
            self._go_to_claim(link.other.id)

    def _link_under_cursor(self) -> LinkDetail | None:
        """The link that keys act on; from the sheet go to the links first, so that it is seen."""
        links = self.query_one(ClaimLinks)
        if not links.has_focus_within:
            self.go_to_pane(ClaimLinks)
            self.notify("press it again for the link under the cursor")
            return None
        if links.highlighted is None:
            self.notify("no link is under the cursor")
        return links.highlighted

    @on(ClaimLinks.Chosen)
    def _link_chosen(self, event: ClaimLinks.Chosen) -> None:
        self._go_to_claim(event.claim_id)

    def _go_to_claim(self, claim_id: str) -> None:
        self._way.append(claim_id)
        self._ask_again()

    def _ask_again(self) -> None:
        self._detail = None
        for pane in self.query(Pane):
            pane.set_loading()
        self.situation.rest_on_claim(self._way[-1])

    def action_echoes(self) -> None:
        """Go to the tree of echoes."""
        self.go_to_pane(ClaimSheet)
        self.query_one(ClaimSheet).show_echoes()

    def action_cite(self) -> None:
        """Copy the citation, and show it."""
        detail = self._read_detail()
        if detail is not None:
            self._copy("Citation", detail.citation)

    def action_show_url(self) -> None:
        """Copy and show where the claim can be read; nothing is opened."""
        detail = self._read_detail()
        if detail is not None and detail.view.claim.url:
            self._copy("Link", detail.view.claim.url)
        elif detail is not None:
            self.notify("no link is recorded for this claim")

    def _copy(self, title: str, text: str) -> None:
        if isinstance(self.app, SafeApp):
            copy_and_show(self.app, title, text, self.glyphs)

    def action_confirm(self) -> None:
        """Confirm the proposed link under the cursor."""
        self._judge(Standing.CONFIRMED)

    def action_reject(self) -> None:
        """Reject the proposed link under the cursor."""
        self._judge(Standing.REJECTED)

    def _judge(self, standing: Standing) -> None:
        detail = self._link_under_cursor()
        if detail is None:
            return
        if not detail.is_open:
            self.notify("this link was stated, not proposed: there is nothing to confirm or reject")
        elif detail.link.standing is standing:
            self.notify(f"this link is {standing} already")
        elif self._may_record() is not None:
            act = partial(
                judge_link, link=detail.link, standing=standing, author=self.situation.author
            )
            self.situation.record(act, f"the link is {standing}")

    def action_grade(self) -> None:
        """Ask for grades and their reason."""
        detail = self._may_record()
        if detail is not None:
            view = detail.view
            prompt = GradePrompt(view.source, view.claim.credibility, self.glyphs)
            self.app.push_screen(prompt, self._record_grading)

    def _record_grading(self, grading: Grading | None) -> None:
        if grading is not None and self._detail is not None:
            view = self._detail.view
            act = partial(
                grade,
                grading=grading,
                claim_id=view.claim.id,
                source_id=view.source.id,
                author=self.situation.author,
                at=self.situation.clock(),
            )
            self.situation.record(act, "graded")

    def action_note(self) -> None:
        """Ask for a note."""
        if self._may_record() is not None:
            self.app.push_screen(NotePrompt(self.glyphs), self._record_note)

    def _record_note(self, text: str | None) -> None:
        if text is not None and self._detail is not None:
            act = partial(
                annotate,
                text=text,
                claim_id=self._detail.view.claim.id,
                author=self.situation.author,
                at=self.situation.clock(),
            )
            self.situation.record(act, "noted")

    def _may_record(self) -> ClaimDetail | None:
        """The claim on the screen, or None, with the reason said, where nothing can be recorded."""
        detail, snapshot = self._read_detail(), self.situation.snapshot
        if detail is not None and snapshot is not None and not snapshot.info.writable:
            self.notify("this store may be read but not written: nothing can be recorded here")
            return None
        return detail

    def _read_detail(self) -> ClaimDetail | None:
        """The claim on the screen, or None, which is said, where it has not been read yet."""
        if self._detail is None:
            self.notify("the claim has not been read yet")
        return self._detail
