"""The mark of a status in plain text: glyph and letter, so that colour is never needed."""

from collections.abc import Mapping
from typing import Final

from msgspec import Struct

from situation.vocabulary import ControlStatus


class Mark(Struct, frozen=True):
    """How a status is drawn. `letter` is empty where the holder's letter stands there."""

    glyph: str
    ascii: str
    letter: str
    meaning: str


MARKS: Final[Mapping[ControlStatus, Mark]] = {
    ControlStatus.OCCUPIED: Mark("●", "*", "", "occupied"),
    ControlStatus.HELD: Mark("●", "*", "", "held"),
    ControlStatus.CONTESTED: Mark("◐", "%", "C", "contested"),
    ControlStatus.INFILTRATED: Mark("◌", ":", "I", "infiltrated"),
    ControlStatus.ENCIRCLED: Mark("◎", "@", "E", "encircled"),
    ControlStatus.CUT_OFF: Mark("◍", "#", "X", "cut off"),
    ControlStatus.NOT_HELD: Mark("○", "o", "N", "not held"),
    ControlStatus.OUTSIDE: Mark("○", "o", "–", "outside this map's occupied area"),
    ControlStatus.UNKNOWN: Mark("·", ".", "?", "unknown"),
}
DENIED: Final = "×"
"""In place of the glyph where a source says that a place is *not* so."""
DISPUTED: Final = "!"
STALE: Final = "~"
NOT_MEASURED: Final = "–"

_PUNCTUATION: Final = {
    "–": "-", "—": "-", "−": "-", "·": ".", "…": "~", "“": '"', "”": '"', "„": '"', "’": "'",
    "‘": "'", "Δ": "d", "×": "x", "≤": "<", "≥": ">", "²": "2",
}  # fmt: skip
ASCII_TWINS: Final[Mapping[int, str]] = str.maketrans(
    _PUNCTUATION | {mark.glyph: mark.ascii for mark in MARKS.values()}
)
"""One character for one, so that columns stay aligned where UTF-8 cannot be written."""


def status_mark(
    status: ControlStatus,
    holder: str | None,
    letters: Mapping[str, str],
    *,
    denied: bool = False,
) -> str:
    """Glyph and letter, as in `●R`.

    Args:
        denied: it is said that the place is not so.
        status: what is said of the place.
        holder: id of the party that holds it; None: nobody is named, which reads `?`.
        letters: the letter of each party, by id; another holder shows the first of its id.
    """
    mark = MARKS[status]
    return (DENIED if denied else mark.glyph) + (
        mark.letter or letters.get(holder or "") or (holder or "?")[0].upper()
    )


def legend(letters: Mapping[str, str]) -> str:
    """The marks and their meaning on one line."""
    sides = ", ".join(f"{letter} {party}" for party, letter in sorted(letters.items()))
    fixed = "; ".join(f"{m.glyph}{m.letter} {m.meaning}" for m in MARKS.values() if m.letter)
    return (
        f"● occupied or held by the side whose letter follows ({sides}); {fixed}; "
        f"{DISPUTED} disputed; {STALE} stale; {NOT_MEASURED} not measured"
    )
