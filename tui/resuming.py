"""Back where the reader was: the filtered and sorted list, the city, the point in time."""

from situation.listing import Order
from situation.periods import Viewpoint
from situation.views import PlaceDetail, Snapshot
from tui.screens.monitor import MonitorScreen
from tui.visits import Left
from widgets.glyphs import Glyphs


class ShownList:
    """How the list of cities is shown; it outlives the screen that shows it."""

    def __init__(self) -> None:
        self.words = ""
        self.order = Order.DISTANCE


class ResumedMonitor(MonitorScreen):
    """The monitor, begun with a list as it was left; it notes how its own is shown.

    Args:
        focus_on: id of the place that the cursor starts on, where it is listed.
        glyphs: the marks to draw with.
        shown_list: where that is noted.
    """

    def __init__(self, focus_on: str, glyphs: Glyphs, shown_list: ShownList) -> None:
        super().__init__(focus_on, glyphs)
        self._words = shown_list.words
        self._order = shown_list.order
        self._shown_list = shown_list

    def _draw_list(self, snapshot: Snapshot) -> None:
        self._shown_list.words, self._shown_list.order = self._words, self._order
        super()._draw_list(snapshot)


def first_look(left: Left | None, opened_at: Viewpoint | None) -> Viewpoint | None:
    """Where to look from first; None: now, live.

    Args:
        left: where the reader left; None: nowhere.
        opened_at: where the situation is opened at.
    """
    if left is None:
        return opened_at
    return None if left.is_live else left.viewpoint or opened_at


def is_default_look(left: Left | None, opened_at: Viewpoint | None) -> bool:
    """Whether the first look is the one that the situation is opened at, chosen by nobody."""
    resumed = left is not None and (left.is_live or left.viewpoint is not None)
    return opened_at is not None and not resumed


def leaving(
    snapshot: Snapshot,
    detail: PlaceDetail | None,
    shown_list: ShownList,
    opened_at: Viewpoint | None,
) -> Left:
    """What to keep of what is on the screen.

    A reader who never left the day that the situation is opened at begins on the next such day.
    """
    chosen = not snapshot.live and snapshot.viewpoint != opened_at
    return Left(
        place=detail.row.place.id if detail else "",
        words=shown_list.words,
        order=shown_list.order,
        is_live=snapshot.live,
        viewpoint=snapshot.viewpoint if chosen else None,
    )
