"""The hostile collection through every way into the core, out by every command of the core.

Each way has small inputs of its own as well, so that the attack is covered without the collection.
"""

import asyncio
import json
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from xml.sax.saxutils import escape

import msgspec
import pytest

from situation.connector import Batch
from situation.errors import ExitCode, SitmonError
from situation.model import AnyRecord
from situation.settings_model import ChannelSettings
from situation.sources.telegram import TelegramChannel
from situation.store.claim_query import ClaimQuery
from situation.store.http import open_http
from situation.text import clean
from situation.vocabulary import ControlStatus
from tests.hostile import hostile_cases
from tests.servers.remotes import RemoteServer
from tests.servers.replay import ReplayServer, raw
from tests.situation.records import (
    Clock,
    make_cast,
    make_claim,
    make_link,
    make_place,
    make_reading,
    make_source,
    make_statistic,
)
from tests.situation.reports.samples import VIEWPOINT, filled_store
from tests.situation.small_pack import write_small_pack
from tests.situation.sources.items import body, known, page, post
from tests.situation.sync_world import RSS, attempt, one_feed, world_in
from tests.tui.consoles import run

OWN_TEXTS = (
    "AAA\x1b]0;PWNED\x07ZZZ",
    "AAA\x1b]52;c;UFdORUQ=\x1b\\ZZZ",
    "AAA\x1b]8;;file:///etc/passwd\x1b\\CLICKME\x1b]8;;\x1b\\ZZZ",
    "AAA\x1bP+q544e\x1b\\\x1b_GPWNED\x1b\\ZZZ",
    "AAA\x1b[2J\x1b[6n\x1bc\x9b31m\x9d0;PWNED\x9cZZZ",
    "AAA\r\n\x0b\x0c\x08\x07\x00\x7f\x0e\x1a\u2028\u2029\x85ZZZ",
    "AAA\u202egnp\u2066\u200f\u061c\u200b\ufeff\U000e0041ZZZ",
    "AAA" + "\u0301" * 50 + "\U0001f468\u200d\U0001f469\U0001f1fa\U0001f1e6ZZZ",
    "\x1b]0;unterminated",
    "[@click=app.screenshot('x.svg','/nowhere')]CLICKME[/]",
    "[ @click=app.quit]CLICKME",
    "[/] [/b] [link=file:///x]y[/link] }, [/* deps */]);",
    "=HYPERLINK(1) <b>&#27;]0;PWNED&#7;</b> ](javascript:alert(1)) | `x` \\",
)
MOST_CHARACTERS = 280
"""Of a text as a name or label; the longer cases are cut, as a line of the store is."""
FORBIDDEN = frozenset(
    map(
        chr,
        (
            *range(0x0A),
            *range(0x0B, 0x20),
            *range(0x7F, 0xA0),
            0x061C,
            0x200E,
            0x200F,
            *range(0x2028, 0x202F),
            *range(0x2066, 0x206A),
            *range(0xD800, 0xE000),
        ),
    )
)
LOCAL = "2025-11-05"


def hostile_texts() -> tuple[str, ...]:
    """Every text of the collection and our own, without what UTF-8 cannot hold."""
    texts = [case.text() for case in hostile_cases("text", "markup", "markdown")]
    whole = (text.encode("utf-8", "replace").decode() for text in (*OWN_TEXTS, *texts))
    return tuple(text[:MOST_CHARACTERS] for text in whole)


TEXTS = hostile_texts()


def hostile_records(texts: Iterable[str]) -> Iterator[AnyRecord]:
    """A source, a place, a reading, a figure and a claim for each text, made of it throughout.

    Each second claim disputes the one before it.
    """
    for number, text in enumerate(texts):
        source, place = f"evil-source-{number}", f"evil-{number}"
        yield make_source(source, name=text, terms=text, url=f"https://evil.example/{text}")
        yield make_place(place, name=text, lat=48.0 + number / 1000, lon=37.0, population=9)
        yield make_reading(
            f"evil-reading-{number}",
            place=place,
            source=source,
            label=text,
            status=ControlStatus.CONTESTED,
        )
        yield make_statistic(
            f"evil-figure-{number}", place=place, source=source, unit=text, of=text
        )
        yield make_claim(
            f"evil-claim-{number}",
            source=source,
            places=(place, "pokrovsk"),
            text=text,
            original=text,
            hedge=text,
            url=f"https://evil.example/{text}",
        )
        if number % 2:
            claims = (f"evil-claim-{number}", f"evil-claim-{number - 1}")
            yield make_link(f"evil-link-{number}", *claims, reason=text)


def unsafe_in(text: str) -> list[str]:
    """The characters of a text that must never reach a terminal."""
    return sorted(hex(ord(character)) for character in set(text) & FORBIDDEN)


def texts_in(value: object) -> Iterator[str]:
    """Every text of a decoded JSON value, keys included."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for key, item in value.items():
            yield key
            yield from texts_in(item)
    elif isinstance(value, list):
        for item in value:
            yield from texts_in(item)


def assert_safe(*words: str, codes: Iterable[int] = (ExitCode.OK,)) -> str:
    """Run a command as text and check what it wrote; returns that."""
    ran = run(*words)
    assert ran.code in set(codes), ran.err
    assert unsafe_in(ran.out) == []
    assert unsafe_in(ran.err) == []
    return ran.out + ran.err


def assert_json_safe(*words: str, codes: Iterable[int] = (ExitCode.OK,)) -> str:
    """The same as JSON, where an escape could hide what it stands for."""
    ran = run(*words, "--json")
    assert ran.code in set(codes), ran.err
    for line in [ran.out] if ran.out.startswith(("{\n", "[\n")) else ran.out.splitlines():
        assert [unsafe_in(text) for text in texts_in(json.loads(line)) if unsafe_in(text)] == []
    return ran.out


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A store into which somebody wrote every text, past all readers of sources."""
    return filled_store(tmp_path_factory.mktemp("hostile") / "s.db", *hostile_records(TEXTS))


WHOLE = (
    ("status",),
    ("claims", "--limit", "1000"),
    ("sources",),
    ("report", "--since", LOCAL),
    ("doctor",),
)
ONE = (
    ("status", "evil-{}"),
    ("stats", "evil-{}"),
    ("timeline", "evil-{}"),
    ("claim", "show", "evil-claim-{}"),
    ("sources", "evil-source-{}"),
    ("report", "evil-{}"),
)
EXPORTS = tuple(
    (kind, what) for what in ("claims", "readings", "places") for kind in ("csv", "jsonl")
)


@pytest.mark.parametrize("words", WHOLE, ids=" ".join)
def test_no_text_of_a_store_leaves_a_list_raw(words: tuple[str, ...], store: str) -> None:
    codes = (ExitCode.OK, ExitCode.FAILED, ExitCode.PARTLY)
    assert assert_safe(*words, "--store", store, codes=codes)
    if words[0] != "report":
        assert_json_safe(*words, "--store", store, codes=codes)


@pytest.mark.parametrize("words", ONE, ids=" ".join)
def test_no_text_of_a_store_leaves_a_page_raw(words: tuple[str, ...], store: str) -> None:
    for number in range(len(OWN_TEXTS)):
        asked = [word.format(number) for word in words]
        assert_safe(*asked, "--store", store, "--as-of", LOCAL)
        if words[0] != "report":
            assert_json_safe(*asked, "--store", store, "--as-of", LOCAL)


@pytest.mark.parametrize(("kind", "what"), EXPORTS)
def test_no_text_of_a_store_leaves_an_export_raw(kind: str, what: str, store: str) -> None:
    asked = ("export", "--what", what, "--format", kind, "--own-use", "--allow-unsourced")
    ran = run(*asked, "--store", store)
    assert ran.code == ExitCode.OK, ran.err
    assert unsafe_in(ran.out) == []
    if kind == "jsonl":
        for line in ran.out.splitlines():
            assert [unsafe_in(text) for text in texts_in(json.loads(line)) if unsafe_in(text)] == []


def test_what_is_printable_is_told_letter_by_letter(store: str) -> None:
    ran = run("claims", "--limit", "1000", "--json", "--store", store)
    told = set(texts_in(json.loads(ran.out)))
    assert {clean(text) for text in TEXTS if clean(text)} <= told


def test_a_pack_of_hostile_names_is_read_safely_or_refused(tmp_path: Path) -> None:
    for number, text in enumerate(TEXTS):
        folder = tmp_path / str(number)
        folder.mkdir()
        spelled = json.dumps(text, ensure_ascii=True)
        write_small_pack(
            folder,
            ("pack.toml", '"Small"', spelled),
            ("parties.toml", '"Ukraine"', spelled),
            ("sources.toml", '"Mirror"', spelled),
            ("places.csv", "Town", '"' + text.replace('"', '""') + '"'),
            ("records.jsonl", '"A."', spelled),
        )
        codes = (ExitCode.OK, ExitCode.FAILED, ExitCode.USAGE)
        assert_safe("pack", "check", str(folder), codes=codes)
        if number < len(OWN_TEXTS):
            chosen = ("--pack", str(folder), "--store", str(folder / "s.db"))
            for words in (("status",), ("claims",), ("sources",)):
                assert_safe(*words, *chosen, codes=codes)


@pytest.mark.parametrize("text", OWN_TEXTS, ids=range(len(OWN_TEXTS)))
def test_names_in_the_command_line_are_told_safely(text: str, tmp_path: Path) -> None:
    name = text.replace("\x00", "").replace("/", "-")
    wrong = (ExitCode.OK, ExitCode.FAILED, ExitCode.USAGE, ExitCode.PARTLY)
    store = str(tmp_path / "s.db")
    assert_safe("status", "--store", store)
    for words in (
        ("status", name, "--store", store),
        ("status", "--store", str(tmp_path / name)),
        ("status", "--store", f"https://{name}"),
        ("status", "--store", f"postgresql://{name}"),
        ("status", "--as-of", name, "--store", store),
        ("status", "--pack", name, "--store", store),
        ("claims", "--search", name, "--store", store),
        ("claims", "--source", name, "--store", store),
        ("claims", "--kind", name, "--store", store),
        ("import", str(tmp_path / name), "--store", store),
        ("sync", name, "--store", store),
        ("copy", store, str(tmp_path / "no" / name)),
        ("export", "--format", name, "--store", store),
        ("report", "--at", name, "--store", store),
        (name,),
        (f"--{name}",),
    ):
        assert_safe(*words, codes=wrong)


@pytest.mark.parametrize("text", OWN_TEXTS, ids=range(len(OWN_TEXTS)))
def test_file_names_are_told_safely(text: str, tmp_path: Path) -> None:
    name = text.replace("\x00", "").replace("/", "-")
    folder = tmp_path / name
    folder.mkdir()
    (folder / "deepstatemap_data_20251105.geojson").write_text("{")
    (folder / f"{name}.geojson").write_text("{")
    store = str(tmp_path / "s.db")
    codes = (ExitCode.FAILED, ExitCode.PARTLY)
    assert_safe("import", str(folder), "--store", store, codes=codes)
    assert_json_safe("import", str(folder), "--store", store, codes=codes)


def test_hostile_settings_are_told_safely(tmp_path: Path) -> None:
    file = tmp_path / "config.toml"
    for text in TEXTS:
        spelled = json.dumps(text)
        for content in (
            f"contact = {spelled}\n[feeds.a]\nurl = {spelled}\nsource = {spelled}\n",
            f"{spelled} = 1\n[sources.{spelled}]\non = {spelled}\n",
            f"[channels.{spelled}]\nchannel = {spelled}\nsource = 'x'\n",
            text,
        ):
            file.write_bytes(content.encode("utf-8", "replace"))
            for words in (("config", "check"), ("config", "show")):
                ran = run(*words, environ={"SITMON_CONFIG": str(file)})
                assert ran.code != ExitCode.CRASHED, ran.err
                assert unsafe_in(ran.out + ran.err) == []


def hostile_feed() -> bytes:
    """A feed with an item for each text; what XML cannot hold goes as a character reference."""
    items = "".join(
        f"<item><title>{_as_xml(text)}</title><description>{_as_xml(text)}</description>"
        f"<guid>{number}</guid><link>https://news.example/{number}</link>"
        "<pubDate>Wed, 05 Nov 2025 07:00:00 GMT</pubDate></item>"
        for number, text in enumerate(TEXTS)
    )
    head = '<?xml version="1.0"?><rss version="2.0"><channel><title>&#27;]0;P&#7;</title>'
    return f"{head}{items}</channel></rss>".encode()


def _as_xml(text: str) -> str:
    return "".join(
        escape(character) if character.isprintable() else f"&#{ord(character)};"
        for character in text
    )


async def test_a_hostile_feed_is_synced_safely(tmp_path: Path) -> None:
    async with world_in(tmp_path) as world, ReplayServer() as host:
        host.answer("/feed.xml", hostile_feed(), headers=RSS)
        report = await world.sync(one_feed(world, host))
        kept = await world.claims()
        assert len(kept) > len(OWN_TEXTS) / 2
        assert [text for text in kept.values() if unsafe_in(text)] == []
        assert [text for text in world.told if unsafe_in(text)] == []
        assert not re.search(r"\\x(0|1|7f|8|9)|\\u20[0-6]", repr(report))
    for words in (("claims", "--limit", "1000"), ("sources",), ("status",)):
        asked = (*words, "--store", str(tmp_path / "s.db"))
        await asyncio.to_thread(assert_safe, *asked)
        await asyncio.to_thread(assert_json_safe, *asked)


async def test_what_a_hostile_server_says_in_its_headers_is_told_safely(tmp_path: Path) -> None:
    raw_head = b"HTTP/1.1 503 \x1b]0;PWNED\x07\r\nRetry-After: \x1b[2J\r\nX: \x9b31m\r\n\r\n"
    async with world_in(tmp_path) as world, ReplayServer() as host:
        for answer in (
            raw_head,
            b"\x1b]0;PWNED\x07\r\n\r\n",
            b"HTTP/1.1 302 \x1b\r\nLocation: \x1b\r\n\r\n",
        ):
            host.play("/feed.xml", raw(answer))
            await world.sync(one_feed(world, host))
            why = (await attempt(world)).why
            assert why
            assert unsafe_in("".join([why, *world.told])) == []
    await asyncio.to_thread(assert_safe, "sources", "--store", str(tmp_path / "s.db"))


@pytest.mark.parametrize("text", TEXTS, ids=range(len(TEXTS)))
def test_a_hostile_post_becomes_safe_claims_or_none(text: str) -> None:
    channel = TelegramChannel("tg", ChannelSettings(channel="Channel", source="paper"))
    try:
        batch = channel.read([body(page(post(_as_xml(text))))], known())
    except SitmonError as error:
        batch = Batch(warnings=(error.line,))
    for record in batch.records:
        told = texts_in(msgspec.json.decode(msgspec.json.encode(record)))
        assert [words for words in told if unsafe_in(words)] == []
    told_of = [*batch.warnings, *(f"{skipped.where} {skipped.why}" for skipped in batch.rejected)]
    assert unsafe_in("".join(told_of)) == []


@pytest.mark.parametrize("text", OWN_TEXTS, ids=range(len(OWN_TEXTS)))
def test_a_hostile_map_label_becomes_safe_readings_or_none(text: str, tmp_path: Path) -> None:
    ring = [[37.0, 48.0], [37.5, 48.0], [37.5, 48.5], [37.0, 48.5], [37.0, 48.0]]
    feature = {
        "type": "Feature",
        "properties": {"name": f"{text} /// {text} /// geoJSON.territories.1", "fill": "#a52714"},
        "geometry": {"type": "Polygon", "coordinates": [ring]},
    }
    answer = {"type": "FeatureCollection", "features": [feature]}
    (tmp_path / "1762300800.geojson").write_text(json.dumps(answer))
    store = str(tmp_path / "s.db")
    codes = (ExitCode.OK, ExitCode.FAILED, ExitCode.PARTLY)
    assert_safe("import", str(tmp_path), "--store", store, codes=codes)
    for words in (("status",), ("status", "Pokrovsk"), ("map", "Pokrovsk"), ("sources",)):
        assert_safe(*words, "--store", store, codes=codes)


async def test_a_hostile_remote_store_is_read_safely(tmp_path: Path) -> None:
    with RemoteServer(tmp_path) as server:
        clock = Clock()
        remote = await server.remote("evil", clock)
        await server.append(remote, *make_cast(), *hostile_records(TEXTS))
        store = open_http(
            remote.url, clock=clock, tokens=remote.tokens(), copy=tmp_path / "copy.db"
        )
        try:
            await store.catch_up()
            page_of = await store.claims(ClaimQuery(viewpoint=VIEWPOINT, limit=1000))
            read: list[object] = [item.record for item in page_of.claims]
            read += [item.record for item in await store.places()]
            read += [item.record for item in await store.sources()]
            read += [item.reading for item in await store.readings(VIEWPOINT)]
            read += [item.record for item in await store.statistics(VIEWPOINT)]
        finally:
            await store.close()
    assert len(page_of.claims) == len(TEXTS)
    told = texts_in(msgspec.json.decode(msgspec.json.encode(read)))
    assert [words for words in told if unsafe_in(words.replace("\n", " "))] == []
