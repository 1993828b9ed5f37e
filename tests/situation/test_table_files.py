"""Gazetteers and official lists from disk into a store."""

from pathlib import Path

from situation.opening import open_situation
from situation.table_files import import_tables, is_table
from tests.conftest import NOW
from tests.situation.sources.gazetteer_bytes import geonames_row, zipped

OBLAST = geonames_row(
    709716, "Donetsk Oblast", (48.0, 37.5), others="Донецька область", kind="A.ADM1.05"
)
VILLAGE = geonames_row(705999, "Nove Selo", (48.4, 37.2), others="Нове Село", population=800)


def test_files_by_their_names() -> None:
    names = ("UA.zip", "kodifikator-16-05-2025.csv", "perelik_nakaz376_2025-05-07.csv")
    assert all(is_table(Path(name)) for name in names)
    assert not is_table(Path("deepstatemap_data_20251105.geojson"))


async def test_a_gazetteer_and_a_file_that_is_none(tmp_path: Path) -> None:
    good = tmp_path / "UA.zip"
    good.write_bytes(zipped({"UA.txt": f"{OBLAST}\n{VILLAGE}\n"}))
    bad = tmp_path / "kodifikator-01-01-2025.csv"
    bad.write_text("no codifier")
    opened = await open_situation(str(tmp_path / "s.db"), clock=lambda: NOW)
    try:
        for new in (True, False):
            files, failed = await import_tables(
                opened.store, opened.frame, opened.pack.country, [bad, good], clock=lambda: NOW
            )
            (file,) = files
            assert (file.path, bool(file.new)) == (good, new)
            assert [Path(item.where) for item in failed] == [bad]
        names = {item.record.id: item.record.name for item in await opened.store.places()}
        assert names["geonames:705999"] == "Nove Selo"
    finally:
        await opened.store.close()
