"""The commands that move through time."""

from tui.command import Command

TIME_COMMANDS: tuple[Command, ...] = (
    Command(
        name="step(-1)",
        of_app=True,
        keys="left_square_bracket",
        shown="[",
        label="day back",
        help="look from one day earlier",
        in_foot=False,
    ),
    Command(
        name="step(1)",
        of_app=True,
        keys="right_square_bracket",
        shown="]",
        label="day on",
        help="look from one day later",
        in_foot=False,
    ),
    Command(
        name="step(-7)",
        of_app=True,
        keys="left_curly_bracket",
        shown="{",
        label="week back",
        help="look from one week earlier",
        in_foot=False,
    ),
    Command(
        name="step(7)",
        of_app=True,
        keys="right_curly_bracket",
        shown="}",
        label="week on",
        help="look from one week later",
        in_foot=False,
    ),
    Command(
        name="play",
        of_app=True,
        keys="p",
        shown="p",
        label="play",
        help="step a day at a time until pressed again",
        in_foot=False,
    ),
    Command(
        name="now",
        of_app=True,
        keys="equals_sign",
        shown="=",
        label="now",
        help="look from now on, live",
    ),
)
