"""Markup that feedparser must not meet is put right, bounded or refused before it is parsed.

feedparser alone takes seconds to minutes, or hundreds of megabytes, for nested entities, deep
elements, elements with thousands of attributes or neighbours, and endless items.
"""

import re
from collections.abc import Iterator
from html import escape
from html.entities import html5
from typing import Final

from situation.errors import InputError

MOST_ITEMS: Final = 1_000
"""The newest stand first; what comes behind is left out with a warning."""
MOST_DEPTH: Final = 200
MOST_TAGS: Final = 100_000
MOST_TAGS_OF_ITEM: Final = 5_000
"""feedparser compares each category of an item with all others."""
LONGEST_TAG: Final = 10_000
LONGEST_ENTITY: Final = 200
MOST_GROWTH: Final = 1_000_000
"""Characters that entities may become in all."""

_ITEM_END: Final = re.compile(
    r"</(?:[\w.-]{1,20}:)?(?:item|entry)\s*>|<(?:[\w.-]{1,20}:)?(?:item|entry)\b[^<>]*/>"
)
_DOCTYPE_START: Final = re.compile(r"<!DOCTYPE", re.IGNORECASE)
_DOCTYPE: Final = re.compile(
    r"""<!DOCTYPE[^\[>]*(?:\[((?:[^\]"']|"[^"]*"|'[^']*')*)\][^>]*)?>""", re.IGNORECASE
)
_ENTITY: Final = re.compile(
    r"""<!ENTITY\s+([A-Za-z_][\w.-]*)\s+(?:"((?:[^"&%<]|&\#\w+;)*)"|'((?:[^'&%<]|&\#\w+;)*)')\s*>"""
)
_REFERENCE: Final = re.compile(r"&([A-Za-z_][\w.-]*);")
_TAG: Final = re.compile(r"<(/?)([A-Za-z_][\w:.-]*)([^<>]*)>")
_LOOSE: Final = re.compile(
    r"<(?![A-Za-z_/?][^<>]*>|!--)|&(?:#(?:x([0-9a-f]{1,6})|([0-9]{1,7}));|([A-Za-z]\w{0,31});)?",
    re.IGNORECASE,
)
"""What breaks or harms outside CDATA: a bare `<` or `&`, declarations, and references."""
_XML_NAMES: Final = frozenset({"amp", "apos", "gt", "lt", "quot"})
_ITEMS: Final = frozenset({"item", "entry"})
_SKIPPED: Final = {"<![CDATA[": "]]>", "<!--": "-->"}


def unusable(what: str, where: str) -> InputError:
    """The error for a feed that cannot be read; `where` is what the feed is called."""
    return InputError(what, where=where, do="check the feed's address in the settings")


def without_doctype(text: str, where: str) -> str:
    """Resolve the small internal entities that real feeds define.

    Raises:
        InputError: an entity reaches outside, is made of others or grows.
    """
    root = _TAG.search(text)
    start = _DOCTYPE_START.search(text)
    if start is None or (root is not None and root.start() < start.start()):
        return text
    doctype = _DOCTYPE.match(text, start.start())
    if doctype is None:
        raise unusable("its document type is broken", where)
    internal = doctype[1] or ""
    entities = {match[1]: match[2] or match[3] or "" for match in _ENTITY.finditer(internal)}
    is_harmless = len(entities) == internal.upper().count("<!ENTITY") and all(
        len(value) <= LONGEST_ENTITY for value in entities.values()
    )
    rest = text[doctype.end() :]
    growth = sum(len(entities.get(name, "")) for name in _REFERENCE.findall(rest))
    if not is_harmless or growth > MOST_GROWTH:
        raise unusable("it defines entities that reach outside or grow", where)
    if entities:
        rest = _REFERENCE.sub(lambda found: entities.get(found[1], found[0]), rest)
    return text[: doctype.start()] + rest


def mended(text: str) -> str:
    """Put right what breaks XML in real feeds; feedparser's parser for broken ones is slow.

    No declaration and no reference to an entity of the document's own is left.
    """
    first, *others = text.split("<![CDATA[")
    pieces = [_LOOSE.sub(_strict, first)]
    for other in others:
        inside, end, outside = other.partition("]]>")
        pieces += ("<![CDATA[", inside, end, _LOOSE.sub(_strict, outside))
    return "".join(pieces)


def _strict(found: re.Match[str]) -> str:
    """What XML allows in place of what was found; what no text may hold becomes U+FFFD."""
    if found[0] == "<":
        return "&lt;"
    if name := found[3]:
        character = html5.get(f"{name};")
        return found[0] if name in _XML_NAMES else escape(character or found[0])
    if not (found[1] or found[2]):
        return "&amp;"
    point = int(found[1], 16) if found[1] else int(found[2])
    is_text = 0x20 <= point <= 0xD7FF or 0xE000 <= point <= 0xFFFD or 0x10000 <= point <= 0x10FFFF
    return found[0] if is_text or point in (0x9, 0xA, 0xD) else "\ufffd"


def bounded_items(text: str) -> tuple[str, tuple[str, ...]]:
    """Cut out what lies between the last item that is read and the end of the last one.

    Returns:
        The feed, and a warning where something was cut out.
    """
    ends = [match.end() for match in _ITEM_END.finditer(text)]
    if len(ends) <= MOST_ITEMS:
        return text, ()
    warning = f"it holds {len(ends):,} items: only the first {MOST_ITEMS:,} were read"
    return text[: ends[MOST_ITEMS - 1]] + text[ends[-1] :], (warning,)


def refuse_harmful_shape(text: str, where: str) -> None:
    """Walk over the tags; an end tag also ends what was left open inside, as HTML's `<br>`.

    Raises:
        InputError: there are too many elements or attributes, or they are nested too deeply.
    """
    open_tags: list[str] = []
    tags_of_item = 0
    for tags, tag in enumerate(_tags(text), 1):
        is_end, name = tag[1] == "/", tag[2]
        is_item_end = is_end and name.rpartition(":")[2] in _ITEMS
        tags_of_item = 0 if is_item_end else tags_of_item + 1
        if len(tag[0]) > LONGEST_TAG or tags > MOST_TAGS or tags_of_item > MOST_TAGS_OF_ITEM:
            raise unusable("it holds too many elements or attributes", where)
        if not is_end and not tag[3].endswith("/"):
            open_tags.append(name)
        elif is_end and name in open_tags:
            while open_tags.pop() != name:
                pass
        if len(open_tags) > MOST_DEPTH:
            raise unusable("its elements are nested too deeply", where)


def _tags(text: str) -> Iterator[re.Match[str]]:
    """The tags outside CDATA and comments."""
    at = 0
    while (at := text.find("<", at)) >= 0:
        end = next((end for start, end in _SKIPPED.items() if text.startswith(start, at)), "")
        tag = None if end else _TAG.match(text, at)
        if tag is not None:
            yield tag
            at = tag.end()
        else:
            at = text.find(end, at) if end else at + 1
            if at < 0:
                return
