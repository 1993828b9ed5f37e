"""A sync from the monitor's own key, on a real terminal, while one of eight feeds hangs."""

import sys
from contextlib import ExitStack
from pathlib import Path

from situation.settings_model import CONNECTORS
from tests.servers.replay import ReplayServer, conditional, hang
from tests.situation.reports.samples import filled_store
from tests.situation.sync_world import RSS, rss
from tests.terminal.harness import PtyProgram

FEEDS = 8
HANGS = FEEDS - 1
"""The number of the feed that never answers."""


def settings_text(feeds: list[ReplayServer]) -> str:
    off = "".join(f"[sources.{key}]\non = false\n" for key in CONNECTORS)
    return off + "".join(
        f'[feeds.feed-{number}]\nurl = "{host.url("/feed.xml")}"\nsource = "source-{number}"\n'
        for number, host in enumerate(feeds)
    )


def monitor(folder: Path, feeds: list[ReplayServer]) -> PtyProgram:
    (folder / "config.toml").write_text(settings_text(feeds), "utf-8")
    environ = {"HOME": str(folder), "SITMON_CONFIG": str(folder / "config.toml")}
    command = [sys.executable, "-m", "tui", "--store", filled_store(folder / "s.db")]
    return PtyProgram(command, columns=120, rows=40, environ=environ)


def test_a_feed_that_hangs_holds_up_no_other_and_no_key(tmp_path: Path) -> None:
    with ExitStack() as stack:
        feeds = [stack.enter_context(ReplayServer()) for _ in range(FEEDS)]
        for number, host in enumerate(feeds):
            body = rss(str(number), 1, words="Fighting in Pokrovsk")
            host.play("/feed.xml", conditional(body, etag='"1"', headers=RSS))
        feeds[HANGS].play("/feed.xml", hang())
        with monitor(tmp_path, feeds) as sitmon:
            sitmon.wait_for("Bakhmut")
            sitmon.press("R", "S")
            sitmon.wait_for(lambda: sitmon.text.count("1 seen · next in") == HANGS)
            assert feeds[HANGS].asked("/feed.xml") == 1
            assert "fetching sources" in sitmon.text
            assert "never fetched source-7" in sitmon.text
            sitmon.press("escape")
            sitmon.wait_for("Fighting in Pokrovsk")
            sitmon.press("down")
            sitmon.wait_for("Control · Bakhmut")
            assert "fetching sources" in sitmon.text
            sitmon.press("q")
            sitmon.press("q")
            assert sitmon.wait_exit() == 0
