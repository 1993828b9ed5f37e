"""An export never passes a map on: not its outlines, not even their names."""

from base64 import b64encode
from pathlib import Path

import pytest

from situation.model import Source
from situation.vocabulary import LicenceClass, PlaceKind, SourceKind
from tests.situation.records import make_place
from tests.situation.reports.samples import filled_store
from tests.situation.store.contract_terrain import make_polygon, make_terrain
from tests.tui.consoles import run

MIRROR = Source(
    id="deepstate-mirror",
    name="Mirror",
    kind=SourceKind.MAPPING_PROJECT,
    licence=LicenceClass.ATTRIBUTION,
)
REGION = make_place("region", kind=PlaceKind.REGION, outline=(make_polygon().id,))


@pytest.fixture
def store(tmp_path: Path) -> str:
    terrain = make_terrain(source=MIRROR.id)
    return filled_store(tmp_path / "s.db", MIRROR, make_polygon(), terrain, REGION)


@pytest.mark.parametrize("what", ["claims", "readings", "places"])
@pytest.mark.parametrize("form", ["csv", "geojson", "jsonl"])
def test_no_export_holds_an_outline(store: str, what: str, form: str) -> None:
    words = ("export", "--what", what, "--format", form, "--store", store)
    ran = run(*words, "--own-use", "--allow-unsourced", "--as-of", "2025-11-10")
    assert ran.out
    assert "polygon" not in ran.out.lower()
    assert "terrain" not in ran.out.lower()
    assert b64encode(make_polygon().wkb).decode()[:40] not in ran.out
