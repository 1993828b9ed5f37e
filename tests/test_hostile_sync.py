"""Hostile bodies through a whole sync.

Eight hostile feeds are asked beside a good one, each after it has answered well once: what it gave
before is kept, what it gives now is safe or refused with a reason, and the good one is not held up.
"""

import asyncio
import json
import platform
import re
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final

import msgspec
import pytest

from situation.attempt_records import Attempt, Outcome
from situation.model import Claim
from situation.periods import LATEST, Viewpoint
from situation.settings_model import FeedSettings, Settings
from situation.sources.feeds import Feed
from situation.store.claim_query import ClaimQuery
from tests.hostile import HostileCase, hostile_cases, needs_hostile
from tests.servers.replay import ReplayServer
from tests.situation.sources import items
from tests.situation.sync_world import RSS, World, rss, world_in
from tests.test_hostile_corpus import (
    assert_json_safe,
    assert_safe,
    texts_in,
    unsafe_in,
)

LATER: Final = datetime(2026, 11, 23, 12, tzinfo=UTC)
"""The day after most items of the collection say that they were published."""
EARLIEST: Final = datetime(1990, 1, 1, tzinfo=UTC)
AT_ONCE: Final = 8
LINK: Final = re.compile(r"(?:https?://[!-~]+)?")
ID: Final = re.compile(r"[A-Za-z0-9._:-]+")
CASES: Final = hostile_cases("xml")
GROUPS: Final = [CASES[start : start + AT_ONCE] for start in range(0, len(CASES), AT_ONCE)]


class Came(msgspec.Struct, frozen=True):
    """What came of asking a hostile feed."""

    attempt: Attempt
    claims: list[Claim]


async def said_by(world: World, source: str) -> list[Claim]:
    """What a source said, as the store has it."""
    query = ClaimQuery(viewpoint=Viewpoint(valid_at=LATEST), sources=(source,), limit=10_000)
    return [item.record for item in (await world.store.claims(query)).claims]


async def asked(world: World, host: ReplayServer, bodies: Mapping[str, bytes]) -> list[Attempt]:
    """Ask a feed for each body, by a source of the same name; by name, how that ended."""
    feeds = {
        name: FeedSettings(url=host.url(f"/{name}"), source=name, language="uk") for name in bodies
    }
    for name, content in bodies.items():
        host.answer(f"/{name}", content, headers=RSS)
    world.settings = Settings(feeds=feeds)
    report = await world.sync(*(Feed(name, given) for name, given in feeds.items()))
    return [one.attempt for one in report.sources]


async def came_of(
    world: World, host: ReplayServer, hostile: Mapping[str, bytes]
) -> dict[str, Came]:
    """Ask hostile feeds and a good one, twice; what must hold of each of them holds."""
    await asked(world, host, {name: rss(name, 1) for name in hostile})
    before = {name: await said_by(world, name) for name in hostile}
    attempts = await asked(world, host, {**hostile, "good": rss("good")})
    assert len(await said_by(world, "good")) == 5
    came = {}
    for attempt in attempts:
        claims = await said_by(world, attempt.connector)
        former = before.get(attempt.connector, [])
        assert [claim for claim in claims if claim in former] == former
        new = [claim for claim in claims if claim not in former]
        check(world, attempt, new)
        came[attempt.connector] = Came(attempt, new)
    again = await asked(world, host, {**hostile, "good": rss("good")})
    assert [attempt.new for attempt in again] == [0] * len(again)
    assert [line for line in world.told if unsafe_in(line)] == []
    return came


def check(world: World, attempt: Attempt, claims: Sequence[Claim]) -> None:
    """What must hold of everything that a feed gives, and of what is told of it."""
    assert is_safe([attempt, claims])
    assert attempt.seen <= 1_000
    if attempt.outcome is Outcome.FAILED:
        assert attempt.why
        assert (attempt.seen, claims) == (0, [])
    assert attempt.reasons or not attempt.rejected
    for claim in claims:
        assert ID.fullmatch(claim.id)
        assert EARLIEST <= claim.said_at <= world.clock() + timedelta(days=2)
        assert LINK.fullmatch(claim.url)
        assert platform.node() not in claim.text + claim.original


def is_safe(told: object) -> bool:
    """Whether no text in it holds what must not reach a terminal."""
    decoded = json.loads(msgspec.json.encode(told))
    return not [text for text in texts_in(decoded) if unsafe_in(text)]


def told(came: Came) -> list[str]:
    return [claim.text for claim in came.claims]


def failed(came: Came, _: str) -> bool:
    return came.attempt.outcome is Outcome.FAILED


HOLDS: Final[Mapping[str, Callable[[Came, str], bool]]] = {
    **dict.fromkeys(
        ("capped", "encoding_refused", "error_shown", "kept_previous", "rejected"), failed
    ),
    "items": lambda came, value: came.attempt.seen == int(value),
    "title": lambda came, value: told(came) == [value],
    "stored_once": lambda came, _: len(came.claims) == 1,
    "only_http_https_copyable": lambda came, _: told(came) == ["T"],
    "text_AA_and_ZZ_kept": lambda came, _: (
        re.fullmatch("AA.*ZZ", "\n".join(told(came))) is not None
    ),
    "text_decoded_or_marked": lambda came, _: told(came) == ["Тревога"],
}
"""Whether a feed was read as its case says; what must hold of all feeds is in `check`."""


def broken(case: HostileCase, came: Came) -> list[str]:
    """What must hold of a case and does not."""
    musts = [must.partition(":") for must in case.must]
    return [kind for kind, _, value in musts if kind in HOLDS and not HOLDS[kind](came, value)]


async def check_commands(folder: Path) -> None:
    """What a person or a program is told of a store afterwards."""
    for words in (("claims", "--limit", "1000"), ("sources",), ("status",)):
        command = (*words, "--store", str(folder / "s.db"))
        await asyncio.to_thread(assert_safe, *command)
        await asyncio.to_thread(assert_json_safe, *command)


@needs_hostile
@pytest.mark.parametrize("cases", GROUPS, ids=lambda cases: f"{cases[0].id}-and-on")
async def test_hostile_feeds_cost_no_other_and_give_nothing_harmful(
    tmp_path: Path, cases: Sequence[HostileCase]
) -> None:
    async with world_in(tmp_path) as world, ReplayServer() as host:
        world.clock.now = LATER
        came = await came_of(world, host, {case.id: case.payload() for case in cases})
    for case in cases:
        assert broken(case, came[case.id]) == [], case.id
    await check_commands(tmp_path)


def own_feeds(outside: str) -> dict[str, tuple[bytes, list[str] | None]]:
    """Feeds with one kind of attack each, and the texts that come of them; None: refused."""
    item, plain = items.item, items.item("AA")
    many = "".join(items.item(f"T{n}", guid=str(n)) for n in range(1_500))
    grown = "".join(f'<!ENTITY a{n + 1} "{f"&a{n};" * 10}">' for n in range(9))
    feeds: dict[str, tuple[str, list[str] | None]] = {
        "laughs": (f'<!DOCTYPE r [<!ENTITY a0 "ha">{grown}]>{items.rss(plain, head="")}', None),
        "file": (
            '<!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/hostname">]>'
            + items.rss(plain.replace("AA", "&x;"), head=""),
            None,
        ),
        "entity": (
            f'<!DOCTYPE r [<!ENTITY % p SYSTEM "{outside}">%p;]>{items.rss(plain, head="")}',
            None,
        ),
        "dtd": (f'<!DOCTYPE r SYSTEM "{outside}">{items.rss(plain, head="")}', ["AA"]),
        "style": (f'<?xml-stylesheet href="{outside}"?>{items.rss(plain, head="")}', ["AA"]),
        "deep": ("<a>" * 5_000, None),
        "json": ('{"items":[]}', None),
        "empty": ("", None),
        "seven": (f'<?xml version="1.0" encoding="utf-7"?>{items.rss(plain, head="")}', None),
        "escape": (items.rss(plain.replace("AA", "AA&#27;[2J\x1b&#x9b;ZZ")), ["AA\ufffd[2J^[›ZZ"]),
        "twice": (items.rss(item("AA", guid="1"), item("BB", guid="1")), ["AA"]),
        "guid": (items.rss(item("AA", guid="#id .x[y]\x1b[2J")), ["AA"]),
        "none": (items.rss(plain, plain), ["AA"]),
        "future": (items.rss(item("AA", date="Mon, 01 Jan 9999 00:00:00 GMT"), plain), ["AA"]),
        "never": (items.rss(item("BB", date="2026-02-30T25:61:00Z"), item("AA")), ["AA"]),
        "script": (items.rss(item("AA", link="javascript:alert(1)")), ["AA"]),
        "user": (items.rss(item("AA", link="https://bbc.co.uk@evil.example/")), ["AA"]),
        "wordless": (items.rss(item("", link="https://e.example/")), []),
        "many": (items.rss(many), [f"T{n}" for n in range(1_000)]),
    }
    return {name: (content.encode(), texts) for name, (content, texts) in feeds.items()}


async def test_each_kind_of_attack_costs_no_other_and_gives_nothing_harmful(
    tmp_path: Path,
) -> None:
    async with world_in(tmp_path) as world, ReplayServer() as host:
        feeds = own_feeds(host.url("/outside"))
        came = await came_of(world, host, {name: content for name, (content, _) in feeds.items()})
        assert host.asked("/outside") == 0
    del came["good"]
    refused = {name for name, one in came.items() if one.attempt.outcome is Outcome.FAILED}
    assert refused == {name for name, (_, texts) in feeds.items() if texts is None}
    told = {name: sorted(claim.text for claim in one.claims) for name, one in came.items()}
    assert told == {name: sorted(texts or []) for name, (_, texts) in feeds.items()}
    await check_commands(tmp_path)
