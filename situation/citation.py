"""A claim as one paragraph to paste: who said it, through whom and when, and if it stands."""

from collections.abc import Iterable, Mapping
from datetime import datetime, tzinfo
from typing import Final

from situation.model import Claim, Document, Source
from situation.periods import as_utc, format_minute, format_said
from situation.reports.words import verification_words
from situation.text import clean
from situation.views import ClaimView, LinkView
from situation.vocabulary import (
    Credibility,
    Precision,
    Quote,
    Reliability,
    SourceKind,
    Standing,
    Verification,
)
from situation.wording import UNNAMED_SOURCE, source_name, tie

NO_LINK: Final = "no link recorded"
PARAGRAPH_LIMIT: Final = 12_000

RELIABILITY_WORDS: Final[Mapping[Reliability, str]] = {
    Reliability.A: "completely reliable",
    Reliability.B: "usually reliable",
    Reliability.C: "fairly reliable",
    Reliability.D: "not usually reliable",
    Reliability.E: "unreliable",
    Reliability.F: "reliability cannot be judged",
}
CREDIBILITY_WORDS: Final[Mapping[Credibility, str]] = {
    Credibility.CONFIRMED: "confirmed by other sources",
    Credibility.PROBABLE: "probably true",
    Credibility.POSSIBLE: "possibly true",
    Credibility.DOUBTFUL: "doubtful",
    Credibility.IMPROBABLE: "improbable",
    Credibility.CANNOT_BE_JUDGED: "truth cannot be judged",
}
"""Both scales of the Admiralty code (AJP-2.1)."""


def citation(
    view: ClaimView,
    *,
    fingerprint: str,
    now: datetime,
    zone: tzinfo | None = None,
    document: Document | None = None,
) -> str:
    """Cite a claim, in plain text without line breaks.

    Args:
        view: the claim, whoever it is traced to and what stands against it.
        fingerprint: names the state of the store in which it was read.
        now: when it is cited.
        zone: the reader's time zone; None: this machine's. In UTC nothing is said twice.
        document: what it was read in, where that is stored.

    Returns:
        Only what is recorded: a time, a link or a publisher that is not known is said to be missing
        or left out, never guessed. A dispute that a rule proposes is none yet, and is left out.
    """
    claim = view.claim
    parts = (
        _said_by(view, zone),
        _through(view),
        _wording(claim),
        _checked(view),
        _disputes(view),
        _grades(view),
        f"link: {claim.url}" if claim.url else NO_LINK,
        claim.citation,
        *_document(claim, document, zone),
        # Of a claim taken back this is the time of the withdrawal, which is said at the beginning.
        "" if view.withdrawn_at else f"recorded {_minute(view.recorded_at, zone)}",
        f"sitmon claim {claim.id}, data {fingerprint}, cited {_minute(now, zone)}",
    )
    qualifiers = "; ".join(part for part in parts if part)
    return clean(
        f"{claim.text.rstrip('.')}. {_withdrawn(view, zone)}{qualifiers}.", PARAGRAPH_LIMIT
    )


def _withdrawn(view: ClaimView, zone: tzinfo | None) -> str:
    if view.withdrawn_at is None:
        return ""
    by = f" by {view.withdrawn_by}" if view.withdrawn_by else ""
    return f"Withdrawn on {_minute(view.withdrawn_at, zone)}{by}. "


def _said_by(view: ClaimView, zone: tzinfo | None) -> str:
    claim = view.claim
    bond = tie(view.source)
    who = f"said by {source_name(view.source)} ({bond})" if bond else UNNAMED_SOURCE
    # A bare day has no clock: in another zone it is still the day that the source gave.
    exact = claim.said_precision is Precision.EXACT
    when = (
        _minute(claim.said_at, zone) if exact else format_said(claim.said_at, claim.said_precision)
    )
    return f"{who[0].upper()}{who[1:]}, {when}"


def _through(view: ClaimView) -> str:
    if not view.via:
        return ""
    *carriers, publisher = [source_name(source) for source in view.via]
    chain = f"by way of {', '.join(carriers)}, " if carriers else ""
    return f"{chain}published by {publisher}"


def _wording(claim: Claim) -> str:
    words = "" if claim.quote is Quote.NONE else f"{claim.quote} quote"
    hedge = f"hedged “{claim.hedge}”" if claim.hedge else ""
    return ", ".join(filter(None, (words, hedge)))


def _checked(view: ClaimView) -> str:
    claim = view.claim
    if claim.verification is Verification.NOT_STATED:
        return "verification not stated"
    names = {source.id: source_name(source) for source in (view.source, *view.via)}
    by = names.get(claim.verification_by or "", claim.verification_by or "")
    words = f": {claim.verification_words.rstrip('.')}" if claim.verification_words else ""
    return f"verification: {verification_words(claim.verification, by)}{words}"


def _disputes(view: ClaimView) -> str:
    """Whom it disputes and who disputes it, as far as somebody stands behind the link."""
    links = [
        link for link in view.disputes if link.standing in (Standing.STATED, Standing.CONFIRMED)
    ]
    disputed = _names(link for link in links if link.outgoing)
    disputing = _names(link for link in links if not link.outgoing)
    words = (("disputes", disputed), ("disputed by", disputing))
    return "; ".join(f"{verb} {names}" for verb, names in words if names)


def _names(links: Iterable[LinkView]) -> str:
    return ", ".join(dict.fromkeys(_name(link.other_source) for link in links))


def _name(source: Source) -> str:
    # “Disputed by no source named” would read as disputed by none.
    return "an unnamed source" if source.kind is SourceKind.UNNAMED else source_name(source)


def _grades(view: ClaimView) -> str:
    reliability, credibility = view.source.reliability, view.claim.credibility
    source = f"source {reliability} ({RELIABILITY_WORDS[reliability]})"
    return f"grades: {source}, item {credibility.value} ({CREDIBILITY_WORDS[credibility]})"


def _document(claim: Claim, document: Document | None, zone: tzinfo | None) -> list[str]:
    parts = [f"document {claim.document}"] if claim.document else []
    if document is not None and document.published_at:
        parts.append(f"published {_minute(document.published_at, zone)}")
    if document is not None and document.fetched_at:
        parts.append(f"fetched {_minute(document.fetched_at, zone)}")
    return parts


def _minute(moment: datetime, zone: tzinfo | None) -> str:
    """`2025-11-05 21:40 UTC (23:40 EET)`, with the local day where it is another one."""
    local = moment.astimezone(zone)
    if not local.utcoffset():
        return format_minute(moment)
    day = "" if local.date() == as_utc(moment).date() else f"{local:%Y-%m-%d} "
    return f"{format_minute(moment)} ({day}{local:%H:%M %Z})"
