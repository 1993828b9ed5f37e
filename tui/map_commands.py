"""The commands of the map screen."""

from tui.command import Command, Scope

_PAN: tuple[Command, ...] = tuple(
    Command(
        name=f"pan({columns}, {rows})",
        keys=keys,
        shown=shown,
        label=label,
        help=words,
        scope=Scope.MAP,
        in_foot=False,
    )
    for columns, rows, keys, shown, label, words in (
        (-1, 0, "left,h", "h left", "west", "move the map a step west"),
        (1, 0, "right,l", "l right", "east", "move the map a step east"),
        (0, -1, "up,k", "k up", "north", "move the map a step north"),
        (0, 1, "down,j", "j down", "south", "move the map a step south"),
        (-4, 0, "H", "H", "far west", "move the map half a screen west"),
        (4, 0, "L", "L", "far east", "move the map half a screen east"),
        (0, -4, "K", "K", "far north", "move the map half a screen north"),
        (0, 4, "J", "J", "far south", "move the map half a screen south"),
    )
)

MAP_COMMANDS: tuple[Command, ...] = (
    Command(
        name="zoom_in",
        keys="plus,pageup",
        shown="+",
        label="in",
        help="come nearer: from the whole situation over the oblast to the city",
        scope=Scope.MAP,
    ),
    Command(
        name="zoom_out",
        keys="underscore,pagedown",
        shown="_",
        label="out",
        help="go further away, as far as the whole situation",
        scope=Scope.MAP,
    ),
    Command(
        name="whole",
        keys="0",
        shown="0",
        label="whole",
        help="show the whole situation",
        scope=Scope.MAP,
        yields=True,
    ),
    Command(
        name="centre",
        keys="full_stop",
        shown=".",
        label="centre",
        help="bring the marked city back into the middle",
        scope=Scope.MAP,
        in_foot=False,
    ),
    Command(
        name="next_city(1)",
        keys="n",
        shown="n",
        label="city",
        help="go to the next city by distance from where you started, round and round",
        scope=Scope.MAP,
    ),
    Command(
        name="next_city(-1)",
        keys="N",
        shown="N",
        label="nearer city",
        help="go back to the city before",
        scope=Scope.MAP,
        in_foot=False,
    ),
    Command(
        name="next_source",
        keys="v",
        shown="v",
        label="source",
        help="show the map of the next source",
        scope=Scope.MAP,
        yields=True,
    ),
    Command(
        name="beside_source",
        keys="vertical_line",
        shown="|",
        label="two sources",
        help="show the next source's map beside this one, and one map again",
        scope=Scope.MAP,
        yields=True,
    ),
    Command(
        name="beside_day",
        keys="d",
        shown="d",
        label="two days",
        help="show the map of 30 days before beside this one, and one map again",
        scope=Scope.MAP,
        yields=True,
    ),
    Command(
        name="difference",
        keys="D",
        shown="D",
        label="changes",
        help="show what changed hands in 30 days, with km², and one map again",
        scope=Scope.MAP,
    ),
    *(
        Command(
            name=f"step_other_day({days})",
            keys=keys,
            shown=shown,
            label=label,
            help=f"of two days that are compared, move the other one a day {way}",
            scope=Scope.MAP,
            in_foot=False,
        )
        for days, keys, shown, label, way in (
            (-1, "left_parenthesis", "(", "other day back", "back"),
            (1, "right_parenthesis", ")", "other day on", "on"),
        )
    ),
    Command(
        name="next_style",
        keys="b",
        shown="b",
        label="drawing",
        help="draw in braille dots, in half blocks or in letters",
        scope=Scope.MAP,
        in_foot=False,
    ),
    Command(
        name="open_marked",
        keys="enter",
        shown="enter",
        label="open",
        help="open the marked city",
        scope=Scope.MAP,
        yields=True,
    ),
    *_PAN,
)
