"""A hand-over told as a watch tells its changes: what had changed before the first look."""

from collections.abc import Iterator, Mapping

from msgspec.structs import replace

from situation.handover import Handover
from situation.model import Party, Source
from situation.moved_figures import PlaceFigure
from situation.views import PlaceRow
from situation.watch_view import Changes, PlaceStatus


def changes_of(
    handover: Handover,
    rows: Mapping[str, PlaceRow],
    sources: Mapping[str, Source],
    parties: tuple[Party, ...],
) -> Changes:
    """The same told at once of a period; a claim about several places once."""
    claims = {item.view.claim.id: item for place in handover.places for item in place.claims}
    disputes = {
        (item.claim.claim.id, item.against.id): item
        for place in handover.places
        for item in place.disputes
    }
    return Changes(
        viewpoint=handover.until,
        sources=sources,
        parties=parties,
        claims=tuple(sorted(claims.values(), key=lambda item: item.view.claim.said_at)),
        disputes=tuple(disputes.values()),
        statuses=tuple(_statuses(handover, rows)),
        figures=tuple(
            PlaceFigure(place=place.id, name=place.name, figure=figure)
            for place in handover.places
            for figure in place.figures
        ),
        silent=handover.silent,
    )


def _statuses(handover: Handover, rows: Mapping[str, PlaceRow]) -> Iterator[PlaceStatus]:
    """From what the store showed at the beginning to what it shows at the end."""
    for place in handover.places:
        row, change = rows.get(place.id), place.status
        if row is None or (change is None and not place.newly_disputed):
            continue
        before = row.summary if change is None else change.shown_then or change.before
        status = PlaceStatus(
            id=place.id,
            name=place.name,
            region=place.region,
            before=replace(before, disputed=False) if place.newly_disputed else before,
            after=row.summary,
        )
        if status.differs or status.dispute_turned:
            yield status
