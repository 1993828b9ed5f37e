"""`sitmon sync`: who is asked, what is printed, how that ends."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from situation.errors import ExitCode
from situation.settings_model import CONNECTORS
from situation.sync_lock import only_sync
from tests.servers.replay import ReplayServer, conditional, hang
from tests.situation.sync_world import RSS, rss
from tests.tui.consoles import NOW, Ran, run

ROOT = Path(__file__).parents[2]


class Desk:
    """Two hosts with a feed each, settings that name them, and a store's path."""

    def __init__(self, folder: Path, one: ReplayServer, two: ReplayServer) -> None:
        self.one, self.two = one, two
        self.store = str(folder / "s.db")
        self.settings = folder / "config.toml"
        one.answer("/feed.xml", rss("one"), headers=RSS)
        two.answer("/feed.xml", rss("two"), headers=RSS)
        feeds = "".join(
            f'[feeds.{key}]\nurl = "{host.url("/feed.xml")}"\nsource = "source-{key}"\n'
            for key, host in (("one", one), ("two", two))
        )
        off = "".join(f"[sources.{key}]\non = false\n" for key in CONNECTORS)
        self.settings.write_text(feeds + off, "utf-8")

    @property
    def environ(self) -> dict[str, str]:
        return {"SITMON_CONFIG": str(self.settings)}

    def sync(self, *words: str) -> Ran:
        return run("sync", *words, "--store", self.store, environ=self.environ)

    def started(self, *words: str) -> "subprocess.Popen[str]":
        command = (sys.executable, "-m", "tui", "sync", *words, "--store", self.store)
        return subprocess.Popen(
            command,
            cwd=ROOT,
            env={**os.environ, **self.environ},
            stderr=subprocess.PIPE,
            text=True,
        )


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with ReplayServer() as one, ReplayServer() as two:
        yield Desk(tmp_path, one, two)


def test_what_is_due_is_asked_and_told(desk: Desk) -> None:
    ran = desk.sync()
    assert ran.code == ExitCode.OK, ran.err
    head, first, second = ran.out.splitlines()
    assert head.split()[:3] == ["SOURCE", "CAME", "NEW"]
    assert first.split()[:5] == ["one", "new", "5", "5", "0"]
    assert second.startswith("two")
    assert "sitmon: one: asking" in ran.err
    again = desk.sync()
    assert (again.code, again.out) == (ExitCode.OK, "")
    assert "no source is due before 2026-01-10 12:13 UTC" in again.err
    assert desk.one.asked("/feed.xml") == 1


def test_a_named_one_is_asked_though_it_is_not_due(desk: Desk) -> None:
    desk.one.play("/feed.xml", conditional(rss("one"), etag='"1"', headers=RSS))
    desk.sync()
    ran = desk.sync("one")
    assert (ran.code, ran.out.splitlines()[1].split()[:3]) == (0, ["one", "nothing", "new"])
    assert desk.one.requests[-1].headers["if-none-match"] == '"1"'
    assert desk.two.asked("/feed.xml") == 1


def test_some_fail_or_all_do(desk: Desk) -> None:
    desk.two.answer("/feed.xml", status=404)
    assert desk.sync().code == ExitCode.PARTLY
    ran = desk.sync("two")
    assert ran.code == ExitCode.FAILED
    assert "404" in ran.out


def test_why_one_failed_is_told_whole(desk: Desk) -> None:
    path = f"/{'a' * 200}.xml"
    desk.two.answer(path, status=404)
    desk.settings.write_text(
        desk.settings.read_text("utf-8").replace(desk.two.url("/feed.xml"), desk.two.url(path)),
        "utf-8",
    )
    ran = desk.sync("two")
    remark = ran.out.splitlines()[1]
    assert path in remark
    (told,) = json.loads(desk.sync("two", "--json").out)["sources"]
    assert remark.endswith(told["why"])


def test_json(desk: Desk) -> None:
    desk.two.answer("/feed.xml", status=410)
    ran = desk.sync("--json")
    told = json.loads(ran.out)
    by_name = {item["source"]: item for item in told["sources"]}
    assert by_name["one"]["outcome"] == "new"
    assert by_name["one"]["next_try"] == "2026-01-10T12:15:00Z"
    assert by_name["two"]["failures"] == 1
    assert told["not_asked"] == []


def test_one_that_is_off_or_has_terms_says_what_to_do(desk: Desk) -> None:
    ran = desk.sync("deepstate-mirror")
    assert ran.code == ExitCode.FAILED
    assert "deepstate-mirror: not asked: off in the settings (set on = true" in ran.err
    ran = desk.sync("deepstate-mirror", "one")
    assert ran.code == ExitCode.PARTLY


def test_wrong_words(desk: Desk) -> None:
    assert desk.sync("nobody").code == ExitCode.USAGE
    assert desk.sync("--every", "soon").code == ExitCode.USAGE
    assert desk.sync("--since", "whenever").code == ExitCode.USAGE
    desk.settings.write_text("[feeds.x]\nurl = 1\n", "utf-8")
    assert desk.sync().code == ExitCode.FAILED


def test_another_sync_is_under_way(desk: Desk) -> None:
    with only_sync(desk.store, clock=lambda: NOW):
        ran = desk.sync()
    assert ran.code == ExitCode.FAILED
    assert "another sync of this store is under way: process" in ran.err
    assert desk.one.requests == []


@pytest.mark.parametrize(
    ("words", "number", "code"),
    [
        (("--every", "15m"), signal.SIGTERM, ExitCode.OK),
        (("--every", "15m"), signal.SIGINT, ExitCode.INTERRUPTED),
        ((), signal.SIGTERM, ExitCode.INTERRUPTED),
    ],
)
def test_a_signal_ends_it_within_two_seconds_whatever_hangs(
    desk: Desk, words: tuple[str, ...], number: signal.Signals, code: ExitCode
) -> None:
    desk.two.play("/feed.xml", hang(b"HTTP/1.1 200 OK\r\n"))
    process = desk.started(*words)
    assert process.stderr is not None
    try:
        for line in process.stderr:
            if "one: new" in line:
                break
        process.send_signal(number)
        assert process.wait(timeout=2) == code
    finally:
        process.kill()
        process.wait()
        process.stderr.close()
    # What the other source gave is stored, and the lock is free.
    desk.two.answer("/feed.xml", rss("two"), headers=RSS)
    ran = desk.sync("one", "two")
    assert ran.code == ExitCode.OK, ran.err
    assert ran.out.splitlines()[1].split()[:3] == ["one", "nothing", "new"]
