"""A sync that is killed at random moments, again and again, loses nothing and doubles nothing.

`SITMON_KILLS=100 pytest tests/terminal/test_sync_kill.py` kills it a hundred times.
"""

import os
import random
import sqlite3
import subprocess
import sys
from contextlib import closing, suppress
from pathlib import Path

from situation.periods import LATEST, Viewpoint, utc_now
from situation.settings_model import CONNECTORS
from situation.sources.deepstate import MIRROR_FETCH
from situation.store import open_sqlite
from situation.store.claim_query import ClaimQuery
from tests.servers.replay import ReplayServer, conditional
from tests.situation.sources.map_bytes import box, mirror_file
from tests.situation.sync_world import RSS, rss, servers

ROOT = Path(__file__).parents[2]
KILLS = int(os.environ.get("SITMON_KILLS", "10"))
FEEDS = 3
ITEMS = 300
"""Of each feed in the end: more than one transaction takes with those of the others."""
LONGEST = 0.7
"""Seconds that a run which is killed may have had since it began to ask: about as long as one that
is not takes."""
MAP_DAY = (utc_now() - MIRROR_FETCH).date()
"""Of the newest file that the mirror can have."""
GROWS_EVERY = 3
"""Runs between two changes of the feeds: often what came before a kill must come again."""


def settings_text(feeds: list[ReplayServer], maps: ReplayServer) -> str:
    off = "".join(f"[sources.{key}]\non = false\n" for key in CONNECTORS if "mirror" not in key)
    mirror = f'[sources.deepstate-mirror]\nurl = "{maps.url("")}"\n'
    own = "".join(
        f'[feeds.feed-{number}]\nurl = "{host.url("/feed.xml")}"\nsource = "source-{number}"\n'
        for number, host in enumerate(feeds)
    )
    return off + mirror + own


def grow(feeds: list[ReplayServer], count: int) -> None:
    for number, host in enumerate(feeds):
        body = rss(str(number), count)
        host.play("/feed.xml", conditional(body, etag=f'"{count}"', headers=RSS))


class Killer:
    """Starts the command and kills it; the moments are the same in each run of the test."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._random = random.Random(6)  # noqa: S311 - moments, no secrets

    def started(self) -> "subprocess.Popen[str]":
        names = [*(f"feed-{number}" for number in range(FEEDS)), "deepstate-mirror"]
        since = ("--since", f"{MAP_DAY}")
        command = (sys.executable, "-m", "tui", "sync", *names, *since)
        return subprocess.Popen(
            [*command, "--store", str(self.folder / "s.db")],
            cwd=ROOT,
            env={**os.environ, "SITMON_CONFIG": str(self.folder / "config.toml")},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
        )

    def kill_one(self) -> bool:
        """Whether the run was killed before its end."""
        process = self.started()
        assert process.stderr is not None
        with process.stderr:
            for line in process.stderr:
                if "asking" in line:
                    break
            with suppress(subprocess.TimeoutExpired):
                process.wait(self._random.uniform(0, LONGEST))
            process.kill()
            return process.wait() == -9

    def run_one(self) -> str:
        """Let one run end by itself; what it said."""
        process = self.started()
        _, said = process.communicate(timeout=120)
        assert process.returncode == 0, said
        return said


async def test_killed_at_random_moments(tmp_path: Path) -> None:
    async with servers(FEEDS + 1) as (maps, *feeds):
        name = f"/deepstatemap_data_{MAP_DAY:%Y%m%d}.geojson"
        maps.play(name, conditional(mirror_file(box(37, 47, 39, 50)), etag='"map"'))
        (tmp_path / "config.toml").write_text(settings_text(feeds, maps), "utf-8")
        killer = Killer(tmp_path)
        killed = runs = 0
        while killed < KILLS:
            if runs % GROWS_EVERY == 0:
                grow(feeds, min(ITEMS, ITEMS * (killed + 1) // KILLS))
            killed += killer.kill_one()
            runs += 1
            assert runs < 10 * KILLS, "they end too soon to be killed"
        said = killer.run_one()
        grow(feeds, ITEMS)
        killer.run_one()
        assert "failed" not in said
    with closing(sqlite3.connect(tmp_path / "s.db")) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    store = open_sqlite(tmp_path / "s.db")
    assert await store.quick_check() == ()
    assert await store.broken_seal() == ""
    query = ClaimQuery(
        viewpoint=Viewpoint(valid_at=LATEST),
        sources=tuple(f"source-{number}" for number in range(FEEDS)),
        limit=10_000,
    )
    found = [item.record for item in (await store.claims(query)).claims]
    titles = {f"Fighting in the city {n} {item}" for n in range(FEEDS) for item in range(ITEMS)}
    assert len(found) == len(titles)
    assert {title for title in titles if any(title in claim.text for claim in found)} == titles
    for claim in found:
        assert len(await store.claim_history(claim.id)) == 1
    drawn = await store.terrain(Viewpoint(valid_at=LATEST), sources=["deepstate-mirror"])
    assert [item.record.valid_from.date() for item in drawn] == [MAP_DAY]
    await store.close()
