"""What changed between two looks at a store, as frozen values; found in `watching`."""

from collections.abc import Mapping
from datetime import datetime

from msgspec import Struct

from situation.attempt_records import Attempt
from situation.handover_claims import ClaimDispute, ClaimNews
from situation.handover_silence import SilentSource
from situation.model import Party, Source
from situation.moved_figures import PlaceFigure
from situation.periods import Viewpoint
from situation.views import Summary


class PlaceStatus(Struct, frozen=True, kw_only=True):
    """The summary of a place as it was shown and as it is shown now."""

    id: str
    name: str
    region: str
    before: Summary
    after: Summary

    @property
    def differs(self) -> bool:
        """Another status, or another holder."""
        before, after = self.before, self.after
        return (before.status, before.holder) != (after.status, after.holder)

    @property
    def dispute_turned(self) -> bool:
        """Disputed now and not before, or the other way round."""
        return self.before.disputed != self.after.disputed


class MapDays(Struct, frozen=True, kw_only=True):
    """The days of a source's map that came."""

    source: Source
    days: int
    first: datetime
    last: datetime


class Changes(Struct, frozen=True, kw_only=True):
    """What changed; most of it is empty most of the time."""

    viewpoint: Viewpoint
    """Of the later look."""
    sources: Mapping[str, Source]
    parties: tuple[Party, ...]
    claims: tuple[ClaimNews, ...] = ()
    """Oldest said first."""
    disputes: tuple[ClaimDispute, ...] = ()
    statuses: tuple[PlaceStatus, ...] = ()
    figures: tuple[PlaceFigure, ...] = ()
    maps: tuple[MapDays, ...] = ()
    attempts: tuple[Attempt, ...] = ()
    """Those with which a source began to fail, or answered again."""
    silent: tuple[SilentSource, ...] = ()
    heard: tuple[Source, ...] = ()
    """Silent before, not now."""
