"""The formats of an export, and what may be in it."""

import csv
import json
from datetime import timedelta
from io import StringIO

import pytest

from situation.exports.claim_rows import COLUMNS, claim_row, rights_of
from situation.exports.claimreview import claimreview_text
from situation.exports.csvtext import csv_cell, csv_text
from situation.exports.jsonlines import geojson_text, jsonl_text
from situation.exports.markdown import markdown_text
from situation.exports.marktext import markdown, markdown_link
from situation.exports.permission import Permit, sift
from situation.exports.table import Origin, Table
from situation.model import Source
from situation.periods import Viewpoint, end_of_day
from situation.views import ClaimView
from situation.vocabulary import LicenceClass, Precision, SourceKind, Verification
from tests.situation.records import DAY, make_claim, make_place, make_source

ORIGIN = Origin(
    title="Ukraine",
    fingerprint="F-1",
    viewpoint=Viewpoint(valid_at=end_of_day(DAY.date()), known_at=DAY + timedelta(days=2)),
)
PLACES = {
    "pokrovsk": make_place("pokrovsk", lat=48.28, lon=37.18),
    "myrnohrad": make_place("myrnohrad", lat=48.3, lon=37.26),
}
OPEN = make_source("open", licence=LicenceClass.ATTRIBUTION, credit="Credit us", terms="CC BY")
CLOSED = make_source("closed", licence=LicenceClass.NO_REDISTRIBUTION)
ASKED = make_source("asked", licence=LicenceClass.PERMISSION)
NOBODY = make_source("nobody", kind=SourceKind.UNNAMED)


def _view(
    name: str, source: Source = OPEN, via: tuple[Source, ...] = (), **more: object
) -> ClaimView:
    claim = make_claim(name, source=source.id, via=tuple(s.id for s in via), **more)
    return ClaimView(
        claim=claim,
        source=source,
        via=via,
        places=claim.places,
        recorded_at=DAY + timedelta(days=1),
        entry=1,
        is_new=False,
    )


def _table(*views: ClaimView) -> Table:
    rows = tuple(claim_row(view, PLACES) for view in views)
    return Table(columns=COLUMNS, rows=rows, origin=ORIGIN)


def test_rows_pass_by_source_and_by_the_strictest_licence() -> None:
    views = (
        _view("free"),
        _view("closed", CLOSED),
        _view("through", OPEN, via=(ASKED,)),
        _view("unsourced", NOBODY, via=(OPEN,)),
        _view("both", NOBODY, via=(CLOSED,)),
    )
    plain = sift(views, rights_of, Permit())
    assert [view.claim.id for view in plain.passed] == ["free"]
    assert plain.without_source == 2
    assert plain.held_back == {"closed": 1, "asked": 1}
    assert plain.left_out == 4
    assert len(plain.notes) == 3
    told = sift(views, rights_of, Permit(unsourced=True))
    assert [view.claim.id for view in told.passed] == ["free", "unsourced"]
    own = sift(views, rights_of, Permit(own_use=True))
    assert [view.claim.id for view in own.passed] == ["free", "closed", "through"]
    everything = sift(views, rights_of, Permit(own_use=True, unsourced=True))
    assert everything.passed == views
    assert everything.notes == ()


@pytest.mark.parametrize("licence", LicenceClass)
def test_every_licence_class_is_decided(licence: LicenceClass) -> None:
    sifted = sift([_view("a", make_source("s", licence=licence))], rights_of, Permit())
    kept_here = {LicenceClass.PERMISSION, LicenceClass.NO_REDISTRIBUTION}
    assert sifted.left_out == (licence in kept_here)


def test_csv_reads_back_with_tags_terms_and_origin() -> None:
    text = csv_text(_table(_view("a", text='He said "no",\ntwice; ї')), hxl=True)
    assert "\r\n" in text
    names, tags, row = csv.reader(StringIO(text, newline=""))
    assert all(tag.startswith("#") for tag in tags)
    assert len(set(names)) == len(names) == len(tags) == len(row)
    cells = dict(zip(names, row, strict=True))
    assert cells["text"] == 'He said "no",\ntwice; ї'
    assert cells["said_at"] == "2025-11-05T00:00:00Z"
    assert (cells["licence"], cells["credit"], cells["terms"]) == (
        "attribution",
        "Credit us",
        "CC BY",
    )
    assert cells["fingerprint"] == "F-1"
    assert cells["as_of"] == "2025-11-05T23:59:59.999999Z"
    assert cells["known_at"] == "2025-11-07T00:00:00Z"


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "\n"])
def test_no_cell_is_a_formula(start: str) -> None:
    assert csv_cell(f"{start}cmd()") == f"'{start}cmd()"
    assert csv_cell((f"{start}cmd()", "b")).startswith("'")


def test_numbers_stay_numbers() -> None:
    assert [csv_cell(cell) for cell in (-11.09, 3, True, None)] == ["-11.09", "3", "true", ""]


def test_json_lines_have_one_object_a_line_and_keep_types() -> None:
    lines = jsonl_text(_table(_view("a"), _view("b", via=(CLOSED,)))).splitlines()
    first, second = map(json.loads, lines)
    assert first["credibility"] == 6
    assert first["places"] == ["pokrovsk"]
    assert first["url"] is None
    assert second["licence"] == ["attribution", "no_redistribution"]
    assert second["fingerprint"] == "F-1"


def test_geojson_has_a_point_for_every_place() -> None:
    table = _table(
        _view("one"), _view("two", places=("pokrovsk", "myrnohrad")), _view("none", places=("x",))
    )
    collection = json.loads(geojson_text(table))
    shapes = [feature["geometry"] for feature in collection["features"]]
    assert shapes == [
        {"type": "Point", "coordinates": [37.18, 48.28]},
        {"type": "MultiPoint", "coordinates": [[37.18, 48.28], [37.26, 48.3]]},
        None,
    ]
    assert collection["sitmon"]["fingerprint"] == "F-1"


def test_markdown_of_hostile_text_holds_no_link_image_or_markup() -> None:
    hostile = "[x](javascript:alert(1)) ![i](http://e.org/i.png) <script> `c` **b** # h www.e.org"
    text = markdown_text([_view("a", text=hostile)], ORIGIN, now=DAY)
    for live in ("[x]", "![", "<script", "`c`", "**b**", "http://e", "www.e"):
        assert live not in text.replace("\\" + live[0], "\0")
    assert "data F-1" in text
    assert "Credit us: CC BY" in text
    assert "No claims." in markdown_text([], ORIGIN, now=DAY)


@pytest.mark.parametrize("start", ["- a", "+ a", "1. a", "= a", "> a", "# a"])
def test_a_line_begins_no_block(start: str) -> None:
    escaped = markdown(start)
    assert escaped != start
    assert escaped.replace("\\", "") == start


def test_only_web_addresses_become_links() -> None:
    assert markdown_link("https://example.org/a_b") == "<https://example.org/a_b>"
    for odd in ("javascript:alert(1)", "https://e.org/><b>", "https://e.org/ x", "http://[", ""):
        assert not markdown_link(odd).startswith("<")


def test_a_review_stands_only_where_the_document_reports_one() -> None:
    checked = _view(
        "b",
        NOBODY,
        via=(OPEN,),
        verification=Verification.UNVERIFIED,
        verification_by="open",
        verification_words="could not confirm",
    )
    vague = _view("c", said_precision=Precision.MONTH, verification=Verification.VERIFIED)
    document = json.loads(claimreview_text([_view("a"), checked, vague], ORIGIN))
    dataset, plain, review, other = document["@graph"]
    assert dataset["identifier"] == "F-1"
    assert dataset["creditText"].startswith("nobody") or "Credit us" in dataset["creditText"]
    assert plain["@type"] == "Claim"
    assert plain["author"]["name"] == "open"
    assert plain["datePublished"] == "2025-11-05"
    assert review["@type"] == "ClaimReview"
    assert review["author"]["name"] == "open"
    assert review["reviewRating"]["alternateName"] == "not independently confirmed"
    assert review["reviewRating"]["ratingExplanation"] == "could not confirm"
    assert "ratingValue" not in review["reviewRating"]
    assert "author" not in review["itemReviewed"]
    assert other["itemReviewed"]["datePublished"] is None
