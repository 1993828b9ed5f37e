"""The last layer against hostile text: what a line may carry to the terminal.

`text.clean` is the gate; this stands behind it for what slipped past, be it a forgotten call or a
widget that we did not write. Every line that Textual draws is a `Strip`, and `Strip.render` is
where one becomes bytes. The characters dropped here have width 0 for Textual, so no column moves.
"""

import re
from typing import Final

from rich.console import Console
from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

HOOK: Final = "render"
"""The method of `Strip` that the guard takes the place of."""

_CONTROLS: Final = re.compile(
    "[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]"
)
_SAFE_LINK: Final = re.compile(r"https?://[!-~]{1,2000}\Z")
_render_unguarded: Final = Strip.render


def install_render_guard() -> None:
    """Put the guard in front of everything that this process draws; may be called again."""
    setattr(Strip, HOOK, _render_guarded)


def _render_guarded(strip: Strip, console: Console) -> str:
    # A strip keeps what it was rendered to: only the first rendering has to be looked at, and a
    # scroll or a cursor movement redraws hundreds of strips that were seen before.
    if strip._render_cache is None and not _is_safe(strip):  # noqa: SLF001
        strip = Strip(map(_safe_segment, strip), strip.cell_length)
    return _render_unguarded(strip, console)


def _is_safe(strip: Strip) -> bool:
    for text, style, _ in strip:
        # `isprintable` is many times faster than the search and true of no character in question.
        if not text.isprintable() and _CONTROLS.search(text):
            return False
        if style is not None and style.link is not None and not _SAFE_LINK.match(style.link):
            return False
    return True


def _safe_segment(segment: Segment) -> Segment:
    return Segment(_CONTROLS.sub(_dropped, segment.text), _safe_style(segment.style))


def _dropped(match: re.Match[str]) -> str:
    # A lone surrogate is one cell wide, and the stream would write it as six characters.
    return "\ufffd" if match.group() >= "\ud800" else ""


def _safe_style(style: Style | None) -> Style | None:
    if style is None or style.link is None or _SAFE_LINK.match(style.link):
        return style
    return style.update_link(None)
