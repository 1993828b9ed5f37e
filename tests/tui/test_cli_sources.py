"""`sitmon sources [SOURCE]` from its words to its streams."""

import asyncio
import json
from pathlib import Path

import pytest

from situation.errors import ExitCode
from tests.situation.records import DAY, Clock
from tests.situation.source_world import source_store
from tests.tui.consoles import run


@pytest.fixture
def store(tmp_path: Path) -> str:
    async def fill() -> str:
        store = await source_store(tmp_path, Clock())
        await store.close()
        return str(tmp_path / "sources.db")

    return asyncio.run(fill())


@pytest.fixture
def environ(tmp_path: Path) -> dict[str, str]:
    """Of settings with the feed that is down."""
    own = tmp_path / "feeds.toml"
    own.write_text('[feeds.down]\nurl = "https://example.org/feed"\nsource = "broken-feed"\n')
    return {"SITMON_CONFIG": str(own)}


def test_the_table_is_explained_on_standard_error(store: str, environ: dict[str, str]) -> None:
    ran = run("sources", "--store", store, environ=environ, clock=lambda: DAY)
    assert ran.code == ExitCode.OK
    assert "failed" in ran.out
    assert "does not make it right" in ran.err


@pytest.mark.parametrize("name", ["broken-feed", "BROKEN FEED", "down"])
def test_one_source_by_its_id_its_name_or_its_connector(
    store: str, environ: dict[str, str], name: str
) -> None:
    ran = run("sources", name, "--store", store, environ=environ, clock=lambda: DAY)
    assert ran.out.startswith("broken-feed\nstate      failed: ")
    assert "fresh-map" not in ran.out
    as_json = run("sources", name, "--store", store, "--json", clock=lambda: DAY)
    (source,) = json.loads(as_json.out)["sources"]
    assert source["id"] == "broken-feed"


def test_as_known_at_a_time_is_judged_at_that_time(store: str) -> None:
    later = run("sources", "--store", store, "--json", "--known-at", "2025-11-05T00:00Z")
    assert json.loads(later.out)["judged_at"] == "2025-11-05T00:00:00Z"


def test_a_source_that_is_not_known_is_wrong_use(store: str) -> None:
    ran = run("sources", "broken-fed", "--store", store)
    assert (ran.code, ran.out) == (ExitCode.USAGE, "")
    assert "did you mean broken-feed" in ran.err


def test_hostile_texts_are_printed_as_text_and_ascii_output_stays_ascii(
    store: str, environ: dict[str, str]
) -> None:
    words = ("sources", "down", "--store", store)
    ran = run(*words, environ=environ, encoding="ascii", clock=lambda: DAY)
    assert "[red]bad[/red] [@click=app.quit]go[/]" in ran.out
    assert ran.out.isascii()


def test_what_is_set_up_here_says_whether_it_is_asked(store: str, tmp_path: Path) -> None:
    own = tmp_path / "config.toml"
    own.write_text('[feeds.news]\nurl = "https://example.org/feed"\nsource = "nyt"\non = false\n')
    environ = {"SITMON_CONFIG": str(own)}
    ran = run("sources", "news", "--store", store, environ=environ, clock=lambda: DAY)
    assert ran.out.startswith("nyt\nstate      off: off in the settings\n")
    ran = run("sources", "deepstate-history", "--store", store, clock=lambda: DAY)
    assert "off: its terms are not accepted" in ran.out
    assert "to accept  not accepted yet: " in ran.out


def test_a_feed_that_the_settings_have_no_more_is_not_asked(store: str) -> None:
    ran = run("sources", "down", "--store", store, clock=lambda: DAY)
    assert ran.out.startswith("broken-feed\nstate      off: not set up here: ")
    assert "asked      no (down)" in ran.out
    assert "last try   2025-11-05 00:00 UTC, just now: failed" in ran.out
    assert "next try" not in ran.out


def test_settings_that_cannot_be_read_are_named(store: str, tmp_path: Path) -> None:
    own = tmp_path / "config.toml"
    own.write_text("[feeds.news]\n")
    ran = run("sources", "--store", store, environ={"SITMON_CONFIG": str(own)})
    assert ran.code == ExitCode.FAILED
    assert "config.toml:1: feeds.news" in ran.err
