"""Feeds, channel pages and what a connector knows, as small inputs for tests."""

from datetime import UTC, datetime
from html import escape
from typing import Any

from msgspec.structs import replace

from situation.connector import Body, Known, Wanted
from situation.mapframe import MapFrame
from situation.model import Document, Place, PlaceName
from situation.place_matching import PlaceMatcher
from situation.vocabulary import PlaceKind

NOW = datetime(2025, 11, 5, 12, tzinfo=UTC)
SUNDAY = "Sun, 02 Nov 2025 07:00:00 GMT"
PLACES = (
    Place(
        id="pokrovsk",
        name="Pokrovsk",
        kind=PlaceKind.CITY,
        country="UA",
        lat=48.282,
        lon=37.1758,
        names=(PlaceName(name="Покровськ", language="uk"),),
    ),
    Place(
        id="pokrovske",
        name="Pokrovske",
        kind=PlaceKind.TOWN,
        country="UA",
        lat=47.98,
        lon=36.23,
    ),
)


def known(**changes: Any) -> Known:
    """A situation with Pokrovsk, Pokrovske and the source `paper`, on 5 November 2025."""
    situation = Known(
        now=NOW,
        frame=MapFrame(centre=(36.0, 48.5), bounds=(22.0, 44.0, 40.5, 52.6), occupier="RU"),
        places=PlaceMatcher(PLACES, country="UA"),
        source_ids=frozenset({"paper"}),
        map_days={},
    )
    return replace(situation, **changes)


def body(content: bytes | str, url: str = "https://paper.example/rss") -> Body:
    """An answer with this content."""
    return Body(
        wanted=Wanted(url=url),
        document=Document(id=f"sha256:{'0' * 64}", media_type="text/xml"),
        content=content.encode() if isinstance(content, str) else content,
        final_url=url,
    )


def item(title: str = "Title", *, date: str = SUNDAY, **fields: str) -> str:
    """One RSS item; the fields by element name."""
    parts = {"title": title, "pubDate": date} | fields
    return f"<item>{''.join(f'<{k}>{escape(v)}</{k}>' for k, v in parts.items() if v)}</item>"


def rss(*items: str, head: str = '<?xml version="1.0" encoding="UTF-8"?>') -> str:
    """A feed of these items."""
    return f'{head}<rss version="2.0"><channel><title>F</title>{"".join(items)}</channel></rss>'


def post(
    words: str = "Words.",
    *,
    label: str = "channel/7",
    date: str = "2025-11-04T03:46:52+00:00",
    before: str = "",
) -> str:
    """One post of a channel page; `words` and `before`, what stands above them, are HTML."""
    text = f'<div class="tgme_widget_message_text js-message_text" dir="auto">{words}</div>'
    time = f'<time datetime="{date}" class="time">03:46</time>' if date else ""
    return (
        '<div class="tgme_widget_message_wrap js-widget_message_wrap">'
        f'<div class="tgme_widget_message js-widget_message" data-post="{label}">{before}'
        f"{text if words else ''}"
        '<time class="message_video_duration">0:06</time>'
        f'<a class="tgme_widget_message_date" href="https://t.me/{label}">{time}</a></div></div>'
    )


def page(*posts: str) -> str:
    """A channel page of these posts."""
    return f'<html><body><section class="tgme_channel_history">{"".join(posts)}</section></html>'
