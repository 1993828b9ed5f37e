"""`figures.csv`: what a line gives back, and where a damaged one is damaged."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from msgspec.structs import replace

from situation.derived_figures import FRONT_LENGTH, OCCUPIED_AREA, WITHHELD, derived_figure
from situation.errors import InputError, PackError
from situation.model import Statistic
from situation.pack import load_pack
from situation.pack_figures import COLUMNS, read_figures_csv, write_figures_csv
from situation.pack_files import Problems
from situation.pack_readings import FETCHED_AFTER, SOURCE

DAY = datetime(2025, 11, 3, tzinfo=UTC)
HEADER = ",".join(COLUMNS) + "\n"


def figure(metric: str, value: float | None, words: str = "") -> Statistic:
    return derived_figure(
        metric, "oblast", SOURCE, value, moment=DAY, said_at=DAY + FETCHED_AFTER, words=words
    )


def read(folder: Path, text: str) -> list[Statistic]:
    (folder / "figures.csv").write_text(text, encoding="utf-8")
    problems = Problems()
    figures = read_figures_csv(folder, problems)
    problems.raise_any()
    return [record for _, record in figures]


def test_what_was_written_is_read_again(tmp_path: Path) -> None:
    figures = [
        figure(OCCUPIED_AREA, 20_119.4),
        figure(
            FRONT_LENGTH, 433.0, "without 1,166.1 km of coast and border unchanged since 8 Jul 2024"
        ),
        replace(figure(FRONT_LENGTH, None, WITHHELD), place="other", id=figure_id("other")),
    ]
    text = write_figures_csv(figures)
    assert text.splitlines()[1] == "2025-11-03,oblast,occupied-area,20119.4,"
    assert read(tmp_path, text) == figures


def figure_id(place: str) -> str:
    return f"derived:{SOURCE}:{FRONT_LENGTH}:{place}:2025-11-03"


def test_what_has_no_column_is_not_written() -> None:
    with pytest.raises(InputError) as caught:
        write_figures_csv([replace(figure(OCCUPIED_AREA, 1.0), url="https://example.org")])
    assert caught.value.where == figure(OCCUPIED_AREA, 1.0).id


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("2025-13-03,oblast,occupied-area,1,", "figures.csv:2: Invalid RFC3339 encoded date"),
        ("2025-11-03,ob last,occupied-area,1,", "figures.csv:2: Expected `str` matching regex"),
        ("2025-11-03,oblast,population,1,", "figures.csv:2: Invalid enum value 'population'"),
        ("2025-11-03,oblast,occupied-area,-1,", "figures.csv:2: Expected `float` >= 0.0"),
        ("2025-11-03,oblast,occupied-area,inf,", "figures.csv:2: "),
        ("2025-11-03,oblast,occupied-area,nan,", "figures.csv:2: "),
        ("2025-11-03,oblast,occupied-area,much,", "figures.csv:2: Expected `float | null`"),
        ("2025-11-03,oblast,occupied-area", "figures.csv:2: 3 fields where the header has 5"),
    ],
)
def test_a_damaged_line_is_named(tmp_path: Path, line: str, words: str) -> None:
    with pytest.raises(PackError) as caught:
        read(tmp_path, f"{HEADER}{line}\n")
    assert caught.value.line.startswith(words)


def test_words_are_cleaned(tmp_path: Path) -> None:
    (found,) = read(tmp_path, f"{HEADER}2025-11-03,oblast,front-length,1,a\x1b[31mb\n")
    assert found.words == "a^[[31mb"


def test_the_pack_carries_the_whole_map_and_every_region() -> None:
    pack = load_pack()
    derived = [item for item in pack.records if isinstance(item, Statistic) and item.derived]
    assert len({figure.place for figure in derived}) == 28
    area = next(item for item in derived if item.id.endswith(":occupied-area:ukraine:2025-11-04"))
    assert area.value == pytest.approx(115_333.7, abs=1)
    assert {figure.metric for figure in derived} == {OCCUPIED_AREA, FRONT_LENGTH}
