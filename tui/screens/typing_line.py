"""Lines at the foot of the feed in which a reader types: a search, or the name of a view."""

from tui.screens.filter_line import FilterLine


class SearchLine(FilterLine):
    """Takes a search; the list follows after a short pause.

    Args:
        line: what it begins with.
    """

    def __init__(self, line: str) -> None:
        super().__init__(line)
        self.placeholder = "words, “phrases”, OR, NOT, place: source: side: kind: since: …"


class FileLine(FilterLine):
    """Takes the name of the file that the view is written to."""

    def __init__(self) -> None:
        super().__init__("")
        self.placeholder = "write this view to the file … .csv .jsonl .md .json .geojson"


class NameLine(FilterLine):
    """Takes the name that the search is saved under."""

    def __init__(self) -> None:
        super().__init__("")
        self.placeholder = "save this view under the name"
