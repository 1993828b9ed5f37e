"""The screens that are opened from the monitor.

Each is loaded when it is first opened: the first paint waits for none of them.
"""

# ruff: noqa: PLC0415

from textual.screen import Screen

from tui.safe_app import SafeApp
from widgets.glyphs import Glyphs


def open_city(app: SafeApp, place_id: str, glyphs: Glyphs) -> None:
    """Open the screen of a place, in place of another city's."""
    from tui.screens.city import CityScreen

    screen = CityScreen(place_id, glyphs)
    if isinstance(app.screen, CityScreen):
        app.switch_screen(screen)
    else:
        app.push_screen(screen)


def open_feed(app: SafeApp, line: str, glyphs: Glyphs) -> None:
    """Open the claim feed with a search, in the feed that is open if there is one."""
    from tui.screens.feed import FeedScreen

    if isinstance(app.screen, FeedScreen):
        app.screen.look_for(line)
    else:
        app.push_screen(FeedScreen(glyphs, line))


def open_claim(app: SafeApp, claim_id: str, glyphs: Glyphs) -> None:
    """Open the screen of a claim."""
    from tui.screens.claim import ClaimScreen

    app.push_screen(ClaimScreen(claim_id, glyphs))


def open_map(app: SafeApp, place_id: str, glyphs: Glyphs) -> None:
    """Open the map with a place in its middle."""
    from tui.screens.map import MapScreen

    if not isinstance(app.screen, MapScreen):
        app.push_screen(MapScreen(place_id, glyphs))


def open_sources(app: SafeApp, glyphs: Glyphs) -> None:
    """Open the list of the sources."""
    from tui.screens.sources import SourcesScreen

    if not isinstance(app.screen, SourcesScreen):
        app.push_screen(SourcesScreen(glyphs))


def open_help(app: SafeApp, glyphs: Glyphs) -> None:
    """Open the help on what works on the screen that is shown."""
    from tui.screens.help import HelpScreen

    if not isinstance(app.screen, HelpScreen):
        app.push_screen(HelpScreen(app.screen.active_bindings, glyphs))


def search_of(screen: Screen[object]) -> str:
    """The search that the feed begins with: the city's whose screen is shown, else none."""
    from tui.screens.city import CityScreen

    return f"place:{screen.place_id}" if isinstance(screen, CityScreen) else ""
