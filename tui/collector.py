"""The garbage collector while the monitor runs."""

import gc
from typing import Any, Final

from textual.app import App

_REST_SECONDS: Final = 1.0


def spare_the_collector() -> None:
    """Begin to collect again after the start, and spare what the start has made."""
    gc.enable()
    # What start-up made lives as long as the program: looking through it again and again is what
    # makes single key presses slow.
    gc.freeze()
    gc.set_threshold(50_000, 20, 100)


def collect_when_at_rest(app: App[Any]) -> None:
    """Free what a screen that was left had made, but not while the reader is pressing on.

    A screen is full of circles, and of itself the collector would come for them after hundreds.
    """
    app.set_timer(_REST_SECONDS, gc.collect)
