"""What the sources' screen and report show, as frozen values; built in `source_views`."""

from datetime import datetime, timedelta

from msgspec import Struct

from situation.attempt_records import Attempt
from situation.freshness import Condition, Freshness
from situation.model import Source


class SourceState(Struct, frozen=True, kw_only=True):
    """One source with one of the connectors that feed it, or with none."""

    source: Source
    connector: str = ""
    """Its key; empty: nothing fetches the source."""
    conditions: tuple[Condition, ...]
    """Every word that holds, the state first."""
    off: str = ""
    """Why it is not asked; empty: it is, or nothing fetches it."""
    interval: timedelta | None = None
    """How often it is asked; None: not known here."""
    notice: str = ""
    """Terms that have to be accepted before it is first asked; empty: none."""
    is_accepted: bool = False
    attempt: Attempt | None = None
    """The last one; None: none is known."""
    data_at: datetime | None = None
    """The newest thing that it says."""
    next_try: datetime | None = None
    """When it is next asked; None: it is not, or as soon as anything is."""
    made_from: tuple[str, ...] = ()
    """Names of the sources that its data are made from."""

    @property
    def word(self) -> Freshness:
        """The state in one word."""
        return self.conditions[0].word

    @property
    def key(self) -> str:
        """Unique in an overview."""
        return f"{self.source.id}/{self.connector}"


class SourceOverview(Struct, frozen=True, kw_only=True):
    """Every source of a store: those that are asked, those that are off, those that are no feed."""

    judged_at: datetime
    """The moment up to which records count, and at which everything was judged."""
    is_now: bool
    """That moment is the present."""
    states: tuple[SourceState, ...]
    """Empty too where what is set up here was never known."""
    trouble: str = ""
    """Why the settings cannot be used; the states are judged by the last ones that could be."""
    next_look: datetime | None = None
    """When the settings are looked at again by themselves; None: when the reader asks."""
