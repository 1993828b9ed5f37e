"""Control readings and cities as rows."""

from collections.abc import Mapping

from situation.exports.claim_rows import points_of
from situation.exports.table import Cell, Column, Row
from situation.model import Place, Source
from situation.reports.jsontext import instant
from situation.store.base import ReadingInForce
from situation.views import PlaceRow
from situation.vocabulary import SourceKind

READING_COLUMNS = (
    Column("id", "#meta+id"),
    Column("place", "#loc+code"),
    Column("place_name", "#loc+name"),
    Column("lat", "#geo+lat"),
    Column("lon", "#geo+lon"),
    Column("source", "#meta+source+code"),
    Column("source_name", "#meta+source+name"),
    Column("via", "#meta+via+code"),
    Column("label", "#status+label"),
    Column("status", "#status+code"),
    Column("holder", "#status+holder"),
    Column("basis", "#meta+basis"),
    Column("extent", "#status+extent"),
    Column("part", "#status+part"),
    Column("occupied_share", "#indicator+occupied+share"),
    Column("contested_share", "#indicator+contested+share"),
    Column("distance_km", "#indicator+distance+km"),
    Column("footprint_km", "#indicator+footprint+km"),
    Column("valid_from", "#date+start"),
    Column("valid_to", "#date+end"),
    Column("said_at", "#date+reported"),
    Column("confirmed_at", "#date+confirmed"),
    Column("recorded_at", "#date+recorded"),
    Column("url", "#meta+url"),
)
PLACE_COLUMNS = (
    Column("id", "#loc+code"),
    Column("name", "#loc+name"),
    Column("region", "#adm1+name"),
    Column("lat", "#geo+lat"),
    Column("lon", "#geo+lon"),
    Column("population", "#population"),
    Column("status", "#status+code"),
    Column("holder", "#status+holder"),
    Column("agree", "#indicator+agree+num"),
    Column("of", "#indicator+of+num"),
    Column("disputed", "#status+disputed"),
    Column("stale", "#status+stale"),
    Column("occupied_share", "#indicator+occupied+share"),
    Column("occupied_share_change_30_days", "#indicator+occupied+change"),
    Column("distance_km", "#indicator+distance+km"),
    Column("distance_km_change_30_days", "#indicator+distance+change"),
    Column("measured_by", "#meta+source+name"),
    Column("measured_at", "#date+measured"),
    Column("claims", "#indicator+claims+num"),
    Column("why", "#description+why"),
)


def reading_row(
    item: ReadingInForce, places: Mapping[str, Place], sources: Mapping[str, Source]
) -> Row:
    """A reading in force as a row; its source must be among `sources`, by id."""
    reading = item.reading
    source = sources[reading.source]
    return Row(
        cells=_reading_cells(item, places[reading.place], source),
        sources=(source, *(sources[via] for via in reading.via if via in sources)),
        has_source=source.kind is not SourceKind.UNNAMED,
        points=points_of((reading.place,), places),
    )


def _reading_cells(item: ReadingInForce, place: Place, source: Source) -> tuple[Cell, ...]:
    reading = item.reading
    return (
        reading.id,
        place.id,
        place.name,
        place.lat,
        place.lon,
        source.id,
        source.name,
        reading.via,
        reading.label,
        reading.status.value,
        reading.holder,
        reading.basis.value,
        reading.extent.value,
        reading.part or None,
        reading.shares.occupied if reading.shares else None,
        reading.shares.contested if reading.shares else None,
        reading.distance_km,
        reading.footprint_km,
        instant(reading.valid_from),
        instant(reading.valid_to),
        instant(reading.said_at),
        instant(item.confirmed_at),
        instant(item.recorded_at),
        reading.url or None,
    )


def place_row(row: PlaceRow, sources: Mapping[str, Source]) -> Row:
    """A city as a row; it holds the data of its map and of everybody who has a vote."""
    voters = [source for vote in row.summary.votes for source in vote.sources]
    measurers = [source.id for source in sources.values() if source.name == row.measured_by]
    held = tuple(sources[one] for one in dict.fromkeys((*measurers, *voters)) if one in sources)
    return Row(
        cells=_place_cells(row),
        sources=held,
        has_source=any(source.kind is not SourceKind.UNNAMED for source in held),
        points=points_of((row.place.id,), {row.place.id: row.place}),
    )


def _place_cells(row: PlaceRow) -> tuple[Cell, ...]:
    place, summary = row.place, row.summary
    return (
        place.id,
        place.name,
        row.region or None,
        place.lat,
        place.lon,
        place.population,
        summary.status.value,
        summary.holder,
        summary.agree,
        summary.of,
        summary.disputed,
        summary.stale,
        row.share,
        row.share_change,
        row.distance_km,
        row.distance_change,
        row.measured_by or None,
        instant(row.measured_at),
        row.claims,
        summary.why,
    )
