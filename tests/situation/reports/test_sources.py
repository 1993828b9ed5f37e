"""`sitmon sources` as text and as JSON."""

import json
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from situation.cast import read_cast
from situation.periods import Viewpoint
from situation.reports.jsontext import json_text
from situation.reports.sources import (
    overview_json,
    overview_lines,
    read_source_uses,
    sheet_lines,
)
from situation.source_overview import SourceOverview
from situation.source_views import build_sources
from situation.store.base import Store
from tests.situation.records import DAY, Clock
from tests.situation.source_world import HOSTILE, NOTICE, SETUP, STATES, source_store

NOW = Viewpoint(valid_at=DAY)


@pytest.fixture
async def store(tmp_path: Path) -> AsyncIterator[Store]:
    opened = await source_store(tmp_path, Clock())
    yield opened
    await opened.close()


@pytest.fixture
async def overview(store: Store) -> SourceOverview:
    return await build_sources(store, NOW, await read_cast(store, NOW), SETUP, now=DAY)


def test_a_line_for_each_source_with_its_state_first(overview: SourceOverview) -> None:
    title, *lines = overview_lines(overview)
    assert title.startswith("state          source")
    assert [line.split("  ")[0] for line in lines] == list(STATES.values())
    good = next(line for line in lines if " fresh-map " in line)
    for told in ("good", "C", "ties to UA", "5 Nov 2025 (now)", "just now", "in 1h", "nyt"):
        assert told in good
    assert good.split()[-1] == "fresh-map"


def test_everything_about_a_source_on_labelled_lines(overview: SourceOverview) -> None:
    lines = sheet_lines(overview)
    assert lines.count("") == len(STATES) - 1
    told = {line[:11].strip(): line[11:] for line in _sheet(lines, "fresh-map")}
    assert told["state"] == "fresh"
    assert told["who"] == "mapping project, ties to UA"
    assert told["grade"] == "C fairly reliable: Corrected in public."
    assert told["made from"] == "deepstate, nyt: agreement with these is not independent"
    assert told["data of"] == "5 Nov 2025, just now; stays fresh for 14d"
    assert told["asked"] == "yes, every 1h (good)"
    assert told["last try"] == "2025-11-05 00:00 UTC, just now: new"
    assert told["items"] == "2 new of 9 seen"
    assert told["next try"] == "2025-11-05 01:00 UTC, in 1h"
    assert told["licence"] == "no redistribution: for own use only"
    assert told["terms"] == "For own use."
    assert told["link"] == "https://example.org/map"


def test_rejected_items_say_why_and_how_many_reasons_were_not_kept(
    overview: SourceOverview,
) -> None:
    lines = _sheet(sheet_lines(overview), "partial-list")
    start = lines.index("not used   row 7: no date")
    assert lines[start + 1] == f"           row 9: {HOSTILE}"
    assert lines[start + 2] == "           2 more without a kept reason"
    assert lines[start + 3] == "warnings   a column is empty"


def test_a_failure_says_why_how_often_and_when_it_last_worked(overview: SourceOverview) -> None:
    text = "\n".join(_sheet(sheet_lines(overview), "broken-feed"))
    assert "failed: it did not answer within 20 s" in text
    assert "3 failures in a row" in text
    assert "last had   2025-11-04 00:00 UTC, 24h ago" in text


def test_terms_to_accept_stand_in_full(overview: SourceOverview) -> None:
    text = "\n".join(_sheet(sheet_lines(overview), "licensed-map"))
    assert "off: its terms are not accepted" in text
    assert f"to accept  not accepted yet: {NOTICE}" in text


async def test_json_has_each_source_once_with_its_states(
    store: Store, overview: SourceOverview
) -> None:
    uses = await read_source_uses(store, NOW)
    answer = json.loads(json_text(overview_json(overview, uses, NOW)))
    assert list(answer) == ["as_of", "known_at", "judged_at", "sources"]
    sources = {source["id"]: source for source in answer["sources"]}
    assert sorted(sources) == sorted(STATES)
    failed = sources["broken-feed"]["states"][0]
    assert failed["state"] == "failed"
    assert failed["asked"] is True
    assert failed["last_try"]["why_failed"].startswith("it did not answer")
    assert failed["last_try"]["failures"] == 3
    assert failed["next_try"] == "2025-11-05T01:00:00Z"
    off = sources["licensed-map"]["states"][0]
    assert (off["asked"], off["why_off"]) == (False, "its terms are not accepted")
    assert (off["terms_to_accept"], off["terms_accepted"]) == (NOTICE, False)
    assert off["last_try"] is None
    told = sources["nyt"]["states"][0]
    assert (told["connector"], told["state"], told["asked"]) == (None, "not a feed", False)
    assert sources["silent-feed"]["last_said"] == "2025-10-19T00:00:00Z"
    assert sources["fresh-map"]["depends_on"] == ["deepstate", "nyt"]


def test_nothing_says_ok(overview: SourceOverview) -> None:
    words = " ".join([*overview_lines(overview), *sheet_lines(overview)]).lower().split()
    assert not {"ok", "ok.", "healthy", "success", "up"} & set(words)


def _sheet(lines: list[str], source: str) -> list[str]:
    start = lines.index(source)
    end = lines.index("", start) if "" in lines[start:] else len(lines)
    return lines[start + 1 : end]
