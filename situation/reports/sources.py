"""The cast: every source with its tie, its grade, what it is made from and what it said last."""

from collections.abc import Iterable
from datetime import datetime

from msgspec import Struct

from situation.cast import read_cast
from situation.marks import NOT_MEASURED
from situation.model import Source
from situation.periods import Viewpoint, format_day
from situation.reports.jsontext import Json, instant, viewpoint_json
from situation.reports.table import Column, aligned
from situation.reports.words import tie_words
from situation.store.base import ClaimQuery, Store

COLUMNS = (
    Column("id"),
    Column("grade"),
    Column("kind"),
    Column("tie"),
    Column("licence"),
    Column("readings", right=True),
    Column("last said"),
    Column("made from"),
    Column("name"),
)
COLUMNS_EXPLAINED = (
    "grade: how reliable the source is, A to E; F: cannot be judged; readings: those in force; "
    "made from: sources whose data it uses, so that their agreement is not corroboration"
)


class SourceUse(Struct, frozen=True, kw_only=True):
    """A source and what a store has of it at a viewpoint."""

    source: Source
    readings: int
    """Control readings in force."""
    last_said: datetime | None
    """Newest said or confirmed time of a claim or a reading in force."""


async def read_source_uses(store: Store, viewpoint: Viewpoint) -> tuple[SourceUse, ...]:
    """Every source, by id, with what it contributes at the viewpoint.

    Raises:
        StoreError: the store cannot be read.
    """
    cast = await read_cast(store, viewpoint)
    said: dict[str, list[datetime]] = {source_id: [] for source_id in cast.sources}
    for item in await store.readings(viewpoint):
        said.setdefault(item.reading.source, []).append(item.confirmed_at)
    uses = []
    for source_id, source in sorted(cast.sources.items()):
        newest = await store.claims(ClaimQuery(viewpoint=viewpoint, sources=(source_id,), limit=1))
        times = [*said[source_id], *(item.record.said_at for item in newest.claims)]
        uses.append(
            SourceUse(
                source=source,
                readings=len(said[source_id]),
                last_said=max(times, default=None),
            )
        )
    return tuple(uses)


def sources_lines(uses: Iterable[SourceUse]) -> list[str]:
    """What `sitmon sources` prints."""
    return aligned(COLUMNS, [_cells(use) for use in uses])


def _cells(use: SourceUse) -> list[str]:
    source = use.source
    return [
        source.id,
        source.reliability.value,
        source.kind.replace("_", " "),
        tie_words(source),
        source.licence.replace("_", " "),
        str(use.readings),
        format_day(use.last_said) if use.last_said else NOT_MEASURED,
        ", ".join(source.depends_on) or NOT_MEASURED,
        source.name,
    ]


def sources_json(uses: Iterable[SourceUse], viewpoint: Viewpoint) -> dict[str, Json]:
    """`as_of`, `known_at` and `sources`, by id; `readings` counts those in force."""
    return {**viewpoint_json(viewpoint), "sources": [_source_json(use) for use in uses]}


def _source_json(use: SourceUse) -> Json:
    source = use.source
    return {
        "id": source.id,
        "name": source.name,
        "kind": source.kind.value,
        "relation": source.affiliation.relation.value,
        "side": source.affiliation.side,
        "reliability": source.reliability.value,
        "reliability_reason": source.reliability_reason or None,
        "depends_on": list(source.depends_on),
        "licence": source.licence.value,
        "terms": source.terms or None,
        "credit": source.credit or None,
        "url": source.url or None,
        "readings": use.readings,
        "last_said": instant(use.last_said),
    }
