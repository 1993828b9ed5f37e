"""HTML from outside → plain text with line breaks; nothing of it is ever rendered.

Tags are found by one pass over the text: Python's own HTML parser takes minutes for 100 kB of tags
that do not end.
"""

import html
import re
from typing import Final

from situation.text import BODY_LIMIT, clean

MOST_CHARACTERS: Final = 100_000
"""Of one item's HTML; what stands behind it is not looked at."""

_BREAKS: Final = frozenset(
    {"address", "article", "blockquote", "br", "dd", "div", "dt", "figure", "h1", "h2", "h3"}
    | {"h4", "h5", "h6", "hr", "li", "ol", "p", "pre", "section", "table", "tr", "ul"}
)
_SILENT: Final = frozenset({"iframe", "noscript", "script", "style", "template"})
_TAG: Final = re.compile(
    r"""<(/?)([A-Za-z][\w:-]*)(?:(?:[^<>"']|"[^"<]*"|'[^'<]*')*|[^<>]*)>|<[!?][^<>]*>"""
)


def html_text(markup: str, limit: int = BODY_LIMIT, *, lines: bool = False) -> str:
    """The words of a piece of HTML, or of a plain text with character references.

    Args:
        markup: the HTML; what is not a tag stays as it is.
        limit: the most characters that come out.
        lines: keep line breaks; otherwise they become spaces.

    Returns:
        Clean text without tags, comments, scripts and styles; blocks and `<br>` begin new lines.
    """
    words = html.unescape(_without_tags(_without_comments(markup[:MOST_CHARACTERS])))
    if lines:
        whole = (" ".join(line.split()) for line in words.splitlines())
        words = "\n".join(line for line in whole if line)
    return clean(words, limit, lines=lines)


def _without_comments(markup: str) -> str:
    first, *others = markup.split("<!--")
    return first + "".join(other.partition("-->")[2] for other in others)


def _without_tags(markup: str) -> str:
    pieces: list[str] = []
    silent_in = ""
    at = 0
    for tag in _TAG.finditer(markup):
        if not silent_in:
            pieces.append(markup[at : tag.start()])
        at = tag.end()
        is_end, name = tag[1] == "/", (tag[2] or "").lower()
        if name in _BREAKS:
            pieces.append("\n")
        if is_end and name == silent_in:
            silent_in = ""
        elif not is_end and name in _SILENT and not silent_in:
            silent_in = name
    if not silent_in:
        pieces.append(markup[at:])
    return "".join(pieces)
