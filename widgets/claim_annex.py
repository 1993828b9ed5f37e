"""What stands beside a claim, as lines: its echoes, its history, notes and the citation."""

from collections.abc import Iterator
from typing import Final

from situation.claim_detail import ClaimDetail, EchoReport, Version
from situation.periods import format_minute, format_said
from situation.vocabulary import Act
from situation.wording import source_name, via_text, words_of
from widgets.claim_text import ClaimText
from widgets.glyphs import Glyphs, Mark
from widgets.lines import Line, wrap
from widgets.theme import Role

_ACTS: Final = {
    Act.ASSERT: "asserted",
    Act.REVISE: "revised",
    Act.CORRECT: "corrected",
    Act.UPDATE: "updated",
    Act.REFILE: "refiled",
    Act.RETRACT: "WITHDRAWN",
    Act.ASSESS: "assessed",
    Act.LINK: "linked",
    Act.ANNOTATE: "annotated",
}
_MOST_LINES: Final = 200


class ClaimAnnex:
    """Draws what stands beside a claim.

    Args:
        detail: the claim.
        glyphs: the marks to draw with.
        width: cells that a line may have.
        has_keys: whether keys work where it is shown, so that they are told.
    """

    def __init__(
        self, detail: ClaimDetail, glyphs: Glyphs, width: int, *, has_keys: bool = True
    ) -> None:
        self._detail = detail
        self._has_keys = has_keys
        self._glyphs = glyphs
        self._width = width
        self._text = ClaimText(detail, glyphs, width)

    def echoes(self) -> Iterator[Line]:
        """The tree of reports: the origin, and under it every echo with what joined it."""
        echoes = self._detail.echoes
        reports = "1 report" if echoes.total == 1 else f"{echoes.total} reports"
        origins = "1 origin" if echoes.origins == 1 else f"{echoes.origins} origins"
        yield (("Echoes  ", Role.HEADING), (f"{reports}, {origins}", Role.TEXT))
        for report in echoes.reports:
            yield from self._report(report)
        if not echoes.whole:
            yield from self._text.labelled("", "more was said of these places than is compared")
        yield ()

    def history(self) -> Iterator[Line]:
        """Every version with what it did, when and by whom; a changed text with the one before."""
        yield (("History", Role.HEADING),)
        before: Version | None = None
        for version in self._detail.versions:
            yield from self._version(version, before)
            before = version
        yield ()

    def notes(self) -> Iterator[Line]:
        """What analysts wrote beside it, the newest first."""
        if not self._detail.notes:
            return
        yield (("Notes", Role.HEADING),)
        for item in reversed(self._detail.notes):
            head = f"{format_minute(item.recorded_at)} by {item.record.author}"
            yield ((head, Role.MUTED),)
            for piece in self._wrapped(item.record.text, self._width - 2):
                yield ((f"  {piece}", Role.TEXT),)
        yield ()

    def citation(self) -> Iterator[Line]:
        """The citation as it is copied."""
        yield (("Citation", Role.HEADING), ("  y copies it" if self._has_keys else "", Role.MUTED))
        for piece in self._wrapped(self._detail.citation, self._width):
            yield ((piece, Role.TEXT),)

    def _report(self, report: EchoReport) -> Iterator[Line]:
        claim, glyphs = report.claim, self._glyphs
        here = claim.id == self._detail.view.claim.id
        branch = f"{glyphs[Mark.PART]} " if report.rule else ""
        parts = (
            f"{branch}{source_name(report.source)}",
            via_text(report.via),
            format_said(claim.said_at, claim.said_precision),
            "this claim" if here else "",
        )
        text = glyphs.separator.join(part for part in parts if part)
        yield ((text, Role.STRONG if here else Role.TEXT),)
        for piece in self._wrapped(report.rule, self._width - 4):
            yield ((f"    {piece}", Role.MUTED),)

    def _version(self, version: Version, before: Version | None) -> Iterator[Line]:
        item = version.item
        by = f" by {item.author}" if item.author else ""
        changed = ", ".join(words_of(name) for name in version.changed)
        when = f"{format_minute(item.recorded_at)}{by}"
        role = Role.WARN if item.act is Act.RETRACT else Role.TEXT
        yield from self._text.labelled(_ACTS[item.act], (when, role), changed)
        if before is not None and "text" in version.changed:
            said = f"before: {before.item.record.text}"
            yield from self._text.labelled("", (said, Role.MUTED))

    def _wrapped(self, text: str, width: int) -> tuple[str, ...]:
        return wrap(text, max(8, width), limit=_MOST_LINES, ellipsis=self._glyphs.ellipsis)
