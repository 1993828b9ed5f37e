"""What the sources' screen needs of the application beside what every screen does."""

from typing import Protocol, runtime_checkable

from situation.source_overview import SourceOverview


@runtime_checkable
class SourceDesk(Protocol):
    """The application as the sources' screen sees it."""

    source_overview: SourceOverview | None

    def follow_sources(self, *, shown: bool) -> None:
        """The sources are on the screen and are to be read, or are not any more."""
        ...

    def sync_now(self, connector: str | None) -> None:
        """Fetch in the background what one connector brings; None: everything that is due."""
        ...

    def accept_terms(self, connector: str, notice: str) -> None:
        """The reader has accepted these terms of a connector."""
        ...
