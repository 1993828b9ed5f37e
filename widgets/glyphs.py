"""Every mark that sitmon draws, its ASCII twin and what it means: one table for panes and help."""

from enum import Enum
from itertools import pairwise
from typing import Final

from msgspec import Struct

from situation.marks import ASCII_TWINS
from situation.marks import MARKS as STATUS_MARKS
from situation.model import Party
from situation.vocabulary import Comparator, ControlStatus
from widgets.theme import Role


class Mark(Enum):
    """A mark: how it is drawn, how it is drawn in ASCII, what it means."""

    DENIED = ("×", "x", "denied: said not to be so")
    DISPUTED = ("!", "!", "disputed: independent sources differ, or nobody has checked it")
    STALE = ("~", "~", "stale: older than its source's period")
    NEW = ("•", "*", "new since the last visit")
    LIVE = ("●", "*", "live: follows the clock and the store")
    NOT_LIVE = ("■", "#", "not live: shows another moment than now")
    NOTHING = ("·", ".", "no change, or nothing occupied")
    NOT_MEASURED = ("–", "-", "not measured")

    CURSOR = ("▌", ">", "the line that keys act on")
    CURSOR_AWAY = ("▏", "|", "the chosen line of a pane without the focus")
    FOCUS = ("▸", ">", "the pane that keys act on")
    THUMB = ("┃", "#", "what part of a list is shown")
    TRACK = (" ", " ", "the rest of a list")
    PART = ("└", "`", "a part of the place above")
    CHANGE = ("Δ", "+", "change over")
    SEPARATOR = ("·", "-", "between things said of one subject")
    ELLIPSIS = ("…", "..", "text was cut here")
    ADVICE = ("→", "->", "what to do")
    QUOTE_OPEN = ("“", '"', "the source's own words begin")
    QUOTE_CLOSE = ("”", '"', "the source's own words end")
    DASH = ("–", "-", "from, to")

    ABOUT = ("~", "~", "about")
    BELOW = ("<", "<", "below")
    ABOVE = (">", ">", "above")
    AT_MOST = ("≤", "<=", "at most")
    AT_LEAST = ("≥", ">=", "at least")
    JUST_BELOW = ("≲", "~<", "nearly")
    JUST_ABOVE = ("≳", "~>", "a little over")

    SEVERAL = ("↕", "&", "two or more new states within one cell of the timeline; the last counts")
    TURNS = ("↻", "<>", "turned back and forth: how many turns in all")
    TICK = ("│", "|", "a claim was said")
    TICKS = ("┿", "+", "several claims were said")
    CURSOR_DAY = ("▼", "v", "the day under the timeline's cursor")
    DATE = ("╷", "'", "where a date of the timeline begins")


TREND_BARS: Final = ("▁▂▃▄▅▆▇█", "12345678")
"""Eighths of a share, drawn and in ASCII; `Mark.NOTHING` is 0 and a blank is not measured."""

_COMPARATORS: Final[dict[Comparator, Mark]] = {
    Comparator.BELOW: Mark.BELOW,
    Comparator.ABOVE: Mark.ABOVE,
    Comparator.ABOUT: Mark.ABOUT,
    Comparator.AT_MOST: Mark.AT_MOST,
    Comparator.AT_LEAST: Mark.AT_LEAST,
    Comparator.JUST_BELOW: Mark.JUST_BELOW,
    Comparator.JUST_ABOVE: Mark.JUST_ABOVE,
}

_STATUS_ROLES: Final = {
    ControlStatus.OCCUPIED: Role.OCCUPIED,
    ControlStatus.HELD: Role.HELD,
    ControlStatus.CONTESTED: Role.CONTESTED,
    ControlStatus.INFILTRATED: Role.INFILTRATED,
    ControlStatus.ENCIRCLED: Role.ENCIRCLED,
    ControlStatus.CUT_OFF: Role.ENCIRCLED,
    ControlStatus.NOT_HELD: Role.TEXT,
    ControlStatus.OUTSIDE: Role.OUTSIDE,
    ControlStatus.UNKNOWN: Role.UNKNOWN,
}
_PARTY_ROLES: Final = {"orange": Role.OCCUPIED, "blue": Role.HELD}


class StatusMark(Struct, frozen=True):
    """How a control status is shown: glyph and letter, words, and the role for its colour."""

    text: str
    words: str
    role: Role


class Glyphs(Struct, frozen=True, kw_only=True):
    """The marks as one terminal can show them, and the parties whose letters they carry."""

    plain: bool = False
    """ASCII only."""
    parties: tuple[Party, ...] = ()

    def __getitem__(self, mark: Mark) -> str:
        drawn, plain, _ = mark.value
        return plain if self.plain else drawn

    @property
    def ellipsis(self) -> str:
        """What stands where text was cut."""
        return self[Mark.ELLIPSIS]

    @property
    def separator(self) -> str:
        """What stands between two things said of one subject, with its blanks."""
        return f" {self[Mark.SEPARATOR]} "

    def comparator(self, comparator: Comparator) -> str:
        """The sign before a figure; empty for "exactly" and for a range."""
        mark = _COMPARATORS.get(comparator)
        return self[mark] if mark else ""

    def status(
        self, status: ControlStatus, holder: str | None = None, *, denied: bool = False
    ) -> StatusMark:
        """The mark of a status.

        Args:
            status: what is said of the place.
            holder: id of the party that occupies or holds it; where no such party is known, the
                first letter of the id stands for it.
            denied: it is said that the place is not so.
        """
        if denied:
            asserted = self.status(status, holder)
            letter = asserted.text[-1]
            return StatusMark(self[Mark.DENIED] + letter, f"not {asserted.words}", Role.TEXT)
        mark, role = STATUS_MARKS[status], _STATUS_ROLES[status]
        glyph = mark.ascii if self.plain else mark.glyph
        if mark.letter:
            letter = mark.letter.translate(ASCII_TWINS) if self.plain else mark.letter
            return StatusMark(glyph + letter, mark.meaning, role)
        party = next((party for party in self.parties if party.id == holder), None)
        if party is not None:
            role = _PARTY_ROLES.get(party.colour, role)
            return StatusMark(glyph + party.letter, f"{mark.meaning} by {party.name}", role)
        return StatusMark(glyph + (holder or "?")[0].upper(), mark.meaning, role)

    def trend(self, shares: tuple[float | None, ...], width: int) -> str:
        """A sparkline of shares from 0 to 1 in `width` cells, the newest last."""
        bars = TREND_BARS[1 if self.plain else 0]
        return "".join(self._bar(share, bars) for share in _resampled(shares, width))

    def _bar(self, share: float | None, bars: str) -> str:
        if share is None:
            return " "
        if share <= 0:
            return self[Mark.NOTHING]
        return bars[min(int(share * len(bars)), len(bars) - 1)]


def _resampled(shares: tuple[float | None, ...], width: int) -> tuple[float | None, ...]:
    """`width` values: each the last one measured in its stretch of time."""
    if not shares:
        return (None,) * width
    edges = [step * len(shares) // width for step in range(width + 1)]
    stretches = [shares[first : max(last, first + 1)] for first, last in pairwise(edges)]
    return tuple(
        next((share for share in reversed(stretch) if share is not None), None)
        for stretch in stretches
    )


UNICODE: Final = Glyphs()
ASCII: Final = Glyphs(plain=True)


def legend(glyphs: Glyphs) -> tuple[tuple[str, str], ...]:
    """Every mark with its meaning, for the help screen."""
    statuses = tuple((glyphs.status(s).text, mark.meaning) for s, mark in STATUS_MARKS.items())
    marks = tuple((glyphs[mark], mark.value[2]) for mark in Mark if glyphs[mark].strip())
    bars = TREND_BARS[1 if glyphs.plain else 0]
    return (*statuses, *marks, (bars, "occupied share, in eighths"))
