"""What happened, told to the application."""

from textual.message import Message

from situation.views import PlaceDetail, Snapshot


class SnapshotArrived(Message):
    """A newer state of the whole situation was read."""

    def __init__(self, snapshot: Snapshot) -> None:
        super().__init__()
        self.snapshot = snapshot

    def can_replace(self, message: Message) -> bool:
        """A snapshot that still waits is overtaken by this one."""
        return isinstance(message, SnapshotArrived)


class DetailArrived(Message):
    """Everything about one place was read."""

    def __init__(self, detail: PlaceDetail) -> None:
        super().__init__()
        self.detail = detail

    def can_replace(self, message: Message) -> bool:
        """A detail that still waits is overtaken by this one."""
        return isinstance(message, DetailArrived)


class RefreshFailed(Message):
    """The store could not be read; what is on the screen stays, marked."""

    def __init__(self, why: str, next_try_seconds: float) -> None:
        super().__init__()
        self.why = why
        self.next_try_seconds = next_try_seconds


class StoreGrew(Message):
    """Something was appended while the reader had paused live updates."""
