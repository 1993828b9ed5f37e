"""Partial updates that send only the cells that were refreshed.

Textual 8 sends a refreshed stretch of a line from the left edge of its widget: on a map that is up
to a whole line for one cell. `ChopsUpdate.render_segments` is where a partial update becomes bytes.
"""

from typing import Final

from rich.console import Console
from rich.control import Control
from textual._compositor import ChopsUpdate

HOOK: Final = "render_segments"
"""The method of `ChopsUpdate` that this takes the place of."""


def install_exact_updates() -> None:
    """Send only what was refreshed, in everything that this process draws; may be called again."""
    setattr(ChopsUpdate, HOOK, _only_refreshed)


def _only_refreshed(update: ChopsUpdate, console: Console) -> str:
    sent: list[str] = []
    for y, first, end in update.spans:
        pieces = zip(update.chop_ends[y], update.chops[y].items(), strict=False)
        for strip_end, (start, strip) in pieces:
            left, right = max(start, first), min(strip_end, end)
            if strip is None or left >= right:
                continue
            if len(strip.text) != strip.cell_length:
                # Half of a wide character cannot be sent.
                left, right = start, strip_end
            sent.append(Control.move_to(left, y).segment.text)
            sent.append(strip.crop(left - start, right - start).render(console))
    return "".join(sent)
