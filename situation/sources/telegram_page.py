"""The preview page of a public Telegram channel (`https://t.me/s/CHANNEL`) → its posts.

The page's form is known from a capture of August 2026. A post's words can stand in two nested
elements of one class (albums), a reply brings the words of another post, and the length of a video
is a `<time>` as well: therefore only the outermost text outside a reply is read, and only the date
in the post's own link.
"""

import re
from typing import Final

from bs4 import BeautifulSoup, Tag
from msgspec import Struct

from situation.errors import InputError
from situation.mapday import Skipped
from situation.sources.html_text import html_text
from situation.text import BODY_LIMIT, clean

MOST_BYTES: Final = 1_000_000
MOST_POSTS: Final = 50
"""A page has 20."""

_NO_TAG: Final = re.compile(r"<(?![A-Za-z/!][^<>]*>)")
_POST: Final = re.compile(r"([A-Za-z]\w{3,31})/(\d{1,12})\Z", re.ASCII)
_CHANNEL_LINK: Final = re.compile(
    r"https?://(?:t|telegram)\.me/(?:s/)?([A-Za-z]\w{3,31})(?:[/?#]|\Z)", re.ASCII
)
_MAP_LINK: Final = re.compile(
    r"deepstatemap\.live/(?:[a-z]{2}/?)?#(?:[\d.]+/|dl!coords!)\s*(-?\d{1,2}\.\d+)\s*[/,]\s*(-?\d{1,3}\.\d+)"
)
_OF_OTHERS: Final = ("tgme_widget_message_reply", "tgme_widget_message_link_preview")


class Forward(Struct, frozen=True, kw_only=True):
    """Whom a post was forwarded from."""

    channel: str
    """Name of the public channel in lower case; empty for a person or a private channel."""
    title: str


class Post(Struct, frozen=True, kw_only=True):
    """One post. `date` is as it came."""

    channel: str
    """In lower case."""
    number: int
    words: str
    """Clean, with line breaks; empty for pictures without words."""
    date: str
    forward: Forward | None = None
    points: frozenset[tuple[float, float]] = frozenset()
    """Latitude and longitude of its links to DeepState's map."""


class Page(Struct, frozen=True, kw_only=True):
    """The posts of a page, oldest first, and what on it is none."""

    posts: tuple[Post, ...]
    rejected: tuple[Skipped, ...] = ()


def read_page(content: bytes, *, where: str) -> Page:
    """Read the posts of a preview page.

    Args:
        content: the page as it came; Telegram's pages are UTF-8.
        where: what the channel is called in errors.

    Raises:
        InputError: it is not a page of Telegram.
    """
    if len(content) > MOST_BYTES:
        raise _unusable(f"the page is larger than {MOST_BYTES // 1_000_000} MB", where)
    text = content.decode("utf-8", errors="replace")
    if "tgme_" not in text:
        raise _unusable("the answer is not a page of Telegram", where)
    # What is no tag costs Python's HTML parser minutes, and an XML instruction makes it warn.
    page = BeautifulSoup(_NO_TAG.sub("&lt;", text), "html.parser")
    posts: list[Post] = []
    rejected: list[Skipped] = []
    for element in page.find_all("div", class_="tgme_widget_message", limit=MOST_POSTS):
        if "service_message" in element.get_attribute_list("class"):
            continue
        label = str(element.get("data-post", ""))
        match = _POST.match(label)
        if match is None:
            rejected.append(Skipped(where=clean(f"{where}: {label}", 80), why="it has no number"))
        else:
            posts.append(_post(element, match[1].lower(), int(match[2])))
    return Page(posts=tuple(posts), rejected=tuple(rejected))


def _unusable(what: str, where: str) -> InputError:
    return InputError(what, where=where, do="check the channel's name in the settings")


def _post(element: Tag, channel: str, number: int) -> Post:
    for name in _OF_OTHERS:
        for part in element.find_all(class_=name):
            part.decompose()
    words = element.find("div", class_="js-message_text")
    time = element.select_one("a.tgme_widget_message_date time[datetime]")
    return Post(
        channel=channel,
        number=number,
        words=html_text(words.decode_contents(), BODY_LIMIT, lines=True) if words else "",
        date=str(time["datetime"]) if time else "",
        forward=_forward(element),
        points=_points(words) if words else frozenset(),
    )


def _forward(element: Tag) -> Forward | None:
    header = element.find(class_="tgme_widget_message_forwarded_from")
    if header is None:
        return None
    name = header.find(class_="tgme_widget_message_forwarded_from_name")
    link = _CHANNEL_LINK.match(str(name.get("href", ""))) if name else None
    return Forward(
        channel=link[1].lower() if link else "",
        title=html_text(name.decode_contents(), 100) if name else "",
    )


def _points(words: Tag) -> frozenset[tuple[float, float]]:
    links = (_MAP_LINK.search(str(link.get("href", ""))) for link in words.find_all("a"))
    points = {(float(link[1]), float(link[2])) for link in links if link}
    return frozenset(point for point in points if abs(point[0]) <= 90 and abs(point[1]) <= 180)
