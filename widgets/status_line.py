"""The line at the top: which situation, seen from when, how fresh, what has changed."""

from datetime import datetime
from typing import Final

from msgspec import Struct

from situation.periods import format_viewpoint
from situation.views import Snapshot, VisitChanges
from widgets.figures import counted, long_age
from widgets.glyphs import UNICODE, Glyphs, Mark
from widgets.lines import Line, Span, fitted, joined, line_width
from widgets.painted import Lines
from widgets.theme import Role

_GAP: Final = "  "


class _Part(Struct, frozen=True, kw_only=True):
    """A part of the line; where there is no room, those with the lowest `rank` stay."""

    rank: int
    spans: Line


class StatusLine(Lines):
    """One line. Whatever is left out where it is narrow, that the view is not live never is."""

    DEFAULT_CSS = "StatusLine { height: 1; }"

    def __init__(self, *, glyphs: Glyphs = UNICODE) -> None:
        super().__init__(self._draw_line)
        self.glyphs = glyphs
        self._parts: tuple[_Part, ...] = (
            _Part(rank=0, spans=((f"sitmon{_GAP}opening{glyphs.ellipsis}", Role.MUTED),)),
        )

    def show(
        self, snapshot: Snapshot, *, now: datetime, store_label: str, notice: str = ""
    ) -> None:
        """Show the state of a snapshot.

        Args:
            snapshot: what is on the screen.
            now: the clock, for the age of the data.
            store_label: what to call the store, safe to show.
            notice: what the reader must know now, such as a refresh that failed.
        """
        self._parts = (
            _Part(rank=7, spans=(("sitmon", Role.STRONG),)),
            _Part(rank=5, spans=((snapshot.title, Role.STRONG),)),
            *self._liveness(snapshot, now, store_label),
            _Part(rank=6, spans=_visit(snapshot.visit)),
            _Part(rank=3, spans=self._disputed(snapshot)),
            _Part(rank=2, spans=((notice, Role.WARN),) if notice else ()),
        )
        self.redraw()

    def _liveness(self, snapshot: Snapshot, now: datetime, store_label: str) -> tuple[_Part, ...]:
        viewpoint, recorded_at = snapshot.viewpoint, snapshot.info.recorded_at
        as_of = f"as of {format_viewpoint(viewpoint.valid_at)}"
        fresh = long_age(recorded_at, now) if recorded_at else "empty"
        store: tuple[_Part, ...] = (
            _Part(rank=4, spans=((f"{store_label}, {fresh}", Role.MUTED),)),
        )
        known: _Part = _Part(rank=8, spans=(("known now", Role.MUTED),))
        if viewpoint.known_at is not None:
            words = f"known {format_viewpoint(viewpoint.known_at)}"
            known = _Part(rank=1, spans=((words, Role.STALE),))
        if snapshot.live:
            dot = _Part(rank=0, spans=((f"{self.glyphs[Mark.LIVE]} live", Role.HEADING),))
            return (_Part(rank=1, spans=((as_of, Role.TEXT),)), known, dot, *store)
        alarm: Span = (f" {self.glyphs[Mark.NOT_LIVE]} NOT LIVE ", Role.ALERT)
        return (_Part(rank=0, spans=(alarm, (f" {as_of}", Role.STALE))), known, *store)

    def _disputed(self, snapshot: Snapshot) -> Line:
        if not snapshot.disputed:
            return ()
        return ((f"{self.glyphs[Mark.DISPUTED]} {snapshot.disputed} disputed", Role.WARN),)

    def _draw_line(self, width: int) -> tuple[Line, ...]:
        room = width
        kept: list[_Part] = []
        for part in sorted(self._parts, key=lambda part: part.rank):
            needed = len(_GAP) + line_width(part.spans)
            if part.spans and (needed <= room or not kept):
                kept.append(part)
                room -= needed
        in_order = [part for part in self._parts if part in kept]
        return (fitted(_put_together(in_order), width, self.glyphs.ellipsis),)


def _put_together(parts: list[_Part]) -> Line:
    spans: list[Span] = [(" ", Role.TEXT)]
    for place, part in enumerate(parts):
        if place:
            spans.append((_GAP, Role.TEXT))
        spans.extend(part.spans)
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
