import asyncio
from pathlib import Path

import pytest

from situation.settings_model import CONNECTORS
from situation.store import open_store
from tests.servers.replay import ReplayServer, hang
from tests.situation.sync_world import RSS, rss
from tui.background_sync import BackgroundSync


@pytest.fixture
def settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    file = tmp_path / "config.toml"
    monkeypatch.setenv("SITMON_CONFIG", str(file))
    return file


def name_feed(settings: Path, host: ReplayServer) -> None:
    off = "".join(f"[sources.{key}]\non = false\n" for key in CONNECTORS)
    feed = f'[feeds.one]\nurl = "{host.url("/feed.xml")}"\nsource = "one"\n'
    settings.write_text(feed + off, "utf-8")


async def test_it_syncs_beside_and_tells(tmp_path: Path, settings: Path) -> None:
    told: list[str] = []
    with ReplayServer() as host:
        host.answer("/feed.xml", rss("one"), headers=RSS)
        name_feed(settings, host)
        sync = BackgroundSync(str(tmp_path / "s.db"), None, told.append)
        assert await sync.run() == 0
    assert "one: asking" in told
    assert "one: new, 5 stored of 5 items" in told
    store = open_store(tmp_path / "s.db")
    assert {item.record.connector for item in await store.attempts()} == {"one"}
    await store.close()


async def test_one_at_a_time_and_ended_when_it_is_cancelled(tmp_path: Path, settings: Path) -> None:
    asked = asyncio.Event()
    with ReplayServer() as host:
        host.play("/feed.xml", hang(b"HTTP/1.1 200 OK\r\n"))
        name_feed(settings, host)
        sync = BackgroundSync(str(tmp_path / "s.db"), None, lambda line: asked.set())
        running = asyncio.create_task(sync.run(["one"]))
        await asked.wait()
        assert await sync.run() is None
        running.cancel()
        with pytest.raises(asyncio.CancelledError):
            await running
    assert await sync.run(["one"]) is not None, "another may begin"


@pytest.fixture
def nonsense(settings: Path) -> None:
    settings.write_text("nonsense", "utf-8")


@pytest.mark.usefixtures("nonsense")
async def test_what_goes_wrong_is_told(tmp_path: Path) -> None:
    told: list[str] = []
    assert await BackgroundSync(str(tmp_path / "s.db"), None, told.append).run() == 1
    assert "not TOML" in told[0]
