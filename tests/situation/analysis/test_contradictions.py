"""Proposals of disputes and corroboration, from predicates and not from words."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

import msgspec
import pytest

from situation.analysis.contradictions import propose_links
from situation.model import UNTOLD, Affiliation, Claim, ControlReading, Link, Source, Statistic
from situation.vocabulary import (
    Basis,
    ClaimKind,
    Commitment,
    Comparator,
    ControlStatus,
    Extent,
    Independence,
    LinkKind,
    Relation,
    SourceKind,
    Standing,
    Verification,
)
from tests.situation.records import (
    DAY,
    make_claim,
    make_link,
    make_reading,
    make_source,
    make_statistic,
)

S = ControlStatus


def _tied(source_id: str, side: str, relation: Relation = Relation.SPEAKS_FOR) -> Source:
    return make_source(source_id, affiliation=Affiliation(relation=relation, side=side))


SOURCES = {
    source.id: source
    for source in (
        _tied("kyiv", "UA"),
        _tied("brigade", "UA", Relation.MEMBER),
        _tied("moscow", "RU"),
        _tied("map", "UA", Relation.TIES),
        make_source("mirror", depends_on=("map",)),
        make_source("mix", depends_on=("map", "nyt")),
        make_source("nyt"),
        make_source("reuters"),
        make_source("unnamed", kind=SourceKind.UNNAMED),
        make_source("rumour", affiliation=UNTOLD),
    )
}


class World:
    """Claims with their predicates."""

    def __init__(self) -> None:
        self.claims: list[Claim] = []
        self.readings: list[ControlReading] = []
        self.figures: list[Statistic] = []

    def control(self, who: str, status: ControlStatus, holder: str = "", **fields: Any) -> str:
        key, days = f"{who}-{len(self.claims)}", fields.pop("days", 0)
        moment = DAY + timedelta(days=days)
        self._claim(key, who, moment, fields)
        given = {"status": status, "holder": holder or None, "source": who, "claim": key}
        times = {"said_at": moment, "valid_from": moment}
        self.readings.append(make_reading(key, **{**given, **times, **fields}))
        return key

    def figure(self, who: str, value: float, **fields: Any) -> str:
        key = f"{who}-{len(self.claims)}"
        self._claim(key, who, DAY, fields)
        self.figures.append(
            make_statistic(key, **{"source": who, "value": value, "claim": key} | fields)
        )
        return key

    def _claim(self, key: str, who: str, moment: Any, fields: dict[str, Any]) -> None:
        claim = fields.pop("of_claim", {})
        via = fields.get("via", ())
        text = f"Words of {key} that say nothing like the others do."
        given = {"source": who, "said_at": moment, "via": via, "text": text}
        self.claims.append(make_claim(key, **{**given, **claim}))

    def links(self, existing: Sequence[Link] = ()) -> tuple[Link, ...]:
        return propose_links(self.readings, self.figures, self.claims, SOURCES, existing)

    def kinds(self) -> list[LinkKind]:
        return [link.kind for link in self.links()]


def test_whether_a_source_of_unknown_ties_is_independent_is_not_known() -> None:
    world = World()
    world.control("rumour", S.OCCUPIED, "RU")
    world.control("nyt", S.HELD, "UA", days=1)
    (link,) = world.links()
    assert link.independent is Independence.UNKNOWN


def test_a_proposal_says_what_it_is() -> None:
    world = World()
    earlier = world.control("moscow", S.OCCUPIED, "RU")
    later = world.control("kyiv", S.HELD, "UA", days=1)
    (link,) = world.links()
    assert (link.subject, link.object, link.kind) == (later, earlier, LinkKind.DISPUTES)
    assert link.standing is Standing.PROPOSED
    assert link.independent is Independence.YES
    assert link.id == f"proposed:disputes:{later}:{earlier}"
    assert "direct contradiction" in link.reason
    assert "occupied by RU against held by UA" in link.reason
    assert world.links() == (link,)
    assert msgspec.convert(msgspec.to_builtins(link), Link) == link


def test_long_ids_still_make_an_id() -> None:
    world = World()
    world.control("moscow", S.OCCUPIED, "RU")
    world.control("kyiv", S.HELD, "UA")
    long = {claim.id: claim.id + "x" * 140 for claim in world.claims}
    world.claims = [msgspec.structs.replace(c, id=long[c.id]) for c in world.claims]
    world.readings = [
        msgspec.structs.replace(r, claim=long[r.claim]) for r in world.readings if r.claim
    ]
    (link,) = world.links()
    assert msgspec.convert(msgspec.to_builtins(link), Link) == link


@pytest.mark.parametrize("standing", Standing)
@pytest.mark.parametrize("kind", [LinkKind.DISPUTES, LinkKind.SUPPORTS])
@pytest.mark.parametrize("swapped", [False, True])
def test_a_pair_with_a_link_is_left_alone(
    standing: Standing, kind: LinkKind, swapped: bool
) -> None:
    world = World()
    ends = [world.control("moscow", S.OCCUPIED, "RU"), world.control("kyiv", S.HELD, "UA")]
    subject, target = ends[::-1] if swapped else ends
    assert world.links([make_link("l", subject, target, kind=kind, standing=standing)]) == ()


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        ({}, {}, True),
        ({}, {"place": "myrnohrad"}, False),
        ({}, {"days": 20}, False),
        ({"valid_to": DAY + timedelta(days=1)}, {"days": 2}, False),
        ({"extent": Extent.PART, "part": "northern edge"}, {}, True),
        (
            {"extent": Extent.PART, "part": "northern edge"},
            {"extent": Extent.PART, "part": "southern edge"},
            False,
        ),
        (
            {"extent": Extent.PART, "part": "western side"},
            {"extent": Extent.PART, "part": "south-western edge"},
            True,
        ),
        (
            {"extent": Extent.PART, "part": "Dynamo quarter"},
            {"extent": Extent.PART, "part": "Lazurnyi quarter"},
            False,
        ),
        (
            {"extent": Extent.PART, "part": "neighbourhoods"},
            {"extent": Extent.PART, "part": "the centre"},
            True,
        ),
        ({"extent": Extent.SURROUNDINGS}, {}, False),
        ({"of_claim": {"commitment": Commitment.UNKNOWN}}, {}, False),
        ({"of_claim": {"kind": ClaimKind.INTENT}}, {}, False),
        ({"of_claim": {"verification": Verification.RETRACTED}}, {}, False),
    ],
)
def test_place_time_and_part(first: Any, second: Any, expected: bool) -> None:
    world = World()
    world.control("moscow", S.OCCUPIED, "RU", **dict(first))
    world.control("kyiv", S.HELD, "UA", **dict(second))
    assert (world.kinds() == [LinkKind.DISPUTES]) is expected


def test_denials() -> None:
    world = World()
    world.control("moscow", S.ENCIRCLED, "UA")
    world.control("kyiv", S.ENCIRCLED, "UA", basis=Basis.DENIED, extent=Extent.SURROUNDINGS)
    assert world.kinds() == [LinkKind.DISPUTES]
    world = World()
    world.control("moscow", S.OCCUPIED, "RU")
    world.control("kyiv", S.NOT_HELD, "RU", extent=Extent.PART, part="the centre")
    assert world.kinds() == [LinkKind.DISPUTES]


def test_one_holder_under_two_words_is_no_contradiction() -> None:
    world = World()
    world.control("moscow", S.HELD, "RU")
    world.control("nyt", S.OCCUPIED, "RU")
    assert LinkKind.DISPUTES not in world.kinds()


def test_a_source_that_changed_its_mind_is_not_held_to_its_old_word() -> None:
    world = World()
    world.control("nyt", S.HELD, "UA")
    world.control("nyt", S.OCCUPIED, "RU", days=2)
    taken = world.control("moscow", S.OCCUPIED, "RU", days=5)
    links = world.links()
    assert [(link.kind, link.subject) for link in links] == [(LinkKind.SUPPORTS, taken)]


@pytest.mark.parametrize(
    ("one", "other", "counts"),
    [
        ("nyt", "reuters", True),
        ("kyiv", "nyt", True),
        ("kyiv", "moscow", True),
        ("kyiv", "brigade", False),
        ("kyiv", "map", False),
        ("map", "mirror", False),
        ("mix", "nyt", False),
        ("unnamed", "reuters", False),
    ],
)
def test_only_independent_sources_corroborate(one: str, other: str, counts: bool) -> None:
    world = World()
    world.control(one, S.CONTESTED)
    world.control(other, S.CONTESTED)
    assert world.kinds() == ([LinkKind.SUPPORTS] if counts else [])


def test_who_printed_it_does_not_corroborate_it() -> None:
    world = World()
    world.control("moscow", S.OCCUPIED, "RU", via=("nyt",))
    world.control("nyt", S.OCCUPIED, "RU")
    assert world.links() == ()


def test_silence_about_the_state_corroborates_nothing() -> None:
    world = World()
    world.control("nyt", S.OUTSIDE)
    world.control("reuters", S.OUTSIDE)
    assert world.links() == ()


def test_figures_dispute_and_support() -> None:
    world = World()
    world.figure("nyt", 14)
    world.figure("kyiv", 11)
    world.figure("reuters", 14)
    kinds = sorted((link.kind, link.object, link.subject) for link in world.links())
    assert kinds == [
        (LinkKind.DISPUTES, "kyiv-1", "nyt-0"),
        (LinkKind.DISPUTES, "kyiv-1", "reuters-2"),
        (LinkKind.SUPPORTS, "nyt-0", "reuters-2"),
    ]


@pytest.mark.parametrize(
    "change",
    [
        {"of": "civilians"},
        {"as_of": DAY - timedelta(days=30)},
        {"comparator": Comparator.ABOVE, "value": 10.0},
    ],
)
def test_figures_of_another_base_or_time_or_compatible(change: dict[str, Any]) -> None:
    world = World()
    world.figure("nyt", 14)
    world.figure("reuters", change.pop("value", 99), **change)
    assert world.links() == ()


def test_echoes_are_proposed_once_for_their_statement() -> None:
    world = World()
    same = {"of_claim": {"text": "The city is in our hands."}}
    for via in ((), ("nyt",), ("reuters",)):
        world.control("kyiv", S.HELD, "UA", via=via, **same)
    world.control("moscow", S.OCCUPIED, "RU")
    (link,) = world.links()
    assert {link.subject, link.object} == {"kyiv-0", "moscow-3"}
    old = make_link("l", "kyiv-2", "moscow-3", standing=Standing.REJECTED)
    assert world.links([old]) == ()


def test_predicates_without_a_claim_and_unknown_sources_are_passed_over() -> None:
    world = World()
    world.control("moscow", S.OCCUPIED, "RU", claim=None)
    world.control("kyiv", S.HELD, "UA")
    stranger = make_reading("s", source="stranger", status=S.OCCUPIED, holder="RU", claim="kyiv-1")
    world.readings.append(stranger)
    assert world.links() == ()
