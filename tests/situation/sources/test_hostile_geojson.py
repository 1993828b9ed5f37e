"""Every GeoJSON and JSON case of the shared corpus, as far as a map reader can meet it."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import msgspec
import pytest

from situation.analysis.terrain import Gauge
from situation.errors import InputError
from situation.model import Place
from situation.sources.deepstate import read_mirror
from situation.vocabulary import PlaceKind
from tests.situation.sources.map_bytes import SHARED

HOSTILE = SHARED / "hostile"
INDEX = HOSTILE / "index.json"
NOW = datetime(2025, 11, 10, tzinfo=UTC)
NAME = "deepstatemap_data_20251105.geojson"
WORLD = (-180.0, -90.0, 180.0, 90.0)
PLACE = Place(id="middle", name="Middle", kind=PlaceKind.CITY, country="UA", lat=50.4, lon=30.6)
REFUSED = {"rejected", "capped", "rejected_or_converted", "rejected_or_wrapped", "kept_previous"}
"""What must hold and is held by refusing the file: it has nothing else in it."""


def cases() -> list[Any]:
    if not INDEX.exists():
        reason = "the shared corpus is not on this machine"
        return [pytest.param(None, marks=pytest.mark.skip(reason=reason))]
    index = msgspec.json.decode(INDEX.read_bytes())
    return [
        pytest.param(case, id=case["id"])
        for case in index["cases"]
        if case["kind"] in {"geojson", "json"}
    ]


def payload(case: dict[str, Any]) -> bytes:
    if "generate" in case:
        parts = case["generate"]
        text: str = parts["head"] + parts["unit"] * parts["times"] + parts["tail"]
        return text.encode()
    return Path(HOSTILE, case["file"]).read_bytes()


@pytest.mark.parametrize("case", cases())
def test_is_refused_or_measured(case: dict[str, Any]) -> None:
    """Nothing but InputError may come out, and what must be refused is."""
    try:
        day = read_mirror(payload(case), name=NAME, now=NOW, bounds=WORLD)
    except InputError:
        return
    assert not REFUSED & set(case["must"])
    gauge = Gauge([PLACE], centre=(36.0, 48.5), occupier="RU")
    try:
        reading = gauge.measure(day).readings[0]
    except InputError:
        return
    assert reading.shares is not None
    assert 0 <= (reading.shares.occupied or 0) <= 1
    if "drawn_same_as_ccw" in case["must"] or "closed_or_rejected" in case["must"]:
        assert reading.distance_km is not None
