"""Connectors that fetch nothing, attempts, and a store whose sources are in every state."""

from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path
from typing import Any

from situation.attempt_records import Attempt, Outcome
from situation.connector import Batch, Body, Known, Wanted
from situation.model import Affiliation, AnyRecord
from situation.settings_model import Settings, SourceSettings
from situation.source_access import SourceSetup
from situation.store import open_store
from situation.store.base import Store
from situation.vocabulary import LicenceClass, Relation, Reliability, SourceKind
from tests.situation.records import DAY, Clock, make_cast, make_claim, make_source

NOTICE = "These data may not be passed on. [@click=app.quit]Not markup[/]"
HOSTILE = "[red]bad[/red] [@click=app.quit]go[/]"
HOUR = timedelta(hours=1)


class FakeConnector:
    """A connector that asks for one address, if it has one."""

    def __init__(
        self,
        key: str,
        source: str = "nyt",
        *,
        every: timedelta = HOUR,
        on_by_default: bool = True,
        notice: str = "",
        credential: str = "",
        url: str = "https://example.org/",
    ) -> None:
        self.key = key
        self.source = source
        self.every = every
        self.on_by_default = on_by_default
        self.notice = notice
        self._credential = credential
        self._url = url

    def wanted(self, known: Known) -> tuple[Wanted, ...]:
        return (Wanted(url=self._url, credential=self._credential),) if self._url else ()

    def read(self, bodies: Sequence[Body], known: Known) -> Batch:
        raise AssertionError("no test of the sources' state reads anything")


def make_attempt(connector: str = "feed", source: str = "nyt", **fields: Any) -> Attempt:
    """An attempt of the example's day that brought one new item."""
    given: dict[str, Any] = {
        "id": f"attempt:{connector}",
        "connector": connector,
        "source": source,
        "tried_at": DAY,
        "outcome": Outcome.NEW,
        "succeeded_at": DAY,
        "data_until": DAY,
        "seen": 1,
        "new": 1,
    }
    return Attempt(**given | fields)


CONNECTORS = (
    FakeConnector("good", "fresh-map"),
    FakeConnector("down", "broken-feed"),
    FakeConnector("some", "partial-list"),
    FakeConnector("mute", "silent-feed"),
    FakeConnector("late", "stale-map"),
    FakeConnector("untried", "new-feed"),
    FakeConnector("licensed", "licensed-map", on_by_default=False, notice=NOTICE),
    FakeConnector("unwanted", "unwanted-feed"),
)
SETUP = SourceSetup(
    connectors=CONNECTORS, settings=Settings(sources={"unwanted": SourceSettings(on=False)})
)
STATES = {
    "broken-feed": "failed",
    "fresh-map": "fresh",
    "new-feed": "never fetched",
    "partial-list": "partial",
    "silent-feed": "silent",
    "stale-map": "stale",
    "licensed-map": "off",
    "unwanted-feed": "off",
    "deepstate": "not a feed",
    "nyt": "not a feed",
}
"""By source, in the order of the list."""


def records() -> tuple[AnyRecord, ...]:
    """Sources in every state on the example's day; one is made from others."""
    map_maker = make_source(
        "fresh-map",
        kind=SourceKind.MAPPING_PROJECT,
        affiliation=Affiliation(relation=Relation.TIES, side="UA"),
        reliability=Reliability.C,
        reliability_reason="Corrected in public.",
        depends_on=("deepstate", "nyt"),
        licence=LicenceClass.NO_REDISTRIBUTION,
        terms="For own use.",
        url="https://example.org/map",
    )
    others = [make_source(name) for name in STATES if name not in ("fresh-map", "deepstate", "nyt")]
    said = [DAY - timedelta(days=days) for days in (20, 19, 18, 17)]
    claims = [
        make_claim(f"mute-{number}", source="silent-feed", said_at=moment)
        for number, moment in enumerate(said)
    ]
    return (*make_cast(), map_maker, *others, *claims)


def attempts() -> tuple[Attempt, ...]:
    """The last attempts of those that were ever tried."""
    soon = DAY + HOUR
    return (
        make_attempt("good", "fresh-map", seen=9, new=2, next_try=soon),
        make_attempt(
            "down",
            "broken-feed",
            outcome=Outcome.FAILED,
            succeeded_at=DAY - timedelta(days=1),
            data_until=DAY - timedelta(days=1),
            seen=0,
            new=0,
            why=f"it did not answer within 20 s: {HOSTILE}",
            failures=3,
            next_try=soon,
        ),
        make_attempt(
            "some",
            "partial-list",
            outcome=Outcome.NEW,
            seen=169,
            new=3,
            rejected=4,
            reasons=("row 7: no date", f"row 9: {HOSTILE}"),
            warnings=("a column is empty",),
        ),
        make_attempt("mute", "silent-feed", outcome=Outcome.NOTHING_NEW, new=0),
        make_attempt("late", "stale-map", data_until=DAY - timedelta(days=15)),
    )


async def source_store(folder: Path, clock: Clock) -> Store:
    """A store in which each source is in the state of `STATES`, as of the example's day."""
    store = open_store(folder / "sources.db", clock=clock, create=True)
    await store.append(records(), author="test")
    await store.append(attempts(), author="sync")
    return store
