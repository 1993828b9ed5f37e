"""The line at the top: which situation, seen from when, how fresh, what has changed."""

from collections.abc import Iterator
from datetime import datetime
from typing import Final

from msgspec import Struct

from situation.link import LinkState
from situation.periods import Viewpoint, end_of_day, format_day, format_viewpoint
from situation.views import Snapshot, VisitChanges
from widgets.figures import counted, long_age
from widgets.glyphs import UNICODE, Glyphs, Mark
from widgets.lines import Line, Span, fitted, joined, line_width
from widgets.link_words import broken_link, store_words
from widgets.painted import Lines
from widgets.theme import Role

_GAP: Final = "  "
_LEAST_CUT: Final = 14
"""Cells that the beginning of a notice needs to say anything."""


class _Part(Struct, frozen=True, kw_only=True):
    """A part of the line; where there is no room, those with the lowest `rank` stay."""

    rank: int
    forms: tuple[Line, ...]
    """The same said ever shorter; without any, the part is not there."""
    may_be_cut: bool = False
    """Its beginning is better than nothing."""


class StatusLine(Lines):
    """One line. Whatever is left out where it is narrow, that the view is not live never is."""

    DEFAULT_CSS = "StatusLine { height: 1; }"

    def __init__(self, *, glyphs: Glyphs = UNICODE) -> None:
        super().__init__(self._draw_line)
        self.glyphs = glyphs
        self._parts: tuple[_Part, ...] = (
            _one(0, f"sitmon{_GAP}opening{glyphs.ellipsis}", Role.MUTED),
        )

    def show_failure(self, why: str) -> None:
        """Say that nothing could be read yet, and why."""
        failed = f"sitmon{_GAP}{self.glyphs[Mark.DISPUTED]} opening failed"
        self._parts = (
            _one(0, failed, Role.WARN),
            _one(1, why, Role.WARN, may_be_cut=True),
        )
        self.redraw()

    def show(
        self,
        snapshot: Snapshot,
        *,
        now: datetime,
        store_link: LinkState | None = None,
        notice: str = "",
    ) -> None:
        """Show the state of a snapshot.

        Args:
            snapshot: what is on the screen.
            now: the clock, for the age of the data.
            store_link: how a store that lives elsewhere is connected; None: the store is here.
            notice: what the reader must know now, such as a refresh that failed.
        """
        said_at = snapshot.info.said_at
        # When something was last recorded says nothing: an attempt that failed is recorded, too.
        fresh = f"data {long_age(said_at, now)}" if said_at else "empty"
        visit = _visit(snapshot.visit)
        self._parts = (
            _one(8, "sitmon", Role.STRONG),
            _one(6, snapshot.title, Role.STRONG),
            *self._times(snapshot, store_link),
            _one(9, "" if snapshot.viewpoint.known_at else "known now", Role.MUTED),
            _Part(
                rank=5,
                forms=tuple(
                    ((f"{words}, {fresh}", Role.MUTED),) for words in store_words(store_link)
                ),
            ),
            _Part(rank=7, forms=(visit,) if visit else ()),
            self._alert(4, snapshot.disputed, "disputed"),
            self._alert(3, snapshot.failing, "failing"),
            _one(2, notice, Role.WARN, may_be_cut=True),
        )
        self.redraw()

    def _times(self, snapshot: Snapshot, link: LinkState | None) -> tuple[_Part, ...]:
        """The two times, which stand or fall together: neither may be taken for the other.

        Nothing is live while the link is broken; that is told beside a time that was chosen, too.
        """
        viewpoint, broken = snapshot.viewpoint, broken_link(link, self.glyphs)
        if snapshot.live:
            # The day alone: a minute that moves would be sent for ever and say nothing.
            day = f"{viewpoint.valid_at:%a} {format_day(viewpoint.valid_at)}"
            dot: Line = ((f"{self.glyphs[Mark.LIVE]} live", Role.HEADING),)
            state = broken or (dot,)
            dated: Line = ((f"as of {day}{_GAP}", Role.TEXT), *state[0])
            return (_Part(rank=0, forms=(dated, *state)),)
        alarm: Span = (f" {self.glyphs[Mark.NOT_LIVE]} NOT LIVE ", Role.ALERT)
        forms = tuple(
            (
                alarm,
                (f" {valid}", Role.STALE),
                (f"{_GAP}known {known}" if known else "", Role.STALE),
            )
            for valid, known in _said_shorter(viewpoint)
        )
        return _Part(rank=0, forms=forms), _Part(rank=1, forms=broken)

    def _alert(self, rank: int, count: int, word: str) -> _Part:
        words = f"{self.glyphs[Mark.DISPUTED]} {count} {word}" if count else ""
        return _one(rank, words, Role.WARN)

    def _draw_line(self, width: int) -> tuple[Line, ...]:
        ellipsis, room = self.glyphs.ellipsis, width
        kept: dict[int, Line] = {}
        for part in sorted(self._parts, key=lambda part: part.rank):
            line = _fitting(part, room - len(_GAP), ellipsis)
            if line or (part.forms and not kept):
                kept[part.rank] = line or part.forms[-1]
                room -= len(_GAP) + line_width(kept[part.rank])
        in_order = [kept[part.rank] for part in self._parts if part.rank in kept]
        return (fitted(_put_together(in_order), width, ellipsis),)


def _one(rank: int, words: str, role: Role, *, may_be_cut: bool = False) -> _Part:
    forms: tuple[Line, ...] = (((words, role),),) if words else ()
    return _Part(rank=rank, forms=forms, may_be_cut=may_be_cut)


def _fitting(part: _Part, room: int, ellipsis: str) -> Line:
    """The longest form that has room, or its beginning where that helps; else nothing."""
    for form in part.forms:
        if line_width(form) <= room:
            return form
    may_cut = part.may_be_cut and part.forms and room >= _LEAST_CUT
    return fitted(part.forms[-1], room, ellipsis) if may_cut else ()


def _said_shorter(viewpoint: Viewpoint) -> Iterator[tuple[str, str]]:
    """As of when and, where that was chosen, as known when: ever shorter."""
    valid, known = viewpoint.valid_at, viewpoint.known_at
    day = format_day(valid)
    if known is None:
        yield from ((f"as of {format_viewpoint(valid)}", ""), (f"as of {day}", ""), (day, ""))
        return
    clock = "" if known == end_of_day(known.date()) else f" {known:%H:%M}"
    shortest = f"{known.day} {known:%b}{clock}"
    yield f"as of {format_viewpoint(valid)}", format_viewpoint(known)
    yield f"as of {day}", f"{format_day(known)}{clock}"
    yield day, f"{format_day(known)}{clock}"
    yield f"{valid.day} {valid:%b}", shortest


def _put_together(parts: list[Line]) -> Line:
    spans: list[Span] = [(" ", Role.TEXT)]
    for place, part in enumerate(parts):
        if place:
            spans.append((_GAP, Role.TEXT))
        spans.extend(part)
    return tuple(spans)


def _visit(visit: VisitChanges) -> Line:
    """What came since the last visit; nothing on the first."""
    if visit.since is None:
        return ()
    changes = joined(
        tuple(
            (counted(number, noun), Role.TEXT)
            for number, noun in (
                (visit.places_changed, "place changed"),
                (visit.claims, "claim"),
                (visit.disputes, "dispute"),
            )
            if number
        ),
        ", ",
    )
    return (("since last visit: ", Role.MUTED), *(changes or (("nothing new", Role.MUTED),)))
