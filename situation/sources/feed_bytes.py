"""A feed's bytes → text that is safe to parse: decoded, bounded, without a document type."""

import codecs
import re
from typing import Final

from msgspec import Struct

from situation.sources.feed_markup import (
    bounded_items,
    mended,
    refuse_harmful_shape,
    unusable,
    without_doctype,
)

MOST_BYTES: Final = 8_000_000

_FAMILIES: Final = re.compile(
    r"(?:us-)?ascii|utf-?8|utf-?16(?:-?[bl]e)?|(?:windows|cp)-?125[0-8]|iso-?8859-?\d{1,2}"
    r"|latin-?1|koi8-[ru]",
    re.IGNORECASE,
)
_DECLARED: Final = re.compile(rb"""\A\s*<\?xml[^>]{0,200}?encoding\s*=\s*["']([^"']{1,40})["']""")
_DECLARATION: Final = re.compile(r"\A\s*<\?xml[^>]*\?>")
_CYRILLIC: Final = frozenset({"uk", "ru", "be", "bg"})


class FeedText(Struct, frozen=True):
    """A feed that may be parsed."""

    text: str
    """Without XML declaration and document type."""
    warnings: tuple[str, ...]
    left_out: tuple[str, ...]
    """What was cut off it, as it holds too many items."""


def feed_text(content: bytes, *, language: str, where: str) -> FeedText:
    """Decode a feed and refuse what would harm its parser.

    Args:
        content: the body as it came, decompressed.
        language: of the feed; says which encoding is meant where none is declared.
        where: what the feed is called in errors.

    Raises:
        InputError: empty, too large, no markup, in an encoding that is not used for feeds, too
            deep, or with entities that reach outside or grow.
    """
    if len(content) > MOST_BYTES:
        raise unusable(f"the feed is larger than {MOST_BYTES // 1_000_000} MB", where)
    text, warnings = _decoded(content, language, where)
    if "<" not in text:
        raise unusable("the answer is empty or not a feed", where)
    text, left_out = bounded_items(_DECLARATION.sub("", text, count=1))
    text = mended(without_doctype(text, where))
    if len(text) > MOST_BYTES:
        raise unusable("too much of it is broken", where)
    refuse_harmful_shape(text, where)
    return FeedText(text, warnings, left_out)


def _decoded(content: bytes, language: str, where: str) -> tuple[str, tuple[str, ...]]:
    declared = _DECLARED.match(content)
    name = declared[1].decode("ascii", "replace") if declared else ""
    if name and not _FAMILIES.fullmatch(name):
        raise unusable(f"the encoding “{name}” is not used for feeds", where)
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        name = "utf-16"
    elif not name or content.startswith(codecs.BOM_UTF8) or name.lower().startswith("utf"):
        # UTF-16 whose declaration can be read byte by byte is none.
        name = "utf-8-sig"
    try:
        return content.decode(name), ()
    except LookupError:
        raise unusable(f"the encoding “{name}” is not known", where) from None
    except UnicodeDecodeError:
        pass
    if declared is None and name == "utf-8-sig":
        name = "windows-1251" if language in _CYRILLIC else "windows-1252"
        warning = f"its encoding is not declared and not UTF-8: read as {name}"
    else:
        warning = f"some bytes are not {name.removesuffix('-sig')}: shown as �"
    return content.decode(name, errors="replace"), (warning,)
