"""Lines of a claim that every list of claims draws alike: who, how good, when, in what doubt."""

from collections.abc import Iterable
from datetime import datetime
from typing import Final

from situation.views import ClaimView, LinkView
from situation.vocabulary import SourceKind, Verification
from situation.wording import source_name, tie, via_text
from widgets.figures import quote_word, short_said, verification_word
from widgets.glyphs import Glyphs, Mark
from widgets.lines import Line, Span, between, joined
from widgets.theme import Role

_CHECKED: Final = frozenset({Verification.NOT_STATED, Verification.VERIFIED})
_NAMED_DISPUTES: Final = 2


def claim_head(view: ClaimView, width: int, glyphs: Glyphs, now: datetime, *, marked: bool) -> Line:
    """Who says it, how good a source, and when; the new mark stands in a fixed place.

    Args:
        view: the claim.
        width: cells of the line.
        glyphs: the marks to draw with.
        now: the moment looked from; its year is not written.
        marked: whether the new mark is drawn.
    """
    claim, source = view.claim, view.source
    is_unnamed = source.kind is SourceKind.UNNAMED
    left = joined(
        (
            (source_name(source), Role.WARN if is_unnamed else Role.STRONG),
            (tie(source), Role.MUTED),
        ),
        "  ",
    )
    said = short_said(claim.said_at, claim.said_precision, now)
    right: Line = (
        (f"{source.reliability.value}{claim.credibility.value}", Role.HEADING),
        (f"  {said} ", Role.MUTED),
        (glyphs[Mark.NEW] if marked else " ", Role.NEW),
    )
    return between(left, right, width, glyphs.ellipsis)


def kind_of_statement(view: ClaimView) -> tuple[Span, ...]:
    """What kind of statement it is, whose words, through whom; spans may be empty."""
    return (
        (view.claim.kind.value, Role.MUTED),
        (quote_word(view.claim.quote), Role.MUTED),
        (via_text(view.via), Role.MUTED),
    )


def doubts_about(view: ClaimView, glyphs: Glyphs) -> tuple[Span, ...]:
    """What the document says of checking, and who disputes whom; only what there is."""
    spans = (_verification(view, glyphs), _disputes(view, glyphs))
    return tuple(span for span in spans if span[0])


def _verification(view: ClaimView, glyphs: Glyphs) -> Span:
    claim = view.claim
    word = verification_word(claim.verification)
    if claim.verification is Verification.UNVERIFIED:
        word = "not independently confirmed"
    checker = next((via.name for via in view.via if via.id == claim.verification_by), "")
    text = f"{word} ({checker})" if word and checker else word
    if claim.verification in _CHECKED:
        return text, Role.MUTED
    return f"{glyphs[Mark.DISPUTED]} {text}", Role.WARN


def _disputes(view: ClaimView, glyphs: Glyphs) -> Span:
    """Whom the claim disputes, and who else disputes it."""
    disputed = _names(link for link in view.disputes if link.outgoing)
    disputing = _names(link for link in view.disputes if not link.outgoing)
    others = tuple(name for name in disputing if name not in disputed)
    parts = []
    if disputed:
        parts.append(f"disputes {_listed(disputed)}")
    if others:
        parts.append(f"disputed by {_listed(others)}")
    return (f"{glyphs[Mark.DISPUTED]} {', '.join(parts)}" if parts else ""), Role.WARN


def _names(links: Iterable[LinkView]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(source_name(link.other_source) for link in links))


def _listed(names: tuple[str, ...]) -> str:
    more = len(names) - _NAMED_DISPUTES
    listed = ", ".join(names[:_NAMED_DISPUTES])
    return f"{listed} and {more} more" if more > 0 else listed
