"""Hostile files and feeds on a real terminal: imported, synced, and looked at afterwards.

Only what the application sends by itself may arrive there, whatever the files and feeds hold.
"""

import re
from collections.abc import Iterator, Mapping
from contextlib import ExitStack
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Final

import pytest

from situation.errors import ExitCode
from situation.settings_model import CONNECTORS
from situation.vocabulary import SourceKind
from tests.hostile import hostile_cases, needs_hostile
from tests.servers.replay import ReplayServer
from tests.situation.records import make_place, make_source
from tests.situation.reports.samples import filled_store
from tests.situation.sources.items import item
from tests.situation.sources.items import rss as feed_of
from tests.situation.sources.map_bytes import box, collection, feature, polygon
from tests.situation.sync_world import RSS
from tests.terminal.harness import PtyProgram
from tests.terminal.test_hostile_routes import LOOKING, foreign_in, start, walk
from tests.test_hostile_corpus import OWN_TEXTS, _as_xml

FIRST_DAY: Final = date(2025, 1, 1)
SEEN: Final = "Wed, 05 Nov 2025 07:00:00 GMT"
DONE: Final = (ExitCode.OK, ExitCode.FAILED, ExitCode.PARTLY)
DRAWING: Final = re.compile(rb"\r(?=\[[#.]{20}\] )|\r *\r")
"""How the line that tells of progress is put over itself."""


@pytest.fixture
def environ(tmp_path: Path) -> dict[str, str]:
    """Directories of the test's own, and settings in which no source is on but its feeds."""
    kinds = ("DATA", "STATE", "CONFIG", "CACHE")
    (tmp_path / "config.toml").write_text(
        "".join(f"[sources.{key}]\non = false\n" for key in CONNECTORS), "utf-8"
    )
    return {"HOME": str(tmp_path), "SITMON_CONFIG": str(tmp_path / "config.toml")} | {
        f"XDG_{kind}_HOME": str(tmp_path / kind.lower()) for kind in kinds
    }


@pytest.fixture
def store(tmp_path: Path) -> str:
    """With the sources of the files, and a place that a walk looks for in the palette."""
    sources = ("deepstate-mirror", "deepstate", "geonames", "katottg", "ua-order-376")
    maker = SourceKind.MAPPING_PROJECT
    evil = make_place("evil", name=OWN_TEXTS[0], lat=48.0, lon=37.0, population=9)
    return filled_store(
        tmp_path / "s.db", *(make_source(source, kind=maker) for source in sources), evil
    )


def check_said(sitmon: PtyProgram) -> str:
    """Let a command end; nothing foreign came, and it did not break. What it said."""
    code = sitmon.wait_exit(timeout=60)
    said = DRAWING.sub(b"", sitmon.raw)
    assert foreign_in(said) == []
    assert code in DONE, sitmon.text
    return said.decode()


def check_walked(environ: Mapping[str, str], store: str) -> bytes:
    """Walk through the monitor; only its own sequences came. What it drew."""
    with start(environ, "--store", store, *LOOKING) as sitmon:
        walk(sitmon)
        assert foreign_in(sitmon.raw) == []
        return sitmon.raw


def own_files() -> Iterator[bytes]:
    """A map, a row of a table and a page for each of our texts."""
    area = polygon(box(37.0, 48.0, 37.5, 48.5))
    for text in OWN_TEXTS:
        yield collection(feature(area, name=f"{text} /// {text} /// geoJSON.status.occupied"))
        yield collection(feature(area, name=f"{text} /// {text}", fill=text), **{text: 1})
        yield f'{text}\t{text}\n"{text}",{text};{text}\n'.encode("utf-8", "replace")
        yield f"<{text}>{text}</x>".encode("utf-8", "replace")


def written(folder: Path, contents: list[bytes]) -> list[str]:
    """Each content as a map of a day of its own, as an answer and as the tables; the paths."""
    maps = folder / "maps"
    maps.mkdir()
    paths = [str(maps)]
    (maps / "holiday\x1b]0;P\x07\x9b2J.geojson").write_bytes(b"{")
    for number, content in enumerate(contents):
        day = FIRST_DAY + timedelta(days=number)
        moment = datetime(day.year, day.month, day.day, 12, tzinfo=UTC)
        (maps / f"deepstatemap_data_{day:%Y%m%d}.geojson").write_bytes(content)
        (maps / f"{moment.timestamp():.0f}.geojson").write_bytes(content)
        tables = folder / f"{number}"
        tables.mkdir()
        for name in ("UA.txt", f"kodifikator-{number}.csv", f"perelik_376_{number}.csv"):
            (tables / name).write_bytes(content)
            paths.append(str(tables / name))
    return paths


def check_imported(environ: Mapping[str, str], store: str, paths: list[str]) -> None:
    with start(environ, "import", *paths, "--store", store) as sitmon:
        said = check_said(sitmon)
    assert "failed" in said
    assert "\\x1b" not in said
    check_walked(environ, store)


def test_our_hostile_files_are_imported_on_a_terminal(
    environ: Mapping[str, str], store: str, tmp_path: Path
) -> None:
    check_imported(environ, store, written(tmp_path, list(own_files())))


@needs_hostile
def test_the_collected_files_are_imported_on_a_terminal(
    environ: Mapping[str, str], store: str, tmp_path: Path
) -> None:
    cases = hostile_cases("csv", "json", "geojson", "xml")
    small = [case.payload() for case in cases if "generate" not in case.recipe]
    check_imported(environ, store, written(tmp_path, small))


def check_synced(environ: Mapping[str, str], store: str, feeds: Mapping[str, bytes]) -> bytes:
    """Sync these feeds, each of a host of its own, and walk through the store. What was drawn."""
    settings = Path(environ["SITMON_CONFIG"])
    with ExitStack() as stack:
        for name, content in feeds.items():
            host = stack.enter_context(ReplayServer())
            host.answer("/feed.xml", content, headers=RSS)
            table = f'[feeds.{name}]\nurl = "{host.url("/feed.xml")}"\nsource = "{name}"\n'
            settings.write_text(settings.read_text("utf-8") + table, "utf-8")
        with start(environ, "sync", "--store", store) as sitmon:
            said = check_said(sitmon)
        assert all(f"{name}: " in said for name in feeds)
        return check_walked(environ, store)


def test_our_hostile_feeds_are_synced_on_a_terminal(environ: Mapping[str, str], store: str) -> None:
    refused = {
        "entities": '<!DOCTYPE r [<!ENTITY a SYSTEM "file:///\x1b[2J">]><rss>&a;</rss>',
        "escape": "\x1b]0;P\x07\x9b2J",
        "seven": '<?xml version="1.0" encoding="\x1b[2J"?><rss/>',
    }
    feeds = {name: content.encode() for name, content in refused.items()}
    for number, text in enumerate(OWN_TEXTS):
        spelled = _as_xml(text)
        one = item("T", date=SEEN, guid="1", link=f"https://e.example/{number}").replace(
            "<title>T", f"<title>Pokrovsk {spelled}"
        )
        undated = item("T", date="").replace("<title>T", f"<title>{spelled}")
        feeds[f"own-{number}"] = feed_of(one, undated).encode()
    drawn = check_synced(environ, store, feeds)
    assert b"CLICKME" in drawn


@needs_hostile
def test_the_collected_feeds_are_synced_on_a_terminal(
    environ: Mapping[str, str], store: str
) -> None:
    telling = {"encoding_refused", "never_a_widget_id", "rejected", "text_AA_and_ZZ_kept"}
    feeds = {
        case.id: case.payload().replace(b"Sun, 22 Nov 2026", b"Wed, 05 Nov 2025")
        for case in hostile_cases("xml")
        if telling & case.must and "generate" not in case.recipe
    }
    drawn = check_synced(environ, store, feeds)
    assert {b"AA", b"ZZ"} <= set(re.findall(b"AA|ZZ", drawn))
