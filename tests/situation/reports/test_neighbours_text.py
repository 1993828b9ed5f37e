"""Neighbours in a table to read and in JSON to compute with."""

import json
from typing import Any

from situation.neighbours import neighbours_of
from situation.reports.neighbours_text import neighbours_json, neighbours_lines
from situation.views import PlaceRow, Summary
from situation.vocabulary import ControlStatus
from tests.situation.reports.samples import BAKHMUT, LETTERS, POKROVSK

OUTSIDE = Summary(status=ControlStatus.OUTSIDE, disputed=True)
HERE = PlaceRow(place=POKROVSK, region="Donetsk oblast", summary=OUTSIDE, distance_km=0.03)


def bakhmut(**fields: Any) -> PlaceRow:
    given = {"summary": Summary(status=ControlStatus.OCCUPIED, holder="RU"), **fields}
    return PlaceRow(place=BAKHMUT, region="Donetsk oblast", **given)


def test_each_group_stands_under_its_name() -> None:
    there = bakhmut(share=1.0, distance_km=-11.09, distance_change=0.5, claims=1)
    lines = neighbours_lines(neighbours_of(HERE, (HERE, there)), LETTERS)
    assert lines == [
        "    place    region            km  direction   edge km  Δ30 km  occ %  claims",
        "along the edge of the occupied area (up to 15 km on either side)",
        "●R  Bakhmut  Donetsk oblast  69.9  north-east   -11.09   +0.50  100.0       1",
    ]


def test_what_was_not_measured_is_a_dash_in_a_group_of_its_own() -> None:
    lines = neighbours_lines(neighbours_of(HERE, (bakhmut(),)), LETTERS)
    assert lines[1] == "no distance to the edge measured"
    assert lines[2].split()[-4:] == ["–", "–", "–", "0"]


def test_no_neighbours_says_so() -> None:
    nobody = neighbours_of(HERE, (HERE,))
    assert neighbours_lines(nobody, LETTERS) == [
        "no other place of this situation lies within 100 km"
    ]
    assert neighbours_json(nobody) == []


def test_json_keeps_the_two_distances_apart() -> None:
    there = bakhmut(share=1.0, distance_km=-11.09, measured_by="The map")
    (entry,) = json.loads(json.dumps(neighbours_json(neighbours_of(HERE, (there,)))))
    assert entry["place"]["id"] == "bakhmut"
    assert (entry["away_km"], entry["bearing"], entry["direction"]) == (69.94, 60.4, "north-east")
    assert (entry["belt"], entry["edge_km"], entry["edge_km_change_30_days"]) == (
        "along",
        -11.09,
        None,
    )
    assert entry["summary"]["status"] == "occupied"
    assert entry["measured_by"] == "The map"


def test_json_has_null_where_nothing_was_measured() -> None:
    (entry,) = json.loads(json.dumps(neighbours_json(neighbours_of(HERE, (bakhmut(),)))))
    assert (entry["belt"], entry["edge_km"], entry["occupied_share"]) == (None, None, None)
