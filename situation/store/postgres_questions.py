"""The questions that a PostgreSQL store answers, as one module: it satisfies `Questions`."""

from situation.store.postgres_chain import checked_further, seal_of
from situation.store.postgres_claims import claim_page, claim_total
from situation.store.postgres_control import (
    coverage_days,
    reading_history,
    readings_in_force,
    statistics_said,
)
from situation.store.postgres_counts import claim_counts
from situation.store.postgres_log import entries_after, newest_of_id, newest_of_kind, versions_of_id
from situation.store.postgres_remarks import links_between, remarks_on
from situation.store.postgres_terrain import polygons_of, terrain_drawn

__all__ = [
    "checked_further",
    "claim_counts",
    "claim_page",
    "claim_total",
    "coverage_days",
    "entries_after",
    "links_between",
    "newest_of_id",
    "newest_of_kind",
    "polygons_of",
    "reading_history",
    "readings_in_force",
    "remarks_on",
    "seal_of",
    "statistics_said",
    "terrain_drawn",
    "versions_of_id",
]
