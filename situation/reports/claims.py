"""Claims, newest first, each with who said it, through whom, checked by whom and against what."""

from collections.abc import Sequence
from typing import Final

from situation.periods import Viewpoint, format_said
from situation.reports.jsontext import Json, instant, viewpoint_json
from situation.reports.words import tie_words, verification_words
from situation.views import ClaimView, LinkView
from situation.vocabulary import LinkKind, Quote, SourceKind, Standing
from situation.wording import via_text

GRADE_EXPLAINED: Final = (
    "grades: the source's reliability A to E (F: cannot be judged), then the item's credibility "
    "1 to 5 (6: cannot be judged)"
)

_PASSIVE: Final = {
    LinkKind.SUPPORTS: "supported by",
    LinkKind.DISPUTES: "disputed by",
    LinkKind.CORRECTS: "corrected by",
    LinkKind.UPDATES: "updated by",
    LinkKind.DUPLICATES: "duplicated by",
}


def claims_lines(views: Sequence[ClaimView]) -> list[str]:
    """What `sitmon claims` prints: a head line, the text and one line of qualifiers for each."""
    if not views:
        return ["no claims"]
    lines: list[str] = []
    for view in views:
        lines += ["", *_claim_lines(view)]
    return lines[1:]


def _claim_lines(view: ClaimView) -> list[str]:
    claim = view.claim
    said = format_said(claim.said_at, claim.said_precision)
    nobody = view.source.kind is SourceKind.UNNAMED
    who = "! no source named" if nobody else f"{view.source.name} ({tie_words(view.source)})"
    grade = f"{view.source.reliability.value}{claim.credibility.value}"
    text = claim.text.replace("\n", "\n    ")
    places = ", ".join(view.places)
    return [f"{said}  {who}  {grade}  {places}".rstrip(), f"    {text}", f"    {_qualifiers(view)}"]


def _qualifiers(view: ClaimView) -> str:
    claim = view.claim
    names = {source.id: source.name for source in (view.source, *view.via)}
    by = names.get(claim.verification_by or "", claim.verification_by or "")
    checked = verification_words(claim.verification, by)
    parts = (
        claim.kind.value,
        "" if claim.quote is Quote.NONE else f"{claim.quote.value} quote",
        f"hedged: “{claim.hedge}”" if claim.hedge else "",
        via_text(view.via),
        checked,
        *dict.fromkeys(_link_words(link) for link in view.links),
        f"id {claim.id}",
    )
    return " · ".join(filter(None, parts))


def _link_words(link: LinkView) -> str:
    mark = "! " if link.kind is LinkKind.DISPUTES else ""
    verb = link.kind.value if link.outgoing else _PASSIVE[link.kind]
    doubt = " (proposed)" if link.standing is Standing.PROPOSED else ""
    return f"{mark}{verb} {link.other_source.name}{doubt}"


def claims_json(views: Sequence[ClaimView], viewpoint: Viewpoint, *, more: bool) -> dict[str, Json]:
    """`as_of`, `known_at`, `claims` (newest said first) and `more`: the limit cut the list."""
    return {
        **viewpoint_json(viewpoint),
        "claims": [claim_json(view) for view in views],
        "more": more,
    }


def claim_json(view: ClaimView) -> Json:
    """One claim as it stands in every list; times are UTC."""
    claim = view.claim
    return {
        "id": claim.id,
        "source": claim.source,
        "source_name": view.source.name,
        "relation": view.source.affiliation.relation.value,
        "side": view.source.affiliation.side,
        "reliability": view.source.reliability.value,
        "credibility": claim.credibility.value,
        "via": list(claim.via),
        "places": list(claim.places),
        "kind": claim.kind.value,
        "text": claim.text,
        "quote": claim.quote.value,
        "original": claim.original or None,
        "language": claim.language,
        "commitment": claim.commitment.value,
        "hedge": claim.hedge or None,
        "verification": claim.verification.value,
        "verification_by": claim.verification_by,
        "verification_words": claim.verification_words or None,
        "said_at": instant(claim.said_at),
        "said_precision": claim.said_precision.value,
        "valid_from": instant(claim.valid_from),
        "valid_to": instant(claim.valid_to),
        "recorded_at": instant(view.recorded_at),
        "url": claim.url or None,
        "citation": claim.citation or None,
        "links": [_link_json(link) for link in view.links],
    }


def _link_json(link: LinkView) -> Json:
    return {
        "kind": link.kind.value,
        "outgoing": link.outgoing,
        "claim": link.other.id,
        "source": link.other.source,
        "independent": link.independent.value,
        "standing": link.standing,
        "reason": link.reason or None,
    }
