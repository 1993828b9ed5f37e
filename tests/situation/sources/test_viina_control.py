"""VIINA's control tables: by place and day, only what changes, and what is odd is said."""

import msgspec
import pytest

from situation.connector import Batch
from situation.errors import InputError
from situation.model import ControlReading, Coverage
from situation.sources.viina_control import ViinaControl
from situation.sources.viina_table import COLUMNS
from situation.vocabulary import ControlStatus, Precision
from tests.situation.sources.event_bodies import body, known, table, zipped
from tests.situation.sources.map_bytes import SHARED

NAME = "control_latest_2025.zip"
TIMELINE = SHARED / "data/viina/viina-control-timeline_2022-02-24_2026-04.json"
Row = tuple[str, ...]


def row(place: str, day: int, *votes: str) -> Row:
    status, *others = votes
    wiki, boost, dsm, isw = others or (status,) * 4
    return (place, str(day), status, wiki, boost, dsm, isw)


def read(rows: list[Row], columns: tuple[str, ...] = COLUMNS, name: str = NAME) -> Batch:
    return ViinaControl().read([body(zipped(table(columns, rows)), name=name)], known())


def readings(batch: Batch, place: str = "pokrovsk") -> list[ControlReading]:
    return [r for r in batch.records if isinstance(r, ControlReading) and r.place == place]


def days(batch: Batch) -> list[str]:
    return [f"{r.valid_from:%m%d}" for r in batch.records if isinstance(r, Coverage)]


def test_keeps_changes_only_and_notes_each_day() -> None:
    batch = read(
        [
            row("704422.0", 20251101, "UA"),
            row("704422.0", 20251102, "UA"),
            row("704422.0", 20251103, "CONTESTED", "CONTESTED", "RU", "UA", ""),
            row("999", 20251104, "UA"),
            row("704422.0", 20251104, "RU"),
        ]
    )
    first, second, third = readings(batch)
    assert [first.status, second.status, third.status] == [
        ControlStatus.HELD,
        ControlStatus.CONTESTED,
        ControlStatus.OCCUPIED,
    ]
    assert (first.holder, second.holder, third.holder) == ("UA", None, "RU")
    assert second.label == ("CONTESTED (Wikipedia CONTESTED, boosted RU, DeepState UA, ISW blank)")
    assert second.id == "viina:pokrovsk:2025-11-03"
    assert second.said_precision is Precision.DAYS
    assert days(batch) == ["1101", "1102", "1103", "1104"]
    assert batch.seen == 5
    assert f"{batch.data_until:%Y-%m-%d}" == "2025-11-04"


def test_a_change_of_one_map_only_is_a_new_reading_of_the_same_status() -> None:
    told = readings(
        read(
            [
                row("704422", 20251101, "UA", "UA", "UA", "UA", "UA"),
                row("704422", 20251102, "UA", "UA", "UA", "CONTESTED", "UA"),
            ]
        )
    )
    assert [reading.status for reading in told] == [ControlStatus.HELD] * 2
    assert "DeepState CONTESTED" in told[1].label


def test_columns_may_stand_anywhere_and_others_beside_them() -> None:
    columns = (*reversed(COLUMNS), "vcontrol_version")
    rows = [(*reversed(row("704422", 20251101, "RU")), "9")]
    batch = ViinaControl().read([body(zipped(table(columns, rows)), name=NAME)], known())
    assert [reading.status for reading in readings(batch)] == [ControlStatus.OCCUPIED]


def test_a_missing_column_ends_with_its_name() -> None:
    columns = tuple(name for name in COLUMNS if name != "status_dsm")
    with pytest.raises(InputError, match="no column “status_dsm”") as caught:
        read([row("704422", 20251101, "UA")[:-1]], columns)
    assert caught.value.where == NAME
    assert caught.value.do


def test_blank_is_unknown_and_a_day_without_a_row_is_not_the_day_before() -> None:
    told = readings(
        read(
            [
                row("704422", 20251101, "UA"),
                row("704422", 20251102, "", "NA", "", "", ""),
                row("704422", 20251104, "UA"),
                *(row("703656", day, "RU") for day in range(20251101, 20251105)),
            ]
        )
    )
    assert [(f"{r.valid_from:%d}", r.status.value, r.label.split()[0]) for r in told] == [
        ("01", "held", "UA"),
        ("02", "unknown", "blank"),
        ("03", "unknown", "no"),
        ("04", "held", "UA"),
    ]


def test_a_day_that_no_place_has_is_not_covered() -> None:
    batch = read([row("704422", 20251101, "UA"), row("704422", 20251105, "UA")])
    assert days(batch) == ["1101", "1105"]
    assert len(readings(batch)) == 1


def test_bad_rows_are_named_and_cost_no_others() -> None:
    batch = read(
        [
            row("704422", 20251101, "UA"),
            row("704422", 20251102, "LIBERATED"),
            row("704422", 20251301, "UA"),
            row("704422", 20251225, "UA"),
            row("Pokrovsk", 20251101, "UA"),
            row("703656", 20251101, "RU"),
        ]
    )
    why = [skipped.why for skipped in batch.rejected]
    assert why[0] == "“LIBERATED” is no status that is known"
    assert why[1].startswith("“20251301” is no day")
    assert why[2].startswith("“20251225” is no day")
    assert why[3] == "“Pokrovsk” is no GeoNames id"
    assert batch.rejected[0].where == f"{NAME}: row 2"
    assert len(readings(batch)) == len(readings(batch, "kurakhove")) == 1


def test_rows_may_come_in_any_order() -> None:
    rows = [
        row("704422", day, "RU" if day > 20251110 else "UA") for day in range(20251101, 20251120)
    ]
    assert readings(read(rows)) == readings(read(rows[::-1]))


def test_reading_the_same_again_makes_the_same_records() -> None:
    rows = [row("704422", 20251101, "UA"), row("704422", 20251102, "RU")]
    assert read(rows).records == read(rows).records
    assert not any(reading.document for reading in readings(read(rows)))


def test_flapping_is_said() -> None:
    rows = [row("704422", 20251101 + day, "RU" if day % 2 else "CONTESTED") for day in range(10)]
    batch = read([*rows, *(row("703656", 20251101 + day, "RU") for day in range(10))])
    assert [warning for warning in batch.warnings if "Pokrovsk (9)" in warning]
    assert "Kurakhove" not in batch.warnings[0]


def test_a_mass_flip_is_said_also_of_places_that_are_not_known() -> None:
    rows = [
        row(str(number), day, "RU" if day == 20251102 else "UA")
        for number in range(1, 102)
        for day in (20251101, 20251102)
    ]
    batch = read(rows)
    (warning,) = batch.warnings
    assert warning.startswith("101 places went from UA to RU on 2 Nov 2025: ")
    assert read(rows[2:]).warnings == ()


def test_asks_for_this_year_and_back_to_since() -> None:
    connector = ViinaControl()
    assert [wanted.name for wanted in connector.wanted(known())] == [NAME]
    since = known(since=known().now.date().replace(year=2023))
    assert [wanted.name[15:19] for wanted in connector.wanted(since)] == ["2023", "2024", "2025"]
    january = known(now=known().now.replace(year=2026, month=1))
    old, new = connector.wanted(january)
    assert (old.may_be_missing, new.may_be_missing) == (False, True)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 23976646\n",
        b"PK\x03\x04 and nothing more",
        b"<html>blocked</html>",
        zipped("a,b\n", others=["second.csv"]),
        zipped("no table", "readme.txt"),
        zipped(table(COLUMNS, [row("704422", 20251101, "UA")] * 9_000))[:-60],
    ],
    ids=["empty", "lfs", "no-zip", "html", "two-files", "no-csv", "cut"],
)
def test_what_cannot_be_used_says_so(content: bytes) -> None:
    with pytest.raises(InputError):
        ViinaControl().read([body(content, name=NAME)], known())


def test_a_zip_with_a_wrong_checksum_is_not_used() -> None:
    packed = bytearray(zipped(table(COLUMNS, [row("704422", 20251101, "UA")])))
    at = packed.index(b"PK\x01\x02") - 4
    packed[at] ^= 0xFF
    with pytest.raises(InputError, match="zip cannot be used"):
        ViinaControl().read([body(bytes(packed), name=NAME)], known())


def test_one_bad_file_costs_not_the_other() -> None:
    good = body(zipped(table(COLUMNS, [row("704422", 20251101, "UA")])), name=NAME)
    batch = ViinaControl().read([body(b"x,y\n", name="control_latest_2024.zip"), good], known())
    assert len(readings(batch)) == 1
    assert batch.incomplete[0].startswith("control_latest_2024.zip: ")


def test_hostile_words_never_reach_a_record() -> None:
    batch = read([row("704422", 20251101, "\x1b]0;pwned\x07"), row("704422", 20251102, "UA")])
    assert "\x1b" not in repr(batch)
    assert len(readings(batch)) == 1


def test_change_points_of_a_third_party() -> None:
    points = {
        "704422": [[20251101, "LIBERATED"], [20251106, "CONTESTED"], [20251199, "RU"]],
        "703656": "nonsense",
        "1": [[20251106, "RU"]],
    }
    connector = ViinaControl("https://example.org/timeline.json")
    (wanted,) = connector.wanted(known())
    batch = connector.read([body(msgspec.json.encode(points), wanted)], known())
    told = readings(batch)
    assert [(r.status.value, r.holder, r.label) for r in told] == [
        ("held", "UA", "LIBERATED (UA again)"),
        ("contested", None, "CONTESTED"),
    ]
    assert days(batch) == ["1101", "1106"]
    assert len(batch.rejected) == 2


@pytest.mark.skipif(not TIMELINE.exists(), reason="the shared captures are not on this machine")
def test_the_shared_change_points() -> None:
    connector = ViinaControl("https://example.org/timeline.json")
    (wanted,) = connector.wanted(known())
    late = known(now=known().now.replace(year=2026))
    batch = connector.read([body(TIMELINE.read_bytes(), wanted)], late)
    told = readings(batch)
    assert batch.seen == 56_318
    assert len(told) == 25
    assert (f"{told[-1].valid_from:%Y%m%d}", told[-1].label) == ("20251125", "RU")
    assert any("went from UA to RU on 27 Jan 2026" in warning for warning in batch.warnings)
    assert any("went from RU to UA on 19 Apr 2026" in warning for warning in batch.warnings)
