"""A typed search line: what it asks a store for, and which facet an error names."""

from datetime import UTC, datetime, timedelta

import pytest

from situation.claim_search import ClaimSearch, parse_search, with_value, without_value
from situation.errors import UsageError
from situation.model import Affiliation, PlaceName
from situation.periods import Viewpoint, end_of_day
from situation.vocabulary import (
    ClaimKind,
    Credibility,
    PlaceKind,
    Relation,
    Reliability,
    Verification,
)
from tests.situation.records import make_place, make_source

NOON = datetime(2025, 11, 5, 12, tzinfo=UTC)
PLACES = {
    place.id: place
    for place in (
        make_place("donetsk-oblast", name="Donetsk oblast", kind=PlaceKind.REGION),
        make_place(
            "pokrovsk",
            name="Pokrovsk",
            parent="donetsk-oblast",
            names=(
                PlaceName(name="Krasnoarmeysk", language="en", side="RU"),
                PlaceName(name="Покровськ", language="uk"),
            ),
        ),
        make_place(
            "krasnyi-lyman",
            name="Lyman",
            parent="donetsk-oblast",
            names=(PlaceName(name="Krasnyi Lyman", language="en"),),
        ),
        make_place("kharkiv", name="Kharkiv"),
    )
}
SOURCES = {
    source.id: source
    for source in (
        make_source("nyt", name="New York Times"),
        make_source("mod", affiliation=Affiliation(relation=Relation.SPEAKS_FOR, side="RU")),
    )
}


def parsed(line: str) -> ClaimSearch:
    return parse_search(line, PLACES, SOURCES, NOON)


def test_an_empty_line_asks_for_everything() -> None:
    query = parsed("").query(Viewpoint(valid_at=NOON), limit=10)
    assert (query.search, query.places, query.withdrawn, query.said_since) == ("", (), False, None)


def test_every_facet_is_read() -> None:
    search = parsed(
        'drone place:Krasnoarmeysk source:"New York Times" side:ru kind:control,event'
        " checked:not_stated grade:B grade:f2 since:3d withdrawn:yes"
    )
    assert search.words == "drone"
    assert search.places == ("pokrovsk",)
    assert search.sources == ("nyt",)
    assert search.sides == ("RU",)
    assert search.kinds == (ClaimKind.CONTROL, ClaimKind.EVENT)
    assert search.verifications == (Verification.NOT_STATED,)
    assert search.reliabilities == (Reliability.B, Reliability.F)
    assert search.credibilities == (Credibility.PROBABLE,)
    assert search.since == NOON - timedelta(days=3)
    assert search.withdrawn


def test_a_region_stands_for_every_place_in_it() -> None:
    assert set(parsed('region:"Donetsk oblast"').places) == {
        "donetsk-oblast",
        "pokrovsk",
        "krasnyi-lyman",
    }


def test_until_looks_from_an_earlier_moment_and_never_from_a_later_one() -> None:
    here = Viewpoint(valid_at=NOON, known_at=NOON)
    earlier = parsed("until:2025-11-03").query(here, limit=1).viewpoint
    assert earlier.valid_at == end_of_day(datetime(2025, 11, 3, tzinfo=UTC).date())
    assert earlier.known_at == NOON
    assert parsed("until:2026-01-01").query(here, limit=1).viewpoint == here


@pytest.mark.parametrize("typed", ["pokrovsk", "Krasnoarmeysk", "покровськ"])
def test_a_place_name_is_looked_for_in_every_spelling(typed: str) -> None:
    words = parsed(f"drone {typed} NOT exercise").words
    assert words.startswith('drone ("')
    assert words.endswith('") NOT exercise')
    for spelling in ("pokrovsk", "krasnoarmeysk", "покровськ"):
        assert spelling in words.lower()
    assert words.count(" OR ") == 2


def test_a_name_of_two_words_is_one_name() -> None:
    assert parsed("krasnyi lyman").words == '("Lyman" OR "krasnyi lyman")'


@pytest.mark.parametrize("typed", ['"Pokrovsk"', "pokrov*", "Pokrovske"])
def test_quotation_marks_and_stars_are_looked_for_as_written(typed: str) -> None:
    assert parsed(typed).words == typed


def test_names_never_make_a_search_too_long_for_a_store() -> None:
    words = parsed(" ".join(["pokrovsk"] * 40)).words
    assert len(words) < 1_000
    assert "(" in words


@pytest.mark.parametrize(
    ("line", "facet"),
    [
        ("kind:rumour", "kind:"),
        ("checked:maybe", "checked:"),
        ("grade:G", "grade:"),
        ("side:XX", "side:"),
        ("place:Atlantis", "place:"),
        ("region:Atlantis", "region:"),
        ("source:nobody", "source:"),
        ("since:someday", "since:"),
        ("until:2025-13-01", "until:"),
        ("withdrawn:perhaps", "withdrawn:"),
        ("colour:red", "colour:"),
        ("kind:", "kind:"),
        ('kind:""', "kind:"),
    ],
)
def test_an_error_names_its_facet_and_what_to_do(line: str, facet: str) -> None:
    with pytest.raises(UsageError) as caught:
        parsed(f"word {line}")
    assert f"{caught.value.where}:" == facet
    assert caught.value.line.startswith(f"{facet} ")


def test_addresses_and_times_are_words() -> None:
    assert parsed("https://example.org 12:30").words == "https://example.org 12:30"


def test_values_are_put_into_a_line_and_taken_out_again() -> None:
    line = with_value("drone", "region", "Donetsk oblast")
    assert line == 'drone region:"Donetsk oblast"'
    assert without_value(line, "region", "donetsk oblast") == "drone"
    assert without_value("kind:control,event x", "kind", "Control") == "kind:event x"


def test_a_period_replaces_the_one_before() -> None:
    assert with_value("since:3d x", "since", "7d") == "x since:7d"
