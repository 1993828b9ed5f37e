"""The child process that markup is read in; stub readers live here, as the child imports them."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import AsyncIterator, Sequence
from datetime import timedelta
from pathlib import Path

import pytest

from situation.child_reading import ChildReader
from situation.connector import Batch, Body, Known, Wanted
from situation.errors import InputError
from situation.mapday import Skipped
from situation.place_matching import PlaceMatcher
from situation.settings_model import ChannelSettings, FeedSettings
from situation.sources.feeds import Feed
from situation.sources.telegram import TelegramChannel
from tests.conftest import NOW
from tests.situation.records import make_claim, make_document, make_place
from tests.situation.sync_world import FRAME, rss

ROOT = Path(__file__).parents[2]
PLACES = (make_place("pokrovsk", name="Pokrovsk", lat=48.28, lon=37.18),)
KNOWN = Known(
    now=NOW,
    frame=FRAME,
    places=PlaceMatcher(PLACES, country="UA"),
    source_ids=frozenset({"nyt"}),
    map_days={},
)


class _Reader:
    """A connector that only reads, and fares ill at it."""

    key = "stub"
    source = "nyt"
    every = timedelta(hours=1)
    on_by_default = True
    notice = ""

    def wanted(self, known: Known) -> tuple[Wanted, ...]:
        return ()

    def read(self, bodies: Sequence[Body], known: Known) -> Batch:
        raise NotImplementedError


class Refuses(_Reader):
    def read(self, bodies: Sequence[Body], known: Known) -> Batch:
        raise InputError("it is no feed", where="here", do="look")


class EatsMemory(_Reader):
    def read(self, bodies: Sequence[Body], known: Known) -> Batch:
        return Batch(seen=len(bytearray(2_000_000_000)))


class Hangs(_Reader):
    def read(self, bodies: Sequence[Body], known: Known) -> Batch:
        time.sleep(60)
        return Batch()


class Dies(_Reader):
    def read(self, bodies: Sequence[Body], known: Known) -> Batch:
        os._exit(1)


class Breaks(_Reader):
    def read(self, bodies: Sequence[Body], known: Known) -> Batch:
        raise KeyError("x")


class Prints(_Reader):
    def read(self, bodies: Sequence[Body], known: Known) -> Batch:
        print("noise")
        return Batch(seen=1)


class MakesOneBadRecord(_Reader):
    def read(self, bodies: Sequence[Body], known: Known) -> Batch:
        return Batch(
            records=(make_claim("a"), make_claim("b", text="x" * 9_000), make_claim("c")),
            rejected=(Skipped(where="z", why="y"),),
            seen=3,
        )


class LooksAtEnvironment(_Reader):
    def read(self, bodies: Sequence[Body], known: Known) -> Batch:
        return Batch(warnings=tuple(name for name in os.environ if "SECRET" in name))


def body(content: bytes) -> Body:
    url = "https://news.example/feed.xml"
    return Body(wanted=Wanted(url=url), document=make_document(), content=content, final_url=url)


@pytest.fixture
async def child() -> AsyncIterator[ChildReader]:
    async with ChildReader(PLACES, "UA") as reader:
        yield reader


async def test_it_reads_as_the_connector_does_here(child: ChildReader) -> None:
    feed = Feed("feed", FeedSettings(url="https://news.example/feed.xml", source="nyt"))
    bodies = [body(rss("a", words="Fighting in Pokrovsk"))]
    batch = await child.read(feed, bodies, KNOWN)
    assert batch == feed.read(bodies, KNOWN)
    assert len(batch.records) == 5


async def test_the_parser_of_pages_works_there_too(child: ChildReader) -> None:
    channel = TelegramChannel("ch", ChannelSettings(channel="ch", source="nyt"))
    with pytest.raises(InputError, match="ch: the answer is not a page of Telegram"):
        await child.read(channel, [body(b"<html><body>nothing</body></html>")], KNOWN)


def test_the_processor_is_limited() -> None:
    spin = "from situation.sync_child import _allow_seconds as a; a(0)\nwhile True: pass"
    done = subprocess.run([sys.executable, "-c", spin], cwd=ROOT, timeout=60, check=False)
    assert done.returncode == -signal.SIGXCPU


async def test_an_error_of_the_reader_comes_through(child: ChildReader) -> None:
    with pytest.raises(InputError, match=r"here: it is no feed \(look\)"):
        await child.read(Refuses(), [body(b"x")], KNOWN)


@pytest.mark.parametrize("broken", [EatsMemory(), Dies(), Breaks()])
async def test_the_next_reading_has_a_child_of_its_own(child: ChildReader, broken: _Reader) -> None:
    with pytest.raises(InputError, match="memory"):
        await child.read(broken, [body(b"x")], KNOWN)
    assert (await child.read(Prints(), [body(b"x")], KNOWN)).seen == 1


async def test_one_that_takes_too_long_is_killed() -> None:
    async with ChildReader(PLACES, "UA", patience=1.5) as child:
        with pytest.raises(InputError, match="too long"):
            await child.read(Hangs(), [body(b"x")], KNOWN)
        assert (await child.read(Prints(), [body(b"x")], KNOWN)).seen == 1


async def test_what_a_library_prints_garbles_no_answer(child: ChildReader) -> None:
    assert (await child.read(Prints(), [body(b"x")], KNOWN)).seen == 1


async def test_a_record_that_is_none_costs_no_other(child: ChildReader) -> None:
    batch = await child.read(MakesOneBadRecord(), [body(b"x")], KNOWN)
    assert [record.id for record in batch.records] == ["a", "c"]
    assert [item.where for item in batch.rejected] == ["z", "b"]


async def test_it_inherits_no_secrets(child: ChildReader, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MY_SECRET", "x")
    assert (await child.read(LooksAtEnvironment(), [body(b"x")], KNOWN)).warnings == ()


async def test_a_child_that_was_never_needed_is_never_started() -> None:
    async with ChildReader(PLACES, "UA") as child:
        assert child._child is None
