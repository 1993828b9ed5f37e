"""Reports collapse to their statement; different statements never do."""

from datetime import timedelta
from itertools import combinations
from typing import Any

import pytest

from situation.analysis.echo_rules import JoinedBy
from situation.analysis.echoes import EchoGroup, Tally, group_echoes, tally
from situation.model import Affiliation, Claim, Link
from situation.vocabulary import ClaimKind, LinkKind, Relation, SourceKind, Standing
from tests.situation.labelled_claims import SOURCES as LABELLED_SOURCES
from tests.situation.labelled_claims import labelled_claims
from tests.situation.records import DAY, make_claim, make_link, make_source

UA = Affiliation(relation=Relation.SPEAKS_FOR, side="UA")
SOURCES = {
    source.id: source
    for source in (
        make_source("staff", name="General Staff", affiliation=UA),
        make_source("president", affiliation=UA),
        make_source("map", kind=SourceKind.MAPPING_PROJECT),
        make_source("mirror", depends_on=("map",)),
        make_source("nyt", name="New York Times"),
        make_source("reuters", name="Reuters"),
        make_source("unnamed", kind=SourceKind.UNNAMED),
    )
}
HELD = "Ukrainian forces hold the city and repelled 12 attacks on its northern edge."


def say(claim_id: str, text: str = HELD, source: str = "staff", **fields: Any) -> Claim:
    return make_claim(claim_id, text=text, source=source, **fields)


def groups_of(*claims: Claim, links: tuple[Link, ...] = ()) -> set[tuple[str, ...]]:
    return {group.claims for group in group_echoes(claims, SOURCES, links)}


def test_reports_of_one_claimant_collapse_to_the_most_direct() -> None:
    (group,) = group_echoes(
        [
            say("b", HELD + " the General Staff said", via=("nyt",)),
            say("a"),
            say("c", "Reuters: " + HELD, via=("reuters",), said_at=DAY + timedelta(days=1)),
        ],
        SOURCES,
    )
    assert group.claims == ("a", "b", "c")
    assert group.roots == ("president",), "one voice with everyone who speaks for the side"
    assert {echo.joined_by for echo in group.echoes} == {JoinedBy.CLAIMANT}
    assert "same claimant" in group.echoes[0].rule
    assert "0.77" in group.echoes[0].rule


@pytest.mark.parametrize(
    "other",
    [
        HELD.replace("12", "13"),
        HELD.replace("12", "about 12"),
        HELD.replace("northern", "southern"),
        HELD.replace("hold", "do not hold"),
        HELD.replace("hold", "probably hold"),
        HELD.replace("hold", "lost"),
        HELD.replace("Ukrainian", "Russian"),
        HELD.replace("edge", "industrial edge"),
        HELD.replace("edge", "edge by Shevchenko"),
        HELD.replace("on its", "from its"),
    ],
)
def test_a_changed_word_is_another_statement(other: str) -> None:
    assert groups_of(say("a"), say("b", other, via=("nyt",))) == {("a",), ("b",)}


def test_who_did_it_to_whom_is_kept_apart_in_a_long_text() -> None:
    text = (
        "{} guns shelled {} positions in the forest belt behind the old mine from dusk on, and the "
        "fire that broke out there went on through the whole night and into the next morning, with "
        "smoke that people saw from all villages along the road to the river and beyond it."
    )
    one, other = text.format("Russian", "Ukrainian"), text.format("Ukrainian", "Russian")
    assert groups_of(say("a", one), say("b", other, via=("nyt",))) == {("a",), ("b",)}


@pytest.mark.parametrize(
    "change",
    [
        {"places": ("myrnohrad",)},
        {"kind": ClaimKind.CONTROL},
        {"said_at": DAY + timedelta(days=3)},
        {"source": "map"},
        {"valid_from": DAY - timedelta(days=9)},
    ],
)
def test_another_place_kind_time_or_short_claimant(change: dict[str, Any]) -> None:
    first = say("a", "Ukrainian forces hold the city.", valid_from=DAY)
    changed: dict[str, Any] = {"text": first.text, "via": ("nyt",), "valid_from": DAY} | change
    second = say("b", **changed)
    assert groups_of(first, second) == {("a",), ("b",)}


def test_a_publisher_that_repeats_the_words_on_another_day_reports_anew() -> None:
    assert groups_of(say("a"), say("b", said_at=DAY + timedelta(days=1))) == {("a",), ("b",)}


def test_numbers_are_compared_however_they_are_written() -> None:
    one, other = HELD.replace("12", "twelve thousand"), HELD.replace("12", "12 thousand")
    assert groups_of(say("a", one), say("b", other)) == {("a", "b")}
    one, other = HELD.replace("12", "12,000"), HELD.replace("12", "12000")
    assert groups_of(say("a", one), say("b", other)) == {("a", "b")}


def test_a_copy_at_length_and_a_mirror_add_no_origin() -> None:
    copied = group_echoes([say("a"), say("b", source="nyt")], SOURCES)
    assert [group.claims for group in copied] == [("a", "b")]
    assert copied[0].echoes[0].joined_by is JoinedBy.COPY
    short = "Russia holds the mine."
    mirrored = [say("a", short, source="map"), say("b", short, source="mirror")]
    assert groups_of(*mirrored) == {("a", "b")}


def test_where_nobody_is_named_the_printer_is_the_root() -> None:
    short = "Few people are left."
    printed = [say("a", short, source="nyt"), say("b", short, source="unnamed", via=("nyt",))]
    assert groups_of(*printed) == {("a", "b")}
    elsewhere = [say("a", short, source="nyt"), say("b", short, source="unnamed", via=("reuters",))]
    assert groups_of(*elsewhere) == {("a",), ("b",)}


def test_own_words_that_differ_keep_apart() -> None:
    claims = [say("a", original="14 загиблих"), say("b", original="11 загиблих", via=("nyt",))]
    assert groups_of(*claims) == {("a",), ("b",)}


def test_the_analyst_joins_and_keeps_apart() -> None:
    duplicates = {"kind": LinkKind.DUPLICATES}
    stated = make_link("s", "a", "b", **duplicates, reason="same press release")
    rejected = make_link("r", "a", "b", **duplicates, standing=Standing.REJECTED)
    proposed = make_link("p", "a", "b", **duplicates, standing=Standing.PROPOSED)
    other = say("b", "The defence goes on.", source="nyt")
    (group,) = group_echoes([say("a"), other], SOURCES, [stated])
    assert group.echoes[0].rule == "marked as a duplicate (stated): same press release"
    assert set(group.roots) == {"president", "nyt"}
    assert groups_of(say("a"), other, links=(proposed,)) == {("a",), ("b",)}
    assert groups_of(say("a"), say("b", via=("nyt",)), links=(rejected,)) == {("a",), ("b",)}


def test_fourteen_reports_two_origins() -> None:
    reports = [say("staff", "Ukrainian forces hold the city.")]
    reports += [say(f"echo-{n}", reports[0].text, via=(f"outlet-{n}",)) for n in range(12)]
    reports.append(say("map", "The city is held.", source="map"))
    groups = group_echoes(reports, SOURCES)
    support = make_link("l", "map", "echo-3", kind=LinkKind.SUPPORTS, standing=Standing.PROPOSED)
    assert tally("echo-5", groups, [support]) == Tally(reports=14, origins=2)
    rejected = make_link("l", "map", "staff", kind=LinkKind.SUPPORTS, standing=Standing.REJECTED)
    assert tally("staff", groups, [rejected]) == Tally(reports=13, origins=1)
    assert tally("nowhere", groups) == Tally(reports=0, origins=0)


def test_every_claim_is_in_one_group_whatever_the_order() -> None:
    labelled = labelled_claims()
    groups = group_echoes(labelled.claims, LABELLED_SOURCES)
    members = [claim for group in groups for claim in group.claims]
    assert sorted(members) == sorted(claim.id for claim in labelled.claims)
    assert group_echoes(labelled.claims[::-1], LABELLED_SOURCES) == groups


def test_the_labelled_claims() -> None:
    labelled = labelled_claims()
    assert len(labelled.claims) == 200
    found = _pairs(group_echoes(labelled.claims, LABELLED_SOURCES))
    assert found <= labelled.echoes, "different statements are never merged"
    assert len(found) >= 0.6 * len(labelled.echoes)


def test_words_that_are_no_words_join_nothing() -> None:
    assert groups_of(say("a", "…"), say("b", "!")) == {("a",), ("b",)}
    assert groups_of() == set()


def test_thousands_of_claims_with_the_same_words_stay_apart() -> None:
    hostile = [
        say(f"c-{n}", f"Guns shelled Village{n} and its surroundings.") for n in range(2_000)
    ]
    assert len(group_echoes(hostile, SOURCES)) == 2_000


def _pairs(groups: tuple[EchoGroup, ...]) -> set[frozenset[str]]:
    return {frozenset(pair) for group in groups for pair in combinations(group.claims, 2)}
