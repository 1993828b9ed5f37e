"""The worked example: each of its facts stands in the bundled pack, with who said it and when."""

from datetime import UTC, datetime

import pytest
from msgspec import Struct

from situation.model import Claim, ControlReading, Link, Statistic
from situation.pack import load_pack
from situation.vocabulary import (
    AsOfBasis,
    Basis,
    Change,
    ClaimKind,
    Commitment,
    Comparator,
    Credibility,
    Extent,
    Independence,
    LinkKind,
    Precision,
    Quote,
    Verification,
)

PACK = load_pack()
CLAIMS = {r.id: r for r in PACK.records if isinstance(r, Claim)}
STATISTICS = {r.claim: r for r in PACK.records if isinstance(r, Statistic)}
READINGS = [r for r in PACK.records if isinstance(r, ControlReading) and r.claim]
LINKS = [r for r in PACK.records if isinstance(r, Link)]

PAPER = "New York Times, 5 November 2025"
REPORT = datetime(2025, 11, 5, tzinfo=UTC)
MONDAY = datetime(2025, 11, 3, tzinfo=UTC)
TUESDAY_NIGHT = datetime(2025, 11, 4, 21, tzinfo=UTC)
LAST_DAYS = datetime(2025, 11, 1, tzinfo=UTC)


class Fact(Struct, frozen=True):
    """One row of the worked example."""

    claim: str
    kind: ClaimKind
    source: str = "nyt"
    via: tuple[str, ...] = ()
    said: datetime = REPORT
    precision: Precision = Precision.DAY
    quote: Quote = Quote.NONE
    verification: Verification = Verification.NOT_STATED
    citation: str = PAPER


def report(number: int) -> str:
    """The id of a numbered claim of the report."""
    return f"nyt-2025-11-05-{number:02}"


def zelensky(number: int) -> Fact:
    """One of the two figures under the report's disclaimer."""
    return Fact(
        report(number),
        ClaimKind.STATISTIC,
        "zelensky",
        ("nyt",),
        MONDAY,
        quote=Quote.INDIRECT,
        verification=Verification.UNVERIFIED,
    )


def deepstate_post(number: int, kind: ClaimKind) -> Fact:
    """A statement of Tuesday night that the report quotes."""
    return Fact(
        report(number),
        kind,
        "deepstate",
        ("nyt",),
        TUESDAY_NIGHT,
        Precision.HOURS,
        Quote.PARTIAL,
    )


INDIRECT = Quote.INDIRECT
FACTS = [
    Fact(report(1), ClaimKind.EVENT),
    Fact(report(2), ClaimKind.ASSESSMENT),
    Fact(report(3), ClaimKind.ASSESSMENT),
    Fact(report(4), ClaimKind.STATISTIC, "unnamed", ("nyt",)),
    Fact(report(5), ClaimKind.STATISTIC, "unnamed", ("nyt",)),
    Fact(report(6), ClaimKind.EVENT),
    Fact(report(7), ClaimKind.EVENT, "ua-soldiers-pokrovsk", ("nyt",), quote=INDIRECT),
    zelensky(8),
    zelensky(9),
    Fact(report(10), ClaimKind.STATISTIC),
    Fact(report(11), ClaimKind.CONTROL, "ua-leaders", ("nyt",), quote=INDIRECT),
    Fact(report(12), ClaimKind.CONTROL, "deepstate", ("nyt",)),
    Fact(report(13), ClaimKind.CONTROL, "deepstate", ("nyt",)),
    Fact(report(14), ClaimKind.CONTROL, "deepstate", ("nyt",)),
    deepstate_post(15, ClaimKind.EVENT),
    deepstate_post(16, ClaimKind.ASSESSMENT),
    Fact(report(17), ClaimKind.ASSESSMENT),
    Fact(report(18), ClaimKind.ASSESSMENT, "unnamed", ("nyt",)),
    Fact(report(19), ClaimKind.CONTROL),
    Fact(report(20), ClaimKind.INTENT),
    Fact(report(21), ClaimKind.ASSESSMENT),
    Fact(report(22), ClaimKind.EVENT),
    Fact(
        "gerasimov-2025-10-encircled",
        ClaimKind.CONTROL,
        "gerasimov",
        said=datetime(2025, 10, 26, tzinfo=UTC),
        precision=Precision.DAYS,
        quote=INDIRECT,
        citation="Statement of the Russian General Staff, late October 2025",
    ),
    Fact(
        "syrskyi-2025-11-01-held",
        ClaimKind.CONTROL,
        "syrskyi",
        said=datetime(2025, 11, 1, tzinfo=UTC),
        quote=INDIRECT,
        citation=(
            "Statement of the Commander-in-Chief of the Armed Forces of Ukraine, 1 November 2025"
        ),
    ),
    Fact(
        "ua-military-2025-11-04-districts",
        ClaimKind.CONTROL,
        "ua-military",
        ("reuters",),
        datetime(2025, 11, 4, tzinfo=UTC),
        quote=INDIRECT,
        citation="Reuters, 4 November 2025",
    ),
]


def test_the_pack_claims_these_facts_and_no_others() -> None:
    assert list(CLAIMS) == [fact.claim for fact in FACTS]


@pytest.mark.parametrize("fact", FACTS, ids=lambda fact: fact.claim)
def test_a_fact_has_its_source_time_and_verification(fact: Fact) -> None:
    claim = CLAIMS[fact.claim]
    said = Fact(
        claim.id,
        claim.kind,
        claim.source,
        claim.via,
        claim.said_at,
        claim.said_precision,
        claim.quote,
        claim.verification,
        claim.citation,
    )
    assert said == fact
    assert claim.credibility is Credibility.CANNOT_BE_JUDGED
    assert claim.url == ""


@pytest.mark.parametrize(
    ("number", "places"),
    [
        (3, {"pokrovsk", "donetsk-oblast"}),
        (10, {"front-line"}),
        (17, {"pokrovsk", "bakhmut"}),
        (18, {"pokrovsk", "sloviansk", "kramatorsk"}),
        (19, {"sloviansk", "kramatorsk", "donetsk-oblast"}),
    ],
)
def test_a_claim_names_every_place_it_is_about(number: int, places: set[str]) -> None:
    assert set(CLAIMS[report(number)].places) == places


def test_all_but_two_claims_are_found_at_pokrovsk() -> None:
    elsewhere = {claim.id for claim in CLAIMS.values() if "pokrovsk" not in claim.places}
    assert elsewhere == {report(10), report(19)}


@pytest.mark.parametrize(("number", "hedge"), [(2, "apparently"), (12, "appear")])
def test_hedges_are_kept(number: int, hedge: str) -> None:
    claim = CLAIMS[report(number)]
    assert (claim.commitment, claim.hedge) == (Commitment.PROBABLE, hedge)


def test_the_two_figures_share_the_papers_disclaimer() -> None:
    first, second = CLAIMS[report(8)], CLAIMS[report(9)]
    assert first.verification_by == second.verification_by == "nyt"
    assert first.verification_words == second.verification_words != ""


@pytest.mark.parametrize("number", [12, 13, 14])
def test_what_the_map_shows_is_of_the_last_days(number: int) -> None:
    claim = CLAIMS[report(number)]
    assert (claim.valid_from, claim.valid_precision) == (LAST_DAYS, Precision.DAYS)
    assert claim.valid_to is None


@pytest.mark.parametrize(
    ("number", "figure"),
    [
        (4, ("pokrovsk", "population", Comparator.EQUAL, 60_000, "people")),
        (5, ("pokrovsk", "population", Comparator.BELOW, 1_300, "people")),
        (8, ("pokrovsk", "share-of-front-battles", Comparator.JUST_BELOW, 0.3333, "share")),
        (9, ("pokrovsk", "share-of-glide-bombs", Comparator.EQUAL, 0.5, "share")),
        (10, ("front-line", "front-line-length", Comparator.JUST_BELOW, 750, "mi")),
    ],
)
def test_a_figure_keeps_its_qualifier(
    number: int, figure: tuple[str, str, Comparator, float, str]
) -> None:
    kept = STATISTICS[report(number)]
    claim = CLAIMS[report(number)]
    assert (kept.place, kept.metric, kept.comparator, kept.value, kept.unit) == figure
    assert (kept.source, kept.via, kept.said_at) == (claim.source, claim.via, claim.said_at)
    assert kept.verification is claim.verification
    assert kept.words
    assert bool(kept.of) == (kept.unit == "share")


def test_the_population_is_compared_with_that_before_the_war() -> None:
    before, now = STATISTICS[report(4)], STATISTICS[report(5)]
    assert now.baseline == before.id
    assert before.as_of_basis is AsOfBasis.PREWAR
    assert before.as_of < datetime(2022, 2, 24, tzinfo=UTC)


RUSSIAN_GAIN = ("pokrovsk", "occupied", "RU", Basis.ASSESSED, Extent.PART, Change.GAIN)
DENIAL = ("pokrovsk", "encircled", "UA", Basis.DENIED, Extent.SURROUNDINGS, Change.NONE)


def stated(place: str, status: str, holder: str, basis: Basis) -> tuple[object, ...]:
    """What is said of a whole place."""
    return (place, status, holder, basis, Extent.WHOLE, Change.NONE)


@pytest.mark.parametrize(
    ("claim", "readings"),
    [
        (
            report(11),
            {("pokrovsk", "held", "UA", Basis.CLAIMED, Extent.PART, Change.GAIN)},
        ),
        (report(12), {RUSSIAN_GAIN}),
        (report(13), {RUSSIAN_GAIN}),
        (
            report(14),
            {("pokrovsk", "contested", None, Basis.ASSESSED, Extent.PART, Change.NONE)},
        ),
        (
            report(19),
            {stated(city, "held", "UA", Basis.REPORTED) for city in ("sloviansk", "kramatorsk")},
        ),
        (
            "gerasimov-2025-10-encircled",
            {stated(city, "encircled", "UA", Basis.CLAIMED) for city in ("pokrovsk", "myrnohrad")},
        ),
        ("syrskyi-2025-11-01-held", {stated("pokrovsk", "held", "UA", Basis.CLAIMED)}),
        (
            "ua-military-2025-11-04-districts",
            {stated("pokrovsk", "not_held", "RU", Basis.CLAIMED), DENIAL},
        ),
    ],
)
def test_what_is_said_of_control_is_a_reading(
    claim: str, readings: set[tuple[object, ...]]
) -> None:
    kept = [reading for reading in READINGS if reading.claim == claim]
    assert {
        (r.place, r.status.value, r.holder, r.basis, r.extent, r.change) for r in kept
    } == readings
    assert all(reading.label for reading in kept)
    assert all(bool(reading.part) == (reading.extent is Extent.PART) for reading in kept)


def test_a_reading_is_traced_like_its_claim() -> None:
    assert {reading.claim for reading in READINGS} == {
        claim.id for claim in CLAIMS.values() if claim.kind is ClaimKind.CONTROL
    }
    for reading in READINGS:
        claim = CLAIMS[reading.claim or ""]
        assert (reading.source, reading.via) == (claim.source, claim.via)
        assert (reading.said_at, reading.said_precision) == (claim.said_at, claim.said_precision)
        assert reading.place in claim.places


def test_the_disputes_are_linked_with_a_reason() -> None:
    assert {(link.subject, link.object) for link in LINKS} == {
        (report(11), report(12)),
        (report(11), report(13)),
        ("ua-military-2025-11-04-districts", "gerasimov-2025-10-encircled"),
        ("syrskyi-2025-11-01-held", "gerasimov-2025-10-encircled"),
    }
    for link in LINKS:
        assert link.kind is LinkKind.DISPUTES
        assert link.reason
        across = "gerasimov" in link.object
        assert link.independent is (Independence.YES if across else Independence.UNKNOWN)
