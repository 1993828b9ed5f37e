"""Who differs on what, and since when."""

from datetime import datetime, timedelta
from typing import Any

from situation.analysis.disagreement import Disagreement, disagreements
from situation.analysis.predicates import Strength
from situation.model import ControlReading, Coverage, Statistic
from situation.pack import load_pack
from situation.vocabulary import Change, Comparator, ControlStatus, Extent
from tests.situation.records import DAY, make_reading, make_source, make_statistic

S = ControlStatus
SOURCES = {name: make_source(name) for name in ("kyiv", "moscow", "map", "nyt")}


def day(number: float) -> datetime:
    return DAY + timedelta(days=number)


def said(
    number: float, who: str, status: ControlStatus, holder: str, **fields: Any
) -> ControlReading:
    given = {"source": who, "status": status, "holder": holder, "claim": f"{who}-{number}"}
    times = {"said_at": day(number), "valid_from": day(number)}
    return make_reading(f"{who}-{number}", **{**given, **times, **fields})


def at(number: float, *readings: ControlReading, **fields: Any) -> tuple[Disagreement, ...]:
    return disagreements(readings, (), SOURCES, day(number), **fields)


HELD = (S.HELD, "UA")
TAKEN = (S.OCCUPIED, "RU")


def test_the_clock_starts_when_both_stood() -> None:
    history = said(0, "kyiv", *HELD), said(3, "moscow", *TAKEN)
    assert at(2, *history) == ()
    (found,) = at(5, *history)
    assert found.since == day(3)
    assert (found.place, found.metric) == ("pokrovsk", None)
    assert [(p.source, p.said) for p in found.positions] == [
        ("kyiv", "held by UA"),
        ("moscow", "occupied by RU"),
    ]
    assert set(found.claims) == {"kyiv-0", "moscow-3"}
    assert found.strength is Strength.DIRECT


def test_it_runs_on_while_they_repeat_themselves() -> None:
    history = [said(n, "kyiv", *HELD) for n in (0, 6, 12)]
    history += [said(n, "moscow", *TAKEN) for n in (3, 9, 15, 20)]
    (found,) = at(22, *history)
    assert found.since == day(3)
    assert set(found.claims) == {"kyiv-12", "moscow-20"}


def test_it_ends_when_one_says_otherwise() -> None:
    history = said(0, "kyiv", *HELD), said(3, "moscow", *TAKEN), said(5, "kyiv", *TAKEN)
    assert len(at(4, *history)) == 1
    assert at(5, *history) == ()


def test_it_ends_with_silence_and_begins_anew() -> None:
    history = said(0, "kyiv", *HELD), said(3, "moscow", *TAKEN)
    assert len(at(13.9, *history)) == 1
    assert at(14, *history) == ()
    (again,) = at(16.5, *history, said(16, "kyiv", *HELD))
    assert again.since == day(16)


def test_a_map_that_was_read_again_has_not_fallen_silent() -> None:
    history = said(-30, "map", *HELD), said(3, "moscow", *TAKEN)
    assert at(4, *history) == ()
    (found,) = at(4, *history, confirmed={"map--30": day(4)})
    assert found.since == day(3)


def test_the_longest_comes_first_and_each_pair_has_its_clock() -> None:
    history = (
        said(0, "moscow", *TAKEN),
        said(1, "kyiv", *HELD),
        said(4, "nyt", *HELD),
        said(2, "kyiv", *HELD, place="myrnohrad"),
        said(3, "moscow", *TAKEN, place="myrnohrad"),
    )
    found = at(6, *history)
    assert [(d.place, d.positions[1].source) for d in found] == [
        ("pokrovsk", "kyiv"),
        ("myrnohrad", "moscow"),
        ("pokrovsk", "nyt"),
    ]


def test_parts_are_a_partial_disagreement() -> None:
    part: dict[str, Any] = {"extent": Extent.PART, "part": "neighbourhoods"}
    (found,) = at(2, said(0, "kyiv", *HELD, **part), said(1, "moscow", *TAKEN))
    assert found.strength is Strength.PARTIAL
    assert found.positions[0].said == "held by UA (neighbourhoods)"


def test_ground_that_a_side_is_winning_back_is_not_said_to_be_held() -> None:
    gain: dict[str, Any] = {"extent": Extent.PART, "part": "the north", "change": Change.GAIN}
    (found,) = at(2, said(0, "kyiv", *HELD, **gain), said(1, "moscow", *TAKEN))
    assert found.positions[0].said == "gained by UA (the north)"


def test_figures_have_a_clock_of_their_own() -> None:
    def dead(who: str, number: int, value: float, of: str = "") -> Statistic:
        key = f"{who}-{value:.0f}"
        given = {"metric": "killed", "source": who, "value": value, "of": of, "as_of": DAY}
        return make_statistic(key, **given, said_at=day(number), claim=key)

    figures = [dead("kyiv", 0, 14), dead("moscow", 2, 5), dead("nyt", 3, 2, "children")]
    (found,) = disagreements((), figures, SOURCES, day(4))
    assert (found.metric, found.since) == ("killed", day(2))
    assert [p.said for p in found.positions] == ["14 people", "5 people"]
    floor = make_statistic(
        "late",
        metric="killed",
        source="moscow",
        comparator=Comparator.ABOVE,
        value=10,
        as_of=DAY,
        said_at=day(5),
    )
    assert disagreements((), [*figures, floor], SOURCES, day(6)) == ()


def test_pokrovsk_on_5_november() -> None:
    pack = load_pack()
    readings = [r for r in pack.records if isinstance(r, ControlReading)]
    figures = [r for r in pack.records if isinstance(r, Statistic)]
    sources = {source.id: source for source in pack.sources}
    assert any(isinstance(record, Coverage) for record in pack.records)
    found = disagreements(readings, figures, sources, day(0.99))
    clocks = {(d.place, *sorted(p.source for p in d.positions)): f"{d.since:%d %b}" for d in found}
    assert clocks["pokrovsk", "gerasimov", "syrskyi"] == "01 Nov"
    assert clocks["pokrovsk", "gerasimov", "ua-military"] == "04 Nov"
    assert clocks["pokrovsk", "deepstate", "ua-leaders"] == "05 Nov"
    assert [d.since for d in found] == sorted(d.since for d in found)
    assert all(d.metric is None for d in found)
