"""Claims as JSON-LD with the words of schema.org: `Claim`, and `ClaimReview` where one was made.

sitmon passes no verdict. A `ClaimReview` stands only where the document itself says that the claim
was checked, with the words of whoever checked it and no invented number; any other claim is a plain
`Claim`. The Admiralty grades, which schema.org has no words for, are in a vocabulary of their own.
"""

import json
from collections.abc import Sequence
from typing import Final

from situation.exports.table import Origin, origin_json, terms_cells
from situation.model import Claim, Source
from situation.periods import as_utc
from situation.reports.jsontext import Json, instant
from situation.reports.words import verification_words
from situation.views import ClaimView
from situation.vocabulary import Precision, SourceKind, Verification

CONTEXT: Final[Json] = ["https://schema.org", {"sitmon": "urn:sitmon:"}]
_TO_THE_DAY: Final = frozenset({Precision.EXACT, Precision.HOURS, Precision.DAY})


def claimreview_text(
    views: Sequence[ClaimView], origin: Origin, *, ascii_only: bool = False
) -> str:
    """One JSON-LD document with a graph: the data set, then every claim in the order given."""
    graph: list[Json] = [_dataset(views, origin), *(_node(view) for view in views)]
    document: dict[str, Json] = {"@context": CONTEXT, "@graph": graph}
    return json.dumps(document, indent=2, ensure_ascii=ascii_only, allow_nan=False) + "\n"


def _dataset(views: Sequence[ClaimView], origin: Origin) -> Json:
    sources = {s.id: s for view in views for s in (view.source, *view.via)}
    _, credit, terms = terms_cells(tuple(sources[key] for key in sorted(sources)))
    spelled = origin_json(origin)
    return {
        "@type": "Dataset",
        "name": origin.title,
        "identifier": origin.fingerprint,
        "creditText": "; ".join(credit) if isinstance(credit, tuple) else "",
        "usageInfo": "; ".join(terms) if isinstance(terms, tuple) else "",
        "sitmon:as_of": spelled["as_of"],
        "sitmon:known_at": spelled["known_at"],
    }


def _node(view: ClaimView) -> Json:
    claim = view.claim
    if claim.verification is Verification.NOT_STATED:
        return _claim(view)
    return {
        "@type": "ClaimReview",
        "claimReviewed": claim.text,
        "author": _checker(view),
        "reviewRating": {
            "@type": "Rating",
            "alternateName": verification_words(claim.verification),
            **({"ratingExplanation": claim.verification_words} if claim.verification_words else {}),
        },
        "itemReviewed": _claim(view),
    }


def _checker(view: ClaimView) -> Json:
    """Whoever the document says has checked it, else the publisher whose document says so."""
    known = {source.id: source for source in (view.source, *view.via)}
    named = view.claim.verification_by
    if named is not None and named not in known:
        return {"@id": f"urn:sitmon:source:{named}", "name": named}
    return _agent(known[named] if named is not None else (view.source, *view.via)[-1])


def _agent(source: Source) -> Json:
    link: dict[str, Json] = {"url": source.url} if source.url else {}
    return {"@id": f"urn:sitmon:source:{source.id}", "name": source.name, **link}


def _claim(view: ClaimView) -> Json:
    claim = view.claim
    node: dict[str, Json] = {
        "@type": "Claim",
        "@id": f"urn:sitmon:claim:{claim.id}",
        "text": claim.text,
        "datePublished": _date(claim),
        "about": [{"@type": "Place", "name": name} for name in view.places],
        "sitmon:kind": claim.kind.value,
        "sitmon:recorded_at": instant(view.recorded_at),
        "sitmon:reliability": view.source.reliability.value,
        "sitmon:credibility": claim.credibility.value,
        "sitmon:licence": list(dict.fromkeys(s.licence.value for s in (view.source, *view.via))),
    }
    if view.source.kind is not SourceKind.UNNAMED:
        node["author"] = _agent(view.source)
    appearance = _appearance(view)
    if appearance:
        node["appearance"] = appearance
    return node


def _appearance(view: ClaimView) -> dict[str, Json]:
    """The work that the claim was read in, as far as anything is known of it."""
    claim = view.claim
    known: dict[str, Json] = {
        "url": claim.url,
        "name": claim.citation,
        "identifier": claim.document,
        "publisher": _agent(view.via[-1]) if view.via else None,
    }
    found = {key: value for key, value in known.items() if value}
    return {"@type": "CreativeWork", **found} if found else {}


def _date(claim: Claim) -> str | None:
    """The said time no finer than it is known; None where not even the day is."""
    if claim.said_precision not in _TO_THE_DAY:
        return None
    is_exact = claim.said_precision is Precision.EXACT
    return instant(claim.said_at) if is_exact else as_utc(claim.said_at).date().isoformat()
