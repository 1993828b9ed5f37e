"""One claim as lines: what is said, by whom and through whom, when, and how it is judged.

Four judgements stand on four lines and are never merged: the source's grade, the item's grade, how
firmly it is said, and how likely analysts think it. So do the three times.
"""

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Final

from situation.claim_detail import ClaimDetail
from situation.grades import COMMITMENT_WORDS, credibility_text, reliability_text
from situation.periods import format_minute, format_said
from situation.reports.words import verification_words
from situation.vocabulary import (
    Commitment,
    Credibility,
    Quote,
    Reliability,
    SourceKind,
    Verification,
)
from situation.wording import source_name, tie, words_of
from widgets.figures import quote_word
from widgets.glyphs import Glyphs, Mark
from widgets.lines import Line, Span, joined, wrap
from widgets.theme import Role

LABEL_CELLS: Final = 12
NO_LINK: Final = "none recorded"
_MOST_LINES: Final = 200
"""Of one paragraph: more than a claim's longest text has on a narrow screen."""
_FIRM: Final = frozenset({Commitment.CERTAIN, Commitment.UNKNOWN})


class ClaimText:
    """Draws the lines of a claim.

    Args:
        detail: the claim.
        glyphs: the marks to draw with.
        width: cells that a line may have.
    """

    def __init__(self, detail: ClaimDetail, glyphs: Glyphs, width: int) -> None:
        self._detail = detail
        self._view = detail.view
        self._claim = detail.view.claim
        self._glyphs = glyphs
        self._width = width

    def statement(self) -> Iterator[Line]:
        """The full text, what kind of statement it is and whether it was taken back."""
        if self._detail.withdrawn:
            mark = self._glyphs[Mark.DISPUTED]
            yield ((f"{mark} WITHDRAWN: kept as history, counts nowhere", Role.WARN),)
        for piece in self._wrapped(self._claim.text, self._width):
            yield ((piece, Role.STRONG),)
        yield joined(
            ((self._claim.kind.value, Role.MUTED), (", ".join(self._view.places), Role.MUTED)),
            self._glyphs.separator,
        )
        yield ()

    def attribution(self) -> Iterator[Line]:
        """Who says it, through whom it came, in whose words and where it can be read."""
        source = self._view.source
        nobody = source.kind is SourceKind.UNNAMED
        who = (source_name(source), Role.WARN if nobody else Role.STRONG)
        kind = "" if nobody else words_of(source.kind.value)
        yield from self.labelled("said by", who, tie(source), kind)
        for via in self._view.via:
            role = Role.WARN if via.kind is SourceKind.UNNAMED else Role.TEXT
            kind = "" if via.kind is SourceKind.UNNAMED else words_of(via.kind.value)
            yield from self.labelled("via", (source_name(via), role), tie(via), kind)
        yield from self.labelled("words", *self._words())
        yield from self.labelled("link", self._claim.url or NO_LINK, self._claim.citation)
        yield ()

    def times(self) -> Iterator[Line]:
        """Said, valid and recorded, each on a line of its own."""
        claim = self._claim
        yield from self.labelled("said", format_said(claim.said_at, claim.said_precision))
        yield from self.labelled("valid", self._validity())
        first = self._detail.versions[0].item if self._detail.versions else None
        recorded_at = first.recorded_at if first else self._view.recorded_at
        yield from self.labelled("recorded", _by(recorded_at, first.author if first else ""))
        yield ()

    def judgements(self) -> Iterator[Line]:
        """The four judgements, then what the source itself says about checking."""
        yield from self._source_grade()
        yield from self._item_grade()
        yield from self._commitment()
        yield from self._likelihood()
        yield from self._checked()
        yield ()

    def labelled(self, label: str, *parts: str | Span) -> Iterator[Line]:
        """A label and what belongs to it, wrapped beside it; the first part may have a role."""
        spans = [(part, Role.TEXT) if isinstance(part, str) else part for part in parts]
        spans = [span for span in spans if span[0]]
        room = max(8, self._width - LABEL_CELLS)
        lead, role = spans[0] if spans else ("", Role.TEXT)
        one_line = joined(spans, self._glyphs.separator)
        if sum(len(text) for text, _ in one_line) <= room:
            yield ((label.ljust(LABEL_CELLS), Role.MUTED), *one_line)
            return
        rest = self._glyphs.separator.join(text for text, _ in spans[1:])
        pieces = [(piece, role) for piece in self._wrapped(lead, room)]
        pieces += [(piece, Role.TEXT) for piece in self._wrapped(rest, room)]
        for number, piece in enumerate(pieces):
            start = label if number == 0 else ""
            yield ((start.ljust(LABEL_CELLS), Role.MUTED), piece)

    def _wrapped(self, text: str, width: int) -> tuple[str, ...]:
        return wrap(text, width, limit=_MOST_LINES, ellipsis=self._glyphs.ellipsis)

    def _words(self) -> Iterable[str | Span]:
        claim, glyphs = self._claim, self._glyphs
        how = quote_word(claim.quote)
        if claim.original:
            opened, closed = glyphs[Mark.QUOTE_OPEN], glyphs[Mark.QUOTE_CLOSE]
            yield f"{opened}{claim.original}{closed}"
            yield how
            yield f"in the original ({claim.language})"
        elif claim.quote is Quote.NONE:
            yield "not quoted"
            yield "the original words are not kept"
        else:
            yield how
            yield "the original words are not kept"

    def _validity(self) -> str:
        claim = self._claim
        if claim.valid_from is None:
            start = "from when it was said"
        else:
            start = f"from {format_said(claim.valid_from, claim.valid_precision)}"
        if claim.valid_to is None:
            return f"{start}, no end given"
        return f"{start} until {format_said(claim.valid_to, claim.valid_precision)}"

    def _source_grade(self) -> Iterator[Line]:
        source = self._view.source
        grade = reliability_text(source.reliability)
        role = Role.MUTED if source.reliability is Reliability.F else Role.HEADING
        item = self._detail.source_item
        reason = source.reliability_reason.rstrip(".")
        by = f"graded {_by(item.recorded_at, item.author)}" if reason else ""
        yield from self.labelled("source A-F", (grade, role), reason, by)

    def _item_grade(self) -> Iterator[Line]:
        credibility = self._claim.credibility
        role = Role.MUTED if credibility is Credibility.CANNOT_BE_JUDGED else Role.HEADING
        yield from self.labelled("item 1-6", (credibility_text(credibility), role), "as recorded")
        for item in self._detail.assessments:
            record = item.record
            if record.credibility is not None:
                grade = (credibility_text(record.credibility), Role.HEADING)
                by = _by(item.recorded_at, record.author)
                yield from self.labelled("", grade, record.reason, by)

    def _commitment(self) -> Iterator[Line]:
        claim, glyphs = self._claim, self._glyphs
        words = f"{COMMITMENT_WORDS[claim.commitment]} ({claim.commitment})"
        opened, closed = glyphs[Mark.QUOTE_OPEN], glyphs[Mark.QUOTE_CLOSE]
        hedge = f"hedged {opened}{claim.hedge}{closed}" if claim.hedge else ""
        role = Role.TEXT if claim.commitment in _FIRM else Role.HEADING
        yield from self.labelled("speaker", (words, role), hedge)

    def _likelihood(self) -> Iterator[Line]:
        given = False
        for item in self._detail.assessments:
            record = item.record
            if record.likelihood is None and record.opinion is None:
                continue
            words = record.likelihood.value if record.likelihood else ""
            opinion = words_of((record.opinion or "").replace("-", "_"))
            confidence = f"{record.confidence} confidence" if record.confidence else ""
            by = _by(item.recorded_at, record.author)
            parts = ((words or opinion, Role.HEADING), opinion if words else "", confidence)
            yield from self.labelled("" if given else "analysts", *parts, record.reason, by)
            given = True
        if not given:
            yield from self.labelled("analysts", ("no likelihood given", Role.MUTED))

    def _checked(self) -> Iterator[Line]:
        claim, glyphs = self._claim, self._glyphs
        if claim.verification is Verification.NOT_STATED:
            yield from self.labelled("checked", ("the source does not say", Role.MUTED))
            return
        names = {source.id: source_name(source) for source in (self._view.source, *self._view.via)}
        checker = names.get(claim.verification_by or "", claim.verification_by or "")
        words = verification_words(claim.verification, checker)
        sound = claim.verification is Verification.VERIFIED
        mark = "" if sound else f"{glyphs[Mark.DISPUTED]} "
        role = Role.TEXT if sound else Role.WARN
        yield from self.labelled("checked", (f"{mark}{words}", role), claim.verification_words)


def _by(moment: datetime, author: str) -> str:
    return f"{format_minute(moment)} by {author}" if author else format_minute(moment)
