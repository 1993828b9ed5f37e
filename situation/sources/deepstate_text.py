"""DeepState's changelog texts: HTML with linked place names → sentences that keep the links.

A link to a point of the map is `#ZOOM/LAT/LON`, with stray spaces at times, or `#dl!coords!LAT,LON`
since October 2025; `#dl!city!KEY`, since August 2025, names a settlement without a point. Links to
anywhere else are plain words. The forms were collected from the changelog of 2022 to 2026.
"""

import re
from html.parser import HTMLParser
from typing import Final
from urllib.parse import unquote, urlsplit

from msgspec import Struct

from situation.text import BODY_LIMIT, clean

MARK: Final = "\ue000"
"""Stands for a linked name in a sentence; `clean` lets no such character in from outside."""
ELLIPSIS: Final = "…"
MOST_CHARACTERS: Final = 8_000
"""Of one text, ten times the longest; more is cut before anything is parsed."""
MOST_TAGS: Final = 120
"""Of one text. Tags that never end take the parser time by the square of their number."""

_HOST: Final = "deepstatemap.live"
_NUMBER: Final = r"\s*(-?\d{1,3}(?:\.\d{1,20})?)\s*"
_POINT: Final = re.compile(rf"\s*\d{{1,2}}(?:\.\d+)?\s*/{_NUMBER}/{_NUMBER}\Z", re.ASCII)
_COORDINATES: Final = re.compile(rf"\s*dl!coords!{_NUMBER},{_NUMBER}\Z", re.ASCII)
_CITY: Final = re.compile(r"\s*dl!city!\S{1,80}\s*\Z", re.ASCII)
_SENTENCE_END: Final = re.compile(rf"(?<![\s(]\w\.)(?<=[.!?])\s+(?=[A-ZА-ЯЄІЇҐ«“\"{MARK}])")
_BREAKS: Final = frozenset({"br", "p", "div", "li"})
_SILENT: Final = frozenset({"script", "style", "title"})
_TAIL: Final = ".,;:"


class Linked(Struct, frozen=True, kw_only=True):
    """A name that is linked to a place of the map."""

    name: str
    target: str
    """What the link points to, the same in every language."""
    at: tuple[float, float] | None = None
    """Latitude and longitude in degrees; None where the link names a settlement by a key."""


class Sentence(Struct, frozen=True, kw_only=True):
    """One sentence, or what is quoted of it."""

    words: str
    """Cleaned, with a `MARK` in the place of each linked name."""
    links: tuple[Linked, ...] = ()
    """One for each mark, in their order."""

    @property
    def spelled(self) -> str:
        """The sentence with its names, cleaned."""
        first, *rest = self.words.split(MARK)
        named = (f"{link.name}{after}" for link, after in zip(self.links, rest, strict=True))
        return clean(first + "".join(named), BODY_LIMIT)


def sentences_of(html: str) -> tuple[Sentence, ...]:
    """The sentences of a text of the changelog, without its markup.

    Args:
        html: as it came; anything behind the first 8,000 characters or 120 tags is ignored.
    """
    reader = _Reader()
    reader.feed("<".join(html[:MOST_CHARACTERS].split("<")[: MOST_TAGS + 1]))
    reader.close()
    reader.end_link()
    links = iter(reader.links)
    found = []
    for line in "".join(reader.words).split("\n"):
        for words in _SENTENCE_END.split(" ".join(line.split())):
            linked = tuple(next(links) for _ in range(words.count(MARK)))
            if words:
                found.append(Sentence(words=words, links=linked))
    return tuple(found)


def linked_place(href: str) -> tuple[str, tuple[float, float] | None] | None:
    """What a link points to and its (latitude, longitude); None where it is no place of the map."""
    try:
        address = urlsplit(href.strip())
    except ValueError:
        return None
    if address.scheme not in {"http", "https"} or address.netloc != _HOST:
        return None
    target = unquote(address.fragment)
    if match := _POINT.match(target) or _COORDINATES.match(target):
        lat, lon = float(match[1]), float(match[2])
        is_on_earth = abs(lat) <= 90 and abs(lon) <= 180
        return "".join(target.split()), (lat, lon) if is_on_earth else None
    return ("".join(target.split()), None) if _CITY.match(target) else None


class _Reader(HTMLParser):
    """Collects words and links; what it does not know it passes over."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.words: list[str] = []
        self.links: list[Linked] = []
        self._name: list[str] = []
        self._open: tuple[str, tuple[float, float] | None] | None = None
        self._silent = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "a":
            self.end_link()
            self._open = linked_place(dict(attrs).get("href") or "")
        elif tag in _BREAKS:
            self.end_link()
            self.words.append("\n")
        elif tag in _SILENT:
            self._silent += 1

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _BREAKS:
            self.handle_starttag(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        if tag == "a":
            self.end_link()
        elif tag in _SILENT:
            self._silent = max(0, self._silent - 1)

    def handle_data(self, data: str) -> None:
        if not self._silent:
            (self.words if self._open is None else self._name).append(_cleaned(data))

    def end_link(self) -> None:
        """A name is what stood in the link, without the full stop that slipped into it."""
        if self._open is not None:
            target, at = self._open
            text = "".join(self._name)
            name = text.strip().rstrip(_TAIL)
            if name:
                self.links.append(Linked(name=clean(name), target=target, at=at))
                tail = text.strip()[len(name) :] + text[len(text.rstrip()) :]
                self.words.append(f"{text[: len(text) - len(text.lstrip())]}{MARK}{tail}")
        self._open = None
        self._name.clear()


def _cleaned(data: str) -> str:
    """A piece of text, cleaned but with the spaces at its ends, which part it from the next."""
    before = " " if data[:1].isspace() else ""
    after = " " if data[-1:].isspace() else ""
    return f"{before}{clean(data, BODY_LIMIT)}{after}"
