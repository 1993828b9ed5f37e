"""The line in which a reader types what the cities must match."""

from tui.screens.entry import Entry


class FilterLine(Entry):
    """Takes words; the list follows each key.

    Args:
        words: what it begins with.
    """

    DEFAULT_CSS = "FilterLine, FilterLine:focus { height: 1; border: none; padding: 0 1; }"

    def __init__(self, words: str) -> None:
        super().__init__(words, placeholder="city or region, in any language", compact=True)
