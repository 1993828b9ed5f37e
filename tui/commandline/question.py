"""What a reading command is given and what it gives back."""

from collections.abc import Mapping

from msgspec import Struct

from situation.opening import Opened
from situation.periods import Clock, Viewpoint
from situation.reports.jsontext import Json
from situation.store.base import Store
from tui.commandline.arguments import Options


class Question(Struct, frozen=True, kw_only=True):
    """What is asked, whom and from where."""

    options: Options
    opened: Opened
    viewpoint: Viewpoint
    live: bool
    """The viewpoint is the present."""
    clock: Clock

    @property
    def store(self) -> Store:
        """The store that is asked."""
        return self.opened.store


class Answer(Struct, frozen=True, kw_only=True):
    """What is to be printed."""

    lines: list[str]
    json: Mapping[str, Json]
    legend: tuple[str, ...] = ()
    """Explains the lines; goes to standard error."""
    notes: tuple[str, ...] = ()
    """Said on standard error whatever the format."""
