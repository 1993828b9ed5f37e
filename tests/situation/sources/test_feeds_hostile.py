"""Hostile feeds: refused or read within bounds, and nothing that harms comes out."""

import re
import time
import unicodedata
from pathlib import Path
from typing import Any

import msgspec
import pytest

from situation.connector import Batch
from situation.errors import InputError
from situation.settings_model import FeedSettings
from situation.sources.feeds import Feed
from situation.sources.html_text import html_text
from situation.sources.web_links import web_link
from tests.situation.sources.items import SUNDAY, body, item, known, rss
from tests.situation.sources.test_feeds import LATER, claims

HOSTILE = Path(__file__).parents[3] / "../shared/hostile"
INDEX = HOSTILE / "index.json"
REFUSED = {"rejected", "kept_previous", "encoding_refused", "capped"}
MAY_BE_REFUSED = REFUSED | {
    "bounded_time_ms:2000",
    "no_file_read",
    "no_network",
    "rejected_or_decoded_bounded",
}
MOST_SECONDS = 5.0
"""Of processor time, on a loaded machine; without the bounds it is up to minutes."""
FEED = Feed("hostile", FeedSettings(url="https://h.example/", source="paper", language="ru"))
ITEMS = f"<item><title>T</title><guid>1</guid><pubDate>{SUNDAY}</pubDate></item>"


def read(content: bytes | str) -> Batch:
    return FEED.read([body(content)], known(now=LATER))


def bounded(content: bytes | str) -> Batch | None:
    """What is read in a bounded time; None where the whole body is refused."""
    started = time.process_time()
    try:
        return read(content)
    except InputError:
        return None
    finally:
        assert time.process_time() - started < MOST_SECONDS


def cases() -> list[Any]:
    if not INDEX.exists():
        reason = "the shared corpus is not on this machine"
        return [pytest.param(None, marks=pytest.mark.skip(reason=reason))]
    index = msgspec.json.decode(INDEX.read_bytes())
    return [pytest.param(case, id=case["id"]) for case in index["cases"] if case["kind"] == "xml"]


def payload(case: dict[str, Any]) -> bytes:
    if "generate" in case:
        parts = case["generate"]
        times = parts["times"]
        tails = parts.get("tail_unit", "") * times + parts.get("tail", "")
        text: str = parts.get("head", "") + parts["unit"] * times + tails
        return text.encode()
    return Path(HOSTILE, case["file"]).read_bytes()


def is_safe(text: str) -> bool:
    return not any(unicodedata.category(c) in {"Cc", "Cs", "Co"} for c in text if c != "\n")


@pytest.mark.parametrize("case", cases())
def test_the_shared_corpus(case: dict[str, Any]) -> None:
    must = set(case["must"])
    batch = bounded(payload(case))
    if batch is None:
        assert must & MAY_BE_REFUSED
        return
    assert not must & REFUSED
    assert batch.seen <= 1_000
    for claim in claims(batch):
        assert is_safe(claim.text + claim.original + claim.url)
        assert claim.url == "" or re.match(r"https?://[!-~]+\Z", claim.url)
        assert "time_clamped_or_null" not in must or claim.said_at <= LATER
        assert "text_AA_and_ZZ_kept" not in must or re.match(r"AA.*ZZ\Z", claim.text)
    for wish in must:
        kind, _, value = wish.partition(":")
        assert kind != "items" or batch.seen == int(value)
        assert kind != "title" or [claim.text for claim in claims(batch)] == [value]


@pytest.mark.parametrize(
    "internal",
    [
        '<!ENTITY x SYSTEM "file:///etc/hostname">',
        '<!ENTITY x PUBLIC "a" "http://127.0.0.1:9/">',
        '<!ENTITY % p SYSTEM "file:///etc/hostname">%p;',
        '<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">',
        f'<!ENTITY a "{"a" * 20_000}">',
        f'<!ENTITY a "{"a" * 200}">]><!--{"&a;" * 6_000}--><x a="',
    ],
)
def test_entities_that_reach_outside_or_grow_are_refused(internal: str) -> None:
    with pytest.raises(InputError, match="entities"):
        read(f'<?xml version="1.0"?><!DOCTYPE rss [{internal}]>{rss(ITEMS, head="")}')


def test_small_entities_of_real_feeds_are_read() -> None:
    doctype = """<!DOCTYPE rss [<!ENTITY id "tag:e,"><!ENTITY nbsp '&#160;'>]>"""
    batch = read(doctype + rss(item("a"), head="").replace("<title>a", "<title>&id;1&nbsp;x"))
    (claim,) = claims(batch)
    assert claim.text == "tag:e,1 x"


def test_a_document_type_behind_a_comment_expands_nothing() -> None:
    doctype = '<!-- <rss> --><!DOCTYPE rss [<!ENTITY a "boom">]>'
    batch = bounded(doctype + rss(item("x"), head="").replace("<title>x", "<title>&a;"))
    assert batch is None or all("boom" not in claim.text for claim in claims(batch))


@pytest.mark.parametrize(
    "content",
    [
        "<a>" * 200_000,
        rss("<item>" + "<category>x</category>" * 45_000 + "</item>"),
        rss(f"<item {' '.join(f'a{n}=' for n in range(50_000))}><title>x</title></item>"),
        rss("<item><title>" + "<" * 2_000_000),
        rss("<item><title>" + "&" * 2_000_000),
        rss("<item><title>" + "<a " * 300_000),
        rss("<item><title>" + "<![CDATA[" * 300_000),
        "<!DOCTYPE r [" + '<!ENTITY a "b">' * 100_000,
        "A" * 9_000_000,
    ],
    ids=["deep", "wide", "attributes", "lt", "amp", "open", "cdata", "doctype", "large"],
)
def test_what_would_take_minutes_is_bounded(content: str) -> None:
    batch = bounded(content)
    assert batch is None or batch.records == ()


def test_ids_are_made_of_safe_characters_only() -> None:
    batch = read(rss(item(guid="'; DROP TABLE\x9b[2J ../../etc \u202e")))
    assert re.fullmatch(r"paper:[0-9a-f]{16}", batch.records[0].id)


def test_one_unusable_body_costs_no_other() -> None:
    batch = FEED.read([body("nothing"), body(rss(ITEMS))], known(now=LATER))
    assert len(batch.records) == 1
    assert "not a feed" in batch.incomplete[0]


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("https://e.example/a?b=c#d", "https://e.example/a?b=c#d"),
        (" http://e.example:8080/ ", "http://e.example:8080/"),
        ("https://новини.укр/а", "https://xn--b1amarcd.xn--j1amh/%D0%B0"),
        ("http://[::1]/", "http://[::1]/"),
        ("https://user@e.example/", ""),
        ("https:\\\\e.example", ""),
        ("javascript:alert(1)", ""),
        ("data:text/html,x", ""),
        ("file:///etc/passwd", ""),
        ("//e.example/", ""),
        ("https://e.example/a b", ""),
        ("https://e.example/\x1b]0;x", ""),
        ("https://e.example/\u202e", ""),
        ("https://e.example:99999/", ""),
        ("https://" + "a" * 70 + ".example/", ""),
        ("https://e.example/" + "a" * 600, ""),
        ("https://e.example/" + "я" * 200, ""),
        ("", ""),
    ],
)
def test_only_plain_web_links_are_kept(given: str, kept: str) -> None:
    assert web_link(given) == kept


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("a<br/>b<p>c</p>d", "a\nb\nc\nd"),
        ("<b>a</b> &amp; &lt;b&gt;", "a & <b>"),
        ("5 < 6 > 4", "5 < 6 > 4"),
        ("a<script>x<b>y</b></script>b<style>z</style>c", "abc"),
        ("a<!-- <b>x --><!DOCTYPE y>b", "ab"),
        ('<a title="x > y">a</a>', "a"),
        ("a<script>b", "a"),
        ("a\u202eb\x1b[2J", "ab^[[2J"),
        ("&nbsp;", ""),
    ],
)
def test_html_becomes_plain_text(markup: str, text: str) -> None:
    assert html_text(markup, lines=True) == text


@pytest.mark.parametrize("unit", ["<", "<a ", "<!--", "<![CDATA[", '<a b="', "&", "</", "<script>"])
def test_endless_html_takes_no_time(unit: str) -> None:
    started = time.process_time()
    html_text(unit * 100_000)
    assert time.process_time() - started < MOST_SECONDS
