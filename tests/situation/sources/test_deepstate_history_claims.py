"""What DeepState's changelog is taken to claim."""

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from situation.connector import Known
from situation.model import Claim
from situation.sources.deepstate_history import DeepStateHistory
from situation.text import clean
from situation.vocabulary import ClaimKind, PlacePrecision, Precision, Quote
from tests.hostile import HostileCase, hostile_cases
from tests.situation.sources.changelog_bytes import (
    BASE,
    DAY,
    NEWEST,
    TOWNS,
    link,
    listed,
    version,
)
from tests.situation.sources.event_bodies import known

POKROVSK = link("Pokrovsk", "14/48.2769107/37.1673484")
UDACHNE = link("Udachne", "14/48.2551931/37.0123349")
TORETSK = link("Toretsk", "14/48.3861866/37.8237912")
WORLD = known(places=TOWNS)


def claims(*versions: object, world: Known = WORLD) -> tuple[Claim, ...]:
    records = DeepStateHistory().read([listed(versions)], world).records
    assert all(isinstance(record, Claim) for record in records)
    return tuple(record for record in records if isinstance(record, Claim))


def told(english: str, ukrainian: str = "") -> list[tuple[ClaimKind, tuple[str, ...], str]]:
    found = claims(version(english, ukrainian))
    return [(claim.kind, claim.places, claim.text) for claim in found]


def test_an_advance_in_a_city_is_an_event() -> None:
    assert told(f"The enemy advanced in {POKROVSK} and near {UDACHNE}.") == [
        (
            ClaimKind.EVENT,
            ("pokrovsk", "udachne"),
            "“The enemy advanced in Pokrovsk and near Udachne.”",
        )
    ]


@pytest.mark.parametrize("verb", ["occupied", "captured", "has completely occupied"])
def test_an_occupied_place_is_a_claim_about_control(verb: str) -> None:
    assert told(f"The enemy {verb} {UDACHNE} and {TORETSK}.") == [
        (
            ClaimKind.CONTROL,
            ("udachne", "toretsk"),
            f"“The enemy {verb} Udachne and Toretsk.”",
        )
    ]


@pytest.mark.parametrize(
    "text",
    [
        f"Ukrainian Defense Forces liberated {UDACHNE}.",
        f"The village of {UDACHNE} was liberated.",
        f"{UDACHNE} has been completely liberated.",
    ],
)
def test_a_liberated_place_is_a_claim_about_control(text: str) -> None:
    ((kind, places, _),) = told(text)
    assert (kind, places) == (ClaimKind.CONTROL, ("udachne",))


def test_control_and_event_of_one_version_are_two_claims() -> None:
    assert told(f"The enemy occupied {UDACHNE}, and advanced in {POKROVSK}.") == [
        (ClaimKind.CONTROL, ("udachne",), "“The enemy occupied Udachne …”"),
        (ClaimKind.EVENT, ("pokrovsk",), "“The enemy … and advanced in Pokrovsk.”"),
    ]


def test_sentences_between_those_of_a_kind_leave_a_mark() -> None:
    text = (
        f"The enemy advanced near {TORETSK}. Ukrainian Defense Forces liberated {UDACHNE}. "
        f"The enemy was pushed back from {POKROVSK}."
    )
    assert told(text) == [
        (ClaimKind.CONTROL, ("udachne",), "“Ukrainian Defense Forces liberated Udachne.”"),
        (
            ClaimKind.EVENT,
            ("toretsk", "pokrovsk"),
            "“The enemy advanced near Toretsk. … The enemy was pushed back from Pokrovsk.”",
        ),
    ]


@pytest.mark.parametrize(
    "text",
    [
        f"Fighting continues in occupied {UDACHNE}.",
        f"The enemy has not occupied {UDACHNE}.",
        f"The enemy captured positions near {UDACHNE}.",
        f"The area around {UDACHNE} was liberated.",
        f"The enemy tried to enter {UDACHNE} and the line near {POKROVSK} was occupied by fog.",
        f"The Defense Forces cleared the outskirts of {UDACHNE}.",
        f"Ворог не окупував {UDACHNE}.",
        f"Бої тривають в окупованому {UDACHNE}.",
    ],
)
def test_all_doubt_makes_an_event(text: str) -> None:
    assert [kind for kind, *_ in told(text)] == [ClaimKind.EVENT]


@pytest.mark.parametrize(
    "text", ["The front line has been clarified.", "Technological upgrade of landfill boundaries."]
)
def test_words_about_the_drawing_are_an_assessment_of_no_place(text: str) -> None:
    assert told(text) == [(ClaimKind.ASSESSMENT, (), f"“{text}”")]


def test_a_redrawn_line_beside_an_advance_stays_an_event() -> None:
    text = f"The line near {TORETSK} has been clarified. The enemy advanced in {POKROVSK}."
    ((kind, places, _),) = told(text)
    assert (kind, places) == (ClaimKind.EVENT, ("toretsk", "pokrovsk"))


def test_times_source_and_citation() -> None:
    (claim,) = claims(version(f"The enemy advanced in {POKROVSK}.", "Ворог просунувся."))
    assert claim.id == f"deepstate:{NEWEST}:rest"
    assert (claim.source, claim.via) == ("deepstate", ())
    assert f"{claim.said_at:%Y-%m-%dT%H:%M:%SZ}" == "2025-11-05T21:41:41Z"
    assert claim.said_precision is Precision.EXACT
    assert (claim.valid_from, claim.valid_precision) == (claim.said_at, Precision.DAYS)
    assert (claim.quote, claim.language, claim.original) == (
        Quote.DIRECT,
        "uk",
        "Ворог просунувся.",
    )
    assert claim.citation == f"DeepState, changelog of 5 Nov 2025, version {NEWEST}"
    assert claim.document is None


def test_an_edited_text_is_a_new_version_of_the_same_claim() -> None:
    (first,) = claims(version(f"The enemy advanced near {POKROVSK}."))
    (second,) = claims(
        version(f"The enemy advanced in {POKROVSK}.", updatedAt="2025-11-06T09:00:00Z")
    )
    assert first.id == second.id
    assert first != second


def test_an_empty_english_text_falls_back_to_the_ukrainian_one() -> None:
    ukrainian = (
        f"Ворог окупував {link('Удачне', '14/48.2551931/37.0123349')}, а також просунувся у "
        f"{link('Покровську', '14/48.2769107/37.1673484')}."
    )
    assert told("  ", ukrainian) == [
        (ClaimKind.CONTROL, ("udachne",), "“Ворог окупував Удачне …”"),
        (ClaimKind.EVENT, ("pokrovsk",), "“Ворог … а також просунувся у Покровську.”"),
    ]


def test_a_name_known_in_ukrainian_only_is_found_by_the_same_link() -> None:
    target = "14/48.3861866/37.8237912"
    ukrainian = f"Ворог просунувся у {link('Торецьку', target, 'https://deepstatemap.live/')}."
    ((_, places, _),) = told(f"The enemy advanced in {link('Toretz', target)}.", ukrainian)
    assert places == ("toretsk",)


@pytest.mark.parametrize(
    "target",
    [
        "14/48.2769107/37.1673484",
        "14/ 48.2769107 /37.1673484 ",
        "14/%2048.2769107/37.1673484",
        "dl!coords!48.2769107,37.1673484",
    ],
)
def test_the_forms_of_a_link_with_a_point(target: str) -> None:
    ((_, places, _),) = told(f"The enemy advanced in {link('Pokrovsk', target)}.")
    assert places == ("pokrovsk",)


@pytest.mark.parametrize(
    ("name", "target"),
    [
        ("Svyato-Pokrovske", "14/48.8700000/38.1300000"),
        ("Pokrovsk", "14/47.0000000/36.0000000"),
        ("Pokrovsk", "14/51.7000000/36.1900000"),
        ("Pokrovsk", "14/61.4833000/129.1500000"),
    ],
)
def test_another_village_or_a_namesake_elsewhere_is_not_the_city(name: str, target: str) -> None:
    ((_, places, text),) = told(f"The enemy advanced near {link(name, target)}.")
    assert places == ()
    assert name in text


def test_the_occupied_suburb_is_not_the_occupied_city() -> None:
    suburb = link("Chunyshyne", "15/48.2762506/37.1746430")
    assert told(f"The enemy occupied {suburb} and advanced near {suburb}.") == [
        (ClaimKind.CONTROL, (), "“The enemy occupied Chunyshyne …”"),
        (ClaimKind.EVENT, ("pokrovsk",), "“The enemy … and advanced near Chunyshyne.”"),
    ]


def test_a_link_without_a_point_takes_the_point_of_its_name_in_the_weeks_before() -> None:
    later = version(f"The enemy occupied {link('Udachne', 'dl!city!dsm:l:9418')}.")
    earlier = version(f"The enemy advanced near {UDACHNE}.", id=NEWEST - 5 * DAY)
    assert [claim.places for claim in claims(later, earlier)] == [("udachne",), ("udachne",)]


def test_a_village_behind_a_link_without_a_point_is_not_the_city_of_its_name() -> None:
    later = version(f"The enemy occupied {link('Poltava', 'dl!city!dsm:l:4800')}.")
    earlier = version(f"The enemy advanced near {UDACHNE}.", id=NEWEST - 5 * DAY)
    assert claims(later, earlier)[0].places == ()


def test_a_link_without_a_point_counts_beside_another_point() -> None:
    key = link("Udachne", "dl!city!dsm:l:9418")
    near = link("Kotlyne", "14/48.2742249/37.0690727")
    ((_, places, _), _) = told(f"The enemy occupied {key} and advanced near {near}.")
    assert places == ("udachne",)


def test_the_region_in_brackets_is_heeded() -> None:
    elsewhere = link("Udachne", "dl!city!dsm:l:1")
    ((kind, places, text),) = told(f"The enemy occupied {elsewhere} (Sumy region).")
    assert (kind, text) == (ClaimKind.CONTROL, "“The enemy occupied Udachne (Sumy region).”")
    assert places == ()


def test_a_text_without_links_is_placed_by_name() -> None:
    assert told("The enemy advanced in Toretsk.")[0][1] == ("toretsk",)
    assert told("The enemy occupied Toretsk.")[0][:2] == (ClaimKind.CONTROL, ("toretsk",))


def test_links_to_anywhere_else_are_words() -> None:
    text = f'According to <a href="https://t.me/x">a channel</a> they advanced in {POKROVSK}.'
    assert told(text)[0][1:] == (
        ("pokrovsk",),
        "“According to a channel they advanced in Pokrovsk.”",
    )


def test_markup_is_stripped_and_never_shown() -> None:
    text = (
        "<p>The enemy <b onclick=x>advanced</b>&nbsp;near "
        f"{link('<i>Pokrovsk.</i>', '14/48.2769107/37.1673484')}</p><script>alert(1)</script>"
        "<br>&lt;b&gt;Line&lt;/b&gt; [red]two[/red]\x1b[31m"
    )
    ((_, places, words),) = told(text)
    assert places == ("pokrovsk",)
    assert words == "“The enemy advanced near Pokrovsk. <b>Line</b> [red]two[/red]^[[31m”"


@pytest.mark.parametrize(
    "sentence",
    [
        f"The 3rd Assault Brigade holds {UDACHNE}.",
        f"Бійці 425-го полку зачистили {UDACHNE}.",
        f"The enemy is advancing from the south towards {UDACHNE}.",
    ],
)
def test_units_and_directions_of_attack_are_left_out(sentence: str) -> None:
    text = f"{sentence} The enemy advanced in {POKROVSK}."
    batch = DeepStateHistory().read([listed([version(text, text)])], WORLD)
    (claim,) = batch.records
    assert isinstance(claim, Claim)
    assert claim.text == "“The enemy advanced in Pokrovsk.”"
    assert not claim.original
    assert claim.places == ("pokrovsk",)
    assert batch.warnings == ("sentences left out that tell what sitmon does not show: 1",)


def test_a_version_of_nothing_but_that_is_left_out_whole() -> None:
    assert told(f"The 3rd Assault Brigade holds {UDACHNE}.") == []


PIECES = (
    *("The enemy ", "occupied ", "liberated ", " and ", ", ", ". ", "was ", "Toretsk"),
    *("Ворог окупував ", " (Sumy region)", "\ue000", "&#xe000;", "<script>", "[@click=x]"),
    *(POKROVSK, UDACHNE, link("Poltava", "dl!city!dsm:l:1")),
    *(f'<a href="{BASE}#', '">', "</a>", "<br>"),
)


@given(st.lists(st.sampled_from(PIECES) | st.text(max_size=8), max_size=25).map("".join))
def test_any_text_makes_clean_valid_claims(text: str) -> None:
    for claim in claims(version(text.encode("utf-8", "replace").decode(), "x")):
        assert msgspec.json.decode(msgspec.json.encode(claim), type=Claim) == claim
        assert clean(claim.text, 4000) == claim.text


@pytest.mark.parametrize(
    "case", hostile_cases("text", "markup", "markdown"), ids=lambda case: case.id
)
def test_hostile_words(case: HostileCase) -> None:
    words = case.text().encode("utf-8", "replace").decode()
    for claim in claims(version(words, words)):
        assert clean(claim.text, 4000) == claim.text
        assert clean(claim.original, 4000) == claim.original


def test_why_and_how_exactly_it_was_placed_is_kept() -> None:
    suburb = link("Chunyshyne", "15/48.2762506/37.1746430")
    (claim,) = claims(version(f"The enemy advanced near {suburb} and {UDACHNE}."))
    assert claim.places == ("pokrovsk", "udachne")
    assert claim.precision is PlacePrecision.POINT
    assert claim.placed.startswith("Chunyshyne, taken for Pokrovsk: ")
    (nowhere,) = claims(version("The enemy advanced near Nowhere."))
    assert nowhere.precision is PlacePrecision.NONE
    assert nowhere.placed


def test_a_text_of_endless_tags_is_cut() -> None:
    text = f"The enemy advanced in {POKROVSK}. " + "<a x='" * 200_000
    ((_, places, _),) = told(text)
    assert places == ("pokrovsk",)
