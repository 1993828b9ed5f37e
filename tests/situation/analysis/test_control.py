"""The rule of the summary, case by case."""

from datetime import UTC, datetime, timedelta
from typing import Any

from msgspec.structs import replace

from situation.analysis.control import incompatible, summarise
from situation.analysis.independence import independence_groups
from situation.model import Affiliation, ControlReading, Source
from situation.store.base import ReadingInForce
from situation.views import Summary
from situation.vocabulary import (
    Basis,
    ControlStatus,
    Extent,
    Relation,
    Reliability,
    SourceKind,
)

AT = datetime(2025, 11, 5, 23, 59, tzinfo=UTC)
S = ControlStatus


def source(
    name: str,
    *,
    side: str = "",
    reliability: str = "C",
    depends: str = "",
    relation: Relation = Relation.NONE,
) -> Source:
    relation = Relation.SPEAKS_FOR if side else relation
    return Source(
        id=name,
        name=name.upper(),
        kind=SourceKind.ANALYST,
        affiliation=Affiliation(relation=relation, side=side or None),
        reliability=Reliability(reliability),
        depends_on=(depends,) if depends else (),
    )


SOURCES = {
    item.id: item
    for item in (
        source("map", reliability="B"),
        source("mirror", depends="map", reliability="B"),
        source("paper"),
        source("agency"),
        source("blog", reliability="F"),
        source("kyiv", side="UA"),
        source("general", side="UA"),
        source("moscow", side="RU", reliability="D"),
        source("rumour", relation=Relation.UNKNOWN),
    )
}


def reading(who: str, status: ControlStatus, holder: str = "", **changes: Any) -> ReadingInForce:
    days_ago = changes.pop("days_ago", 1)
    fields: dict[str, Any] = {
        "id": f"{who}:{status}",
        "place": "town",
        "source": who,
        "label": status,
        "status": status,
        "holder": holder or {S.HELD: "UA", S.OCCUPIED: "RU", S.ENCIRCLED: "UA"}.get(status),
        "basis": Basis.CLAIMED if SOURCES[who].affiliation.side else Basis.ASSESSED,
        "valid_from": AT - timedelta(days=days_ago),
        "said_at": AT - timedelta(days=days_ago),
    }
    record = ControlReading(**{**fields, **changes})
    return ReadingInForce(
        reading=record, recorded_at=AT, entry=1, confirmed_at=AT - timedelta(days=days_ago)
    )


def summary(*readings: ReadingInForce) -> Summary:
    return summarise(readings, SOURCES, independence_groups(SOURCES), AT)


def test_sources_that_name_opposite_holders_do_not_agree() -> None:
    result = summary(reading("paper", S.HELD, "UA"), reading("agency", S.HELD, "RU"))
    assert (result.status, result.holder, result.agree, result.of) == (S.CONTESTED, None, 0, 2)
    assert result.why == ("no status has most votes: AGENCY says held by RU; PAPER says held by UA")
    third = summary(
        reading("paper", S.HELD, "UA"), reading("agency", S.HELD, "RU"), reading("blog", S.HELD)
    )
    assert (third.status, third.holder, third.agree, third.of) == (S.HELD, "UA", 2, 3)


def test_who_names_no_holder_agrees_with_the_one_that_is_named() -> None:
    nobody = reading("agency", S.HELD, valid_from=AT)
    nobody = replace(nobody, reading=replace(nobody.reading, holder=None))
    one = summary(reading("paper", S.HELD, "UA"), nobody)
    assert (one.status, one.holder, one.agree, one.of) == (S.HELD, "UA", 2, 2)
    two = summary(reading("paper", S.HELD, "UA"), reading("blog", S.HELD, "RU"), nobody)
    assert (two.status, two.holder, two.agree) == (S.CONTESTED, None, 0)


def test_what_one_calls_held_and_another_occupied_is_one_state_of_affairs() -> None:
    result = summary(
        reading("paper", S.OCCUPIED, "RU"),
        reading("agency", S.HELD, "RU"),
        reading("blog", S.OCCUPIED, "RU"),
    )
    assert (result.status, result.holder, result.agree, result.of) == (S.OCCUPIED, "RU", 3, 3)


def test_a_source_whose_ties_nobody_knows_decides_nothing_alone() -> None:
    alone = summary(reading("rumour", S.OCCUPIED, "RU"))
    assert (alone.status, alone.agree, alone.of) == (S.UNKNOWN, 0, 1)
    assert alone.why == (
        "only a source whose ties are not known says so: RUMOUR says occupied by RU"
    )
    backed = summary(reading("rumour", S.OCCUPIED, "RU"), reading("paper", S.OCCUPIED, "RU"))
    assert (backed.status, backed.holder, backed.agree, backed.of) == (S.OCCUPIED, "RU", 2, 2)
    with_a_party = summary(reading("rumour", S.OCCUPIED, "RU"), reading("kyiv", S.HELD))
    assert with_a_party.status is S.CONTESTED
    assert "a warring party and a source whose ties are not known" in with_a_party.why


def test_every_vote_is_told_as_what_somebody_says() -> None:
    result = summary(
        reading("map", S.OUTSIDE), reading("mirror", S.OUTSIDE), reading("paper", S.HELD, "UA")
    )
    assert result.why == (
        "the only source that speaks: PAPER says held by UA; no vote: MAP and MIRROR say outside"
    )


def test_most_independent_sources_win() -> None:
    result = summary(
        reading("map", S.CONTESTED), reading("paper", S.CONTESTED), reading("kyiv", S.HELD)
    )
    assert (result.status, result.agree, result.of) == (S.CONTESTED, 2, 3)


def test_dependent_sources_are_one_vote() -> None:
    result = summary(
        reading("map", S.CONTESTED), reading("mirror", S.CONTESTED), reading("paper", S.HELD)
    )
    assert result.of == 2
    assert result.status is S.CONTESTED, "one against one is contested"
    assert {vote.sources for vote in result.votes} == {("map", "mirror"), ("paper",)}


def test_an_aggregate_repeats_and_does_not_join_what_it_is_made_from() -> None:
    sources = {
        **SOURCES,
        "mix": replace(source("mix"), depends_on=("map", "paper")),
    }
    groups = independence_groups(sources)
    assert len({groups["map"], groups["paper"], groups["mix"]}) == 3
    mixed = ReadingInForce(
        reading=replace(reading("map", S.OCCUPIED).reading, source="mix", id="mix"),
        recorded_at=AT,
        entry=2,
        confirmed_at=AT,
    )
    both = summarise(
        (mixed, reading("map", S.CONTESTED), reading("paper", S.CONTESTED)),
        sources,
        groups,
        AT,
    )
    assert (both.status, both.agree, both.of) == (S.CONTESTED, 2, 2)
    alone = summarise((mixed,), sources, groups, AT)
    assert (alone.status, alone.of) == (S.OCCUPIED, 1)


def test_two_voices_of_one_side_are_one_vote() -> None:
    result = summary(reading("kyiv", S.HELD), reading("general", S.HELD), reading("paper", S.HELD))
    assert (result.status, result.holder, result.agree, result.of) == (S.HELD, "UA", 2, 2)


def test_no_polygon_is_not_held() -> None:
    result = summary(reading("map", S.OUTSIDE))
    assert (result.status, result.holder) == (S.OUTSIDE, None)


def test_outside_abstains_where_somebody_says_held() -> None:
    result = summary(reading("map", S.OUTSIDE), reading("paper", S.HELD))
    assert (result.status, result.holder, result.agree, result.of) == (S.HELD, "UA", 1, 1)
    assert not result.disputed


def test_a_party_alone_does_not_make_the_summary() -> None:
    assert summary(reading("moscow", S.OCCUPIED)).status is S.UNKNOWN
    against_map = summary(reading("moscow", S.ENCIRCLED), reading("map", S.OUTSIDE))
    assert against_map.status is S.OUTSIDE
    assert against_map.disputed


def test_parties_that_contradict_each_other_leave_it_contested() -> None:
    result = summary(reading("moscow", S.OCCUPIED), reading("kyiv", S.HELD))
    assert result.status is S.CONTESTED
    assert result.disputed


def test_stale_readings_do_not_vote_and_are_named() -> None:
    result = summary(reading("map", S.OCCUPIED, days_ago=15))
    assert (result.status, result.stale) == (S.UNKNOWN, True)
    assert result.why.endswith("the last, 15 days before: MAP said occupied by RU")
    assert "15 days" in result.why


def test_part_readings_and_denials_do_not_vote() -> None:
    part = reading("map", S.OCCUPIED, extent=Extent.PART, part="the south")
    denial = reading("paper", S.ENCIRCLED, basis=Basis.DENIED)
    assert summary(part, denial).status is S.UNKNOWN


def test_nothing_known_is_unknown() -> None:
    assert summary().status is S.UNKNOWN


def test_reliable_sources_that_differ_on_the_holder_dispute() -> None:
    held, taken = reading("paper", S.HELD, days_ago=3), reading("agency", S.OCCUPIED, days_ago=2)
    result = summary(held, taken)
    assert result.disputed
    assert result.disputed_since == taken.reading.said_at
    assert not summary(held, reading("blog", S.OCCUPIED)).disputed, "F cannot be judged"


def test_the_worked_example_is_disputed_since_the_first_contradiction() -> None:
    encircled = reading("moscow", S.ENCIRCLED, days_ago=10)
    held = reading("kyiv", S.HELD, days_ago=4)
    result = summary(encircled, held, reading("map", S.CONTESTED, days_ago=0))
    assert (result.status, result.agree, result.of) == (S.CONTESTED, 1, 3)
    assert result.disputed
    assert result.disputed_since == held.reading.said_at


def test_the_summary_names_its_rule_and_every_source() -> None:
    why = summary(reading("map", S.CONTESTED), reading("kyiv", S.HELD)).why
    assert "MAP" in why
    assert "KYIV" in why


def test_a_denial_excludes_what_it_denies() -> None:
    denial = reading("kyiv", S.ENCIRCLED, basis=Basis.DENIED).reading
    assert incompatible(denial, S.ENCIRCLED, "UA")
    assert not incompatible(denial, S.CONTESTED, None)


def test_not_in_full_control_excludes_only_control_by_the_same_side() -> None:
    not_held = reading("kyiv", S.NOT_HELD, "RU").reading
    assert incompatible(not_held, S.OCCUPIED, "RU")
    assert not incompatible(not_held, S.HELD, "UA")
    assert not incompatible(not_held, S.CONTESTED, None)


def test_a_side_is_not_two_groups_and_a_chain_of_dependence_is_one() -> None:
    chain = {
        item.id: item
        for item in (source("a", depends="b"), source("b", depends="c"), source("c"), source("d"))
    }
    groups = independence_groups(chain)
    assert groups["a"] == groups["b"] == groups["c"] != groups["d"]
