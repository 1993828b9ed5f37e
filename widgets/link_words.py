"""What the top line says of a store that lives elsewhere."""

from datetime import datetime

from situation.link import LinkPhase, LinkState
from situation.periods import format_minute
from widgets.glyphs import Glyphs, Mark
from widgets.lines import Line
from widgets.theme import Role

_PASSING = frozenset({LinkPhase.CONNECTING, LinkPhase.CATCHING_UP})
"""Phases that end by themselves in a moment."""


def broken_link(link: LinkState | None, glyphs: Glyphs) -> tuple[Line, ...]:
    """That the screen may lack what the server has, said ever shorter; empty if it does not."""
    if link is None or link.is_live:
        return ()
    if link.phase in _PASSING:
        return (((link.short, Role.STALE),),)
    word = link.phase.upper()
    return tuple(
        ((f" {glyphs[Mark.NOT_LIVE]} {words} ", Role.ALERT),) for words in (link.short, word)
    )


def store_words(link: LinkState | None) -> tuple[str, ...]:
    """What to call the store and what to know of it, said ever shorter; safe to show."""
    if link is None:
        return ("local store",)
    copied = "" if link.is_live else _copied(link.as_of)
    doubts = (link.notice, "" if link.is_encrypted else "not encrypted")
    why = "" if link.is_live else link.why
    said = ("; ".join(filter(None, words)) for words in ((why, copied, *doubts), (copied, *doubts)))
    full, short = (f"server: {words}" if words else "server" for words in said)
    whole = "store replaced" if link.notice else "server"
    return full, short, f"server: {copied}" if copied else whole


def _copied(as_of: datetime | None) -> str:
    return f"copy of {format_minute(as_of)}" if as_of else "nothing here yet"
