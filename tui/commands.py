"""Every command once: its keys, its words and where it works.

Bindings, the command palette, the foot line and the help screen are all made from `COMMANDS`; a
command's name is the name of the action (`action_<name>`) that carries it out on the screen or on
the application.
"""

from collections.abc import Iterable
from typing import Final

from textual.binding import Binding, BindingType

from tui.claim_commands import CLAIM_COMMANDS, FEED_COMMANDS
from tui.command import Command, Scope
from tui.map_commands import MAP_COMMANDS
from tui.source_commands import SOURCE_COMMANDS
from tui.time_commands import TIME_COMMANDS

PANE_NAMES = (
    "cities",
    "control",
    "statistics",
    "claims",
    "map",
    "rose",
    "timeline",
    "neighbours",
    "trends",
)
"""In the order of their keys, on every screen."""
_AMONG_PANES: Final = frozenset({"next_pane", "zoom"})
"""Commands that do nothing where there is one pane."""

COMMANDS: tuple[Command, ...] = (
    Command(
        name="open_city",
        keys="enter",
        shown="enter",
        label="open",
        help="open the city under the cursor",
        scope=Scope.MONITOR,
    ),
    Command(
        name="back",
        keys="escape",
        shown="esc",
        label="back",
        help="go back one level, or drop the filter",
        in_foot=False,
    ),
    Command(
        name="filter",
        keys="slash",
        shown="/",
        label="filter",
        help="show only cities with these words in a name, in any language or spelling",
        scope=Scope.MONITOR,
    ),
    Command(
        name="next_match",
        keys="n",
        shown="n",
        label="next",
        help="go to the next city of the filter, round and round",
        scope=Scope.MONITOR,
        in_foot=False,
    ),
    Command(
        name="previous_match",
        keys="N",
        shown="N",
        label="previous",
        help="go to the previous city of the filter",
        scope=Scope.MONITOR,
        in_foot=False,
    ),
    Command(
        name="sort",
        keys="s",
        shown="s",
        label="sort",
        help="sort the cities another way",
        scope=Scope.MONITOR,
        yields=True,
    ),
    Command(
        name="last_place",
        keys="minus",
        shown="-",
        label="last place",
        help="go to the city that was looked at before",
        scope=Scope.MONITOR,
        in_foot=False,
    ),
    Command(
        name="window",
        keys="w",
        shown="w",
        label="window",
        help="show the changes over 7, 30 or 90 days",
        scope=Scope.MONITOR,
        in_foot=False,
    ),
    *(
        Command(
            name="map",
            keys="m",
            shown="m",
            label="map",
            help="open the map with this city in its middle",
            scope=scope,
        )
        for scope in (Scope.MONITOR, Scope.CITY)
    ),
    *(
        Command(
            name="sources",
            keys="S",
            shown="S",
            label="sources",
            help="open the sources: what came, what failed and what is silent",
            scope=scope,
            of_app=True,
            yields=True,
        )
        for scope in (Scope.MONITOR, Scope.CITY, Scope.MAP, Scope.CLAIM)
    ),
    *(
        Command(
            name="sync_all",
            keys="R",
            shown="R",
            label="sync",
            help="fetch every source that is due, in the background",
            scope=scope,
            of_app=True,
            in_foot=False,
        )
        for scope in (Scope.MONITOR, Scope.CITY)
    ),
    *CLAIM_COMMANDS,
    Command(
        name="feed",
        keys="c",
        shown="c",
        label="claims",
        help="open the claim feed: every claim, searched and filtered",
        scope=Scope.MONITOR,
        of_app=True,
    ),
    Command(
        name="feed",
        keys="c",
        shown="c",
        label="claims",
        help="open the claim feed of this city",
        scope=Scope.CITY,
        of_app=True,
    ),
    *FEED_COMMANDS,
    *MAP_COMMANDS,
    *SOURCE_COMMANDS,
    Command(
        name="next_pane",
        keys="tab",
        shown="tab",
        label="pane",
        help="go to the next pane",
    ),
    Command(
        name="previous_pane",
        keys="shift+tab",
        shown="shift+tab",
        label="pane back",
        help="go to the previous pane",
        in_foot=False,
    ),
    *(
        Command(
            name=f"pane({number})",
            keys=str(number),
            shown=str(number),
            label=name,
            help=f"go to the pane “{name}”",
            in_foot=False,
        )
        for number, name in enumerate(PANE_NAMES, start=1)
    ),
    Command(
        name="zoom",
        keys="z",
        shown="z",
        label="zoom",
        help="give the whole screen to this pane, and back",
        yields=True,
    ),
    *TIME_COMMANDS,
    Command(
        name="pause",
        of_app=True,
        keys="space",
        shown="space",
        label="pause",
        help="hold back what others record until pressed again",
        in_foot=False,
    ),
    Command(
        name="refresh",
        of_app=True,
        keys="r",
        shown="r",
        label="refresh",
        help="read the store again",
        in_foot=False,
    ),
    Command(
        name="command_palette",
        of_app=True,
        keys="colon,ctrl+p",
        shown=":",
        label="command",
        help="type a command, a city or a day: “asof 2025-11-03”",
    ),
    Command(
        name="help",
        of_app=True,
        keys="question_mark,f1",
        shown="?",
        label="help",
        help="keys, marks and what they mean",
    ),
    Command(
        name="leave",
        of_app=True,
        keys="q",
        shown="q",
        label="quit",
        help="go back; on the monitor: quit",
    ),
)


def bindings(scope: Scope) -> list[BindingType]:
    """The bindings of one scope, for a `BINDINGS`."""
    return [
        Binding(
            command.keys,
            command.action,
            command.help,
            key_display=command.shown,
            id=command.name,
            # Keys of the program win over what a focused list would make of them.
            priority=command.name in {"next_pane", "previous_pane"},
        )
        for command in COMMANDS
        if command.scope is scope
    ]


def foot(scopes: Iterable[Scope], *, has_one_pane: bool = False) -> tuple[tuple[str, str], ...]:
    """Key and label of the commands that the foot line of a screen shows.

    Args:
        scopes: what works there.
        has_one_pane: there is none to go to, and that one has the whole screen.
    """
    shown = set(scopes)
    idle = _AMONG_PANES if has_one_pane else frozenset()
    chosen = [
        command
        for command in COMMANDS
        if command.in_foot and command.scope in shown and command.name not in idle
    ]
    chosen.sort(key=lambda command: command.yields)
    if Scope.MONITOR in shown:
        return tuple((command.shown, command.label) for command in chosen)
    # Everywhere else esc does what q does.
    keys = ((command.shown, command.label) for command in chosen if command.name != "leave")
    return (("esc", "back"), *keys)
