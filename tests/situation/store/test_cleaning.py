"""Cleaning what a store gives back."""

from base64 import b64encode

import msgspec
import pytest

from situation.model import PlaceName
from situation.store.bodies import BodyReader, encoded
from situation.store.cleaning import cleaned
from situation.terrain_records import MapArea, Polygon, Terrain
from situation.text import clean
from situation.vocabulary import AreaStatus
from tests.situation.records import make_claim, make_party, make_place
from tests.situation.store.contract_terrain import make_terrain

CLEAN = ["plain", "Покровськ", 'said "yes"', "two lines", "é", ""]
DIRTY = [
    "a  b",
    " edge",
    "edge ",
    "a\x1b[31m",
    "a\x7fb",
    "\u202eabc",
    "a\u200bb",
    "a\nb",
    "\ud7ff\ue000",
]


@pytest.mark.parametrize("text", CLEAN)
def test_a_clean_record_is_not_copied(text: str) -> None:
    claim = make_claim(text=text, hedge=text)
    assert cleaned(claim) is claim
    assert BodyReader().read(type(claim), 1, encoded(claim)) == claim


@pytest.mark.parametrize("text", DIRTY)
def test_reading_cleans_every_text(text: str) -> None:
    name = PlaceName(name=text, language="uk")
    place = BodyReader().read(type(make_place()), 1, encoded(make_place(name=text, names=(name,))))
    assert place is not None
    assert (place.name, place.names[0].name) == (clean(text), clean(text))


def test_a_body_text_keeps_its_lines_and_a_line_does_not() -> None:
    claim = cleaned(make_claim(text="a\nb", hedge="a\nb"))
    assert (claim.text, claim.hedge) == ("a\nb", "a b")


def test_a_field_stays_as_short_as_its_type_says() -> None:
    assert cleaned(make_party(letter="\x1b")).letter == "…"


def test_a_long_text_is_not_cut() -> None:
    claim = make_claim(text="я" * 8_000, url="https://example.org/" + "x" * 580)
    assert cleaned(claim) is claim


def test_what_does_not_decode_is_counted_once_per_entry() -> None:
    bodies = BodyReader()
    claim = encoded(make_claim())
    for entry, body in ((1, b"{"), (1, b"{"), (2, b"\xff"), (3, encoded(make_place())), (4, claim)):
        bodies.read(type(make_claim()), entry, body)
    assert bodies.damaged == 3
    assert msgspec.json.decode(claim)["record"] == "claim"


def test_bytes_come_back_as_they_were() -> None:
    wkb = bytes(range(256)) + b'\\  " \x7f'
    polygon = Polygon(id="polygon:0", wkb=wkb)
    body = encoded(polygon)
    assert msgspec.json.decode(body)["wkb"] == b64encode(wkb).decode()
    assert BodyReader().read(Polygon, 1, body) == polygon
    assert cleaned(polygon) is polygon


def test_bytes_that_are_no_base64_are_not_read() -> None:
    bodies = BodyReader()
    body = b'{"record":"polygon","id":"polygon:0","wkb":"*"}'
    assert bodies.read(Polygon, 1, body) is None
    assert bodies.damaged == 1


@pytest.mark.parametrize("text", DIRTY)
def test_the_words_of_a_map_are_cleaned(text: str) -> None:
    area = MapArea(polygon="polygon:0", status=AreaStatus.OCCUPIED, label=text)
    terrain = make_terrain(areas=(area,), url=text)
    found = BodyReader().read(Terrain, 1, encoded(terrain))
    assert found is not None
    assert (found.areas[0].label, found.url) == (clean(text), clean(text))
