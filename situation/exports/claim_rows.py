"""Claims as rows."""

from collections.abc import Iterable, Mapping

from situation.exports.permission import Rights
from situation.exports.table import Cell, Column, Row
from situation.model import Place
from situation.reports.jsontext import instant
from situation.views import ClaimView
from situation.vocabulary import SourceKind

COLUMNS = (
    Column("id", "#meta+id"),
    Column("said_at", "#date+reported"),
    Column("said_precision", "#date+reported+precision"),
    Column("recorded_at", "#date+recorded"),
    Column("valid_from", "#date+start"),
    Column("valid_to", "#date+end"),
    Column("kind", "#event+type"),
    Column("text", "#description"),
    Column("places", "#loc+code"),
    Column("place_names", "#loc+name"),
    Column("source", "#meta+source+code"),
    Column("source_name", "#meta+source+name"),
    Column("side", "#meta+source+side"),
    Column("relation", "#meta+source+relation"),
    Column("reliability", "#meta+source+reliability"),
    Column("credibility", "#meta+credibility"),
    Column("via", "#meta+via+code"),
    Column("via_names", "#meta+via+name"),
    Column("quote", "#meta+quote"),
    Column("original", "#description+original"),
    Column("language", "#meta+language"),
    Column("commitment", "#meta+commitment"),
    Column("hedge", "#meta+hedge"),
    Column("verification", "#meta+verification"),
    Column("verification_by", "#meta+verification+source"),
    Column("disputes", "#meta+disputes"),
    Column("url", "#meta+url"),
    Column("citation", "#meta+citation"),
    Column("document", "#meta+document+hash"),
)


def claim_row(view: ClaimView, places: Mapping[str, Place]) -> Row:
    """A claim as a row; `places` by id give the points."""
    rights = rights_of(view)
    return Row(
        cells=_cells(view),
        sources=rights.sources,
        has_source=rights.has_source,
        points=points_of(view.claim.places, places),
    )


def rights_of(view: ClaimView) -> Rights:
    """A claim is the claimant's and everybody's whom it came through."""
    return Rights(
        sources=(view.source, *view.via),
        has_source=view.source.kind is not SourceKind.UNNAMED,
    )


def points_of(
    place_ids: Iterable[str], places: Mapping[str, Place]
) -> tuple[tuple[float, float], ...]:
    """(lon, lat) of those places that have coordinates."""
    found = (places[place_id] for place_id in place_ids if place_id in places)
    return tuple(
        (place.lon, place.lat) for place in found if place.lon is not None and place.lat is not None
    )


def _cells(view: ClaimView) -> tuple[Cell, ...]:
    claim, source = view.claim, view.source
    return (
        claim.id,
        instant(claim.said_at),
        claim.said_precision.value,
        instant(view.recorded_at),
        instant(claim.valid_from),
        instant(claim.valid_to),
        claim.kind.value,
        claim.text,
        claim.places,
        view.places,
        source.id,
        source.name,
        source.affiliation.side,
        source.affiliation.relation.value,
        source.reliability.value,
        claim.credibility.value,
        claim.via,
        tuple(carrier.name for carrier in view.via),
        claim.quote.value,
        claim.original or None,
        claim.language,
        claim.commitment.value,
        claim.hedge or None,
        claim.verification.value,
        claim.verification_by,
        tuple(dict.fromkeys(link.other.id for link in view.disputes)),
        claim.url or None,
        claim.citation or None,
        claim.document,
    )
