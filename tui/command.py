"""What a command is."""

from enum import Enum

from msgspec import Struct


class Scope(Enum):
    """Where a command works; the value is its heading in the help."""

    EVERYWHERE = "Everywhere"
    MONITOR = "Monitor"
    CITY = "City"
    CLAIM = "Claim"
    FEED = "Claim feed"
    SOURCES = "Sources"
    MAP = "Map"


class Command(Struct, frozen=True, kw_only=True):
    """One thing a reader can do."""

    name: str
    keys: str
    """Textual key names, comma separated."""
    shown: str
    """The keys as a reader knows them."""
    label: str
    """One or two words for the foot line."""
    help: str
    """One sentence for help and palette."""
    scope: Scope = Scope.EVERYWHERE
    of_app: bool = False
    """Carried out by the application and not by the screen."""
    in_foot: bool = True
    yields: bool = False
    """In the foot line it gives way to the other commands where there is little room."""

    @property
    def action(self) -> str:
        """The command as Textual runs it from a screen."""
        return f"app.{self.name}" if self.of_app else self.name
