from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

import msgspec
from hypothesis import given
from hypothesis import strategies as st

from situation.analysis.runs import CoveredMap, MapRuns, Measurement, coverage_id, reading_id
from situation.measures import Shares
from situation.model import ControlReading, Coverage
from situation.vocabulary import Basis, ControlStatus, Extent

SOURCE = "map"
FIRST = datetime(2025, 11, 1, tzinfo=UTC)
TWO = ("here", "there")


def moment_of(day: int) -> datetime:
    return FIRST + timedelta(days=day)


def reading_of(day: int, place: str, share: float, *, version: str = "v1") -> ControlReading:
    moment = moment_of(day)
    return ControlReading(
        id=reading_id(SOURCE, place, moment),
        place=place,
        source=SOURCE,
        label="partly inside",
        status=ControlStatus.CONTESTED,
        basis=Basis.ASSESSED,
        shares=Shares(occupied=share),
        valid_from=moment,
        said_at=moment + timedelta(hours=3),
        url=f"{version}/{day}",
        document=f"sha256:{version}-{day}",
    )


def measured(day: int, shares: dict[str, float], *, version: str = "v1") -> Measurement:
    moment = moment_of(day)
    return Measurement(
        coverage=Coverage(
            id=coverage_id(SOURCE, moment),
            source=SOURCE,
            valid_from=moment,
            said_at=moment + timedelta(hours=3),
            document=f"sha256:{version}-{day}",
            url=f"{version}/{day}",
        ),
        readings=tuple(
            reading_of(day, place, share, version=version) for place, share in shares.items()
        ),
    )


class Memory:
    """A store's rules in small: newest version of each id, newest begun reading in force."""

    def __init__(self) -> None:
        self.readings: dict[str, ControlReading] = {}
        self.covered: dict[datetime, CoveredMap] = {}
        self.places: set[str] = set()
        self.appended = 0

    def take(self, runs: MapRuns, measurement: Measurement) -> list[ControlReading]:
        new: list[ControlReading] = []
        for record in runs.add(measurement):
            if isinstance(record, Coverage):
                assert record.valid_from not in self.covered
                known = frozenset(self.places)
                self.covered[record.valid_from] = CoveredMap(coverage=record, places=known)
            else:
                assert self.readings.get(record.id) != record
                self.readings[record.id] = record
                new.append(record)
        self.appended += len(new)
        return new

    def runs(self) -> MapRuns:
        return MapRuns(self.readings.values(), self.covered.values())

    def in_force(self, place: str, day: int) -> float | None:
        begun = [
            reading
            for reading in self.readings.values()
            if reading.place == place and reading.valid_from <= moment_of(day)
        ]
        newest = max(begun, key=lambda reading: reading.valid_from, default=None)
        return newest.shares.occupied if newest and newest.shares else None


def fill(days: Iterable[tuple[int, float]], places: tuple[str, ...] = ("here",)) -> Memory:
    memory = Memory()
    memory.places = set(places)
    runs = memory.runs()
    for day, share in days:
        memory.take(runs, measured(day, dict.fromkeys(places, share)))
    return memory


def test_only_changes_are_kept() -> None:
    memory = fill([(0, 0.1), (1, 0.1), (2, 0.2), (3, 0.2)])
    assert sorted(memory.readings) == ["map:here:2025-11-01", "map:here:2025-11-03"]
    assert len(memory.covered) == 4


def test_the_same_maps_again_yield_nothing() -> None:
    memory = fill([(0, 0.1), (1, 0.2), (2, 0.2)], TWO)
    runs = memory.runs()
    for day, share in [(2, 0.2), (0, 0.1), (1, 0.2)]:
        assert runs.add(measured(day, dict.fromkeys(TWO, share))) == ()


def test_another_file_with_the_same_figures_yields_nothing() -> None:
    memory = fill([(0, 0.1)])
    assert memory.runs().add(measured(0, {"here": 0.1}, version="v2")) == ()


def test_a_day_before_a_covered_one_does_not_change_what_that_said() -> None:
    memory = fill([(0, 0.1), (4, 0.1)])
    new = memory.take(memory.runs(), measured(2, {"here": 0.5}))
    assert [(one.valid_from, one.shares) for one in new] == [
        (moment_of(2), Shares(occupied=0.5)),
        (moment_of(4), Shares(occupied=0.1)),
    ]
    again = new[1]
    assert again.id == "map:here:2025-11-05"
    assert again.said_at == moment_of(4) + timedelta(hours=3)
    assert (again.url, again.document) == ("v1/4", "sha256:v1-4")


def test_nothing_is_said_again_where_the_later_day_spoke_for_itself() -> None:
    memory = fill([(0, 0.1), (4, 0.3)])
    assert len(memory.take(memory.runs(), measured(2, {"here": 0.5}))) == 1


def test_a_corrected_day_gives_new_versions_of_what_differs() -> None:
    memory = fill([(0, 0.1), (1, 0.2)], TWO)
    new = memory.take(memory.runs(), measured(1, {"here": 0.2, "there": 0.3}, version="v2"))
    assert [(one.id, one.document) for one in new] == [("map:there:2025-11-02", "sha256:v2-1")]


def test_a_place_that_came_later_is_not_spoken_for_by_older_maps() -> None:
    memory = fill([(0, 0.1), (2, 0.1), (4, 0.1)])
    memory.places.add("new")
    runs = memory.runs()
    assert [one.place for one in memory.take(runs, measured(0, {"here": 0.1, "new": 0.6}))] == [
        "new"
    ]
    # Day 2 said nothing of it, so day 0's value is not said again there ...
    assert memory.in_force("new", 4) == 0.6
    # ... and measuring it there is said in so many words, although nothing changed.
    assert [one.id for one in memory.take(runs, measured(2, {"here": 0.1, "new": 0.6}))] == [
        "map:new:2025-11-03"
    ]
    assert memory.take(memory.runs(), measured(2, {"here": 0.1, "new": 0.6})) == []


def test_readings_of_parts_and_of_claims_are_no_part_of_the_history() -> None:
    whole = reading_of(0, "here", 0.1)
    part = msgspec.structs.replace(whole, id="a", extent=Extent.PART, part="centre")
    claimed = msgspec.structs.replace(whole, id="b", claim="claim")
    assert len(MapRuns([part, claimed]).add(measured(0, {"here": 0.1}))) == 2


def test_ids_of_days_and_of_seconds() -> None:
    assert reading_id("a", "b", FIRST) == "a:b:2025-11-01"
    assert coverage_id("a", FIRST + timedelta(hours=9, seconds=5)) == "a:20251101T090005Z"


imports = st.lists(
    st.tuples(
        st.integers(0, 6),
        st.fixed_dictionaries({place: st.sampled_from([0.1, 0.2, 0.3]) for place in "abc"}),
        st.sampled_from(["a", "ab", "abc"]),
        st.booleans(),
    ),
    max_size=14,
)


@given(imports)
def test_any_order_of_imports_says_what_the_latest_measured_day_says(
    steps: list[tuple[int, dict[str, float], str, bool]],
) -> None:
    memory = Memory()
    runs = memory.runs()
    said: dict[str, dict[int, float]] = {place: {} for place in "abc"}
    taken = 0
    for day, all_shares, places, is_fresh in steps:
        memory.places |= set(places)
        shares = {place: all_shares[place] for place in sorted(memory.places)}
        runs = memory.runs() if is_fresh else runs
        memory.take(runs, measured(day, shares))
        taken += len(shares)
        for place, share in shares.items():
            said[place][day] = share
        assert runs.add(measured(day, shares)) == ()
        assert memory.runs().add(measured(day, shares)) == ()
    for place, by_day in said.items():
        for day in range(8):
            latest = max((before for before in by_day if before <= day), default=None)
            expected = None if latest is None else by_day[latest]
            assert memory.in_force(place, day) == expected
    assert len(memory.readings) <= sum(map(len, said.values()))
