"""The compact form of a mirrored map's readings."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from situation.errors import InputError, PackError
from situation.measures import Sectors, Shares
from situation.model import ControlReading, Coverage
from situation.pack_files import Problems
from situation.pack_readings import COLUMNS, read_readings_csv, write_readings_csv
from situation.vocabulary import Basis, ControlStatus

DAY = datetime(2025, 11, 5, tzinfo=UTC)
ROSE = Sectors(
    centre=0.09,
    north=0.0,
    north_east=0.0,
    east=0.0,
    south_east=0.0,
    south=0.8,
    south_west=0.9812,
    west=0.35,
    north_west=1.0,
)
POKROVSK = ControlReading(
    id="deepstate-mirror:pokrovsk:2025-11-05",
    place="pokrovsk",
    source="deepstate-mirror",
    label="partly inside the occupied area",
    status=ControlStatus.CONTESTED,
    basis=Basis.ASSESSED,
    shares=Shares(occupied=0.2223),
    sectors=ROSE,
    distance_km=0.03,
    footprint_km=2.77,
    valid_from=DAY,
    said_at=DAY + timedelta(hours=3),
)
BAKHMUT = replace(
    POKROVSK,
    id="deepstate-mirror:bakhmut:2025-11-05",
    place="bakhmut",
    label="inside the occupied area",
    status=ControlStatus.OCCUPIED,
    holder="RU",
    shares=Shares(occupied=1.0),
    distance_km=-11.09,
)
COVERAGE = Coverage(
    id="deepstate-mirror:2025-11-05",
    source="deepstate-mirror",
    valid_from=DAY,
    said_at=DAY + timedelta(hours=3),
)


def read(folder: Path, text: str) -> list[ControlReading | Coverage]:
    (folder / "readings.csv").write_text(text, encoding="utf-8")
    problems = Problems()
    records = read_readings_csv(folder, "readings.csv", problems)
    problems.raise_any()
    return [record for _, record in records]


def test_what_is_written_is_read_back_the_same(tmp_path: Path) -> None:
    text = write_readings_csv([POKROVSK, BAKHMUT], [COVERAGE])
    assert read(tmp_path, text) == [COVERAGE, BAKHMUT, POKROVSK]


def test_the_form_is_readable(tmp_path: Path) -> None:
    header, coverage, bakhmut, _ = write_readings_csv([POKROVSK, BAKHMUT], [COVERAGE]).split("\n")[
        :4
    ]
    assert header == ",".join(COLUMNS)
    assert coverage == "2025-11-05" + "," * (len(COLUMNS) - 1)
    assert bakhmut.startswith("2025-11-05,bakhmut,occupied,RU,inside the occupied area,1,-11.09,")


@given(
    occupied=st.none() | st.floats(0, 1),
    distance=st.none() | st.floats(-1000, 1000),
    radius=st.none() | st.floats(0.5, 15),
    cell=st.none() | st.floats(0, 1),
)
def test_every_number_comes_back_exactly(
    tmp_path_factory: pytest.TempPathFactory,
    occupied: float | None,
    distance: float | None,
    radius: float | None,
    cell: float | None,
) -> None:
    reading = replace(
        POKROVSK,
        shares=None if occupied is None else Shares(occupied=occupied),
        distance_km=distance,
        footprint_km=radius,
        sectors=None if cell is None else replace(ROSE, north_west=cell),
    )
    folder = tmp_path_factory.mktemp("readings")
    assert read(folder, write_readings_csv([reading], [])) == [reading]


@pytest.mark.parametrize(
    "record",
    [
        replace(POKROVSK, source="deepstate", id="deepstate:pokrovsk:2025-11-05"),
        replace(POKROVSK, id="something-else"),
        replace(POKROVSK, shares=Shares(occupied=0.2, contested=0.7)),
        replace(POKROVSK, document="sha256:00"),
        replace(POKROVSK, url="https://example.org"),
        replace(POKROVSK, said_at=DAY),
        replace(POKROVSK, basis=Basis.CLAIMED),
        replace(POKROVSK, valid_from=DAY + timedelta(hours=1)),
        replace(COVERAGE, document="sha256:00"),
    ],
)
def test_what_the_form_cannot_give_back_is_not_written(record: ControlReading | Coverage) -> None:
    readings = [record] if isinstance(record, ControlReading) else []
    coverage = [record] if isinstance(record, Coverage) else []
    with pytest.raises(InputError) as caught:
        write_readings_csv(readings, coverage)
    assert caught.value.where == record.id


@pytest.mark.parametrize(
    ("old", "new", "what"),
    [
        ("0.2223", "1.5", "occupied"),
        ("0.2223", "nan", "occupied"),
        ("0.03", "near", "distance_km"),
        ("contested", "lost", "status"),
        ("2025-11-05,pokrovsk", "2025-13-05,pokrovsk", "date"),
        ("0.9812", "", "SW"),
        ("partly inside the occupied area", "", "label"),
        (",2.77", ",0", "footprint_km"),
        ("pokrovsk", "", "place"),
    ],
)
def test_a_damaged_line_is_named(tmp_path: Path, old: str, new: str, what: str) -> None:
    text = write_readings_csv([POKROVSK], [COVERAGE]).replace(old, new)
    with pytest.raises(PackError) as caught:
        read(tmp_path, text)
    assert caught.value.where == "readings.csv:3"
    assert what in caught.value.what


def test_other_columns_are_refused(tmp_path: Path) -> None:
    text = write_readings_csv([POKROVSK], []).replace(
        "occupied,distance_km", "distance_km,occupied"
    )
    with pytest.raises(PackError, match="columns"):
        read(tmp_path, text)


def test_labels_are_cleaned(tmp_path: Path) -> None:
    text = write_readings_csv([POKROVSK], []).replace("partly", "par\x1btly")
    (reading,) = read(tmp_path, text)
    assert isinstance(reading, ControlReading)
    assert reading.label == "par^[tly inside the occupied area"
