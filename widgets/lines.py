"""Lines of styled text before they reach the screen: measuring, clipping, wrapping, joining.

A line is a run of spans, a span is a text and its role. Text is plain from end to end: nothing here
reads markup, so that outside text shows as it is written. Widths are terminal cells.
"""

from collections.abc import Callable, Iterable
from itertools import islice
from typing import TypeAlias

from rich.cells import cell_len, chop_cells, set_cell_size
from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

from widgets.theme import Role

Span: TypeAlias = tuple[str, Role]
Line: TypeAlias = tuple[Span, ...]

BLANK: Line = ()


def clip(text: str, width: int, ellipsis: str) -> str:
    """The text if it fits, else its beginning and the ellipsis; never wider than `width`."""
    if cell_len(text) <= width:
        return text
    room = width - cell_len(ellipsis)
    if room < 0:
        return set_cell_size(ellipsis, max(0, width))
    return set_cell_size(text, room).rstrip() + ellipsis


def column(text: str, width: int, ellipsis: str, *, right: bool = False) -> str:
    """The text in exactly `width` cells, clipped or filled with blanks."""
    clipped = clip(text, width, ellipsis)
    blanks = " " * (width - cell_len(clipped))
    return blanks + clipped if right else clipped + blanks


def wrap(text: str, width: int, *, limit: int, ellipsis: str) -> tuple[str, ...]:
    """Break a text at blanks into at most `limit` pieces, none wider than `width`.

    A word that is wider than a line is cut. What did not fit is replaced by the ellipsis.
    """
    pieces = tuple(islice(_pieces(text, max(1, width)), limit + 1))
    if len(pieces) <= limit:
        return pieces
    last = clip(pieces[limit - 1] + ellipsis, width, ellipsis)
    return (*pieces[: limit - 1], last)


def _pieces(text: str, width: int) -> Iterable[str]:
    for paragraph in text.splitlines():
        piece = ""
        for word in paragraph.split():
            longer = f"{piece} {word}" if piece else word
            if cell_len(longer) <= width:
                piece = longer
                continue
            if piece:
                yield piece
            *whole, piece = chop_cells(word, width) or [""]
            yield from whole
        if piece:
            yield piece


def line_width(line: Line) -> int:
    """Width of a line in cells."""
    return sum(cell_len(text) for text, _ in line)


def joined(parts: Iterable[Span], separator: str) -> Line:
    """The non-empty parts with a muted separator between them."""
    spans: list[Span] = []
    for part in parts:
        if not part[0]:
            continue
        if spans:
            spans.append((separator, Role.MUTED))
        spans.append(part)
    return tuple(spans)


def fitted(line: Line, width: int, ellipsis: str) -> Line:
    """The line in at most `width` cells, clipped in the span that overflows."""
    if line_width(line) <= width:
        return line
    kept: list[Span] = []
    room = width
    for text, role in line:
        if cell_len(text) >= room:
            kept.append((clip(text + ellipsis, room, ellipsis), role))
            break
        kept.append((text, role))
        room -= cell_len(text)
    return tuple(kept)


def between(left: Line, right: Line, width: int, ellipsis: str) -> Line:
    """`left` and `right` at the two ends of a line; `left` gives way where both do not fit."""
    room = width - line_width(right)
    if room < 2:
        return fitted(left, width, ellipsis)
    start = fitted(left, room - 1, ellipsis)
    gap = " " * (room - line_width(start))
    return (*start, (gap, Role.TEXT), *right)


def strip_of(line: Line, width: int, style_of: Callable[[Role], Style]) -> Strip:
    """The line as Textual draws it, exactly `width` cells."""
    filled = fitted(line, width, "")
    blanks = " " * (width - line_width(filled))
    styled = ((text, style_of(role)) for text, role in (*filled, (blanks, Role.TEXT)))
    return Strip([Segment(text, style) for text, style in _merged(styled)], width)


def _merged(pieces: Iterable[tuple[str, Style]]) -> list[tuple[str, Style]]:
    """The same line in as few pieces as possible: each one costs some 30 bytes on the wire.

    Blanks have no colour of their own, so they join whatever stands before them, and at the start
    of a line what comes after them; unless that is in reverse, where blanks can be seen.
    """
    merged: list[tuple[str, Style]] = []
    for text, style in pieces:
        if not text:
            continue
        before, style_before = merged[-1] if merged else ("", style)
        if style_before == style or not (text.strip(" ") or style_before.reverse):
            merged[-1:] = [(before + text, style_before)]
        elif not (before.strip(" ") or style.reverse):
            merged[-1:] = [(before + text, style)]
        else:
            merged.append((text, style))
    return merged
