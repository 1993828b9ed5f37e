"""From where features are looked at, and what in them only says so."""

from datetime import datetime

from msgspec import Struct
from msgspec.structs import replace

from situation.exports.table import Origin
from situation.fingerprint import fingerprint
from situation.serving.feature_queries import FeatureTimes, feature_times
from situation.serving.passing import LATER, spellings
from situation.serving.queries import ItemAsked
from situation.serving.service import Service


class Stage(Struct, frozen=True):
    """From where features are looked at: every page of one question from the same place."""

    times: FeatureTimes
    origin: Origin
    newest: datetime | None
    """When the newest entry known there was recorded."""
    passing: tuple[str, ...]
    """What changes in an answer though nothing else does."""


async def stage_of(service: Service, query: ItemAsked) -> Stage:
    """From where the features of a question are looked at.

    Raises:
        UsageError: one of its times cannot be read.
    """
    times = feature_times(query, service.now)
    newest = (await service.store.info()).recorded_at
    known_at = times.viewpoint.known_at or newest
    seen = replace(times, viewpoint=replace(times.viewpoint, known_at=known_at))
    mark = await fingerprint(service.store, seen.viewpoint)
    moments = [] if query.known_at is not None or known_at is None else [known_at]
    if feature_times(query, lambda: service.now() + LATER) != times:
        moments.append(times.viewpoint.valid_at)
    return Stage(
        times=seen,
        origin=Origin(title=service.pack.title, fingerprint=mark, viewpoint=seen.viewpoint),
        newest=newest,
        passing=(mark, *spellings(moments)),
    )
