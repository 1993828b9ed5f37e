"""Outside text inside Markdown: shown as it is written, never a link, an image or a heading."""

import re
from collections.abc import Iterable, Sequence
from typing import Final
from urllib.parse import urlsplit

# Whatever CommonMark or its usual extensions give a meaning within a line. A colon before slashes,
# an @ and a dot behind "www" would become links by themselves.
_MEANINGFUL: Final = re.compile(r"[\\`*_\[\]<>|~#!&@$]|:(?=//)|(?<=www)\.", re.IGNORECASE)
_STARTS_BLOCK: Final = re.compile(r"^([-+=]|\d+(?=[.)]))")
_LINK_SCHEMES: Final = frozenset({"http", "https"})
_UNFIT_FOR_LINK: Final = re.compile(r"[\s<>\\]")


def markdown(text: str) -> str:
    """One line of text that reads in Markdown as it stands."""
    line = " ".join(text.split())
    line = _MEANINGFUL.sub(lambda match: f"\\{match.group()}", line)
    block = _STARTS_BLOCK.match(line)
    if block is None:
        return line
    # A number is no list without the mark behind it: that is what is escaped.
    end = block.end() if block.group().isdigit() else 0
    return f"{line[:end]}\\{line[end:]}"


def markdown_link(url: str) -> str:
    """A web address as a link; anything else as text."""
    try:
        fits = urlsplit(url).scheme in _LINK_SCHEMES and not _UNFIT_FOR_LINK.search(url)
    except ValueError:
        fits = False
    return f"<{url}>" if fits else markdown(url)


def markdown_table(titles: Sequence[str], rows: Iterable[Sequence[str]]) -> list[str]:
    """A table; cells and titles are escaped here."""
    lines = [list(titles), *(list(row) for row in rows)]
    drawn = [f"| {' | '.join(markdown(cell) for cell in line)} |" for line in lines]
    return [drawn[0], "|" + "---|" * len(titles), *drawn[1:]]
