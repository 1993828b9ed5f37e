"""Waiting for what a test expects, never for time to pass."""

from collections.abc import Callable
from typing import Any

from textual.pilot import Pilot

TURNS = 600


async def until(pilot: Pilot[Any], holds: Callable[[], object], what: str) -> None:
    """Let the app work until a condition holds.

    Args:
        pilot: drives the app.
        holds: asked after each turn; an exception counts as "not yet".
        what: said when it never held.
    """
    last: Exception | None = None
    for _ in range(TURNS):
        await pilot.pause(0.01)
        try:
            if holds():
                return
            last = None
        except Exception as error:  # noqa: BLE001 - a widget that is not there yet is "not yet"
            last = error
    raise AssertionError(f"never happened: {what}") from last
