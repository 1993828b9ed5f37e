"""The garbage collector while the monitor runs."""

import gc


def spare_the_collector() -> None:
    """Begin to collect again after the start, and spare what the start has made."""
    gc.enable()
    # What start-up made lives as long as the program: looking through it again and again is what
    # makes single key presses slow.
    gc.freeze()
    gc.set_threshold(50_000, 20, 100)
